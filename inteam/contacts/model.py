"""The tables of contacts (domain 3.5, 4.8)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Instant, Record


class Contact(Record):
    """One contact or attempt; recorded_at is when the store received it (the 24 hours)."""

    __tablename__ = "contact"
    __table_args__ = (
        Index(None, "person_id", "occurred_at", "id"),
        Index(None, "worker_id", "occurred_at", "id"),
        Index(None, "team_id", "occurred_at", "id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_case.id"), index=True)
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"), index=True)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    for_worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)  # cover
    occurred_at: Mapped[datetime] = mapped_column(Instant)
    occurred_on: Mapped[date]  # the day in Europe/London
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    entered_late: Mapped[bool] = mapped_column(default=False)
    duration_min: Mapped[int | None]
    type: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str] = mapped_column(String(40))
    direction: Mapped[str] = mapped_column(String(40))
    with_whom: Mapped[str] = mapped_column(String(40))
    with_names: Mapped[str | None] = mapped_column(String(400))
    planned: Mapped[bool] = mapped_column(default=False)
    attended_code: Mapped[str | None] = mapped_column(String(40))
    attempt_result: Mapped[str | None] = mapped_column(String(40))
    meaningful: Mapped[bool] = mapped_column(default=False)
    location: Mapped[str | None] = mapped_column(String(200))
    interpreter_used: Mapped[bool | None]
    language: Mapped[str | None] = mapped_column(String(40))
    purposes: Mapped[str | None] = mapped_column(String(400))  # codes, with spaces between
    quick_code: Mapped[str | None] = mapped_column(String(40))
    summary: Mapped[str] = mapped_column(Text, default="")
    risk_change: Mapped[str] = mapped_column(String(40))
    no_action: Mapped[bool] = mapped_column(default=False)
    next_contact_on: Mapped[date | None] = mapped_column(index=True)
    visibility: Mapped[str] = mapped_column(String(40))
    group_id: Mapped[UUID | None] = mapped_column(index=True)  # the same for all of one session


class ContactVersion(Record):
    """How a contact read before its author changed it."""

    __tablename__ = "contact_version"

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)


class ContactAddendum(Record):
    """What is added to a contact after its 24 hours, or by somebody else."""

    __tablename__ = "contact_addendum"

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
