"""Reading organisations, teams and staff; these lists are not about people in care, so they have no scope."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Date, String, Uuid, func, literal, or_, select
from sqlalchemy.orm import Session

from inteam.organisations.model import Code, Cover, Organisation, Staff, Team, TeamMember
from inteam.store.reads import Read, Sort, param


@dataclass(frozen=True)
class StaffRow:
    """A member of staff who has not left; role is the rights role, job_title what they are called."""

    id: UUID
    version: int
    family_name: str
    given_name: str
    title: str | None
    job_title: str
    role: str
    organisation_id: UUID | None
    organisation: str | None
    phone: str | None
    email: str | None
    sort_key: str

    @property
    def name(self) -> str:
        """As said aloud: Priya Nair."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        """For the round mark beside the name: PN."""
        return f"{self.given_name[:1]}{self.family_name[:1]}".upper()


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
    """An organisation that is open on the day."""

    id: UUID
    version: int
    name: str
    short_name: str
    kind: str
    ods_code: str | None
    postcode: str | None
    statutory: bool
    sort_key: str


@dataclass(frozen=True)
class MembershipRow:
    """A membership of a team that holds on the day: with whom I work, in which role."""

    team_id: UUID
    team: str
    staff_id: UUID
    staff: str
    role: str
    organisation_id: UUID | None
    is_lead: bool


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
_CODES = Read(
    "codes",
    select(Code.code, Code.display, Code.active_to)
    .where(Code.list_name == param("list_name", String()))
    .order_by(Code.sort, Code.code),
)


def staff_list(
    session: Session, *, on: date, team_id: UUID | None = None, staff_id: UUID | None = None, limit: int = 2000
) -> list[StaffRow]:
    """Staff who had not left before the day, by name; of one team if given."""
    return [StaffRow(*row) for row in _STAFF.run(session, on=on, team_id=team_id, staff_id=staff_id, limit=limit)]


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
    """Organisations open on the day, by name; start is the folded beginning of the name."""
    rows = _ORGANISATIONS.run(
        session, on=on, kind=kind, ods_code=ods_code, organisation_id=organisation_id, start=start, limit=limit
    )
    return [OrganisationRow(*row) for row in rows]


def memberships(
    session: Session, *, on: date, staff_id: UUID | None = None, team_id: UUID | None = None, limit: int = 5000
) -> list[MembershipRow]:
    """Who is in which team on the day."""
    rows = _MEMBERSHIPS.run(session, on=on, staff_id=staff_id, team_id=team_id, limit=limit)
    return [MembershipRow(*row) for row in rows]


def covering(session: Session, *, on: date) -> dict[UUID, UUID]:
    """Absent worker → who covers for them on the day."""
    return {row.absent_id: row.covering_id for row in _COVERING.run(session, on=on, limit=2000)}


def codes(session: Session, list_name: str, *, on: date) -> list[tuple[str, str]]:
    """(code, display) of a list's entries that can be chosen on the day."""
    rows = _CODES.run(session, list_name=list_name, limit=2000)
    return [(row.code, row.display) for row in rows if row.active_to is None or row.active_to >= on]


READS = (_STAFF, _TEAMS, _ORGANISATIONS, _MEMBERSHIPS, _COVERING, _CODES)
