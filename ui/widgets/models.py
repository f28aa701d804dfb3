"""Table models: rows that are whole in memory, and rows that are read in pages as the person scrolls."""

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ui.widgets.delegates import LOOK, ROOT, TICKED, Cell, Index, Look

Row = TypeVar("Row")
Take = Callable[[Sequence[Row]], None]
Fetch = Callable[[Row | None, int, Take[Row]], None]  # last row so far, how many, receiver
PAGE = 100  # rows of a first read; a screen shows about 40
BOX_TITLE = "Selected"  # said of a column of boxes, which has no words on the screen


class Column(NamedTuple, Generic[Row]):
    """A column: its title, what a cell shows (words or a Look), who paints it, and its width in pixels.

    Width 0 stretches; `narrow` replaces the width in a narrow window, and 0 there hides the column. `small` does the
    same at 200 %, where rows are tall and a NameCell says on its second line what hidden columns said.
    `sort` is the key by which the page's query sorts it; without one its head does nothing.
    """

    title: str
    look: Callable[[Row], "Look | str"]
    delegate: Cell
    width: int
    narrow: int | None = None
    sort: str = ""
    small: int | None = None

    def width_in(self, *, narrow: bool, small: bool) -> int | None:
        """Its width now: 0 stretches, None hides it."""
        other = self.small if small and self.small is not None else self.narrow if narrow or small else None
        if other is None:
            return self.width
        return other or None


class Group(NamedTuple):
    """A line over the rows of one kind: words and a count."""

    words: str
    note: str = ""
    token: str = "ink"


def _by_id(row: Any) -> Hashable:
    key: Hashable = row.id
    return key


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows in memory, some of them ticked. Ticks belong to ids, so they survive a reload.

    DisplayRole says the words of a cell, which is all that a screen reader gets; LOOK gives the delegate everything.
    """

    ticked_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        *,
        key: Callable[[Row], Hashable] = _by_id,
        boxes: bool = False,
    ) -> None:
        super().__init__(parent)
        self.columns, self.key, self.boxes = list(columns), key, boxes
        self.ticked: set[Hashable] = set()
        self._rows: list[Row | Group] = []

    def show(self, rows: Sequence[Row | Group]) -> None:
        """Shows these rows instead. The view keeps its place by id."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[Row]:
        """The rows that are here, without group lines."""
        return [row for row in self._rows if not isinstance(row, Group)]

    def row(self, line: int) -> Row | None:
        """The row at a line, or None for a group line or past the end."""
        if not 0 <= line < len(self._rows):
            return None
        row = self._rows[line]
        return None if isinstance(row, Group) else row

    def is_group(self, line: int) -> bool:
        """Whether a line is a group's head."""
        return isinstance(self._rows[line], Group)

    def is_ticked(self, line: int) -> bool:
        """Whether a line's row is ticked."""
        row = self.row(line) if self.ticked else None
        return row is not None and self.key(row) in self.ticked

    def line_of(self, key: Hashable) -> int:
        """The line of an id, or -1."""
        for line, row in enumerate(self._rows):
            if not isinstance(row, Group) and self.key(row) == key:
                return line
        return -1

    def tick(self, lines: Collection[int], *, on: bool) -> None:
        """Ticks or clears lines."""
        keys = {self.key(row) for line in lines if (row := self.row(line)) is not None}
        self.tick_keys(self.ticked | keys if on else self.ticked - keys)

    def tick_keys(self, keys: Collection[Hashable]) -> None:
        """Ticks exactly these ids, whether their rows are here yet or not."""
        self.ticked = set(keys)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0), [LOOK])
        self.ticked_changed.emit()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.is_group(index.row()):
            return Qt.ItemFlag.NoItemFlags
        box = self.boxes and index.column() == 0
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if box else Qt.ItemFlag.NoItemFlags)

    def look(self, line: int, column: int) -> Look:
        """What one cell shows."""
        row = self._rows[line]
        if isinstance(row, Group):
            return Look(row.words, row.token, row.note, group=True)
        look = self.columns[column].look(row)
        if isinstance(look, str):
            look = Look(look)
        if self.boxes and self.key(row) in self.ticked:
            return look._replace(ticked=True)
        return look

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == LOOK:
            return self.look(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            look = self.look(index.row(), index.column())
            if look.group:  # one line over all columns: said once, with its count
                return f"{look.words}, {look.value}" if look.value and not index.column() else look.words
            return look.words
        if role == Qt.ItemDataRole.CheckStateRole and self.boxes and index.column() == 0:
            on = self.look(index.row(), 0).ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = TICKED) -> bool:
        if role != TICKED or not self.boxes:
            return False
        self.tick([index.row()], on=bool(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            column = self.columns[section]
            return column.title or (BOX_TITLE if self.boxes and section == 0 else column.delegate.spoken or None)
        return self.named(section)

    def named(self, line: int) -> str:
        """What a line is called: its cell that is painted strong, usually a person's name."""
        if not 0 <= line < len(self._rows):
            return ""
        first = 1 if self.boxes else 0
        strong = (n for n, column in enumerate(self.columns) if column.delegate.style_name == "dense_strong")
        return self.look(line, next(strong, first)).words


class PagedModel(RowsModel[Row]):
    """Rows from `fetch`, in its order; a reload keeps the person's place.

    More is read as the person nears the end. `loaded` tells after each page.
    """

    loaded = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Fetch[Row],
        parent: QObject | None = None,
        *,
        key: Callable[[Row], Hashable] = _by_id,
        boxes: bool = False,
    ) -> None:
        super().__init__(columns, parent, key=key, boxes=boxes)
        self._fetch = fetch
        self._more = False  # also while an answer is awaited, so that none is asked for twice
        self._request = 0  # the latest; answers to earlier ones are dropped
        self.needed = 0  # rows down to the last one that is seen, kept by the view
        self.complete = False

    def reload(self, *, top: bool = False) -> None:
        """Read again: as far down as is seen now, or from the `top` (another filter or order)."""
        count = PAGE if top else max(PAGE, self.needed + PAGE // 2)
        self.complete = False
        self._ask(None, count, self._replace)

    def canFetchMore(self, _parent: Index) -> bool:
        return self._more

    def fetchMore(self, _parent: Index) -> None:
        if self._more and self._rows:
            self._ask(self.rows_end(), PAGE, self._append)

    def rows_end(self) -> Row:
        """The last row that is here."""
        last = self._rows[-1]
        if isinstance(last, Group):
            raise TypeError("a paged list has no groups")
        return last

    def _ask(self, after: Row | None, limit: int, take: Take[Row]) -> None:
        self._request += 1
        self._more = False
        request = self._request

        def answer(rows: Sequence[Row]) -> None:
            if request == self._request:
                self._more = len(rows) == limit
                self.complete = not self._more
                take(rows)
                self.loaded.emit()

        self._fetch(after, limit, answer)

    def _replace(self, rows: Sequence[Row]) -> None:
        self.show(rows)

    def _append(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()
