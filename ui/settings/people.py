"""What the Team part of Settings knows: everybody who works here, the teams, who is in which, who covers for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inteam.organisations import queries
from inteam.organisations.queries import CoverRow, MembershipRow, OrganisationRow, PlaceRow, StaffRow, TeamRow

MOST_ORGANISATIONS = 20_000  # an ODS list has some 12,000 practices


@dataclass(frozen=True)
class People:
    """Everybody who works here today, the teams, and who is in which; left: who has gone, when they were asked for.

    closed: organisations that are not there any more, when they were asked for.
    """

    staff: Sequence[StaffRow]
    teams: Sequence[TeamRow]
    memberships: Sequence[MembershipRow]
    organisations: Sequence[OrganisationRow]
    covers: Sequence[CoverRow] = ()
    left: Sequence[StaffRow] = ()
    places: Sequence[PlaceRow] = ()
    closed: Sequence[OrganisationRow] = ()

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

    def place_of(self, team: TeamRow) -> PlaceRow | None:
        """To which team it belongs now, else next."""
        return next((one for one in self.places if one.inner_id == team.id), None)

    def staying(self) -> list[tuple[object, str]]:
        """Choices of those whose last day is not known."""
        return [(one.id, f"{one.name}, {one.job_title}") for one in self.staff if one.left_on is None]


def read(session: Any, on: date, *, with_left: bool = False, with_closed: bool = False) -> People:
    """All of it, for one day."""
    staff = queries.staff_list(session, on=on)
    here = {one.id for one in staff}
    everybody = queries.staff_list(session, on=date.min) if with_left else []
    organisations = queries.organisations(session, on=on, limit=MOST_ORGANISATIONS)
    there = {one.id for one in organisations}
    ever = queries.organisations(session, on=date.min, limit=MOST_ORGANISATIONS) if with_closed else []
    return People(
        staff,
        queries.teams(session, on=on),
        queries.memberships(session, on=on),
        organisations,
        queries.covers(session, on=on),
        [one for one in everybody if one.id not in here],
        queries.places(session, on=on),
        [one for one in ever if one.id not in there],
    )
