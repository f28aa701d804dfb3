"""Actions at the meeting: agreed about an item, and answers to those of earlier meetings."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from inteam import audit
from inteam.errors import InputError
from inteam.meetings import rules
from inteam.meetings.loading import running
from inteam.meetings.model import ActionAnswer, AgendaItem
from inteam.meetings.rules import (
    ActionEntry,
    Answer,
)
from inteam.needs import actions
from inteam.needs.model import Action
from inteam.needs.rules import OPEN_ACTIONS, ActionStatus
from inteam.needs.rules import ActionEntry as NewAction
from inteam.store.base import require
from inteam.store.database import Work


def agree_action(work: Work, item_id: UUID, entry: ActionEntry) -> UUID:
    """Agree an action about an item's person: one owner and a day. Gives the action.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id)
    meeting = running(work, item.meeting_id)
    if found := rules.action_problems(entry, work.today):
        raise InputError(**found)
    if item.person_id is None:
        raise InputError("topic_has_no_actions")
    return actions.add_action(
        work,
        item.person_id,
        NewAction(
            text=entry.text,
            due_on=entry.due_on,
            owner_id=entry.owner_id,
            team_id=entry.team_id or meeting.team_id,
            done_by=entry.done_by,
            case_id=item.case_id,
            agenda_item_id=item.id,
            priority=entry.priority,
        ),
    )


def take_back_action(work: Work, action_id: UUID, version: int) -> None:
    """Take back an action that this meeting agreed by mistake, while it runs. Raises InputError, ConflictError."""
    work.actor.require("meetings.write")
    action = require(work.session, Action, action_id, version)
    if action.agenda_item_id is None:
        raise InputError("action_of_another")
    running(work, require(work.session, AgendaItem, action.agenda_item_id).meeting_id)
    action.withdrawn_at, action.withdrawn_by, action.withdrawn_reason = work.now, work.actor.staff_id, "taken back"
    audit.note(work, "meetings.action_taken_back", subject=action)


def answer_action(
    work: Work,
    item_id: UUID,
    action_id: UUID,
    version: int,
    answer: Answer,
    *,
    reason: str = "",
    due_on: date | None = None,
) -> None:
    """Say what became of an action of an earlier meeting: done, carried (counted), or dropped for a reason.

    due_on: a new day for a carried one; the old one stays readable. Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id)
    running(work, item.meeting_id)
    action = require(work.session, Action, action_id, version)
    if action.person_id != item.person_id:
        raise InputError("action_of_another")
    if found := rules.answer_problems(answer, reason, due_on, work.today):
        raise InputError(**found)
    before = action.due_on
    if answer is Answer.DONE:
        actions.finish_action(work, action_id, version)
    elif answer is Answer.DROP:
        actions.finish_action(work, action_id, version, ActionStatus.CANCELLED, reason=reason)
    else:
        if due_on is not None:
            actions.snooze_action(work, action_id, version, due_on, reason or "MDT")
        action.carried += 1
    note_answer(work, item, action, answer, reason, before)


def unanswered(work: Work, item: AgendaItem) -> list[Action]:
    """Open actions of earlier meetings about the item's person that this meeting has not answered."""
    if item.person_id is None:
        return []
    answered = select(ActionAnswer.action_id).where(
        ActionAnswer.meeting_id == item.meeting_id, ActionAnswer.withdrawn_at.is_(None)
    )
    statement = (
        select(Action)
        .join(AgendaItem, AgendaItem.id == Action.agenda_item_id)
        .where(
            Action.person_id == item.person_id,
            Action.withdrawn_at.is_(None),
            Action.status.in_(OPEN_ACTIONS),
            AgendaItem.meeting_id != item.meeting_id,
            Action.id.not_in(answered),
        )
        .order_by(Action.due_on, Action.id)
    )
    return list(work.session.scalars(statement))


def note_answer(work: Work, item: AgendaItem, action: Action, answer: Answer, reason: str, before: date) -> None:
    """Keep what the meeting said of an action; before: the day on which it was due until then."""
    row = ActionAnswer(
        action_id=action.id,
        meeting_id=item.meeting_id,
        agenda_item_id=item.id,
        person_id=action.person_id,
        answer=answer,
        reason=reason.strip() or None,
        due_before=before,
        due_after=action.due_on,
    )
    work.session.add(row)
    audit.note(work, "meetings.action_answered", subject=row, detail={"answer": str(answer)})


def count_open(work: Work, item: AgendaItem) -> int:
    """How many actions of any meeting about the item's person are open."""
    statement = select(func.count()).where(
        Action.person_id == item.person_id,
        Action.agenda_item_id.is_not(None),
        Action.withdrawn_at.is_(None),
        Action.status.in_(OPEN_ACTIONS),
    )
    return work.session.scalar(statement) or 0
