from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from inteam.needs.model import Action
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, an_action, neighbourhood
from ui.app.window import Window
from ui.today.page import TodayPage


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    made = neighbourhood(local_database)
    with local_database.write(made.actor) as work:
        an_action(work, made, "Check the letter", due_on=date(2026, 11, 13))
        an_action(work, made, "Lunch club", due_on=date(2026, 11, 19))
        an_action(work, made, "Far away", due_on=date(2026, 12, 19))
        an_action(work, made, "Tom's own", due_on=date(2026, 11, 19), owner_id=made.tom)
    return made


@pytest.fixture
def page(shell: Window, near: Neighbourhood, qtbot: QtBot) -> TodayPage:
    shell.background.become(near.actor)
    shell.open("today")
    found = shell.current()
    assert isinstance(found, TodayPage)
    qtbot.waitUntil(lambda: found.beside is not None and found.model.rowCount() == 4 and shell.background.idle)
    return found


def tasks(page: TodayPage) -> list[str]:
    return [task.text for task in page.model.rows()]


def status(database: Database, text: str) -> str | None:
    with database.read() as session:
        return session.scalar(select(Action.status).where(Action.text == text))


def test_my_list_has_what_is_late_then_what_is_due_and_nothing_of_others(page: TodayPage) -> None:
    assert tasks(page) == ["Check the letter", "Lunch club"]
    assert page.model.is_group(0)
    assert page.model.index(1, 0).data() == "6 days over"
    assert [tile.figure.figure for tile in page.tiles.tiles] == ["1", "1", "0", "0", "0"]


def test_the_first_overdue_row_is_current(page: TodayPage) -> None:
    assert page.table.currentIndex().row() == 1


def test_a_tile_narrows_the_list_and_a_second_press_widens_it(page: TodayPage) -> None:
    page.tiles.tiles[1].click()
    assert tasks(page) == ["Lunch club"]
    page.tiles.tiles[1].click()
    assert len(tasks(page)) == 2


def test_the_whole_team_shows_everybodys_and_what_may_be_dropped(page: TodayPage, qtbot: QtBot) -> None:
    page.team.click()
    qtbot.waitUntil(lambda: "Tom's own" in tasks(page))
    qtbot.waitUntil(page.dropped.isVisible)


def test_d_finishes_an_action_and_the_toast_takes_it_back(
    page: TodayPage, shell: Window, local_database: Database, qtbot: QtBot
) -> None:
    page.table.go_to(1)
    QTest.keyClick(page.table, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: status(local_database, "Check the letter") == "done")
    qtbot.waitUntil(lambda: tasks(page) == ["Lunch club"])
    assert shell._toast is not None
    shell._toast.link.click()
    qtbot.waitUntil(lambda: len(tasks(page)) == 2)
    assert status(local_database, "Check the letter") == "planned"


def test_s_asks_until_when_and_puts_the_action_off(
    page: TodayPage, shell: Window, local_database: Database, qtbot: QtBot
) -> None:
    page.table.go_to(1)
    QTest.keyClick(page.table, Qt.Key.Key_S)
    dialog = shell.overlay()
    assert dialog is not None
    dialog.save()  # type: ignore[attr-defined]  # (of its own kind)

    def due() -> date | None:
        with local_database.read() as session:
            return session.scalar(select(Action.due_on).where(Action.text == "Check the letter"))

    qtbot.waitUntil(lambda: due() == date(2026, 11, 26))
