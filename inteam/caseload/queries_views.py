"""Reading saved views, what each worker carries, and the meetings that somebody can still be put on."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Row, Uuid, func, or_, select
from sqlalchemy.orm import Session

from inteam.access import Actor
from inteam.caseload.filtering import IN_SCOPE
from inteam.caseload.model import CaseWork, SavedView
from inteam.caseload.rules import FIRST_COLUMNS, SORTS, Column, Filters, Load, View
from inteam.meetings.model import AgendaItem, Meeting
from inteam.organisations.model import Staff, TeamMember
from inteam.policy import service as policy
from inteam.store.reads import Read, one_of, param

_VIEWS = Read(
    "saved_views",
    select(
        SavedView.id,
        SavedView.version,
        SavedView.staff_id,
        SavedView.name,
        SavedView.filters,
        SavedView.sort,
        SavedView.descending,
        SavedView.columns,
    )
    .where(
        SavedView.withdrawn_at.is_(None),
        or_(SavedView.staff_id == param("me", Uuid()), SavedView.staff_id.is_(None)),
    )
    .order_by(SavedView.position, SavedView.name, SavedView.id),
)
_LOADS = Read(
    "caseload_loads",
    select(
        CaseWork.owner_id,
        func.count(CaseWork.person_id.distinct()).label("people"),
        func.sum(CaseWork.points).label("points"),
    )
    .where(IN_SCOPE, CaseWork.is_open)
    .group_by(CaseWork.owner_id),
    optional={"staff": one_of(CaseWork.owner_id, "staff", Uuid())},
)
_POSTS = Read(
    "caseload_posts",
    select(
        Staff.id,
        Staff.given_name,
        Staff.family_name,
        Staff.job_title,
        Staff.sort_key,
        func.coalesce(func.sum(TeamMember.wte), 1).label("wte"),
    )
    .outerjoin(
        TeamMember,
        (TeamMember.staff_id == Staff.id)
        & TeamMember.withdrawn_at.is_(None)
        & (TeamMember.from_on <= param("on", Date()))
        & or_(TeamMember.to_on.is_(None), TeamMember.to_on >= param("on", Date())),
    )
    .where(
        Staff.withdrawn_at.is_(None),
        or_(Staff.left_on.is_(None), Staff.left_on >= param("on", Date())),
        Staff.role.in_(("link_worker", "care_coordinator", "clinician", "vcse_worker", "mdt_coordinator")),
    )
    .group_by(Staff.id, Staff.given_name, Staff.family_name, Staff.job_title, Staff.sort_key)
    .order_by(Staff.sort_key, Staff.id),
    optional={"staff": one_of(Staff.id, "staff", Uuid())},
)
_MEETINGS = Read(
    "meetings_ahead",
    select(
        Meeting.id,
        Meeting.name,
        Meeting.held_on,
        Meeting.starts,
        Meeting.status,
        select(func.count())
        .select_from(AgendaItem)
        .where(
            AgendaItem.meeting_id == Meeting.id, AgendaItem.withdrawn_at.is_(None), AgendaItem.person_id.is_not(None)
        )
        .correlate(Meeting)
        .scalar_subquery()
        .label("people"),
    )
    .where(
        Meeting.withdrawn_at.is_(None),
        Meeting.held_on >= param("on", Date()),
        Meeting.status.in_(("planned", "papers_frozen", "in_progress")),
    )
    .order_by(Meeting.held_on, Meeting.starts, Meeting.id),
)


@dataclass(frozen=True)
class ViewRow:
    """A view that is kept; mine: only I see it."""

    id: UUID
    version: int
    mine: bool
    view: View


@dataclass(frozen=True)
class WorkerRow:
    """A worker who can take cases, and what they carry now."""

    id: UUID
    name: str
    job_title: str
    load: Load

    @property
    def initials(self) -> str:
        """For the round mark beside the name."""
        return "".join(part[0] for part in self.name.split()[:2]).upper()


@dataclass(frozen=True)
class MeetingAhead:
    """A meeting that has not been held; people: how many are on its agenda."""

    id: UUID
    name: str
    held_on: date
    starts: str
    frozen: bool
    people: int


def saved_views(session: Session, actor: Actor) -> list[ViewRow]:
    """The views of the actor and those of everybody, in their order."""
    return [
        ViewRow(row.id, row.version, row.staff_id is not None, _view(row))
        for row in _VIEWS.run(session, me=actor.staff_id, limit=200)
    ]


def workers(session: Session, *, today: date, staff: list[UUID] | None = None) -> list[WorkerRow]:
    """Those who can take cases, by name, with what they carry; of some staff only, if given."""
    carried = {row.owner_id: (row.people, row.points or 0) for row in _LOADS.run(session, staff=staff, limit=5000)}
    per_post = int(policy.value(session, "caseload.people_per_wte", today))
    points_per_post = int(policy.value(session, "caseload.points_per_wte", today))
    rows = []
    for row in _POSTS.run(session, on=today, staff=staff, limit=5000):
        people, points = carried.get(row.id, (0, 0))
        wte = float(row.wte)
        load = Load(people, round(points / 1000), round(per_post * wte), round(points_per_post * wte))
        rows.append(WorkerRow(row.id, f"{row.given_name} {row.family_name}".strip(), row.job_title, load))
    return rows


def meetings_ahead(session: Session, *, today: date) -> list[MeetingAhead]:
    """The meetings from today on, the next one first."""
    return [
        MeetingAhead(row.id, row.name, row.held_on, f"{row.starts:%H:%M}", row.status == "papers_frozen", row.people)
        for row in _MEETINGS.run(session, on=today, limit=50)
    ]


def _view(row: Row[Any]) -> View:
    kept = [Column(name) for name in row.columns if name in tuple(Column)]
    sort = Column(row.sort) if row.sort in tuple(SORTS) else Column.DUE
    return View(
        row.name,
        Filters.from_kept(row.filters),
        sort,
        row.descending,
        tuple(kept) or FIRST_COLUMNS,
        row.staff_id is None,
    )


READS = (_VIEWS, _LOADS, _POSTS, _MEETINGS)
