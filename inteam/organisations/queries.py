"""Reading organisations, teams and staff; these lists are not about people in care, so they have no scope."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Date, String, Uuid, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from inteam.organisations.model import Code, Cover, Organisation, Staff, Team, TeamInTeam, TeamMember
from inteam.organisations.people_here import MembershipRow, StaffRow, covering, memberships, staff_list
from inteam.store.reads import Read, Sort, param


@dataclass(frozen=True)
class TeamRow:
    """A team that exists on the day."""

    id: UUID
    version: int
    name: str
    kind: str
    organisation_id: UUID | None
    lead_id: UUID | None
    sort_key: str


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation that is open on the day; closed_on is the first day on which it is not."""

    id: UUID
    version: int
    name: str
    short_name: str
    kind: str
    ods_code: str | None
    postcode: str | None
    statutory: bool
    sort_key: str
    phone: str | None = None
    address: str | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class PlaceRow:
    """A team belongs to another from a day to a day, both included."""

    id: UUID
    version: int
    outer_id: UUID
    outer: str
    inner_id: UUID
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class CoverRow:
    """One colleague stands in for another from a day to a day, both included."""

    id: UUID
    version: int
    absent_id: UUID
    absent: str
    covering_id: UUID
    covering: str
    from_on: date
    to_on: date
    reason: str


_STAFF = Read(
    "staff_of_teams",
    select(
        Staff.id,
        Staff.version,
        Staff.family_name,
        Staff.given_name,
        Staff.title,
        Staff.job_title,
        Staff.role,
        Staff.organisation_id,
        Organisation.short_name.label("organisation"),
        Staff.phone,
        Staff.email,
        Staff.sort_key,
        Staff.left_on,
    )
    .outerjoin(Organisation, Organisation.id == Staff.organisation_id)
    .where(
        Staff.withdrawn_at.is_(None),
        or_(Staff.left_on.is_(None), Staff.left_on >= param("on", Date())),
    ),
    optional={
        "staff_id": Staff.id == param("staff_id", Uuid()),
        "team_id": Staff.id.in_(
            select(TeamMember.staff_id).where(
                TeamMember.team_id == param("team_id", Uuid()), TeamMember.withdrawn_at.is_(None)
            )
        ),
    },
    sorts={"name": Sort(Staff.sort_key, Staff.id)},
)
_TEAMS = Read(
    "teams",
    select(Team.id, Team.version, Team.name, Team.kind, Team.organisation_id, Team.lead_id, Team.sort_key).where(
        Team.withdrawn_at.is_(None),
        Team.from_on <= param("on", Date()),
        or_(Team.to_on.is_(None), Team.to_on >= param("on", Date())),
    ),
    optional={"team_id": Team.id == param("team_id", Uuid())},
    sorts={"name": Sort(Team.sort_key, Team.id)},
)
_ORGANISATIONS = Read(
    "organisations",
    select(
        Organisation.id,
        Organisation.version,
        Organisation.name,
        Organisation.short_name,
        Organisation.kind,
        Organisation.ods_code,
        Organisation.postcode,
        Organisation.statutory,
        Organisation.sort_key,
        Organisation.phone,
        Organisation.address,
        Organisation.closed_on,
    ).where(
        Organisation.withdrawn_at.is_(None),
        or_(Organisation.closed_on.is_(None), Organisation.closed_on > param("on", Date())),
    ),
    optional={
        "kind": Organisation.kind == param("kind", String()),
        "ods_code": Organisation.ods_code == param("ods_code", String()),
        "organisation_id": Organisation.id == param("organisation_id", Uuid()),
        "start": func.substr(Organisation.sort_key, 1, func.length(param("start", String())))
        == param("start", String()),
    },
    sorts={"name": Sort(Organisation.sort_key, Organisation.id)},
)
_MEMBERSHIPS = Read(
    "memberships",
    select(
        Team.id.label("team_id"),
        Team.name.label("team"),
        Staff.id.label("staff_id"),
        (Staff.given_name + literal(" ") + Staff.family_name).label("staff"),
        TeamMember.role,
        Staff.organisation_id,
        TeamMember.is_lead,
    )
    .join(TeamMember, TeamMember.team_id == Team.id)
    .join(Staff, Staff.id == TeamMember.staff_id)
    .where(
        TeamMember.withdrawn_at.is_(None),
        Staff.withdrawn_at.is_(None),
        Team.withdrawn_at.is_(None),
        TeamMember.from_on <= param("on", Date()),
        or_(TeamMember.to_on.is_(None), TeamMember.to_on >= param("on", Date())),
        or_(Staff.left_on.is_(None), Staff.left_on >= param("on", Date())),
    )
    .order_by(Team.sort_key, Staff.sort_key, TeamMember.id),
    optional={
        "staff_id": Staff.id == param("staff_id", Uuid()),
        "team_id": Team.id == param("team_id", Uuid()),
    },
)
_PLACES = Read(
    "places_of_teams",
    select(
        TeamInTeam.id,
        TeamInTeam.version,
        TeamInTeam.outer_id,
        Team.name.label("outer_name"),
        TeamInTeam.inner_id,
        TeamInTeam.from_on,
        TeamInTeam.to_on,
    )
    .join(Team, Team.id == TeamInTeam.outer_id)
    .where(
        TeamInTeam.withdrawn_at.is_(None),
        Team.withdrawn_at.is_(None),
        or_(TeamInTeam.to_on.is_(None), TeamInTeam.to_on >= param("on", Date())),
    )
    .order_by(TeamInTeam.from_on, Team.sort_key, TeamInTeam.id),
    optional={"team_id": TeamInTeam.inner_id == param("team_id", Uuid())},
)
_COVERING = Read(
    "covering",
    select(Cover.absent_id, Cover.covering_id, Cover.from_on, Cover.to_on)
    .where(
        Cover.withdrawn_at.is_(None),
        Cover.from_on <= param("on", Date()),
        Cover.to_on >= param("on", Date()),
    )
    .order_by(Cover.from_on, Cover.id),
)
_absent, _standing_in = aliased(Staff), aliased(Staff)
_COVERS = Read(
    "covers",
    select(
        Cover.id,
        Cover.version,
        Cover.absent_id,
        (_absent.given_name + literal(" ") + _absent.family_name).label("absent"),
        Cover.covering_id,
        (_standing_in.given_name + literal(" ") + _standing_in.family_name).label("covering"),
        Cover.from_on,
        Cover.to_on,
        Cover.reason,
    )
    .join(_absent, _absent.id == Cover.absent_id)
    .join(_standing_in, _standing_in.id == Cover.covering_id)
    .where(Cover.withdrawn_at.is_(None), Cover.to_on >= param("on", Date()))
    .order_by(Cover.from_on, _absent.sort_key, Cover.id),
)
_CODES = Read(
    "codes",
    select(Code.code, Code.display, Code.active_to)
    .where(Code.list_name == param("list_name", String()))
    .order_by(Code.sort, Code.code),
)


