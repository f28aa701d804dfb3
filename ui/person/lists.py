"""The two painted lists of the overview: needs with goals and actions, and the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from inteam.needs.queries import GoalRow, NeedRow, Tree
from inteam.needs.queries_actions import ActionRow
from inteam.needs.queries_onward import OnwardRow
from inteam.timeline.queries import Entry
from ui.person import onward_lines, words
from ui.person.onward_lines import OnwardLine, SignpostLine
from ui.widgets import icons, paint
from ui.widgets.buttons import Button
from ui.widgets.labels import Label, Paragraph
from ui.widgets.lists import ItemDelegate
from ui.widgets.overlay import Dialog
from ui.widgets.theme import colour

_BAR = 12
_DAY = 88  # a date in captions, and its gap
_LINE = 18
_ENOUGH = 400  # letters that are more than the lines that are shown
_READ, READ_ALL = 18, "Read all"
MOST_LINES = 2  # of an entry's words; the rest is read by opening it


@dataclass(frozen=True)
class NeedLine:
    """The head of a need."""

    id: UUID
    number: int
    need: NeedRow

    def says(self) -> str:
        """For a screen reader."""
        return f"Need {self.number}: {self.need.statement}, {words.NEED_STATES[self.need.status][0]}"


@dataclass(frozen=True)
class GoalLine:
    """A goal; last when nothing follows under its need."""

    id: UUID
    goal: GoalRow
    last: bool

    @property
    def title(self) -> str:
        """The goal's words and by when."""
        by = f" by {words.day(self.goal.target_on)}" if self.goal.target_on else ""
        return f"{self.goal.text}{by}"

    @property
    def outcome(self) -> str:
        """What came of it last; nothing before anything did."""
        return words.outcome(self.goal.outcome) if self.goal.outcome is not None else ""

    def says(self) -> str:
        """For a screen reader."""
        came = f". {self.outcome}" if self.outcome else ""
        return f"Goal: {self.title}, {self.goal.progress or 0} per cent{came}"


@dataclass(frozen=True)
class ActionLine:
    """Something to do."""

    id: UUID
    action: ActionRow
    today: date
    last: bool
    apart: bool = False

    @property
    def who(self) -> str:
        """Who does it, short."""
        return self.action.done_by or self.action.owner_initials

    @property
    def when(self) -> tuple[str, str]:
        """The day it was done, or is due, with its tone."""
        if self.action.is_open:
            return words.due(self.action.due_on, self.today)
        return words.day(self.action.done_on or self.action.due_on), ""

    def says(self) -> str:
        """For a screen reader."""
        state = "to do" if self.action.is_open else "done"
        return f"Action: {self.action.text}, {self.action.owner_name}, {self.when[0]}, {state}"


@dataclass(frozen=True)
class HeadLine:
    """A heading over what belongs to no need, or goes beside them: actions, what was referred on, signposts."""

    id: str
    title: str

    def says(self) -> str:
        """For a screen reader."""
        return self.title


Line = NeedLine | GoalLine | ActionLine | HeadLine | OnwardLine | SignpostLine


def need_lines(needs: Tree, today: date, onward: Sequence[OnwardRow] = ()) -> list[Line]:
    """Needs → goals → actions, one line each, as they are read; then what was referred on, then signposts."""
    lines: list[Line] = []
    for number, need in enumerate(needs.needs, start=1):
        lines.append(NeedLine(need.id, number, need))
        rest: list[GoalRow | ActionRow] = []
        for goal in need.goals:
            rest += [goal, *goal.actions]
        rest += need.actions
        lines += [_line(part, today, last=part is rest[-1]) for part in rest]
    if needs.other_actions:
        lines.append(HeadLine("other", "Other actions"))
        lines += [_line(one, today, last=one is needs.other_actions[-1]) for one in needs.other_actions]
    if onward:
        lines.append(HeadLine("onward", "Referred on"))
        lines += [OnwardLine(one.id, one, today, one is onward[-1]) for one in onward]
    if needs.signposts:
        lines.append(HeadLine("signposts", "Signposted"))
        lines += [SignpostLine(one.id, one, today, one is needs.signposts[-1]) for one in needs.signposts]
    return lines


def _line(part: GoalRow | ActionRow, today: date, *, last: bool) -> Line:
    if isinstance(part, GoalRow):
        return GoalLine(part.id, part, last)
    return ActionLine(part.id, part, today, last)


