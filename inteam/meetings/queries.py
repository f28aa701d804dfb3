"""Reading meetings: the list, one meeting with its agenda and people, what was decided."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid, func, or_, select
from sqlalchemy.orm import Session

from inteam.meetings.model import AgendaItem, Attendance, Meeting
from inteam.organisations.model import Organisation, Staff, Team
from inteam.people import names
from inteam.people.banner import Identity, identity_line
from inteam.people.model import Person
from inteam.store.reads import Read, Sort, my_people, param
from inteam.store.rows import values_of


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list. items counts its agenda, discussed those that are done."""

    id: UUID
    version: int
    team_id: UUID
    team: str
    name: str
    held_on: date
    starts: time
    ends: time
    place: str
    chair_id: UUID
    chair: str
    note_taker_id: UUID
    note_taker: str
    status: str
    items: int
    discussed: int
    frozen_at: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    quorum_lost_at: datetime | None
    notes_held_by_id: UUID | None
    minutes_agreed_at: datetime | None
    learning: str
    other_business: str
    next_on: date | None
    packs_out: int | None
    packs_back: int | None
    packs_destroyed: int | None


@dataclass(frozen=True)
class ItemRow:
    """One line of an agenda; identity is empty for a topic."""

    id: UUID
    version: int
    meeting_id: UUID
    person_id: UUID | None
    case_id: UUID | None
    name: str
    identity: str
    sort_key: str
    topic: str
    reason: str
    question: str
    kind: str
    priority: int
    minutes: int
    position: int
    presenter_id: UUID | None
    presenter: str
    told: str
    told_reason: str
    status: str
    carried: int
    seconds: int
    open_since: datetime | None
    discussed_at: datetime | None
    again: str | None
    again_on: date | None
    discussion: str
    situation: str
    background: str
    assessment: str
    recommendation: str
    leave_room: str


@dataclass(frozen=True)
class AttendanceRow:
    """A name of the meeting's list."""

    id: UUID
    version: int
    staff_id: UUID | None
    name: str
    role: str
    organisation: str
    organisation_id: UUID | None
    state: str
    remote: bool
    observer: bool
    confidentiality: bool
    clinician: bool
    coordinator: bool
    came_at: datetime | None
    left_at: datetime | None

    @property
    def present(self) -> bool:
        """Whether they are there now."""
        return self.state == "present" and self.left_at is None


_chair, _notes = Staff.__table__.alias("chair"), Staff.__table__.alias("note_taker")
_stands = (AgendaItem.meeting_id == Meeting.id, AgendaItem.withdrawn_at.is_(None))
_MEETING = (
    select(
        Meeting.id,
        Meeting.version,
        Meeting.team_id,
        Team.name.label("team"),
        Meeting.name,
        Meeting.held_on,
        Meeting.starts,
        Meeting.ends,
        Meeting.place,
        Meeting.chair_id,
        _chair.c.given_name.label("chair_given"),
        _chair.c.family_name.label("chair_family"),
        Meeting.note_taker_id,
        _notes.c.given_name.label("notes_given"),
        _notes.c.family_name.label("notes_family"),
        Meeting.status,
        select(func.count()).select_from(AgendaItem).where(*_stands).scalar_subquery().label("items"),
        select(func.count())
        .select_from(AgendaItem)
        .where(*_stands, AgendaItem.status == "discussed")
        .scalar_subquery()
        .label("discussed"),
        Meeting.frozen_at,
        Meeting.began_at,
        Meeting.ended_at,
        Meeting.quorum_lost_at,
        Meeting.notes_held_by_id,
        Meeting.minutes_agreed_at,
        Meeting.learning,
        Meeting.other_business,
        Meeting.next_on,
        Meeting.packs_out,
        Meeting.packs_back,
        Meeting.packs_destroyed,
    )
    .join(Team, Team.id == Meeting.team_id)
    .join(_chair, _chair.c.id == Meeting.chair_id)
    .join(_notes, _notes.c.id == Meeting.note_taker_id)
    .where(Meeting.withdrawn_at.is_(None))
)
MEETINGS = Read(
    "meetings",
    _MEETING,
    optional={"team_id": Meeting.team_id == param("team_id", Uuid())},
    sorts={"held_on": Sort(Meeting.held_on, Meeting.id)},
)
MEETING = Read("meeting", _MEETING.where(Meeting.id == param("meeting_id", Uuid())))
_presenter = Staff.__table__.alias("presenter")
AGENDA = Read(
    "agenda",
    select(
        AgendaItem.id,
        AgendaItem.version,
        AgendaItem.meeting_id,
        AgendaItem.person_id,
        AgendaItem.case_id,
        Person.family_name,
        Person.given_name,
        Person.born_on,
        Person.dob_precision,
        Person.nhs_number,
        Person.sort_key,
        AgendaItem.topic,
        AgendaItem.reason,
        AgendaItem.question,
        AgendaItem.kind,
        AgendaItem.priority,
        AgendaItem.minutes,
        AgendaItem.position,
        AgendaItem.presenter_id,
        _presenter.c.given_name.label("presenter_given"),
        _presenter.c.family_name.label("presenter_family"),
        AgendaItem.told,
        AgendaItem.told_reason,
        AgendaItem.status,
        AgendaItem.carried,
        AgendaItem.seconds,
        AgendaItem.open_since,
        AgendaItem.discussed_at,
        AgendaItem.again,
        AgendaItem.again_on,
        AgendaItem.discussion,
        AgendaItem.situation,
        AgendaItem.background,
        AgendaItem.assessment,
        AgendaItem.recommendation,
        AgendaItem.leave_room,
    )
    .outerjoin(my_people, my_people.c.person_id == AgendaItem.person_id)
    .outerjoin(Person, Person.id == my_people.c.person_id)
    .outerjoin(_presenter, _presenter.c.id == AgendaItem.presenter_id)
    .where(
        AgendaItem.meeting_id == param("meeting_id", Uuid()),
        AgendaItem.withdrawn_at.is_(None),
        or_(AgendaItem.person_id.is_(None), my_people.c.person_id.is_not(None)),
    )
    .order_by(AgendaItem.position, AgendaItem.id),
)
ATTENDANCE = Read(
    "attendance_of",
    select(
        Attendance.id,
        Attendance.version,
        Attendance.staff_id,
        Attendance.name,
        Attendance.role,
        Organisation.short_name.label("organisation"),
        Attendance.organisation_id,
        Attendance.state,
        Attendance.remote,
        Attendance.observer,
        Attendance.confidentiality,
        Attendance.clinician,
        Attendance.coordinator,
        Attendance.came_at,
        Attendance.left_at,
    )
    .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
    .where(Attendance.meeting_id == param("meeting_id", Uuid()), Attendance.withdrawn_at.is_(None))
    .order_by(Attendance.created_at, Attendance.name, Attendance.id),
)
READS = (MEETINGS, MEETING, AGENDA, ATTENDANCE)


