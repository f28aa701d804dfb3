"""How a table is painted: its head, its rows, the lines over groups of rows."""

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.widgets import icons, paint
from ui.widgets.delegates import Cell, Look
from ui.widgets.models import Column, RowsModel
from ui.widgets.theme import colour

BAR_WIDTH = 10
_CORNER = 8  # as a card's, in pixels
GROUP_HEIGHT, HEAD_HEIGHT = 30, 33  # 32 and the rule under it
TALL_ROW = 52  # two lines of 18 with room around them


class Header(QHeaderView):
    """A sunk header. The sorted column is blue with an arrow; column 0 can hold a check box."""

    all_toggled = Signal()
    column_clicked = Signal(int)

    def __init__(self, columns: list[Column[Any]]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._columns = columns
        self.sorted_by, self.descending = -1, False
        self.checked: bool | None = None
        self.partly = self.crowns = False
        self.setFixedHeight(HEAD_HEIGHT)
        self.setMinimumSectionSize(24)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        column, area = self._columns[index], QRectF(rect)
        painter.save()
        painter.fillRect(area, colour("sunk"))
        paint.rule(painter, area.left(), area.right() + 1, area.bottom() - 1)
        room = area.adjusted(column.delegate.left, 0, -column.delegate.right, -1)
        if index == 0 and self.checked is not None:
            paint.check_box(painter, room.x(), room.center().y(), on=self.checked, partly=self.partly)
        chosen = index == self.sorted_by
        token = "blue" if chosen else "muted"
        words = room.adjusted(0, 0, -18 if chosen else 0, 0)
        used = paint.text(painter, words, column.title, "caption_strong", token, column.delegate.align)
        if chosen:
            arrow = "chevron_down" if self.descending else "chevron_up"
            icons.draw(painter, arrow, room.x() + used + 4, room.center().y() - 7, 14, token)
        if self.crowns:
            self._round_off(painter, area)
        painter.restore()

    def _round_off(self, painter: QPainter, area: QRectF) -> None:
        """The upper corners of the card that begins with this head: its line, and what is outside of it."""
        wide, size = self.viewport().width(), _CORNER
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(-0.5, -0.5, wide + 1, 2 * HEAD_HEIGHT), size - 0.5, size - 0.5)
        for corner in (QRectF(0, 0, size, size), QRectF(wide - size, 0, size, size)):
            if area.contains(corner) and (corner.left() == 0 or not self._beside_a_bar()):
                outside = QPainterPath()
                outside.addRect(corner)
                painter.setClipRect(corner)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.fillPath(outside.subtracted(shape), colour("bg"))
                painter.strokePath(shape, QPen(colour("line"), 1))
                painter.setClipping(False)

    def _beside_a_bar(self) -> bool:
        """Whether the head goes on over a scroll bar, which has the corner then."""
        table = self.parentWidget()
        return isinstance(table, QTableView) and table.verticalScrollBar().isVisible()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.logicalIndexAt(event.position().toPoint())
        if place == 0 and self.checked is not None:
            self.all_toggled.emit()
        elif place >= 0:
            self.column_clicked.emit(place)
        super().mouseReleaseEvent(event)


class PaintedTable(QTableView):
    """Paints rows and cells itself; the child class fills it and answers keys."""

    head: Header
    _columns: list[Column[Any]]
    _rows_model: RowsModel[Any]
    current_row = hovered_row = last_row = -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints rows and cells itself, which takes a third of the time that Qt takes by way of its delegates.

        An opaque viewport is scrolled by copying, not by painting again, so the background is filled as well.
        """
        self.last_row = self._rows_model.rowCount() - 1
        area = event.rect()
        painter = QPainter(self.viewport())
        painter.fillRect(area, colour("surface"))
        lines = self._lines_in(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # no seams at fractional scales
        for line, top, height in lines:
            self._paint_row(painter, line, top, height)
        cells = self._cells_in(area)
        for line, top, height in lines:
            if not self._rows_model.is_group(line):
                current = line == self.current_row
                for number, left, width, delegate in cells:
                    look = self._rows_model.look(line, number)
                    delegate.content(painter, QRectF(left, top, width, height - 1), look, current)
        painter.end()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # polishing the style resets it

    def _lines_in(self, area: QRect) -> list[tuple[int, int, int]]:
        """Line, top and height of each row that is to be painted."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return []
        lines = range(first, (last if last >= 0 else self.last_row) + 1)
        return [(line, self.rowViewportPosition(line), self.rowHeight(line)) for line in lines]

    def _cells_in(self, area: QRect) -> list[tuple[int, int, int, Cell]]:
        """Column, left edge and width of the words of each cell that is to be painted, and who paints it."""
        found = []
        for number, column in enumerate(self._columns):
            left, width, cell = self.columnViewportPosition(number), self.columnWidth(number), column.delegate
            if width and not self.isColumnHidden(number) and left <= area.right() and left + width > area.left():
                found.append((number, left + cell.left, width - cell.left - cell.right, cell))
        return found

    def _paint_row(self, painter: QPainter, line: int, top: int, height: int) -> None:
        width = self.head.length()
        if self._rows_model.is_group(line):
            self._paint_group(painter, QRectF(0, top, width, height), self._rows_model.look(line, 0))
            return
        current = line == self.current_row
        token = "selected" if self._rows_model.is_ticked(line) else "blue_tint" if current else ""
        if token or line == self.hovered_row:
            painter.fillRect(QRectF(0, top, width, height), colour(token or "sunk"))
        if current:
            painter.fillRect(QRectF(0, top, 3, height - 1), colour("blue"))
        if line != self.last_row:
            paint.rule(painter, 0, width, top + height - 1)

    def _paint_group(self, painter: QPainter, area: QRectF, look: Look) -> None:
        painter.fillRect(area, colour("sunk"))
        paint.rule(painter, area.left(), area.right(), area.bottom() - 1)
        room = area.adjusted(self._columns[0].delegate.left, 0, -self._columns[-1].delegate.right, -1)
        used = paint.text(painter, room, look.words, "caption_strong", look.token or "ink")
        paint.text(painter, room.adjusted(used + 8, 0, 0, 0), look.value, "caption_medium", "muted")
