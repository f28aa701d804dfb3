"""Offers that nobody answers in time: closed by the program, once, and shown to those who have to see to them."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from inteam.access import PROGRAM, Actor, Role
from inteam.audit.model import AuditEntry
from inteam.caseload.queries_today import beside
from inteam.cases import service as cases
from inteam.cases.model import CareCase, CaseEvent
from inteam.meetings import (
    queries_handover_board,
    queries_handover_late,
    service_handover,
    service_handover_answers,
)
from inteam.meetings.handovers import HandoverEntry, HandoverKind
from inteam.meetings.model import Handover
from inteam.needs.model import Action
from inteam.organisations.model import Staff
from inteam.store.base import require
from inteam.store.database import Database
from tests.conftest import NOW, MovableClock
from tests.inteam.careplans.people import Neighbourhood, an_action, neighbourhood

TODAY = date(2026, 11, 19)  # a Thursday; an offer of today is to be answered on Friday
ON_TIME, LATE = timedelta(days=1), timedelta(days=2)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def offered(database: Database, near: Neighbourhood, kind: HandoverKind) -> UUID:
    """Priya offers Margaret's case to Hana; the team's lead is Tom."""
    with database.write(near.actor) as work:
        entry = HandoverEntry(near.hana, near.team, kind, work.today, "Priya leaves")
        case = require(work.session, CareCase, near.case)
        return service_handover.offer_cases(work, [(near.case, case.version)], entry).made[0]


def closed_by_the_program(database: Database) -> int:
    with database.write(PROGRAM) as work:
        return service_handover_answers.escalate_handovers(work)


def owner(database: Database, near: Neighbourhood) -> UUID:
    with database.read() as session:
        return require(session, CareCase, near.case).owner_id


def unanswered(database: Database, *staff: UUID) -> list[int]:
    with database.read() as session:
        return [queries_handover_late.unanswered(session, one, TODAY - timedelta(days=14)) for one in staff]


def test_an_offer_is_closed_on_the_day_after_its_last_and_never_twice(
    database: Database, near: Neighbourhood, now: MovableClock
) -> None:
    made = offered(database, near, HandoverKind.PERMANENT)
    now.now = NOW + ON_TIME
    with database.read() as session:
        assert queries_handover_late.to_close(session, TODAY + ON_TIME) == 0
    assert closed_by_the_program(database) == 0
    now.now = NOW + LATE
    with database.read() as session:
        assert queries_handover_late.to_close(session, TODAY + LATE) == 1
    assert closed_by_the_program(database) == 1
    with database.read() as session:
        row = require(session, Handover, made)
        first = (row.status, row.answered_at, row.version)
    assert first[:2] == ("expired", NOW + LATE)
    now.now = NOW + 2 * LATE
    assert closed_by_the_program(database) == 0
    with database.read() as session:
        row = require(session, Handover, made)
        assert (row.status, row.answered_at, row.version) == first


def test_a_leavers_case_and_actions_go_to_the_lead_by_the_program(
    database: Database, near: Neighbourhood, now: MovableClock
) -> None:
    offered(database, near, HandoverKind.LEAVING)
    with database.write(near.actor) as work:
        later = an_action(work, near, "Agreed after the offer")
    now.now = NOW + LATE
    assert closed_by_the_program(database) == 1
    assert owner(database, near) == near.tom
    with database.read() as session:
        assert require(session, Action, later).owner_id == near.tom
        (event,) = session.scalars(select(CaseEvent).where(CaseEvent.kind == "owner_changed"))
        assert (event.by_id, event.reason) == (None, "Handover not answered in time")
        noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "meetings.handover_expired")).one()
        assert (noted.staff_id, noted.person_id) == (PROGRAM.staff_id, near.margaret)


def test_what_a_leaver_offered_stays_with_them_where_the_lead_has_left_too(
    database: Database, near: Neighbourhood, now: MovableClock
) -> None:
    made = offered(database, near, HandoverKind.LEAVING)
    now.now = NOW + LATE
    with database.write(near.actor) as work:
        require(work.session, Staff, near.tom).left_on = TODAY
    assert closed_by_the_program(database) == 1
    assert owner(database, near) == near.priya
    with database.read() as session:
        row = require(session, Handover, made)
        assert (row.status, row.transferred_at) == ("expired", None)


def test_a_case_that_went_elsewhere_meanwhile_stays_there(
    database: Database, near: Neighbourhood, now: MovableClock
) -> None:
    offered(database, near, HandoverKind.LEAVING)
    with database.write(near.actor) as work:
        case = require(work.session, CareCase, near.case)
        cases.change_owner(work, case.id, case.version, near.bello, "Asked for")
    now.now = NOW + LATE
    assert closed_by_the_program(database) == 1
    assert owner(database, near) == near.bello
    assert unanswered(database, near.priya, near.tom) == [0, 0]


def test_sender_and_lead_see_it_until_it_is_offered_again(
    database: Database, near: Neighbourhood, now: MovableClock
) -> None:
    offered(database, near, HandoverKind.PERMANENT)
    now.now = NOW + LATE
    closed_by_the_program(database)
    assert unanswered(database, near.priya, near.tom, near.hana, near.bello) == [1, 1, 0, 0]
    with database.read() as session:
        seen = [
            [(row.status, row.unsettled, row.mine) for row in queries_handover_board.board(session, one, TODAY)]
            for one in (near.priya, near.tom, near.hana)
        ]
    assert seen == [[("expired", True, False)], [("expired", True, False)], [("expired", True, True)]]
    now.now = NOW + LATE + timedelta(hours=1)
    offered(database, near, HandoverKind.PERMANENT)
    assert unanswered(database, near.priya, near.tom) == [0, 0]


@pytest.mark.parametrize(("kind", "why"), [(HandoverKind.PERMANENT, "unanswered"), (HandoverKind.LEAVING, "with_lead")])
def test_the_teams_today_says_where_an_unanswered_handover_is_now(
    database: Database, near: Neighbourhood, now: MovableClock, kind: HandoverKind, why: str
) -> None:
    offered(database, near, kind)
    now.now = NOW + LATE
    closed_by_the_program(database)
    lead = Actor(near.tom, Role.CARE_COORDINATOR, near.team, name="Tom Okafor")
    with database.read() as session:
        found = beside(session, lead, now(), whole_team=True).dropped
    assert [(one.why, one.what, one.since) for one in found] == [(why, "Hana Wells", TODAY + ON_TIME)]
