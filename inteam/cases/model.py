"""The tables of cases (domain 2.4, 4.9, 5.4)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Instant, Record


class CareCase(Record):
    """The work with a person on one pathway; it keeps the key and version it began under."""

    __tablename__ = "care_case"
    __table_args__ = (
        Index(None, "team_id", "status", "opened_on", "id"),
        Index(None, "owner_id", "status", "opened_on", "id"),
        Index(None, "person_id", "status"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    # The referral that began it; later ones that joined are in case_referral.
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"), index=True)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    pathway_key: Mapped[str] = mapped_column(String(40))
    pathway_version: Mapped[int]
    stage: Mapped[str] = mapped_column(String(40))
    stage_since: Mapped[date]
    status: Mapped[str] = mapped_column(String(40))  # open, closed
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    need_kind: Mapped[str | None] = mapped_column(String(40))
    intensity: Mapped[str] = mapped_column(String(40), default="standard")
    priority: Mapped[int | None]
    review_on: Mapped[date | None] = mapped_column(index=True)
    outcome: Mapped[str | None] = mapped_column(String(40))
    outcome_reason: Mapped[str | None] = mapped_column(Text)
    closing_summary: Mapped[str | None] = mapped_column(Text)


class CaseReferral(Record):
    """A referral that made, or joined, a case."""

    __tablename__ = "case_referral"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("care_case.id"), index=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)


class CaseEvent(Record):
    """One step in a case's life: opened, moved, handed over, closed, reopened."""

    __tablename__ = "case_event"
    __table_args__ = (Index(None, "case_id", "occurred_at", "id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("care_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    occurred_at: Mapped[datetime] = mapped_column(Instant)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    from_value: Mapped[str | None] = mapped_column(String(40))
    to_value: Mapped[str | None] = mapped_column(String(40))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    destination: Mapped[str | None] = mapped_column(String(200))
    appointment_on: Mapped[date | None]
    suicide_risk: Mapped[str | None] = mapped_column(String(40))  # the answer at this stage change
    safety_plan: Mapped[str | None] = mapped_column(Text)
