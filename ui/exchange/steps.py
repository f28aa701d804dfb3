"""The steps of an import as they look: what is shown at each, and what its buttons say."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from inteam.exchange import undoing
from inteam.exchange.deciding import Choice
from inteam.exchange.report import Report
from ui.app.acts import act_button
from ui.app.background import Background
from ui.app.messages import plural
from ui.app.page import Page
from ui.exchange import words
from ui.exchange.columns import ColumnsCard, Found, HowRead
from ui.exchange.done import DoneStep
from ui.exchange.parts import Counts, Stepper
from ui.exchange.rows import PreviewCard, RowsCard
from ui.exchange.same import SameCard
from ui.exchange.start import StartStep
from ui.exchange.work import Looked, Plan
from ui.widgets.flow import Columns, ShownPart
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, row

FILE, COLUMNS, CHECK, SAME, DONE = range(5)
COLUMNS_WIDE = 420


Act = Callable[[], None]


@dataclass(frozen=True)
class Acts:
    """What the buttons of the steps do."""

    choose_files: Act
    choose_folder: Act
    decide_waiting: Act
    begin_again: Act
    undo_this: Act
    save_refused: Act
    go_on: Act
    go_back: Act


class Steps(Page):
    """The cards of the steps and the buttons below them; what the steps do is ImportPage's."""

    def __init__(self, background: Background, acts: Acts) -> None:
        super().__init__(background)
        self.plan = Plan()
        self.looked: Looked | None = None
        self.report: Report | None = None
        self._step = FILE
        self._narrow = False
        self.running = ""  # what takes its time now, in words
        self.deciding = False  # rows of earlier imports, each decision written at once
        self.caption = Label("", "body", "muted", elide=True)
        names = ("File", "Columns", "Check rows", "Duplicates", "Import")
        self.stepper = Stepper([words.say(name) for name in names])
        self.body.addLayout(row(Label(self.tr("Import"), "title"), self.caption, None, self.stepper, gap=16))
        self.start = StartStep(acts.choose_files, acts.choose_folder, acts.decide_waiting, background.now)
        self.columns, self.how, self.found = ColumnsCard(), HowRead(), Found()
        self.first_rows, self.rows, self.same = PreviewCard(), RowsCard(), SameCard()
        self.save = act_button("exchange.refused", acts.save_refused, height=28)
        self.counts = Counts(self.save)
        self.done = DoneStep(acts.begin_again, acts.undo_this, acts.save_refused)
        self.parts = ShownPart()
        for part in (self.start, self._work_area(), self.done):
            self.parts.addWidget(part)
        self.body.addWidget(self.parts, 1)
        said = self.tr("Nothing is written until the last step. Each import can be undone for {days} days.")
        self.promise = Label(said.format(days=undoing.UNDO_WITHIN.days), "dense", "muted", elide=True)
        self.back = act_button("exchange.back", acts.go_back)
        self.next = act_button("exchange.next", acts.go_on, "primary")
        self.body.addLayout(row(self.promise, None, self.back, self.next, gap=12))

    def _work_area(self) -> QWidget:
        """Columns at the left; at the right what the step is about."""
        right = column(self.how, self.found, gap=16)
        for card in (self.first_rows, self.rows, self.same):
            right.addWidget(card, 1)
        self._columns = Columns((self.columns, COLUMNS_WIDE), (box(right), 0))
        return box(column(self.counts, self._columns, gap=16))

    def _arrange(self, step: int) -> None:
        """Show the parts of a step."""
        looked, form = self.looked, self.looked.form if self.looked else None
        several = looked is not None and (form is None or len(looked.documents) > 1)
        shown = {
            self.counts: step in (CHECK, SAME) and not self.deciding,
            # One below the other, the columns would push the rows to fix out of sight; Back shows them again.
            self.columns: form is not None and (step == COLUMNS or (step == CHECK and not self._narrow)),
            self.how: form is not None and step == COLUMNS,
            self.found: several and step == COLUMNS,
            self.first_rows: form is not None and step == COLUMNS,
            self.rows: step == CHECK,
            self.same: step == SAME or (step == CHECK and self.same.pair is not None),
        }
        for part, yes in shown.items():
            part.setVisible(yes)
        self.parts.setCurrentIndex(0 if step == FILE else 2 if step == DONE else 1)
        self.parts.updateGeometry()

    def first_focus(self) -> QWidget | None:
        return (self.start.choose, self.columns, self.rows.table, self.same, self.done.again)[self.step]

    def reflow(self, narrow: bool) -> None:
        self.stepper.set_short(narrow)
        self._columns.set_narrow(narrow)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange(self.step)
        for table in (self.start.table, self.first_rows.table, self.rows.table, self.rows.read.table):
            table.set_narrow(narrow)

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self._step

    def go(self, step: int) -> None:
        """Show a step."""
        self._step = step
        self.stepper.go(step)
        self._arrange(step)
        self.problem.hide()
        self.back.setVisible(step in (COLUMNS, CHECK, SAME))
        self.next.setVisible(step in (COLUMNS, CHECK, SAME))
        self.promise.setVisible(step != DONE)
        if step == FILE:
            self.caption.say("")
        self._say_next()
        if self.isVisible() and (first := self.first_focus()) is not None:
            first.setFocus()

    def _say_next(self) -> None:
        self.next.setText(self._next_words())
        self.next.setEnabled(not (self.step == COLUMNS and self.looked is not None and self.looked.unclear))

    def _next_words(self) -> str:
        if self.deciding:
            return self.tr("Finish")
        if self.step == COLUMNS or self.report is None:
            return self.tr("Check rows")
        if self.step == CHECK and self.report.held:
            return self.tr("Check duplicates, {n}").format(n=f"{len(self.report.held):,}")
        ready = self.report.created + self.report.updated + self._decided_count()
        return plural(ready, self.tr("Import 1 person"), self.tr("Import {n} people")) if ready else self.tr("Import")

    def _decided_count(self) -> int:
        wanted = (Choice.DIFFERENT, Choice.SAME_UPDATE)
        return sum(1 for choice in self.plan.decisions.values() if choice in wanted)
