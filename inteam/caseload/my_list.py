"""My list of Today: the first thing that is read after the start, so it waits for no table (prepared)."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from inteam import clock
from inteam.access import Actor
from inteam.caseload.rules import SOON, Group, group
from inteam.caseload.today import Task, who
from inteam.organisations.people_here import covering
from inteam.store.prepared import First, Prepared

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ACTIONS = Prepared("today_actions", "inteam.caseload.queries_list:_ACTIONS")
APPOINTMENTS = Prepared("today_appointments", "inteam.caseload.queries_list:_APPOINTMENTS")
WAITS = Prepared("today_waits", "inteam.caseload.queries_list:_WAITS")
_MOST = 500
_BY_OTHERS = ("person_does", "other_professional", "onward_referral")


def my_list(session: "Session | First", actor: Actor, now: datetime, *, whole_team: bool = False) -> tuple[Task, ...]:
    """What the actor and those they cover for have to do, or everybody (whole_team): the oldest first."""
    on = clock.day(now)
    owners = None if whole_team else owners_of(session, actor, on)
    tasks = [*_appointments(session, actor, owners, on), *_actions(session, actor, owners, on)]
    tasks.sort(key=lambda task: (tuple(Group).index(task.group), task.due_on, task.time or "99"))
    return tuple(tasks)


def owners_of(session: "Session | First", actor: Actor, on: date) -> list[UUID]:
    """Whose work is mine on the day: my own, and of those whom I cover for."""
    return [actor.staff_id, *(a for a, c in covering(session, on=on).items() if c == actor.staff_id)]


def _actions(session: "Session | First", actor: Actor, owners: list[UUID] | None, on: date) -> list[Task]:
    rows = ACTIONS.run(session, me=actor.staff_id, owners=owners, until=on + SOON, limit=_MOST)
    limits = _first_contact_limits(session, actor, [row.case_id for row in rows if row.case_id])
    tasks = []
    for row in rows:
        by_others = row.kind in _BY_OTHERS
        begun = clock.day(row.created_at)
        waiting = ((on - begun).days, max((row.due_on - begun).days, 1)) if by_others else None
        owner = None if row.owner_id == actor.staff_id else f"{row.owner_given or ''} {row.owner_family or ''}".strip()
        since = limits.get(row.case_id) if row.case_id else None
        tasks.append(
            Task(
                group=group(row.due_on, on, by_others=by_others),
                who=who(row),
                text=row.text,
                due_on=row.due_on,
                time=None,
                kind=row.kind,
                action_id=row.id,
                version=row.version,
                case_id=row.case_id,
                owner=owner or None,
                waiting=waiting,
                first_contact=((on - since[0]).days, (since[1] - since[0]).days) if since else None,
            )
        )
    return tasks


def _first_contact_limits(
    session: "Session | First", actor: Actor, case_ids: list[UUID]
) -> dict[UUID, tuple[date, date]]:
    if not case_ids:
        return {}
    rows = WAITS.run(session, me=actor.staff_id, clock="first_contact", case_ids=case_ids, limit=len(case_ids))
    return {row.case_id: (row.waiting_since, row.waiting_until) for row in rows}


def _appointments(session: "Session | First", actor: Actor, owners: list[UUID] | None, on: date) -> list[Task]:
    begin = datetime.combine(on, datetime.min.time(), clock.LONDON)
    rows = APPOINTMENTS.run(
        session, me=actor.staff_id, owners=owners, begin=begin, end=begin + timedelta(days=1), limit=_MOST
    )
    return [
        Task(
            group=Group.TODAY,
            who=who(row),
            text="",
            due_on=on,
            time=f"{row.offered_for.astimezone(clock.LONDON):%H:%M}",
            kind=row.offered_mode or "appointment",
            action_id=None,
            version=0,
            case_id=None,
            owner=None,
            waiting=None,
        )
        for row in rows
    ]