def meetings(
    session: Session, *, team_id: UUID | None = None, after: MeetingRow | None = None, limit: int = 50
) -> list[MeetingRow]:
    """Meetings, the furthest ahead first; after: the last one seen."""
    start = (after.held_on, after.id) if after else None
    rows = MEETINGS.run(session, team_id=team_id, descending=True, after=start, limit=limit)
    return [_meeting(row) for row in rows]


def meeting(session: Session, meeting_id: UUID) -> MeetingRow | None:
    """One meeting, or None."""
    return next((_meeting(row) for row in MEETING.run(session, meeting_id=meeting_id)), None)


def next_meeting(session: Session, today: date, team_id: UUID | None = None) -> MeetingRow | None:
    """The one that is in progress, else the first that is not over; None when none is planned."""
    open_ones = [
        row
        for row in meetings(session, team_id=team_id, limit=200)
        if row.status == "in_progress" or (row.status in ("planned", "papers_frozen") and row.held_on >= today)
    ]
    return min(open_ones, key=lambda row: (row.status != "in_progress", row.held_on, row.starts), default=None)


def agenda(session: Session, meeting_id: UUID) -> list[ItemRow]:
    """The agenda in its order; people out of my scope are not in it."""
    return [_item(row) for row in AGENDA.run(session, meeting_id=meeting_id)]


def attendance(session: Session, meeting_id: UUID) -> list[AttendanceRow]:
    """Who is expected, there, or sent apologies."""
    rows = ATTENDANCE.run(session, meeting_id=meeting_id)
    return [AttendanceRow(**values_of(row, texts=("organisation",))) for row in rows]


def _meeting(row: Row[Any]) -> MeetingRow:
    return MeetingRow(**names.named(values_of(row), chair="chair", note_taker="notes"))


def _item(row: Row[Any]) -> ItemRow:
    values = values_of(row, texts=("sort_key", "told_reason", "leave_room"))
    who = Identity(
        values.pop("family_name") or "",
        values.pop("given_name"),
        born_on=values.pop("born_on"),
        dob_precision=values.pop("dob_precision") or "day",
        nhs_number=values.pop("nhs_number"),
    )
    known = values["person_id"] is not None
    values["name"] = names.display(who.family_name, who.given_name) if known else values["topic"]
    values["identity"] = identity_line(who) if known else ""
    return ItemRow(**names.named(values, presenter="presenter"))
