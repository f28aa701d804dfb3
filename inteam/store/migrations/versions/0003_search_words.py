"""Parts of words, by which people are found when nothing nearer is there (SQLite's trigram index)."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE person_fts USING fts5(word, tokenize='trigram', columnsize=0)")
