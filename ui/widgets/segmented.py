"""Segmented control: one border, one choice, number keys and arrows choose."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from ui.widgets import icons, paint
from ui.widgets.focus import update_ring
from ui.widgets.theme import colour


class _Segment(QRadioButton):
    """One choice: a real radio button, so that it is read, checked and pressed as one. Its control paints it."""

    spoken_role = QAccessible.Role.RadioButton

    def __init__(self, words: str, control: "SegmentedControl") -> None:
        super().__init__(words, control)
        self.setAccessibleName(words)
        self._control = control

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()  # arrows and numbers are the control's

    def focusInEvent(self, event: QFocusEvent) -> None:
        update_ring(self._control, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        update_ring(self._control, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the control has painted it, with its neighbours."""


class SegmentedControl(QWidget):
    """Choices as (words, icon). With `numbered`, each shows its number key. Nothing is chosen at -1.

    It grows to `widest` pixels; in a form that is wider the rest stays empty, as it does beside a date.
    """

    chosen = Signal(int)
    spoken_role = QAccessible.Role.Grouping

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        current: int = -1,
        *,
        numbered: bool = False,
        widest: int = 0,
    ) -> None:
        super().__init__()
        self._choices, self._numbered = list(choices), numbered
        self.current = current
        self._moved_by = Qt.FocusReason.OtherFocusReason
        self.setFixedHeight(36)
        if widest:
            self.setMaximumWidth(max(widest, self.sizeHint().width()))
        self.setAccessibleName(name)
        self._segments = [_Segment(words, self) for words, _ in self._choices]
        for number, segment in enumerate(self._segments):
            segment.clicked.connect(partial(self._clicked, number))
            if numbered:
                segment.setAccessibleDescription(f"Key {number + 1}")
        self.set_current(current)

    @property
    def number_keys(self) -> int:
        """How many of the choices have a number key."""
        return len(self._choices) if self._numbered else 0

    def set_current(self, number: int) -> None:
        """Shows a choice without telling anybody."""
        self.current = number
        for place, segment in enumerate(self._segments):
            segment.setAutoExclusive(False)
            segment.setChecked(place == number)
        for place, segment in enumerate(self._segments):
            segment.setAutoExclusive(number >= 0)
            stops = place == max(0, number)  # one stop for Tab, as in every group of radio buttons
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)
        here = self._segments[max(0, number)]
        moves = any(segment.hasFocus() for segment in self._segments)
        self.setFocusProxy(here)
        if moves:
            here.setFocus(self._moved_by)
        self.update()

    def choose(self, number: int) -> None:
        """Takes a choice, and tells."""
        if 0 <= number < len(self._choices) and number != self.current:
            self.set_current(number)
            self.chosen.emit(number)

    def _clicked(self, number: int, _checked: bool = True) -> None:
        self.choose(number)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        edges = self._edges()
        for segment, left, right in zip(self._segments, edges, edges[1:], strict=False):
            segment.setGeometry(round(left), 0, round(right) - round(left), self.height())

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._moved_by = Qt.FocusReason.TabFocusReason  # so that the ring stays
        self._chosen_by(event)
        self._moved_by = Qt.FocusReason.OtherFocusReason

    def _chosen_by(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step:
            start = self.current if self.current >= 0 else -1 if step > 0 else 0
            self.choose((start + step) % len(self._choices))
        elif self._numbered and event.text().isdigit():
            self.choose(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)
