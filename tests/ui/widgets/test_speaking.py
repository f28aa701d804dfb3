"""What a screen reader is told: role, name, state and value of painted controls, and messages that appear."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.widgets import speaking
from ui.widgets.bars import Tabs
from ui.widgets.buttons import Button, CheckBox, FilterChip, IconButton, Radio
from ui.widgets.delegates import Cell, CheckCell
from ui.widgets.layouts import box, column
from ui.widgets.models import Column, Group, RowsModel
from ui.widgets.rail import NavItem, RailEntry
from ui.widgets.segmented import SegmentedControl
from ui.widgets.table import TableView
from ui.widgets.toast import Toast

Text = QAccessible.Text


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A shown window with the keyboard, to put widgets into."""
    made = box(column())
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def put(window: QWidget, *widgets: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)


def said(widget: QWidget) -> tuple[QAccessible.Role, str]:
    heard = QAccessible.queryAccessibleInterface(widget)
    assert heard is not None
    return heard.role(), heard.text(Text.Name)


def segments(control: SegmentedControl) -> list[QAbstractButton]:
    return control.findChildren(QAbstractButton)


def checked(control: SegmentedControl) -> list[int]:
    return [QAccessible.queryAccessibleInterface(one).state().checked for one in segments(control)]


def test_a_segmented_control_is_a_group_of_radio_buttons_that_say_which_is_chosen(window: QWidget) -> None:
    how = SegmentedControl("How", [("Phone", ""), ("Visit", ""), ("Text", "")], 1, numbered=True)
    put(window, how)
    assert said(how) == (QAccessible.Role.Grouping, "How")
    assert [said(one) for one in segments(how)] == [
        (QAccessible.Role.RadioButton, "Phone"),
        (QAccessible.Role.RadioButton, "Visit"),
        (QAccessible.Role.RadioButton, "Text"),
    ]
    assert checked(how) == [0, 1, 0]
    assert QAccessible.queryAccessibleInterface(segments(how)[2]).text(Text.Description) == "Key 3"


def test_nothing_chosen_is_no_radio_button_checked_and_one_stop_for_tab(window: QWidget) -> None:
    minutes = SegmentedControl("Minutes", [("10", ""), ("20", "")])
    put(window, minutes)
    assert checked(minutes) == [0, 0]
    stops = [bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) for one in segments(minutes)]
    assert stops == [True, False]
    minutes.choose(1)
    minutes.set_current(-1)
    assert checked(minutes) == [0, 0]


def test_the_focus_goes_with_the_choice_so_that_it_is_read(window: QWidget, qtbot: QtBot) -> None:
    how = SegmentedControl("How", [("Phone", ""), ("Visit", ""), ("Text", "")], 0)
    put(window, how)
    how.setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert window.focusWidget() is segments(how)[1]
    assert (how.current, checked(how)) == (1, [0, 1, 0])


def test_a_screen_reader_presses_a_segment(window: QWidget) -> None:
    how = SegmentedControl("How", [("Phone", ""), ("Visit", "")], 0)
    put(window, how)
    heard = QAccessible.queryAccessibleInterface(segments(how)[1])
    assert speaking.PRESS in heard.actionInterface().actionNames()
    heard.actionInterface().doAction(speaking.PRESS)
    assert how.current == 1


def test_a_click_on_a_segment_chooses_it_and_tells_once(window: QWidget, qtbot: QtBot) -> None:
    how = SegmentedControl("How", [("Phone", ""), ("Visit", "")], 0)
    put(window, how)
    told: list[int] = []
    how.chosen.connect(told.append)
    for _ in range(2):
        qtbot.mouseClick(segments(how)[1], Qt.MouseButton.LeftButton)
    assert told == [1]


@pytest.mark.parametrize(
    ("make", "role", "name"),
    [
        (lambda: NavItem(RailEntry("today", "Today", "home")), QAccessible.Role.PageTab, "Today"),
        (lambda: Button("Save"), QAccessible.Role.Button, "Save"),
        (lambda: IconButton("bell", "Alerts"), QAccessible.Role.Button, "Alerts"),
        (lambda: FilterChip("Mine"), QAccessible.Role.CheckBox, "Mine"),
        (lambda: CheckBox("Agreed"), QAccessible.Role.CheckBox, "Agreed"),
        (lambda: Radio("By the person"), QAccessible.Role.RadioButton, "By the person"),
    ],
    ids=["rail", "button", "icon", "chip", "check box", "radio"],
)
def test_each_control_has_its_role_and_name(window: QWidget, make: object, role: QAccessible.Role, name: str) -> None:
    widget = make()  # type: ignore[operator]  # (a function)
    put(window, widget)
    assert said(widget) == (role, name)


def test_tabs_say_which_is_open_and_how_many_are_in_it(window: QWidget) -> None:
    tabs = Tabs([("Mine", "27"), ("Overdue", "")])
    put(window, tabs)
    pages = [one for one in tabs.findChildren(QAbstractButton) if said(one)[0] == QAccessible.Role.PageTab]
    assert [said(one)[1] for one in pages] == ["Mine, 27", "Overdue"]
    tabs.choose(1)
    assert [QAccessible.queryAccessibleInterface(one).state().selected for one in pages] == [0, 1]


class Line(NamedTuple):
    id: int
    name: str


def test_a_table_says_its_heads_its_rows_and_what_is_ticked(window: QWidget) -> None:
    model: RowsModel[Line] = RowsModel(
        [
            Column("", lambda _row: "", CheckCell(), 40),
            Column("When", lambda _row: "Today", Cell(), 60),
            Column("Person", lambda row: row.name, Cell("dense_strong"), 0),
        ],
        boxes=True,
    )
    view = TableView(model, "My list")
    put(window, view)
    model.show([Group("Overdue", "1"), Line(1, "PEMBERTON, Margaret")])
    model.tick([1], on=True)
    table = QAccessible.queryAccessibleInterface(view)
    parts = [table.child(number) for number in range(table.childCount())]
    heads = [one.text(Text.Name) for one in parts if one.role() == QAccessible.Role.ColumnHeader]
    rows = [one.text(Text.Name) for one in parts if one.role() == QAccessible.Role.RowHeader]
    boxes = [one.state().checked for one in parts if one.state().checkable]
    assert (heads, rows, boxes) == (["Selected", "When", "Person"], ["Overdue", "PEMBERTON, Margaret"], [1])
    assert model.index(0, 0).data() == "Overdue, 1"


def test_a_toast_is_read_out_when_it_appears(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(speaking, "announce", lambda _source, words, **_how: heard.append(words))
    toast = Toast(window, "Contact saved", "Undo")
    toast.pop(20, 280, 400)
    toast.leave()
    assert heard == ["Contact saved. Undo: Ctrl Z"]


def test_interfaces_go_with_their_widgets(window: QWidget) -> None:
    for _ in range(30):
        tabs = Tabs([("Mine", ""), ("Overdue", "")])
        put(window, tabs)
        first = tabs.findChildren(QAbstractButton)[0]
        assert said(first)[0] == QAccessible.Role.PageTab
        tabs.deleteLater()
        QApplication.sendPostedEvents(None, 52)  # DeferredDelete
        assert not isValid(first)
