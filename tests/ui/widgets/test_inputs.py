"""Fields: what is typed, what is wrong, and what is read out."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets import controls
from ui.widgets.buttons import CheckBox
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.layouts import box, column
from ui.widgets.lists import ItemDelegate, ListModel, ListView
from ui.widgets.segmented import SegmentedControl
from ui.widgets.suggest import Found, SuggestBox


def today() -> date:
    return date(2026, 11, 19)


Show = Callable[..., None]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Show]:
    """Shows widgets in a window of their own, with the keyboard."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget) -> None:
        holder = box(column(*widgets))
        qtbot.addWidget(holder)
        kept.append(holder)
        holder.resize(400, 300)
        holder.show()
        holder.activateWindow()
        qtbot.waitUntil(holder.isActiveWindow)

    yield show
    kept.clear()


def test_a_date_is_read_when_the_field_is_left(qtbot: QtBot, shown: Show) -> None:
    field, other = DateField("Born", today, past=True), TextBox("Other")
    shown(field, other)
    field.setFocus()
    qtbot.keyClicks(field.edit, "14/3/57")
    other.setFocus()
    qtbot.waitUntil(lambda: field.edit.text() == "14-Mar-1957")
    assert field.value() == date(1957, 3, 14)


def test_a_date_that_cannot_be_read_keeps_what_was_typed_and_says_why(qtbot: QtBot, shown: Show) -> None:
    field = DateField("Due", today)
    shown(field)
    qtbot.keyClicks(field.edit, "31-Feb-2026")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "31-Feb-2026"
    assert field.value() is None
    assert field.problem == "Check the day: there is no such date."


def test_arrows_move_a_date_by_a_day_and_page_keys_by_a_month(qtbot: QtBot, shown: Show) -> None:
    field = DateField("Due", today)
    shown(field)
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert field.edit.text() == "20-Nov-2026"
    qtbot.keyClick(field.edit, Qt.Key.Key_PageUp)
    assert field.edit.text() == "20-Dec-2026"


def test_a_problem_stands_under_its_field_and_is_read_out_with_it(shown: Show) -> None:
    field = Field("Course", TextBox("Course"), help="As in the register")
    shown(field)
    assert field.edit().accessibleDescription() == "As in the register"
    field.set_problem("Enter a value.")
    assert field.edit().accessibleDescription() == "Enter a value."
    assert field.problem == "Enter a value."
    field.set_problem("")
    assert field.edit().accessibleDescription() == "As in the register"


