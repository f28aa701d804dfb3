"""Tinted line icons: drawn once per name, size, colour and device pixel ratio, then cached."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.widgets import theme


def _stroke(size: float) -> float:
    """Small icons need a heavier line on the 24 px grid to look the same weight."""
    return 3.0 if size <= 12 else 2.0 if size <= 14 else 1.8


@lru_cache(maxsize=512)
def _pixmap(name: str, size: int, rgb: str, ratio: float) -> QPixmap:
    svg = resources.text(f"icons/{name}.svg").replace("currentColor", rgb)
    svg = svg.replace('stroke-width="1.8"', f'stroke-width="{_stroke(size)}"', 1)
    pixels = round(size * ratio)
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def pixmap(name: str, size: int, token: str, ratio: float = 1.0) -> QPixmap:
    """The icon in a token's colour, sharp at the given device pixel ratio."""
    return _pixmap(name, size, theme.colour(token).name(), ratio)


def draw(painter: QPainter, name: str, x: float, y: float, size: int, token: str) -> None:
    """Draws the icon with its top left at (x, y)."""
    painter.drawPixmap(QPointF(x, y), pixmap(name, size, token, painter.device().devicePixelRatio()))


class _TokenIconEngine(QIconEngine):
    """Reads the token when it paints, so a QIcon follows a theme switch by itself."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        size = min(rect.width(), rect.height())
        token = "muted" if mode == QIcon.Mode.Disabled else self._token
        draw(painter, self._name, rect.x(), rect.y(), size, token)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        token = "muted" if mode == QIcon.Mode.Disabled else self._token
        return pixmap(self._name, round(size.width() / scale), token, scale)


@lru_cache(maxsize=128)
def icon(name: str, token: str = "ink") -> QIcon:
    """A QIcon for places that only take one: menus, actions, window icons."""
    return QIcon(_TokenIconEngine(name, token))


def application_icon() -> QIcon:
    """The product mark on white, as in the rail."""
    made = QPixmap(64, 64)
    made.fill(QColor("white"))
    painter = QPainter(made)
    draw_mark(painter, QRectF(0, 0, 64, 64))
    painter.end()
    return QIcon(made)


def draw_mark(painter: QPainter, rect: QRectF) -> None:
    """Three linked people on a white tile. The mark keeps its colours in both themes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("white"))
    painter.drawRoundedRect(rect, rect.width() / 4, rect.width() / 4)
    painter.translate(rect.center())
    unit = rect.width() / 28
    painter.scale(unit, unit)
    points = [QPointF(-4, -3.5), QPointF(4, -3.5), QPointF(0, 4)]
    painter.setPen(QColor("#0b2a4a"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(points)
    painter.setPen(Qt.PenStyle.NoPen)
    for point, value in zip(points, ("#005eb8", "#0b2a4a", "#007f3b"), strict=True):
        painter.setBrush(QColor(value))
        painter.drawEllipse(point, 3, 3)
    painter.restore()


def begin_again() -> None:
    """Lets go of all pixmaps before the application ends."""
    _pixmap.cache_clear()
    icon.cache_clear()
