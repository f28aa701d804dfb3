"""Caseload: which people stand in the list, and what is done to those who are ticked."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from inteam import policy
from inteam.caseload import queries, queries_views
from inteam.caseload.queries import CaseloadCount, CaseloadRow
from inteam.caseload.rules import Column, Filters
from inteam.organisations.queries import organisations, teams
from ui.app.background import Background, Job
from ui.app.messages import plural
from ui.caseload import export
from ui.caseload.listing import Listing
from ui.caseload.views import ColumnsDialog, SaveViewDialog, Tab, standing
from ui.widgets.models import PAGE, Take

_LETTERS = {"L": "contacts.log", "R": "caseload.reassign", "S": "caseload.snooze", "H": "handovers.offer"}


class CaseloadPage(Listing):
    """See and steer many people. Space ticks, R reassigns, S snoozes, L logs a contact."""

    tables: ClassVar[frozenset[str]] = frozenset({"case_work", "saved_view", "staff", "team_member", "cover"})
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Space", "Select the person"),
        ("Shift ↓", "Select a range"),
        ("Ctrl A", "Select all"),
        ("Ctrl F", "Filter this list"),
        ("Enter", "Open the person"),
        ("L", "Log contact"),
        ("R", "Reassign those selected"),
        ("S", "Snooze the next action"),
        ("H", "Offer a handover"),
        ("Alt 1 … 6", "Views"),
        ("Ctrl P", "Print a pack of those selected, or of my caseload"),
    )

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self._uncounted = False
        self._connect()

    def _connect(self) -> None:
        self.tab_chosen.connect(self._show_tab)
        self.narrowed.connect(self._narrow_to)
        self.bare_asked.connect(self._without_filters)
        self.sort_asked.connect(self._sort)
        self.all_asked.connect(self._tick_all)
        self.opened.connect(self._open)
        self.letter.connect(self._letter)
        self.arrived.connect(self._count_later)
        self.export_asked.connect(self.export_list)
        self.save_asked.connect(self.save_view)
        self.columns_asked.connect(self.choose_columns)
        self.bulk.asked.connect(self.act)
        self.bulk.cleared.connect(self._clear_ticks)
        self.background.actor_changed.connect(self._somebody_else)
        shortcut = QShortcut(QKeySequence.StandardKey.Find, self)
        shortcut.activated.connect(self.to_filter)
        to_print = QShortcut(QKeySequence("Ctrl+P"), self)
        to_print.activated.connect(self.print_pack)

    # --- reading -----------------------------------------------------------------------------------------------

    def arrive(self, *args: Any) -> None:
        """The name of a standing view may be given: tiles of Today open one."""
        if args and isinstance(args[0], int):
            self.tabs.choose(args[0])

    def reload(self) -> None:
        self.model.reload()
        self._read_count()
        self._read_tab_counts()
        today = self.background.today()
        around = partial(_surroundings, today=today, actor=self.background.actor)
        self.background.read(self, around, self._surrounded, self.fail, beside=True)

    def fetch(self, after: CaseloadRow | None, limit: int, take: Take[CaseloadRow]) -> None:
        query = partial(
            queries.caseload,
            actor=self.background.actor,
            filters=self.view.filters,
            today=self.background.today(),
            sort=self.view.sort,
            descending=self.view.descending,
            after=after.key if after is not None else None,
            limit=limit,
        )
        ahead = after is not None and self.model.rowCount() <= PAGE  # the first page is to be painted before
        self.background.read(self, query, take, self.fail, key="page", painted=ahead)

    def _read_count(self) -> None:
        """How many the list holds now; after its rows are painted, which must not wait for it."""
        self._uncounted = False
        count = self._count_of(self.view.filters)
        self.background.read(self, count, self._counted, self.fail, key="count", beside=True, painted=True)

    def _count_later(self) -> None:
        if self._uncounted:
            self._read_count()

    def _read_tab_counts(self) -> None:
        for number, tab in enumerate(self._tabs):
            then = partial(self._tab_counted, number)
            count = self._count_of(tab.view.filters)
            self.background.read(self, count, then, self.fail, key=f"tab {number}", beside=True)

    def _count_of(self, filters: Filters) -> Any:
        actor, today = self.background.actor, self.background.today()
        return partial(queries.count, actor=actor, filters=filters, today=today)

    def _counted(self, now: CaseloadCount) -> None:
        self.total = now.cases
        people = plural(now.cases, self.tr("1 person"), self.tr("{n} people"))
        late = plural(now.overdue, self.tr("1 with an overdue action"), self.tr("{n} with an overdue action"))
        self.summary.say(self.tr("{people}, {late}").format(people=people, late=late) if now.overdue else people)
        self._count_shown()
        self._count_ticked()

    def _tab_counted(self, number: int, count: CaseloadCount) -> None:
        if number < len(self._tabs):
            self.tabs.set_count(number, f"{count.cases:,}")
            if self._tabs[number].view.filters == Filters():
                self._in_all = count.cases
                if self._stack.currentWidget() in (self.empty, self.nobody):
                    self._stack.setCurrentWidget(self._why_empty())
        if number == 0:
            self.shell.set_count("caseload", f"{count.cases:,}")

    def _surrounded(self, found: tuple[Any, Any, Any, Any, int]) -> None:
        workers, team_rows, practices, kept, no_contact_days = found
        self.filters.me = self.background.actor.staff_id
        self.filters.offer(workers, team_rows, practices)
        self.bulk.offer(workers)
        tabs = [*standing(self.background.actor, no_contact_days), *(Tab(one.view, one) for one in kept)]
        if [(tab.view.name, tab.kept) for tab in tabs] != [(tab.view.name, tab.kept) for tab in self._tabs]:
            self._tabs = tabs
            self._place = min(self._place, len(tabs) - 1)
            self._build_tabs()
            self.tabs.choose(self._place)
            self._read_tab_counts()

    # --- view, order, filters ----------------------------------------------------------------------------------

    def _show_tab(self, number: int) -> None:
        self._place = number
        view = self._tabs[number].view
        if view.columns != self.view.columns:
            self._build_table(view.columns)
        self.view = view
        self._clear_ticks()
        self._again()

    def _again(self) -> None:
        self.filters.show_filters(self.view.filters)
        self.table.show_order(self.view.sort.value, descending=self.view.descending)
        self.model.reload(top=True)
        self.table.scrollToTop()
        self._uncounted = True

    def _narrow_to(self, filters: Filters) -> None:
        self.view = replace(self.view, filters=filters)
        self._clear_ticks()
        self.model.reload(top=True)
        self.table.scrollToTop()
        self._uncounted = True

    def _without_filters(self) -> None:
        self._narrow_to(Filters())
        self.filters.show_filters(Filters())

    def _sort(self, key: str, descending: bool) -> None:
        self.view = replace(self.view, sort=Column(key), descending=descending)
        self.model.reload(top=True)
        self.table.scrollToTop()

    def _somebody_else(self) -> None:
        self._tabs = standing(self.background.actor)
        self._place, self.view = 0, self._tabs[0].view
        self._clear_ticks()
        self._build_tabs()
        self.filters.show_filters(self.view.filters)

    def choose_columns(self) -> None:
        """The dialog of columns."""
        ColumnsDialog(self.shell, chosen=self.view.columns, take=self._take_columns).open()

    def _take_columns(self, chosen: tuple[Column, ...]) -> None:
        self.view = replace(self.view, columns=chosen)
        self._build_table(chosen)
        self.model.reload(top=True)
        self.table.setFocus()

    def save_view(self) -> None:
        """The dialog that keeps this list as a view."""
        SaveViewDialog(self.shell, view=self.view, kept=self._tabs[self._place].kept, finished=self._view_kept).open()

    def _view_kept(self, _name: str) -> None:
        self.table.setFocus()

    # --- rows --------------------------------------------------------------------------------------------------

    def _open(self, line: int) -> None:
        one = self.model.row(line)
        if one is not None:
            self.shell.open("person", one.person_id)

    def _letter(self, letter: str, line: int) -> None:
        one, key = self.model.row(line), _LETTERS.get(letter)
        if one is None or key is None:
            return
        if key == "contacts.log":
            self.shell.log_contact(one.person_id)
        else:
            self.act(key, only=one.case_id)

    def _tick_all(self) -> None:
        query = partial(
            queries.case_ids, actor=self.background.actor, filters=self.view.filters, today=self.background.today()
        )
        self.background.read(self, query, self.model.tick_keys, self.fail, key="all")

    def _clear_ticks(self) -> None:
        if self.model.ticked:
            self.model.tick_keys(())

    # --- what is done to them ----------------------------------------------------------------------------------

    def act(self, key: str, *, only: UUID | None = None) -> None:
        """An act of the register on those who are ticked, else on the current row."""
        if key == "caseload.export_selected":
            self.export_list(only_ticked=True)
            return
        chosen = [one for one in self.model.ticked if isinstance(one, UUID)] or ([only] if only else [])
        if not chosen:
            return
        if key == "print.people":
            self.shell.show_sheet(key, people=partial(_people, case_ids=chosen, actor=self.background.actor))
            return
        context: dict[str, Any] = {"case_ids": chosen, "finished": self._clear_ticks}
        if key == "caseload.reassign":
            context["owner_id"] = self.bulk.owner_id
        self.shell.show_sheet(key, **context)

    def print_pack(self) -> None:
        """The handover pack of those who are ticked; of my own caseload where nobody is."""
        actor = self.background.actor
        if self.model.ticked:
            self.act("print.people")
        else:
            self.shell.show_sheet("print.caseload", owner_id=actor.staff_id, owner=actor.name)

    def export_list(self, *, only_ticked: bool = False) -> None:
        """Writes what is shown, or those who are ticked, to a CSV file that the person names."""
        name, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Export list"), export.file_name(self.background.today()), self.tr("CSV files (*.csv)")
        )
        if name:
            self.write_list(Path(name), only_ticked=only_ticked)

    def write_list(self, path: Path, *, only_ticked: bool = False) -> None:
        """The export itself, in the background, with progress and Cancel."""
        ticked = frozenset(one for one in self.model.ticked if isinstance(one, UUID)) if only_ticked else None
        today, view = self.background.today(), self.view

        def job(running: Job) -> int:
            return export.write(running, path, view, today=today, only=ticked)

        def written(count: int) -> None:
            said = plural(count, self.tr("1 line written"), self.tr("{n} lines written"))
            self.shell.toast(self.tr("{said} to {file}").format(said=said, file=path.name))

        self.background.report(self, job, written, self.fail, title=self.tr("Export"))


def _people(session: Any, *, case_ids: list[UUID], actor: Any) -> list[UUID]:
    return list(dict.fromkeys(one.person_id for one in queries.rows_of(session, actor, case_ids)))


def _surroundings(session: Any, actor: Any, today: Any) -> tuple[Any, Any, Any, Any, int]:
    return (
        queries_views.workers(session, today=today),
        teams(session, on=today),
        organisations(session, on=today, kind="gp_practice"),
        queries_views.saved_views(session, actor),
        int(policy.value(session, "caseload.no_contact_days", today)),
    )
