"""The checks of tests/ui/looking.py find what they are for: each is shown a window with that fault, and one without."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import looking
from ui.widgets.bars import Tabs
from ui.widgets.buttons import Button, CheckBox, FilterChip
from ui.widgets.delegates import Cell, DateCell
from ui.widgets.fields import ChoiceField
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, scrolling
from ui.widgets.models import Column, RowsModel
from ui.widgets.segmented import SegmentedControl
from ui.widgets.tab_strip import TabStrip
from ui.widgets.table import TableView

LONG = "Words that are a good deal longer than the place that they are given"


class Line(NamedTuple):
    id: int


def narrowed(widget: QWidget, width: int) -> QWidget:
    widget.setFixedWidth(width)
    return widget


def flattened(widget: QWidget, height: int) -> QWidget:
    widget.setFixedHeight(height)
    return widget


def table(*columns: Column[Line]) -> TableView:
    model: RowsModel[Line] = RowsModel(columns)
    view = TableView(model, "Lines")
    view.setFixedSize(300, 200)
    model.show([Line(1)])
    return view


def holding(inside: QWidget, at: int, width: int = 100) -> QWidget:
    """A widget that holds another where one says, with no layout between."""
    made = QWidget()
    made.setFixedSize(200, 60)
    inside.setParent(made)
    inside.setGeometry(at, 10, width, 36)
    return made


def bare_control() -> QWidget:
    made = QWidget()
    made.setFixedSize(60, 30)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAccessibleName("A box that is painted")
    return made


def nameless() -> QWidget:
    made = Button("")
    made.setFixedSize(40, 36)
    return made


def tall() -> QWidget:
    return flattened(narrowed(QWidget(), 60), 90)


def far_apart(gap: int) -> QWidget:
    return box(column(Label("Above"), gap, Label("Below")))


def tabs() -> Tabs:
    return Tabs([("My caseload", "27"), ("Overdue", "4"), ("Whole team", "145")], in_card=True)


def scrolled_away() -> QWidget:
    made = TabStrip(tabs())
    made.setFixedWidth(150)
    made.show()
    made.on.click()
    return made


FAULTS: list[tuple[str, Callable[[QWidget], list[str]], Callable[[], QWidget]]] = [
    ("a label cut at its side", looking.clipped_words, lambda: narrowed(Label(LONG), 60)),
    ("a label cut below", looking.clipped_words, lambda: flattened(Label("Words", elide=True), 9)),
    ("a plain label", looking.clipped_words, lambda: narrowed(QLabel(LONG), 60)),
    ("a button", looking.clipped_words, lambda: narrowed(Button(LONG), 80)),
    ("a chip", looking.clipped_words, lambda: narrowed(FilterChip(LONG), 80)),
    ("a check box", looking.clipped_words, lambda: narrowed(CheckBox(LONG), 80)),
    ("segments", looking.clipped_words, lambda: narrowed(SegmentedControl("How", [(LONG, ""), ("No", "")]), 90)),
    ("a hint", looking.cut_in_a_box, lambda: narrowed(TextBox("Name", hint=LONG), 120)),
    ("a choice", looking.cut_in_a_box, lambda: narrowed(chosen(LONG), 120)),
    ("a head", looking.cut_in_a_table, lambda: table(Column(LONG, lambda _row: "", Cell(), 80))),
    ("a date", looking.cut_in_a_table, lambda: table(Column("Due", lambda _row: "14-Mar-1957", DateCell(), 50))),
    ("out at the side", looking.sticking_out, lambda: holding(Button("Save"), 150)),
    ("words that scroll", looking.scrolls_without_a_sign, lambda: flattened(scrolling(tall()), 40)),
    ("tabs that scroll", looking.scrolls_without_a_sign, lambda: narrowed(scrolling(tabs()), 120)),
    ("a screen with nothing on it", looking.empty_screens, lambda: flattened(scrolling(far_apart(400)), 150)),
    ("an open tab out of sight", looking.open_tab_out_of_sight, scrolled_away),
    ("no name", looking.without_a_name, nameless),
    ("no role", looking.without_a_role, bare_control),
    ("a column without a head", looking.heads_without_words, lambda: table(Column("", lambda _row: "", Cell(), 80))),
    ("too small", looking.too_small_to_hit, lambda: flattened(QPushButton("Go"), 14)),
    ("past the edge", looking.out_of_reach, lambda: holding(Button("Save"), 1000)),
]
SOUND: list[tuple[str, Callable[[], QWidget]]] = [
    ("a label", lambda: Label("Words")),
    ("a label that may elide", lambda: narrowed(Label(LONG, elide=True), 60)),
    ("a paragraph", lambda: narrowed(Paragraph(LONG), 120)),
    ("a button", lambda: Button("Save")),
    ("a box", lambda: TextBox("Name", hint="Name")),
    ("a choice", lambda: chosen("One")),
    ("segments", lambda: SegmentedControl("How", [("Phone", ""), ("Visit", "")], 0)),
    ("tabs that fit", lambda: narrowed(TabStrip(tabs()), 390)),
    ("tabs with arrows", lambda: narrowed(TabStrip(tabs()), 210)),
    ("a table", lambda: table(Column("Due", lambda _row: "14-Mar-1957", DateCell(), 120))),
]


def chosen(words: str) -> ChoiceField:
    made = ChoiceField("Kind", [(1, words)])
    made.set_value(1)
    return made


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An empty window to put a fault into."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


def put(window: QWidget, widget: QWidget) -> None:
    widget.setParent(window)
    widget.move(10, 10)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_Resized):
        widget.resize(widget.sizeHint())
    widget.show()
    window.show()


@pytest.mark.parametrize(("check", "make"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_found(window: QWidget, check: Callable[[QWidget], list[str]], make: Callable[[], QWidget]) -> None:
    put(window, make())
    assert check(window) != []


@pytest.mark.parametrize("make", [one[1] for one in SOUND], ids=[one[0] for one in SOUND])
def test_what_is_sound_passes_every_check(window: QWidget, make: Callable[[], QWidget]) -> None:
    put(window, make())
    assert [line for check in looking.CHECKS.values() for line in check(window)] == []


def test_a_control_that_tab_never_comes_to_is_found(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    first, lost = Button("First"), Button("Lost")
    put(window, first)
    put(window, lost)
    assert looking.out_of_the_round(window) == []
    monkeypatch.setattr(Button, "nextInFocusChain", lambda widget: widget)
    assert looking.out_of_the_round(window) != []


def test_every_check_of_the_screens_is_shown_a_fault_here() -> None:
    shown = {check.__name__ for _, check, _ in FAULTS} | {"out_of_the_round"}
    assert shown == set(looking.CHECKS)
