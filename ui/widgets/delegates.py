"""Table delegates: one a column. They paint what is in the cells; no widget is ever made for a row.

The view calls `content` itself: Qt would cross from C++ to Python and back several times for each cell. DisplayRole
still gives the words, for screen readers, copying and tests.
"""

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.widgets import icons, paint

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
TWO_LINES = 32  # of captions: what a row of 36 holds
TALL = 44  # a row this high has two lines of its own style
_SMALLER = {
    "dense": "caption",
    "dense_medium": "caption_medium",
    "dense_strong": "caption_strong",
}
LOOK = int(Qt.ItemDataRole.UserRole) + 1
TICKED = LOOK + 1


class Look(NamedTuple):
    """What one cell shows: words, text colour, and what the column's delegate needs besides."""

    words: str
    token: str | None = None
    value: Any = None
    ticked: bool = False
    group: bool = False


class Waiting(NamedTuple):
    """What a waiting clock shows."""

    days: float
    standard: float


class Cell(QStyledItemDelegate):
    """Text in a type style; base of the others. The view has painted the row's background and rule."""

    spoken = ""  # the head of a column without words, for a screen reader

    def __init__(self, style: str = "dense", token: str = "ink", align: Qt.AlignmentFlag = paint.LEFT) -> None:
        super().__init__()
        self.style_name, self.token, self.align = style, token, align
        self.left = self.right = 8

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        style = self.style_name
        if style == "dense" and look.token in ("red", "amber_text"):
            style = "dense_strong"
        self.words(painter, area, look.words, style, look.token or self.token)

    def words(self, painter: QPainter, area: QRectF, words: str, style: str, token: str) -> None:
        """One line, or two smaller ones where one would cut the words short."""
        high, room = area.height(), area.width()
        line_style = style if high >= TALL else _SMALLER.get(style, "")
        lines = paint.folded(words, style, line_style, room) if line_style and high >= TWO_LINES else None
        if lines is None:
            paint.text(painter, area, words, style, token, self.align)
            return
        step = 18.0 if high >= TALL else 16.0
        top = area.y() + (high - 2 * step) / 2
        for number, line in enumerate(lines):
            room_here = QRectF(area.x(), top + number * step, room, step)
            paint.text(painter, room_here, line, line_style, token, self.align)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = paint.text_width(str(index.data() or ""), self.style_name)
        return QSize(round(width) + self.left + self.right, option.rect.height())

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The full text as a tooltip, only when the cell elides it."""
        elided = self.sizeHint(option, index).width() > option.rect.width()
        QToolTip.showText(event.globalPos(), str(index.data()) if elided else "", view)
        return True


class NameCell(Cell):
    """Who it is, strong. The value is a second line, which only a tall row shows: its columns are then hidden."""

    def __init__(self) -> None:
        super().__init__("dense_strong")

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        if area.height() < TALL or not look.value:
            super().content(painter, area, look, current)
            return
        top = area.y() + (area.height() - 36) / 2
        line = QRectF(area.x(), top, area.width(), 18)
        paint.text(painter, line, look.words, self.style_name, look.token or self.token)
        paint.text(painter, line.translated(0, 19), look.value, "caption", "muted")


class DateCell(Cell):
    """A date DD-Mmm-YYYY. Never elided: a cut date is a wrong date, so it may use the padding."""

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        super().content(painter, area.adjusted(0, 0, self.right, 0), look, current)

    def words(self, painter: QPainter, area: QRectF, words: str, style: str, token: str) -> None:
        paint.text(painter, area, words, style, token, self.align)


class CheckCell(Cell):
    """A check box. The view handles Space; a click anywhere in the cell counts."""

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        paint.check_box(painter, area.x(), area.center().y(), on=look.ticked)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease:
            return False
        return model.setData(index, not index.data(LOOK).ticked, TICKED)


class DotCell(Cell):
    """A coloured square before the words that say the same. The value is its token."""

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        paint.rounded(painter, QRectF(area.x(), area.center().y() - 4, 8, 8), 2, look.value)
        super().content(painter, area.adjusted(14, 0, 0, 0), look, current)


class ClockCell(Cell):
    """A waiting clock, or a dash. The value is a Waiting or None."""

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        if look.value is None:
            paint.text(painter, area, "–", self.style_name, "muted")
        else:
            days, standard = look.value
            paint.clock(painter, area.x(), area.center().y(), days, standard, look.words, 32)


class ChipCell(Cell):
    """Words, then a chip if the value is (words, tone, icon). The words elide before the chip does."""

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        if look.value is None:
            super().content(painter, area, look, current)
            return
        words, tone, icon = look.value
        room = area.adjusted(0, 0, -paint.chip_width(words, icon) - 8, 0)
        used = paint.text(painter, room, look.words, self.style_name)
        paint.chip(painter, area.x() + used + 8, area.center().y(), words, tone, icon)


class IconCell(Cell):
    """An icon, named by the value, and words."""

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        icons.draw(painter, look.value, area.x(), area.center().y() - 8, 16, "muted")
        super().content(painter, area.adjusted(24, 0, 0, 0), look, current)


class ActionCell(Cell):
    """A link in each row; on the current row a filled button with its key. Emits `clicked`."""

    clicked = Signal(int)

    def __init__(self, words: str, key: str) -> None:
        super().__init__("dense_strong", "blue", paint.RIGHT)
        self._words, self._key, self.spoken = words, key, words

    def _button(self, area: QRectF) -> QRectF:
        width = 24 + paint.text_width(self._words, "dense_strong") + paint.key_width(self._key, small=True)
        return QRectF(area.right() - width, area.center().y() - 13, width, 26)

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        if not current:
            super().content(painter, area, look, current)
            return
        button = self._button(area)
        paint.rounded(painter, button, 6, "blue")
        used = paint.text(painter, button.adjusted(9, 0, 0, 0), self._words, "dense_strong", "on_blue")
        paint.key(painter, button.x() + 9 + used + 6, button.center().y(), self._key, on_blue=True, small=True)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Hit-tests the painted button, which is at least 24 px each way."""
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        area = QRectF(option.rect).adjusted(self.left, 0, -self.right, -1)
        if self._button(area).contains(event.position()):
            self.clicked.emit(index.row())
        return True
