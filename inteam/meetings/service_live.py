"""The meeting itself: one person after the other, notes, decisions, actions, answers, the end."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from inteam import audit
from inteam.errors import InputError
from inteam.meetings import rules
from inteam.meetings.loading import items_of, move
from inteam.meetings.model import ActionAnswer, AgendaItem, Decision, Meeting
from inteam.meetings.rules import (
    ActionEntry,
    Again,
    Answer,
    AttendanceState,
    DecisionEntry,
    ItemStatus,
    MeetingStatus,
)
from inteam.meetings.service_attendance import attendance_of, quorum_missing
from inteam.meetings.service_papers import keep_summaries
from inteam.needs import actions
from inteam.needs.model import Action
from inteam.needs.rules import OPEN_ACTIONS, ActionStatus
from inteam.needs.rules import ActionEntry as NewAction
from inteam.store.base import require
from inteam.store.database import Work

NOTES = ("discussion", "situation", "background", "assessment", "recommendation")


def begin_meeting(work: Work, meeting_id: UUID, version: int) -> None:
    """Begin, or resume; papers that nobody froze are frozen now, and whoever begins takes the notes.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id, version)
    move(meeting, MeetingStatus.IN_PROGRESS)
    if meeting.frozen_at is None:
        keep_summaries(work, items_of(work, meeting_id))
        meeting.frozen_at = work.now
    meeting.began_at = meeting.began_at or work.now
    meeting.ended_at = None
    meeting.notes_held_by_id = work.actor.staff_id
    audit.note(work, "meetings.begun", subject=meeting)


def take_notes(work: Work, meeting_id: UUID) -> None:
    """Take over the note-taking; whoever held it sees that it has gone. Raises DeniedError, ConflictError."""
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id)
    before = meeting.notes_held_by_id
    meeting.notes_held_by_id = work.actor.staff_id
    audit.note(work, "meetings.notes_taken_over", subject=meeting, detail={"from": str(before)})


def open_item(work: Work, item_id: UUID) -> int:
    """Begin to discuss an item: its timer runs, that of any other of the meeting stops. Gives its new version.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id)
    running(work, item.meeting_id)
    for other in items_of(work, item.meeting_id):
        if other.id != item_id and other.open_since is not None:
            _stop(other, work.now)
    if item.open_since is None:
        item.open_since = work.now
    work.session.flush()
    return item.version


def pause_item(work: Work, item_id: UUID) -> None:
    """Stop an item's timer. Raises ConflictError."""
    work.actor.require("meetings.write")
    _stop(require(work.session, AgendaItem, item_id), work.now)


def save_notes(work: Work, item_id: UUID, version: int, notes: dict[str, str]) -> int:
    """Save what was said about an item, as often as the note taker pauses; gives the item's new version.

    notes: any of discussion, situation, background, assessment, recommendation. Only who holds the notes may.
    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id, version)
    _check_notes(work, running(work, item.meeting_id))
    for name, text in notes.items():
        if name not in NOTES:
            raise InputError(**{name: "unknown"})
        if len(text) > rules.LONGEST_NOTE:
            raise InputError(**{name: "too_long"})
        setattr(item, name, text)
    work.session.flush()
    return item.version


def decide(work: Work, item_id: UUID, entry: DecisionEntry) -> UUID:
    """Record a decision; it keeps whether there was a quorum. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id)
    meeting = running(work, item.meeting_id)
    if found := rules.decision_problems(entry):
        raise InputError(**found)
    row = Decision(
        meeting_id=meeting.id,
        agenda_item_id=item.id,
        person_id=item.person_id,
        decided_at=work.now,
        quorate=not quorum_missing(work, meeting),
    )
    _fill_decision(row, entry)
    work.session.add(row)
    work.session.flush()
    audit.note(work, "meetings.decided", subject=row, detail={"kind": str(entry.kind), "quorate": row.quorate})
    return row.id


