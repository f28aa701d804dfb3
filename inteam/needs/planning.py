"""Planning an action: whose it is and which team's, when it is due. Whatever plans one comes here."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import or_, select

from inteam.cases.model import CareCase
from inteam.errors import InputError
from inteam.needs import rules
from inteam.needs.model import Action
from inteam.needs.rules import ActionEntry, ActionStatus
from inteam.organisations.model import Staff, TeamMember
from inteam.organisations.rules import staying_problem
from inteam.store.base import require
from inteam.store.database import Work
from inteam.store.ids import new_id


def plan_action(work: Work, person_id: UUID, entry: ActionEntry) -> Action:
    """An action, without an audit entry of its own: for an act that says so in its own. Raises InputError."""
    entry = with_team(work, entry)
    if problems := rules.action_problems(entry):
        raise InputError(**problems)
    check_owner(work, entry.owner_id)
    action = Action(
        id=new_id(),
        person_id=person_id,
        case_id=entry.case_id,
        need_id=entry.need_id,
        goal_id=entry.goal_id,
        contact_id=entry.contact_id,
        agenda_item_id=entry.agenda_item_id,
        text=entry.text.strip(),
        kind=entry.kind,
        team_id=entry.team_id,
        owner_id=entry.owner_id,
        done_by=entry.done_by.strip() or None,
        due_on=entry.due_on,
        first_due_on=entry.due_on,
        status=ActionStatus.PLANNED,
        priority=entry.priority,
        ongoing=entry.ongoing,
        review_on=entry.review_on,
    )
    work.session.add(action)
    return action


def with_team(work: Work, entry: ActionEntry, present: UUID | None = None) -> ActionEntry:
    """The entry with the team that answers for it; present: the one that does now."""
    return replace(entry, team_id=team_for(work, entry.team_id or present, entry.case_id, entry.owner_id))


def team_for(work: Work, team_id: UUID | None, case_id: UUID | None, owner_id: UUID | None) -> UUID | None:
    """The team that answers for something: the one that is named, else the case's, the actor's or the owner's."""
    if team_id is None and case_id is not None:
        team_id = require(work.session, CareCase, case_id).team_id
    return team_id or work.actor.team_id or _team_of(work, owner_id)


def _team_of(work: Work, staff_id: UUID | None) -> UUID | None:
    """The first team that a worker is in today, for an act outside any team (an import, a manager)."""
    if staff_id is None:
        return None
    statement = (
        select(TeamMember.team_id)
        .where(
            TeamMember.staff_id == staff_id,
            TeamMember.withdrawn_at.is_(None),
            TeamMember.from_on <= work.today,
            or_(TeamMember.to_on.is_(None), TeamMember.to_on >= work.today),
        )
        .order_by(TeamMember.from_on, TeamMember.id)
        .limit(1)
    )
    return work.session.scalar(statement)


def check_owner(work: Work, owner_id: UUID | None) -> None:
    """Raise InputError unless the owner is there and stays; None is the team."""
    if owner_id is None or owner_id == work.actor.staff_id:
        return
    staff = work.session.scalars(select(Staff).where(Staff.id == owner_id, Staff.withdrawn_at.is_(None))).first()
    if staff is None:
        raise InputError(owner_id="unknown")
    if (code := staying_problem(staff.left_on, work.today)) is not None:
        raise InputError(owner_id=code)
