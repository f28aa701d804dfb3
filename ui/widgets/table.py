"""The table view: painted header, 36 px rows, a delegate a column, keys for rows."""

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QWidget

from ui.widgets import theme
from ui.widgets.delegates import Index
from ui.widgets.models import PagedModel, RowsModel
from ui.widgets.table_paint import BAR_WIDTH, GROUP_HEIGHT, HEAD_HEIGHT, TALL_ROW, Header, PaintedTable

_UP_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Up)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEXT_LETTERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class TableView(PaintedTable):
    """Rows move with the arrows; Space, Shift+arrows and Ctrl+A tick where the model has boxes.

    opened: Enter or a double click on a row's line. key_pressed: a letter (upper case) and the line; letters can be
    switched off in `theme.current.letters` (WCAG 2.1.4).
    sort_asked: the sort key of a head that was clicked, and whether descending.
    """

    opened = Signal(int)
    key_pressed = Signal(str, int)
    sort_asked = Signal(str, bool)
    current_changed = Signal(int)

    def __init__(self, model: RowsModel[Any], name: str, *, all_keys: Callable[[], None] | None = None) -> None:
        """all_keys: called for Ctrl+A and the head's box where more rows exist than are here; it ticks them."""
        super().__init__()
        columns = model.columns
        columns[0].delegate.left = columns[-1].delegate.right = 16
        self._columns, self._rows_model, self._all_keys = columns, model, all_keys
        self._kept: tuple[Hashable, int] | None = None
        for column in columns:
            column.delegate.setParent(self)
        self.head = Header(columns)
        self.head.checked = False if model.boxes else None
        self.head.all_toggled.connect(self.toggle_all)
        self.head.column_clicked.connect(self._sort)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setAccessibleName(name)
        self._settle_view()
        for number, column in enumerate(columns):
            self.setItemDelegateForColumn(number, column.delegate)
        self.set_narrow(narrow=False)
        self._listen(model)

    def _settle_view(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._cap = QFrame()  # carries the header on over the scroll bar
        self._cap.setProperty("kind", "head")
        self._cap.setFixedSize(BAR_WIDTH, HEAD_HEIGHT)
        self.addScrollBarWidget(self._cap, Qt.AlignmentFlag.AlignTop)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self.verticalScrollBar().valueChanged.connect(self._seen)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(GROUP_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.current.density.row)

    def _listen(self, model: RowsModel[Any]) -> None:
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        model.ticked_changed.connect(self._ticks_changed)
        theme.current.changed.connect(self.viewport().update)

    def begin_card(self, card: QWidget, *, alone: bool = False) -> None:
        """It is the first in a card, and follows its round corners above; alone, it leaves room for those below."""
        self.head.crowns = True
        self._cap.setProperty("crown", True)
        layout = card.layout()
        if alone and layout is not None:
            layout.setContentsMargins(0, 0, 0, 7)

    @property
    def rows_model(self) -> RowsModel[Any]:
        """What it shows."""
        return self._rows_model

    # --- rows -------------------------------------------------------------------------------------------------

    def current(self) -> Any:
        """The current row, or None."""
        return self._rows_model.row(self.currentIndex().row())

    def go_to(self, line: int) -> None:
        """Makes a line current; a group's head passes it on to the line under it."""
        count = self._rows_model.rowCount()
        while 0 <= line < count and self._rows_model.is_group(line):
            line += 1
        if 0 <= line < count:
            self.setCurrentIndex(self._rows_model.index(line, 0))

    def _keep_place(self) -> None:
        row = self.current()
        self._kept = (self._rows_model.key(row), self.verticalScrollBar().value()) if row is not None else None

    def _find_place(self) -> None:
        self.clearSpans()
        self._span_groups()
        kept, self._kept = self._kept, None
        if kept is not None:
            line = self._rows_model.line_of(kept[0])
            self.go_to(line if line >= 0 else min(self.current_row, self._rows_model.rowCount() - 1))
            self.verticalScrollBar().setValue(kept[1])
        self._ticks_changed()

    def _span_groups(self) -> None:
        """Group rows take the whole width. For short lists only: spans are looked up by row."""
        if isinstance(self._rows_model, PagedModel):
            return
        for line in range(self._rows_model.rowCount()):
            if self._rows_model.is_group(line):
                self.setSpan(line, 0, 1, len(self._columns))
                self.setRowHeight(line, GROUP_HEIGHT)

    def _seen(self, value: int) -> None:
        if isinstance(self._rows_model, PagedModel):
            self._rows_model.needed = max(0, self.rowAt(self.viewport().height() - 1)) or self._rows_model.rowCount()

    # --- ticks and order --------------------------------------------------------------------------------------

    def toggle_all(self) -> None:
        """Ticks every row, or clears all ticks."""
        model = self._rows_model
        if model.ticked:
            model.tick_keys(())
        elif self._all_keys is not None:
            self._all_keys()
        else:
            model.tick(range(model.rowCount()), on=True)

    def _ticks_changed(self) -> None:
        if self.head.checked is None:
            return
        ticked, count = len(self._rows_model.ticked), self._rows_model.rowCount()
        self.head.checked = 0 < count <= ticked
        self.head.partly = 0 < ticked < count
        self.head.viewport().update()

    def _sort(self, place: int) -> None:
        column = self._columns[place]
        if not column.sort:
            return
        self.head.descending = not self.head.descending if place == self.head.sorted_by else False
        self.head.sorted_by = place
        self.head.viewport().update()
        self.sort_asked.emit(column.sort, self.head.descending)

    def show_order(self, sort: str, *, descending: bool = False) -> None:
        """Shows by which column the rows come, without asking for them."""
        self.head.sorted_by = next((n for n, column in enumerate(self._columns) if column.sort == sort), -1)
        self.head.descending = descending
        self.head.viewport().update()

    # --- widths -----------------------------------------------------------------------------------------------

    def set_narrow(self, narrow: bool, *, small: bool = False) -> None:
        """The widths for a narrow window, or the usual ones; at 200 % (`small`) also tall rows of two lines."""
        modes = QHeaderView.ResizeMode
        self._last_width = self._columns[-1].width_in(narrow=narrow, small=small) or 0
        self._set_row_height(TALL_ROW if small else theme.current.density.row)
        for number, column in enumerate(self._columns):
            width = column.width_in(narrow=narrow, small=small)
            self.setColumnHidden(number, width is None)
            self.head.setSectionResizeMode(number, modes.Fixed if width else modes.Stretch)
            if width:
                self.head.resizeSection(number, width)

    def _set_row_height(self, height: int) -> None:
        rows = self.verticalHeader()
        if height != rows.defaultSectionSize():
            rows.setDefaultSectionSize(height)
            self._span_groups()

    def _make_room(self, low: int, high: int) -> None:
        """The scroll bar takes its width from the padding of the last column, so the words stay put.

        It is not laid over the rows: then Qt could not scroll by copying, and each step would paint all rows.
        """
        taken = BAR_WIDTH if high > low else 0
        self._columns[-1].delegate.right = 16 - taken
        if self._last_width:
            self.head.resizeSection(len(self._columns) - 1, self._last_width - taken)

    # --- the row that is meant --------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The whole row shows which is current, so both rows are painted again."""
        super().currentChanged(current, previous)
        self.current_row = current.row()
        self.viewport().update()
        self.current_changed.emit(self.current_row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self.rowAt(event.position().toPoint().y())
        if self._rows_model.row(line) is not None:
            self.opened.emit(line)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # --- keys -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if self._rows_model.boxes and self._box_key(event, here):
            return
        plain = not event.modifiers() & _NEXT_LETTERS
        if plain and theme.current.letters and event.text().isalpha() and here.isValid():
            self.key_pressed.emit(event.text().upper(), here.row())
        elif plain and event.key() in _ENTER and self.current() is not None:
            self.opened.emit(here.row())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if event.key() == Qt.Key.Key_Home else self._rows_model.rowCount() - 1)
        elif event.text().isalpha() and plain:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _box_key(self, event: QKeyEvent, here: Index) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        model = self._rows_model
        if control and event.key() == Qt.Key.Key_A:
            self.toggle_all()
        elif event.key() == Qt.Key.Key_Space and here.isValid():
            model.tick([here.row()], on=not model.look(here.row(), 0).ticked)
        elif shift and event.key() in _UP_DOWN and here.isValid():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            target = min(max(0, here.row() + step), model.rowCount() - 1)
            self.go_to(target)
            model.tick([here.row(), target], on=True)
        else:
            return False
        return True
