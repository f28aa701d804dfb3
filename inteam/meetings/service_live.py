"""The meeting itself: one person after the other, notes, decisions, actions, answers, the end."""

from datetime import datetime
from uuid import UUID

from inteam import audit
from inteam.errors import InputError
from inteam.meetings import rules
from inteam.meetings.loading import items_of, move, running
from inteam.meetings.model import AgendaItem, Meeting
from inteam.meetings.rules import (
    Again,
    Answer,
    AttendanceState,
    ItemStatus,
    MeetingStatus,
)
from inteam.meetings.service_actions import count_open, note_answer, unanswered
from inteam.meetings.service_attendance import attendance_of
from inteam.meetings.service_papers import keep_summaries
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
    if again is Again.CLOSE and count_open(work, item):
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
            note_answer(work, item, action, Answer.CARRY, "Not reached", action.due_on)
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


def _check_notes(work: Work, meeting: Meeting) -> None:
    if meeting.notes_held_by_id != work.actor.staff_id:
        raise InputError("notes_held")


def _stop(item: AgendaItem, now: datetime) -> None:
    if item.open_since is not None:
        item.seconds = rules.seconds_spent(item.seconds, item.open_since, now)
        item.open_since = None
