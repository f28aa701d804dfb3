"""Unlock: the passphrase, or the printed recovery code; a demonstration opens by one press."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy

from inteam.errors import InteamError
from ui.app.entering import Who
from ui.app.messages import plural, sentence
from ui.app.secrets import SecretBox
from ui.sign_in.cover import Cover
from ui.widgets.buttons import Button, Link
from ui.widgets.cards import Card, Strip
from ui.widgets.fields import Field
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row
from ui.widgets.marks import disc, dot

if TYPE_CHECKING:
    from inteam.store.local import ClosedFile
    from ui.app.start import Program


class Unlock(Cover):
    """Asks for the key of one file."""

    def __init__(self, program: "Program", closed: "ClosedFile", why: str = "", who: Who | None = None) -> None:
        super().__init__("Unlock", 440)
        self.program, self._recovering = program, False
        self._offer = _Offer(program)
        self._unasked = closed.keys.kind == "demo" and who is not None
        self.content.addWidget(Label(self.tr("Unlock"), "figure"))
        self.content.addSpacing(4)
        self.content.addWidget(Label(why or closed.path.name, "body", "muted", elide=True))
        self.content.addSpacing(24)
        card = Card()
        self.content.addWidget(card)
        inside = column(gap=16, margins=(24, 24, 24, 20))
        card.body.addLayout(inside)
        if who is not None and who.me is not None:
            inside.addLayout(_person(who.me.name, who.me.job_title, who.me.initials))
        self.box = SecretBox(self.tr("Passphrase"))
        self.box.edit.returnPressed.connect(self.unlock)
        self.box.caps.connect(self._caps)
        self.field = Field(self.tr("Passphrase"), self.box)
        inside.addWidget(self.field)
        self.button = Button(self.tr("Unlock"), "primary", key="Enter")
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.unlock)
        inside.addWidget(self.button)
        self.other = Link(self.tr("Use the recovery code"))
        self.other.clicked.connect(self._switch)
        elsewhere = Link(self.tr("Change where data is kept"))
        elsewhere.clicked.connect(self._elsewhere)
        inside.addLayout(row(self.other, None, elsewhere))
        if who is not None and program.session.drafts:
            self.content.addSpacing(16)
            self.content.addWidget(self._safe(program.session.drafts))
        self.content.addSpacing(20)
        where = Label(self.tr("This computer, {file}").format(file=closed.path.name), "caption", "muted", elide=True)
        self.content.addLayout(row(dot("green"), where, None, gap=8))
        if self._unasked:
            self.field.hide()
            self.other.hide()
        QTimer.singleShot(0, self, self._first)

    def _safe(self, drafts: int) -> Strip:
        lead = plural(drafts, self.tr("1 draft is safe."), self.tr("{n} drafts are safe."))
        words = plural(drafts, self.tr("It opens where you left it."), self.tr("They open where you left them."))
        return Strip(words, "blue", "pencil", lead=lead)

    def _caps(self, on: bool) -> None:
        if not self._recovering:
            self.field.set_help(self.tr("Caps Lock is on") if on else self.tr("Caps Lock is off"))

    def _first(self) -> None:
        (self.button if self._unasked else self.box).setFocus()

    def _switch(self) -> None:
        self._recovering = not self._recovering
        words = self.tr("Recovery code") if self._recovering else self.tr("Passphrase")
        self.field.label.say(words)
        self.box.edit.setAccessibleName(words)
        self.field.set_help(self.tr("33 letters and digits, from the printed sheet.") if self._recovering else "")
        self.other.setText(self.tr("Use the passphrase") if self._recovering else self.tr("Use the recovery code"))
        mode = QLineEdit.EchoMode.Normal if self._recovering else QLineEdit.EchoMode.Password
        self.box.edit.setEchoMode(mode)
        self.box.edit.clear()
        self.field.set_problem("")
        self.box.setFocus()

    def unlock(self) -> None:
        """Tries what is typed."""
        session = self.program.session
        if self._unasked:
            session.unlock_unasked()
            return
        words = self.box.edit.text()
        if not words:
            self.field.set_problem(
                self.tr("Type the passphrase.") if not self._recovering else self.tr("Type the code.")
            )
            return
        self.field.set_problem("")
        self.field.set_help(self.tr("Checking takes a second or two, on purpose."))
        self._busy(True)
        self._offer.wanted = self._recovering
        (session.give_recovery if self._recovering else session.give_passphrase)(words, self._wrong)

    def _busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.box.edit.setReadOnly(busy)

    def _wrong(self, error: InteamError) -> None:
        self._busy(False)
        self.field.set_problem(sentence(error))
        self.box.edit.selectAll()
        self.box.setFocus()

    def _elsewhere(self) -> None:
        self.program.session.close()
        self.program.first_run()


class _Offer(QObject):
    """A forgotten passphrase is replaced now, if ever: said once somebody is at work by the recovery code.

    It belongs to the window: this cover may have given way to another before that.
    """

    def __init__(self, program: "Program") -> None:
        super().__init__(program.window)
        self.wanted = False
        self._window = program.window
        program.session.ready.connect(self._ready)

    def _ready(self) -> None:
        if self.wanted:
            window = self._window
            window.notice(
                self.tr("You opened the file with its recovery code. Set a new passphrase now."),
                action=self.tr("Set a new passphrase"),
                act=lambda: window.show_sheet("settings.forgotten"),
            )
        self.deleteLater()


def _person(name: str, job: str, initials: str) -> QHBoxLayout:
    words = column(Label(name, "body_strong", elide=True), Label(job, "caption", "muted", elide=True))
    line = row(disc(40, "blue", initials), gap=12)
    line.addLayout(words, 1)
    return line
