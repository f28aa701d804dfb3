"""A guest of a meeting: somebody who is not staff here, such as a hospice nurse or a student who observes."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from inteam.errors import InteamError
from inteam.meetings import service
from ui.app.messages import words
from ui.app.shell import Shell, as_widget
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.cards import Strip
from ui.widgets.fields import Field
from ui.widgets.inputs import TextBox
from ui.widgets.overlay import Dialog


class GuestDialog(Dialog):
    """Who comes, what they are, and whether they only observe."""

    def __init__(self, shell: Shell, meeting_id: UUID) -> None:
        note = "Somebody who is not staff here. They stand in the pack and in the minutes like everybody else."
        super().__init__(as_widget(shell), "Add a guest", width=480, note=note)
        self.background, self.meeting_id = shell.background, meeting_id
        self.problem = Strip("", "red")
        self.problem.hide()
        self.name = TextBox(self.tr("Name"))
        self.role = TextBox(self.tr("Role"))
        self.observer = CheckBox(self.tr("Observes only, and takes no part"))
        self.fields = {
            "name": Field(self.tr("Name"), self.name),
            "role": Field(
                self.tr("Role"), self.role, optional=True, help=self.tr("For example nurse, St Luke’s Hospice.")
            ),
        }
        self.body.addWidget(self.problem)
        for field in self.fields.values():
            self.body.addWidget(field)
        self.body.addWidget(self.observer)
        close = Button(self.tr("Close"), key="Esc")
        close.clicked.connect(self.dismiss)
        add = Button(self.tr("Add"), "primary", key="Ctrl ↵")
        add.clicked.connect(self.submit)
        self.buttons(close, add)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.submit)

    def submit(self) -> None:
        """Adds them, unless it is being done."""
        if not self.panel.isEnabled():
            return
        self._show_problems({})
        self.panel.setEnabled(False)
        add = partial(
            service.add_guest,
            meeting_id=self.meeting_id,
            name=self.name.text(),
            role=self.role.text(),
            observer=self.observer.isChecked(),
        )
        self.background.write(self, add, self._added, self._failed, done=self.tr("Guest added"))

    def _added(self, _row: Any) -> None:
        self.panel.setEnabled(True)
        self.close_overlay()

    def _failed(self, error: InteamError) -> None:
        self.panel.setEnabled(True)
        self._show_problems(words(error))

    def _show_problems(self, problems: dict[str, str]) -> None:
        general = " ".join(said for name, said in problems.items() if name not in self.fields)
        self.problem.say(general, "red")
        self.problem.setVisible(bool(general))
        for name, field in self.fields.items():
            field.set_problem(problems.get(name, ""))
        first = next((field for name, field in self.fields.items() if name in problems), None)
        if first is not None:
            first.setFocus()
        self.fit()
        QTimer.singleShot(0, self, self.fit)  # once the sentences have taken their lines
