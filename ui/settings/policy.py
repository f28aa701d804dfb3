"""Local policy: numbers that nobody has confirmed for every team, each to be checked, dated and sourced."""

from functools import partial
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from inteam.policy import service
from inteam.policy.service import PolicyRow
from ui.app import acts
from ui.app.shell import Shell, shell_of
from ui.settings.asking import Asking
from ui.widgets import dates, paint
from ui.widgets.buttons import CheckBox
from ui.widgets.cards import Card, Strip
from ui.widgets.delegates import Cell, ChipCell, Look
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.layouts import column
from ui.widgets.models import Column, Group, RowsModel
from ui.widgets.table import TableView
from ui.widgets.table_paint import GROUP_HEIGHT, HEAD_HEIGHT

BADGE = "Local policy – check"

_GROUPS = {
    "session": "Sign-in",
    "people": "People",
    "caseload": "Caseload",
    "careplans": "Care plans",
    "meetings": "MDT meetings",
    "handover": "Handover",
    "calendar": "Calendar",
    "referrals": "Referrals and waiting",
    "cases": "Cases",
    "contacts": "Contacts",
    "needs": "Needs and goals",
}


class _StateCell(ChipCell):
    """The words as a chip."""

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        words, tone, symbol = look.value
        paint.chip(painter, area.x(), area.center().y(), words, tone, symbol)


class Policy(QWidget):
    """The settings in groups; Enter changes the current one."""

    def __init__(self) -> None:
        super().__init__()
        self._may_write = True
        self.strip = Strip()
        columns = [
            Column[PolicyRow](self.tr("Setting"), lambda row: Look(row.title), Cell("dense_strong"), 0),
            Column[PolicyRow](self.tr("Value"), _value, Cell(), 210, 110),
            Column[PolicyRow](self.tr("Source"), lambda row: Look(row.source, "muted"), Cell(), 290, 0),
            Column[PolicyRow](self.tr("State"), _state, _StateCell(), 190, 180),
        ]
        self.model: RowsModel[PolicyRow] = RowsModel(columns, self, key=lambda row: row.key)
        self.table = TableView(self.model, self.tr("Local policy"))
        self.table.opened.connect(self._change)
        self.button = acts.act_button("settings.policy", self._change_current, height=28)
        self.card = Card(self.tr("Local policy"), self.tr("Enter changes the current setting"), self.button)
        self.card.body.addWidget(self.table)
        self.card.body.addSpacing(8)
        self.setLayout(column(self.strip, self.card, gap=16))

    def show_rows(self, rows: list[PolicyRow], *, may_write: bool) -> None:
        """The settings as they stand."""
        self._may_write = may_write
        self.button.setVisible(may_write)
        grouped: list[PolicyRow | Group] = []
        last = ""
        for row in rows:
            name = row.key.partition(".")[0]
            if name != last:
                grouped.append(Group(self.tr(_GROUPS.get(name, name.capitalize()))))
                last = name
            grouped.append(row)
        self.model.show(grouped)
        groups = len(grouped) - len(rows)
        self.table.setFixedHeight(HEAD_HEIGHT + groups * GROUP_HEIGHT + len(rows) * 36 + 2)
        left = unchecked(rows)
        if left:
            words = self.tr("Settings as shipped, waiting for your team to confirm them: {number}.")
            self.strip.say(words.format(number=left), "amber")
        else:
            self.strip.say(self.tr("Your team has confirmed every setting."), "green")

    def first_focus(self) -> QWidget:
        """The table."""
        return self.table

    def _change_current(self) -> None:
        self._change(self.table.currentIndex().row())

    def _change(self, line: int) -> None:
        row = self.model.row(line)
        if row is not None and self._may_write:
            ChangePolicy(shell_of(self), row).open()
        elif row is not None:
            shell_of(self).notice(self.tr("A manager changes local policy. Ask yours."))


class ChangePolicy(Asking):
    """One setting: value, from when, who says so, and whether the team has confirmed it."""

    def __init__(self, shell: Shell, row: PolicyRow) -> None:
        super().__init__(shell, row.title, "Save setting", note=f"Where it comes from: {row.source}.")
        self._row = row
        self._control = self._made(row)
        self.add("value", Field(self.tr("Value"), self._control, help=row.unit))
        self._from = DateField(self.tr("In force from"), self.background.today, value=self.background.today())
        self.add("from_on", Field(self.tr("In force from"), self._from))
        self._source = TextBox(self.tr("Source"), hint=self.tr("Who decided it, and where it is written down"))
        self.add("source", Field(self.tr("Source"), self._source))
        self._checked = CheckBox(self.tr("Our team has confirmed this value"), on=True)
        self.body.addWidget(self._checked)

    def _made(self, row: PolicyRow) -> QWidget:
        if isinstance(row.value, bool):
            choice = ChoiceField(row.title, [(True, self.tr("Yes")), (False, self.tr("No"))])
            choice.set_value(row.value)
            return choice
        if isinstance(row.value, list):
            return TextArea(row.title, value="\n".join(str(one) for one in row.value), lines=8)
        return TextBox(row.title, value=f"{row.value:g}" if isinstance(row.value, float) else str(row.value))

    def problems(self) -> dict[str, str]:
        found = {}
        if self.typed() is None:
            found["value"] = self.tr("This is not a value of that kind. Look at the unit.")
        if self._from.value() is None:
            found["from_on"] = self._from.problem or self.tr("Enter a date.")
        if not self._source.text():
            found["source"] = self.tr("Say who decided it.")
        return found

    def typed(self) -> Any:
        """The value of the kind that the setting has, or None."""
        control, kind = self._control, self._row.value
        if isinstance(control, ChoiceField):
            return control.value()
        if isinstance(control, TextArea):
            return _list(control.text(), kind if isinstance(kind, list) else [])
        return _plain(control.text(), kind) if isinstance(control, TextBox) else None

    def send(self) -> None:
        case = partial(
            service.set_value,
            key=self._row.key,
            new=self.typed(),
            source=self._source.text(),
            checked=self._checked.isChecked(),
            from_on=self._from.value(),
        )
        self.background.write(self, case, self.sent, self.failed, done=self.tr("Setting saved"))


def unchecked(rows: list[PolicyRow]) -> int:
    """How many the team has not confirmed."""
    return sum(not row.checked for row in rows)


def _value(row: PolicyRow) -> Look:
    if isinstance(row.value, bool):
        return Look("Yes" if row.value else "No")
    if isinstance(row.value, list):
        return Look(f"{len(row.value)} {row.unit}")
    number = f"{row.value:g}" if isinstance(row.value, float) else str(row.value)
    return Look(f"{number} {row.unit}")


def _state(row: PolicyRow) -> Look:
    if not row.checked:
        return Look(BADGE, value=(BADGE, "amber", "alert"))
    since = f"Confirmed {dates.shown(row.from_on)}" if row.from_on else "Confirmed"
    return Look(since, value=(since, "green", "check"))


def _plain(words: str, kind: Any) -> Any:
    try:
        if isinstance(kind, int):
            return int(words)
        return float(words) if isinstance(kind, float) else words or None
    except ValueError:
        return None


def _list(words: str, kind: list[Any]) -> list[Any] | None:
    parts = [part.strip() for part in words.replace(",", "\n").splitlines() if part.strip()]
    if kind and isinstance(kind[0], int):
        return [int(part) for part in parts] if all(part.isdigit() for part in parts) else None
    return parts or None
