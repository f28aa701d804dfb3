"""Two people changed the same thing: what differs, yours left and theirs right, a choice for each.

Nothing is written until "Save choices"; texts can be kept both, in order. Both versions stay in the history.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from ui.app.messages import plural
from ui.app.shell import Shell, as_widget
from ui.widgets import paint, theme
from ui.widgets.buttons import Button, Link
from ui.widgets.focus import update_ring
from ui.widgets.identity import Identity
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, framed, row, scrolling
from ui.widgets.marks import Rule, disc, icon
from ui.widgets.overlay import Overlay

LABELS, LINE = 136, 20


class Side(StrEnum):
    """Which words are kept."""

    YOURS = "yours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Difference:
    """One field that differs. joinable: texts that can stand one after the other. chosen: what is proposed.

    The newest is proposed for dates and states, both for notes, nothing where a person must decide.
    """

    name: str
    label: str
    yours: str
    theirs: str
    joinable: bool = False
    chosen: Side | None = None


@dataclass(frozen=True)
class Version:
    """Whose words: a name, initials, and when in words (10:41, not yet saved)."""

    name: str
    initials: str
    when: str


Choices = dict[str, Side]


def joined(difference: Difference, side: Side) -> str:
    """The words that a choice keeps."""
    if side is Side.BOTH:
        return f"{difference.yours}\n{difference.theirs}"
    return difference.yours if side is Side.YOURS else difference.theirs


def marks(words: str, other: str) -> list[tuple[int, int]]:
    """Which letters differ from the other text, in whole words: (start, length)."""
    here, there = words.split(" "), other.split(" ")
    found = []
    for kind, start, end, _, _ in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind in ("replace", "delete"):
            first = sum(len(word) + 1 for word in here[:start])
            found.append((first, len(" ".join(here[start:end]))))
    return found


class _Pick(QAbstractButton):
    """One text with its choice; what differs is marked."""

    def __init__(self, words: str, other: str, *, boxed: bool, name: str) -> None:
        super().__init__()
        self._words, self._marks, self._boxed = words or "Nothing", marks(words, other), boxed
        self.setCheckable(True)
        self.setAccessibleName(f"{name}: {self._words}")
        self.setText(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _layout(self, width: float) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self._words, theme.font("dense"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        ranges = []
        for start, length in self._marks:
            one = QTextLayout.FormatRange()
            one.start, one.length = start, length
            format_ = QTextCharFormat()
            format_.setBackground(theme.colour("badge"))
            format_.setForeground(theme.colour("badge_text"))
            one.format = format_
            ranges.append(one)
        layout.setFormats(ranges)
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20.0, width))
            line.setPosition(QPointF(0, count * LINE))
            count += 1
        layout.endLayout()
        return layout, count

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.height_at(self.width()))

    def height_at(self, width: int) -> int:
        """How high the text stands at a width."""
        return max(44, ceil(self._layout(width - 52)[1] * LINE) + 24)

    def sizeHint(self) -> QSize:
        return QSize(200, max(44, self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 44)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        update_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        update_ring(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area, on = QRectF(self.rect()), self.isChecked()
        paint.rounded(painter, area, 6, "blue_tint" if on else "surface", None if on else "line_strong")
        if on:
            paint.outline(painter, area, 6, "blue")
        (paint.check_box if self._boxed else paint.radio)(painter, 13, 22, on=on)
        painter.setPen(theme.colour("ink"))
        self._layout(self.width() - 52)[0].draw(painter, QPointF(40, 13))


class _Row(QWidget):
    """A field: its name, why it stands as it does, and the two texts."""

    chosen = Signal()

    def __init__(self, difference: Difference, yours: str, theirs: str) -> None:
        super().__init__()
        self.difference = difference
        self._said = Paragraph("", "caption", "muted")
        names = column(Paragraph(difference.label, "dense_strong"), self._said, None, gap=2)
        holder = box(names)
        holder.setFixedWidth(LABELS)
        boxed = difference.joinable
        self.mine = _Pick(difference.yours, difference.theirs, boxed=boxed, name=f"{difference.label}, {yours}")
        self.other = _Pick(difference.theirs, difference.yours, boxed=boxed, name=f"{difference.label}, {theirs}")
        for pick in (self.mine, self.other):
            pick.clicked.connect(self._clicked)
        line = row(gap=16, margins=(24, 12, 24, 12))
        line.addWidget(holder)
        line.addWidget(self.mine, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.other, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.choose(difference.chosen)
        if difference.chosen is not None:
            self._said.say(
                self.tr("Both kept, in order") if difference.chosen is Side.BOTH else self.tr("Newest chosen")
            )

    def height_at(self, width: int) -> int:
        """How high the row stands in a dialog of a width."""
        each = (width - 48 - LABELS - 32) // 2
        return max(self.mine.height_at(each), self.other.height_at(each)) + 25

    def side(self) -> Side | None:
        """What is chosen now."""
        if self.mine.isChecked() and self.other.isChecked():
            return Side.BOTH
        if self.mine.isChecked():
            return Side.YOURS
        return Side.THEIRS if self.other.isChecked() else None

    def choose(self, side: Side | None) -> None:
        """Shows a choice."""
        self.mine.setChecked(side in (Side.YOURS, Side.BOTH))
        self.other.setChecked(side in (Side.THEIRS, Side.BOTH))
        self._say()

    def _clicked(self) -> None:
        pick = self.sender()
        if not self.difference.joinable and isinstance(pick, _Pick):
            other = self.other if pick is self.mine else self.mine
            pick.setChecked(True)
            other.setChecked(False)
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        side = self.side()
        if side is None:
            self._said.say(self.tr("Choose one"), "red")
        elif side is Side.BOTH:
            self._said.say(self.tr("Both kept, in order"), "muted")
        else:
            self._said.say(self.tr("You chose"), "muted")


class ConflictDialog(Overlay):
    """`decided` gives the choice for each field that differs; Esc goes back to the form, with nothing written."""

    decided = Signal(object)

    def __init__(
        self,
        shell: Shell,
        title: str,
        person: Identity | None,
        yours: Version,
        theirs: Version,
        differences: Sequence[Difference],
        *,
        agree: int = 0,
        decided: Callable[[Choices], object] | None = None,
    ) -> None:
        super().__init__(as_widget(shell), title)
        self.panel.setObjectName("dialog")
        self._theirs = theirs
        self._rows = [_Row(one, yours.name, theirs.name) for one in differences]
        self._count = Label("", "dense_strong")
        self._save = Button(self.tr("Save choices"), "primary", key="Ctrl ↵")
        self._save.clicked.connect(self._decide)
        if decided is not None:
            self.decided.connect(decided)
        body = column()
        for one in self._rows:
            one.chosen.connect(self._say)
            body.addWidget(one)
            body.addWidget(Rule())
        self._around = 196 + (44 if agree else 0)
        if agree:
            body.addLayout(column(Label(_agree(agree), "dense", "muted"), margins=(24, 12, 24, 12)))
        body.addStretch(1)
        self._inner = box(body)
        whole = column(margins=(1, 1, 1, 1))
        whole.addWidget(self._head(title, person, len(differences), agree))
        whole.addWidget(self._sides(yours, theirs))
        whole.addWidget(scrolling(self._inner, bar=True), 1)
        whole.addWidget(self._foot())
        self.panel.setLayout(whole)
        self._say()

    def _head(self, title: str, person: Identity | None, differ: int, agree: int) -> QFrame:
        words = column(Label(title, "lead", elide=True), gap=0)
        if person is not None:
            words.addWidget(Label(person.words(), "dense", "muted", elide=True))
        line = row(gap=10, margins=(24, 14, 24, 14))
        line.addWidget(icon("alert", 18, "amber"))
        line.addLayout(words, 1)
        said = plural(differ, self.tr("1 field differs"), self.tr("{n} fields differ"))
        said += f", {agree} agree" if agree else ""
        line.addWidget(Label(said, "dense", "muted"))
        made = column()
        made.addLayout(line)
        made.addWidget(Rule())
        return framed(made, "")

    def _sides(self, yours: Version, theirs: Version) -> QFrame:
        line = row(gap=16, margins=(24, 10, 24, 10))
        line.addSpacing(LABELS)
        for version, side, tone in ((yours, Side.YOURS, "blue"), (theirs, Side.THEIRS, "green")):
            every = Link(self.tr("Choose all"))
            every.setAccessibleName(self.tr("Choose all of {name}").format(name=version.name))
            every.clicked.connect(lambda _checked=False, side=side: self._choose_all(side))
            part = row(disc(24, tone, version.initials), gap=8)
            part.addWidget(Label(version.name, "dense_strong", elide=True))
            part.addWidget(Label(version.when, "caption", "muted", elide=True))
            part.addStretch(1)
            part.addWidget(every)
            line.addLayout(part, 1)
        return framed(line, "head")

    def _foot(self) -> QFrame:
        said = self.tr("Both versions stay in the history.")
        words = column(self._count, Label(said, "caption", "muted", elide=True))
        back = Button(self.tr("Keep editing"), key="Esc")
        back.clicked.connect(self.dismiss)
        line = row(gap=12, margins=(24, 14, 24, 14))
        line.addLayout(words, 1)
        line.addWidget(back)
        line.addWidget(self._save)
        made = framed(line, "foot")
        made.setProperty("of", "dialog")
        return made

    def place(self, width: int, height: int) -> None:
        wide = min(1112, width - 32)
        high = min(self._around + sum(one.height_at(wide - 12) for one in self._rows), height - 32)
        self.panel.setGeometry((width - wide) // 2, max(16, (height - high) // 2), wide, high)

    def choices(self) -> Choices:
        """What is chosen so far."""
        return {one.difference.name: side for one in self._rows if (side := one.side()) is not None}

    def _choose_all(self, side: Side) -> None:
        for one in self._rows:
            one.choose(side)
        self._say()

    def _say(self) -> None:
        chosen, total = len(self.choices()), len(self._rows)
        self._count.say(self.tr("{chosen} of {total} chosen").format(chosen=chosen, total=total))
        self._save.setEnabled(chosen == total)

    def _decide(self) -> None:
        if self._save.isEnabled():
            choices = self.choices()
            self.close_overlay()
            self.decided.emit(choices)

    def keyPressEvent(self, event: QEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier  # type: ignore[attr-defined]
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self._decide()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


def _agree(count: int) -> str:
    return f"{count} fields agree" if count != 1 else "1 field agrees"
