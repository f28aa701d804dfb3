"""The first run: make an encrypted file, open one that is there, or look at the demonstration."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from inteam.errors import InteamError
from ui.app.messages import sentence, words
from ui.sign_in.cover import Cover
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.cards import Card, Strip
from ui.widgets.fields import Field
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.marks import disc, icon

if TYPE_CHECKING:
    from inteam.store.making import Made
    from ui.app.start import Program

FILTER = "INTeam files (*.inteam)"


class FirstRun(Cover):
    """Three ways in, each with what it means; then the passphrase, then the recovery code, typed back."""

    def __init__(self, program: "Program", error: InteamError | None = None) -> None:
        super().__init__("First run", 720)
        self.program, self._made = program, None
        self._place = column()
        self.content.addLayout(self._place)
        self._begin(error)

    _made: "Made | None"

    # --- step 1: where ----------------------------------------------------------------------------------------

    def _begin(self, error: InteamError | None = None) -> None:
        self._head(self.tr("Where are your team’s records?"), self.tr("Everything stays on this computer, encrypted."))
        if error is not None:
            self._place.addWidget(Strip(sentence(error), "red", lead=self.tr("The file was not opened.")))
            self._place.addSpacing(16)
        make = Button(self.tr("Make a new file"), "primary")
        make.clicked.connect(self._ask_place)
        look = Button(self.tr("Open the demonstration"))
        look.clicked.connect(self._demo)
        open_one = Button(self.tr("Open a file"))
        open_one.clicked.connect(self._ask_file)
        new = _way(
            "computer",
            self.tr("A new file"),
            self.tr("One encrypted file on this computer. For one worker, or a trial."),
            (
                self.tr("Works with no network"),
                self.tr("You hold the recovery code"),
                self.tr("A rehearsal until made live"),
            ),
            make,
        )
        demo = _way(
            "people",
            self.tr("The demonstration"),
            self.tr("An invented neighbourhood of 2,000 people."),
            (self.tr("Months of casework to look at"), self.tr("Nobody in it is real"), self.tr("Opens unasked")),
            look,
        )
        ways = row(gap=16)
        ways.addWidget(new, 1)
        ways.addWidget(demo, 1)
        self._place.addLayout(ways)
        self._place.addSpacing(20)
        self._place.addLayout(row(Label(self.tr("There is a file already?"), "body", "muted"), open_one, None, gap=12))
        QTimer.singleShot(0, make, make.setFocus)

    def _head(self, title: str, note: str, step: str = "") -> None:
        clear(self._place)
        if step:
            self._place.addWidget(Label(step, "caption_strong", "muted"))
            self._place.addSpacing(4)
        self._place.addWidget(Paragraph(title, "figure", line=32))
        self._place.addSpacing(6)
        self._place.addWidget(Paragraph(note, "body", "muted"))
        self._place.addSpacing(20)

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Open a file"), str(Path.home()), FILTER)
        if chosen:
            self.program.open(Path(chosen))

    def _ask_place(self) -> None:
        start = str(Path.home() / "team.inteam")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Make a new file"), start, FILTER)
        if chosen:
            target = Path(chosen)
            self._passphrase(target if target.suffix else target.with_suffix(".inteam"))

    def _demo(self) -> None:
        from ui.run_demo import PEOPLE, demo_file  # noqa: PLC0415 (only here)

        file = demo_file()
        if file.exists():
            self.program.open(file)
            return
        self._head(self.tr("Making the demonstration"), self.tr("This takes less than a minute and happens once."))
        make = partial(_make_demo, file, PEOPLE)
        self.program.background.aside(self, make, lambda _none: self.program.open(file), self._begin)

    # --- step 2: the passphrase -------------------------------------------------------------------------------

    def _passphrase(self, target: Path) -> None:
        self._head(
            self.tr("Choose a passphrase"),
            self.tr("Three or four words together are long enough and easy to remember. Nobody can reset it."),
            self.tr("Step 1 of 2 · {file}").format(file=target.name),
        )
        card = Card()
        form = card.inside(gap=16)
        form.setContentsMargins(24, 24, 24, 24)
        self._first, self._second = _secret(self.tr("Passphrase")), _secret(self.tr("The same again"))
        self._fields = {
            "passphrase": Field(self.tr("Passphrase"), self._first, help=self.tr("At least 12 characters.")),
            "again": Field(self.tr("The same again"), self._second),
        }
        for field in self._fields.values():
            form.addWidget(field)
        self._device = CheckBox(self.tr("Open without asking on this computer, by its keyring"))
        form.addWidget(self._device)
        self._problem = Strip("", "red")
        self._problem.hide()
        form.addWidget(self._problem)
        back, self._go = Button(self.tr("Back")), Button(self.tr("Make the file"), "primary", key="Enter")
        back.clicked.connect(lambda _checked=False: self._begin())
        make = partial(self._make, target)
        self._go.clicked.connect(lambda _checked=False: make())
        self._second.edit.returnPressed.connect(make)
        form.addLayout(row(None, back, self._go, gap=12))
        self._place.addWidget(card)
        QTimer.singleShot(0, self._first, self._first.setFocus)

    def _make(self, target: Path) -> None:
        typed, again = self._first.edit.text(), self._second.edit.text()
        for field in self._fields.values():
            field.set_problem("")
        self._problem.hide()
        if typed != again:
            self._fields["again"].set_problem(self.tr("The two are not the same. Type the passphrase again."))
            self._second.setFocus()
            return
        self._go.setEnabled(False)
        device = self._device.isChecked()

        def run() -> Any:
            from inteam.store import making  # noqa: PLC0415 (slow to import)

            return making.make(target, typed, on_this_device=device)

        self.program.background.aside(self, run, self._recovery, self._refused)

    def _refused(self, error: InteamError) -> None:
        self._go.setEnabled(True)
        said = words(error)
        self._fields["passphrase"].set_problem(said.pop("passphrase", ""))
        self._problem.say(" ".join(said.values()), "red")
        self._problem.setVisible(bool(said))
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- step 3: the recovery code ----------------------------------------------------------------------------

    def _recovery(self, made: "Made") -> None:
        self._made = made
        self._head(
            self.tr("Write the recovery code down"),
            self.tr("It opens the file when the passphrase is forgotten. It is shown only now."),
            self.tr("Step 2 of 2"),
        )
        card = Card()
        form = card.inside(gap=16)
        form.setContentsMargins(24, 24, 24, 24)
        code = Paragraph(made.recovery_code, "lead", line=26)
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addWidget(code)
        self._typed = TextBox(self.tr("Type the code back"), "key")
        self._back = Field(
            self.tr("Type the code back"), self._typed, help=self.tr("Spaces and hyphens do not matter.")
        )
        form.addWidget(self._back)
        done = Button(self.tr("Open the file"), "primary", key="Enter")
        done.clicked.connect(self._finish)
        self._typed.edit.returnPressed.connect(self._finish)
        form.addLayout(row(icon("alert", 16, "amber"), self._warning(), None, done, gap=8))
        self._place.addWidget(card)
        QTimer.singleShot(0, self._typed, self._typed.setFocus)

    def _warning(self) -> QWidget:
        return Label(self.tr("Keep it away from this computer."), "dense", "amber_text", elide=True)

    def _finish(self) -> None:
        made = self._made
        if made is None:
            return
        if _letters(self._typed.text()) != _letters(made.recovery_code):
            self._back.set_problem(self.tr("That is not the code above. Look at each group again."))
            self._typed.setFocus()
            return
        self._made = None
        self.program.session.adopt(made.file)


def _letters(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _secret(name: str) -> TextBox:
    made = TextBox(name, "lock", icon_token="ink")
    made.edit.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def _way(symbol: str, title: str, note: str, points: tuple[str, ...], button: Button) -> Card:
    card = Card()
    inside = card.inside(gap=8)
    inside.setContentsMargins(24, 24, 24, 24)
    inside.addLayout(row(disc(40, "blue", icon_name=symbol), None))
    inside.addSpacing(4)
    inside.addWidget(Label(title, "lead", elide=True))
    inside.addWidget(Paragraph(note, "dense", "muted"))
    inside.addSpacing(8)
    for point in points:
        line = row(icon("check", 16, "green"), gap=8)
        line.addWidget(Label(point, "dense", elide=True), 1)
        inside.addWidget(box(line))
    inside.addStretch(1)
    inside.addSpacing(8)
    inside.addLayout(row(button, None))
    return card


def _make_demo(file: Path, people: int) -> None:
    from inteam import commands  # noqa: PLC0415 (loads every feature)

    file.parent.mkdir(parents=True, exist_ok=True)
    commands.main(["create", str(file), "--demo", str(people)])
