"""Boxes that save themselves: what is typed goes into the draft at each pause, and nobody's words are overwritten."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from inteam.errors import InteamError
from ui.app.background import Background

PAUSE_MS = 800
Save = Callable[[Any, Any, int], int]  # work, what is typed, the version it was read at; gives the new version


class Autosave(QObject):
    """One box. `value` reads it, `save` is the use case; `saved` and `refused(error)` tell.

    The version is touched by the writing thread only, so two pauses in a row never send the same one.
    """

    saved = Signal()
    refused = Signal(object)

    def __init__(
        self,
        background: Background,
        value: Callable[[], Any],
        save: Save,
        version: int,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.background, self._value, self._save, self._version = background, value, save, version
        self._stored: Any = value()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Whether what stands in the box is not stored yet."""
        return bool(self._value() != self._stored)

    def touch(self) -> None:
        """Something changed."""
        if self.dirty:
            self._timer.start()

    def flush(self) -> None:
        """Save now what is not saved."""
        self._timer.stop()
        typed = self._value()
        if typed == self._stored:
            return
        before, self._stored = self._stored, typed

        def use_case(work: Any) -> None:
            self._version = self._save(work, typed, self._version)

        def failed(error: InteamError) -> None:
            self._stored = before
            self.refused.emit(error)

        self.background.write(self, use_case, lambda _none: self.saved.emit(), failed)

    def force(self) -> None:
        """Save at the next pause even though the box itself reads the same: something beside it changed."""
        self._stored = object()
        self._timer.start()

    def version(self) -> int:
        """As of the last write; to be asked in the writing thread."""
        return self._version

    def bump(self, version: int) -> None:
        """Another use case has changed the same row; called in the writing thread."""
        self._version = version

    def settle(self, version: int) -> None:
        """The box was filled anew from the record."""
        self._timer.stop()
        self._stored, self._version = self._value(), version
