"""The referrals page: the board or the list, and the panel in which one decides."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedLayout, QWidget

from inteam.cases.queries_triage import TriageView, triage_view
from inteam.referrals import queries, queries_ended, queries_feedback
from inteam.referrals.queries import Board, CardRow
from inteam.referrals.queries_ended import EndedRow
from inteam.referrals.queries_feedback import FeedbackRow
from ui.app.acts import act_button
from ui.app.background import Background
from ui.app.page import Page
from ui.referrals.board import BoardView
from ui.referrals.columns import columns
from ui.referrals.ended import EndedCard
from ui.referrals.filters import Filters
from ui.referrals.panel import WIDTH, ReferralPanel
from ui.widgets.cards import Card, EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, row
from ui.widgets.models import RowsModel
from ui.widgets.overlay import Sheet
from ui.widgets.segmented import SegmentedControl
from ui.widgets.table import TableView

BOARD, LIST, NOTHING, ENDED = range(4)
_SMALL = 1000  # a window at 200 %
"""The parts of the page; the third control shows ENDED, as an empty board or list shows NOTHING."""
ONE_COLUMN = 900  # under this the tools stand below the title


class ReferralsPage(Page):
    """Arrows move among the cards; A accepts, M asks, X declines, D redirects, L logs a contact."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "referral",
            "referral_reason",
            "referral_question",
            "referral_clock",
            "feedback",
            "care_case",
            "person",
            "setting",
        }
    )
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓ ← →", "Move among the referrals"),
        ("A", "Accept"),
        ("M", "Ask for more, or write down the answer"),
        ("X", "Decline"),
        ("D", "Redirect"),
        ("L", "Log contact"),
        ("O, W, C", "Offer, waiting list, close"),
        ("R", "Reopen one that has ended"),
        ("F", "Feedback that is due"),
        ("Enter", "To the panel"),
    )

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self._wanted: UUID | None = None
        self._panel_sheet: Sheet | None = None
        self._nothing = False
        self._make()
        self._lay_out()

    def _make(self) -> None:
        self.counts = Label("", "body", "muted", elide=True)
        self.filters = Filters(self)
        self.filters.changed.connect(self.reload)
        self.ways = SegmentedControl(
            self.tr("Show as"), [(self.tr("Board"), ""), (self.tr("List"), ""), (self.tr("Ended"), "")], BOARD
        )
        self.ways.setFixedWidth(212)
        self.ways.chosen.connect(self._way_chosen)
        self.board = BoardView()
        self.board.chosen.connect(self._chosen)
        self.board.opened.connect(lambda _card: self._to_panel())
        self.board.key_pressed.connect(self._key)
        self.model: RowsModel[CardRow] = RowsModel(columns())
        self.table = TableView(self.model, self.tr("Referrals"))
        self.table.current_changed.connect(self._line_chosen)
        self.table.opened.connect(lambda _line: self._to_panel())
        self.table.key_pressed.connect(lambda letter, _line: self._key(letter))
        self.ended = EndedCard(self._fetch_ended)
        self.ended.table.current_changed.connect(self._ended_chosen)
        self.ended.table.opened.connect(lambda _line: self._to_panel())
        self.ended.table.key_pressed.connect(lambda letter, _line: self._key(letter))
        self.panel = ReferralPanel(self.background)
        self.panel.closed.connect(self._close_panel)

    def _lay_out(self) -> None:
        add = act_button("referrals.add", self._add)
        add.set_icon("plus")
        self.owed = act_button("referrals.owed", self._owed)
        self.owed.hide()
        tools = box(FlowLayout(self.owed, *self.filters.chips, self.ways, add, gap=12, row_height=36))
        title = row(gap=12)
        title.addWidget(Label(self.tr("Referrals"), "title"))
        title.addWidget(self.counts, 1)
        self._head = row(gap=12)
        self._head.addLayout(title, 1)
        self._head.addWidget(tools)
        self.body.addLayout(self._head)
        self.empty = EmptyState(
            self.tr("No referrals are waiting"),
            self.tr("New ones appear here, oldest first, with the time they have waited."),
            self.tr("Add referral"),
            self._add,
        )
        table_card = Card()
        table_card.body.addWidget(self.table)
        self.table.begin_card(table_card, alone=True)
        holder = QWidget()
        self._stack = QStackedLayout(holder)  # a stack without a parent shows its first part as a window
        self._parts = (self.board, table_card, self.empty, self.ended)
        for part in self._parts:
            self._stack.addWidget(part)
        self.panel.setFixedWidth(WIDTH)
        self._side = row(gap=16)
        self._side.addWidget(holder, 1)
        self._side.addWidget(self.panel)
        self.body.addLayout(self._side, 1)

    # --- reading ----------------------------------------------------------------------------------------------

    def arrive(self, *args: Any) -> None:
        """Optionally the id of a referral to choose."""
        if args and isinstance(args[0], UUID):
            self._wanted = args[0]
            self.mark_stale()

    def reload(self) -> None:
        query = partial(
            queries.board,
            now=self.background.now(),
            team_id=self.background.actor.team_id,
            sources=self.filters.sources,
            pathway_key=self.filters.pathway,
        )
        self.background.read(self, query, self._show, self.fail, key="board")
        if self.way == ENDED:
            self.ended.read(self.background.today())
            if self.panel.view is not None:
                self._read_panel(self.panel.view.panel.referral.id)
        actor, today = self.background.actor, self.background.today()
        owed = partial(queries_feedback.feedback_due, team_id=actor.team_id, on=today)
        self.background.read(self, owed, self._show_owed, self.fail, key="owed")

    @property
    def way(self) -> int:
        """BOARD, LIST or ENDED: what is asked for at the top."""
        return ENDED if self.ways.current == 2 else self.ways.current

    def _fetch_ended(self, after: EndedRow | None, limit: int, take: Any) -> None:
        query = partial(
            queries_ended.ended,
            on=self.background.today(),
            team_id=self.background.actor.team_id,
            sources=self.filters.sources,
            pathway_key=self.filters.pathway,
            after=(after.closed_on, after.id) if after else None,
            limit=limit,
        )
        self.background.read(self, query, take, self.fail, key="ended")

    def _ended_chosen(self, line: int) -> None:
        chosen = self.ended.model.row(line)
        if chosen is not None and self.way == ENDED:
            self._read_panel(chosen.id)

    def _show(self, board: Board) -> None:
        over = self.tr("%n past standard", "", board.over) if board.over else ""
        said = ", ".join(part for part in (f"{board.count} open", over) if part)
        self.counts.say(said.replace("1 past their", "1 past its"))
        everybody = [card for listed in board.columns.values() for card in listed]
        by_wait: list[CardRow] = sorted(everybody, key=lambda card: (card.received_at, card.id))
        self.model.show(list(by_wait))
        self.board.show_board(board)
        if self._wanted is not None and self.board.select_id(self._wanted):
            self._wanted = None
        elif not self.narrow:
            self.board.select_first()
        self._nothing = not everybody and not self.filters.narrowed
        self._turn()
        new = len(board.columns["new"])
        self.shell.set_count("referrals", str(new) if new else "", unread=bool(new))

    def _chosen(self, card: CardRow | None) -> None:
        if self.way == ENDED:
            return  # the panel shows one that has ended
        if card is None:
            self.panel.show_nothing()
            return
        line = self.model.line_of(card.id)
        if line >= 0 and self.table.current_row != line:
            self.table.blockSignals(True)
            self.table.setCurrentIndex(self.model.index(line, 0))
            self.table.blockSignals(False)
        self._read_panel(card.id)

    def _read_panel(self, referral_id: UUID) -> None:
        query = partial(triage_view, referral_id=referral_id, now=self.background.now())
        self.background.read(self, query, self._show_panel, self.fail, key="panel")

    def _show_panel(self, view: TriageView | None) -> None:
        if view is None:
            self.panel.show_nothing()
        else:
            self.panel.show_view(view)

    def _line_chosen(self, line: int) -> None:
        card = self.model.row(line)
        if card is not None and (self.board.selected is None or card.id != self.board.selected.id):
            self.board.select(card)

    # --- acts -------------------------------------------------------------------------------------------------

    def _key(self, letter: str) -> None:
        if letter == "F":
            self._owed()
        else:
            self.panel.decide(letter)

    def _owed(self) -> None:
        self.shell.show_sheet("referrals.owed")

    def _show_owed(self, rows: list[FeedbackRow]) -> None:
        self.owed.setVisible(bool(rows))
        self.owed.setText(self.tr("Feedback due {count}").format(count=len(rows)))
        late = sum(row.due_on < self.background.today() for row in rows)
        self.owed.setToolTip(self.tr("%n overdue", "", late) if late else "")

    def _add(self) -> None:
        self.shell.show_sheet("referrals.add")

    def _to_panel(self) -> None:
        if self.panel.view is None:
            return
        if self.narrow:
            self._open_panel()
        self.panel.first_focus().setFocus(Qt.FocusReason.TabFocusReason)

    def _close_panel(self) -> None:
        if self._panel_sheet is not None:
            self._panel_sheet.dismiss()
            return
        self.board.select(None)

    def first_focus(self) -> QWidget | None:
        if self.way == ENDED:
            return self.ended.table
        return self.table if self.way == LIST else self.board.first_list()

    # --- board, list or ended -----------------------------------------------------------------------------------

    def _turn(self) -> None:
        shown = NOTHING if self._nothing and self.way != ENDED else self.way
        for number, part in enumerate(self._parts):
            # As high as the part that is shown: in a narrow window the board is far higher than the lists.
            policy = QSizePolicy.Policy.Preferred if number == shown else QSizePolicy.Policy.Ignored
            part.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._stack.setCurrentIndex(shown)

    def _way_chosen(self, _way: int) -> None:
        self._turn()
        if self.way == ENDED:
            self.panel.show_nothing()
            self.ended.read(self.background.today())
        elif self.board.selected is not None:
            self._read_panel(self.board.selected.id)
        target = self.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- width ------------------------------------------------------------------------------------------------

    def reflow(self, narrow: bool) -> None:
        super().reflow(narrow)
        self.panel.setVisible(not narrow or self._panel_sheet is not None)
        small = self.window().width() < _SMALL
        self.table.set_narrow(narrow, small=small)
        self.ended.table.set_narrow(narrow, small=small)

    def resizeEvent(self, event: QResizeEvent) -> None:
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if self.width() < ONE_COLUMN else ways.LeftToRight)
        super().resizeEvent(event)

    def _open_panel(self) -> None:
        """In a narrow window the panel comes over the page, with Enter."""
        sheet = Sheet(self.window(), self.panel.accessibleName(), WIDTH + 2)
        self._panel_sheet = sheet
        holder = column(self.panel)
        sheet.panel.setLayout(holder)
        self.panel.show()
        sheet.closed.connect(self._panel_closed)
        sheet.open(self.panel.first_focus())

    def _panel_closed(self) -> None:
        self._panel_sheet = None
        self.panel.setParent(self)
        self.panel.hide()
        self._side.addWidget(self.panel)
        self.panel.setVisible(not self.narrow)
