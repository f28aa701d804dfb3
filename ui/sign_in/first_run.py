"""The first run: where the records will be, then a passphrase, then the recovery code, typed back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from inteam.errors import InputError, InteamError
from ui.app.messages import sentence
from ui.sign_in.choice import ChoiceCard
from ui.sign_in.cover import Cover
from ui.sign_in.new_file import PassphraseStep, RecoveryStep
from ui.sign_in.server import ServerForm
from ui.widgets.buttons import Button, Link
from ui.widgets.cards import Card, Strip
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import clear, column, row

if TYPE_CHECKING:
    from inteam.store.making import Made
    from ui.app.start import Program

FILTER = "INTeam files (*.inteam)"
HERE, SERVER = 0, 1


class FirstRun(Cover):
    """Step 1: this computer or a shared server. Steps 2 and 3: passphrase and recovery code, for this computer."""

    def __init__(self, program: "Program", error: InteamError | None = None) -> None:
        super().__init__("First run", 720)
        self.program = program
        self._made: Made | None = None
        self._place = column()
        self.content.addLayout(self._place)
        self.begin(error)

    # --- step 1: where ----------------------------------------------------------------------------------------

    def begin(self, error: InteamError | None = None) -> None:
        """Asks where the records will be kept."""
        self._head(
            self.tr("Where will your team’s records be kept?"),
            self.tr("A new file on this computer, or the database that your organisation runs."),
            self.tr("Step 1 of 3"),
        )
        if error is not None:
            self._place.addWidget(Strip(sentence(error), "red", lead=self.tr("The file was not opened.")))
            self._place.addSpacing(16)
        self.cards = [
            ChoiceCard(
                "computer",
                self.tr("This computer"),
                self.tr("One encrypted file. For one worker or a trial."),
                (
                    self.tr("Works with no network"),
                    self.tr("You hold the recovery code"),
                ),
                beware=self.tr("Whoever can open the file sees all of it"),
            ),
            ChoiceCard(
                "server",
                self.tr("Shared server"),
                self.tr("Your organisation’s database, for a whole team."),
                (
                    self.tr("Everyone sees the same list"),
                    self.tr("Sign in with your own account"),
                    self.tr("The server proves who it is"),
                ),
            ),
        ]
        ways = row(gap=16)
        for place, card in enumerate(self.cards):
            ways.addWidget(card, 1)
            card.chosen.connect(partial(self.choose, place))
            card.moved.connect(partial(self._other, place))
        self._place.addLayout(ways)
        self._place.addSpacing(16)
        self.server_card = Card()
        self.form = ServerForm()
        inside = self.server_card.inside(self.form)
        inside.setContentsMargins(24, 20, 24, 20)
        self.form.entered.connect(self.go_on)
        self._place.addWidget(self.server_card)
        self._place.addSpacing(24)
        self._place.addLayout(self._foot())
        self.choose(HERE)
        QTimer.singleShot(0, self.cards[HERE], self.cards[HERE].setFocus)

    def _foot(self) -> QHBoxLayout:
        demo, known = Link(self.tr("Open the demonstration")), Link(self.tr("Open an existing file"))
        demo.clicked.connect(self._demo)
        known.clicked.connect(self._ask_file)
        self.next = Button(self.tr("Continue"), "primary", key="Enter")
        self.next.clicked.connect(self.go_on)
        return row(demo, known, None, self.next, gap=20)

    def choose(self, place: int) -> None:
        """Takes the computer or the server."""
        self._where = place
        for number, card in enumerate(self.cards):
            card.set_on(number == place)
        self.server_card.setVisible(place == SERVER)
        self.next.setText(self.tr("Sign in") if place == SERVER else self.tr("Continue"))

    def _other(self, place: int, step: int) -> None:
        other = (place + step) % len(self.cards)
        self.choose(other)
        self.cards[other].setFocus()

    def go_on(self) -> None:
        """The next step, or the sign-in."""
        if self._where == HERE:
            self._ask_place()
            return
        try:
            address = self.form.address()
        except InputError as error:
            self.form.show_error(error)
            return
        if not self.form.password.words():
            self.form.show_problems({"password": self.tr("Type the password.")})
            return
        self.form.show_problems({})
        self.next.setEnabled(False)
        self.program.session.sign_in(address, self.form.password.words(), self._not_signed_in)

    def _not_signed_in(self, error: InteamError) -> None:
        self.next.setEnabled(True)
        self.form.show_error(error)

    def _head(self, title: str, note: str, step: str = "") -> None:
        clear(self._place)
        if step:
            self._place.addWidget(Label(step, "caption_strong", "muted"))
            self._place.addSpacing(4)
        self._place.addWidget(Paragraph(title, "figure", line=32))
        self._place.addSpacing(4)
        self._place.addWidget(Paragraph(note, "body", "muted"))
        self._place.addSpacing(24)

    # --- files that are there ---------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Open a file"), str(Path.home()), FILTER)
        if chosen:
            self.program.open(Path(chosen))

    def _demo(self) -> None:
        from ui.app.demonstration import PEOPLE, demo_file  # noqa: PLC0415 (only here)

        file = demo_file()
        if file.exists():
            self.program.open(file)
            return
        self._head(self.tr("Making the demonstration"), self.tr("This takes less than a minute and happens once."))
        make = partial(_make_demo, file, PEOPLE)
        self.program.background.aside(self, make, lambda _none: self.program.open(file), self.begin)

    # --- steps 2 and 3 ----------------------------------------------------------------------------------------

    def _ask_place(self) -> None:
        start = str(Path.home() / "team.inteam")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Make a new file"), start, FILTER)
        if chosen:
            target = Path(chosen)
            self.ask_passphrase(target if target.suffix else target.with_suffix(".inteam"))

    def ask_passphrase(self, target: Path) -> None:
        """Step 2, for a file at that place."""
        self._head(
            self.tr("Choose a passphrase"),
            self.tr("It opens {file}. Nobody can reset it for you.").format(file=target.name),
            self.tr("Step 2 of 3"),
        )
        self.passphrase = PassphraseStep(self.program.background, target)
        self.passphrase.back.clicked.connect(lambda _checked=False: self.begin())
        self.passphrase.made.connect(self.show_recovery)
        self._place.addWidget(self.passphrase)
        QTimer.singleShot(0, self.passphrase, self.passphrase.begin)

    def show_recovery(self, made: "Made") -> None:
        """Step 3: the code is shown, printed, typed back."""
        self._head(
            self.tr("Keep the recovery code"),
            self.tr("It opens the file when the passphrase is forgotten. It is shown only now."),
            self.tr("Step 3 of 3"),
        )
        self.recovery = RecoveryStep(self.program.background, made)
        self.recovery.done.connect(partial(self.program.session.adopt, made.file))
        self._place.addWidget(self.recovery)
        QTimer.singleShot(0, self.recovery, self.recovery.begin)


def _make_demo(file: Path, people: int) -> None:
    from inteam import commands  # noqa: PLC0415 (loads every feature)

    file.parent.mkdir(parents=True, exist_ok=True)
    commands.main(["create", str(file), "--demo", str(people)])
