"""One section in the list at the left: done or still to do, and which is shown."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.widgets import icons, paint
from ui.widgets.focus import update_ring


class SectionTab(QAbstractButton):
    """A tick or a ring, then the words; the shown one is tinted."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setText(words)
        self._done = self._current = False
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(done=False, current=False)

    def say(self, *, done: bool, current: bool) -> None:
        """How it stands now."""
        self._done, self._current = done, current
        state = "done" if done else "to do"
        self.setAccessibleName(f"{self.text()}, {state}{', shown' if current else ''}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(paint.text_width(self.text(), "dense_strong")) + 44, 36)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        update_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        update_ring(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self._current or self.underMouse():
            paint.rounded(painter, area, 6, "blue_tint" if self._current else "sunk")
        middle = area.center().y()
        if self._done:
            icons.draw(painter, "check", 10, middle - 8, 16, "green")
        else:
            paint.outline(painter, QRectF(12, middle - 6, 12, 12), 6, "line_strong")
        style, token = ("dense_strong", "blue_deep") if self._current else ("dense", "ink")
        paint.text(painter, area.adjusted(34, 0, -6, 0), self.text(), style, token)
