"""A shared database: its address and one's own sign-in, and the password again after locking."""

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from inteam.errors import InteamError
from ui.app import vault
from ui.app.messages import words
from ui.app.secrets import SecretBox
from ui.sign_in.cover import Cover
from ui.widgets.buttons import Button, Link
from ui.widgets.cards import Card, Strip
from ui.widgets.fields import Field
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from ui.app.start import Program

DATABASE = "inteam"


class ServerForm(QWidget):
    """Address and port from the IT team, then one’s own name and password there."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.host, self.port = TextBox(self.tr("Server address")), TextBox(self.tr("Port"), value="5432")
        self.database = TextBox(self.tr("Database"), value=DATABASE)
        self.login, self.password = TextBox(self.tr("Your name there")), SecretBox(self.tr("Password"))
        self.fields = {
            "host": Field(self.tr("Server address"), self.host, help=self.tr("From your IT team.")),
            "port": Field(self.tr("Port"), self.port),
            "database": Field(self.tr("Database"), self.database),
            "login": Field(self.tr("Your name there"), self.login),
            "password": Field(self.tr("Password"), self.password),
        }
        self.problem = Strip("", "red")
        self.problem.hide()
        self.fields["port"].setFixedWidth(120)
        first, second = row(gap=16), row(gap=16)
        for line, name, share in (
            (first, "host", 2),
            (first, "port", 0),
            (first, "database", 1),
            (second, "login", 1),
            (second, "password", 1),
        ):
            line.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
        for box in (self.host, self.port, self.database, self.login, self.password):
            box.edit.returnPressed.connect(self.entered)
        self.setLayout(column(self.problem, first, second, gap=16))
        self.setFocusProxy(self.host)

    def address(self) -> str:
        """The address as it is typed. Raises InputError(host=…, port=…, login=…)."""
        return vault.server_address(self.host.text(), self.port.text(), self.database.text(), self.login.text())

    def show_error(self, error: InteamError) -> None:
        """Each sentence at its field."""
        self.show_problems(words(error))

    def show_problems(self, problems: dict[str, str]) -> None:
        """Each sentence at its field, others at the top; focus to the first."""
        general = " ".join(said for name, said in problems.items() if name not in self.fields)
        self.problem.say(general, "red")
        self.problem.setVisible(bool(general))
        for name, field in self.fields.items():
            field.set_problem(problems.get(name, ""))
        first = next((field for name, field in self.fields.items() if name in problems), None)
        target = first or (self.fields["password"] if general else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


class ServerUnlock(Cover):
    """The password of one login on one server."""

    def __init__(self, program: "Program", address: str, why: str = "") -> None:
        super().__init__("Sign in", 440)
        self.program, self._address = program, address
        parts = urlsplit(address)
        self.content.addWidget(Label(self.tr("Sign in"), "figure"))
        self.content.addSpacing(4)
        where = self.tr("Shared server {host}").format(host=parts.hostname or self.tr("on this computer"))
        self.content.addWidget(Label(why or where, "body", "muted", elide=True))
        self.content.addSpacing(24)
        card = Card()
        self.content.addWidget(card)
        inside = column(gap=16, margins=(24, 24, 24, 20))
        card.body.addLayout(inside)
        inside.addWidget(Label(unquote(parts.username or ""), "body_strong", elide=True))
        self.box = SecretBox(self.tr("Password"))
        self.box.edit.returnPressed.connect(self.unlock)
        self.field = Field(self.tr("Password"), self.box)
        inside.addWidget(self.field)
        self.button = Button(self.tr("Sign in"), "primary", key="Enter")
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.unlock)
        inside.addWidget(self.button)
        elsewhere = Link(self.tr("Change where data is kept"))
        elsewhere.clicked.connect(self._elsewhere)
        inside.addLayout(row(None, elsewhere))
        QTimer.singleShot(0, self.box, self.box.setFocus)

    def unlock(self) -> None:
        """Tries what is typed."""
        if not self.box.words():
            self.field.set_problem(self.tr("Type the password."))
            return
        self.field.set_problem("")
        self.button.setEnabled(False)
        self.program.session.sign_in(self._address, self.box.words(), self._wrong)

    def _wrong(self, error: InteamError) -> None:
        self.button.setEnabled(True)
        self.field.set_problem(" ".join(words(error).values()))
        self.box.edit.selectAll()
        self.box.setFocus()

    def _elsewhere(self) -> None:
        self.program.session.close()
        self.program.first_run()
