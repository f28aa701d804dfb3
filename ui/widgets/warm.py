"""Drawing each script once while nobody waits: its font is opened and read at its first letter, which holds a frame up.

A name in Arabic takes 30 ms the first time and 0.1 ms from then on.
"""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QPointF, QTimer
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from ui.widgets.theme import font

# Those in which names and notes come most, as censuses of English neighbourhoods have them; two letters of each.
SAMPLES = ("ầđ", "Ян", "αω", "בד", "محش", "आक", "আক", "ਅਕ", "અક", "அக", "ඉක", "กข", "አበ", "张王", "김이", "あア")
STYLES = ("dense_strong", "dense", "caption_strong")  # of names and notes in lists, and of names on two lines
PAUSE_MS = 40  # between two steps, for what the person does


def steps() -> Iterator[Callable[[], None]]:
    """One after the other: a script in a style each."""
    for style in STYLES:
        for sample in SAMPLES:
            yield partial(_draw, sample, style)


def _draw(sample: str, style: str) -> None:
    metrics = QFontMetricsF(font(style))
    for letter in sample:
        metrics.inFont(letter)
    metrics.horizontalAdvance(sample)
    picture = QImage(64, 32, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(picture)
    painter.setFont(font(style))
    painter.drawText(QPointF(4, 24), sample)
    painter.end()


class Warming(QObject):
    """Does one step after the other, with pauses."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps()
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> bool:
        """The next one; False once all are done."""
        one = next(self._steps, None)
        if one is None:
            self._timer.stop()
            return False
        one()
        return True
