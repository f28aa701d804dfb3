"""The first step: choose what to import; past imports with Undo; rows that still wait for a decision."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inteam.clock import LONDON, day
from inteam.exchange.queries import BatchRow
from inteam.exchange.undoing import UNDO_WITHIN
from inteam.people import dates
from ui.app.acts import act_button
from ui.app.messages import plural
from ui.widgets.cards import Card, EmptyState, Strip, foot
from ui.widgets.delegates import Cell, Look
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import box, column
from ui.widgets.marks import hint
from ui.widgets.models import Column, RowsModel
from ui.widgets.table import TableView


class StartStep(QWidget):
    """What is shown before anything is chosen."""

    undo_asked = Signal(object)

    def __init__(
        self,
        choose: Callable[[], object],
        folder: Callable[[], object],
        decide: Callable[[], object],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._now = now
        self.choose = act_button("exchange.choose", choose, "primary")
        self.folder = act_button("exchange.folder", folder)
        first = Card(self.tr("What to import"))
        said = self.tr(
            "Lists of people as CSV (EMIS, SystmOne and their relatives, GP list extracts), FHIR R4 records as JSON or "
            "XML, organisations from ODS files. Single files, folders and zips: choose them, or drop them on this page."
        )
        first.inside(Paragraph(said, "body"), box(FlowLayout(self.choose, self.folder, gap=8)), gap=12)
        self.waiting = Strip("", "amber", "alert")
        self.waiting.acted.connect(decide)
        self.waiting.hide()
        self.model: RowsModel[BatchRow] = RowsModel(
            [
                Column(self.tr("When"), _when, Cell("dense_strong"), 170, 150),
                Column(self.tr("From"), lambda row: row.name, Cell(), 240, 0),
                Column(self.tr("What came of it"), self._outcome, Cell(), 0),
            ],
            self,
        )
        self.table = TableView(self.model, self.tr("Past imports"))
        self.table.setMinimumHeight(160)
        self.table.opened.connect(self._undo)
        self.table.key_pressed.connect(self._letter)
        past = Card(
            self.tr("Past imports"), self.tr("Each can be undone for {days} days").format(days=UNDO_WITHIN.days)
        )
        self.empty = EmptyState(self.tr("Nothing has been imported yet"), self.tr("Choose a file to begin."))
        self.foot = foot(hint("U", self.tr("Undo the import")))
        past.body.addWidget(self.table, 1)
        past.body.addWidget(self.empty, 1)
        past.body.addWidget(self.foot)
        parts = column(self.waiting, first, gap=16)
        parts.addWidget(past)
        self.setLayout(parts)
        self.show_past([], 0)

    def show_past(self, rows: Sequence[BatchRow], waiting: int) -> None:
        """Past imports, and how many rows wait for a decision."""
        self.model.show(rows)
        for part in (self.table, self.foot):
            part.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.waiting.setVisible(bool(waiting))
        one = self.tr("1 row of an earlier import waits for a decision: it may be somebody who is here already.")
        many = self.tr("{n} rows of earlier imports wait for a decision: they may be people who are here already.")
        said = plural(waiting, one, many)
        self.waiting.say(said, "amber", "alert", action=self.tr("Decide"))

    def may_undo(self, row: BatchRow) -> bool:
        """Whether an import can still be undone."""
        return row.undone_at is None and self._now() - row.created_at <= UNDO_WITHIN

    def _outcome(self, row: BatchRow) -> Look:
        if row.undone_at is not None:
            return Look(self.tr("Undone"), "muted")
        said = self.tr("{created} new, {updated} updated, {refused} left out")
        made = said.format(**{name: f"{row.report.get(name, 0):,}" for name in ("created", "updated", "refused")})
        return Look(
            f"{made}, " + plural(row.waiting, self.tr("1 waiting"), self.tr("{n} waiting")) if row.waiting else made
        )

    def _undo(self, line: int) -> None:
        row = self.model.row(line)
        if row is not None and self.may_undo(row):
            self.undo_asked.emit(row)

    def _letter(self, letter: str, line: int) -> None:
        if letter == "U":
            self._undo(line)


def _when(row: BatchRow) -> str:
    at = row.created_at
    return f"{dates.short(day(at))}, {at.astimezone(LONDON):%H:%M}"