def teams(session: Session, *, on: date, team_id: UUID | None = None, limit: int = 500) -> list[TeamRow]:
    """Teams that exist on the day, by name."""
    return [TeamRow(*row) for row in _TEAMS.run(session, on=on, team_id=team_id, limit=limit)]


def organisations(
    session: Session,
    *,
    on: date,
    kind: str | None = None,
    ods_code: str | None = None,
    organisation_id: UUID | None = None,
    start: str | None = None,
    limit: int = 500,
) -> list[OrganisationRow]:
    """Organisations open on the day, by name; start is the folded beginning of the name. date.min: closed ones, too."""
    rows = _ORGANISATIONS.run(
        session, on=on, kind=kind, ods_code=ods_code, organisation_id=organisation_id, start=start, limit=limit
    )
    return [OrganisationRow(*row) for row in rows]


def places(session: Session, *, on: date, team_id: UUID | None = None) -> list[PlaceRow]:
    """Which team belongs to which on the day and later, the first to begin at the top."""
    return [PlaceRow(*row) for row in _PLACES.run(session, on=on, team_id=team_id, limit=2000)]


def covers(session: Session, *, on: date) -> list[CoverRow]:
    """Who stands in for whom on the day and later, the first to begin at the top."""
    return [CoverRow(*row) for row in _COVERS.run(session, on=on, limit=500)]


def codes(session: Session, list_name: str, *, on: date) -> list[tuple[str, str]]:
    """(code, display) of a list's entries that can be chosen on the day."""
    rows = _CODES.run(session, list_name=list_name, limit=2000)
    return [(row.code, row.display) for row in rows if row.active_to is None or row.active_to >= on]


READS = (_STAFF, _TEAMS, _ORGANISATIONS, _MEMBERSHIPS, _PLACES, _COVERING, _COVERS, _CODES)

__all__ = [
    "READS",
    "CoverRow",
    "MembershipRow",
    "OrganisationRow",
    "PlaceRow",
    "StaffRow",
    "TeamRow",
    "codes",
    "covering",
    "covers",
    "memberships",
    "organisations",
    "places",
    "staff_list",
    "teams",
]
