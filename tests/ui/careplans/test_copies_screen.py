"""Who has a copy of the plan, on screen: found from the plan, told, given the new version, taken back, undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inteam.access import Actor, Role
from inteam.careplans import queries_sharing, service, service_copies
from inteam.careplans.copies import CopyEntry, CopyFormatCode, CopyHow, Holder, TellEntry, Told
from inteam.careplans.queries_sharing import CopyRow
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from tests.inteam.careplans.signing import TODAY, a_whole_draft, sign
from ui.app.background import Background
from ui.app.window import Window
from ui.careplans.copies import CopiesSheet
from ui.careplans.copies_told import ToldSheet
from ui.careplans.foot import note
from ui.careplans.page import CarePlanPage
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph


@pytest.fixture
def near(local_database: Database, background: Background) -> Neighbourhood:
    """Ruth holds version 1, and version 2 is in force."""
    made = neighbourhood(local_database)
    background.become(made.actor)
    with local_database.write(made.actor) as work:
        first, _need = a_whole_draft(work, made)
        sign(work, first)
        ruth = CopyEntry("Ruth Pemberton", Holder.CARER, CopyFormatCode.PAPER, CopyHow.BY_HAND, TODAY)
        service_copies.record_copy(work, first, ruth)
    with local_database.write(made.actor) as work:
        sign(work, service.start_draft(work, made.margaret))
    return made


def copies(database: Database, near: Neighbourhood) -> list[CopyRow]:
    with database.read() as session:
        return queries_sharing.copies(session, near.margaret)


def the_list(shell: Window, near: Neighbourhood, qtbot: QtBot) -> CopiesSheet:
    found = shell.show_sheet("careplans.copies", person_id=near.margaret)
    assert isinstance(found, CopiesSheet)
    qtbot.waitUntil(lambda: "Ruth Pemberton, version 1" in words(found))
    return found


def words(widget: QWidget) -> str:
    parts = [*widget.findChildren(QLabel), *widget.findChildren(Paragraph)]
    return " | ".join(dict.fromkeys(part.text() for part in parts))


def button(widget: QWidget, name: str) -> Button:
    (found,) = [one for one in widget.findChildren(Button) if one.accessibleName() == name]
    return found


def until(qtbot: QtBot, shell: Window, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: shell.background.idle and holds())


def told_sheet(shell: Window, sheet: CopiesSheet) -> ToldSheet:
    button(sheet, "Told: Ruth Pemberton").click()
    found = shell.overlay()
    assert isinstance(found, ToldSheet)
    return found


def test_the_plan_says_that_an_old_copy_is_out_and_leads_to_who_has_it(
    shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    page = CarePlanPage(shell.background)
    page._alone = lambda: False  # type: ignore[method-assign]  # (as if it stood in the record)
    shell._stack.addWidget(page)
    shell._stack.setCurrentWidget(page)
    page.arrive(near.margaret)
    qtbot.waitUntil(lambda: page.loaded is not None and shell.background.idle)
    assert page.loaded is not None
    assert note(page.loaded) == "1 person holds an old copy of this plan and has not been told."
    page.note.acted.emit()
    assert isinstance(shell.overlay(), CopiesSheet)


def test_a_holder_is_told_by_keyboard_and_stands_among_the_told(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    sheet = the_list(shell, near, qtbot)
    assert "Old copies: to be told" in words(sheet)
    assert "Carer or family · Paper · by hand, 19-Nov-2026, Priya Nair" in words(sheet)
    told = told_sheet(shell, sheet)
    told._how.set_value("phone")
    focused = QApplication.focusWidget() or told
    QTest.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, shell, lambda: "Told by telephone on 19-Nov-2026, Priya Nair" in words(sheet))
    qtbot.waitUntil(lambda: "Old copies: to be told" not in words(sheet))  # the lines before are gone
    assert shell.overlay() is sheet
    at = QApplication.focusWidget()
    assert at is not None
    assert sheet.panel.isAncestorOf(at)
    (row,) = copies(local_database, near)
    assert (row.told_how, row.told_by, row.recalled_on) == ("phone", "Priya Nair", TODAY)


def test_with_the_tick_the_version_that_holds_is_a_copy_of_its_own_and_undo_takes_back_both(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    sheet = the_list(shell, near, qtbot)
    told = told_sheet(shell, sheet)
    told._how.set_value("post")
    told._new.setChecked(True)
    told.save()
    until(qtbot, shell, lambda: "Copies of the version that holds" in words(sheet))
    assert [(row.number, row.how, row.to_tell) for row in copies(local_database, near)] in (
        [(2, "post", False), (1, "by_hand", False)],
        [(1, "by_hand", False), (2, "post", False)],
    )
    shell.press_toast()
    until(qtbot, shell, lambda: "Old copies: to be told" in words(sheet))
    assert [(row.number, row.to_tell) for row in copies(local_database, near)] == [(1, True)]


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_saved(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    told = told_sheet(shell, the_list(shell, near, qtbot))
    told._how.set_value("phone")
    told._new.setChecked(True)
    told.save()
    until(qtbot, shell, lambda: told.panel.isEnabled())
    field = told.fields["how"]
    assert field.problem.startswith("A copy is given in person, by post or by email.")  # type: ignore[attr-defined]  # (of its own kind)
    assert copies(local_database, near)[0].to_tell


def test_not_told_after_all_puts_the_holder_back_in_the_list(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    (row,) = copies(local_database, near)
    with local_database.write(near.actor) as work:
        service_copies.tell_holder(work, row.id, row.version, TellEntry(TODAY, Told.EMAIL))
    sheet = the_list(shell, near, qtbot)
    button(sheet, "Not told after all: Ruth Pemberton").click()
    until(qtbot, shell, lambda: "Old copies: to be told" in words(sheet))
    assert copies(local_database, near)[0].to_tell


def test_a_second_who_tells_is_told_who_was_first(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    told = told_sheet(shell, the_list(shell, near, qtbot))
    (row,) = copies(local_database, near)
    tom = Actor(near.tom, Role.CARE_COORDINATOR, near.team, name="Tom Okafor")
    with local_database.write(tom) as work:
        service_copies.tell_holder(work, row.id, row.version, TellEntry(TODAY, Told.EMAIL))
    told.save()
    qtbot.waitUntil(lambda: told.problem.isVisible() and shell.background.idle)
    said = told.problem.accessibleName()
    assert said.startswith("Tom Okafor changed this copy at 10:42.")
    assert said.endswith("Its holder was told on 19-Nov-2026.")


def test_without_copies_the_list_says_how_they_come_in(shell: Window, near: Neighbourhood, qtbot: QtBot) -> None:
    found = shell.show_sheet("careplans.copies", person_id=near.priya)  # nobody's record
    assert found is not None
    qtbot.waitUntil(lambda: "Nobody has a copy" in words(found))
