"""A group session is logged for everybody on its list at once, and taken back at once."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from inteam.contacts.groups import Came
from inteam.contacts.model import Contact
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_person, neighbourhood
from ui.app.window import Window
from ui.contacts.group import GroupSheet
from ui.widgets.buttons import IconButton


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


@pytest.fixture
def sheet(near: Neighbourhood, shell: Window) -> GroupSheet:
    shell.background.become(near.actor)
    made = shell.show_sheet("contacts.group")
    assert isinstance(made, GroupSheet)
    return made


def put_on_the_list(sheet: GroupSheet, person_id: UUID, words: str) -> None:
    """As taking a suggestion does."""
    sheet.attendance.box.set_value(person_id, words)
    sheet.attendance.box.chosen.emit(person_id)


def logged(shell: Window) -> list[tuple[UUID, str, int | None]]:
    with shell.background.database.read() as session:
        rows = session.scalars(select(Contact).where(Contact.withdrawn_at.is_(None)).order_by(Contact.type))
        return [(one.person_id, one.type, one.duration_min) for one in rows]


def test_one_session_is_saved_for_all_and_undone_for_all(
    sheet: GroupSheet, shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    with local_database.write(near.actor) as work:
        other = a_person(work, "Uddin", "Rafiq").id
    sheet.save()
    assert sheet._people.problem == "Add who was on the list."
    assert sheet.fields["summary"].problem == "Write a few words."  # type: ignore[attr-defined]  # (of its own kind)
    put_on_the_list(sheet, near.margaret, "PEMBERTON, Margaret")
    put_on_the_list(sheet, other, "UDDIN, Rafiq")
    put_on_the_list(sheet, other, "UDDIN, Rafiq")
    assert [one.person_id for one in sheet.attendance.listed] == [near.margaret, other]
    sheet.attendance.listed[0].came = Came.DID_NOT_ATTEND
    sheet.minutes.set_text("90")
    sheet.note.set_text("Walked to the harbour")
    qtbot.keyClick(sheet.note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(logged(shell)) == 2)
    assert logged(shell) == [(near.margaret, "attempt", None), (other, "group_session", 90)]
    qtbot.waitUntil(lambda: shell.shown_toast() == "Group session saved")
    shell.press_toast()
    qtbot.waitUntil(lambda: logged(shell) == [])


def test_somebody_is_found_by_typing_and_taken_off_again(sheet: GroupSheet, qtbot: QtBot, near: Neighbourhood) -> None:
    box = sheet.attendance.box
    qtbot.keyClicks(box.edit, "Pember")
    qtbot.waitUntil(lambda: bool(box.found()))
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert [one.person_id for one in sheet.attendance.listed] == [near.margaret]
    assert box.text() == ""
    cross = next(one for one in sheet.attendance.findChildren(IconButton) if "off the list" in one.accessibleName())
    cross.click()
    assert sheet.attendance.listed == []


def test_the_draft_keeps_the_list(sheet: GroupSheet, near: Neighbourhood) -> None:
    put_on_the_list(sheet, near.margaret, "PEMBERTON, Margaret")
    sheet.attendance.listed[0].came = Came.LATE
    kept = sheet.values()
    sheet.attendance.take([])
    sheet.fill(kept)
    assert [(one.person_id, one.came) for one in sheet.attendance.listed] == [(near.margaret, Came.LATE)]
