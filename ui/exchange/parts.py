"""The parts of the Import screen: the steps at the top and the four counts."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.widgets import icons, paint
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import box, row
from ui.widgets.marks import Rule

_DISC, _GAP, _LINE = 24, 8, 28
_SIDE_BY_SIDE = 860


class Stepper(QWidget):
    """Where one is on the way; done steps have a tick, and the words say the number too."""

    def __init__(self, steps: list[str]) -> None:
        super().__init__()
        self._steps, self._at, self._short = steps, 0, False
        self.setFixedHeight(28)
        self.go(0)

    def go(self, step: int) -> None:
        """The step that one is at."""
        self._at = step
        self.setAccessibleName(
            self.tr("Step {number} of {all}: {name}").format(
                number=step + 1, all=len(self._steps), name=self._steps[step]
            )
        )
        self._resize()

    def set_short(self, short: bool) -> None:
        """In a narrow window only the present step is named."""
        self._short = short
        self._resize()

    def _resize(self) -> None:
        self.setFixedWidth(round(sum(self._width(step) for step in range(len(self._steps)))) + 4)
        self.updateGeometry()
        self.update()

    def _width(self, step: int) -> float:
        named = 0.0 if self._short and step != self._at else _GAP + paint.text_width(self._steps[step], "dense_strong")
        return _DISC + named + (_LINE + 2 * _GAP if step < len(self._steps) - 1 else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 2.0
        for step, words in enumerate(self._steps):
            self._draw(painter, left, step, words)
            left += self._width(step)

    def _draw(self, painter: QPainter, left: float, step: int, words: str) -> None:
        middle = self.height() / 2
        area = QRectF(left, middle - _DISC / 2, _DISC, _DISC)
        reached = step <= self._at
        paint.rounded(painter, area, _DISC / 2, "blue" if reached else "surface", "blue" if reached else "line_strong")
        if step < self._at:
            icons.draw(painter, "check", area.x() + 5, area.y() + 5, 14, "on_blue")
        else:
            paint.text(painter, area, str(step + 1), "caption_strong", "on_blue" if reached else "muted", paint.CENTRE)
        end = left + _DISC
        if not self._short or step == self._at:
            style, token = ("dense_strong", "blue") if step == self._at else ("dense", "ink")
            room = QRectF(end + _GAP, 0, paint.text_width(words, "dense_strong") + 2, self.height())
            paint.text(painter, room, words, style, token)
            end = room.right() - 2
        if step < len(self._steps) - 1:
            paint.rule(painter, end + _GAP, end + _GAP + _LINE, middle)


class Count(QWidget):
    """A large number and what it counts."""

    def __init__(self, words: str, token: str) -> None:
        super().__init__()
        self._words, self._token = words, token
        self.number = Label("0", "title", token)
        self.setLayout(row(self.number, Label(words, "dense"), None, gap=8, margins=(20, 10, 12, 10)))

    def say(self, count: int) -> None:
        """Another number."""
        self.number.say(f"{count:,}", self._token if count else "muted")
        self.setAccessibleName(f"{count:,} {self._words}")


class Counts(Card):
    """The four counts of a check, and what can be done with the rows that are left out."""

    def __init__(self, save: QWidget) -> None:
        super().__init__()
        self.ready = Count(self.tr("ready"), "green_text")
        self.wrong = Count(self.tr("to fix"), "red")
        self.maybe = Count(self.tr("maybe the same person"), "amber_text")
        self.same = Count(self.tr("already here, unchanged"), "ink")
        self._line = row(gap=0)
        self._between: list[Rule] = []
        for count in (self.ready, self.wrong, self.maybe, self.same):
            self._line.addWidget(count, 1)
            self._between.append(Rule(upright=True, length=36))
            self._line.addWidget(self._between[-1])
        self._line.addWidget(box(row(save, None, margins=(16, 8, 16, 8))))
        self.body.addLayout(self._line)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, super().minimumSizeHint().height())  # narrower than side by side, as they can be stacked

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One under the other where they do not fit side by side: at 200 % text."""
        super().resizeEvent(event)
        stacked = event.size().width() < _SIDE_BY_SIDE
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        for rule in self._between:
            rule.setVisible(not stacked)
