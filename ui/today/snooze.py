"""Putting one action off, from My list."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut

from inteam.errors import InteamError
from inteam.needs import actions
from inteam.people import dates
from ui.app.messages import words as problem_words
from ui.app.shell import Shell, as_widget
from ui.today import words
from ui.widgets.buttons import Button, FilterChip
from ui.widgets.fields import DateField, Field
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import box, row
from ui.widgets.overlay import Dialog

_STEPS = ((1, "Tomorrow"), (7, "+1 week"), (14, "+2 weeks"), (28, "+4 weeks"))


class SnoozeTaskDialog(Dialog):
    """Until when; the old date stays readable in the record."""

    def __init__(
        self, shell: Shell, *, action_id: UUID, version: int, about: str, finished: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(as_widget(shell), words.say("Snooze"), width=460)
        self.background, self._action, self._finished = shell.background, (action_id, version), finished
        self.body.addWidget(Paragraph(about, "dense_strong"))
        today = self.background.today
        self.due = DateField(self.tr("Until"), today, value=today() + timedelta(days=7))
        self.field = Field(self.tr("Until"), self.due, help=self.tr("The old date stays readable in the record"))
        self.body.addWidget(self.field)
        steps = row()
        for days, said in _STEPS:
            chip = FilterChip(words.say(said))
            chip.clicked.connect(partial(self._step, chip, days))
            steps.addWidget(chip)
        steps.addStretch(1)
        self.body.addWidget(box(steps))
        go = Button(self.tr("Snooze"), "primary", key="Ctrl ↵")
        go.clicked.connect(self.save)
        cancel = Button(self.tr("Cancel"), key="Esc")
        cancel.clicked.connect(self.dismiss)
        self.buttons(cancel, go)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

    def _step(self, chip: FilterChip, days: int, _checked: bool = False) -> None:
        chip.setChecked(False)
        self.due.set_value(self.background.today() + timedelta(days=days))

    def save(self) -> None:
        """Puts it off."""
        self.due.settle()
        day = self.due.value()
        if day is None:
            self.field.set_problem(self.due.problem or self.tr("Enter a date."))
            return
        action_id, version = self._action
        use_case = partial(actions.snooze_action, action_id=action_id, version=version, due_on=day)
        done = self.tr("Put off to {day}").format(day=dates.short(day))
        self.background.write(self, use_case, self._done, self._failed, done=done)

    def _done(self, _nothing: None) -> None:
        self._finished()
        self.close_overlay()

    def _failed(self, error: InteamError) -> None:
        said = problem_words(error)
        self.field.set_problem(said.get("due_on") or " ".join(said.values()))
        self.fit()
