"""Items that wrap: as they fall, or in columns where many stand under each other."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import box, lay_out


def places(qtbot: QtBot, widths: list[int], column: int) -> list[tuple[int, int]]:
    """Where items of these widths stand in 300 pixels, with 10 between them."""
    items = [QWidget() for _ in widths]
    for item, width in zip(items, widths, strict=True):
        item.setFixedSize(width, 20)
    whole = box(FlowLayout(*items, gap=10, row_gap=0, column=column))
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
