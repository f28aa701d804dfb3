"""Making a file: the passphrase, then the recovery code."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inteam.errors import InteamError
from ui.app import vault
from ui.app.background import Background
from ui.app.messages import words
from ui.app.secrets import NewPassphrase, ShownCode, print_code
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.cards import Card, Strip
from ui.widgets.fields import Field
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from inteam.store.making import Made


class PassphraseStep(QWidget):
    """A new passphrase, and whether this computer may open the file by itself. `made` gives the open file."""

    made = Signal(object)

    def __init__(self, background: Background, target: Path) -> None:
        super().__init__()
        self._background, self._target = background, target
        self.problem = Strip("", "red")
        self.problem.hide()
        self.new = NewPassphrase()
        self.new.entered.connect(self.make)
        self.device = CheckBox(self.tr("Open without asking on this computer"))
        self.device.hide()
        self.keyring = Paragraph(self.tr("Looking for this computer’s keyring…"), "dense", "muted")
        card = Card()
        inside = card.inside(self.problem, self.new, self.device, self.keyring, gap=14)
        inside.setContentsMargins(24, 24, 24, 24)
        self.back = Button(self.tr("Back"))
        self.go = Button(self.tr("Make the file"), "primary", key="Enter")
        self.go.clicked.connect(self.make)
        self.setLayout(column(card, 24, row(None, self.back, self.go, gap=12)))

    def begin(self) -> None:
        """The focus into the first field; the keyring is looked for meanwhile."""
        self.new.setFocus()
        self._background.aside(self, vault.keyring_name, self._found, self._not_found)

    def _found(self, name: str | None) -> None:
        self.device.setVisible(name is not None)
        if name is None:
            said = self.tr(
                "This computer has no keyring that may keep the key, so the passphrase is asked for at each start."
            )
        else:
            said = self.tr("The key is then kept by {keyring}, which opens with your sign-in.").format(keyring=name)
        self.keyring.say(said)

    def _not_found(self, _error: InteamError) -> None:
        self._found(None)

    def make(self) -> None:
        """Makes the file, unless something is wrong with the passphrase."""
        if not self.go.isEnabled() or self.new.problems():
            return
        self.problem.hide()
        self.go.setEnabled(False)
        typed, device = self.new.words(), self.device.isChecked()

        def run() -> "Made":
            return vault.make(self._target, typed, on_this_device=device)

        self._background.aside(self, run, self.made.emit, self._refused)

    def _refused(self, error: InteamError) -> None:
        self.go.setEnabled(True)
        said = words(error)
        self.new.show_problems({name: text for name, text in said.items() if name == "passphrase"})
        general = " ".join(text for name, text in said.items() if name != "passphrase")
        self.problem.say(general, "red")
        self.problem.setVisible(bool(general))


class RecoveryStep(QWidget):
    """The code of a new file, to be written down or printed, and typed back. `done` when it was."""

    done = Signal()

    def __init__(self, background: Background, made: "Made") -> None:
        super().__init__()
        self._background, self._made = background, made
        code, name = made.recovery_code, made.file.path.name
        self.shown = ShownCode(code)
        paper = Button(self.tr("Print"), height=28, icon="print")
        paper.clicked.connect(lambda _checked=False: print_code(self.window(), code, name))
        about = Paragraph(self.tr("Keep it in a locked place, away from this computer."), "dense", "amber_text")
        line = row(gap=12)
        line.addWidget(about, 1)
        line.addWidget(paper)
        self.typed = TextBox(self.tr("Type the code back"), "key", icon_token="ink")
        self.typed.edit.returnPressed.connect(self.finish)
        self.field = Field(
            self.tr("Type the code back"), self.typed, help=self.tr("Hyphens, blanks and case do not matter.")
        )
        self.go = Button(self.tr("Open the file"), "primary", key="Enter")
        self.go.clicked.connect(self.finish)
        card = Card()
        inside = card.inside(self.shown, gap=16)
        inside.addLayout(line)
        inside.addWidget(self.field)
        inside.setContentsMargins(24, 24, 24, 24)
        self.setLayout(column(card, 24, row(None, self.go)))

    def begin(self) -> None:
        """The focus where it is typed back."""
        self.typed.setFocus()

    def finish(self) -> None:
        """Tests what was typed against the file itself."""
        if not self.go.isEnabled():
            return
        self.field.set_problem("")
        self._check(busy=True)
        typed, file = self.typed.text(), self._made.file
        self._background.aside(
            self, lambda: vault.confirm_recovery(file, typed), lambda _none: self.done.emit(), self._wrong
        )

    def _check(self, *, busy: bool) -> None:
        """What is said of the code must be of the one that stands in the box: it cannot be changed meanwhile."""
        self.go.setEnabled(not busy)
        self.typed.edit.setReadOnly(busy)

    def _wrong(self, error: InteamError) -> None:
        self._check(busy=False)
        self.field.set_problem(" ".join(words(error).values()))
        self.typed.edit.selectAll()
        self.typed.setFocus()
