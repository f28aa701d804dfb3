"""Who told the holder of an old copy of a plan, and how."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who told the holder of an old copy, and how."""
    with op.batch_alter_table("plan_copy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_how", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("told_by_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_plan_copy_told_by_id"), ["told_by_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_plan_copy_told_by_id"), "staff", ["told_by_id"], ["id"])
