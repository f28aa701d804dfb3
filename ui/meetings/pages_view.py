"""The pages of a PDF under one another; only those in sight are drawn, in the background."""

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from inteam.errors import InteamError
from inteam.pdf.pictures import Bitmap, page_bitmap
from ui.app.background import Background
from ui.widgets import theme

_GAP = 16
_WIDEST = 820  # a page is not shown wider than this
_KEPT = 6  # pictures kept in memory, about 3 MB each
_RATIO = 2**0.5  # A4: height to width


def image(bitmap: Bitmap) -> QImage:
    """A page's dots as an image of its own memory."""
    shown = QImage(bitmap.dots, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888)
    return shown.copy()


class PagesView(QAbstractScrollArea):
    """Scrolls through pages with the arrows, PgUp, PgDn, Home and End. `turned`: the page in the middle changed."""

    turned = Signal(int)
    spoken_role = QAccessible.Role.Document

    def __init__(self, background: Background, name: str) -> None:
        super().__init__()
        self._background = background
        self._data = b""
        self._count = 0
        self._images: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._page = -1
        self._name = name
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pages(self, data: bytes, count: int) -> None:
        """Other pages; the place stays where it was if there is such a page."""
        self._data, self._count = data, count
        self._images.clear()
        self._asked.clear()
        self._fit()
        self._scrolled()
        self._say()

    def _say(self) -> None:
        """For screen readers, where one is."""
        self.setAccessibleDescription(self.tr("Page {a} of {b}").format(a=self._page + 1, b=self._count))

    def show_first(self, data: bytes, bitmap: Bitmap) -> None:
        """One page that is drawn already, until the others come."""
        self.show_pages(data, 1)
        self._asked.add(0)
        self._images[0] = image(bitmap)
        self.viewport().update()

    def scale(self) -> float:
        """Dots of the screen for each point of a page."""
        return self._width() * self.devicePixelRatioF() / 595.28

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        return max(0, self._page)

    def drawn(self, page: int) -> bool:
        """Whether the page is on the screen as it is, not as an empty sheet."""
        return page in self._images

    def sizeHint(self) -> QSize:
        return QSize(_WIDEST + 48, 700)

    # --- where pages stand ------------------------------------------------------------------------------------

    def _width(self) -> int:
        return max(120, min(_WIDEST, self.viewport().width() - 48))

    def _height(self) -> int:
        return round(self._width() * _RATIO)

    def _rect(self, page: int) -> QRect:
        top = _GAP + page * (self._height() + _GAP) - self.verticalScrollBar().value()
        return QRect((self.viewport().width() - self._width()) // 2, top, self._width(), self._height())

    def _fit(self) -> None:
        whole = _GAP + self._count * (self._height() + _GAP)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, whole - self.viewport().height()))
        bar.setPageStep(self._height() + _GAP)
        bar.setSingleStep(48)

    def resizeEvent(self, event: QResizeEvent) -> None:
        before, share = self._page, self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self._images.clear()
        self._asked.clear()
        self._fit()
        if before >= 0:
            self.verticalScrollBar().setValue(round(share * self.verticalScrollBar().maximum()))
        super().resizeEvent(event)

    def _scrolled(self, _value: int = 0) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = min(max(0, self._count - 1), max(0, (middle - _GAP) // (self._height() + _GAP)))
        if page != self._page and self._count:
            self._page = page
            self._say()
            self.turned.emit(page)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    # --- drawing ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("bg"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in range(self._count):
            rect = self._rect(page)
            if not rect.intersects(event.rect()):
                continue
            painter.fillRect(rect, Qt.GlobalColor.white)  # paper is white in the dark too
            picture = self._images.get(page)
            if picture is None:
                self._ask(page)
            else:
                painter.drawImage(rect, picture)
            painter.setPen(theme.colour("line_strong"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        scale = self.scale()
        data = self._data

        def draw(_session: object) -> Bitmap:
            return page_bitmap(data, page, scale=scale)

        self._background.read(self, draw, partial(self._came, data, page), self._failed)

    def _came(self, data: bytes, page: int, bitmap: Bitmap) -> None:
        if data is not self._data:
            return
        self._images[page] = image(bitmap)
        for far in sorted(self._images, key=lambda one: -abs(one - self._page))[: max(0, len(self._images) - _KEPT)]:
            del self._images[far]
            self._asked.discard(far)
        self.viewport().update(self._rect(page))

    def _failed(self, _error: InteamError) -> None:
        self._asked.clear()  # asked again at the next painting
