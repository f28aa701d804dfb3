"""Reading onward referrals: those of one person with where they stand, the steps of one, and what counts its clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, Uuid, func, select
from sqlalchemy.orm import Session, aliased

from inteam.needs import onward_words as words
from inteam.needs.model_onward import OnwardEvent, OnwardReferral
from inteam.needs.rules_onward import OPEN_ONWARD, SILENT, UNSEEN, OnwardState, next_step
from inteam.organisations.model import Staff, Team
from inteam.referrals.calendar import bank_holidays
from inteam.referrals.clocks import elapsed
from inteam.store.reads import Read, my_people, one_of, param


@dataclass(frozen=True)
class OnwardRow:
    """One onward referral. waited: working days from sending to today, or to the day on which the person was seen."""

    id: UUID
    version: int
    person_id: UUID
    case_id: UUID | None
    need_id: UUID | None
    organisation_id: UUID | None
    provider_name: str
    code: str
    reason: str
    shared: str
    access_needs: str | None
    person_agrees: str
    urgency: str
    via: str
    team_id: UUID
    team: str
    owner_id: UUID | None
    owner: str | None
    state: str
    state_on: date
    state_reason: str | None
    sent_on: date
    booked_for: datetime | None
    seen_on: date | None
    calendar_days: int | None
    working_days: int | None
    outcome: str | None
    outcome_note: str | None
    waited: int = 0

    @property
    def owner_name(self) -> str:
        """The worker, else the team."""
        return self.owner or self.team

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer for it."""
        return self.state in OPEN_ONWARD

    @property
    def is_silent(self) -> bool:
        """Whether the provider can be chased."""
        return self.state in SILENT

    @property
    def next_step(self) -> OnwardState | None:
        """What usually happens next."""
        return next_step(self.state)

    def clock_words(self, today: date) -> str:
        """C6 in words; empty once it ended without the person being seen."""
        if self.seen_on is None and self.state not in UNSEEN:
            return ""
        return words.clock_words(self.sent_on, self.seen_on, self.calendar_days, self.waited, today)


@dataclass(frozen=True)
class OnwardStepRow:
    """One step: what happened, on which day, why, and who wrote it down."""

    occurred_on: date
    from_state: str | None
    to_state: str
    reason: str | None
    note: str | None
    by: str | None


_owner, _by = aliased(Staff), aliased(Staff)
_OF_PERSON = Read(
    "onward_of_person",
    select(
        OnwardReferral.id,
        OnwardReferral.version,
        OnwardReferral.person_id,
        OnwardReferral.case_id,
        OnwardReferral.need_id,
        OnwardReferral.organisation_id,
        OnwardReferral.provider_name,
        OnwardReferral.code,
        OnwardReferral.reason,
        OnwardReferral.shared,
        OnwardReferral.access_needs,
        OnwardReferral.person_agrees,
        OnwardReferral.urgency,
        OnwardReferral.via,
        OnwardReferral.team_id,
        Team.name.label("team"),
        OnwardReferral.owner_id,
        func.trim(_owner.given_name + " " + _owner.family_name, type_=Text()).label("owner"),
        OnwardReferral.state,
        OnwardReferral.state_on,
        OnwardReferral.state_reason,
        OnwardReferral.sent_on,
        OnwardReferral.booked_for,
        OnwardReferral.seen_on,
        OnwardReferral.calendar_days,
        OnwardReferral.working_days,
        OnwardReferral.outcome,
        OnwardReferral.outcome_note,
    )
    .join(my_people, my_people.c.person_id == OnwardReferral.person_id)
    .join(Team, Team.id == OnwardReferral.team_id)
    .outerjoin(_owner, _owner.id == OnwardReferral.owner_id)
    .where(one_of(OnwardReferral.person_id, "people", Uuid()), OnwardReferral.withdrawn_at.is_(None))
    .order_by(OnwardReferral.sent_on.desc(), OnwardReferral.id),
)
_STEPS = Read(
    "onward_steps",
    select(
        OnwardEvent.occurred_on,
        OnwardEvent.from_state,
        OnwardEvent.to_state,
        OnwardEvent.reason,
        OnwardEvent.note,
        func.trim(_by.given_name + " " + _by.family_name, type_=Text()).label("by"),
    )
    .join(my_people, my_people.c.person_id == OnwardEvent.person_id)
    .outerjoin(_by, _by.id == OnwardEvent.by_id)
    .where(OnwardEvent.onward_id == param("onward_id", Uuid()), OnwardEvent.withdrawn_at.is_(None))
    .order_by(OnwardEvent.position, OnwardEvent.id),
)


def onward_of_person(session: Session, people: Sequence[UUID], *, today: date) -> list[OnwardRow]:
    """What was referred on for a person and who was joined with them: open ones first, the newest first."""
    rows = _OF_PERSON.run(session, people=list(people), limit=1000)
    if not rows:
        return []
    holidays = bank_holidays(session)
    found = [OnwardRow(*row) for row in rows]
    found = [replace(one, waited=elapsed(one.sent_on, one.seen_on or today, holidays).working) for one in found]
    return sorted(found, key=lambda one: not one.is_open)  # stable: within each, the newest first


def onward_steps(session: Session, onward_id: UUID) -> list[OnwardStepRow]:
    """The steps of one, oldest first."""
    return [OnwardStepRow(*row) for row in _STEPS.run(session, onward_id=onward_id, limit=500)]


READS = (_OF_PERSON, _STEPS)
