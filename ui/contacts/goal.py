"""How far a goal is: a bar that arrows move in steps of five, up and down to another goal."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inteam.needs.queries import GoalRow
from ui.widgets import paint
from ui.widgets.focus import update_ring

BAR, STEP = 120, 5


class GoalBar(QWidget):
    """The first goal in work; nothing is changed until a key moves it."""

    changed = Signal()
    spoken_role = QAccessible.Role.Slider

    def __init__(self) -> None:
        super().__init__()
        self.goals: Sequence[GoalRow] = ()
        self.place, self.progress = 0, 0
        self.setFixedHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_goals(self, goals: Sequence[GoalRow]) -> None:
        """The goals that are in work; hidden when there are none."""
        self.goals = goals
        self.setVisible(bool(goals))
        self.go_to(0)

    def go_to(self, place: int) -> None:
        """Another goal."""
        if self.goals:
            self.place = place % len(self.goals)
            self.progress = self.before
            self._say()

    @property
    def goal(self) -> GoalRow:
        """The goal that is shown."""
        return self.goals[self.place]

    @property
    def before(self) -> int:
        """How far it was, in per cent."""
        return self.goal.progress or 0

    @property
    def moved(self) -> bool:
        """Whether it is to be saved."""
        return bool(self.goals) and self.progress != self.before

    def set_progress(self, progress: int) -> None:
        """How far it is now."""
        self.progress = max(0, min(100, progress))
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        more = f", goal {self.place + 1} of {len(self.goals)}" if len(self.goals) > 1 else ""
        self.setAccessibleName(f"Goal progress: {self.goal.text}, {self.progress} per cent, was {self.before}{more}")
        self.setToolTip(self.goal.text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 28)

    def _track(self) -> QRectF:
        room = paint.text_width(f"{self.progress}%", "dense_strong") + 9
        if self.moved:
            room += paint.text_width(f"{self.before}%→", "dense") + 8
        return QRectF(self.width() - room - BAR, self.height() / 2 - 3, BAR, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.goals:
            return
        painter = QPainter(self)
        track = self._track()
        head = paint.text_width("Goal progress", "dense_strong")
        paint.text(painter, QRectF(0, 0, head + 1, self.height()), "Goal progress", "dense_strong")
        words = QRectF(head + 8, 0, max(20.0, track.x() - head - 20), self.height())
        paint.text(painter, words, self.goal.text, "dense")
        paint.bar(painter, track, self.progress / 100, "line")
        x = track.right() + 8
        if self.moved:
            x += paint.text(painter, QRectF(x, 0, 60, self.height()), f"{self.before}%", "dense", "muted")
            x += paint.text(painter, QRectF(x + 4, 0, 20, self.height()), "→", "dense") + 8
        paint.text(painter, QRectF(x, 0, 60, self.height()), f"{self.progress}%", "dense_strong")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: STEP, Qt.Key.Key_Left: -STEP}.get(Qt.Key(event.key()), 0)
        turn = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.set_progress(self.progress + step)
        elif turn and len(self.goals) > 1:
            self.go_to(self.place + turn)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        track = self._track()
        if self.goals and event.position().x() >= track.x() - 4 and event.position().x() <= track.right() + 4:
            share = (event.position().x() - track.x()) / track.width()
            self.set_progress(round(share * 100 / STEP) * STEP)

    def focusInEvent(self, event: QFocusEvent) -> None:
        update_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        update_ring(self, event)
