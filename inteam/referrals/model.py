"""The tables of referrals (domain 3.1, 3.3, 3.4, 3.7)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Instant, Record


class Referral(Record):
    """A request to help one person; state is a cache of the last referral_event."""

    __tablename__ = "referral"
    __table_args__ = (
        Index(None, "team_id", "state", "received_at", "id"),
        Index(None, "person_id", "received_at", "id"),
        Index(None, "owner_id", "state"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))  # none: the team owns it
    direction: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(40))
    # The moment is clock zero; the day beside it (Europe/London) is what clocks count from.
    received_at: Mapped[datetime] = mapped_column(Instant)
    received_on: Mapped[date] = mapped_column(index=True)
    received_via: Mapped[str] = mapped_column(String(40))
    written_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(40), index=True)
    referrer_name: Mapped[str | None] = mapped_column(String(200))
    referrer_role: Mapped[str | None] = mapped_column(String(100))
    referrer_organisation: Mapped[str | None] = mapped_column(String(200))
    referrer_organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    referrer_contact: Mapped[str | None] = mapped_column(String(200))
    letter: Mapped[str | None] = mapped_column(Text)
    goals: Mapped[str | None] = mapped_column(Text)
    exclusions: Mapped[str | None] = mapped_column(Text)
    urgency: Mapped[str | None] = mapped_column(String(40))
    person_agrees: Mapped[str] = mapped_column(String(40))
    agreed_on: Mapped[date | None]
    risk_state: Mapped[str] = mapped_column(String(40))
    risk_summary: Mapped[str | None] = mapped_column(Text)
    need_kind: Mapped[str | None] = mapped_column(String(40))
    pathway_key: Mapped[str | None] = mapped_column(String(40))
    isolated: Mapped[bool] = mapped_column(default=False)  # an affected other's (domain 5.7)
    triaged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    triaged_at: Mapped[datetime | None] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    risk_exception: Mapped[str | None] = mapped_column(Text)  # why accepted with risk not assessed
    priority: Mapped[int | None]
    waiting_list: Mapped[str | None] = mapped_column(String(100))
    offered_for: Mapped[datetime | None] = mapped_column(Instant)
    offered_mode: Mapped[str | None] = mapped_column(String(40))
    first_contact_at: Mapped[datetime | None] = mapped_column(Instant)
    active_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String(40))
    outcome_reason: Mapped[str | None] = mapped_column(Text)
    closing_summary: Mapped[str | None] = mapped_column(Text)
    onward_advice: Mapped[str | None] = mapped_column(Text)
    closed_on: Mapped[date | None] = mapped_column(index=True)
    signed_off_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    repeat_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"), index=True)


class ReferralReason(Record):
    """One reason; the referrer's and the person's own stand side by side, never overwritten."""

    __tablename__ = "referral_reason"

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    said_by: Mapped[str] = mapped_column(String(40))  # referrer, person
    code: Mapped[str] = mapped_column(String(40), index=True)
    note: Mapped[str | None] = mapped_column(Text)
    reported_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class ReferralEvent(Record):
    """One move of a referral; occurred_at may lie before recorded_at, with a reason."""

    __tablename__ = "referral_event"
    __table_args__ = (Index(None, "referral_id", "occurred_at", "id"),)

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    occurred_at: Mapped[datetime] = mapped_column(Instant)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    position: Mapped[int]  # the order of the moves of one referral, from 1
    from_state: Mapped[str | None] = mapped_column(String(40))
    to_state: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    reason: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    late_reason: Mapped[str | None] = mapped_column(Text)


class ReferralClock(Record):
    """One clock of a referral (domain 3.4); the days are stored when it stops."""

    __tablename__ = "referral_clock"
    __table_args__ = (Index(None, "clock", "stopped_on", "id"),)

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    clock: Mapped[str] = mapped_column(String(40))
    started_on: Mapped[date]
    stopped_on: Mapped[date | None]
    calendar_days: Mapped[int | None]
    working_days: Mapped[int | None]
    delay_days: Mapped[int | None]  # calendar days of the person's own choice, reported beside


class ChoiceDelay(Record):
    """Days on which the person chose to wait; clocks do not pause for them."""

    __tablename__ = "choice_delay"

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)


class ReferralQuestion(Record):
    """What was asked of the referrer (or another) before triage could end."""

    __tablename__ = "referral_question"

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    asked_of: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)


class Feedback(Record):
    """Word owed to the referrer (domain 3.7); sent_on empty: still due."""

    __tablename__ = "feedback"
    __table_args__ = (Index(None, "team_id", "sent_on", "due_on", "id"),)

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    due_on: Mapped[date]
    # How much may be said: a GP gets a summary, others "contacted" or "closed" (domain 3.7).
    extent: Mapped[str] = mapped_column(String(40))
    sent_on: Mapped[date | None]
    sent_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    via: Mapped[str | None] = mapped_column(String(40))
    content: Mapped[str | None] = mapped_column(Text)
    content_version: Mapped[int] = mapped_column(default=0)
