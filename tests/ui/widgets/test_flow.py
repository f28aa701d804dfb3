"""Items that wrap: as they fall, or in columns where many stand under each other."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import Button
from ui.widgets.flow import Columns, FlowLayout, OnePart
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import box, column, lay_out


def places(qtbot: QtBot, widths: list[int], least: int) -> list[tuple[int, int]]:
    """Where items of these widths stand in 300 pixels, with 10 between them."""
    items = [QWidget() for _ in widths]
    for item, width in zip(items, widths, strict=True):
        item.setFixedSize(width, 20)
    whole = box(FlowLayout(*items, gap=10, row_gap=0, column=least))
    qtbot.addWidget(whole)
    whole.resize(300, 200)
    whole.show()
    lay_out()
    return [(item.x(), item.y()) for item in items]


def test_without_columns_each_begins_where_the_one_before_ends(qtbot: QtBot) -> None:
    assert places(qtbot, [50, 120, 40, 90], 0) == [(0, 0), (60, 0), (190, 0), (0, 20)]


def test_in_columns_they_begin_under_each_other_and_a_wide_one_takes_two(qtbot: QtBot) -> None:
    widths = [50, 80, 40, 150, 60, 30]
    assert places(qtbot, widths, 90) == [(0, 0), (103, 0), (206, 0), (0, 20), (206, 20), (0, 40)]


def test_one_that_is_wider_than_the_room_has_a_row_of_its_own(qtbot: QtBot) -> None:
    assert places(qtbot, [50, 290, 50], 90) == [(0, 0), (0, 20), (0, 40)]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[tuple[list[QWidget], OnePart]]:
    """A part with words that wrap to many lines and two with a button, the first shown; a button beside them."""
    whole = [box(column(Paragraph("Words that wrap. " * 60))), box(column(Button("One"))), box(column(Button("Two")))]
    parts, outside, scrolled = OnePart(), Button("Outside"), QScrollArea()
    outside.setObjectName("outside")
    for part in whole:
        parts.addWidget(part)
    scrolled.setWidgetResizable(True)
    scrolled.setWidget(box(column(outside, parts)))
    qtbot.addWidget(scrolled)
    scrolled.resize(300, 60)
    scrolled.show()
    yield whole, parts
    scrolled.close()


@pytest.mark.parametrize(("narrow", "places"), [(False, [0, 105, 210]), (True, [0, 25, 230])])
def test_columns_that_share_a_width_do_not_share_a_height(qtbot: QtBot, narrow: bool, places: list[int]) -> None:
    parts = [QWidget() for _ in range(3)]
    for part, high in zip(parts, (20, 200, 20), strict=True):
        part.setMinimumHeight(high)
    columns = Columns(*((part, 0) for part in parts), gap=5)
    columns.set_narrow(narrow)
    whole = box(column(columns, None))
    qtbot.addWidget(whole)
    whole.resize(310, 400)
    whole.show()
    lay_out()
    assert [part.y() if narrow else part.x() for part in parts] == places


def test_one_part_is_as_high_as_it_is_though_another_that_wraps_is_higher(
    shown: tuple[list[QWidget], OnePart],
) -> None:
    whole, parts = shown
    lay_out()
    high = parts.height()
    parts.setCurrentWidget(whole[1])
    lay_out()
    assert high > 200
    assert parts.height() < 60


def test_the_keyboard_goes_with_the_part_that_is_shown(
    shown: tuple[list[QWidget], OnePart],
) -> None:
    whole, parts = shown
    parts.setCurrentWidget(whole[1])
    whole[1].findChildren(Button)[0].setFocus()
    parts.setCurrentWidget(whole[2])
    assert parts.window().focusWidget() is whole[2].findChildren(Button)[0]
    outside = parts.window().findChild(Button, "outside")
    assert outside is not None
    outside.setFocus()
    parts.setCurrentWidget(whole[1])
    assert parts.window().focusWidget() is outside
    assert [part.isVisible() for part in whole] == [False, True, False]
