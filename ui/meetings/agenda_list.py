"""The agenda as a painted list: number, who, how long, what changed, and the identity on each line."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from inteam.meetings import rules
from inteam.meetings.queries_live import ItemView
from inteam.people import nhs_number
from ui.meetings.words import counted, say
from ui.widgets import icons, paint
from ui.widgets.lists import ItemDelegate


@dataclass(frozen=True)
class Line:
    """One line of the agenda. state: waiting, discussed or not_reached; changes: marks since the last meeting."""

    id: UUID
    number: int
    name: str
    facts: str
    note: str
    done: bool
    changes: int
    same_name: bool

    def words(self) -> str:
        """For a screen reader."""
        same = "same name as another person, " if self.same_name else ""
        return f"{self.number}, {self.name}, {same}{self.facts}, {self.note}{', done' if self.done else ''}"


def lines(views: list[ItemView]) -> list[Line]:
    """The agenda's lines; two people of one name are both marked."""
    twice = rules.same_name([(v.item.person_id, v.item.sort_key) for v in views if v.item.person_id is not None])
    return [_line(place, view, view.item.person_id in twice) for place, view in enumerate(views, 1)]


def _line(place: int, view: ItemView, same: bool) -> Line:
    item = view.item
    done = item.status == "discussed"
    if done:
        note = say("Done in {n} min").format(n=max(1, round(item.seconds / 60)))
    else:
        changed = counted(view.changes, "change", "changes") if view.changes else "no change"
        if view.paper is None:
            changed = "topic"
        elif view.paper.last_discussed_on is None:
            changed = "new to MDT"
        note = say("{n} min, {changed}").format(n=item.minutes, changed=changed)
    facts = ""
    if view.paper is not None:
        born = view.paper.born.split(" (", 1)[0]
        facts = " · ".join(filter(None, (born, nhs_number.bare(view.paper.nhs_number))))
    return Line(item.id, place, item.name, facts, note, done, view.changes, same)


class AgendaDelegate(ItemDelegate[Line]):
    """Paints one line; the current one is filled."""

    current_id: UUID | None = None

    def height(self, item: Line, width: int) -> int:
        return 64 if item.facts else 48

    def background(self, item: Line, *, current: bool, hovered: bool) -> str | None:
        return "sunk" if hovered and item.id != self.current_id else None

    def draw(self, painter: QPainter, area: QRectF, item: Line, *, current: bool, hovered: bool) -> None:
        mine = item.id == self.current_id
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mine:
            paint.rounded(painter, area.adjusted(8, 1, -8, -1), 6, "blue")
        ink = "on_blue" if mine else "muted" if item.done else "ink"
        soft = "on_blue" if mine else "muted"
        middle = area.center().y()
        if item.done:
            icons.draw(painter, "check", area.x() + 18, middle - 8, 16, soft)
        else:
            spot = QRectF(area.x() + 12, area.y(), 28, area.height())
            paint.text(painter, spot, str(item.number), "dense_strong", ink, paint.CENTRE)
        left, right = area.x() + 42, area.right() - 12
        top = area.y() + 6
        name = say("{name} – same name").format(name=item.name) if item.same_name else item.name
        paint.text(painter, QRectF(left, top, right - left - 18, 18), name, "dense_strong", ink)
        if item.facts:
            paint.text(painter, QRectF(left, top + 18, right - left, 16), item.facts, "caption", soft)
            top += 16
        paint.text(painter, QRectF(left, top + 18, right - left, 16), item.note, "caption", soft)
        if item.changes and not item.done:
            token = "badge" if mine else "blue"
            paint.rounded(painter, QRectF(area.right() - 24, area.y() + 11, 8, 8), 4, token)
