"""Load of each worker."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index that holds all that is counted of a caseload."""
    op.create_index("ix_case_work_load", "case_work", ["is_open", "owner_id", "person_id", "points"])
