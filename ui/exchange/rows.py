"""The table of rows: those to fix, or the first ones as they will be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from inteam.exchange import report
from inteam.exchange.csv_form import CsvForm
from inteam.exchange.fields import Field
from inteam.exchange.incoming import IncomingPerson, Refusal
from inteam.people import dates, names, nhs_number
from ui.app.messages import plural
from ui.exchange import words
from ui.widgets.buttons import FilterChip
from ui.widgets.cards import Card, EmptyState, foot
from ui.widgets.delegates import Cell, Look
from ui.widgets.marks import hint
from ui.widgets.models import Column, RowsModel
from ui.widgets.table import TableView

PROBLEMS, EVERYTHING = "problems", "all"


@dataclass(frozen=True)
class Problem:
    """A refused row, as one line."""

    id: int
    refusal: Refusal
    person: str


@dataclass(frozen=True)
class Preview:
    """A row as it will be read, as one line."""

    id: int
    row: int
    name: str
    born: str
    number: str
    address: str
    refused: str


def previews(items: Sequence[IncomingPerson | Refusal]) -> list[Preview]:
    """The lines of the first rows."""
    return [_preview(number, item) for number, item in enumerate(items)]


def _preview(number: int, item: IncomingPerson | Refusal) -> Preview:
    if isinstance(item, Refusal):
        said = f"{item.field}: {report.sentence(item)}" if item.field else report.sentence(item)
        return Preview(number, item.row or 0, words.say("Cannot be taken"), "", "", "", said)
    home = item.addresses[0] if item.addresses else None
    shown = ", ".join(part for part in (*home.lines, home.postcode) if part) if home else ""
    return Preview(
        number,
        item.row,
        names.display(item.family_name, item.given_name or None, item.title or None),
        dates.short(item.born_on, item.dob_precision),
        nhs_number.stated(item.nhs_number),
        shown,
        "",
    )


class PreviewCard(Card):
    """The first rows as they will be read."""

    def __init__(self) -> None:
        super().__init__(words.say("First rows, as they will be read"))
        self.model: RowsModel[Preview] = RowsModel(
            [
                Column(words.say("Row"), lambda row: str(row.row), Cell(token="muted"), 56),
                Column(words.say("Person"), _shown_name, Cell("dense_strong"), 0),
                Column(words.say("Born"), lambda row: row.born, Cell(), 108),
                Column(words.say("NHS No."), lambda row: row.number, Cell(), 116),
                Column(words.say("Address, or what is wrong"), _shown_rest, Cell(), 300, 0),
            ],
            self,
        )
        self.table = TableView(self.model, words.say("First rows, as they will be read"))
        self.body.addWidget(self.table, 1)
        self.table.setMinimumHeight(240)

    def show_rows(self, rows: Sequence[IncomingPerson | Refusal]) -> None:
        """Other rows."""
        self.caption.say(plural(len(rows), self.tr("1 row shown"), self.tr("{n} rows shown")))
        self.model.show(previews(rows))


def _shown_name(row: Preview) -> Look:
    return Look(row.name, "red" if row.refused else None)


def _shown_rest(row: Preview) -> Look:
    return Look(row.refused, "red") if row.refused else Look(row.address)


class RowsCard(Card):
    """The rows to fix; Enter opens the value, the rest can go in without them."""

    fix_asked = Signal(object)

    def __init__(self) -> None:
        self.problems = FilterChip(words.say("Problems"))
        self.all = FilterChip(words.say("As read"))
        super().__init__(words.say("Rows to fix"), "", self.problems, self.all)
        self._first: Sequence[IncomingPerson | Refusal] = ()
        self.model: RowsModel[Problem] = RowsModel(
            [
                Column(words.say("Row"), lambda row: str(row.refusal.row or ""), Cell(token="muted"), 56),
                Column(words.say("Person"), lambda row: row.person, Cell("dense_strong"), 170, 130),
                Column(words.say("Column"), lambda row: words.column_title(row.refusal.field), Cell(), 130, 0),
                Column(words.say("Value"), _value, Cell("dense_strong"), 130, 100),
                Column(words.say("What is wrong"), lambda row: report.sentence(row.refusal), Cell(), 0),
            ],
            self,
        )
        self.table = TableView(self.model, words.say("Rows to fix"))
        self.table.setMinimumHeight(150)
        self.table.opened.connect(self._open)
        self.table.key_pressed.connect(self._letter)
        self.read = PreviewCard()
        self.read.setProperty("tone", "sunk")
        self.nothing = EmptyState(words.say("Every row can be taken"), words.say("There is nothing to fix."))
        self.foot = foot(hint("Enter", words.say("Fix the value")))
        for part in (self.table, self.nothing, self.foot):
            self.body.addWidget(part, 1 if part is not self.foot else 0)
        self.body.addWidget(self.read, 1)
        self.problems.clicked.connect(lambda: self._show(PROBLEMS))
        self.all.clicked.connect(lambda: self._show(EVERYTHING))

    def show_report(self, found: report.Report, first: Sequence[IncomingPerson | Refusal]) -> None:
        """The rows of a check."""
        self._first = first
        forms = {one.document.name: one.form for one in found.detected if one.form is not None}
        self.model.show([Problem(n, r, _person(r, forms.get(r.source))) for n, r in enumerate(found.refused)])
        many = self.tr("{n} rows, the rest can go in without them")
        said = plural(len(found.refused), self.tr("1 row, the rest can go in without it"), many)
        self.caption.say(said if found.refused else "")
        self.all.setVisible(bool(first))
        self.read.show_rows(first)
        self._show(PROBLEMS)

    def _show(self, which: str) -> None:
        problems = which == PROBLEMS
        some = bool(self.model.rowCount())
        self.problems.setChecked(problems)
        self.all.setChecked(not problems)
        self.table.setVisible(problems and some)
        self.foot.setVisible(problems and some)
        self.nothing.setVisible(problems and not some)
        self.read.setVisible(not problems)

    def _open(self, line: int) -> None:
        if (row := self.model.row(line)) is not None:
            self.fix_asked.emit(row.refusal)

    def _letter(self, letter: str, line: int) -> None:
        if letter == "F":
            self._open(line)


def _value(row: Problem) -> Look:
    return Look(row.refusal.value, "red") if row.refusal.value else Look(words.say("blank"), "amber_text")


def _person(refusal: Refusal, form: CsvForm | None) -> str:
    if form is None or not refusal.cells:
        return refusal.source
    family, given, full = (
        _cell(refusal, form.index(f)) for f in (Field.FAMILY_NAME, Field.GIVEN_NAME, Field.FULL_NAME)
    )
    return names.display(family or full, given or None) or words.say("No name")


def _cell(refusal: Refusal, place: int | None) -> str:
    return refusal.cells[place].strip() if place is not None and place < len(refusal.cells) else ""
