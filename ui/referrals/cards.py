"""A referral as a card on the board."""

from uuid import UUID

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from inteam.people import dates, nhs_number
from inteam.referrals import words
from inteam.referrals.choices import Agreement, State, Urgency
from inteam.referrals.queries import CardRow
from ui.widgets import paint
from ui.widgets.delegates import LOOK, Index
from ui.widgets.lists import ItemDelegate, ListModel, ListView

HEIGHT, GAP = 124, 8  # of a card with one line each, and the space under it
_SIDES = 25  # a card's padding and border
TONES = ("blue", "green", "violet", "amber")


def name(card: CardRow) -> str:
    """RAHMAN, Abdul."""
    return f"{card.family_name.upper()}, {card.given_name}" if card.given_name else card.family_name.upper()


def source(card: CardRow) -> str:
    """Where it comes from: the organisation if it is known, else the kind of source."""
    return card.referrer_organisation or words.SOURCES.get(card.source, card.source)


def why(card: CardRow) -> str:
    """The reasons, one after the other."""
    return ", ".join(reason.strip().rstrip(".") for reason in card.reasons)


def tag(card: CardRow) -> tuple[str, str] | None:
    """The one chip of a card: (words, tone)."""
    if card.urgency == Urgency.SAME_DAY_SAFETY:
        return "Same day", "red"  # short enough beside the clock; the panel says the whole
    if card.urgency == Urgency.URGENT:
        return words.URGENCIES[card.urgency], "red"
    if card.person_agrees == Agreement.NO:
        return "Does not agree", "red"
    return ("Asked", "amber") if card.state == State.INFO_REQUESTED else None


def tone_of(person: UUID) -> str:
    """The colour of somebody's mark, always the same."""
    return TONES[person.int % len(TONES)]


def says(card: CardRow) -> str:
    """The whole card in words, with the three identifiers."""
    parts = [
        name(card),
        f"born {dates.short(card.born_on, card.dob_precision) or 'not known'}",
        f"NHS number {nhs_number.stated(card.nhs_number)}",
        why(card),
        f"from {source(card)}",
        f"waiting {words.waited(card.days, card.hours)}, standard {card.standard} days",
    ]
    if found := tag(card):
        parts.append(found[0])
    if card.owner_id is not None:
        parts.append(f"with {card.owner_name}")
    return ", ".join(parts)


class CardDelegate(ItemDelegate[CardRow]):
    """Paints a white card; the chosen one is tinted with a blue border."""

    selected: UUID | None = None

    def height(self, item: CardRow, width: int) -> int:
        return HEIGHT + GAP + 18 * (len(_lines(item, width - _SIDES)) - 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: CardRow = index.data(LOOK)
        painter.save()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        self.draw(painter, QRectF(option.rect), item, current=item.id == self.selected, hovered=hovered)
        painter.restore()

    def draw(self, painter: QPainter, area: QRectF, item: CardRow, *, current: bool, hovered: bool) -> None:
        card = area.adjusted(0, 0, -1, -GAP)
        paint.rounded(painter, card, 8, "blue_tint" if current else "sunk" if hovered else "surface", "line")
        if current:
            paint.outline(painter, card, 7, "blue")
        room = card.adjusted(12, 10, -12, -10)
        top = room.y()
        for said, style, token, height in _lines(item, room.width()):
            paint.text(painter, QRectF(room.x(), top, room.width(), 18), said, style, token)
            top += height
        self._foot(painter, room, item)

    def _foot(self, painter: QPainter, room: QRectF, item: CardRow) -> None:
        middle = room.bottom() - 11
        right = room.right()
        found = tag(item)
        if item.owner_id is not None and found is None:
            paint.disc(painter, QRectF(right - 24, middle - 12, 24, 24), tone_of(item.owner_id), item.owner_initials)
            right -= 32
        if found is not None:
            width = paint.chip_width(found[0])
            paint.chip(painter, right - width, middle, *found)
            right -= width + 8
        said = words.waited(item.days, item.hours)
        spare = right - room.x() - paint.text_width(said, "caption_strong") - 10
        track = max(24.0, min(60.0, spare))
        days = max(item.days, item.hours / 24 if item.hours < 24 else 0)
        paint.clock(painter, room.x(), middle, days, item.standard, said, track)


def _lines(item: CardRow, room: float) -> list[tuple[str, str, str, int]]:
    """The lines of a card: words, style, colour and height. A name and the reasons may take two."""
    who, reason = name(item), why(item)
    names = paint.folded(who, "dense_strong", "dense_strong", room) or (who,)
    reasons = paint.folded(reason, "dense", "dense", room) or (reason,)
    return [
        *((line, "dense_strong", "ink", 18) for line in names),
        (_born_and_number(item, room), "caption", "muted", 22),
        *((line, "dense", "ink", 18) for line in reasons),
        (source(item), "caption", "muted", 16),
    ]


def _born_and_number(item: CardRow, room: float) -> str:
    number = nhs_number.bare(item.nhs_number)
    born = dates.short(item.born_on, item.dob_precision)
    whole = f"{number} · {born}" if born else number
    return whole if paint.text_width(whole, "caption") <= room else number


class CardList(ListView):
    """One column of the board. Left and Right go to the column beside."""

    sideways = Signal(int)
    entered = Signal()

    def __init__(self, title: str) -> None:
        self.cards: ListModel[CardRow] = ListModel(says)
        self.delegate = CardDelegate()
        super().__init__(self.cards, self.delegate, title)
        self.setSpacing(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.sideways.emit(step)
        else:
            super().keyPressEvent(event)

    def select(self, card_id: UUID | None) -> None:
        """Marks a card as the one in the panel."""
        self.delegate.selected = card_id
        self.viewport().update()
