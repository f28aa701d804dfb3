"""The rows of the conflict sheet: a field's name, why it stands as it does, and the two texts to choose from."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.app.merging import Difference, Side, marks
from ui.widgets import paint, theme
from ui.widgets.focus import update_ring
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import box, column, row

LABELS, LINE = 136, 20
_LINE_BREAK = "\u2028"  # as QTextLayout knows it


class Pick(QAbstractButton):
    """One text with its choice; what differs is marked. Space chooses; the arrows go to the texts beside and below."""

    moved = Signal(int, int)  # columns, rows

    def __init__(self, words: str, other: str, *, boxed: bool, name: str) -> None:
        super().__init__()
        self._words, self._marks, self._boxed = words or "Nothing", marks(words, other), boxed
        self.spoken_role = QAccessible.Role.CheckBox if boxed else QAccessible.Role.RadioButton
        self.setCheckable(True)
        self.setAccessibleName(f"{name}: {self._words}")
        self.setText(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _layout(self, width: float) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self._words.replace("\n", _LINE_BREAK), theme.font("dense"))
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        way = ways.get(Qt.Key(event.key()))
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if way is not None:
            self.moved.emit(*way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.click()
        else:
            super().keyPressEvent(event)

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


class Row(QWidget):
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
        self.mine = Pick(difference.yours, difference.theirs, boxed=boxed, name=f"{difference.label}, {yours}")
        self.other = Pick(difference.theirs, difference.yours, boxed=boxed, name=f"{difference.label}, {theirs}")
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
        if not self.difference.joinable and isinstance(pick, Pick):
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
