"""The agenda as it is prepared: a line for each item, moved by Alt and an arrow or by the mouse."""

from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent, QPainter

from inteam.meetings.queries_live import ItemView
from inteam.people import nhs_number
from ui.meetings.words import KINDS, TOLD, say
from ui.widgets import paint
from ui.widgets.lists import ItemDelegate, ListModel, ListView

_DRAGGED = "application/x-inteam-agenda-line"


class _ItemLine(ItemDelegate[ItemView]):
    """Number, who, the identity, the question or that it is missing, kind and minutes."""

    def height(self, item: ItemView, width: int) -> int:
        return 68

    def draw(self, painter: QPainter, area: QRectF, item: ItemView, *, current: bool, hovered: bool) -> None:
        shown = item.item
        x, top, right = area.x() + 16, area.y() + 7, area.right() - 16
        paint.text(painter, QRectF(x, area.y(), 24, area.height()), str(shown.position + 1), "dense_strong", "muted")
        x += 32
        minutes = say("{kind} · {n} min").format(kind=say(KINDS[shown.kind]), n=shown.minutes)
        if shown.priority == 1:
            minutes = say("Urgent · {rest}").format(rest=minutes)
        room = paint.text_width(minutes, "caption") + 12
        paint.text(painter, QRectF(x, top, right - x - room, 18), shown.name, "dense_strong")
        token = "red_text" if shown.priority == 1 else "muted"
        paint.text(painter, QRectF(right - room, top, room, 18), minutes, "caption", token, paint.RIGHT)
        said = shown.question or say("Question for the team is missing")
        paint.text(
            painter, QRectF(x, top + 19, right - x, 18), said, "dense", "ink" if shown.question else "amber_text"
        )
        facts = _facts(item)
        paint.text(painter, QRectF(x, top + 38, right - x, 16), facts, "caption", "muted")
        paint.rule(painter, area.x() + 16, area.right() - 16, area.bottom() - 0.5)


class AgendaOrder(ListView):
    """The agenda; Alt+Up and Alt+Down or the mouse move an item. moved(line, to)."""

    moved = Signal(int, int)

    def __init__(self, model: ListModel[ItemView], name: str) -> None:
        super().__init__(model, _ItemLine(), name)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self._pressed: QPoint | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            line = self.currentIndex().row()
            if 0 <= line + step < self.model().rowCount():
                self.moved.emit(line, line + step)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() < 8:
            return
        line = self.indexAt(self._pressed).row()
        self._pressed = None
        if line >= 0:
            carried = QMimeData()
            carried.setData(_DRAGGED, QByteArray(str(line).encode()))
            drag = QDrag(self)
            drag.setMimeData(carried)
            drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(_DRAGGED):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: Any) -> None:
        if event.mimeData().hasFormat(_DRAGGED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        line = int(event.mimeData().data(_DRAGGED).toStdString())
        index = self.indexAt(event.position().toPoint())
        to = index.row() if index.isValid() else self.model().rowCount() - 1
        event.acceptProposedAction()
        if to != line:
            self.moved.emit(line, to)


def _facts(view: ItemView) -> str:
    if view.paper is None:
        return say("Topic")
    born = view.paper.born.split(" (", 1)[0]
    digits = nhs_number.in_line(view.paper.nhs_number)
    parts = [say("Born {day}").format(day=born), say(digits), say(TOLD[view.item.told])]
    if view.item.carried:
        parts.append(say("carried ×{n}").format(n=view.item.carried))
    return " · ".join(parts)


def says(view: ItemView) -> str:
    """A line in words, which is all that a screen reader gets."""
    item = view.item
    question = item.question or say("question for the team is missing")
    minutes = say("{n} minutes").format(n=item.minutes)
    return f"{item.position + 1}, {item.name}, {question}, {_facts(view)}, {minutes}"
