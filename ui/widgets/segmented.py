"""Segmented control: one border, one choice, number keys and arrows choose."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import icons, paint
from ui.widgets.focus import update_ring
from ui.widgets.theme import colour


class SegmentedControl(QWidget):
    """Choices as (words, icon). With `numbered`, each shows its number key. Nothing is chosen at -1."""

    chosen = Signal(int)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], current: int = -1, *, numbered: bool = False
    ) -> None:
        super().__init__()
        self._name, self._choices, self._numbered = name, list(choices), numbered
        self.current = current
        self.setFixedHeight(36)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._say()

    def _say(self) -> None:
        if self.current < 0:
            self.setAccessibleName(f"{self._name}: nothing chosen, {len(self._choices)} choices")
            return
        words = self._choices[self.current][0]
        self.setAccessibleName(f"{self._name}: {words}, {self.current + 1} of {len(self._choices)}")

    def set_current(self, number: int) -> None:
        """Shows a choice without telling anybody."""
        self.current = number
        self._say()
        self.update()

    def choose(self, number: int) -> None:
        """Takes a choice, and tells."""
        if 0 <= number < len(self._choices) and number != self.current:
            self.current = number
            self._say()
            self.update()
            self.chosen.emit(number)

    def _content_width(self, number: int, *, on: bool) -> float:
        words, icon = self._choices[number]
        width = paint.text_width(words, "dense_strong" if on else "dense_medium")
        return width + (22 if icon else 0) + (13 if self._numbered else 0)

    def _edges(self) -> list[float]:
        """Left edges: equal shares, but a share grows when its words need more."""
        room, total = self.width() - 2.0, len(self._choices)
        widths = [room / total] * total
        needs = [self._content_width(place, on=True) + 16 for place in range(total)]
        short = {place for place in range(total) if needs[place] > widths[place]}
        if short:
            left = room - sum(needs[place] for place in short)
            even = left / max(1, total - len(short))
            widths = [needs[place] if place in short else even for place in range(total)]
        return [1 + sum(widths[:place]) for place in range(total + 1)]

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._content_width(n, on=True) + 17 for n in range(len(self._choices)))), 36)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(sum(self._content_width(n, on=True) + 16 for n in range(len(self._choices)))), 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.rounded(painter, area, 6, "surface", "line_strong")
        inside = QPainterPath()
        inside.addRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
        edges = self._edges()
        for number, left in enumerate(edges[:-1]):
            cell = QRectF(left, 1, edges[number + 1] - left, self.height() - 2)
            on = number == self.current
            if on:
                painter.save()
                painter.setClipPath(inside)
                painter.fillRect(cell, colour("blue"))
                painter.restore()
            elif number < len(self._choices) - 1 and number + 1 != self.current:
                painter.fillRect(QRectF(round(cell.right()) - 1, 1, 1, cell.height()), colour("line"))
            self._cell(painter, cell, number, on=on)

    def _cell(self, painter: QPainter, cell: QRectF, number: int, *, on: bool) -> None:
        words, icon = self._choices[number]
        style, token = ("dense_strong", "on_blue") if on else ("dense_medium", "ink")
        x = cell.center().x() - self._content_width(number, on=on) / 2
        if icon:
            icons.draw(painter, icon, round(x), cell.center().y() - 8, 16, token)
            x += 22
        x += paint.text(painter, QRectF(x, cell.y(), cell.width(), cell.height()), words, style, token)
        if self._numbered:
            key = QRectF(x + 6, cell.y(), 12, cell.height())
            paint.text(painter, key, str(number + 1), "hint", "on_blue" if on else "muted")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        edges = self._edges()
        self.choose(sum(1 for edge in edges[1:-1] if event.position().x() >= edge))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step:
            start = self.current if self.current >= 0 else -1 if step > 0 else 0
            self.choose((start + step) % len(self._choices))
        elif self._numbered and event.text().isdigit():
            self.choose(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        update_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        update_ring(self, event)
