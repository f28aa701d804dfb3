"""Reading all that a decision on a referral needs: the referral, who could take it, and how much they have."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from inteam import clock, policy
from inteam.cases import queries
from inteam.organisations.queries import StaffRow, TeamRow, staff_list, teams
from inteam.referrals import queries_panel
from inteam.referrals.rows import Panel


@dataclass(frozen=True)
class TriageView:
    """loads: open cases of each worker; most: what a full-time worker has at most, by local policy."""

    panel: Panel
    staff: tuple[StaffRow, ...]
    loads: dict[UUID, int]
    most: int
    teams: tuple[TeamRow, ...]
    open_cases: int
    first_contact_days: int


def triage_view(session: Session, referral_id: UUID, *, now: datetime) -> TriageView | None:
    """The view of one referral, or None when it is not there."""
    found = queries_panel.panel(session, referral_id, now=now)
    if found is None:
        return None
    today = clock.day(now)
    listed = staff_list(session, on=today, team_id=found.referral.team_id)
    staff = tuple(one for one in listed if one.left_on is None)  # nothing is given to somebody who leaves
    return TriageView(
        panel=found,
        staff=staff,
        loads=queries.open_cases_by_owner(session, [one.id for one in staff]),
        most=policy.value(session, "cases.live_caseload"),
        teams=tuple(teams(session, on=today)),
        open_cases=len(queries.cases_of_person(session, found.referral.person_id, only_open=True)),
        first_contact_days=policy.value(session, "referrals.first_contact_days"),
    )
