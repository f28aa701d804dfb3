"""Which column holds what, and how the text is read; for other files, what they are."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from inteam.exchange.csv_form import CsvForm
from inteam.exchange.fields import Field
from ui.app.messages import plural
from ui.exchange import words
from ui.exchange.work import Looked
from ui.widgets.cards import Card, Strip
from ui.widgets.fields import ChoiceField
from ui.widgets.fields import Field as Labelled
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import box, clear, column, row, scrolling
from ui.widgets.marks import Rule, chip, icon

_SHOWN = 80  # columns; a longer table is mapped on the command line
_CHOICES = [(field, say) for field, say in words.FIELDS.items()]


class ColumnsCard(Card):
    """A line for each column: its header, what it holds, and how many of its cells say something."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(words.say("Columns"))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(2, 4)
        self.note = Strip("", "blue")
        self.body.addWidget(scrolling(box(column(self._grid, None)), bar=True), 1)
        self.body.addWidget(box(column(self.note, margins=(16, 8, 16, 16))))
        self.fields: dict[str, ChoiceField] = {}

    def show_form(self, form: CsvForm | None) -> None:
        """The columns of a file."""
        clear(self._grid)
        self.fields = {}
        if form is None:
            self.note.say(words.say("These files have no columns to choose."))
            self.caption.say("")
            return
        self.caption.say(words.say(words.FAMILIES.get(form.family, "Matched by their headers")))
        for line, place in enumerate(range(min(len(form.header), _SHOWN))):
            self._add(line, form, place)
        left_out = sum(1 for known in form.fields if known is None)
        one = self.tr("1 column is left out. Its text is not read or kept.")
        told = plural(left_out, one, self.tr("{n} columns are left out. Their text is not read or kept."))
        self.note.say(told if left_out else words.say("All columns are taken."))

    def _add(self, line: int, form: CsvForm, place: int) -> None:
        header, known = form.header[place], form.fields[place]
        shown = header or words.say("Column {number}").format(number=place + 1)
        choice = ChoiceField(words.say("What {column} holds").format(column=shown), _CHOICES)
        choice.set_value(known or Field.LEAVE_OUT)
        choice.changed.connect(partial(self._changed, header, choice))
        choice.setEnabled(bool(header))
        self.fields[header] = choice
        at = line * 2
        self._grid.addWidget(box(row(Label(shown, "dense", "muted", elide=True), margins=(16, 4, 4, 4))), at, 0)
        self._grid.addWidget(icon("arrow_right", 14, "muted"), at, 1)
        self._grid.addWidget(box(row(choice, margins=(8, 2, 8, 2))), at, 2)
        self._grid.addWidget(box(row(self._count(form, place), margins=(0, 4, 16, 4))), at, 3)
        self._grid.addWidget(Rule(), at + 1, 0, 1, 4)

    def _count(self, form: CsvForm, place: int) -> QWidget:
        if form.fields[place] is None:
            return Label("", "dense")
        filled, rows = form.filled[place], form.rows
        if filled == rows:
            return chip(f"{filled:,}", "green")
        needed = form.fields[place] in (Field.NHS_NUMBER, Field.BORN_ON, Field.FAMILY_NAME)
        said = words.say("{filled} of {rows}").format(filled=f"{filled:,}", rows=f"{rows:,}")
        return chip(said, "amber" if needed else "plain")

    def _changed(self, header: str, choice: ChoiceField) -> None:
        self.chosen.emit(header, str(choice.value() or Field.LEAVE_OUT))


class HowRead(Card):
    """Encoding, delimiter and the order of dates, as they were detected; each can be changed."""

    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(words.say("How the text is read"), words.say("Detected; change what is wrong"))
        self.encoding = ChoiceField(words.say("Encoding"), words.ENCODINGS)
        self.delimiter = ChoiceField(words.say("Between cells"), words.DELIMITERS)
        self.dates = ChoiceField(words.say("Dates"), words.ORDERS)
        flow = FlowLayout(gap=16)
        self._fields = {}
        for key, title, choice in (
            ("encoding", words.say("Encoding"), self.encoding),
            ("delimiter", words.say("Between cells"), self.delimiter),
            ("dates", words.say("Dates"), self.dates),
        ):
            labelled = Labelled(title, choice)
            labelled.setFixedWidth(200)
            self._fields[key] = labelled
            flow.addWidget(labelled)
            choice.changed.connect(partial(self._told, key, choice))
        self.inside(box(flow))

    def _told(self, key: str, choice: ChoiceField) -> None:
        self.changed.emit(key, str(choice.value()))

    def show_form(self, form: CsvForm) -> None:
        """How a file is read."""
        for choice, value in ((self.encoding, form.encoding), (self.delimiter, form.delimiter)):
            choice.blockSignals(True)
            choice.set_value(value)
            choice.blockSignals(False)
        self.dates.blockSignals(True)
        self.dates.set_value(str(form.dates) if form.dates else None)
        self.dates.blockSignals(False)
        two_ways = words.say("Choose it: these dates can be read in two ways.")
        problem = words.say("Choose it: some dates are day first, others month first.") if form.mixed else two_ways
        self._fields["dates"].set_problem("" if form.dates else problem)


class Found(Card):
    """What the files are, where there are several or none has columns."""

    def __init__(self) -> None:
        super().__init__(words.say("What was found"))
        self._lines = column(gap=6)
        self.inside(box(self._lines))
        self.body.addStretch(1)

    def show_looked(self, looked: Looked) -> None:
        """One line for each kind of file."""
        clear(self._lines)
        kinds = Counter(one.kind for one in looked.documents)
        titles = {
            "csv": (self.tr("1 list of people as CSV"), self.tr("{n} lists of people as CSV")),
            "list": (self.tr("1 list about people as CSV"), self.tr("{n} lists about people as CSV")),
            "table": (self.tr("1 table without people, not taken"), self.tr("{n} tables without people, not taken")),
            "fhir": (self.tr("1 FHIR R4 file"), self.tr("{n} FHIR R4 files")),
            "gp_list": (self.tr("1 registration extract"), self.tr("{n} registration extracts")),
            "ods": (self.tr("1 organisation file"), self.tr("{n} organisation files")),
        }
        for kind in kinds:
            self._lines.addWidget(Label(plural(kinds[kind], *titles[kind]), "dense"))
        others = sum(len(source.others) for source in looked.sources)
        if others:
            said = plural(others, self.tr("1 other file, not taken"), self.tr("{n} other files, not taken"))
            self._lines.addWidget(Label(said, "dense", "muted"))
