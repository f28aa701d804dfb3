"""The person's own copy as it will read, beside the plan while it is edited."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from inteam.careplans.copy_words import Part, parts
from inteam.careplans.papers import PlanCopy
from inteam.careplans.queries_copy import CopyLook
from ui.widgets import dates, paint, theme
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, row
from ui.widgets.segmented import SegmentedControl

_PIXELS = 4 / 3  # of a point
_LOOKS = (CopyLook(12, False), CopyLook(18, False), CopyLook(18, True))


class _Page(QTextEdit):
    """Read only, plain text in two sizes: nothing that a person said is read as markup."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(24)

    def write(self, cursor: QTextCursor, words: str, pixels: float, weight: int, *, indent: int, before: int) -> None:
        """Add a paragraph."""
        block = QTextBlockFormat()
        block.setTopMargin(before)
        block.setLeftMargin(indent * 16)
        block.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        style = QTextCharFormat()
        font = QFont(theme.font("body"))
        font.setPixelSize(round(pixels))
        font.setWeight(QFont.Weight(weight))
        style.setFont(font)
        style.setForeground(theme.colour("ink" if weight > 400 or indent >= 0 else "muted"))
        if cursor.position():
            cursor.insertBlock(block, style)
        else:
            cursor.setBlockFormat(block)
        cursor.insertText(paint.unbroken(words), style)


class CopyView(QWidget):
    """Heading, a choice of format, and the page. look_chosen(CopyLook): another format is asked for."""

    look_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.title = Label("", "section", elide=True)
        self.choice = SegmentedControl(
            self.tr("Format of the copy"), [("12 pt", ""), ("18 pt", ""), (self.tr("Easy read"), "")]
        )
        self.choice.setFixedHeight(32)
        self.choice.chosen.connect(lambda number: self.look_chosen.emit(_LOOKS[number]))
        self.page = _Page(self.tr("The person's own copy"))
        card = QFrame()
        card.setProperty("kind", "card")
        card.setLayout(column(self.page, margins=(1, 1, 1, 1)))
        head = row(gap=8)
        head.addWidget(self.title, 1)
        head.addWidget(self.choice)
        layout = column(gap=8)
        layout.addWidget(box(head))
        layout.addWidget(card, 1)
        self.setLayout(layout)
        self._shown: PlanCopy | None = None
        theme.current.changed.connect(self._again)

    def show_copy(self, paper: PlanCopy) -> None:
        """Shows the copy; where one was reading stays in view."""
        self._shown = paper
        called = paper.preferred_name or paper.given_name or paper.family_name
        self.title.say(self.tr("{name}’s copy").format(name=called))
        number = 2 if paper.form.easy_read else 0 if paper.form.points < 16 else 1
        self.choice.set_current(number)
        bar = self.page.verticalScrollBar()
        place = bar.value()
        self._write(paper)
        bar.setValue(place)

    def words(self) -> str:
        """What the page says."""
        return self.page.toPlainText()

    def _again(self) -> None:
        if self._shown is not None:
            self.show_copy(self._shown)

    def _write(self, paper: PlanCopy) -> None:
        points = min(paper.form.points, 24)
        body = points * _PIXELS * 0.75  # the page is shown at three quarters
        self.page.clear()
        cursor = self.page.textCursor()
        self.page.write(cursor, self.tr("My plan"), body * 1.4, 700, indent=0, before=0)
        named = " ".join(part for part in (paper.given_name, paper.family_name) if part)
        stands = self.tr("draft of {day}").format(day=dates.shown(paper.printed_on))
        if paper.agreed_on:
            stands = self.tr("version {n}, agreed {day}").format(n=paper.version, day=dates.shown(paper.agreed_on))
        self.page.write(cursor, f"{named}, {stands}", 13, 400, indent=0, before=2)
        if paper.agreed_on and not paper.agreed_with_person:
            self.page.write(cursor, self.tr("Not agreed with the person"), body, 700, indent=0, before=8)
        for part in parts(paper):
            self._part(cursor, part, body, easy=paper.form.easy_read)
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _part(self, cursor: QTextCursor, part: Part, body: float, *, easy: bool) -> None:
        self.page.write(cursor, part.heading, body * 1.12, 600, indent=0, before=16)
        for line in part.rows:
            words = f"{line.label}: {line.text}" if line.label and line.text else line.label or line.text
            for sentence in _sentences(words) if easy else [words]:
                self.page.write(cursor, sentence, body, 400, indent=line.indent, before=4)


def _sentences(words: str) -> list[str]:
    """One idea a line, as easy read asks."""
    return [part if part.endswith(".") else f"{part}." for part in words.replace("\n", " ").split(". ") if part.strip()]
