"""Onward referrals."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Onward referrals."""
    op.create_table(
        "onward_referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("provider_name", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("shared", sa.Text(), nullable=False),
        sa.Column("access_needs", sa.Text(), nullable=True),
        sa.Column("person_agrees", sa.String(length=40), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("via", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("state_reason", sa.String(length=40), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("booked_for", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("calendar_days", sa.Integer(), nullable=True),
        sa.Column("working_days", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("outcome_note", sa.Text(), nullable=True),
        sa.Column("follow_up_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_onward_referral_case_id")),
        sa.ForeignKeyConstraint(["follow_up_id"], ["action.id"], name=op.f("fk_onward_referral_follow_up_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_onward_referral_need_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_onward_referral_organisation_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_onward_referral_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_onward_referral_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_onward_referral_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onward_referral")),
    )
    with op.batch_alter_table("onward_referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_onward_referral_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_onward_referral_follow_up_id"), ["follow_up_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_onward_referral_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_onward_referral_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_onward_referral_owner_id_state"), ["owner_id", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_onward_referral_person_id_state_sent_on_id"),
            ["person_id", "state", "sent_on", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_onward_referral_team_id"), ["team_id"], unique=False)

    op.create_table(
        "onward_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("onward_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=True),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_onward_event_by_id")),
        sa.ForeignKeyConstraint(["onward_id"], ["onward_referral.id"], name=op.f("fk_onward_event_onward_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_onward_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onward_event")),
    )
    with op.batch_alter_table("onward_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_onward_event_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_onward_event_onward_id"), ["onward_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_onward_event_person_id_occurred_on_id"), ["person_id", "occurred_on", "id"], unique=False
        )
