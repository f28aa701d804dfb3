"""The tables of onward referrals (domain 3.6, 3.7): the person's details go to a provider, who answers or does not."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Instant, Record


class OnwardReferral(Record):
    """One referral to one provider; state is a cache of the last onward_event.

    Neither an action nor a signpost: follow_up_id is the action by which somebody asks after it, while it is open.
    """

    __tablename__ = "onward_referral"
    __table_args__ = (
        Index(None, "person_id", "state", "sent_on", "id"),
        Index(None, "owner_id", "state"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_case.id"), index=True)
    need_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    provider_name: Mapped[str] = mapped_column(String(200))
    code: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    shared: Mapped[str] = mapped_column(Text)  # which of the person's details left
    access_needs: Mapped[str | None] = mapped_column(Text)  # the flag as it was sent (domain 1.7)
    person_agrees: Mapped[str] = mapped_column(String(40))
    urgency: Mapped[str] = mapped_column(String(40))
    via: Mapped[str] = mapped_column(String(40))
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"), index=True)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))  # none: the team owns it
    state: Mapped[str] = mapped_column(String(40))
    state_on: Mapped[date]
    state_reason: Mapped[str | None] = mapped_column(String(40))  # of declined and cancelled
    sent_on: Mapped[date]
    booked_for: Mapped[datetime | None] = mapped_column(Instant)
    seen_on: Mapped[date | None]
    # How long clock C6 ran, stored when it stops.
    calendar_days: Mapped[int | None]
    working_days: Mapped[int | None]
    outcome: Mapped[str | None] = mapped_column(String(40))
    outcome_note: Mapped[str | None] = mapped_column(Text)
    follow_up_id: Mapped[UUID | None] = mapped_column(ForeignKey("action.id"), index=True)


class OnwardEvent(Record):
    """One step of an onward referral; to_state equal to from_state is a chase, or an appointment made anew."""

    __tablename__ = "onward_event"
    __table_args__ = (Index(None, "person_id", "occurred_on", "id"),)

    onward_id: Mapped[UUID] = mapped_column(ForeignKey("onward_referral.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int]  # the order of the steps of one onward referral, from 1
    occurred_on: Mapped[date]
    from_state: Mapped[str | None] = mapped_column(String(40))
    to_state: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
