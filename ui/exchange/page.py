"""Import: file, columns, check, duplicates, import. Nothing is written before the last step."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from inteam.errors import InteamError
from inteam.exchange import deciding, queries, report, service, undoing
from inteam.exchange.deciding import Choice
from inteam.exchange.incoming import Refusal
from inteam.exchange.queries import BatchRow
from inteam.exchange.report import Report
from inteam.exchange.values import DateOrder
from ui.app.background import Background, Failed, Job
from ui.app.messages import plural
from ui.app.shell import as_widget
from ui.exchange import undo, work
from ui.exchange.dropping import Dropping
from ui.exchange.fixing import FixDialog
from ui.exchange.same import Pair, pair, waiting_pair
from ui.exchange.steps import CHECK, COLUMNS, DONE, FILE, SAME, Acts, Steps
from ui.exchange.words import said_of
from ui.exchange.work import Looked, Plan

T = TypeVar("T")


class ImportPage(Steps):
    """The steps of an import; Ctrl+Enter goes on, Esc goes back."""

    tables: ClassVar[frozenset[str]] = frozenset({"import_batch", "held_row"})
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Ctrl+Enter", "Go on"),
        ("Esc", "Go back a step"),
        ("Enter or F", "Fix the value of the current row"),
        ("1, 2, 3", "Same person keep ours; take new values; different people"),
        ("PgDn, PgUp", "Next and previous pair"),
        ("U", "Undo a past import"),
    )

    def __init__(self, background: Background) -> None:
        acts = Acts(
            choose_files=self.choose_files,
            choose_folder=self.choose_folder,
            decide_waiting=self.decide_waiting,
            begin_again=self.begin_again,
            undo_this=self.undo_this,
            save_refused=self.save_refused,
            go_on=self.go_on,
            go_back=self.go_back,
        )
        super().__init__(background, acts)
        self._connect()
        self.go(FILE)

    def _connect(self) -> None:
        Dropping(self, self._take_dropped)
        self.columns.chosen.connect(self._map)
        self.how.changed.connect(self._choose_how)
        self.rows.fix_asked.connect(self.fix)
        self.same.decided.connect(self._decided)
        self.same.moved.connect(self._say_next)
        self.start.undo_asked.connect(self._ask_undo)
        for keys, do in (("Ctrl+Return", self.go_on), ("Ctrl+Enter", self.go_on), ("Escape", self.go_back)):
            QShortcut(QKeySequence(keys), self, do)

    # --- the page ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Past imports and what waits."""
        self.background.read(self, queries.past, self._show_past, self.fail, key="past")

    def _show_past(self, answer: tuple[list[BatchRow], int]) -> None:
        self.start.show_past(*answer)

    def go_on(self) -> None:
        """The next step, or the import itself."""
        if self.step == COLUMNS and self.next.isEnabled():
            self.check()
        elif self.step == CHECK and self.report is not None and self.report.held:
            self.go(SAME)
        elif self.step == SAME and self.deciding:
            self.begin_again()
        elif self.step in (CHECK, SAME):
            self.import_now()

    def go_back(self) -> None:
        """A step back; what was chosen stays."""
        if self.step == FILE or self.step == DONE:
            return
        self.go(FILE if self.deciding or self.step == COLUMNS else self.step - 1)
        self.deciding = False

    def _run(self, job: Callable[[Job], T], then: Callable[[T], None], failed: Failed, title: str) -> None:
        self.running = title
        self.background.report(self, job, then, failed, title=title).finished.connect(self._ran)

    def _ran(self) -> None:
        self.running = ""

    def begin_again(self) -> None:
        """Another import."""
        self.plan, self.looked, self.report, self.deciding = Plan(), None, None, False
        self.go(FILE)
        self.mark_stale()

    # --- choosing ---------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files."""
        if self.step == DONE:
            self.begin_again()
        kinds = self.tr("Lists and records (*.csv *.txt *.tsv *.json *.ndjson *.xml *.zip *.csa *.csb);;All files (*)")
        found, _kind = QFileDialog.getOpenFileNames(self, self.tr("Choose files"), "", kinds)
        self.look([Path(name) for name in found])

    def choose_folder(self) -> None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose folder"))
        self.look([Path(name)] if name else [])

    def look(self, paths: Sequence[Path]) -> None:
        """Tell what was chosen."""
        if paths:
            self._look(Plan(tuple(paths)))

    def _look(self, plan: Plan) -> None:
        job = partial(work.look, paths=plan.paths, options=plan.options, today=self.background.today())
        self._run(job, partial(self._show_looked, plan), self._not_looked, self.tr("Reading the file"))

    def _take_dropped(self, paths: Sequence[Path]) -> None:
        if self.deciding or self.step == DONE:
            self.begin_again()
        self.look(paths)

    def _show_looked(self, plan: Plan, looked: Looked) -> None:
        self.plan, self.looked, self.report = plan, looked, None
        self.problem.hide()
        form = looked.form
        self.columns.show_form(form)
        self.found.show_looked(looked)
        if form is not None:
            self.how.show_form(form)
            self.first_rows.show_rows(looked.rows)
        self.caption.say(said_of(looked))
        self.go(COLUMNS)

    def _not_looked(self, error: InteamError) -> None:
        self.fail(error)
        source = str(error.facts.get("source", ""))
        words_said = report.named(error, source) if source else ""
        if words_said:
            self.problem.say(words_said, "red")

    def _map(self, header: str, field: str) -> None:
        columns = {**self.plan.options.columns, header: field}
        self.plan.options = replace(self.plan.options, columns=columns)
        self._look(self.plan)

    def _choose_how(self, key: str, value: str) -> None:
        chosen: dict[str, Any] = {key: DateOrder(value) if key == "dates" else value}
        self.plan.options = replace(self.plan.options, **chosen)
        self._look(self.plan)

    # --- checking ---------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Decide all rows, and write nothing."""
        job = partial(work.check, paths=self.plan.paths, options=self.plan.options, today=self.background.today())
        self.next.setEnabled(False)
        self._run(job, self._checked, self._not_checked, self.tr("Checking all rows"))

    def _not_checked(self, error: InteamError) -> None:
        self.next.setEnabled(True)
        self._not_looked(error)

    def _checked(self, found: Report) -> None:
        self.report = found
        self.next.setEnabled(True)
        self.counts.ready.say(found.created + found.updated)
        self.counts.wrong.say(len(found.refused))
        self.counts.maybe.say(len(found.held))
        self.counts.same.say(found.unchanged)
        self.save.setVisible(bool(found.refused))
        self.rows.show_report(found, self.looked.rows if self.looked else ())
        self.same.decisions = dict(self.plan.decisions)
        self.same.show_pairs([pair(held) for held in found.held])
        self.plan.decisions = dict(self.same.decisions)
        self.go(CHECK)

    def fix(self, refusal: Refusal) -> None:
        """Mend the value of a row; all rows are checked again."""
        form = self.looked.form if self.looked else None
        if form is None or refusal.row is None or refusal.source != form.source:
            self.shell.toast(self.tr("This row can only be mended in its file."))
            return
        place = form.header.index(refusal.field) if refusal.field in form.header else None
        if place is None:
            self.shell.toast(self.tr("This row can only be mended in its file."))
            return
        FixDialog(as_widget(self.shell), refusal, partial(self._fixed, (refusal.source, refusal.row, place))).open()

    def _fixed(self, where: tuple[str, int, int], cell: str) -> None:
        self.plan.options = replace(self.plan.options, fixes={**self.plan.options.fixes, where: cell})
        self.check()

    def save_refused(self) -> None:
        """Ask where to, and write the refused rows."""
        if self.report is None:
            return
        kinds = self.tr("CSV files (*.csv)")
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save problem rows"), "rows-to-fix.csv", kinds)
        if name:
            self.write_refused(Path(name))

    def write_refused(self, path: Path) -> None:
        """Write the refused rows of the last check or import."""
        if self.report is not None:
            job = partial(work.save_refused, path=path, report=self.report)
            self._run(job, self._saved_refused, self.fail, self.tr("Saving rows"))

    def _saved_refused(self, count: int) -> None:
        self.shell.toast(plural(count, self.tr("1 row saved"), self.tr("{n} rows saved")))

    # --- duplicates -------------------------------------------------------------------------------------------

    def decide_waiting(self) -> None:
        """Decide rows of earlier imports."""
        self.background.read(self, service.waiting_rows, self._show_waiting, self.fail, key="waiting")

    def _show_waiting(self, rows: list[service.Waiting]) -> None:
        pairs = [waiting_pair(one) for one in rows]
        self.deciding = True
        self.caption.say(plural(len(pairs), self.tr("1 row waits"), self.tr("{n} rows wait")))
        self.same.decisions = {}
        self.same.show_pairs(pairs)
        self.go(SAME)

    def _decided(self, pair: Pair, choice: Choice) -> None:
        if not self.deciding:
            self.plan.decisions[str(pair.key)] = choice
            self._say_next()
            return
        held_id: UUID = pair.key
        use_case = partial(deciding.decide, held_id=held_id, choice=choice)
        self.background.write(self, use_case, self._written, self.fail, done=self.tr("Row decided"))

    def _written(self, _person_id: UUID) -> None:
        if not self.same.open_count:
            self.begin_again()

    # --- importing --------------------------------------------------------------------------------------------

    def import_now(self) -> None:
        """The last step: all of it, or nothing."""
        decisions = dict(self.plan.decisions)
        job = partial(work.run, paths=self.plan.paths, options=self.plan.options, decisions=decisions)
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        self._run(job, self._imported, self._not_imported, self.tr("Importing"))

    def _imported(self, done: Report) -> None:
        self.report = done
        self._unlock()
        self.done.show_report(done)
        self.go(DONE)

    def _not_imported(self, error: InteamError) -> None:
        self._unlock()
        self._not_looked(error)

    def _unlock(self) -> None:
        self.next.setEnabled(True)
        self.back.setEnabled(True)

    # --- undo -------------------------------------------------------------------------------------------------

    def undo_this(self) -> None:
        """Undo the import that was just made."""
        if self.report is not None and self.report.batch_id is not None:
            self._undo(self.report.batch_id)

    def _ask_undo(self, batch: BatchRow) -> None:
        undo.ask_first(as_widget(self.shell), batch, partial(self._undo, batch.id))

    def _undo(self, batch_id: UUID) -> None:
        use_case = partial(undoing.undo_import, batch_id=batch_id)
        self.background.write(self, use_case, self._undone, self.fail)

    def _undone(self, done: undoing.Undone) -> None:
        self.shell.toast(undo.outcome(done))
        self.begin_again()
