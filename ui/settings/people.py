"""What the Team part of Settings knows: everybody who works here, the teams, who is in which, who covers for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inteam.organisations import queries
from inteam.organisations.queries import CoverRow, MembershipRow, OrganisationRow, StaffRow, TeamRow


@dataclass(frozen=True)
class People:
    """Everybody who works here today, the teams, and who is in which; left: who has gone, when they were asked for."""

    staff: Sequence[StaffRow]
    teams: Sequence[TeamRow]
    memberships: Sequence[MembershipRow]
    organisations: Sequence[OrganisationRow]
    covers: Sequence[CoverRow] = ()
    left: Sequence[StaffRow] = ()

    def teams_of(self, staff: StaffRow) -> str:
        """The names of somebody's teams."""
        return ", ".join(one.team for one in self.memberships if one.staff_id == staff.id)

    def members_of(self, team: TeamRow) -> int:
        """How many are in a team."""
        return sum(one.team_id == team.id for one in self.memberships)

    def lead_staff(self, team: TeamRow) -> StaffRow | None:
        """Who leads a team: its lead, else a member marked as one."""
        marked = [one.staff_id for one in self.memberships if one.team_id == team.id and one.is_lead]
        leads = [one for found in (team.lead_id, *marked) for one in self.staff if one.id == found]
        return leads[0] if leads else None

    def lead_of(self, team: TeamRow) -> str:
        """The name of who leads it."""
        lead = self.lead_staff(team)
        return lead.name if lead is not None else ""

    def staying(self) -> list[tuple[object, str]]:
        """Choices of those whose last day is not known."""
        return [(one.id, f"{one.name}, {one.job_title}") for one in self.staff if one.left_on is None]


def read(session: Any, on: date, *, with_left: bool = False) -> People:
    """All of it, for one day."""
    staff = queries.staff_list(session, on=on)
    here = {one.id for one in staff}
    everybody = queries.staff_list(session, on=date.min) if with_left else []
    return People(
        staff,
        queries.teams(session, on=on),
        queries.memberships(session, on=on),
        queries.organisations(session, on=on),
        queries.covers(session, on=on),
        [one for one in everybody if one.id not in here],
    )
