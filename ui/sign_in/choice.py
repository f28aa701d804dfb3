"""A card that is chosen like a radio button: what it is, and three things that come with it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import paint, theme
from ui.widgets.focus import update_ring
from ui.widgets.labels import Label, Painted, Paragraph
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import disc, icon

RADIUS = 8.0


class ChoiceCard(QWidget):
    """One of two places. Space or a press chooses it, arrows go to the other one."""

    chosen = Signal()
    moved = Signal(int)
    spoken_role = QAccessible.Role.RadioButton

    def __init__(self, symbol: str, title: str, note: str, points: Sequence[str], *, beware: str = "") -> None:
        super().__init__()
        self.on, self._title = False, title
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._mark = Painted(20, 24, lambda p, r: paint.radio(p, 0, r.center().y(), on=self.on))
        lines = [row(disc(44, "blue", icon_name=symbol), None, self._mark)]
        body = column(margins=(24, 24, 24, 24))
        body.addLayout(lines[0])
        body.addSpacing(16)
        body.addWidget(Label(title, "sheet_name", elide=True))
        body.addSpacing(2)
        body.addWidget(Paragraph(note, "dense", "muted"))
        body.addSpacing(16)
        marks = [("check", "green", point) for point in points]
        for mark, tone, point in [*marks, ("alert", "amber", beware)] if beware else marks:
            words = row(gap=8, margins=(0, 4, 0, 4))
            words.addWidget(icon(mark, 16, tone), 0, Qt.AlignmentFlag.AlignTop)
            words.addWidget(Paragraph(point, "dense"), 1)
            body.addWidget(box(words))
        body.addStretch(1)
        self.setLayout(body)
        self.set_on(False)
        theme.current.changed.connect(self.update)

    def set_on(self, on: bool) -> None:
        """Chosen or not, without telling."""
        self.on = on
        self.setAccessibleName(self._title)
        self._mark.update()
        self.update()

    def spoken_checked(self) -> bool:
        """For a screen reader."""
        return self.on

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        if step:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Space:
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        update_ring(self, event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        update_ring(self, event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        paint.rounded(painter, area, RADIUS, "surface", "line_strong")
        if self.on:
            paint.outline(painter, area, RADIUS, "blue")
