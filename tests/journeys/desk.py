"""Somebody at a keyboard and a mouse: all that a journey may do, and all that it may look at.

Only key and mouse events go to the shown window; only what the window shows or tells a screen reader comes back.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

PATIENCE_MS = 60_000  # a slow machine, not a wait: each wait ends as soon as what it is for is there
ROWS_READ = 200  # of a list: what somebody would scroll through


class Waiter(Protocol):
    """pytest-qt's qtbot, as far as it is used."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = ...) -> None:  # noqa: N802 (Qt's form)
        """Run the event loop until callback is true."""


class Desk:
    """A window and the person in front of it."""

    def __init__(self, window: QWidget, bot: Waiter) -> None:
        self.window = window
        self._bot = bot

    # --- hands ---------------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after another: "Ctrl+L", "Tab", "Down"."""
        self._back_to_the_window()
        for key in keys:
            QTest.keySequence(self._focus(), QKeySequence(key))
            QApplication.processEvents()

    def write(self, words: str) -> None:
        """Type words of any script, letter by letter."""
        self._back_to_the_window()
        for letter in words:
            if letter == "\n":
                self.press("Return")
                continue
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                event = QKeyEvent(kind, _key(letter), Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._focus(), event)
        QApplication.processEvents()

    def click(self, name: str) -> None:
        """Click the button, tab, row or field of this name."""
        self.until(lambda: self._target(name) is not None, f"no {name!r} to click")
        target = self._target(name)
        assert target is not None
        widget, point = target
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)
        QApplication.processEvents()

    def click_last(self, name: str) -> None:
        """Click the uppermost button of this name: what lies in a sheet comes after the page under it."""

        def found() -> list[QWidget]:
            buttons = [one for one in self._visible() if isinstance(one, QAbstractButton) and _is_called(one, name)]
            return list(buttons)

        self.until(lambda: bool(found()), f"no {name!r} to click")
        QTest.mouseClick(found()[-1], Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def click_in(self, view: str, part: str) -> None:
        """Click the row with this in the list of that name."""
        self.finds_in(view, part)
        lists = [one for one in self._visible() if isinstance(one, QAbstractItemView) and one.accessibleName() == view]
        self._click_cell(lists[-1], part)

    def click_in_menu(self, part: str) -> None:
        """Click a line of the list that has just dropped down."""
        self.until(lambda: QApplication.activePopupWidget() is not None, f"no list with {part!r} dropped down")
        popup = QApplication.activePopupWidget()
        self._click_cell(popup.findChild(QAbstractItemView), part)  # type: ignore[union-attr,arg-type]  # (it is there)

    @staticmethod
    def _click_cell(view: QAbstractItemView, part: str) -> None:
        index = next(index for index, text in _cells(view) if part in text)
        view.scrollTo(index)
        middle = view.visualRect(index).center()
        QTest.mouseMove(view.viewport(), middle)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        QApplication.processEvents()

    def double_click(self, name: str) -> None:
        """Open the row of this name."""
        self.until(lambda: self._target(name) is not None, f"no {name!r} to open")
        target = self._target(name)
        assert target is not None
        QTest.mouseDClick(target[0], Qt.MouseButton.LeftButton, pos=target[1])
        QApplication.processEvents()

    def drop(self, path: Path) -> None:
        """Drag a file from the desktop onto the page."""
        page = next(stack.currentWidget() for stack in self.window.findChildren(QStackedWidget) if stack.isVisible())
        assert page is not None
        under = page.childAt(page.rect().center())
        while under is not None and not under.acceptDrops():  # as Qt does: the first that takes it, going outwards
            under = under.parentWidget()
        assert under is not None, "nothing here takes a file"
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(path))])
        middle, left = under.rect().center(), Qt.MouseButton.LeftButton
        none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        QApplication.sendEvent(under, QDragEnterEvent(middle, copy, carried, left, none))
        QApplication.sendEvent(under, QDropEvent(QPointF(middle), copy, carried, left, none))

    # --- eyes ----------------------------------------------------------------------------------------------------

    def words(self) -> list[str]:
        """Everything that stands in the window now."""
        return [text for text in self._all_words() if text]

    def sees(self, part: str) -> bool:
        """Whether some text in the window contains part."""
        return any(part in text for text in self._all_words())

    def finds(self, *parts: str) -> None:
        """Wait until the window shows each of these."""
        for part in parts:
            self.until(lambda part=part: self.sees(part), f"never saw {part!r}")  # type: ignore[misc]  # (part=part)

    def finds_in(self, name: str, part: str) -> None:
        """Wait until the list of this name has a row with this."""

        def there() -> bool:
            lists = (one for one in self._visible() if isinstance(one, QAbstractItemView))
            return any(part in text for one in lists if one.accessibleName() == name for _, text in _cells(one))

        self.until(there, f"never saw {part!r} in {name!r}")

    def no_longer_sees(self, part: str) -> None:
        """Wait until the window does not show this any more."""
        self.until(lambda: not self.sees(part), f"still sees {part!r}")

    def until(self, holds: Callable[[], bool], otherwise: str) -> None:
        """Wait until it holds; on failure say what was on the screen."""
        try:
            self._bot.waitUntil(holds, timeout=PATIENCE_MS)
        except Exception as error:
            shown = " · ".join(dict.fromkeys(self.words()))[:3000]
            raise AssertionError(f"{otherwise}. On screen: {shown}") from error

    def focus_name(self) -> str:
        """What a screen reader says of the field that has the keyboard."""
        self._back_to_the_window()
        return self._focus().accessibleName()

    # --- inside --------------------------------------------------------------------------------------------------

    def _back_to_the_window(self) -> None:
        """When a dialog of the system has closed, the desktop gives its window the keyboard again."""
        if QApplication.activeWindow() is None and QApplication.activePopupWidget() is None:
            self.window.activateWindow()
            QApplication.processEvents()

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:  # an open menu has the keyboard, whatever has the focus
            inside: QWidget | None = popup.focusWidget()
            return popup if inside is None else inside
        return QApplication.focusWidget() or self.window

    def _visible(self) -> Iterator[QWidget]:
        others = [top for top in QApplication.topLevelWidgets() if not isinstance(top, type(self.window))]
        for top in [self.window, *others]:  # dialogs and menus too, a second main window not
            if top.isVisible():
                yield top
                yield from (child for child in top.findChildren(QWidget) if child.isVisible())

    def _all_words(self) -> Iterator[str]:
        for widget in self._visible():
            yield widget.accessibleName()
            yield widget.accessibleDescription()
            if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                yield widget.text()
            elif isinstance(widget, QPlainTextEdit | QTextEdit):
                yield widget.toPlainText()
            elif isinstance(widget, QAbstractItemView):
                yield from (text for _, text in _cells(widget))
            else:
                yield _own_text(widget)

    def _target(self, name: str) -> tuple[QWidget, QPoint] | None:
        plain = name.replace("&", "")
        for widget in self._visible():
            if _is_called(widget, plain):
                return widget, widget.rect().center()
        for widget in self._visible():
            if isinstance(widget, QAbstractItemView):
                for index, text in _cells(widget):
                    if plain in text:
                        widget.scrollTo(index)
                        return widget.viewport(), widget.visualRect(index).center()
        return None


def _is_called(widget: QWidget, name: str) -> bool:
    if isinstance(widget, QAbstractButton):
        return widget.isEnabled() and name in (widget.text().replace("&", ""), widget.accessibleName())
    return not isinstance(widget, QAbstractItemView) and widget.accessibleName() == name


def _cells(view: QAbstractItemView) -> Iterator[tuple[QModelIndex, str]]:
    model: QAbstractItemModel | None = view.model()
    for row in range(min(model.rowCount(QModelIndex()), ROWS_READ) if model else 0):
        assert model is not None
        for column in range(_columns(model)):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                text = index.data(role)
                if isinstance(text, str) and text:
                    yield index, text


def _columns(model: QAbstractItemModel) -> int:
    # Of a list model Qt hides the count from Python.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())


def _own_text(widget: QWidget) -> str:
    """The words of a painted widget that keeps them."""
    text = getattr(widget, "text", None)
    if callable(text):
        try:
            text = text()
        except TypeError:  # a sheet has something else of this name
            return ""
    found = text
    return found if isinstance(found, str) else ""


def _key(letter: str) -> int:
    return ord(letter.upper()) if letter.isascii() else int(Qt.Key.Key_unknown)
