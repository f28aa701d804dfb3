"""Locking after a while without a key or a movement: counts what the window gets, and tells when it is time."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleLock(QObject):
    """Emits `due` after so many minutes without a sign of life; `left` each second, in seconds.

    It watches the window of the operating system, not the application: one filter, called for input only. The clock
    on the wall counts, so a computer that slept is locked when it wakes.
    """

    due = Signal()
    left = Signal(int)

    def __init__(self, minutes: int, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._now, self.minutes = now, minutes
        self._last = now()
        self._paused_until = 0.0
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.check)

    def watch(self, window: "QWindow") -> None:
        """Input of this window is a sign of life; the countdown begins."""
        window.installEventFilter(self)
        self.alive()
        self._tick.start()

    def stop(self) -> None:
        """No countdown while it is locked."""
        self._tick.stop()

    def alive(self) -> None:
        """Somebody is there: from the beginning again."""
        self._last = self._now()

    def pause(self, hours: float) -> None:
        """For the chair of a meeting: no lock for at most three hours. 0 ends it."""
        self._paused_until = self._now() + min(hours, 3.0) * 3600 if hours else 0.0
        self.alive()

    @property
    def paused(self) -> bool:
        """Whether a meeting holds the lock back."""
        return self._now() < self._paused_until

    def seconds_left(self) -> int:
        """How long until it locks."""
        since = max(self._last, self._paused_until if self.paused else 0.0)
        return max(0, round(since + self.minutes * 60 - self._now()))

    def check(self) -> None:
        """Once a second."""
        seconds = self.seconds_left()
        self.left.emit(seconds)
        if not seconds:
            self.stop()
            self.due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _LIFE:
            self._last = self._now()
        return False
