"""The base of the dialogs of Settings: some fields, one thing to do, each problem at its field."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from inteam.errors import ConflictError, InteamError
from ui.app.editing import Editing
from ui.app.messages import words
from ui.app.shell import Shell, as_widget
from ui.widgets.buttons import Button
from ui.widgets.cards import Strip
from ui.widgets.fields import Field
from ui.widgets.overlay import Dialog


class Asking(Editing, Dialog):
    """A dialog with fields. A child class adds them with `add` and says in `send` what the button does.

    One that changes a record says so as forms do (ui/app/editing.py).
    """

    def __init__(
        self, shell: Shell, title: str, does: str, *, note: str = "", width: int = 520, danger: bool = False
    ) -> None:
        super().__init__(as_widget(shell), title, width=width, note=note)
        self.shell, self.background = shell, shell.background
        self.fields: dict[str, Field] = {}
        self.problem = Strip("", "red")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.close_button = Button(self.tr("Close"), key="Esc")
        self.close_button.clicked.connect(self.dismiss)
        self.do_button = Button(does, "danger" if danger else "primary", key="Ctrl ↵")
        self.do_button.clicked.connect(self.submit)
        self.buttons(self.close_button, self.do_button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.submit)

    def add(self, name: str, field: Field) -> Field:
        """Puts a field under the others; name is the one that inteam uses in its errors."""
        self.fields[name] = field
        self.body.addWidget(field)
        return field

    def open(self, first: QWidget | None = None) -> None:
        """Shows it, with the focus in the first field."""
        super().open(first or next(iter(self.fields.values()), None))
        QTimer.singleShot(0, self, self.fit)  # once the note has taken its lines

    def submit(self) -> None:
        """Asks `problems`, then sends."""
        if not self.panel.isEnabled():
            return
        wrong = self.problems()
        self.show_problems(wrong)
        if not wrong:
            self.panel.setEnabled(False)
            self.send()

    def problems(self) -> dict[str, str]:
        """Sentences for what can be seen to be wrong before asking."""
        return {}

    def send(self) -> None:
        """Does it; ends in `sent` or `failed`."""
        raise NotImplementedError

    def sent(self, _result: Any = None) -> None:
        """It is done: the dialog goes."""
        self.panel.setEnabled(True)
        self.close_overlay()

    def failed(self, error: InteamError) -> None:
        """It was not done: everything stands as it was typed."""
        self.panel.setEnabled(True)
        if isinstance(error, ConflictError) and self.compare():
            return
        self.show_problems(words(error))

    def parts(self) -> Mapping[str, QWidget]:
        return self.fields

    def again(self) -> None:
        self.submit()

    def tell(self, said: str) -> None:
        self.show_problems({"": said})

    def done(self, said: str) -> str:
        """What is said when it is saved, with what was put together."""
        merged, self.merged_words = self.merged_words, ""
        return f"{said}. {merged}" if merged else said

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Each sentence at its field, others at the top."""
        general = " ".join(said for name, said in problems.items() if name not in self.fields)
        self.problem.say(general, "red")
        self.problem.setVisible(bool(general))
        for name, field in self.fields.items():
            field.set_problem(problems.get(name, ""))
        first = next((field for name, field in self.fields.items() if name in problems), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()
        QTimer.singleShot(0, self, self.fit)  # once the sentences have taken their lines
