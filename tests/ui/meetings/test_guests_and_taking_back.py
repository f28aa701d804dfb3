"""Guests of a meeting on the attendance sheet, and a decision that is taken back while the meeting runs."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inteam import messages
from inteam.meetings import queries, queries_record, service, service_decisions, service_live
from inteam.meetings.loading import items_of
from inteam.meetings.queries import AttendanceRow
from inteam.meetings.rules import DecisionEntry
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood
from tests.ui.meetings.test_meeting_screens import begun, live_page, near, opened, plan, until
from ui.app.window import Window
from ui.meetings.attendance_sheet import AttendanceSheet
from ui.meetings.decision_box import DecisionBox
from ui.meetings.guests import GuestDialog
from ui.meetings.live import MeetingLivePage
from ui.meetings.minutes import MinutesPage
from ui.meetings.prepare import PreparePage
from ui.widgets.labels import Paragraph

__all__ = ["near"]  # a fixture of the screens' tests
SAVE = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def guests(database: Database, meeting: UUID) -> list[AttendanceRow]:
    with database.read() as session:
        return [one for one in queries.attendance(session, meeting) if one.staff_id is None]


def control(sheet: AttendanceSheet, name: str) -> QWidget | None:
    found = [one for one in sheet.findChildren(QWidget) if one.accessibleName() == name]
    return next((one for one in found if one.isVisible() and one.isEnabled()), None)


def press(qtbot: QtBot, sheet: AttendanceSheet, name: str) -> None:
    until(qtbot, lambda: control(sheet, name) is not None)
    found = control(sheet, name)
    assert found is not None
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)


def attendance(shell: Window, meeting: UUID) -> AttendanceSheet:
    sheet = shell.show_sheet("meetings.attendance", meeting_id=meeting)
    assert isinstance(sheet, AttendanceSheet)
    return sheet


def add_guest(shell: Window, qtbot: QtBot, sheet: AttendanceSheet, name: str, role: str, *, observer: bool) -> None:
    sheet.guest_button.setFocus()
    QTest.keyClick(sheet.guest_button, Qt.Key.Key_Space)
    dialog = shell.overlay()
    assert isinstance(dialog, GuestDialog)
    QTest.keyClicks(dialog.name.edit, name)
    QTest.keyClicks(dialog.role.edit, role)
    if observer:
        QTest.keyClick(dialog.observer, Qt.Key.Key_Space)
    QTest.keyClick(dialog, *SAVE)
    until(qtbot, lambda: shell.overlay() is sheet)
    until(qtbot, lambda: control(sheet, f"There: {name}") is not None)


def test_a_guest_is_added_while_preparing_and_stands_on_the_page(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = plan(local_database, near)
    page = opened(shell, qtbot, "meeting", meeting)
    assert isinstance(page, PreparePage)
    sheet = attendance(shell, meeting)
    add_guest(shell, qtbot, sheet, "Mina Patel", "Student", observer=True)
    sheet.close_overlay()
    said = "Mina Patel (Student, observer)"
    until(qtbot, lambda: any(said in one.text() for one in page.people.findChildren(Paragraph)))


def test_a_guest_without_a_name_is_asked_for_it_at_the_field(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    live_page(shell, qtbot, meeting)
    sheet = attendance(shell, meeting)
    QTest.keyClick(sheet.guest_button, Qt.Key.Key_Space)
    dialog = shell.overlay()
    assert isinstance(dialog, GuestDialog)
    QTest.keyClicks(dialog.role.edit, "Nurse, St Luke's Hospice")
    QTest.keyClick(dialog, *SAVE)
    until(qtbot, lambda: dialog.fields["name"].problem == messages.sentence("required"))
    assert shell.focusWidget() is dialog.name.edit
    assert dialog.role.text() == "Nurse, St Luke's Hospice"
    assert guests(local_database, meeting) == []


def test_a_guest_is_there_or_sends_apologies_like_others_and_the_keyboard_stays(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    live_page(shell, qtbot, meeting)
    sheet = attendance(shell, meeting)
    add_guest(shell, qtbot, sheet, "Joy Ash", "Hospice nurse", observer=False)

    def state() -> str:
        return guests(local_database, meeting)[0].state

    press(qtbot, sheet, "There: Joy Ash")
    until(qtbot, lambda: state() == "present" and control(sheet, "There: Joy Ash") is not None)
    until(qtbot, lambda: getattr(shell.focusWidget(), "accessibleName", str)() == "There: Joy Ash")
    assert control(sheet, "Take off the list: Joy Ash") is None
    press(qtbot, sheet, "Apologies: Joy Ash")
    until(qtbot, lambda: state() == "apologies")


def test_tab_walks_down_the_list_and_then_to_add_a_guest(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    live_page(shell, qtbot, meeting)
    with local_database.read() as session:
        names = [one.name for one in queries.attendance(session, meeting)]
    sheet = attendance(shell, meeting)
    asked = [f"{what}: {name}" for name in names for what in ("There", "Remote", "Apologies")]
    until(qtbot, lambda: all(control(sheet, name) is not None for name in asked))

    def focused() -> str:
        return str(getattr(shell.focusWidget(), "accessibleName", str)())

    until(qtbot, lambda: focused() == asked[0])
    walked = []
    for _ in range(3 * len(names) + 2):
        walked.append(focused())
        QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Tab)
    assert walked == [*asked, "Add a guest", "Close"]
    assert focused() == asked[0]


def test_an_observer_is_there_only_once_the_statement_is_read(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    live_page(shell, qtbot, meeting)
    with local_database.write(near.actor) as work:
        service.add_guest(work, meeting, name="Mina Patel", role="Student", observer=True)
    sheet = attendance(shell, meeting)
    press(qtbot, sheet, "There: Mina Patel")
    wrong = messages.sentence("observer_statement")
    until(qtbot, lambda: any(one.text() == wrong and one.isVisible() for one in sheet.findChildren(Paragraph)))
    assert guests(local_database, meeting)[0].state == "expected"
    press(qtbot, sheet, "Observer, has read the confidentiality statement: Mina Patel")
    until(qtbot, lambda: guests(local_database, meeting)[0].confidentiality)
    press(qtbot, sheet, "There: Mina Patel")
    until(qtbot, lambda: guests(local_database, meeting)[0].present)


def test_a_guest_who_was_added_by_mistake_is_taken_off_and_comes_back_by_undo(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    live_page(shell, qtbot, meeting)
    with local_database.write(near.actor) as work:
        service.add_guest(work, meeting, name="Joy Ash")
    sheet = attendance(shell, meeting)
    press(qtbot, sheet, "Take off the list: Joy Ash")
    until(qtbot, lambda: guests(local_database, meeting) == [])
    until(qtbot, lambda: control(sheet, "There: Joy Ash") is None)
    sheet.close_overlay()
    until(qtbot, lambda: shell.shown_toast() == "Off the list: Joy Ash" and shell.background.idle)
    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: len(guests(local_database, meeting)) == 1)


def test_a_guest_stands_in_the_minutes_on_screen(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    with local_database.write(near.actor) as work:
        service.add_guest(work, meeting, name="Joy Ash", role="Hospice nurse")
        service_live.end_now(work, meeting)
    page = opened(shell, qtbot, "minutes", meeting)
    assert isinstance(page, MinutesPage)
    until(qtbot, lambda: "Joy Ash (Hospice nurse)" in words(page))


def words(page: QWidget) -> str:
    return " ".join(one.text() for one in page.findChildren(Paragraph))


STAYS, FALLS = "Stays with Priya", "Refer to the falls team"


def stored(database: Database, meeting: UUID) -> set[str]:
    with database.read() as session:
        return {row.text for row in queries_record.decisions(session, meeting)}


def shown(page: MeetingLivePage) -> set[str]:
    return {one.words.text() for one in page.decisions.boxes}


def box_of(page: MeetingLivePage, text: str) -> DecisionBox:
    return next(one for one in page.decisions.boxes if one.words.text() == text)


@pytest.fixture
def decided(local_database: Database, near: Neighbourhood) -> UUID:
    """Two decisions of one moment, so in either order."""
    meeting = begun(local_database, near)
    with local_database.write(near.actor) as work:
        item = items_of(work, meeting)[0].id
        for text in (STAYS, FALLS):
            service_decisions.decide(work, item, DecisionEntry(text))
    return meeting


@pytest.fixture
def page(shell: Window, qtbot: QtBot, decided: UUID) -> MeetingLivePage:
    made = live_page(shell, qtbot, decided)
    until(qtbot, lambda: shown(made) == {STAYS, FALLS} and shell.background.idle)
    return made


def undo(page: MeetingLivePage, shell: Window, qtbot: QtBot) -> None:
    until(qtbot, lambda: shell.shown_toast() == "Decision taken back" and shell.background.idle)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_a_decision_is_taken_back_by_keyboard_and_undo_brings_it_back(
    page: MeetingLivePage, shell: Window, qtbot: QtBot, local_database: Database, decided: UUID
) -> None:
    back = box_of(page, STAYS).back
    assert back.accessibleName() == "Take back the decision: Stays with Priya"
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    until(qtbot, lambda: shown(page) == {FALLS})
    assert stored(local_database, decided) == {FALLS}
    until(qtbot, lambda: shell.focusWidget() is box_of(page, FALLS).words.edit)
    undo(page, shell, qtbot)
    until(qtbot, lambda: shown(page) == {STAYS, FALLS})


def test_taking_back_loses_no_word_that_was_typed_a_moment_before(
    page: MeetingLivePage, shell: Window, qtbot: QtBot, local_database: Database, decided: UUID
) -> None:
    box = box_of(page, FALLS)
    box.words.edit.setPlainText(f"{FALLS} today")
    QTest.keyClick(box.back, Qt.Key.Key_Space)
    until(qtbot, lambda: shown(page) == {STAYS})
    assert stored(local_database, decided) == {STAYS}
    undo(page, shell, qtbot)
    until(qtbot, lambda: stored(local_database, decided) == {STAYS, f"{FALLS} today"})


def test_a_box_without_words_has_nothing_to_take_back(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    page = live_page(shell, qtbot, begun(local_database, near))
    box = page.decisions.boxes[0]
    assert not box.back.isVisible()
    QTest.keyClicks(box.words.edit, "Stays")
    assert box.back.isVisible()


def test_a_decision_that_a_colleague_changed_meanwhile_is_not_taken_back_unseen(
    page: MeetingLivePage, qtbot: QtBot, local_database: Database, decided: UUID
) -> None:
    box = box_of(page, STAYS)
    box.kept.version = 0  # as if it was read before a colleague saved
    QTest.keyClick(box.back, Qt.Key.Key_Space)
    assert not box.isEnabled()
    until(qtbot, box.isEnabled)
    assert stored(local_database, decided) == {STAYS, FALLS}
