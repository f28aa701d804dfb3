"""Who works here and in which team: what is read before anything else can be, so it waits for no table (prepared)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from inteam.store.prepared import First, Prepared

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STAFF = Prepared("staff_of_teams", "inteam.organisations.queries:_STAFF")
MEMBERSHIPS = Prepared("memberships", "inteam.organisations.queries:_MEMBERSHIPS")
COVERING = Prepared("covering", "inteam.organisations.queries:_COVERING")


@dataclass(frozen=True)
class StaffRow:
    """A member of staff; role is the rights role, job_title what they are called, left_on their last day if known."""

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
    left_on: date | None = None

    @property
    def name(self) -> str:
        """As said aloud: Priya Nair."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        """For the round mark beside the name: PN."""
        return f"{self.given_name[:1]}{self.family_name[:1]}".upper()


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


def staff_list(
    session: "Session | First",
    *,
    on: date,
    team_id: UUID | None = None,
    staff_id: UUID | None = None,
    limit: int = 2000,
) -> list[StaffRow]:
    """Staff who had not left before the day, by name; of one team if given. date.min: those who have left, too."""
    return [StaffRow(*row) for row in STAFF.run(session, on=on, team_id=team_id, staff_id=staff_id, limit=limit)]


def memberships(
    session: "Session | First",
    *,
    on: date,
    staff_id: UUID | None = None,
    team_id: UUID | None = None,
    limit: int = 5000,
) -> list[MembershipRow]:
    """Who is in which team on the day."""
    rows = MEMBERSHIPS.run(session, on=on, staff_id=staff_id, team_id=team_id, limit=limit)
    return [MembershipRow(*row) for row in rows]


def covering(session: "Session | First", *, on: date) -> dict[UUID, UUID]:
    """Absent worker → who covers for them on the day."""
    return {row.absent_id: row.covering_id for row in COVERING.run(session, on=on, limit=2000)}
