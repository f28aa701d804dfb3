"""Actions: planning, doing, putting off, handing over. Each has a team, mostly an owner, and a due day."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from inteam import audit
from inteam.cases.model import CaseReferral
from inteam.errors import InputError
from inteam.needs import onward, rules
from inteam.needs.model import Action, ActionDueChange
from inteam.needs.planning import check_owner, plan_action, with_team
from inteam.needs.rules import OPEN_ACTIONS, ActionAnswer, ActionEntry, ActionStatus
from inteam.organisations.model import Staff
from inteam.referrals import course, history
from inteam.referrals.choices import OPEN
from inteam.referrals.clocks import Clock
from inteam.referrals.model import Referral
from inteam.store import mistakes
from inteam.store.base import find, require
from inteam.store.database import Work


def add_action(work: Work, person_id: UUID, entry: ActionEntry) -> UUID:
    """Plan an action; gives its id. Without a team it belongs to the case's or the actor's team.

    Raises DeniedError, InputError when it has no words, due day or owner.
    """
    work.actor.require("needs.write")
    action = plan_action(work, person_id, entry)
    audit.note(work, "needs.action_added", subject=action, detail={"kind": entry.kind})
    return action.id


def change_action(work: Work, action_id: UUID, version: int, entry: ActionEntry) -> None:
    """Correct the words, kind, owner or due day of an open action. Raises InputError, ConflictError."""
    work.actor.require("needs.write")
    action = _open_action(work, action_id, version)
    entry = with_team(work, entry, action.team_id)
    if problems := rules.action_problems(entry):
        raise InputError(**problems)
    assert entry.team_id is not None  # noqa: S101 (for the type checker: filled above)
    assert entry.due_on is not None  # noqa: S101 (the rules ask for it)
    check_owner(work, entry.owner_id)
    _move_due(work, action, entry.due_on, None)
    action.text, action.kind = entry.text.strip(), entry.kind
    action.team_id, action.owner_id = entry.team_id, entry.owner_id
    action.done_by = entry.done_by.strip() or None
    action.need_id, action.goal_id = entry.need_id, entry.goal_id
    action.priority, action.ongoing, action.review_on = entry.priority, entry.ongoing, entry.review_on
    audit.note(work, "needs.action_changed", subject=action)


def start_action(work: Work, action_id: UUID, version: int) -> None:
    """Work on it has begun; the first of a referral stops its clock C5. Raises InputError, ConflictError."""
    work.actor.require("needs.write")
    action = _open_action(work, action_id, version)
    if action.status != ActionStatus.PLANNED:
        raise InputError(status="already_so")
    action.status, action.started_on = ActionStatus.STARTED, work.today
    _first_of_referral(work, action, work.today)
    audit.note(work, "needs.action_started", subject=action)


def finish_action(
    work: Work,
    action_id: UUID,
    version: int,
    status: ActionStatus = ActionStatus.DONE,
    *,
    reason: str = "",
    contact_id: UUID | None = None,
    case_goes_on: bool = True,
) -> None:
    """Answer an open action: done, not done or cancelled (both with a reason).

    Where it was to ask after an onward referral, that goes on; case_goes_on: the case does, too.
    Raises InputError, ConflictError.
    """
    work.actor.require("needs.write")
    action = _open_action(work, action_id, version)
    if status not in (ActionStatus.DONE, ActionStatus.NOT_DONE, ActionStatus.CANCELLED):
        raise InputError(status="unknown")
    if problems := rules.status_problems(action.status, status, reason):
        raise InputError(**problems)
    action.status, action.status_reason = status, reason.strip() or None
    action.done_contact_id = contact_id
    if status is ActionStatus.DONE:
        action.done_on = work.today
        _first_of_referral(work, action, work.today)
        onward.asked_after(work, action, case_goes_on=case_goes_on)
    audit.note(work, "needs.action_finished", subject=action, detail={"status": status})


def reopen_action(work: Work, action_id: UUID, version: int) -> None:
    """It was ticked too early: planned again, or started if it had been. Raises InputError, ConflictError."""
    work.actor.require("needs.write")
    action = require(work.session, Action, action_id, version)
    if action.status in OPEN_ACTIONS:
        raise InputError(status="already_so")
    action.status = ActionStatus.STARTED if action.started_on else ActionStatus.PLANNED
    action.status_reason = action.done_on = action.done_contact_id = None
    owner = find(work.session, Staff, action.owner_id) if action.owner_id is not None else None
    if owner is None or owner.left_on is not None:
        action.owner_id = None  # whoever had it has gone: it is the team's until somebody takes it
    audit.note(work, "needs.action_reopened", subject=action)


def snooze_action(work: Work, action_id: UUID, version: int, due_on: date, reason: str = "") -> None:
    """Put the due day off; the old one stays readable. Raises InputError, ConflictError."""
    work.actor.require("needs.write")
    action = _open_action(work, action_id, version)
    if due_on < work.today:
        raise InputError(due_on="in_past")
    _move_due(work, action, due_on, reason)
    audit.note(work, "needs.action_snoozed", subject=action)


def hand_over_action(
    work: Work, action_id: UUID, version: int, *, owner_id: UUID | None, team_id: UUID | None = None, reason: str = ""
) -> None:
    """Give an open action to another worker, or (owner_id None) to a team. Raises InputError, ConflictError."""
    work.actor.require("needs.write")
    action = _open_action(work, action_id, version)
    check_owner(work, owner_id)
    action.owner_id = owner_id
    action.team_id = team_id or action.team_id
    action.status_reason = reason.strip() or action.status_reason
    audit.note(work, "needs.action_handed_over", subject=action, detail={"to": str(owner_id or team_id)})


def withdraw_action(work: Work, action_id: UUID, version: int, reason: str) -> None:
    """The action was a wrong entry: it leaves every list, and the clock of the first action is set anew.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("needs.write")
    action = require(work.session, Action, action_id, version)
    mistakes.withdraw(work, action, reason)
    work.session.flush()
    if action.started_on is not None or action.done_on is not None:
        _recount_first(work, action)
    audit.note(work, "needs.action_withdrawn", subject=action)


