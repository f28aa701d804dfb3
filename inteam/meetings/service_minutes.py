"""Minutes: drafted from what was recorded, corrected with both wordings kept, agreed; afterwards only added to."""

from datetime import date
from uuid import UUID

from inteam import audit
from inteam.errors import InputError
from inteam.meetings import rules
from inteam.meetings.loading import move
from inteam.meetings.model import AgendaItem, Decision, Meeting, MinutesChange
from inteam.meetings.rules import ChangeKind, MeetingStatus
from inteam.store.base import require
from inteam.store.database import Work

ITEM_FIELDS = frozenset({"discussion", "situation", "background", "assessment", "recommendation", "question"})
DECISION_FIELDS = frozenset({"text", "rationale", "dissent"})


def correct_item(work: Work, item_id: UUID, version: int, field: str, text: str) -> int:
    """Correct what draft minutes say of an item, the wording before is kept; gives the item's new version.

    Raises DeniedError, InputError, ConflictError.
    """
    item = require(work.session, AgendaItem, item_id, version)
    return _correct(work, _draft(work, item.meeting_id), item, field, text, ITEM_FIELDS)


def correct_decision(work: Work, decision_id: UUID, version: int, field: str, text: str) -> int:
    """Correct the wording of a decision in draft minutes; gives its new version.

    Raises DeniedError, InputError, ConflictError.
    """
    row = require(work.session, Decision, decision_id, version)
    return _correct(work, _draft(work, row.meeting_id), row, field, text, DECISION_FIELDS)


def write_business(
    work: Work, meeting_id: UUID, version: int, *, learning: str, other_business: str, next_on: date | None
) -> int:
    """Write learning, other business and the next date, in the meeting or its draft minutes; gives the new version.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id, version)
    if meeting.status not in (MeetingStatus.IN_PROGRESS, MeetingStatus.MINUTES_DRAFT):
        raise InputError("minutes_agreed_already")
    if next_on is not None and next_on < meeting.held_on:
        raise InputError(next_on="before_start")
    meeting.learning, meeting.other_business, meeting.next_on = learning.strip(), other_business.strip(), next_on
    work.session.flush()
    return meeting.version


def agree_minutes(work: Work, meeting_id: UUID, version: int) -> None:
    """Agree the minutes; from now on they are only added to. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id, version)
    move(meeting, MeetingStatus.MINUTES_AGREED)
    meeting.minutes_agreed_at, meeting.minutes_agreed_by_id = work.now, work.actor.staff_id
    audit.note(work, "meetings.minutes_agreed", subject=meeting)


def add_addendum(work: Work, meeting_id: UUID, text: str, *, item_id: UUID | None = None) -> UUID:
    """Add to agreed minutes, about one item or the whole. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id)
    if meeting.status != MeetingStatus.MINUTES_AGREED:
        raise InputError("minutes_not_agreed")
    if not text.strip():
        raise InputError(text="required")
    item = require(work.session, AgendaItem, item_id) if item_id else None
    if item is not None and item.meeting_id != meeting_id:
        raise InputError(item_id="unknown")
    row = MinutesChange(
        meeting_id=meeting_id,
        agenda_item_id=item_id,
        person_id=item.person_id if item else None,
        kind=ChangeKind.ADDENDUM,
        after=text.strip(),
        made_at=work.now,
        author_id=work.actor.staff_id,
    )
    work.session.add(row)
    audit.note(work, "meetings.addendum", subject=row)
    return row.id


def _draft(work: Work, meeting_id: UUID) -> Meeting:
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id)
    if meeting.status == MeetingStatus.MINUTES_AGREED:
        raise InputError("minutes_agreed_already")
    if meeting.status != MeetingStatus.MINUTES_DRAFT:
        raise InputError("meeting_not_there")
    return meeting


def _correct(
    work: Work, meeting: Meeting, row: AgendaItem | Decision, field: str, text: str, allowed: frozenset[str]
) -> int:
    if field not in allowed:
        raise InputError(field="unknown")
    if len(text) > rules.LONGEST_NOTE:
        raise InputError(text="too_long")
    if field in ("text", "question") and not text.strip():
        raise InputError(text="required")
    before = getattr(row, field) or ""
    if before == text:
        return row.version
    setattr(row, field, text)
    work.session.add(
        MinutesChange(
            meeting_id=meeting.id,
            agenda_item_id=row.id if isinstance(row, AgendaItem) else row.agenda_item_id,
            person_id=row.person_id,
            kind=ChangeKind.CORRECTION,
            field=field,
            before=before,
            after=text,
            made_at=work.now,
            author_id=work.actor.staff_id,
        )
    )
    audit.note(work, "meetings.minutes_corrected", subject=row, detail={"field": field})
    work.session.flush()
    return row.version
