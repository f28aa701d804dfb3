"""Reading what the Log contact sheet is filled in from."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from inteam import clock
from inteam.contacts.queries import contacts
from inteam.contacts.rules import ContactType
from inteam.needs import queries as needs
from inteam.needs import queries_actions
from inteam.needs.queries import GoalRow
from inteam.needs.queries_actions import ActionRow
from inteam.needs.rules import OPEN_GOALS
from inteam.people import queries as people
from inteam.people import queries_circle, queries_reach
from inteam.people.queries import HeaderRow
from inteam.referrals import queries_panel
from inteam.referrals.choices import State
from inteam.referrals.queries import open_referrals


@dataclass(frozen=True)
class Companion:
    """Somebody who may have been there: relation in words; professional: of the care team, not of the family."""

    name: str
    relation: str
    professional: bool

    @property
    def words(self) -> str:
        """Ruth (daughter), or Hana Wells, Occupational therapist."""
        if not self.relation:
            return self.name
        return f"{self.name}, {self.relation}" if self.professional else f"{self.name} ({self.relation.lower()})"


@dataclass(frozen=True)
class Opening:
    """Whom the sheet is about and what it can offer.

    mode: of an appointment today, else of the last contact. minutes: of the last one by the same mode; neither is
    known for somebody new. safe_to_leave_message: whether a number says so.
    """

    person: HeaderRow
    companions: tuple[Companion, ...]
    actions: tuple[ActionRow, ...]
    goals: tuple[GoalRow, ...]
    appointment: datetime | None
    mode: str | None
    minutes: int | None
    safe_to_leave_message: bool
    safe_times: str


def opening(session: Session, person_id: UUID, *, staff_id: UUID, now: datetime) -> Opening | None:
    """All that the sheet needs about a person, or None when they are not there."""
    person = people.header(session, person_id)
    if person is None:
        return None
    today = clock.day(now)
    last = contacts(session, person_id=person_id, types=[ContactType.DIRECT], limit=1)
    offered = _appointment(session, person_id, today, now)
    points = [p for p in queries_reach.contact_points(session, [person_id]) if p.ended_on is None]
    tree = needs.tree(session, person_id)
    actions = queries_actions.actions_of_person(session, person_id, only_open=True)
    return Opening(
        person=person,
        companions=_companions(session, person_id, staff_id, today),
        actions=tuple(sorted(actions, key=lambda a: (a.owner_id != staff_id, a.due_on, a.id))),
        goals=tuple(g for need in tree.needs for g in need.goals if g.status in OPEN_GOALS),
        appointment=offered[0] if offered else None,
        mode=offered[1] if offered else last[0].mode if last else None,
        minutes=last[0].duration_min if last else None,
        safe_to_leave_message=any(p.safe_to_leave_message == "yes" for p in points),
        safe_times="; ".join(p.safe_times for p in points if p.safe_times),
    )


def _companions(session: Session, person_id: UUID, staff_id: UUID, today: date) -> tuple[Companion, ...]:
    family = [
        Companion(row.name.split()[0], row.relationship, professional=False)
        for row in queries_circle.related_people(session, [person_id])
        if row.ended_on is None or row.ended_on > today
    ]
    team = [
        Companion(row.name, row.role, professional=True)
        for row in queries_circle.care_team(session, [person_id])
        if row.staff_id != staff_id and (row.valid_to is None or row.valid_to > today)
    ]
    return (*family[:3], *team[:2])


def _appointment(session: Session, person_id: UUID, today: date, now: datetime) -> tuple[datetime, str] | None:
    for card in open_referrals(session, now=now, person_id=person_id):
        if card.state != State.OFFERED:
            continue
        found = queries_panel.one_referral(session, card.id)
        if found is not None and found.offered_for is not None and clock.day(found.offered_for) == today:
            return found.offered_for, found.offered_mode or ""
    return None
