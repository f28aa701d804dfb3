"""Words by which people are found: in the order of the lists, and near ones through one index of words."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _folded() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Both tables are derived from the names: they are made anew, before any file was released."""
    op.drop_table("person_token")
    op.drop_table("search_word")
    op.create_table(
        "person_token",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("token", _folded(), nullable=False),
        sa.Column("sort_key", _folded(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_token_person_id"),
        sa.PrimaryKeyConstraint("person_id", "kind", "token", name="pk_person_token"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_token_search", "person_token", ["kind", "token", "sort_key", "person_id"])
    op.create_table(
        "search_word",
        sa.Column("variant", _folded(), nullable=False),
        sa.Column("word", _folded(), nullable=False),
        sa.PrimaryKeyConstraint("variant", "word", name="pk_search_word"),
        sqlite_with_rowid=False,
    )
    # Only the merged: with everybody in it, SQLite takes it for the way to those who are not.
    op.drop_index("ix_person_merged_into_id", "person")
    op.drop_index("ix_person_confidentiality", "person")
    merged = sa.text("merged_into_id IS NOT NULL")
    op.create_index(
        "ix_person_merged_into_id", "person", ["merged_into_id"], sqlite_where=merged, postgresql_where=merged
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE person_fts USING fts5(word, tokenize='trigram', columnsize=0)")