def test_ctrl_enter_and_esc_pass_through_a_text_area_to_its_form(qtbot: QtBot, shown: Show) -> None:
    area = TextArea("Note")
    shown(area)
    qtbot.keyClicks(area.edit, "Two")
    qtbot.keyClick(area.edit, Qt.Key.Key_Return)
    qtbot.keyClick(area.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(area.edit, "lines")
    assert area.text() == "Two\nlines"


def test_number_keys_and_arrows_choose_in_a_segmented_control(qtbot: QtBot, shown: Show) -> None:
    how = SegmentedControl("How", [("Phone", ""), ("Visit", ""), ("Text", "")], 0, numbered=True)
    shown(how)
    qtbot.keyClick(how, Qt.Key.Key_3)
    assert how.current == 2
    qtbot.keyClick(how, Qt.Key.Key_Right)
    assert how.current == 0
    qtbot.keyClick(how, Qt.Key.Key_Left)
    assert how.current == 2


def finder(answers: dict[str, list[Found]]) -> Callable[[str, Callable[[Sequence[Found]], None]], None]:
    return lambda typed, take: take(answers.get(typed, []))


def test_typing_finds_and_enter_takes_the_first(qtbot: QtBot, shown: Show) -> None:
    who = SuggestBox("Who", finder({"pem": [Found(7, "PEMBERTON, Margaret", "Born 14-Mar-1957"), Found(8, "PEMBURY")]}))
    shown(who)
    who.setFocus()
    taken: list[object] = []
    who.chosen.connect(taken.append)
    qtbot.keyClicks(who.edit, "pem")
    assert [found.value for found in who.found()] == [7, 8]
    qtbot.keyClick(who.edit, Qt.Key.Key_Return)
    assert (who.value(), who.text(), taken) == (7, "PEMBERTON, Margaret", [7])


def test_typing_again_after_taking_takes_it_back(qtbot: QtBot, shown: Show) -> None:
    who = SuggestBox("Who", finder({}))
    shown(who)
    who.set_value(7, "PEMBERTON, Margaret")
    who.setFocus()
    qtbot.keyClicks(who.edit, "x")
    assert who.value() is None


def test_a_late_answer_to_other_words_is_not_shown(qtbot: QtBot, shown: Show) -> None:
    held: list[Callable[[Sequence[Found]], None]] = []
    who = SuggestBox("Who", lambda _typed, take: held.append(take))
    shown(who)
    who.setFocus()
    qtbot.keyClicks(who.edit, "ab")
    held[0]([Found(1, "For one letter")])
    assert who.found() == []
    held[1]([Found(2, "For two letters")])
    assert [found.value for found in who.found()] == [2]


def test_every_kind_of_control_is_read_and_filled_the_same(shown: Show) -> None:
    def made() -> list[QWidget]:
        return [
            TextBox("Words"),
            TextArea("Lines"),
            DateField("Day", today),
            ChoiceField("Kind", [(1, "One"), (2, "Two")]),
            SegmentedControl("How", [("A", ""), ("B", "")], 0),
            CheckBox("Tick"),
            SuggestBox("Who", finder({})),
        ]

    values = ["words", "two\nlines", "03-Dec-2026", "2", 1, True, {"value": "7", "words": "PEMBERTON"}]
    first = made()
    shown(*first)
    for control, value in zip(first, values, strict=True):
        controls.fill(control, value)
    assert [controls.read(control) for control in first] == values


def test_every_kind_of_control_tells_of_a_change(shown: Show) -> None:
    told: list[str] = []
    area, choice, tick = TextArea("Lines"), ChoiceField("Kind", [(1, "One")]), CheckBox("Tick")
    shown(area, choice, tick)
    for name, control in (("area", area), ("choice", choice), ("tick", tick)):
        controls.watch(control, lambda name=name: told.append(name))  # type: ignore[misc]  # (name=name)
    area.set_text("x")
    choice.set_value(1)
    tick.setChecked(True)
    assert set(told) == {"area", "choice", "tick"}


def test_a_space_among_letters_goes_on_choosing_and_opens_no_list(qtbot: QtBot) -> None:
    pause = QApplication.keyboardInputInterval()
    QApplication.setKeyboardInputInterval(60_000)  # however slow the machine is
    try:
        field = ChoiceField("Reason", [(1, "Low income"), (2, "Low mood"), (3, "Loneliness")])
        qtbot.addWidget(field)
        field.show()
        combo = field.focusProxy()
        assert isinstance(combo, QComboBox)
        QTest.keyClicks(combo, "low m")
        assert field.value() == 2
        assert not combo.view().isVisible()
    finally:
        QApplication.setKeyboardInputInterval(pause)


class _Plain(ItemDelegate[str]):
    """Lines of no look."""

    def height(self, item: str, width: int) -> int:  # noqa: ARG002 (its form)
        return 20

    def draw(self, painter: object, area: object, item: str, *, current: bool, hovered: bool) -> None:
        """Nothing to see."""


def test_a_list_that_the_keyboard_comes_to_stands_on_its_first_line(qtbot: QtBot) -> None:
    model: ListModel[str] = ListModel(str, key=str)
    view = ListView(model, _Plain(), "Needs")
    before = QLineEdit()
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(before)
    layout.addWidget(view)
    qtbot.addWidget(window)
    model.show(["one", "two"])
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    opened: list[int] = []
    view.opened.connect(opened.append)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == [0]
