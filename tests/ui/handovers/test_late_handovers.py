"""What nobody answered in time is closed by the program when Today opens, and stands where one has to see to it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from inteam.access import PROGRAM, Actor, Role
from inteam.audit.model import AuditEntry
from inteam.cases.model import CareCase
from inteam.meetings import service_handover
from inteam.meetings.handovers import HandoverEntry, HandoverKind
from inteam.meetings.model import Handover
from inteam.store.base import require
from inteam.store.database import Database
from tests.conftest import NOW, MovableClock
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from ui.app.background import Background
from ui.app.window import Window
from ui.handovers.page import HandoversPage
from ui.today.page import TodayPage
from ui.widgets.labels import Label, Paragraph


@pytest.fixture
def near(local_database: Database, background: Background) -> Neighbourhood:
    made = neighbourhood(local_database)
    background.become(made.actor)
    return made


def offered(database: Database, near: Neighbourhood, kind: HandoverKind = HandoverKind.PERMANENT) -> UUID:
    with database.write(near.actor) as work:
        entry = HandoverEntry(near.hana, near.team, kind, work.today, "She knows Hana.")
        version = require(work.session, CareCase, near.case).version
        return service_handover.offer_cases(work, [(near.case, version)], entry).made[0]


def today(shell: Window, qtbot: QtBot) -> TodayPage:
    shell.open("today")
    found = shell.page("today")
    assert isinstance(found, TodayPage)
    qtbot.waitUntil(lambda: found.beside is not None and shell.background.idle)
    return found


def status(database: Database, handover: UUID) -> str:
    with database.read() as session:
        return require(session, Handover, handover).status


def closings(database: Database) -> int:
    with database.read() as session:
        by_program = AuditEntry.staff_id == PROGRAM.staff_id
        found = select(func.count()).where(AuditEntry.action == "meetings.handover_expired", by_program)
        return session.scalars(found).one()


def board_of(shell: Window, qtbot: QtBot) -> HandoversPage:
    shell.open("handovers")
    board = shell.page("handovers")
    assert isinstance(board, HandoversPage)
    qtbot.waitUntil(lambda: board.model.rowCount() > 0 and shell.background.idle)
    return board


def said(board: HandoversPage) -> str:
    """What the card beside the board shows."""
    parts = [*board.detail.findChildren(Label), *board.detail.findChildren(Paragraph)]
    return " ".join(part.text() for part in parts if part.isVisible())


def test_an_offer_that_can_still_be_answered_is_left_alone(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot, now: MovableClock
) -> None:
    made = offered(local_database, near)
    now.now = NOW + timedelta(days=1)
    today(shell, qtbot)
    assert (status(local_database, made), closings(local_database)) == ("offered", 0)


def test_today_closes_what_is_late_once_and_the_sender_is_told_on_the_board(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot, now: MovableClock
) -> None:
    made = offered(local_database, near)
    now.now = NOW + timedelta(days=2)
    page = today(shell, qtbot)
    qtbot.waitUntil(lambda: status(local_database, made) == "expired")
    qtbot.waitUntil(lambda: shell.background.idle)
    qtbot.waitUntil(lambda: shell.rail.items["handovers"].accessibleName() == "Handovers, 1")
    page.reload()
    qtbot.waitUntil(lambda: shell.background.idle)
    assert closings(local_database) == 1
    board = board_of(shell, qtbot)
    assert str(board.model.index(0, 0).data()).startswith("Nobody answered in time")
    qtbot.waitUntil(lambda: "Priya Nair is still responsible. Open the person and offer it again." in said(board))


def test_the_lead_of_a_leavers_team_has_the_case_and_is_told_so(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot, now: MovableClock
) -> None:
    made = offered(local_database, near, HandoverKind.LEAVING)
    now.now = NOW + timedelta(days=2)
    shell.background.become(Actor(near.tom, Role.CARE_COORDINATOR, near.team, name="Tom Okafor"))
    page = today(shell, qtbot)
    qtbot.waitUntil(lambda: status(local_database, made) == "expired")
    page.team.click()
    qtbot.waitUntil(lambda: bool(page.beside and page.beside.dropped) and shell.background.idle)
    shown = [label.text() for label in page.dropped.findChildren(Label)]
    assert "Handover not answered, now with the lead: Hana Wells" in shown
    with local_database.read() as session:
        assert require(session, CareCase, near.case).owner_id == near.tom
    board = board_of(shell, qtbot)
    qtbot.waitUntil(lambda: "The team’s lead is responsible now." in said(board))


def test_a_program_that_stays_open_over_night_closes_what_became_late(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot, now: MovableClock
) -> None:
    made = offered(local_database, near)
    page = today(shell, qtbot)
    assert status(local_database, made) == "offered"
    now.now = NOW + timedelta(days=2)
    page.late.look()
    qtbot.waitUntil(lambda: status(local_database, made) == "expired")
    with local_database.read() as session:
        assert require(session, Handover, made).answer_by == date(2026, 11, 20)
