"""What becomes of each open action when its work ends: done, cancelled, not done, or handed to somebody."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from inteam.needs.queries_actions import ActionRow
from inteam.needs.rules import ActionAnswer, ActionStatus
from inteam.organisations.queries import StaffRow
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, column

_ANSWERS = (
    (ActionStatus.DONE, "Done"),
    (ActionStatus.CANCELLED, "Cancel, no longer needed"),
    (ActionStatus.NOT_DONE, "Not done"),
)


class ActionAnswers(QWidget):
    """A choice for each action. `fields` are the form's to keep, by "action:<id>"."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(gap=12)
        self.setLayout(self._lines)
        self.rows: list[ActionRow] = []
        self.fields: dict[str, Field] = {}

    def show_actions(
        self, actions: Sequence[ActionRow], staff: Sequence[StaffRow], keep: Callable[[str, QWidget], QWidget]
    ) -> None:
        """Other actions; `keep` makes the form watch each field."""
        clear(self._lines)
        self.rows, self.fields = list(actions), {}
        if actions:
            self._lines.addWidget(Label(self.tr("Open actions"), "dense_strong"))
        hand_over = [(one.id, self.tr("Hand over to {name}").format(name=one.name)) for one in staff]
        for action in actions:
            choices: list[tuple[Any, str]] = [*_ANSWERS, *hand_over]
            field = Field(action.text, ChoiceField(action.text, choices))
            self._lines.addWidget(field)
            self.fields[f"action:{action.id}"] = field
            keep(f"action:{action.id}", field)

    def missing(self) -> dict[str, str]:
        """Field name → sentence for each that has no answer yet."""
        return {
            name: self.tr("Choose what becomes of this action.")
            for name, field in self.fields.items()
            if self._chosen(field) is None
        }

    def answers(self, reason: str) -> list[ActionAnswer]:
        """One for each action, all for the same reason."""
        return [self._answer(action, reason) for action in self.rows]

    def _answer(self, action: ActionRow, reason: str) -> ActionAnswer:
        chosen = self._chosen(self.fields[f"action:{action.id}"])
        if isinstance(chosen, UUID):
            return ActionAnswer(action.id, action.version, ActionStatus.TRANSFERRED, reason, chosen)
        return ActionAnswer(action.id, action.version, ActionStatus(chosen), reason)

    @staticmethod
    def _chosen(field: Field) -> Any:
        return field.control.value() if isinstance(field.control, ChoiceField) else None
