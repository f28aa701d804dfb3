"""A small dialog to mend one value of a row."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from inteam.exchange import report
from inteam.exchange.incoming import Refusal
from ui.app.acts import act_button
from ui.exchange import words
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.inputs import TextBox
from ui.widgets.overlay import Dialog


class FixDialog(Dialog):
    """The value as it stands, what is wrong with it, and Use this value."""

    def __init__(self, window: QWidget, refusal: Refusal, fixed: Callable[[str], object]) -> None:
        title = words.say("Row {row}: {field}").format(row=refusal.row, field=refusal.field)
        super().__init__(window, title, note=words.say("Only this import reads it so. The file stays as it is."))
        self._fixed = fixed
        self.value = TextBox(refusal.field)
        self.value.set_text(refusal.value)
        field = Field(refusal.field, self.value)
        field.set_problem(report.sentence(refusal))
        self.body.addWidget(field)
        cancel = Button(words.say("Cancel"))
        cancel.clicked.connect(self.close_overlay)
        self.use = act_button("exchange.fix", self.use_it, "primary")
        self.buttons(cancel, self.use)
        for keys in ("Return", "Enter", "Ctrl+Return"):
            QShortcut(QKeySequence(keys), self, self.use_it)

    def use_it(self) -> None:
        """Take the value and close."""
        cell = self.value.text()
        self.close_overlay()
        self._fixed(cell)
