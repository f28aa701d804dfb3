"""The next action of a contact: words, who, when; or said outright that there is none."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLayout

from inteam.needs.queries_actions import ActionRow
from inteam.needs.rules import ActionEntry
from inteam.organisations.queries import StaffRow
from ui.contacts.chips import ChoiceChips
from ui.widgets import dates
from ui.widgets.buttons import CheckBox, Link
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import column, row
from ui.widgets.marks import Rule, disc, icon

WEEKS = (1, 2, 4)
PICK, NONE = 3, 4


class _DueChips(ChoiceChips):
    """The chips of the due day; “No action” stands at the right."""

    def _layout(self) -> QLayout:
        left = FlowLayout(*self.chips[:-1], gap=8)
        line = row(gap=8)
        line.addLayout(left, 1)
        line.addWidget(self.chips[-1])
        return line


class NextAction(QFrame):
    """The card under the note."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], initials: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setProperty("tone", "sunk")
        self._today = today
        self.due_words = Label("", "dense_strong")
        self.owner = Link(self.tr("Me"), "dense", "ink")
        self.owner.setAccessibleName(self.tr("Who does it: me. Choose somebody else"))
        self.text = TextBox(
            self.tr("Next action"),
            hint=self.tr("What happens next"),
            after=(disc(24, "blue", initials), self.owner, Rule(upright=True), self.due_words),
        )
        self.text.edit.setMaxLength(4000)
        self.due = _DueChips(
            self.tr("Due"),
            [
                ("+1 week", ""),
                ("+2 weeks", ""),
                ("+4 weeks", ""),
                (self.tr("Pick a date"), "calendar"),
                (self.tr("No action"), ""),
            ],
        )
        self.day = DateField(self.tr("Due on"), today)
        self.day_field = Field(self.tr("Due on"), self.day)
        self.day_field.hide()
        self.worker = ChoiceField(self.tr("Who does it"), [], none=self.tr("Me"))
        self.worker_field = Field(self.tr("Who does it"), self.worker)
        self.worker_field.hide()
        self.close_box = CheckBox("")
        self.close_box.hide()
        self._open_action: ActionRow | None = None
        self._problem = Paragraph("", "caption_strong", "red")
        self._alert = icon("alert", 14, "red")
        self._lay_out()
        self.set_problem("")
        self._connect()
        self._show_due()

    def _lay_out(self) -> None:
        head = row(
            Label(self.tr("Next action"), "dense_strong"), Label(self.tr("needed before saving"), "caption", "muted")
        )
        whole = column(margins=(14, 9, 14, 12), gap=8)
        top = row(gap=8)
        top.addLayout(head)
        top.addStretch(1)
        top.addWidget(self.close_box)
        whole.addLayout(top)
        whole.addWidget(self.text)
        whole.addWidget(self.due)
        whole.addWidget(self.day_field)
        whole.addWidget(self.worker_field)
        whole.addLayout(column(row(self._alert, self._problem, gap=4)))
        self.setLayout(whole)
        self.setFocusProxy(self.text)

    def _connect(self) -> None:
        self.text.edit.textEdited.connect(self._typed)
        self.due.chosen.connect(self._due_chosen)
        self.day.changed.connect(self._show_due)
        self.worker.changed.connect(self._owner_chosen)
        self.owner.clicked.connect(self._ask_owner)
        self.close_box.toggled.connect(lambda _on: self.changed.emit())

    # --- what can be offered ----------------------------------------------------------------------------------

    def offer(self, action: ActionRow | None, *, ticked: bool) -> None:
        """The open action that this contact may have answered."""
        self._open_action = action
        self.close_box.setVisible(action is not None)
        if action is not None:
            words = action.text if len(action.text) <= 24 else f"{action.text[:23].rstrip()}…"
            self.close_box.setText(self.tr("Close “{action}”").format(action=words))
            self.close_box.setAccessibleName(self.tr("Close “{action}”").format(action=action.text))
            self.close_box.setToolTip(action.text)
            self.close_box.setChecked(ticked)
            self.close_box.updateGeometry()

    def offer_staff(self, staff: Sequence[StaffRow], me: UUID) -> None:
        """Who else may do it."""
        self.worker.set_choices([(None, self.tr("Me")), *((one.id, one.name) for one in staff if one.id != me)])

    # --- reading ----------------------------------------------------------------------------------------------

    @property
    def none(self) -> bool:
        """Whether it was said that nothing follows."""
        return self.due.current == NONE

    def due_on(self) -> date | None:
        """The day that is chosen."""
        if self.due.current == PICK:
            return self.day.value()
        return None if self.none else self._today() + timedelta(weeks=WEEKS[self.due.current])

    def entry(self, me: UUID, team_id: UUID | None) -> ActionEntry | None:
        """The action as entered; None when nothing is typed or nothing follows."""
        if self.none or not self.text.text():
            return None
        return ActionEntry(
            text=self.text.text(), due_on=self.due_on(), owner_id=self.worker.value() or me, team_id=team_id
        )

    def answered(self) -> tuple[UUID, int] | None:
        """The open action that is ticked as answered."""
        if self._open_action is None or not self.close_box.isChecked():
            return None
        return self._open_action.id, self._open_action.version

    def problem_seen(self) -> str:
        """A day that cannot be read, in words; "" when there is none."""
        if self.due.current == PICK and not self.none:
            self.day.settle()
            if self.day.problem:
                return self.day.problem
            if self.text.text() and self.day.value() is None:
                return self.tr("Choose the day by which it is done.")
        return ""

    def kept(self) -> dict[str, Any]:
        """For the draft."""
        return {
            "text": self.text.edit.text(),
            "due": self.due.current,
            "day": self.day.text(),
            "worker": None if self.worker.value() is None else str(self.worker.value()),
            "close": self.close_box.isChecked(),
        }

    def put_back(self, kept: dict[str, Any]) -> None:
        """What `kept` gave."""
        self.text.set_text(str(kept.get("text", "")))
        self.due.set_current(int(kept.get("due", 0)))
        self.day.edit.setText(str(kept.get("day", "")))
        self.day.settle()
        self.worker.set_text_value(kept.get("worker"))
        self.close_box.setChecked(bool(kept.get("close")))
        self._show_due()

    # --- showing ----------------------------------------------------------------------------------------------

    @property
    def problem_said(self) -> str:
        """The sentence that is shown."""
        return self._problem.text()

    def set_problem(self, words: str) -> None:
        """The sentence under the card, or nothing."""
        self.text.set_wrong(bool(words))
        self._problem.say(words)
        self._problem.setVisible(bool(words))
        self._alert.setVisible(bool(words))
        self.text.edit.setAccessibleDescription(words)

    def _typed(self, words: str) -> None:
        if words and self.none:
            self.due.set_current(0)  # words after “No action” mean that there is one
        self._show_due()

    def _due_chosen(self, place: int) -> None:
        self._show_due()
        if place == PICK and self.day.value() is None:
            self.day.set_value(self._today() + timedelta(weeks=1))

    def _show_due(self) -> None:
        self.day_field.setVisible(self.due.current == PICK)
        day = self.due_on()
        self.due_words.say(dates.shown(day) if day else "")
        self.due_words.updateGeometry()
        self.set_problem("")
        self.changed.emit()

    def _ask_owner(self) -> None:
        self.worker_field.setVisible(not self.worker_field.isVisible())
        if self.worker_field.isVisible():
            self.worker_field.setFocus()

    def _owner_chosen(self) -> None:
        name = self.worker.words() or self.tr("Me")
        self.owner.setText(name)
        self.owner.setAccessibleName(self.tr("Who does it: {name}. Choose somebody else").format(name=name))
        self.changed.emit()
