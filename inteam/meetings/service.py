"""Planning a meeting: its day, place, chair, and who is expected."""

from uuid import UUID

from sqlalchemy import select

from inteam import audit
from inteam.errors import InputError
from inteam.meetings import rules
from inteam.meetings.loading import items_of, move
from inteam.meetings.model import Attendance, Meeting
from inteam.meetings.rules import AttendanceState, ItemStatus, MeetingEntry, MeetingStatus
from inteam.meetings.service_agenda import carry_forward
from inteam.organisations.model import Staff, Team, TeamMember
from inteam.store.base import require
from inteam.store.database import Work

_CLINICAL = frozenset({"clinician"})
_COORDINATING = frozenset({"care_coordinator", "mdt_coordinator"})


def plan_meeting(work: Work, entry: MeetingEntry) -> UUID:
    """Plan a meeting: the team's members are expected, and what earlier meetings left over is on the agenda.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    if found := rules.meeting_problems(entry, work.today):
        raise InputError(**found)
    require(work.session, Team, entry.team_id)
    meeting = Meeting(status=MeetingStatus.PLANNED)
    _fill(meeting, entry)
    work.session.add(meeting)
    work.session.flush()
    members = select(TeamMember.staff_id).where(
        TeamMember.team_id == entry.team_id,
        TeamMember.withdrawn_at.is_(None),
        TeamMember.from_on <= entry.held_on,
        (TeamMember.to_on.is_(None)) | (TeamMember.to_on >= entry.held_on),
    )
    for staff_id in dict.fromkeys([entry.chair_id, entry.note_taker_id, *work.session.scalars(members)]):
        add_attendee(work, meeting.id, staff_id)
    carry_forward(work, meeting.id)
    audit.note(work, "meetings.planned", subject=meeting)
    return meeting.id


def change_meeting(work: Work, meeting_id: UUID, version: int, entry: MeetingEntry) -> None:
    """Change a meeting that has not begun. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id, version)
    if meeting.status not in rules.BEFORE:
        raise InputError("meeting_begun")
    if found := rules.meeting_problems(entry, work.today):
        raise InputError(**found)
    _fill(meeting, entry)
    for staff_id in (entry.chair_id, entry.note_taker_id):
        add_attendee(work, meeting_id, staff_id)
    audit.note(work, "meetings.changed", subject=meeting)


def cancel_meeting(work: Work, meeting_id: UUID, version: int, *, reason: str) -> None:
    """Cancel a meeting that has not begun; its agenda waits for the next.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id, version)
    if not reason.strip():
        raise InputError(reason="required")
    move(meeting, MeetingStatus.CANCELLED)
    meeting.cancel_reason = reason.strip()
    for item in items_of(work, meeting_id):
        item.status = ItemStatus.NOT_REACHED
    audit.note(work, "meetings.cancelled", subject=meeting)


def add_attendee(work: Work, meeting_id: UUID, staff_id: UUID, *, observer: bool = False) -> UUID:
    """Expect a member of staff; gives the row there is when they are expected already."""
    work.actor.require("meetings.write")
    there = select(Attendance).where(
        Attendance.meeting_id == meeting_id, Attendance.staff_id == staff_id, Attendance.withdrawn_at.is_(None)
    )
    if row := work.session.scalars(there).one_or_none():
        return row.id
    staff = require(work.session, Staff, staff_id)
    row = Attendance(
        meeting_id=meeting_id,
        staff_id=staff.id,
        name=staff.name,
        role=staff.job_title,
        clinician=staff.role in _CLINICAL,
        coordinator=staff.role in _COORDINATING,
        organisation_id=staff.organisation_id,
        state=AttendanceState.EXPECTED,
        observer=observer,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def add_guest(work: Work, meeting_id: UUID, *, name: str, role: str = "", observer: bool = False) -> UUID:
    """Expect somebody who is not staff here, while the meeting is not over. Raises DeniedError, InputError."""
    work.actor.require("meetings.write")
    if require(work.session, Meeting, meeting_id).status not in rules.AGENDA_OPEN:
        raise InputError("guest_too_late")
    if found := rules.guest_problems(name, role):
        raise InputError(**found)
    row = Attendance(
        meeting_id=meeting_id,
        name=name.strip(),
        role=role.strip(),
        state=AttendanceState.EXPECTED,
        observer=observer,
    )
    work.session.add(row)
    work.session.flush()
    audit.note(work, "meetings.guest_added", subject=row, detail={"observer": observer})
    return row.id


def remove_attendee(work: Work, attendance_id: UUID, version: int) -> None:
    """Take a name off the list. Raises DeniedError, ConflictError."""
    work.actor.require("meetings.write")
    row = require(work.session, Attendance, attendance_id, version)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = work.now, work.actor.staff_id, "not invited"


def _fill(meeting: Meeting, entry: MeetingEntry) -> None:
    meeting.team_id, meeting.name = entry.team_id, entry.name.strip()
    meeting.held_on, meeting.starts, meeting.ends = entry.held_on, entry.starts, entry.ends
    meeting.place = entry.place.strip()
    meeting.chair_id, meeting.note_taker_id = entry.chair_id, entry.note_taker_id
