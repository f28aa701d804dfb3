"""One signature under a care plan: name, how, when, and why it could not be signed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from inteam.careplans.rules import SignoffEntry, SignoffMethod, SignoffRole
from ui.app.background import Background
from ui.careplans.words import METHODS, ROLES
from ui.widgets import controls
from ui.widgets.fields import ChoiceField, DateField
from ui.widgets.inputs import Boxed, TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import column, row


class Signer(QFrame):
    """Nobody has signed while no `how` is chosen."""

    def __init__(self, role: SignoffRole, name: str, background: Background) -> None:
        super().__init__()
        self.setObjectName("mdtAction")
        self.role, self._today = role, background.today
        self.name = TextBox(f"{ROLES[role]}: name", value=name)
        self.method = ChoiceField(f"{ROLES[role]}: how", list(METHODS.items()), none="Not signed")
        self.day = DateField(f"{ROLES[role]}: when", background.today, value=background.today())
        self.day.setFixedWidth(150)
        self.why = TextBox(f"{ROLES[role]}: why not", hint="Why it could not be signed")
        self.why.hide()
        self.method.changed.connect(self._chosen)
        self.problem = Paragraph("", "caption_strong", "red")
        self.problem.hide()
        # By the names that the errors give; of one without a part of its own, how is what has to be chosen.
        self._parts: dict[str, Boxed] = {
            "name": self.name,
            "": self.method,
            "signed_on": self.day,
            "unable_reason": self.why,
        }
        self._began = self.values()
        line = row(gap=8)
        line.addWidget(self.name, 2)
        line.addWidget(self.method, 2)
        line.addWidget(self.day)
        self.setLayout(
            column(Label(ROLES[role], "dense_strong"), line, self.why, self.problem, gap=6, margins=(12, 8, 12, 10))
        )

    def _chosen(self) -> None:
        self.why.setVisible(self.method.value() == "unable")

    def entry(self) -> SignoffEntry | None:
        """The signature, or None while nobody has chosen how."""
        method = self.method.value()
        if method is None:
            return None
        day = self.day.value() or self._today()
        return SignoffEntry(self.role, self.name.text(), SignoffMethod(method), day, self.why.text())

    def parts(self) -> list[Boxed]:
        """Its controls, in the order in which they are read."""
        return [self.name, self.method, self.day, self.why]

    def values(self) -> dict[str, Any]:
        """What stands in it."""
        return {name: controls.read(part) for name, part in self._parts.items()}

    def fill(self, values: dict[str, Any]) -> None:
        """Puts that back."""
        for name, part in self._parts.items():
            controls.fill(part, values[name])

    def written(self) -> dict[str, Any]:
        """What is not as it began, for a draft. How somebody signed is the act itself: only that they could not."""
        now = self.values()
        if now[""] != SignoffMethod.UNABLE:
            now[""] = self._began[""]
        return {name: value for name, value in now.items() if value != self._began[name]}

    def put_back(self, written: dict[str, Any] | None = None) -> None:
        """What was written, over what stands there; without it, all as it began."""
        self.fill(self._began if written is None else self.values() | written)

    def watch(self, touched: Callable[[], object]) -> None:
        """Calls touched at each change."""
        for part in self._parts.values():
            controls.watch(part, touched)

    def say(self, words: str, part: str = "") -> QWidget:
        """What is wrong with it, at the part that has to be put right, which is given back; "" for nothing."""
        at = self._parts[part]
        for one in self._parts.values():
            wrong = bool(words) and one is at
            one.set_wrong(wrong)
            (one.focusProxy() or one).setAccessibleDescription(words if wrong else "")
        self.problem.say(words)
        self.problem.setVisible(bool(words))
        return at
