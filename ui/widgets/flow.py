"""Layouts that answer to width: items that wrap, columns that stack, pages that scroll."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.layouts import NO_LIMIT, column, row

NARROW_BELOW = 1280


class FlowLayout(QLayout):
    """Lays items in a row and starts a new row when the width runs out.

    column: how wide a column is at least, so that many items stand under each other; a wide one takes two.
    """

    def __init__(self, *widgets: QWidget, gap: int = 8, row_gap: int = 6, row_height: int = 0, column: int = 0) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width; every widget above asks at each change
        self._gap, self._row_gap, self._row_height, self._column = gap, row_gap, row_height, column
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._heights.clear()
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max([self._row_height, *(hint.height() for hint in hints)]))

    def minimumSize(self) -> QSize:
        shown = [item for item in self._items if not item.isEmpty()]
        widest = max((item.minimumSize().width() for item in shown), default=0)
        return QSize(widest, self._row_height)

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, high = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = self._in_columns(item.sizeHint(), rect.width()).boundedTo(QSize(max(1, rect.width()), 1 << 20))
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, high = rect.x(), y + high + self._row_gap, 0
            high = max(high, self._row_height, hint.height())
            if move:
                item.setGeometry(QRect(QPoint(x, y + (high - hint.height()) // 2), hint))
            x += hint.width() + self._gap
        return y + high - rect.y()

    def _in_columns(self, hint: QSize, room: int) -> QSize:
        """As wide as the columns that it needs."""
        if not self._column:
            return hint
        one = (room + self._gap) // max(1, (room + self._gap) // (self._column + self._gap))
        return QSize(-(-(hint.width() + self._gap) // one) * one - self._gap, hint.height())


class Columns(QWidget):
    """Columns side by side in a wide window, one under the other in a narrow one."""

    def __init__(self, *columns: tuple[QWidget, int], gap: int = 16) -> None:
        """Each column is a widget and its width; 0 stretches."""
        super().__init__()
        self._columns = columns
        self._row = row(gap=gap)
        for widget, width in columns:
            self._row.addWidget(widget, 0 if width else 1)
        self.setLayout(self._row)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """One under the other, or side by side."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        shared = sum(not width for _, width in self._columns) > 1  # side by side only: heights are not shared out
        for widget, width in self._columns:
            self._row.setStretchFactor(widget, 0 if width or (narrow and shared) else 1)
            fixed = width if width and not narrow else None
            widget.setMinimumWidth(fixed or 0)
            widget.setMaximumWidth(fixed or NO_LIMIT)


class ScrollPage(QScrollArea):
    """The part under the bars: content goes into `body`. One column, scrolling, when narrow."""

    def __init__(self, top: int = 20) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setObjectName("page")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(24, top, 24, 20)
        self.body.setSpacing(16)
        self.setWidget(content)
        self._narrow: bool | None = None

    @property
    def narrow(self) -> bool:
        """Whether the page stands in one column now."""
        return bool(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.window().width() < NARROW_BELOW
        if narrow != self._narrow:
            self._narrow = narrow
            self.reflow(narrow)
        super().resizeEvent(event)

    def reflow(self, narrow: bool) -> None:
        """Pages override this to stack their columns and drop what has a second home."""
        for columns in self.findChildren(Columns):
            columns.set_narrow(narrow)


class ShownPart(QStackedWidget):
    """One of several parts, as high as the one that is shown, not as the highest."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        if shown is None:
            return super().minimumSizeHint()
        return shown.minimumSizeHint().expandedTo(shown.minimumSize())


class OnePart(QWidget):
    """One of several parts, as high as the one that is shown, paragraphs and all.

    A stack of Qt's stays as high as the highest part as soon as one of them wraps: it asks each for its height.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: QWidget | None = None
        self.setLayout(column())

    def addWidget(self, part: QWidget) -> None:
        """Another part; the first is shown."""
        part.setVisible(False)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(part)
        if self._shown is None:
            self.setCurrentWidget(part)

    def currentWidget(self) -> QWidget | None:
        """The part that is shown."""
        return self._shown

    def setCurrentWidget(self, part: QWidget) -> None:
        """Shows a part. The keyboard goes with it, if it was in the one before."""
        before = self._shown
        if part is before:
            return
        self._shown = part
        now: QWidget | None = self.window().focusWidget()
        inside = before is not None and now is not None and (now is before or before.isAncestorOf(now))
        part.setVisible(True)
        if inside:
            last: QWidget | None = part.focusWidget()
            (last or _first_stop(part)).setFocus(Qt.FocusReason.OtherFocusReason)
        if before is not None:
            before.setVisible(False)


def _first_stop(part: QWidget) -> QWidget:
    """What Tab would come to first in it, or itself."""
    step: QWidget | None = part.nextInFocusChain()
    while step is not None and part.isAncestorOf(step):
        if step.focusPolicy() & Qt.FocusPolicy.TabFocus and step.isVisibleTo(part) and step.isEnabled():
            return step
        step = step.nextInFocusChain()
    return part
