"""Small painted marks: chips, key caps, icons, avatars, dots, waiting clocks and progress bars."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets import icons, paint
from ui.widgets.labels import Label, Painted
from ui.widgets.layouts import box, row


def chip(words: str, tone: str = "plain", icon: str | None = None) -> Painted:
    """A status chip: words in a tint (plain, blue, green, amber, red, violet), with an optional icon."""
    width, height = paint.chip_width(words, icon), paint.CHIP_HEIGHT

    def draw(painter: QPainter, area: QRectF) -> None:
        paint.chip(painter, 0, area.center().y(), words, tone, icon)

    return Painted(width, height, draw, words)


def key_cap(words: str) -> Painted:
    """A key cap, as printed beside the action it runs."""
    return Painted(paint.key_width(words), 20, lambda p, r: paint.key(p, 0, r.center().y(), words), words)


def icon(name: str, size: int = 18, token: str = "ink") -> Painted:
    """A decorative icon, without words: put the meaning in words beside it."""
    return Painted(size, size, lambda p, _: icons.draw(p, name, 0, 0, size, token))


def disc(size: int, tone: str, initials: str = "", icon_name: str | None = None) -> Painted:
    """An avatar with initials, or an icon in a tinted circle."""
    return Painted(size, size, lambda p, r: paint.disc(p, r, tone, initials, icon_name))


def dot(token: str, size: int = 8) -> Painted:
    """A small filled circle; always beside words that say the same."""
    return Painted(size, size, lambda p, r: paint.rounded(p, r, size / 2, token))


def clock(days: float, standard: float, words: str, track: int = 64) -> Painted:
    """A waiting clock outside a table."""
    said = f"Waiting {words}, standard {standard:g} days"
    width = track + 8 + paint.text_width(words, "caption_strong")

    def draw(painter: QPainter, area: QRectF) -> None:
        paint.clock(painter, 0, area.center().y(), days, standard, words, track)

    return Painted(width, 16, draw, said)


def bar(share: float, width: int, track: str = "grey_tint") -> Painted:
    """A progress bar; the share is 0 to 1."""
    return Painted(width, 6, lambda p, r: paint.bar(p, r, share, track), f"{share:.0%}")


def hint(keys: str, words: str) -> QWidget:
    """A key cap and what it does, for the foot of a list."""
    return box(row(key_cap(keys), Label(words, "caption", "muted"), gap=6))


class Rule(QFrame):
    """A 1 px line, level or upright."""

    def __init__(self, *, upright: bool = False, length: int | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "rule")
        if upright:
            self.setFixedSize(1, length or 20)
        else:
            self.setFixedHeight(1)
