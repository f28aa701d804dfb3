"""Loading a meeting and its agenda to change them."""

from uuid import UUID

from sqlalchemy import select

from inteam.errors import InputError
from inteam.meetings import rules
from inteam.meetings.model import AgendaItem, Meeting
from inteam.meetings.rules import MeetingStatus
from inteam.store.base import require
from inteam.store.database import Work


def items_of(work: Work, meeting_id: UUID) -> list[AgendaItem]:
    """The items of a meeting in their order, to be changed."""
    statement = (
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.withdrawn_at.is_(None))
        .order_by(AgendaItem.position, AgendaItem.created_at, AgendaItem.id)
    )
    return list(work.session.scalars(statement))


def move(meeting: Meeting, status: MeetingStatus) -> None:
    """Change a meeting's status. Raises InputError when it may not."""
    if not rules.may_move(MeetingStatus(meeting.status), status):
        raise InputError("meeting_not_there")
    meeting.status = status


def open_meeting(work: Work, meeting_id: UUID) -> Meeting:
    """A meeting whose agenda may still change. Raises InputError, ConflictError."""
    meeting = require(work.session, Meeting, meeting_id)
    if meeting.status not in rules.AGENDA_OPEN:
        raise InputError("meeting_over")
    return meeting


def running(work: Work, meeting_id: UUID) -> Meeting:
    """The meeting, which must be in progress. Raises InputError, ConflictError."""
    meeting = require(work.session, Meeting, meeting_id)
    if meeting.status != MeetingStatus.IN_PROGRESS:
        raise InputError("meeting_not_running")
    return meeting
