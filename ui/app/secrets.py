"""Fields for what opens a file: a passphrase, a new one typed twice with its strength, a recovery code shown."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from inteam import messages
from ui.app import vault
from ui.widgets import paint, theme
from ui.widgets.buttons import IconButton
from ui.widgets.fields import Field
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

_STRENGTHS = (("Too easy to guess", "red"), ("Fair", "amber_text"), ("Good", "green"), ("Strong", "green"))
_FILLS = ("red", "amber", "green", "green")


class SecretBox(TextBox):
    """One line that shows dots; the eye shows what is typed. caps: what the last letter says of Caps Lock."""

    caps = Signal(bool)

    def __init__(self, name: str) -> None:
        self.eye = IconButton("eye", "Show what is typed", 28)
        super().__init__(name, "lock", after=(self.eye,), icon_token="ink")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye.clicked.connect(self._turn)

    def words(self) -> str:
        """What is typed, to the last blank: a passphrase may end in one."""
        return self.edit.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            letter, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if letter.isalpha() and letter.upper() != letter.lower():
                self.caps.emit(letter.isupper() != shift)
        return super().eventFilter(watched, event)

    def _turn(self) -> None:
        shown = self.edit.echoMode() == QLineEdit.EchoMode.Normal
        self.edit.setEchoMode(QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal)
        self.eye.set_name(self.tr("Show what is typed") if shown else self.tr("Hide what is typed"))


class StrengthBar(QWidget):
    """Three bars and a word, under a new passphrase."""

    def __init__(self) -> None:
        super().__init__()
        self._level, self._typed = 0, False
        self.words = Label("", "caption_strong", "muted")
        self.words.setParent(self)
        self.setFixedHeight(18)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_level(0, typed=False)

    def sizeHint(self) -> QSize:
        return QSize(240, 18)

    def show_level(self, level: int, *, typed: bool) -> None:
        """Level 0 to 3; nothing typed shows nothing."""
        self._level, self._typed = level, typed
        words, token = _STRENGTHS[level]
        self.words.say(self.tr(words) if typed else "", token)
        self.words.adjustSize()
        self.setAccessibleName(self.tr("Strength: {words}").format(words=self.tr(words)) if typed else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place in range(3):
            on = self._typed and place < max(1, self._level)
            area = QRectF(place * 62, 6, 56, 6)
            paint.rounded(painter, area, 3, _FILLS[self._level] if on else "grey_tint")
        self.words.move(3 * 62 + 6, 1)


class NewPassphrase(QWidget):
    """A new passphrase typed twice, with its strength. `entered` when Enter is pressed in the second."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = SecretBox(self.tr("New passphrase")), SecretBox(self.tr("The same again"))
        self._bar = StrengthBar()
        self.fields = {
            "passphrase": Field(
                self.tr("New passphrase"),
                self.first,
                help=self.tr("At least 12 characters. Three or four words together are easy to remember."),
            ),
            "again": Field(self.tr("The same again"), self.second),
        }
        self.first.edit.textChanged.connect(self._judge)
        self.first.edit.returnPressed.connect(self.second.setFocus)
        self.second.edit.returnPressed.connect(self.entered)
        self.setLayout(column(self.fields["passphrase"], 6, self._bar, 14, self.fields["again"]))
        self.setFocusProxy(self.first)

    def words(self) -> str:
        """What is typed first."""
        return self.first.words()

    def problems(self) -> dict[str, str]:
        """Sentences at the two fields; they are shown and given."""
        code = vault.strength(self.words())[1]
        found = {"passphrase": messages.sentence(code)} if code else {}
        if not found and self.words() != self.second.words():
            found["again"] = messages.sentence("passphrase_differs")
        self.show_problems(found)
        return found

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Puts sentences at the fields, and the focus into the first of them."""
        for name, field in self.fields.items():
            field.set_problem(problems.get(name, ""))
        wrong = next((field for name, field in self.fields.items() if name in problems), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self, words: str) -> None:
        self._bar.show_level(vault.strength(words)[0], typed=bool(words))
        self.fields["passphrase"].set_problem("")


class ShownCode(QFrame):
    """A recovery code in two rows of four groups and its check character, to be written down."""

    spoken_role = QAccessible.Role.StaticText

    def __init__(self, code: str) -> None:
        super().__init__()
        self.setProperty("kind", "inset")
        self.code = code
        groups = code.split("-")
        self.setAccessibleName(self.tr("Recovery code: {code}").format(code=", ".join(groups)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        upper, lower = (row(gap=14) for _ in range(2))
        for place, group in enumerate(groups):
            (upper if place < vault.GROUPS // 2 else lower).addWidget(Label(group, "name"))
        for line in (upper, lower):
            line.addStretch(1)
        self.setLayout(column(upper, lower, gap=6, margins=(16, 12, 16, 12)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint.outline(QPainter(self), QRectF(self.rect()), 6, "blue")


def print_code(parent: QWidget, code: str, file: str) -> None:
    """Offers the printer; the sheet is drawn straight to it, never to a file of ours."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 (rarely, and heavy)

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print the recovery code")

    def draw() -> None:
        painter = QPainter(printer)
        draw_sheet(painter, QRectF(painter.viewport()), code, file)
        painter.end()

    dialog.setModal(True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(draw)
    dialog.show()


def draw_sheet(painter: QPainter, area: QRectF, code: str, file: str) -> None:
    """One page: which file, the code in large letters, where to keep it. Black on white."""
    unit = area.width() / 180.0  # millimetres of an A4 page within its margins
    groups = code.split("-")
    lines = (
        (10.0, "INTeam recovery code", True),
        (5.0, f"For the file {file}", False),
        (0.0, "", False),
        (9.0, "  ".join(groups[:4]), True),
        (9.0, "  ".join(groups[4:]), True),
        (0.0, "", False),
        (
            4.5,
            "It opens the file when the passphrase is forgotten. Whoever has it and the file can read all of it.",
            False,
        ),
        (
            4.5,
            "Keep it in a locked place, away from the computer. Type it in any case, with or without hyphens.",
            False,
        ),
    )
    top = area.top() + 20 * unit
    for size, words, strong in lines:
        made = QFont(theme.font("title" if strong else "body"))  # a copy: the fonts of the theme are shared
        made.setPixelSize(max(1, round(max(size, 4.0) * unit)))
        painter.setFont(made)
        painter.setPen(Qt.GlobalColor.black)
        high = max(size, 4.0) * unit * 2.2
        painter.drawText(QRectF(area.left(), top, area.width(), high), int(Qt.TextFlag.TextWordWrap), words)
        top += high
