"""Reading what is needed to move or close a person's case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from inteam import clock
from inteam.cases.queries import CaseRow, cases_of_person
from inteam.needs.queries_actions import ActionRow, actions_of_person
from inteam.organisations.queries import StaffRow, staff_list
from inteam.people.queries import HeaderRow, header


@dataclass(frozen=True)
class CasesView:
    """A person's open cases with their open actions, the closed ones, and who could take something over."""

    person: HeaderRow
    cases: tuple[CaseRow, ...]
    actions: tuple[ActionRow, ...]
    staff: tuple[StaffRow, ...]
    closed: tuple[CaseRow, ...] = ()


def cases_view(session: Session, person_id: UUID, *, now: datetime, team_id: UUID | None = None) -> CasesView | None:
    """The view of one person, or None when they are not there."""
    person = header(session, person_id)
    if person is None:
        return None
    found = cases_of_person(session, person_id)
    return CasesView(
        person=person,
        cases=tuple(case for case in found if case.status == "open"),
        actions=tuple(a for a in actions_of_person(session, person_id, only_open=True) if a.case_id is not None),
        staff=tuple(one for one in staff_list(session, on=clock.day(now), team_id=team_id) if one.left_on is None),
        closed=tuple(case for case in found if case.status != "open"),
    )