class NeedsDelegate(ItemDelegate[Line]):
    """A need, its goal with a bar, and its actions with check boxes."""

    ticked = Signal(object)
    _HEIGHTS = {NeedLine: 35, GoalLine: 26, ActionLine: 30, HeadLine: 35}

    def height(self, item: Line, width: int) -> int:
        if isinstance(item, OnwardLine | SignpostLine):
            return onward_lines.height(item, width - 32) + (12 if item.last else 0)
        more = _LINE if _in_two(item, width - 32) else 0
        more += _LINE if isinstance(item, GoalLine) and item.outcome else 0
        return self._HEIGHTS[type(item)] + more + (12 if getattr(item, "last", False) else 0)

    def draw(self, painter: QPainter, area: QRectF, item: Line, *, current: bool, hovered: bool) -> None:
        inner = area.adjusted(16, 0, -16, 0)
        if isinstance(item, NeedLine | HeadLine):
            paint.rule(painter, area.left(), area.right(), area.y())
            self._head(painter, QRectF(inner.x(), inner.y() + 13, inner.width(), 22), item)
        elif isinstance(item, GoalLine):
            self._goal(painter, QRectF(inner.x() + 18, inner.y() + 4, inner.width() - 18, _LINE), item)
        elif isinstance(item, ActionLine):
            self._action(painter, QRectF(inner.x() + 18, inner.y(), inner.width() - 18, 30), item)
        else:
            onward_lines.draw(painter, inner.adjusted(18, 0, 0, 0), item)

    def _words(self, painter: QPainter, area: QRectF, words: str, look: tuple[str, str], *, done: bool = False) -> None:
        """One line, or two; a line through what is done."""
        style, token = look
        lines = paint.folded(words, style, style, area.width()) or (words,)
        for number, line in enumerate(lines):
            room = area.translated(0, _LINE * number)
            width = paint.text(painter, room, line, style, token)
            if done:
                paint.rule(painter, room.x(), room.x() + width, round(room.center().y()) + 1, "muted")

    def _head(self, painter: QPainter, area: QRectF, item: NeedLine | HeadLine) -> None:
        if isinstance(item, HeadLine):
            paint.text(painter, area, item.title, "body_strong")
            return
        state, tone = words.NEED_STATES[item.need.status]
        chip = paint.chip_width(state)
        used = paint.text(painter, area, str(item.number), "dense_strong", "muted")
        room = area.adjusted(used + 8, 0, -chip - 8, 0)
        self._words(painter, room, item.need.statement, ("body_strong", "ink"))
        paint.chip(painter, area.right() - chip, area.center().y(), state, tone)

    def _goal(self, painter: QPainter, area: QRectF, item: GoalLine) -> None:
        progress = item.goal.progress or 0
        icons.draw(painter, "target", area.x(), area.y() + 2, 14, "muted")
        said = area.adjusted(22, 0, -124, 0)
        self._words(painter, said, item.title, ("dense", "ink"))
        if item.outcome:
            lines = 2 if paint.folded(item.title, "dense", "dense", said.width()) else 1
            under = area.adjusted(22, 0, 0, 0).translated(0, _LINE * lines)
            paint.text(painter, under, item.outcome, "caption", "muted")
        paint.bar(painter, QRectF(area.right() - 116, area.center().y() - 3, 72, 6), progress / 100)
        paint.text(painter, area, f"{progress}%", "caption", "muted", paint.RIGHT)

    def _action(self, painter: QPainter, area: QRectF, item: ActionLine) -> None:
        done = not item.action.is_open
        paint.check_box(painter, area.x(), area.center().y(), on=done)
        when, tone = item.when
        who = _who_width(item)
        title = area.adjusted(24, 0, -102 - who, 0)
        self._words(painter, title, item.action.text, ("dense", "muted" if done else "ink"), done=done)
        paint.text(
            painter, QRectF(area.right() - 94 - who, area.y(), who, 30), item.who, "caption", "muted", paint.RIGHT
        )
        paint.text(painter, area, when, "caption_strong" if tone else "caption", tone or "muted", paint.RIGHT)

    def pressed(self, item: Line, at: QRectF, point: QPointF) -> bool:
        """A click on the box ticks; elsewhere it makes the line current."""
        if isinstance(item, ActionLine) and at.x() + 26 <= point.x() <= at.x() + 58:
            self.ticked.emit(item)
            return True
        return False


def _who_width(item: ActionLine) -> float:
    return min(paint.text_width(item.who, "caption"), 72.0)


