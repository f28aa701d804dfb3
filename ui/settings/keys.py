"""Dialogs that change what opens the file: passphrase, recovery code, data key, live."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inteam import audit, messages
from inteam.errors import InteamError
from ui.app import vault
from ui.app.messages import sentence
from ui.app.secrets import NewPassphrase, SecretBox, ShownCode, print_code
from ui.app.shell import Shell, as_widget
from ui.settings.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import row

if TYPE_CHECKING:
    from inteam.store.local import LocalFile
    from ui.app.session import Session


def _to_trail(shell: Shell, action: str) -> None:
    """In a transaction of its own: what opens the file is not in the database. The dialog may be gone by then."""

    def failed(error: InteamError) -> None:
        shell.notice(sentence(error))

    shell.background.write(as_widget(shell), partial(audit.note, action=action), lambda _none: None, failed)


class ChangePassphrase(Asking):
    """The old one, then the new one twice."""

    changed = Signal()

    def __init__(self, shell: Shell, file: "LocalFile") -> None:
        super().__init__(shell, "Change passphrase", "Change passphrase")
        self._file = file
        self.old, self.new = SecretBox(self.tr("Passphrase now")), NewPassphrase()
        self._old_field = self.add("old", Field(self.tr("Passphrase now"), self.old))
        self.body.addWidget(self.new)
        self.new.entered.connect(self.submit)

    def problems(self) -> dict[str, str]:
        found = {} if self.old.words() else {"old": self.tr("Type the passphrase that opens the file now.")}
        return found or self.new.problems()

    def send(self) -> None:
        change = partial(vault.change_passphrase, self._file, self.old.words(), self.new.words())
        self.background.aside(self, change, self._changed, self.failed)

    def _changed(self, _none: None) -> None:
        self.sent()
        self.shell.toast(self.tr("Passphrase changed"))
        _to_trail(self.shell, "keys.passphrase_changed")
        self.changed.emit()

    def failed(self, error: InteamError) -> None:
        super().failed(error)
        if error.problems.get("") == "wrong_passphrase":
            self.show_problems({"old": messages.sentence("wrong_passphrase")})
        elif "passphrase" in error.problems:
            self.problem.hide()
            self.new.show_problems({"passphrase": messages.sentence(error.problems["passphrase"])})


class TypeCodeBack(Asking):
    """Shows a recovery code (or none: the one on the sheet) and takes it typed back."""

    changed = Signal()

    def __init__(self, shell: Shell, title: str, does: str, note: str, code: str = "", file: str = "") -> None:
        super().__init__(shell, title, does, note=note, width=560)
        if code:
            self.shown = ShownCode(code)
            self.body.addWidget(self.shown)
            to_paper = Button(self.tr("Print"), height=28, icon="print")
            to_paper.clicked.connect(lambda _checked=False: print_code(self.window(), code, file))
            about = Paragraph(self.tr("It is shown only now. Keep it away from this computer."), "dense", "amber_text")
            line = row(gap=12)
            line.addWidget(about, 1)
            line.addWidget(to_paper)
            self.body.addLayout(line)
        self.typed = TextBox(self.tr("Recovery code"), "key", icon_token="ink")
        self.typed.edit.returnPressed.connect(self.submit)
        self.add(
            "recovery_code",
            Field(self.tr("Type the code back"), self.typed, help=self.tr("Hyphens, blanks and case do not matter.")),
        )


class NewRecoveryCode(TypeCodeBack):
    """A new code; the old one works until the new one is typed back."""

    def __init__(self, shell: Shell, file: "LocalFile") -> None:
        self._file = file
        self._secret, code = vault.new_secret()
        note = "The old code works until this one has been typed back. Then only this one does."
        super().__init__(shell, "New recovery code", "Use this code", note, code, file.path.name)

    def send(self) -> None:
        take = partial(vault.take_secret, self._file, self._secret, self.typed.text())
        self.background.aside(self, take, self._taken, self.failed)

    def _taken(self, _none: None) -> None:
        self.sent()
        self.shell.toast(self.tr("Recovery code changed"))
        _to_trail(self.shell, "keys.recovery_changed")
        self.changed.emit()


class ConfirmRecovery(TypeCodeBack):
    """The code on the sheet, to know that it was written down right."""

    def __init__(self, shell: Shell, file: "LocalFile") -> None:
        self._file = file
        note = "Type it from the sheet. Nothing changes; you know then that the sheet is right."
        super().__init__(shell, "Test the recovery code", "Test the code", note)

    def send(self) -> None:
        self.background.aside(
            self, partial(vault.confirm_recovery, self._file, self.typed.text()), self._tested, self.failed
        )

    def _tested(self, _none: None) -> None:
        self.sent()
        self.shell.toast(self.tr("The recovery code is right"))
        _to_trail(self.shell, "keys.recovery_tested")
        self.changed.emit()


class MakeLive(TypeCodeBack):
    """From rehearsal to real people; it cannot be taken back, so it is said."""

    def __init__(self, shell: Shell, file: "LocalFile") -> None:
        self._file = file
        note = (
            "A live file holds real people. It refuses NHS numbers of the test range, and it cannot become a rehearsal "
            "again. Type the recovery code from its sheet: whoever relies on these records must be able to open them."
        )
        super().__init__(shell, "Make this file live", "Make it live", note)

    def send(self) -> None:
        self.background.aside(self, partial(vault.make_live, self._file, self.typed.text()), self._live, self.failed)

    def _live(self, _none: None) -> None:
        self.sent()
        self.shell.toast(self.tr("The file is live"))
        _to_trail(self.shell, "file.made_live")
        self.changed.emit()


class ChangeKey(Asking):
    """Writes the whole file anew under another key; then shows the new recovery code."""

    changed = Signal()

    def __init__(self, shell: Shell, session: "Session", file: "LocalFile") -> None:
        super().__init__(
            shell,
            "Change the key of the file",
            "Change the key",
            note="For a lost computer or somebody who has left: the whole file is written anew under another key. The "
            "passphrase stays; other computers and the old recovery code no longer open it.",
        )
        self._session, self._name = session, file.path.name
        self.words = SecretBox(self.tr("Passphrase"))
        self.words.edit.returnPressed.connect(self.submit)
        self.add("passphrase", Field(self.tr("Passphrase"), self.words))

    def problems(self) -> dict[str, str]:
        return {} if self.words.words() else {"passphrase": self.tr("Type the passphrase.")}

    def send(self) -> None:
        self.fields["passphrase"].set_help(self.tr("Writing the file anew and comparing every table…"))
        self._session.renew(self.words.words(), self._renewed, self.failed)

    def failed(self, error: InteamError) -> None:
        super().failed(error)
        self.fields["passphrase"].set_help("")
        if error.problems.get("") == "wrong_passphrase":
            self.show_problems({"passphrase": messages.sentence("wrong_passphrase")})

    def _renewed(self, code: str) -> None:
        self.sent()
        file = self._session.file
        if file is not None:
            shown = FirstRecoveryCode(self.shell, file, code)
            shown.changed.connect(self.changed)
            shown.open()


class FirstRecoveryCode(TypeCodeBack):
    """The code that is in force and nowhere else: after the key has been changed."""

    def __init__(self, shell: Shell, file: "LocalFile", code: str) -> None:
        self._file = file
        note = "The key is changed. The old recovery code no longer opens the file; this one does."
        super().__init__(shell, "The new recovery code", "I have written it down", note, code, file.path.name)

    def send(self) -> None:
        self.background.aside(
            self, partial(vault.confirm_recovery, self._file, self.typed.text()), self._kept, self.failed
        )

    def _kept(self, _none: None) -> None:
        self.sent()
        self.shell.toast(self.tr("Key changed"))
        _to_trail(self.shell, "keys.changed")
        self.changed.emit()


class ForgottenPassphrase(Asking):
    """A new passphrase without the old one, in a file that its recovery code has just opened."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "Set a new passphrase", "Set passphrase", note="The forgotten one ends.")
        self.new = NewPassphrase()
        self.body.addWidget(self.new)
        self.new.entered.connect(self.submit)

    def open(self, first: QWidget | None = None) -> None:
        super().open(first or self.new)

    def problems(self) -> dict[str, str]:
        return self.new.problems()

    def send(self) -> None:
        program = getattr(self.window(), "program", None)
        file = program.session.file if program is not None else None
        if file is None:
            self.close_overlay()
            return
        self.background.aside(self, partial(vault.set_passphrase, file, self.new.words()), self._set, self.failed)

    def _set(self, _none: None) -> None:
        self.sent()
        self.shell.toast(self.tr("Passphrase set"))
        _to_trail(self.shell, "keys.passphrase_changed")
