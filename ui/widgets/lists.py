"""A list of painted rows, one delegate for all: timelines, agendas, boards, results."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.widgets import theme
from ui.widgets.delegates import LOOK, ROOT, Index

Item = TypeVar("Item")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


def _by_id(item: Any) -> Hashable:
    key: Hashable = getattr(item, "id", item)
    return key


class ListModel(QAbstractListModel, Generic[Item]):
    """Items in memory. DisplayRole says the whole item in words, which is all that a screen reader gets."""

    def __init__(
        self, says: Callable[[Item], str], parent: QObject | None = None, *, key: Callable[[Item], Hashable] = _by_id
    ) -> None:
        super().__init__(parent)
        self._says, self.key = says, key
        self._items: list[Item] = []

    def show(self, items: Sequence[Item]) -> None:
        """Shows these items instead."""
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def items(self) -> list[Item]:
        """The items that are here."""
        return list(self._items)

    def item(self, line: int) -> Item | None:
        """The item at a line, or None past the end."""
        return self._items[line] if 0 <= line < len(self._items) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == LOOK:
            return self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._says(self._items[index.row()])
        return None


class ItemDelegate(QStyledItemDelegate, Generic[Item]):
    """Paints one item: override `height` and `draw`. Hit-test clicks in `pressed` with the same rectangles."""

    def height(self, item: Item, width: int) -> int:
        """How high the item stands at a width, in pixels."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRectF, item: Item, *, current: bool, hovered: bool) -> None:
        """Paints the item; the background is painted already."""
        raise NotImplementedError

    def background(self, item: Item, *, current: bool, hovered: bool) -> str | None:
        """The colour token under the item, or None for the view's own."""
        return "blue_tint" if current else "sunk" if hovered else None

    def pressed(self, item: Item, at: QRectF, point: Any) -> bool:
        """A click inside the item; True where it meant something painted in it."""
        return False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 300
        return QSize(width, self.height(index.data(LOOK), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(LOOK)
        view = self.parent()
        current = isinstance(view, ListView) and view.current_row == index.row() and view.shows_current
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        area = QRectF(option.rect)
        token = self.background(item, current=current, hovered=hovered)
        painter.save()
        if token is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.fillRect(area, theme.colour(token))
        if current:
            painter.fillRect(QRectF(area.x(), area.y(), 3, area.height()), theme.colour("blue"))
        self.draw(painter, area, item, current=current, hovered=hovered)
        painter.restore()


class ListView(QListView):
    """Arrows move, Enter or a double click opens, letters go out. Keeps its place by id when items change."""

    opened = Signal(int)
    key_pressed = Signal(str, int)
    current_changed = Signal(int)

    def __init__(
        self, model: ListModel[Any], delegate: ItemDelegate[Any], name: str, *, shows_current: bool = True
    ) -> None:
        super().__init__()
        delegate.setParent(self)
        self._items_model, self._kept, self.current_row = model, None, -1
        self._delegate = delegate
        self.shows_current = shows_current
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumWidth(60)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        theme.current.changed.connect(self.viewport().update)

    _kept: Hashable | None

    def current(self) -> Any:
        """The current item, or None."""
        return self._items_model.item(self.currentIndex().row())

    def go_to(self, line: int) -> None:
        """Makes a line current."""
        if 0 <= line < self._items_model.rowCount():
            self.setCurrentIndex(self._items_model.index(line, 0))

    def content_height(self) -> int:
        """How high all items stand together, to show a short list without a scroll bar."""
        width = self.viewport().width()
        return sum(self._delegate.height(item, width) for item in self._items_model.items())

    def _keep_place(self) -> None:
        item = self.current()
        self._kept = None if item is None else self._items_model.key(item)

    def _find_place(self) -> None:
        kept, self._kept = self._kept, None
        if kept is None:
            return
        keys = [self._items_model.key(item) for item in self._items_model.items()]
        self.go_to(keys.index(kept) if kept in keys else min(self.current_row, len(keys) - 1))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_row = current.row()
        self.viewport().update()
        self.current_changed.emit(self.current_row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard arrives at a line, so that the first Enter opens one."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() in _BY_KEY:
            self.go_to(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is other heights, also when it was the scroll bar that took it: Qt asks only by itself."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        index = self.indexAt(point.toPoint())
        item = self._items_model.item(index.row())
        if item is None or not self._delegate.pressed(item, QRectF(self.visualRect(index)), point):
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and event.key() in _ENTER and self.current() is not None:
            self.opened.emit(self.currentIndex().row())
        elif plain and (event.text() == " " or (theme.current.letters and event.text().isalpha())):
            self.key_pressed.emit(event.text().upper(), self.currentIndex().row())
        else:
            super().keyPressEvent(event)
