"""Boxes that save themselves: what is typed goes into the draft at each pause, and nobody's words are overwritten."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from inteam.errors import ConflictError, InteamError
from ui.app.background import Background
from ui.widgets import controls, dates
from ui.widgets.fields import DateField

PAUSE_MS = 800
Values = dict[str, Any]
# work, what is typed, the version it was read at, what stood there before; gives the new version
Save = Callable[[Any, Values, int, Values], int]


class Autosave(QObject):
    """One box: a text, or a goal with its day. `parts` are its controls by name, `save` is the use case.

    saved, refused(error) and conflicted (somebody saved first) tell. The version is touched by the writing thread
    only, so two pauses in a row never send the same one.
    """

    saved = Signal()
    refused = Signal(object)
    conflicted = Signal()

    def __init__(
        self,
        background: Background,
        label: str,
        parts: Mapping[str, QWidget],
        save: Save,
        version: int,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.background, self.label, self.parts = background, label, dict(parts)
        self._save, self._version = save, version
        self.stored: Values = self.values()  # what the record says, as far as this box knows
        self._sent = 0
        self._refused: Values | None = None  # asking for the same again would be refused again
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        for control in self.parts.values():
            controls.watch(control, self.touch)

    def values(self) -> Values:
        """What stands in the box; of a day only what has been read, not half of it."""
        return {name: _read(control) for name, control in self.parts.items()}

    @property
    def dirty(self) -> bool:
        """Whether what stands in the box is not stored yet."""
        return self.values() != self.stored

    @property
    def on_its_way(self) -> bool:
        """Whether a save has been sent and not been answered."""
        return self._sent > 0

    def touch(self) -> None:
        """Something changed."""
        if self.dirty:
            self._timer.start()

    def flush(self) -> None:
        """Save now what is not saved."""
        self._timer.stop()
        typed = self.values()
        if typed in (self.stored, self._refused):
            return
        before, self.stored = self.stored, typed
        self._sent += 1

        def use_case(work: Any) -> None:
            self._version = self._save(work, typed, self._version, before)

        def failed(error: InteamError) -> None:
            self._sent -= 1
            self.stored, self._refused = before, typed
            if isinstance(error, ConflictError) and "changed_since" in error.problems.values():
                self.conflicted.emit()
            else:
                self.refused.emit(error)

        self.background.write(self, use_case, self._stored, failed)

    def _stored(self, _nothing: None) -> None:
        self._sent -= 1
        self.saved.emit()

    def version(self) -> int:
        """As of the last write; to be asked in the writing thread."""
        return self._version

    def bump(self, version: int) -> None:
        """Another use case has changed the same row; called in the writing thread."""
        self._version = version

    def settle(self, version: int, stored: Values) -> None:
        """The record says this now; what is typed beyond it is still to be saved."""
        self._timer.stop()
        self.stored, self._version, self._refused = dict(stored), version, None
        self.touch()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Puts words in, the caret where it was."""
        for name, value in values.items():
            control = self.parts[name]
            if controls.read(control) != value:
                place = caret(control)
                controls.fill(control, value)
                put_caret(control, place)

    def show(self, version: int, values: Values) -> None:
        """The record was read again: show it, unless the box holds words that are not saved yet."""
        if self.dirty or self.on_its_way or version < self._version:
            return  # a save comes, or one came after this was read
        if not _alike(self.values(), values):
            self.fill(values)
        # Spaces at the end are not stored; while somebody types they are not taken away either.
        self.settle(version, self.values())


def _read(control: QWidget) -> Any:
    return dates.shown(control.last_read) if isinstance(control, DateField) else controls.read(control)


def _alike(one: Values, other: Values) -> bool:
    return {name: str(value or "").strip() for name, value in one.items()} == {
        name: str(value or "").strip() for name, value in other.items()
    }


def caret(control: QWidget) -> int | None:
    """How far the caret is, or None when the keyboard is elsewhere."""
    edit = QApplication.focusWidget()
    if edit is None or not control.isAncestorOf(edit):
        return None
    if isinstance(edit, QLineEdit):
        return edit.cursorPosition()
    return edit.textCursor().position() if isinstance(edit, QTextEdit) else None


def put_caret(control: QWidget, place: int | None) -> None:
    """Puts the caret there, if the keyboard is in this control."""
    edit = QApplication.focusWidget()
    if place is None or edit is None or not control.isAncestorOf(edit):
        return
    if isinstance(edit, QLineEdit):
        edit.setCursorPosition(min(place, len(edit.text())))
    elif isinstance(edit, QTextEdit):
        cursor = edit.textCursor()
        cursor.setPosition(min(place, len(edit.toPlainText())))
        edit.setTextCursor(cursor)
