"""Forms: drafts kept and offered, problems at their fields, nothing lost."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inteam.drafts.queries import DraftRow, my_drafts
from inteam.organisations import queries, service
from inteam.organisations.service import NewStaff
from ui.app.background import UseCase
from ui.app.drafting import PAUSE_MS
from ui.app.form import FormSheet
from ui.app.shell import Shell
from ui.app.window import Window
from ui.widgets.fields import DateField, Field
from ui.widgets.inputs import TextArea, TextBox


class StaffSheet(FormSheet):
    """Enters a member of staff; a real use case behind a small form."""

    form: ClassVar[str] = "test.staff"

    def __init__(self, shell: Shell, draft: DraftRow | None = None) -> None:
        super().__init__(shell, "Add staff", "Add", done="Staff added", draft=draft)
        self.family, self.given = TextBox("Family name"), TextBox("Given name")
        self.note, self.started = TextArea("Note"), DateField("Started", self.background.today)
        self.add("family_name", Field("Family name", self.family))
        self.add("given_name", Field("Given name", self.given))
        self.add("note", Field("Note", self.note))
        self.add("started", Field("Started", self.started))

    def use_case(self) -> UseCase[object]:
        entry = NewStaff(self.family.text(), self.given.text(), "Link worker", "link_worker")
        return partial(service.add_staff, entry=entry)


def opened(shell: Window, draft: DraftRow | None = None) -> StaffSheet:
    sheet = StaffSheet(shell, draft)
    sheet.open()
    return sheet


def drafts(shell: Window) -> list[DraftRow]:
    with shell.background.database.read() as session:
        return my_drafts(session, shell.background.actor.staff_id)


def staff(shell: Window) -> list[str]:
    with shell.background.database.read() as session:
        return [row.name for row in queries.staff_list(session, on=shell.background.today())]


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(holds)


def press(keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, keys, modifiers)


def test_typing_starts_in_the_first_field(shell: Window, qtbot: QtBot) -> None:
    sheet = opened(shell)
    until(qtbot, sheet.family.edit.hasFocus)


def test_words_are_a_draft_within_a_second_of_the_last_key(shell: Window, qtbot: QtBot) -> None:
    sheet = opened(shell)
    qtbot.keyClicks(sheet.family.edit, "Nair")
    with qtbot.waitSignal(sheet.draft.kept):
        pass
    assert PAUSE_MS < 1000
    assert [draft.fields["family_name"] for draft in drafts(shell)] == ["Nair"]


def test_opening_and_closing_without_a_word_leaves_no_draft(shell: Window, qtbot: QtBot) -> None:
    opened(shell).dismiss()
    until(qtbot, lambda: shell.background.idle)
    assert drafts(shell) == []


def test_esc_closes_and_keeps_the_draft_though_the_pause_is_not_over(shell: Window, qtbot: QtBot) -> None:
    sheet = opened(shell)
    qtbot.keyClicks(sheet.family.edit, "Nair")
    press(Qt.Key.Key_Escape)
    until(qtbot, lambda: shell.background.idle)
    assert shell.overlay() is None
    assert [draft.fields["family_name"] for draft in drafts(shell)] == ["Nair"]


def test_an_earlier_draft_is_offered_and_taken_up(shell: Window, qtbot: QtBot) -> None:
    first = opened(shell)
    qtbot.keyClicks(first.family.edit, "Nair")
    first.dismiss()
    second = opened(shell)
    until(qtbot, second.offer.isVisible)
    second.offer.acted.emit()
    assert second.family.text() == "Nair"
    qtbot.keyClicks(second.given.edit, "Priya")
    second.dismiss()
    until(qtbot, lambda: shell.background.idle)
    assert [draft.fields["given_name"] for draft in drafts(shell)] == ["Priya"]


def test_a_draft_given_from_today_fills_the_form(shell: Window, qtbot: QtBot) -> None:
    first = opened(shell)
    qtbot.keyClicks(first.family.edit, "Nair")
    qtbot.keyClicks(first.note.edit, "Two words")
    first.dismiss()
    until(qtbot, lambda: shell.background.idle)
    again = opened(shell, drafts(shell)[0])
    assert (again.family.text(), again.note.text()) == ("Nair", "Two words")


def test_saving_removes_the_draft_in_the_same_transaction(shell: Window, qtbot: QtBot) -> None:
    sheet = opened(shell)
    qtbot.keyClicks(sheet.family.edit, "Nair")
    with qtbot.waitSignal(sheet.draft.kept):
        pass
    qtbot.keyClicks(sheet.given.edit, "Priya")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: shell.overlay() is None)
    assert staff(shell) == ["Priya Nair"]
    assert drafts(shell) == []


def test_a_refusal_stands_at_its_field_with_the_focus_and_nothing_is_lost(shell: Window, qtbot: QtBot) -> None:
    sheet = opened(shell)
    qtbot.keyClicks(sheet.given.edit, "Priya")
    sheet.save()
    until(qtbot, lambda: bool(_problem(sheet, "family_name")))
    assert sheet.panel.isEnabled()
    assert sheet.given.text() == "Priya"
    until(qtbot, sheet.family.edit.hasFocus)
    sheet.dismiss()
    until(qtbot, lambda: shell.background.idle)
    assert drafts(shell)[0].fields["given_name"] == "Priya"


def test_a_date_that_cannot_be_read_stops_saving_at_its_field(shell: Window, qtbot: QtBot) -> None:
    sheet = opened(shell)
    qtbot.keyClicks(sheet.family.edit, "Nair")
    qtbot.keyClicks(sheet.given.edit, "Priya")
    qtbot.keyClicks(sheet.started.edit, "31-Feb-2026")
    sheet.save()
    assert _problem(sheet, "started") == "Check the day: there is no such date."
    assert staff(shell) == []


def test_a_save_can_be_undone_from_the_toast(shell: Window, qtbot: QtBot) -> None:
    sheet = opened(shell)
    qtbot.keyClicks(sheet.family.edit, "Nair")
    qtbot.keyClicks(sheet.given.edit, "Priya")
    sheet.save()
    until(qtbot, lambda: shell.shown_toast() == "Staff added")
    shell.press_toast()
    until(qtbot, lambda: shell.shown_toast() == "Undone: Staff added")
    assert staff(shell) == []


def test_tab_stays_inside_the_sheet(shell: Window, qtbot: QtBot) -> None:
    sheet = opened(shell)
    until(qtbot, sheet.family.edit.hasFocus)
    seen = set()
    for _ in range(20):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert sheet.isAncestorOf(focused)
        seen.add(focused)
    assert {sheet.family.edit, sheet.given.edit, sheet.note.edit, sheet.started.edit, sheet.save_button} <= seen


def _problem(sheet: StaffSheet, name: str) -> str:
    field = sheet.fields[name]
    assert isinstance(field, Field)
    return field.problem