def answer_action(work: Work, answer: ActionAnswer) -> None:
    """Do what an answer says at the end of a case or referral: finish the action or hand it over."""
    if answer.status is ActionStatus.TRANSFERRED:
        if answer.owner_id is None:
            raise InputError(actions="owner_needed")
        hand_over_action(work, answer.action_id, answer.version, owner_id=answer.owner_id, reason=answer.reason)
    else:
        finish_action(work, answer.action_id, answer.version, answer.status, reason=answer.reason, case_goes_on=False)


def _open_action(work: Work, action_id: UUID, version: int) -> Action:
    action = require(work.session, Action, action_id, version)
    if action.status not in OPEN_ACTIONS:
        raise InputError(status="already_answered")
    return action


def _move_due(work: Work, action: Action, due_on: date, reason: str | None) -> None:
    if due_on == action.due_on:
        return
    change = ActionDueChange(
        action_id=action.id,
        person_id=action.person_id,
        from_on=action.due_on,
        to_on=due_on,
        reason=(reason or "").strip() or None,
        by_id=work.actor.staff_id,
    )
    work.session.add(change)
    action.due_on = due_on


def _first_of_referral(work: Work, action: Action, on: date) -> None:
    for referral in _referrals_of(work, action):
        course.first_action_started(work, referral, on)


def _recount_first(work: Work, action: Action) -> None:
    begun = select(func.min(func.coalesce(Action.started_on, Action.done_on))).where(
        Action.case_id == action.case_id, Action.withdrawn_at.is_(None)
    )
    first = work.session.scalar(begun)
    for referral in _referrals_of(work, action):
        history.set_clock(work, referral, Clock.FIRST_ACTION, first)


def _referrals_of(work: Work, action: Action) -> list[Referral]:
    """The open referrals that the action's case works on."""
    if action.case_id is None:
        return []
    statement = (
        select(Referral)
        .join(CaseReferral, CaseReferral.referral_id == Referral.id)
        .where(CaseReferral.case_id == action.case_id, Referral.state.in_(OPEN), Referral.withdrawn_at.is_(None))
    )
    return list(work.session.scalars(statement))