def _in_two(item: Line, room: float) -> bool:
    """Whether a line's words need a second one, in the room that `draw` gives them."""
    match item:
        case NeedLine():
            taken = paint.text_width(str(item.number), "dense_strong") + 16
            taken += paint.chip_width(words.NEED_STATES[item.need.status][0])
            said, style = item.need.statement, "body_strong"
        case GoalLine():
            taken, said, style = 18 + 22 + 124.0, item.title, "dense"
        case ActionLine():
            taken, said, style = 18 + 24 + 102 + _who_width(item), item.action.text, "dense"
        case _:
            return False
    return paint.folded(said, style, style, room - taken) is not None


@lru_cache(maxsize=4096)
def _lines_of(text: str, width: int) -> int:
    """Lines that words take; a list asks again and again."""
    return round(paint.paragraph_height(text, "dense", width, 18) / 18)


class TimelineDelegate(ItemDelegate[Entry]):
    """A disc on a line, title and date, then at most two lines of words; where there are more, "Read all"."""

    read_asked = Signal(object)

    def height(self, item: Entry, width: int) -> int:
        title = _LINE * len(_title_lines(item, width))
        if not item.text:
            return title + _LINE
        lines = _lines(item, width)
        return title + _LINE * min(MOST_LINES, lines) + (_READ if lines > MOST_LINES else 0) + 14

    def draw(self, painter: QPainter, area: QRectF, item: Entry, *, current: bool, hovered: bool) -> None:
        inner = area.adjusted(16, 0, -16, 0)
        icon, tone, _ = words.entry_look(item)
        painter.fillRect(QRectF(inner.x() + 13, inner.y() + 28, 2, inner.height() - 28), colour("line"))
        paint.disc(painter, QRectF(inner.x(), inner.y(), 28, 28), tone, icon=icon)
        said = inner.adjusted(40, 0, 0, 0)
        when = words.day(item.day)
        title = _title_lines(item, round(area.width()))
        for number, line in enumerate(title):
            room = QRectF(said.x(), said.y() + _LINE * number, said.width() - _DAY, _LINE)
            paint.text(painter, room, line, "dense_strong")
        paint.text(painter, QRectF(said.x(), said.y(), said.width(), 18), when, "caption", "muted", paint.RIGHT)
        if item.text:
            link = self._read_all(area) if _lines(item, round(area.width())) > MOST_LINES else None
            under = _LINE * len(title)
            below = QRectF(said.x(), said.y() + under, said.width(), inner.height() - under - 14)
            below.adjust(0, 0, 0, -_READ if link else 0)
            paint.paragraph(painter, below, item.text[:_ENOUGH], "dense", 18, "muted")
            if link is not None:
                paint.text(painter, link, READ_ALL, "caption_strong", "blue")

    def _read_all(self, area: QRectF) -> QRectF:
        return QRectF(area.x() + 56, area.bottom() - 14 - _READ, 72, _READ)

    def pressed(self, item: Entry, at: QRectF, point: QPointF) -> bool:
        """A click on "Read all" opens; elsewhere it makes the entry current."""
        cut = bool(item.text) and _lines(item, round(at.width())) > MOST_LINES
        if cut and self._read_all(at).adjusted(-4, -3, 4, 3).contains(point):
            self.read_asked.emit(item)
            return True
        return False

    def background(self, item: Entry, *, current: bool, hovered: bool) -> str | None:
        return "blue_tint" if current else None


def _lines(item: Entry, width: int) -> int:
    """Lines of an entry's words. A little narrower than it is: a scroll bar may come after heights are asked for."""
    return _lines_of((item.text or "")[:_ENOUGH], width - 72 - _BAR)


def _title_lines(item: Entry, width: int) -> tuple[str, ...]:
    """An entry's title, on two lines where one would cut it."""
    title = words.entry_look(item)[2]
    return paint.folded(title, "dense_strong", "dense_strong", width - 72 - _BAR - _DAY) or (title,)


def entry_says(entry: Entry) -> str:
    """A line of the timeline for a screen reader."""
    return ". ".join(part for part in (words.day(entry.day), words.entry_look(entry)[2], entry.text or "") if part)


def show_entry(window: QWidget, entry: Entry) -> None:
    """What the timeline shortens, whole: what happened, when, by whom, and every word."""
    dialog = Dialog(window, words.entry_look(entry)[2])
    by = f", {entry.by}" if entry.by else ""
    dialog.body.addWidget(Label(f"{words.day(entry.day)}{by}", "dense", "muted", elide=True))
    dialog.body.addWidget(Paragraph(entry.text or "Nothing more was written.", "body", line=20))
    close = Button("Close", "primary")
    close.clicked.connect(dialog.close_overlay)
    dialog.buttons(close)
    dialog.open(close)
