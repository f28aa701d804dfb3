"""Who is at the meeting, and whether that is a quorum."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inteam import policy
from inteam.errors import InputError
from inteam.meetings import rules
from inteam.meetings.model import Attendance, Meeting
from inteam.meetings.rules import AttendanceState, Attendee, MeetingStatus, QuorumRule
from inteam.store.base import require
from inteam.store.database import Work


def set_attendance(
    work: Work,
    attendance_id: UUID,
    version: int,
    state: AttendanceState,
    *,
    remote: bool = False,
    left: bool = False,
    confidentiality: bool = False,
) -> tuple[str, ...]:
    """Say who is there, sent apologies or has left; gives who is missing for a quorum.

    confidentiality: an observer has read the statement; without it they may not be marked present.
    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    row = require(work.session, Attendance, attendance_id, version)
    row.confidentiality = row.confidentiality or confidentiality
    if row.observer and state is AttendanceState.PRESENT and not row.confidentiality:
        raise InputError(confidentiality="observer_statement")
    row.state, row.remote = state, remote
    if state is AttendanceState.PRESENT:
        row.came_at = row.came_at or work.now
        row.left_at = work.now if left else None
    else:
        row.came_at = row.left_at = None
    work.session.flush()
    return _note_quorum(work, row.meeting_id)


def read_statement(work: Work, attendance_id: UUID, version: int, *, read: bool) -> None:
    """Say whether an observer has read the confidentiality statement; it cannot be unsaid while they are there.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    row = require(work.session, Attendance, attendance_id, version)
    if not read and row.state == AttendanceState.PRESENT:
        raise InputError(confidentiality="observer_statement")
    row.confidentiality = read


def attendance_of(work: Work, meeting_id: UUID) -> list[Attendance]:
    """Who is on the meeting's list, to be changed."""
    statement = select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.withdrawn_at.is_(None))
    return list(work.session.scalars(statement))


def quorum_missing(work: Work, meeting: Meeting) -> tuple[str, ...]:
    """Codes of who is missing for a quorum, by the team's policy."""
    rule = quorum_rule(work.session, work.today)
    attendees = [
        Attendee(
            row.state,
            row.observer,
            row.clinician,
            row.coordinator,
            row.staff_id == meeting.chair_id,
            row.organisation_id,
            left=row.left_at is not None,
        )
        for row in attendance_of(work, meeting.id)
    ]
    return rules.quorum_missing(attendees, rule)


def quorum_rule(session: Session, today: date) -> QuorumRule:
    """The team's rule, from policy."""
    return QuorumRule(
        organisations=int(policy.value(session, "meetings.quorum_organisations", today)),
        clinician=bool(policy.value(session, "meetings.quorum_clinician", today)),
        coordinator=bool(policy.value(session, "meetings.quorum_coordinator", today)),
    )


def _note_quorum(work: Work, meeting_id: UUID) -> tuple[str, ...]:
    meeting = require(work.session, Meeting, meeting_id)
    missing = quorum_missing(work, meeting)
    if meeting.status == MeetingStatus.IN_PROGRESS:
        lost = bool(missing)
        meeting.quorum_lost_at = (meeting.quorum_lost_at or work.now) if lost else None
    return missing
