from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from inteam.cases.model import CareCase
from inteam.people.choices import WorkerChange
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_case, a_person, an_action, neighbourhood
from ui.app.window import Window
from ui.caseload.page import CaseloadPage
from ui.caseload.reassign import ReassignDialog


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    made = neighbourhood(local_database)
    with local_database.write(made.actor) as work:
        an_action(work, made, "Ring about lunch club", due_on=date(2026, 11, 12), case_id=made.case)
        for family in ("Adeyemi", "Yeates"):
            a_case(work, a_person(work, family, "Sam"), made.team, made.priya)
    return made


@pytest.fixture
def page(shell: Window, near: Neighbourhood, qtbot: QtBot) -> CaseloadPage:
    shell.background.become(near.actor)
    shell.open("caseload")
    found = shell.current()
    assert isinstance(found, CaseloadPage)
    qtbot.waitUntil(lambda: found.model.rowCount() == 3 and found.total == 3 and shell.background.idle)
    return found


def words(page: CaseloadPage, line: int) -> list[str]:
    return [str(page.model.index(line, place).data() or "") for place in range(page.model.columnCount())]


def press(page: CaseloadPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.table, key, modifiers)


def test_each_row_has_three_identifiers_and_what_is_next(page: CaseloadPage) -> None:
    first = words(page, 0)
    assert first[1] == "PEMBERTON, Margaret"
    assert first[3] == "14-Mar-1957"
    assert first[6:8] == ["Ring about lunch club", "12-Nov-2026"]
    assert page.summary.text() == "3 people, 1 with an overdue action"


def test_space_selects_and_the_bar_says_how_many(page: CaseloadPage) -> None:
    assert not page.bulk.isVisible()
    page.table.go_to(0)
    press(page, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.bulk.isVisible()
    assert page.bulk.reassign.text() == "Reassign 2"


def test_ctrl_a_selects_the_whole_list(page: CaseloadPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.model.ticked) == 3)


def test_typing_narrows_the_list_and_an_empty_one_offers_a_way_out(page: CaseloadPage, qtbot: QtBot) -> None:
    page.filters.search.edit.setText("ade")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert words(page, 0)[1] == "ADEYEMI, Sam"
    page.filters.search.edit.setText("nobody here")
    qtbot.waitUntil(lambda: page.empty.isVisible())
    page.empty.button.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)


def test_esc_in_the_filter_of_words_empties_it_and_again_goes_back_to_the_list(
    page: CaseloadPage, shell: Window, qtbot: QtBot
) -> None:
    edit = page.filters.search.edit
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    QTest.keySequence(page.table, QKeySequence("Ctrl+F"))
    QTest.keyClicks(edit, "ade")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and shell.background.idle)
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3 and shell.background.idle)
    assert edit.text() == ""
    assert edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_esc_in_the_filter_of_an_empty_list_goes_to_what_helps(page: CaseloadPage, shell: Window, qtbot: QtBot) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    page.filters._set({"overdue": True, "risks": (4,)})
    page.to_filter()
    qtbot.waitUntil(lambda: page.empty.isVisible() and shell.background.idle)
    QTest.keyClick(page.filters.search.edit, Qt.Key.Key_Escape)
    assert page.empty.button.hasFocus()


def test_a_click_on_a_head_sorts_by_it(page: CaseloadPage, qtbot: QtBot) -> None:
    page.table.sort_asked.emit("person", False)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3 and words(page, 0)[1] == "ADEYEMI, Sam")


def test_r_shows_who_is_affected_and_moves_them_and_undo_puts_them_back(
    page: CaseloadPage, near: Neighbourhood, shell: Window, local_database: Database, qtbot: QtBot
) -> None:
    def owners() -> list[object]:
        with local_database.read() as session:
            return list(session.scalars(select(CareCase.owner_id)))

    page.table.go_to(0)
    press(page, Qt.Key.Key_R)
    dialog = shell.overlay()
    assert isinstance(dialog, ReassignDialog)
    qtbot.waitUntil(lambda: len(dialog.rows) == 1 and bool(dialog._workers))
    dialog.worker.set_value(near.tom)
    dialog.show_affected()
    assert "Tom Okafor: 0 of 40 people, then 1" in dialog.effect.text()
    dialog.do()
    qtbot.waitUntil(lambda: bool(dialog.fields["reason"].problem))
    dialog.reason.set_value(WorkerChange.CASELOAD)
    dialog.do()
    qtbot.waitUntil(lambda: near.tom in owners())
    qtbot.waitUntil(lambda: shell._toast is not None and shell._toast.words == "1 person moved to Tom Okafor")
    assert shell._toast is not None
    shell._toast.link.click()
    qtbot.waitUntil(lambda: owners() == [near.priya] * 3)


def test_the_export_has_what_is_shown_and_no_formula(page: CaseloadPage, tmp_path: Path, qtbot: QtBot) -> None:
    made = tmp_path / "list.csv"
    page.write_list(made)
    qtbot.waitUntil(made.exists)
    lines = made.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith('"Person","NHS No.","Born"')
    assert len(lines) == 4
    assert '"PEMBERTON, Margaret"' in lines[1]