def change_decision(work: Work, decision_id: UUID, version: int, entry: DecisionEntry) -> int:
    """Change a decision while the meeting runs; gives its new version.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    row = require(work.session, Decision, decision_id, version)
    running(work, row.meeting_id)
    if found := rules.decision_problems(entry):
        raise InputError(**found)
    _fill_decision(row, entry)
    audit.note(work, "meetings.decision_changed", subject=row)
    work.session.flush()
    return row.version


def change_keeping_both(
    work: Work, decision_id: UUID, version: int, entry: DecisionEntry, *, seen: str
) -> tuple[int, str]:
    """``change_decision`` for somebody who types while others do: gives the new version and the words that stand.

    Where a colleague changed the words since they read `seen`, theirs stay above the new ones. Raises as that does,
    ConflictError only where the decision was taken back.
    """
    row = require(work.session, Decision, decision_id)
    text = entry.text.strip()
    if row.version != version and row.text != seen and row.text != text:
        text = row.text if text == seen.strip() else f"{row.text}\n{text}"
    return change_decision(work, decision_id, row.version, replace(entry, text=text)), text


def withdraw_decision(work: Work, decision_id: UUID, version: int) -> None:
    """Take back a decision while the meeting runs. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    row = require(work.session, Decision, decision_id, version)
    running(work, row.meeting_id)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = work.now, work.actor.staff_id, "taken back"
    audit.note(work, "meetings.decision_withdrawn", subject=row)


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
    _note_answer(work, item, action, answer, reason, before)


def finish_item(work: Work, item_id: UUID, version: int, *, again: Again | None = None) -> int:
    """Say that an item was discussed, and when the person comes back; gives its new version.

    Raises DeniedError, InputError while an action of last time is unanswered, or to close with MDT actions open;
    ConflictError.
    """
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id, version)
    meeting = running(work, item.meeting_id)
    if unanswered(work, item):
        raise InputError(answers="answer_actions_first")
    if again is Again.CLOSE and _open_mdt_actions(work, item):
        raise InputError(again="close_with_open_actions")
    _stop(item, work.now)
    item.status = ItemStatus.DISCUSSED
    item.discussed_at = item.discussed_at or work.now
    item.again = again
    item.again_on = rules.again_on(meeting.held_on, again) if again else None
    audit.note(work, "meetings.item_discussed", subject=item, detail={"again": str(again or "")})
    return item.version


def end_meeting(work: Work, meeting_id: UUID, version: int) -> int:
    """End the meeting: the draft minutes are what was recorded; gives how many items were not reached.

    Open actions of items that were not reached are carried on with their age. Raises DeniedError, InputError,
    ConflictError.
    """
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id, version)
    move(meeting, MeetingStatus.MINUTES_DRAFT)
    missed = 0
    for item in items_of(work, meeting_id):
        _stop(item, work.now)
        if item.status == ItemStatus.DISCUSSED:
            continue
        item.status = ItemStatus.NOT_REACHED
        missed += 1
        for action in unanswered(work, item):
            action.carried += 1
            _note_answer(work, item, action, Answer.CARRY, "Not reached", action.due_on)
    meeting.ended_at = work.now
    meeting.notes_held_by_id = None
    for row in attendance_of(work, meeting_id):
        if row.state == AttendanceState.EXPECTED:
            row.state = AttendanceState.ABSENT
    audit.note(work, "meetings.ended", subject=meeting, detail={"not_reached": missed})
    return missed


def end_now(work: Work, meeting_id: UUID) -> int:
    """``end_meeting`` as it stands now: after notes that were saved a moment ago. Raises as that does."""
    return end_meeting(work, meeting_id, require(work.session, Meeting, meeting_id).version)


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


def running(work: Work, meeting_id: UUID) -> Meeting:
    """The meeting, which must be in progress. Raises InputError, ConflictError."""
    meeting = require(work.session, Meeting, meeting_id)
    if meeting.status != MeetingStatus.IN_PROGRESS:
        raise InputError("meeting_not_running")
    return meeting


def _check_notes(work: Work, meeting: Meeting) -> None:
    if meeting.notes_held_by_id != work.actor.staff_id:
        raise InputError("notes_held")


def _note_answer(work: Work, item: AgendaItem, action: Action, answer: Answer, reason: str, before: date) -> None:
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


def _open_mdt_actions(work: Work, item: AgendaItem) -> int:
    statement = select(func.count()).where(
        Action.person_id == item.person_id,
        Action.agenda_item_id.is_not(None),
        Action.withdrawn_at.is_(None),
        Action.status.in_(OPEN_ACTIONS),
    )
    return work.session.scalar(statement) or 0


def _stop(item: AgendaItem, now: datetime) -> None:
    if item.open_since is not None:
        item.seconds = rules.seconds_spent(item.seconds, item.open_since, now)
        item.open_since = None


def _fill_decision(row: Decision, entry: DecisionEntry) -> None:
    row.text, row.kind, row.rationale = entry.text.strip(), entry.kind, entry.rationale.strip()
    row.dissent, row.with_person = entry.dissent.strip() or None, entry.with_person
    row.tell_by = entry.tell_by.strip() or None
