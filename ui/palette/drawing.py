"""How the lines of the palette are painted."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.app.acts import printed
from ui.palette.lines import ActLine, Head, HereLine, Line, NoteLine, PageLine, PersonLine
from ui.widgets import icons, paint, theme
from ui.widgets.lists import ItemDelegate

LEFT, WORDS, RIGHT = 16, 46, 16
_HEIGHTS = {Head: 30, PersonLine: 48, ActLine: 40, HereLine: 40, PageLine: 40, NoteLine: 40}


class LineDelegate(ItemDelegate[Line]):
    """People in two lines with what was typed marked; acts and pages with their key."""

    def height(self, item: Line, width: int) -> int:
        return _HEIGHTS[type(item)]

    def background(self, item: Line, *, current: bool, hovered: bool) -> str | None:
        if isinstance(item, Head | NoteLine):
            return None
        return super().background(item, current=current, hovered=hovered)

    def draw(self, painter: QPainter, area: QRectF, item: Line, *, current: bool, hovered: bool) -> None:
        room = area.adjusted(LEFT, 0, -RIGHT, 0)
        match item:
            case Head():
                words = QRectF(room.x(), room.y() + 8, room.width(), 16)
                paint.text(painter, words, item.words, "caption_strong", "muted")
            case PersonLine():
                self._person(painter, room, item, current=current)
            case ActLine():
                self._other(painter, room, item.words, item.act.icon, printed(item.act.shortcut))
            case HereLine() | PageLine():
                self._other(painter, room, item.words, item.icon, item.keys)
            case NoteLine():
                paint.text(painter, room.adjusted(WORDS - LEFT, 0, 0, 0), item.words, "body", "muted")

    def _other(self, painter: QPainter, room: QRectF, words: str, icon: str, keys: str) -> None:
        icons.draw(painter, icon, room.x(), room.center().y() - 9, 18, "muted")
        used = paint.key_width(keys) + 12 if keys else 0
        paint.text(painter, room.adjusted(WORDS - LEFT, 0, -used, 0), words, "body")
        if keys:
            paint.key(painter, room.right() - paint.key_width(keys), room.center().y(), keys)

    def _person(self, painter: QPainter, room: QRectF, item: PersonLine, *, current: bool) -> None:
        icons.draw(painter, "person", room.x(), room.center().y() - 9, 18, "muted")
        right = room.right()
        if current:
            width = paint.key_width("↵")
            paint.key(painter, right - width, room.center().y(), "↵")
            right -= width + 12
        note = min(paint.text_width(item.note, "caption"), room.width() * 0.4)
        paint.text(painter, QRectF(right - note, room.y(), note, room.height()), item.note, "caption", "muted")
        right -= note + 12
        x = room.x() + WORDS - LEFT
        self._name(painter, QRectF(x, room.y() + 5, right - x, 20), item)
        line = QRectF(x, room.y() + 26, right - x, 16)
        for name, value in item.facts:
            line.setLeft(line.x() + paint.text(painter, line, f"{name} {value}", "caption", "muted") + 14)

    def _name(self, painter: QPainter, area: QRectF, item: PersonLine) -> None:
        family = f"{item.family}," if item.given else item.family
        for words, style in ((family, "body_strong"), (item.given, "body")):
            start, length = typed_in(words, item.typed)
            x = area.x()
            for part, token in (
                (words[:start], "ink"),
                (words[start : start + length], "badge_text"),
                (words[start + length :], "ink"),
            ):
                width = paint.text_width(part, style)
                if token == "badge_text" and part:
                    painter.fillRect(QRectF(x - 1, area.y() + 1, width + 2, 18), theme.colour("badge"))
                paint.text(painter, QRectF(x, area.y(), area.right() - x, area.height()), part, style, token)
                x += width
            area.setLeft(x + 5)


def typed_in(words: str, typed: tuple[str, ...]) -> tuple[int, int]:
    """Where a typed word begins a word of a name, and how many letters of it: (0, 0) for nowhere."""
    plain = words.casefold()
    if len(plain) != len(words):  # letters that fold into two would move the mark
        return 0, 0
    for part in typed:
        place = plain.find(part.casefold()) if part else -1
        if place == 0 or (place > 0 and not plain[place - 1].isalnum()):
            return place, len(part)
    return 0, 0
