"""One decision as it is typed, saved at each pause; what a colleague writes into the same one is kept beside it."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from inteam.errors import ConflictError
from inteam.meetings import service_decisions
from inteam.meetings.queries_record import DecisionRow
from inteam.meetings.rules import DecisionEntry, DecisionKind, WithPerson
from inteam.meetings.words import DECISIONS
from ui.widgets.buttons import CheckBox, IconButton
from ui.widgets.fields import ChoiceField
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.layouts import column, row

PAUSE_MS = 800


class KeptDecision:
    """The stored side of a box. Only the writing thread saves, one after the other, so versions never cross."""

    def __init__(self, shown: DecisionRow | None) -> None:
        self.id: UUID | None = None
        self.version, self.text = 0, ""
        if shown is not None:
            self.take(shown)

    def take(self, shown: DecisionRow) -> None:
        """As it was read."""
        self.id, self.version, self.text = shown.id, shown.version, shown.text

    def take_back(self, work: Any) -> None:
        """Withdraw it as it was last read or saved; nothing when it was never stored. Raises ConflictError."""
        if self.id is not None:
            service_decisions.withdraw_decision(work, self.id, self.version)

    def save(self, work: Any, item_id: UUID, entry: DecisionEntry) -> str:
        """Store it, both wordings where a colleague changed it meanwhile; gives the words that then stand there."""
        if self.id is not None:
            try:
                self.version, self.text = service_decisions.change_keeping_both(
                    work, self.id, self.version, entry, seen=self.text
                )
            except ConflictError:
                self.id = None  # taken back meanwhile: what is typed becomes a decision of its own
        if self.id is None:
            self.id, self.version = service_decisions.decide(work, item_id, entry), 1
            self.text = entry.text.strip()
        return self.text


class DecisionBox(QWidget):
    """`ready` is emitted at each pause while it says something that was not sent; `withdrawn` when it is taken back."""

    ready = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, row_shown: DecisionRow | None) -> None:
        super().__init__()
        self.kept = KeptDecision(row_shown)
        self.words = TextArea(self.tr("Decision"), lines=3, hint=self.tr("What was decided"))
        self.kind = ChoiceField(self.tr("Kind of decision"), list(DECISIONS.items()))
        self.why = TextBox(self.tr("Why"), hint=self.tr("Why"))
        self.told = CheckBox(self.tr("Decided with the person"))
        self.kind.set_value("care")
        if row_shown:
            self.show_row(row_shown)
        self._sent = self.entry()
        self._waiting = 0  # saves that are not answered yet
        self._going = False  # taken back, and that is not answered yet
        self.back = IconButton("cross", "", 24, icon_size=14)
        self.back.setProperty("act", "meetings.take_back_decision")
        self.back.clicked.connect(self._take_back)
        self.words.changed.connect(self._name)
        self.setLayout(column(self.words, row(self.kind, self.why, gap=8), row(self.told, None, self.back), gap=8))
        self._name()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        self.words.changed.connect(self._timer.start)
        self.kind.changed.connect(self._timer.start)
        self.why.edit.textEdited.connect(self._timer.start)
        self.told.toggled.connect(self._timer.start)

    def _name(self) -> None:
        """A box without words has nothing to take back."""
        self.back.set_name(self.tr("Take back the decision: {words}").format(words=self.words.text()[:80]))
        self.back.setVisible(not self.empty or self.kept.id is not None)

    def _take_back(self) -> None:
        if self._going:
            return
        self.flush()  # so that Undo brings back what was typed a moment ago, too
        self._going = True
        self.setEnabled(False)
        self.withdrawn.emit(self)

    def stays(self) -> None:
        """It was not taken back after all."""
        self._going = False
        self.setEnabled(True)

    def show_row(self, shown: DecisionRow) -> None:
        """What is stored."""
        self.words.set_text(shown.text)
        self.kind.set_value(shown.kind)
        self.why.set_text(shown.rationale)
        self.told.setChecked(shown.with_person == "yes")

    def entry(self) -> DecisionEntry:
        """What stands in the box."""
        told = WithPerson.YES if self.told.isChecked() else WithPerson.TO_BE_TOLD
        return DecisionEntry(self.words.text(), DecisionKind(self.kind.value() or "care"), self.why.text(), "", told)

    @property
    def dirty(self) -> bool:
        """Whether it reads other than what was last sent."""
        return self.entry() != self._sent

    @property
    def empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.words.text()

    @property
    def settled(self) -> bool:
        """Whether what it shows is what is stored, as far as this window knows."""
        return not self.dirty and not self._waiting and not self._going

    def flush(self) -> None:
        """Send now what was not sent; a box without words waits for some."""
        self._timer.stop()
        if self.dirty and not self.empty and not self._going:
            self._sent = self.entry()
            self._waiting += 1
            self.ready.emit(self)

    def saved(self, sent: DecisionEntry, stored: str) -> None:
        """It was saved; a colleague's words, if there were any, now stand above those that were sent."""
        self._waiting -= 1
        mine = sent.text.strip()
        if not isValid(self) or stored == mine or not stored.endswith(mine):
            return
        self.words.set_text(stored.removesuffix(mine) + self.words.text())
        self._timer.start()

    def not_saved(self) -> None:
        """The save was refused: the next pause tries again."""
        self._waiting -= 1
        self._sent = DecisionEntry("")

    def sync(self, shown: DecisionRow) -> None:
        """It was read again. While something typed is on its way, saving it will bring both together."""
        if self.settled and shown.version > self.kept.version:
            self.kept.take(shown)
            self.show_row(shown)
            self._sent = self.entry()
            self._timer.stop()
