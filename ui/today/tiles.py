"""The five tiles: a figure, what it counts, and a note. A press narrows the list or opens the page for it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ui.widgets import paint
from ui.widgets.focus import BY_KEY

HEIGHT = 74


class Figure(NamedTuple):
    """What a tile says. key: what it asks for when it is pressed."""

    key: str
    figure: str
    words: str
    note: str
    token: str = "ink"


class Tile(QAbstractButton):
    """A card that can be pressed; on: the list is narrowed to what it counts."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(True)
        self._ringed = False
        self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        """Other figures."""
        self.figure = figure
        self.setText(figure.words)
        self.setAccessibleName(f"{figure.figure} {figure.words}. {figure.note}")
        self.setToolTip(figure.note)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEY
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        on = self.isChecked()
        paint.rounded(painter, area, 8, "blue_tint" if on else "surface", "blue" if on else "line")
        if self._ringed and self.hasFocus():
            paint.outline(painter, area, 8, "blue")
        edge = 16 if self.width() >= 206 else 12
        line = QRectF(edge, 12, self.width() - 2 * edge, 30)
        used = paint.text(painter, line, self.figure.figure, "figure", self.figure.token)
        paint.text(painter, line.adjusted(used + 8, 2, 0, 2), self.figure.words, "body_strong")
        note = QRectF(edge, 44, self.width() - 2 * edge, 18)
        paint.text(painter, note, self.figure.note, "caption", "muted")


class Tiles(QWidget):
    """Tiles in a row, or two and two under each other."""

    pressed = Signal(str)

    def __init__(self, figures: Sequence[Figure]) -> None:
        super().__init__()
        self.tiles = [Tile(figure) for figure in figures]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        for tile in self.tiles:
            tile.clicked.connect(self._pressed)
        self.set_narrow(narrow=False)

    def _pressed(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.pressed.emit(tile.figure.key)

    def show_figures(self, figures: Sequence[Figure], on: str) -> None:
        """Other figures; on: the key of the tile that narrows the list."""
        for tile, figure in zip(self.tiles, figures, strict=True):
            tile.show_figure(figure)
            tile.setChecked(figure.key == on)

    def set_narrow(self, narrow: bool) -> None:
        """Two to a row, or all in one."""
        count = len(self.tiles)
        across = 2 if narrow else count
        for place, tile in enumerate(self.tiles):
            alone = place == count - 1 and place % across == 0
            self._grid.addWidget(tile, place // across, place % across, 1, across if alone else 1)
        for place in range(count):
            self._grid.setColumnStretch(place, 1 if place < across else 0)
