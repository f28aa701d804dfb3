"""Everybody is in scope in a local file; on the server each read brings its own scope."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIEW my_people AS SELECT id AS person_id FROM person")
