"""Marking an entry of the record as entered in error: named consequences, a reason, and Undo."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inteam.needs.queries import tree
from inteam.store.database import Database
from inteam.timeline.mistakes import Kind
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, a_person, an_action, neighbourhood
from ui.app.window import Window
from ui.person.mistakes import MistakeSheet
from ui.person.sheets_needs import NeedSheet
from ui.widgets.labels import Paragraph


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    made = neighbourhood(local_database)
    with local_database.write(made.actor) as work:
        need = a_need(work, made.margaret, "To get out more")
        a_goal(work, made.margaret, need, "Coffee with Joan")
        an_action(work, made, "Ring Joan", need_id=need)
    return made


@pytest.fixture
def window(near: Neighbourhood, shell: Window) -> Window:
    shell.background.become(near.actor)
    return shell


def opened(window: Window, qtbot: QtBot, near: Neighbourhood) -> MistakeSheet:
    sheet = window.show_sheet("people.mistake", person_id=near.margaret)
    assert isinstance(sheet, MistakeSheet)
    qtbot.waitUntil(sheet.save_button.isEnabled)
    return sheet


def needs(window: Window, near: Neighbourhood) -> list[str]:
    with window.background.database.read() as session:
        return [one.statement for one in tree(session, near.margaret).needs]


def test_a_need_is_marked_with_its_consequences_named_and_comes_back_by_undo(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    sheet = opened(window, qtbot, near)
    sheet.save()
    assert sheet.fields["record_id"].problem == "Choose the entry that is wrong here."  # type: ignore[attr-defined]  # (of its own kind)
    sheet.kind.set_value(Kind.NEED)
    sheet.which.set_value(next(row.id for row in sheet._rows if row.kind is Kind.NEED))
    assert sheet.chosen is not None
    said = sheet.effect.accessibleName()
    assert "1 goal goes with it. 1 action stays, under no need." in said
    sheet.reason.set_text("It is her sister’s")
    qtbot.keyClick(sheet.reason.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: needs(window, near) == [])
    qtbot.waitUntil(lambda: window.shown_toast() == "Marked as entered in error")

    again = opened(window, qtbot, near)
    shown = [one.text() for one in again.findChildren(Paragraph)]
    assert any("“To get out more”: It is her sister’s (Priya Nair, " in one for one in shown), shown[-4:]
    again.dismiss()
    window.press_toast()
    qtbot.waitUntil(lambda: needs(window, near) == ["To get out more"])


def test_the_sheet_of_a_need_leads_there_with_the_need_chosen(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    window.open("person", near.margaret)
    page = window.current()
    qtbot.waitUntil(lambda: getattr(page, "seen", None) is not None)
    row = page.seen.needs.needs[0]  # type: ignore[union-attr]  # (it is there)
    page.sheet("needs.add", row=row)  # type: ignore[union-attr]  # (it is there)
    editing = window.overlay()
    assert isinstance(editing, NeedSheet)
    button = next(
        one for one in editing.findChildren(type(editing.save_button)) if one.property("act") == "people.mistake"
    )
    button.click()
    sheet = window.overlay()
    assert isinstance(sheet, MistakeSheet)
    qtbot.waitUntil(lambda: sheet.chosen is not None)
    assert sheet.which.value() == row.id


def test_where_nothing_was_entered_the_sheet_says_so(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    with window.background.database.write(near.actor) as work:
        nobody = a_person(work, "Blank", "Nora").id
    sheet = window.show_sheet("people.mistake", person_id=nobody)
    assert isinstance(sheet, MistakeSheet)
    qtbot.waitUntil(lambda: "Nothing has been entered" in sheet.problem.accessibleName())
    assert not sheet.save_button.isEnabled()
