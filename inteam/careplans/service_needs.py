"""Needs and goals as the plan's page changes them: through the record, so that all who work from it see the same."""

from datetime import date
from uuid import UUID

from inteam.careplans.model import CarePlan
from inteam.careplans.service import draft
from inteam.errors import InputError
from inteam.needs import actions, service
from inteam.needs.model import Action, Goal, Need
from inteam.needs.rules import (
    ActionEntry,
    ActionKind,
    GoalEntry,
    GoalStatus,
    IdentifiedBy,
    NeedEntry,
    NeedStatus,
)
from inteam.referrals.choices import Issue
from inteam.store.base import require
from inteam.store.database import Work


def add_need(work: Work, plan_id: UUID, statement: str, code: Issue) -> UUID:
    """Write down a need in a draft; gives its id. Raises DeniedError, InputError, ConflictError."""
    plan = draft(work, plan_id)
    entry = NeedEntry(code=code, statement=statement, case_id=plan.case_id)
    return service.add_need(work, plan.person_id, entry)


def reword_need(work: Work, plan_id: UUID, need_id: UUID, version: int, statement: str) -> int:
    """Change the words of a need; gives its new version. Raises DeniedError, InputError, ConflictError."""
    need = _own(work, draft(work, plan_id), require(work.session, Need, need_id))
    entry = NeedEntry(
        code=Issue(need.code),
        statement=statement,
        identified_on=need.identified_on,
        identified_by=IdentifiedBy(need.identified_by),
        importance=need.importance,
        confidence=need.confidence,
        confidence_note=need.confidence_note or "",
        case_id=need.case_id,
        referral_id=need.referral_id,
    )
    service.change_need(work, need_id, version, entry)
    work.session.flush()
    return need.version


def answer_need(work: Work, plan_id: UUID, need_id: UUID, version: int, status: NeedStatus, *, reason: str = "") -> int:
    """Say how a need stands; gives its new version. Raises DeniedError, InputError, ConflictError."""
    need = _own(work, draft(work, plan_id), require(work.session, Need, need_id))
    service.answer_need(work, need_id, version, status, reason)
    work.session.flush()
    return need.version


def add_goal(work: Work, plan_id: UUID, need_id: UUID, text: str, target_on: date | None = None) -> UUID:
    """Set a goal under a need. Raises DeniedError, InputError, ConflictError."""
    _own(work, draft(work, plan_id), require(work.session, Need, need_id))
    return service.add_goal(work, need_id, GoalEntry(text=text, target_on=target_on, status=GoalStatus.AGREED))


def reword_goal(work: Work, plan_id: UUID, goal_id: UUID, version: int, text: str, target_on: date | None) -> int:
    """Change a goal's words and day; gives its new version. Raises DeniedError, InputError, ConflictError."""
    goal = _own_goal(work, draft(work, plan_id), require(work.session, Goal, goal_id))
    entry = GoalEntry(
        text=text,
        person_words=goal.person_words,
        target_on=target_on,
        baseline_rating=goal.baseline_rating,
        current_rating=goal.current_rating,
        progress=goal.progress,
        status=GoalStatus(goal.status),
        agreed_on=goal.agreed_on,
    )
    service.change_goal(work, goal_id, version, entry)
    work.session.flush()
    return goal.version


def add_action(
    work: Work,
    plan_id: UUID,
    *,
    text: str,
    due_on: date,
    owner_id: UUID | None,
    kind: ActionKind,
    done_by: str = "",
    need_id: UUID | None = None,
    goal_id: UUID | None = None,
) -> UUID:
    """Agree an action in a draft: who, what, by when. Raises DeniedError, InputError, ConflictError."""
    plan = draft(work, plan_id)
    entry = ActionEntry(
        text=text,
        due_on=due_on,
        owner_id=owner_id,
        team_id=plan.team_id,
        kind=kind,
        done_by=done_by,
        case_id=plan.case_id,
        need_id=need_id,
        goal_id=goal_id,
    )
    return actions.add_action(work, plan.person_id, entry)


def change_action(
    work: Work,
    plan_id: UUID,
    action_id: UUID,
    version: int,
    *,
    text: str,
    due_on: date,
    owner_id: UUID | None,
    kind: ActionKind,
    done_by: str | None = None,
) -> None:
    """Change an open action of a draft. done_by: None leaves who does it.

    Raises DeniedError, InputError, ConflictError.
    """
    plan = draft(work, plan_id)
    action = require(work.session, Action, action_id)
    if action.person_id != plan.person_id:
        raise InputError("gone")
    entry = ActionEntry(
        text=text,
        due_on=due_on,
        owner_id=owner_id,
        team_id=action.team_id,
        kind=kind,
        done_by=(action.done_by or "") if done_by is None else done_by,
        case_id=action.case_id,
        need_id=action.need_id,
        goal_id=action.goal_id,
        contact_id=action.contact_id,
        agenda_item_id=action.agenda_item_id,
        priority=action.priority,
        ongoing=action.ongoing,
        review_on=action.review_on,
    )
    actions.change_action(work, action_id, version, entry)


def _own(work: Work, plan: CarePlan, need: Need) -> Need:
    work.actor.require("careplans.write")
    if need.person_id != plan.person_id:
        raise InputError("gone")
    return need


def _own_goal(work: Work, plan: CarePlan, goal: Goal) -> Goal:
    work.actor.require("careplans.write")
    if goal.person_id != plan.person_id:
        raise InputError("gone")
    return goal
