"""Four columns by stage, each with its standard; one card is chosen."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from inteam.referrals.queries import Board, CardRow
from ui.referrals.cards import GAP, HEIGHT, CardList
from ui.widgets.labels import Label
from ui.widgets.layouts import NO_LIMIT, box, column, row

TITLES = {"new": "New", "triage": "Triage", "accepted": "Accepted", "first_contact": "First contact"}
LEAST = 150
"""A column narrower than this is no use: the columns then stand one under the other."""


class BoardView(QWidget):
    """Arrows move within and across columns. chosen: a card's row; opened: Enter or a double click on it."""

    chosen = Signal(object)
    opened = Signal(object)
    key_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lists: dict[str, CardList] = {}
        self._counts: dict[str, Label] = {}
        self._standards: dict[str, Label] = {}
        self._line = row(gap=12)
        for key, title in TITLES.items():
            self._line.addWidget(self._column(key, title), 1)
        self.setLayout(self._line)
        self.selected: CardRow | None = None
        self._stacked = False

    def _column(self, key: str, title: str) -> QWidget:
        made = CardList(self.tr("Referrals: {column}").format(column=title))
        made.current_changed.connect(partial(self._moved, key))
        made.clicked.connect(lambda index, key=key: self._moved(key, index.row()))
        made.opened.connect(partial(self._open, key))
        made.key_pressed.connect(lambda letter, _line: self.key_pressed.emit(letter))
        made.sideways.connect(partial(self._sideways, key))
        self.lists[key] = made
        self._counts[key], self._standards[key] = Label("", "dense", "muted"), Label("", "caption", "muted", elide=True)
        head = row(Label(title, "section", elide=True), self._counts[key], None, self._standards[key], gap=8)
        top = box(head)
        top.setFixedHeight(40)
        return box(column(top, made))

    def show_board(self, board: Board) -> None:
        """Other cards; the chosen one stays chosen by its id, wherever it went."""
        for key, made in self.lists.items():
            cards = board.columns[key]
            made.cards.show(cards)
            self._counts[key].say(str(len(cards)))
            self._counts[key].updateGeometry()
            days = board.standards[key]
            self._standards[key].say(self.tr("%n day(s)", "", days).replace("day(s)", "day" if days == 1 else "days"))
        kept = self.selected.id if self.selected else None
        everybody = [card for cards in board.columns.values() for card in cards]
        self.select(next((card for card in everybody if card.id == kept), None))
        self._fit()

    def select(self, card: CardRow | None) -> None:
        """Marks a card and tells who is chosen; None: nobody."""
        self.selected = card
        for key, made in self.lists.items():
            made.select(card.id if card else None)
            if card is not None and card.column == key:
                made.blockSignals(True)
                made.go_to([one.id for one in made.cards.items()].index(card.id))
                made.blockSignals(False)
        self.chosen.emit(card)

    def select_id(self, referral_id: UUID) -> bool:
        """Marks the card of a referral; False when it is not on the board."""
        for made in self.lists.values():
            for card in made.cards.items():
                if card.id == referral_id:
                    self.select(card)
                    return True
        return False

    def first_list(self) -> CardList:
        """The list with the chosen card, else the first with any card."""
        if self.selected is not None:
            return self.lists[self.selected.column]
        return next((made for made in self.lists.values() if made.cards.rowCount()), self.lists["new"])

    def select_first(self) -> None:
        """The oldest new card, if nothing is chosen."""
        first = self.first_list()
        if self.selected is None and first.cards.rowCount():
            self.select(first.cards.item(0))

    def _moved(self, key: str, line: int) -> None:
        card = self.lists[key].cards.item(line)
        if card is not None and (self.selected is None or card.id != self.selected.id):
            self.select(card)

    def _open(self, key: str, line: int) -> None:
        card = self.lists[key].cards.item(line)
        if card is not None:
            self.opened.emit(card)

    def _sideways(self, key: str, step: int) -> None:
        keys = list(self.lists)
        line = self.lists[key].current_row
        place = keys.index(key) + step
        while 0 <= place < len(keys):
            there = self.lists[keys[place]]
            count = there.cards.rowCount()
            if count:
                self.select(there.cards.item(min(max(line, 0), count - 1)))
                there.setFocus(Qt.FocusReason.TabFocusReason)
                return
            place += step

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        stacked = self.width() < 4 * LEAST + 3 * 12
        ways = QBoxLayout.Direction
        if stacked != self._stacked:
            self._stacked = stacked
            self._line.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        for made in self.lists.values():
            cards = made.cards.rowCount() * (HEIGHT + GAP)
            made.setMinimumHeight(cards if stacked else 3 * (HEIGHT + GAP))
            made.setMaximumHeight(cards if stacked else NO_LIMIT)
