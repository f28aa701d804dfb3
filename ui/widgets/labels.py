"""Words on screen: one line, wrapped paragraphs, and widgets drawn by one function."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.widgets import paint
from ui.widgets.theme import font
from ui.widgets.tokens import TYPE

FIXED, PREFERRED = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred


class Label(QLabel):
    """One line in a type style and a token colour. Elides only if asked, with the whole text as a tooltip.

    Words are always plain text: what a person or a file said is never read as markup.
    """

    def __init__(self, words: str = "", style: str = "body", token: str = "ink", *, elide: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.style_name, self.token, self._elide = style, token, elide
        self.align = paint.LEFT
        self.setFont(font(style))
        self.setText(words)
        self.setSizePolicy(PREFERRED if elide else FIXED, FIXED)

    @property
    def elides(self) -> bool:
        """Whether the words may end in an ellipsis when there is no room."""
        return self._elide

    def say(self, words: str, token: str | None = None) -> None:
        """Other words, and another colour if given."""
        self.token = token or self.token
        if words != self.text():
            self.setText(words)
            self.setToolTip(self._tip())
        self.update()

    def _natural(self) -> int:
        return ceil(paint.text_width(self.text(), self.style_name))

    def _tip(self) -> str:
        return self.text() if self._natural() > self.width() else ""

    def sizeHint(self) -> QSize:
        return QSize(self._natural(), TYPE[self.style_name].line)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self._natural()) if self._elide else self._natural(), TYPE[self.style_name].line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self._tip())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = self.token if self.isEnabled() else "muted"
        paint.text(painter, QRectF(self.rect()), self.text(), self.style_name, token, self.align)


class Paragraph(QLabel):
    """Wrapped words at a fixed line height, which QLabel and QSS do not offer.

    It takes all the height that its words need, or `most` lines and an ellipsis. The first `lead` letters are strong.
    """

    def __init__(
        self, words: str = "", style: str = "body", token: str = "ink", *, line: int = 0, lead: int = 0, most: int = 0
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.token, self._style, self._lead, self._most = token, style, lead, most
        self._line = line or TYPE[style].line + (1 if style == "body" else 0)
        self.setFont(font(style))
        self.setSizePolicy(PREFERRED, FIXED)

    def say(self, words: str, token: str | None = None, *, lead: int = 0) -> None:
        """Other words; the height follows."""
        self.token, self._lead = token or self.token, lead
        self.setText(words)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        width = min(220, ceil(paint.text_width(self.text(), self._style)) + 2)
        return QSize(max(width, 60), max(self._line, self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Takes the height its width needs. Height-for-width through nested layouts is unreliable."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Takes the height that a width needs, before it has that width."""
        whole = paint.paragraph_height(self.text(), self._style, width, self._line)
        most = self._most * self._line
        self.setFixedHeight(ceil(min(whole, most) if most else whole))
        self.setToolTip(self.text() if most and whole > most else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = self.token if self.isEnabled() else "muted"
        area = QRectF(self.rect())
        paint.paragraph(painter, area, self.text(), self._style, self._line, token, lead=self._lead)


class Painted(QLabel):
    """A fixed-size widget drawn by one function of paint.py. Its words are what a screen reader says."""

    def __init__(self, width: float, height: int, draw: Callable[[QPainter, QRectF], object], words: str = "") -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._draw = draw
        self.setFixedSize(ceil(width), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._draw(QPainter(self), QRectF(self.rect()))
