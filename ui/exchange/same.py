"""Two people side by side who may be one: 1 the same, keep ours; 2 the same, with new values; 3 different people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout

from inteam import messages
from inteam.exchange import report, service
from inteam.exchange.deciding import Choice
from inteam.exchange.report import Side
from ui.exchange import words
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.focus import update_ring
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, framed, row
from ui.widgets.marks import Rule, chip

CHOICES = {Choice.SAME_KEEP: "Same person, keep ours", Choice.SAME_UPDATE: "Same, take new values"}


@dataclass(frozen=True)
class Pair:
    """A row of a file and whom it may be; key is what the decision belongs to."""

    key: Any
    row: int
    mine: Side
    theirs: Side | None
    reason: str


class SameCard(Card):
    """One pair after the other; a decision goes on to the next one that has none."""

    spoken_role = QAccessible.Role.Grouping
    decided = Signal(object, object)
    moved = Signal()

    def __init__(self) -> None:
        self.before = Button(words.say("Previous"), height=28)
        self.after = Button(words.say("Next"), height=28)
        super().__init__(words.say("Maybe the same person"), "", self.before, self.after)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.say("Maybe the same person"))
        self._pairs: list[Pair] = []
        self._at = 0
        self.decisions: dict[Any, Choice] = {}
        self._why = row(gap=8, margins=(16, 0, 16, 8))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._grid.setColumnMinimumWidth(0, 110)
        self.body.addLayout(self._why)
        self.body.addLayout(self._grid)
        self.nobody = EmptyState(
            words.say("Nobody waits for a decision"), words.say("No row is like somebody who is already here.")
        )
        self.body.addWidget(self.nobody, 1)
        self.body.addStretch(1)
        self.keep = Button(words.say("Same person, keep ours"), "primary", key="1")
        self.update_ours = Button(words.say("Same, take new values"), key="2")
        self.different = Button(words.say("Different people"), key="3")
        self._buttons = dict(zip(Choice, (self.keep, self.update_ours, self.different), strict=True))
        self.foot = framed(row(box(FlowLayout(*self._buttons.values(), gap=8)), margins=(16, 10, 16, 10)), "foot")
        self.body.addWidget(self.foot)
        self.before.clicked.connect(lambda: self.go(self._at - 1))
        self.after.clicked.connect(lambda: self.go(self._at + 1))
        for choice, button in self._buttons.items():
            button.clicked.connect(lambda _=False, choice=choice: self.decide(choice))

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Other pairs; decisions on those that are still there stay."""
        self._pairs = list(pairs)
        here = {pair.key for pair in pairs}
        self.decisions = {key: choice for key, choice in self.decisions.items() if key in here}
        self.go(0)

    @property
    def pair(self) -> Pair | None:
        """The pair that is shown."""
        return self._pairs[self._at] if self._pairs else None

    @property
    def open_count(self) -> int:
        """How many have no decision yet."""
        return sum(1 for pair in self._pairs if pair.key not in self.decisions)

    def go(self, place: int) -> None:
        """Show another pair."""
        self._at = max(0, min(place, len(self._pairs) - 1))
        self._show()
        self.moved.emit()

    def decide(self, choice: Choice) -> None:
        """Decide the pair that is shown, and go on."""
        pair = self.pair
        if pair is None:
            return
        self.decisions[pair.key] = choice
        self.decided.emit(pair, choice)
        rest = [*range(self._at + 1, len(self._pairs)), *range(self._at)]
        self.go(next((n for n in rest if self._pairs[n].key not in self.decisions), self._at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_1: Choice.SAME_KEEP, Qt.Key.Key_2: Choice.SAME_UPDATE, Qt.Key.Key_3: Choice.DIFFERENT}
        if event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            if (choice := keys.get(Qt.Key(event.key()))) is not None:
                self.decide(choice)
                return
            if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.go(self._at + (1 if event.key() == Qt.Key.Key_PageDown else -1))
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        update_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        update_ring(self, event)

    def _show(self) -> None:
        clear(self._grid)
        clear(self._why)
        pair = self.pair
        some = pair is not None
        self.nobody.setVisible(not some)
        self.foot.setVisible(some)
        for button in (self.before, self.after):
            button.setVisible(len(self._pairs) > 1)
        if pair is None:
            self.caption.say("")
            return
        self.caption.say(words.say("{place} of {all}").format(place=self._at + 1, all=len(self._pairs)))
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at < len(self._pairs) - 1)
        reason = Paragraph(messages.sentence(pair.reason), "dense", "amber_text")
        self._why.addWidget(reason, 1)
        if (choice := self.decisions.get(pair.key)) is not None:
            said = words.say(CHOICES.get(choice, "Different people"))
            self._why.addWidget(chip(said, "green", "check"))
        self._fill(pair)

    def _fill(self, pair: Pair) -> None:
        theirs = pair.theirs
        place = words.say("Already in INTeam")
        if theirs is not None and theirs.row is not None:
            place = words.say("Earlier in the file, row {row}").format(row=theirs.row)
        heads = ("", words.say("In the file, row {row}").format(row=pair.row), place)
        for column, head in enumerate(heads):
            self._put(0, column, Label(head, "caption_strong", "muted", elide=True))
        self._grid.addWidget(Rule(), 1, 0, 1, 3)
        for line, (title, mine, other) in enumerate(_lines(pair), 1):
            self._put(2 * line, 0, Label(title, "dense", "muted"))
            self._put(2 * line, 1, Label(mine, "dense", elide=True))
            differs = mine != other
            style = ("dense_strong", "amber_text") if differs else ("dense", "ink")
            self._put(2 * line, 2, Label(other, *style, elide=True))
            self._grid.addWidget(Rule(), 2 * line + 1, 0, 1, 3)

    def _put(self, line: int, column: int, label: Label) -> None:
        line_of = row(label, None) if column == 0 else row(label)
        line_of.setContentsMargins(16 if column == 0 else 8, 6, 8, 6)
        self._grid.addWidget(box(line_of), line, column)


def _lines(pair: Pair) -> list[tuple[str, str, str]]:
    gone = words.say("No longer here")
    mine, theirs = pair.mine, pair.theirs
    return [
        (words.say("Name"), words.name(mine), words.name(theirs) if theirs else gone),
        (words.say("Born"), words.born(mine), words.born(theirs) if theirs else ""),
        (words.say("NHS No."), words.number(mine), words.number(theirs) if theirs else ""),
        (words.say("Address"), mine.address, theirs.address if theirs else ""),
        (words.say("Phone"), mine.phone, theirs.phone if theirs else ""),
    ]


def waiting_pair(one: service.Waiting) -> Pair:
    """A row of an earlier import, beside whom it may be."""
    return Pair(one.id, one.mine.row or 0, one.mine, one.theirs, one.reason)


def pair(held: report.Held) -> Pair:
    """A row of this import, beside whom it may be."""
    return Pair(held.incoming.fingerprint, held.incoming.row, report.side(held.incoming), held.candidate, held.reason)
