"""Actions: planning, doing, putting off, handing over. Each has a team, mostly an owner, and a due day."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from inteam import audit
from inteam.cases.model import CareCase, CaseReferral
from inteam.errors import InputError
from inteam.needs import rules
from inteam.needs.model import Action, ActionDueChange
from inteam.needs.rules import OPEN_ACTIONS, ActionAnswer, ActionEntry, ActionStatus
from inteam.organisations.model import Staff, TeamMember
from inteam.organisations.rules import staying_problem
from inteam.referrals import course, history
from inteam.referrals.choices import OPEN
from inteam.referrals.clocks import Clock
from inteam.referrals.model import Referral
from inteam.store import mistakes
from inteam.store.base import find, require
from inteam.store.database import Work
from inteam.store.ids import new_id


def add_action(work: Work, person_id: UUID, entry: ActionEntry) -> UUID:
    """Plan an action; gives its id. Without a team it belongs to the case's or the actor's team.

    Raises DeniedError, InputError when it has no words, due day or owner.
    """
    work.actor.require("needs.write")
    action = plan_action(work, person_id, entry)
    audit.note(work, "needs.action_added", subject=action, detail={"kind": entry.kind})
    return action.id


def plan_action(work: Work, person_id: UUID, entry: ActionEntry) -> Action:
    """The same without an audit entry of its own, for an act that says so in its own. Raises InputError."""
    entry = _with_team(work, entry)
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


def change_action(work: Work, action_id: UUID, version: int, entry: ActionEntry) -> None:
    """Correct the words, kind, owner or due day of an open action. Raises InputError, ConflictError."""
    work.actor.require("needs.write")
    action = _open_action(work, action_id, version)
    entry = _with_team(work, entry, action.team_id)
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
        _asked_after(work, action, case_goes_on=case_goes_on)
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


def _with_team(work: Work, entry: ActionEntry, present: UUID | None = None) -> ActionEntry:
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


def _asked_after(work: Work, action: Action, *, case_goes_on: bool) -> None:
    from inteam.needs import onward  # noqa: PLC0415 (each of the two calls the other)

    onward.asked_after(work, action, case_goes_on=case_goes_on)


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
