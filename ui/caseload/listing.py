"""The caseload as it looks: tabs of views, filters, the table with its foot, and what stands there when it is empty."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from inteam.caseload.queries import CaseloadRow
from inteam.caseload.rules import FIRST_COLUMNS, Column, View
from ui.app.acts import act_button
from ui.app.background import Background
from ui.app.page import Page
from ui.caseload.bulk import BulkBar
from ui.caseload.columns import columns
from ui.caseload.filters import FilterBar
from ui.caseload.views import Tab, standing
from ui.widgets.bars import Tabs
from ui.widgets.cards import Card, EmptyState, foot
from ui.widgets.delegates import ROOT
from ui.widgets.flow import ShownPart
from ui.widgets.focus import show_part
from ui.widgets.labels import Label
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.marks import hint
from ui.widgets.models import PagedModel, Take
from ui.widgets.tab_strip import TabStrip
from ui.widgets.table import TableView

_SMALL = 860
_BEFORE_THE_END = 120  # rows: three screens


class Listing(Page):
    """The parts of the caseload; which rows stand in them, and what is done to those, is CaseloadPage's.

    It tells tab_chosen(place), narrowed(filters), bare_asked() (no filters), sort_asked(column, descending),
    all_asked() (tick everybody), opened(line), letter(key, line), arrived() (rows stand there), and which button was
    pressed.
    """

    tab_chosen = Signal(int)
    narrowed = Signal(object)
    bare_asked = Signal()
    sort_asked = Signal(str, bool)
    all_asked = Signal()
    opened = Signal(int)
    letter = Signal(str, int)
    arrived = Signal()
    export_asked = Signal()
    save_asked = Signal()
    columns_asked = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self._tabs: list[Tab] = standing(background.actor)
        self._place = 0
        self._small = False  # at 200 %: tall rows
        self._in_all: int | None = None  # cases in the view without filters, once counted
        self.view: View = self._tabs[0].view
        self.total = 0
        self.title, self.summary = Label("Caseload", "title"), Label("", "body", "muted", elide=True)
        self.export = act_button("caseload.export", self.export_asked.emit)
        self.export.set_icon("download")
        add = act_button("people.add", lambda: self.shell.show_sheet("people.add"))
        add.set_icon("plus")
        self._head = row(self.title, 8, self.summary, None, self.export, 8, add)
        self._under = row()  # in a small window the summary stands here, whole
        self.body.addLayout(column(self._head, self._under))
        self.body.addWidget(self._card(), 1)
        self.bulk = BulkBar()
        self.bulk.hide()
        self.body.addWidget(self.bulk)

    def _card(self) -> Card:
        card = Card()
        card.setAccessibleName(self.tr("Caseload"))
        self._tab_holder = column()
        card.body.addLayout(self._tab_holder)
        self._build_tabs()
        self.filters = FilterBar()
        self.filters.show_filters(self.view.filters)
        self.filters.changed.connect(self.narrowed)
        self.filters.left.connect(self._leave_filters)
        self._tools = tools = row(margins=(16, 12, 16, 12))
        tools.addWidget(self.filters, 1)
        choose = act_button("caseload.columns", self.columns_asked.emit, height=28)
        choose.set_icon("columns")
        tools.addWidget(choose)
        card.body.addLayout(tools)
        self._stack = ShownPart()
        self.empty = EmptyState(
            self.tr("Nobody is in this list"),
            self.tr("Cases appear here once a referral is accepted."),
            self.tr("Take the filters off"),
            self.bare_asked.emit,
        )
        self._stack.addWidget(self.empty)
        self.nobody = EmptyState(
            self.tr("No case is open yet"),
            self.tr("Add a referral and accept it, or import people: then your caseload stands here."),
            self.tr("Add referral"),
            lambda: self.shell.show_sheet("referrals.add"),
        )
        self._stack.addWidget(self.nobody)
        card.body.addWidget(self._stack, 1)
        self._shown = Label("", "caption", "muted", elide=True)
        hints = [("Space", "Select"), ("Shift ↓", "Select range"), ("Ctrl A", "All"), ("Ctrl F", "Filter")]
        self._hints = box(row(*(hint(keys, self.tr(said)) for keys, said in hints), gap=16))
        card.body.addWidget(foot(self._hints, first=self._shown))
        self._build_table(FIRST_COLUMNS)
        return card

    def _build_tabs(self) -> None:
        clear(self._tab_holder)
        self.tabs = Tabs([(tab.view.name, "") for tab in self._tabs], in_card=True, action=self.tr("Save view"))
        self.tabs.changed.connect(self.tab_chosen)
        self.tabs.action.clicked.connect(self.save_asked)
        self._tab_holder.addWidget(TabStrip(self.tabs))

    def _build_table(self, chosen: Sequence[Column]) -> None:
        ticked = self.model.ticked if hasattr(self, "model") else set()
        self.model: PagedModel[CaseloadRow] = PagedModel(
            columns(chosen, self.background.today),
            self.fetch,
            self,
            key=lambda one: one.case_id,
            boxes=True,
        )
        self.model.ticked = ticked
        table = TableView(self.model, self.tr("Caseload"), all_keys=self.all_asked.emit)
        table.opened.connect(self.opened)
        table.key_pressed.connect(self.letter)
        table.sort_asked.connect(self.sort_asked)
        table.show_order(self.view.sort.value, descending=self.view.descending)
        table.set_narrow(self.narrow, small=self._small)
        table.verticalScrollBar().valueChanged.connect(self._scrolled)
        table.verticalScrollBar().rangeChanged.connect(lambda *_range: self._count_shown())  # other heights too
        self.model.ticked_changed.connect(self._count_ticked)
        self.model.loaded.connect(self._loaded)
        before: TableView | None = getattr(self, "table", None)
        if before is not None:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.table: TableView = table
        self._stack.addWidget(table)
        self._stack.setCurrentWidget(table)
        self.setMinimumHeight(0)

    def reflow(self, narrow: bool) -> None:
        super().reflow(narrow)
        self.table.set_narrow(narrow, small=self._small)
        self._hints.setVisible(not narrow)
        self.table.setMinimumHeight(280 if narrow else 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        small = self.width() < _SMALL
        if small != self._small:
            self._small = small
            before, line = (self._head, self._under) if small else (self._under, self._head)
            before.removeWidget(self.summary)
            line.insertWidget(0 if small else 2, self.summary)
            above = 6 if small else 12
            self._tools.setContentsMargins(16, above, 16, above)
            self.table.set_narrow(self.narrow, small=small)

    def first_focus(self) -> QWidget:
        return self.table

    def fetch(self, after: CaseloadRow | None, limit: int, take: Take[CaseloadRow]) -> None:
        """Asks for the rows after one."""
        raise NotImplementedError

    # --- what stands there ---------------------------------------------------------------------------------------

    def _loaded(self) -> None:
        none = self.model.rowCount() == 0
        says = self._why_empty()
        show_part(self._stack, says if none else self.table, says.button if none else self.table)
        if not none and not self.table.currentIndex().isValid():
            self.table.go_to(0)  # so that the first Space, R or L has a row
        self._count_shown()
        self._count_ticked()
        self.arrived.emit()

    def _why_empty(self) -> EmptyState:
        """What helps: fewer filters, or in a file without a case the first referral."""
        return self.nobody if self._in_all == 0 else self.empty

    def _scrolled(self) -> None:
        self._count_shown()
        # The next page is asked for before the end is seen, so that scrolling never waits for it.
        rows, last = self.model.rowCount(), self.table.rowAt(self.table.viewport().height() - 1)
        if last >= rows - _BEFORE_THE_END and self.model.canFetchMore(ROOT):
            self.model.fetchMore(ROOT)

    def _count_shown(self) -> None:
        rows = self.model.rowCount()
        if not rows:
            self._shown.say(self.tr("Nobody"))
            return
        view = self.table.viewport()
        first, last = self.table.rowAt(0), self.table.rowAt(view.height() - 1)
        last = last if last >= 0 else rows - 1
        total = max(self.total, rows)
        self._shown.say(
            self.tr("{first} to {last} of {total}").format(
                first=f"{first + 1:,}", last=f"{last + 1:,}", total=f"{total:,}"
            )
        )

    def _count_ticked(self) -> None:
        self.bulk.show_count(len(self.model.ticked), max(self.total, self.model.rowCount()))

    # --- the filter of words -------------------------------------------------------------------------------------

    def to_filter(self) -> None:
        """Ctrl+F: to the filter of words."""
        self.filters.search.edit.setFocus()
        self.filters.search.edit.selectAll()

    def _leave_filters(self) -> None:
        """Esc in the empty filter of words: back to the list, or to what stands in its place."""
        shown = self._stack.currentWidget()
        target = shown.button if isinstance(shown, EmptyState) else self.table
        target.setFocus(Qt.FocusReason.TabFocusReason)
