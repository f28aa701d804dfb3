"""A box that finds while one types: people, services, staff. It knows nothing of what it finds."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame

from ui.widgets import paint
from ui.widgets.inputs import TextBox
from ui.widgets.layouts import column
from ui.widgets.lists import ItemDelegate, ListModel, ListView

SHOWN = 8


class Found(NamedTuple):
    """One answer: what it stands for, its words, and a line under them."""

    value: Any
    words: str
    note: str = ""


Finder = Callable[[str, Callable[[Sequence[Found]], None]], None]  # what is typed, receiver


class _Line(ItemDelegate[Found]):
    """Words, and a muted line under them."""

    def height(self, item: Found, width: int) -> int:
        return 46 if item.note else 34

    def draw(self, painter: QPainter, area: QRectF, item: Found, *, current: bool, hovered: bool) -> None:
        room = area.adjusted(12, 0, -12, 0)
        if item.note:
            paint.text(painter, QRectF(room.x(), room.y() + 5, room.width(), 18), item.words, "dense_strong")
            paint.text(painter, QRectF(room.x(), room.y() + 24, room.width(), 16), item.note, "caption", "muted")
        else:
            paint.text(painter, room, item.words, "dense")


class SuggestBox(TextBox):
    """Type to find; Up and Down choose, Enter takes. `chosen` tells what was taken, or None when it is changed again.

    `find(words, take)` is called at each key and answers through `take`, at once or later; an answer to words that
    have changed since is dropped. With `free`, words that match nothing are kept as they are (`text()`).
    """

    chosen = Signal(object)

    def __init__(self, name: str, find: Finder, *, hint: str = "Type to find", free: bool = False) -> None:
        super().__init__(name, "search", hint)
        self._find, self._free, self._value = find, free, None
        self._popup = QFrame(self)
        self._popup.hide()  # shown when there is something to choose
        self._popup.setObjectName("suggest")
        self._model: ListModel[Found] = ListModel(lambda found: f"{found.words} {found.note}".strip())
        self._view = ListView(self._model, _Line(), f"{name}: found")
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.opened.connect(self._take)
        self._view.clicked.connect(lambda index: self._take(index.row()))
        self._popup.setLayout(column(self._view, margins=(1, 1, 1, 1)))
        self.edit.textEdited.connect(self._typed)
        self.destroyed.connect(self._popup.deleteLater)

    _value: Any

    def value(self) -> Any:
        """What was taken, or None."""
        return self._value

    def set_value(self, value: Any, words: str) -> None:
        """Shows something as taken."""
        self._value = value
        self.edit.setText(words)
        self._popup.hide()

    def _typed(self, words: str) -> None:
        if self._value is not None:
            self._value = None
            self.chosen.emit(None)
        asked = words.strip()
        if not asked:
            self._popup.hide()
            return

        def take(found: Sequence[Found]) -> None:
            if self.edit.text().strip() == asked and self.edit.hasFocus():
                self._show(found)

        self._find(asked, take)

    def _show(self, found: Sequence[Found]) -> None:
        self._model.show(list(found[:SHOWN]))
        if not found:
            self._popup.hide()
            return
        self._view.go_to(0)
        window = self.window()
        self._popup.setParent(window)  # over whatever the field stands in, also over the edge of a sheet
        width = min(max(self.width(), 260), window.width() - 8)
        height = sum(46 if item.note else 34 for item in found[:SHOWN]) + 2
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        if corner.y() + height > window.height() and corner.y() - self.height() - height > 0:
            corner = self.mapTo(window, QPoint(0, -height - 2))
        left = max(4, min(corner.x(), window.width() - width - 4))
        self._popup.setGeometry(left, corner.y(), width, height)
        self._popup.show()
        self._popup.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        self._popup.hide()
        super().hideEvent(event)

    def found(self) -> list[Found]:
        """What the list shows now; empty when it is closed."""
        return self._model.items() if self._popup.isVisible() else []

    def _take(self, line: int) -> None:
        item = self._model.item(line)
        if item is not None:
            self.set_value(item.value, item.words)
            self.chosen.emit(item.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._popup.hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._popup.isVisible():
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        line, count = self._view.current_row, self._model.rowCount()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._view.go_to((line + step) % count)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self._take(line)
        elif event.key() == Qt.Key.Key_Escape:
            self._popup.hide()
        elif event.key() == Qt.Key.Key_Tab and not self._free:
            self._take(line)
            return False
        else:
            return False
        return True
