"""Tables: pages as one scrolls, ticks by id, the place kept over a reload."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from ui.widgets import theme
from ui.widgets.cards import Card
from ui.widgets.delegates import Cell, CheckCell, Look
from ui.widgets.models import PAGE, Column, Group, PagedModel, RowsModel, Take
from ui.widgets.table import TableView


class Line(NamedTuple):
    id: int
    name: str


LINES = [Line(number, f"Name {number:05}") for number in range(1000)]


def columns(*, boxes: bool = False) -> list[Column[Line]]:
    made: list[Column[Line]] = [
        Column("Name", lambda row: row.name, Cell("dense_strong"), 0, sort="name"),
        Column("Number", lambda row: Look(str(row.id), "red"), Cell(), 100),
    ]
    return [Column("", lambda _row: "", CheckCell(), 40), *made] if boxes else made


class Source(QObject):
    """Answers like a database: rows after a row, when asked to answer."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self.lines = list(lines)
        self.asked: list[tuple[Line | None, int]] = []
        self.held: list[tuple[Take[Line], list[Line]]] = []
        self.hold = False

    def fetch(self, after: Line | None, limit: int, take: Take[Line]) -> None:
        self.asked.append((after, limit))
        start = 0 if after is None else self.lines.index(after) + 1
        answer = self.lines[start : start + limit]
        if self.hold:
            self.held.append((take, answer))
        else:
            take(answer)


def shown_table(qtbot: QtBot, model: RowsModel[Line]) -> TableView:
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    return view


def test_the_first_read_is_one_page_and_the_next_starts_after_its_last_row(qtbot: QtBot) -> None:
    source = Source(LINES)
    model = PagedModel(columns(), source.fetch)
    view = shown_table(qtbot, model)
    model.reload()
    assert model.rowCount() == PAGE
    view.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() > PAGE)
    assert source.asked[1] == (LINES[PAGE - 1], PAGE)


def test_an_answer_that_was_overtaken_is_dropped(qtbot: QtBot) -> None:
    source = Source(LINES)
    source.hold = True
    model = PagedModel(columns(), source.fetch)
    shown_table(qtbot, model)
    model.reload()
    model.reload()
    (old, _), (new, answer) = source.held
    new(answer)
    old([Line(9999, "Too late")])
    assert model.row(0) == LINES[0]


def test_a_reload_keeps_the_current_row_by_id_though_it_moved(qtbot: QtBot) -> None:
    source = Source(LINES)
    model = PagedModel(columns(), source.fetch)
    view = shown_table(qtbot, model)
    model.reload()
    view.go_to(20)
    source.lines.insert(0, Line(5000, "Aaron"))
    model.reload()
    assert view.current() == LINES[20]
    assert view.current_row == 21


def test_a_reload_when_the_current_row_is_gone_stays_at_its_line(qtbot: QtBot) -> None:
    source = Source(LINES)
    model = PagedModel(columns(), source.fetch)
    view = shown_table(qtbot, model)
    model.reload()
    view.go_to(20)
    del source.lines[20]
    model.reload()
    assert view.current() == LINES[21]


def test_space_ticks_shift_down_ticks_on_and_ctrl_a_ticks_all(qtbot: QtBot) -> None:
    model: RowsModel[Line] = RowsModel(columns(boxes=True), boxes=True)
    view = shown_table(qtbot, model)
    model.show(LINES[:10])
    view.go_to(2)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert model.ticked == {2}
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert model.ticked == {2, 3}
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert model.ticked == set()
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert model.ticked == set(range(10))


def test_ticks_survive_a_reload_because_they_belong_to_ids(qtbot: QtBot) -> None:
    model: RowsModel[Line] = RowsModel(columns(boxes=True), boxes=True)
    shown_table(qtbot, model)
    model.show(LINES[:10])
    model.tick([4], on=True)
    model.show(LINES[4:8])
    assert model.look(0, 0).ticked
    assert not model.look(1, 0).ticked


def test_all_rows_are_ticked_by_the_page_where_more_exist_than_are_here(qtbot: QtBot) -> None:
    model: RowsModel[Line] = RowsModel(columns(boxes=True), boxes=True)
    view = TableView(model, "Lines", all_keys=lambda: model.tick_keys(range(1000)))
    qtbot.addWidget(view)
    model.show(LINES[:10])
    view.toggle_all()
    assert len(model.ticked) == 1000


def test_a_letter_goes_out_with_its_line_and_can_be_switched_off(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    model: RowsModel[Line] = RowsModel(columns())
    view = shown_table(qtbot, model)
    model.show(LINES[:10])
    view.go_to(3)
    pressed: list[tuple[str, int]] = []
    view.key_pressed.connect(lambda letter, line: pressed.append((letter, line)))
    qtbot.keyClick(view, Qt.Key.Key_L)
    monkeypatch.setattr(theme.current, "letters", False)
    qtbot.keyClick(view, Qt.Key.Key_L)
    assert pressed == [("L", 3)]


def test_enter_opens_the_current_row_and_a_group_is_never_current(qtbot: QtBot) -> None:
    model: RowsModel[Line] = RowsModel(columns())
    view = shown_table(qtbot, model)
    model.show([Group("Overdue", "1", "red"), LINES[0], Group("Today", "1"), LINES[1]])
    view.go_to(0)
    opened: list[int] = []
    view.opened.connect(opened.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [1, 3]


def test_a_click_on_a_head_asks_for_the_order_and_again_for_the_other_way(qtbot: QtBot) -> None:
    model: RowsModel[Line] = RowsModel(columns())
    view = shown_table(qtbot, model)
    asked: list[tuple[str, bool]] = []
    view.sort_asked.connect(lambda sort, down: asked.append((sort, down)))
    for _ in range(2):
        qtbot.mouseClick(view.head.viewport(), Qt.MouseButton.LeftButton, pos=view.head.viewport().rect().center() / 2)
    assert asked == [("name", False), ("name", True)]


def test_a_screen_reader_gets_the_words_of_each_cell(qtbot: QtBot) -> None:
    model: RowsModel[Line] = RowsModel(columns())
    shown_table(qtbot, model)
    model.show(LINES[:1])
    assert [model.index(0, place).data() for place in range(2)] == ["Name 00000", "0"]


def test_the_head_of_a_table_that_begins_a_card_follows_its_round_corners(qtbot: QtBot) -> None:
    def corners(table: TableView) -> list[str]:
        picture = table.head.grab().toImage()
        right = picture.width() - 1
        return [picture.pixelColor(at, 0).name() for at in (0, right // 2, right)]

    plain, first = (shown_table(qtbot, RowsModel(columns())) for _ in range(2))
    card = Card()
    qtbot.addWidget(card)
    first.begin_card(card, alone=True)
    outside, sunk = theme.colour("bg").name(), theme.colour("sunk").name()
    assert corners(plain) == [sunk, sunk, sunk]
    assert corners(first) == [outside, sunk, outside]
    assert card.body.contentsMargins().bottom() == 7
