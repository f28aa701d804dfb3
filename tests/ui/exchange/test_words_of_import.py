"""What the steps of an import say: of a clean file, of a file without heads, and of what comes next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from inteam.exchange.incoming import Refusal
from inteam.exchange.report import Report
from ui.exchange.done import DoneStep
from ui.exchange.rows import RowsCard


def said(widget: QWidget) -> list[str]:
    """All words on a part of the screen."""
    return [label.text() for label in widget.findChildren(QLabel)]


def nothing() -> None:
    """Does nothing."""


def test_where_no_row_is_refused_nothing_is_said_of_rows_to_leave_out(qtbot: QtBot) -> None:
    card = RowsCard()
    qtbot.addWidget(card)
    card.show_report(Report(read=2, created=2), ())
    assert not any("can go in without" in words for words in said(card))
    card.show_report(Report(refused=[Refusal("list.csv", 3, "NHS Number", "12", "nhs_number_length")]), ())
    assert any("can go in without" in words for words in said(card))


def test_a_column_of_a_file_without_heads_is_named_by_what_it_holds(qtbot: QtBot) -> None:
    card = RowsCard()
    qtbot.addWidget(card)
    rows = [Refusal("A.CSB", 3, "nhs_number", "12", "required"), Refusal("b.csv", 4, "Pat No", "12", "required")]
    card.show_report(Report(refused=rows), ())
    cells = [card.model.index(line, 2).data(Qt.ItemDataRole.DisplayRole) for line in range(2)]
    assert cells == ["NHS No.", "Pat No"]


def test_after_new_people_have_come_the_next_step_is_said(qtbot: QtBot) -> None:
    step = DoneStep(nothing, nothing, nothing)
    qtbot.addWidget(step)
    step.show_report(Report(created=2))
    assert any("add a referral" in words for words in said(step))
    step.show_report(Report(unchanged=2))
    assert not any(label.isVisibleTo(step) and "add a referral" in label.text() for label in step.findChildren(QLabel))
