"""The action by which somebody asks what became of a signpost: planned, moved and taken off with it."""

from datetime import date

from sqlalchemy import select

from inteam.cases.model import CareCase
from inteam.cases.rules import CaseStatus
from inteam.needs import actions, planning
from inteam.needs.model import Action, Signpost
from inteam.needs.rules import OPEN_ACTIONS, ActionEntry, ActionKind, ActionStatus, follow_up_id
from inteam.store.base import find
from inteam.store.database import Work

ASK = "Ask what became of {service}"
"""What somebody does on the day of the follow-up: an action, so that it stands where work that is due stands."""
NOBODY_ASKS = "Nobody is to ask any more"
"""Why the action was cancelled."""


def plan(work: Work, signpost: Signpost, due_on: date) -> None:
    """The actor is asked to ask on a day."""
    case = find(work.session, CareCase, signpost.case_id) if signpost.case_id is not None else None
    entry = ActionEntry(
        ASK.format(service=signpost.service_name),
        due_on=due_on,
        owner_id=work.actor.staff_id,
        case_id=case.id if case is not None and case.status == CaseStatus.OPEN else None,
        need_id=signpost.need_id,
    )
    action = planning.plan_action(work, signpost.person_id, entry)
    action.id = follow_up_id(signpost.id)
    work.session.flush()


def open_one(work: Work, signpost: Signpost) -> Action | None:
    """The action while it is to be done."""
    action = find(work.session, Action, follow_up_id(signpost.id))
    return action if action is not None and action.status in OPEN_ACTIONS else None


def follow(work: Work, signpost: Signpost, on: date | None, *, service_before: str, alive: bool) -> None:
    """The signpost was changed: somebody is to ask on this day, or (None) nobody is.

    A question that was answered stays so unless another day is named. service_before: as the action names it.
    """
    still_open = open_one(work, signpost)
    # There is one action at most, and one that was taken back keeps its key.
    kept = work.session.scalars(select(Action).where(Action.id == follow_up_id(signpost.id))).one_or_none()
    if on is None:
        if still_open is not None:
            reason = NOBODY_ASKS
            actions.finish_action(work, still_open.id, still_open.version, ActionStatus.CANCELLED, reason=reason)
        if still_open is not None or kept is None:
            signpost.follow_up_on = None
    elif still_open is not None:
        signpost.follow_up_on = on
        _say_again(work, signpost, still_open, on, service_before)
    elif on != signpost.follow_up_on:
        signpost.follow_up_on = on
        if alive:
            _once_more(work, signpost, kept, on, service_before)


def _once_more(work: Work, signpost: Signpost, kept: Action | None, on: date, service_before: str) -> None:
    """Somebody is to ask who was not, or not any more."""
    if kept is None:
        plan(work, signpost, on)
        return
    kept.withdrawn_at = kept.withdrawn_by = kept.withdrawn_reason = None
    work.session.flush()
    if kept.status not in OPEN_ACTIONS:
        actions.reopen_action(work, kept.id, kept.version)
        work.session.flush()
    _say_again(work, signpost, kept, on, service_before)


def _say_again(work: Work, signpost: Signpost, action: Action, due_on: date, service_before: str) -> None:
    """The action's words, need and day follow the signpost; words that somebody has changed stay."""
    usual = action.text == ASK.format(service=service_before)
    entry = ActionEntry(
        ASK.format(service=signpost.service_name) if usual else action.text,
        due_on=due_on,
        owner_id=action.owner_id,
        team_id=action.team_id,
        kind=ActionKind(action.kind),
        done_by=action.done_by or "",
        need_id=signpost.need_id,
        goal_id=action.goal_id,
        priority=action.priority,
        ongoing=action.ongoing,
        review_on=action.review_on,
    )
    if (action.text, action.due_on, action.need_id) != (entry.text, entry.due_on, entry.need_id):
        actions.change_action(work, action.id, action.version, entry)
