"""Painted parts shared by widgets and table delegates, so a chip looks the same in both.

Each function takes a painter and logical pixels. Those that lay out in a row return their width.
"""

import re
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QStaticText, QTextLayout, QTextOption

from ui.widgets import icons
from ui.widgets.theme import colour, font
from ui.widgets.tokens import TONES

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter
CHIP_HEIGHT = 22
CHECK_SIZE = 16
_DATE = re.compile(r"\b(\d\d)-([A-Z][a-z]{2})-(\d{4})\b")


@cache
def _metrics(style: str) -> QFontMetricsF:
    return QFontMetricsF(font(style))


@cache
def _heights(style: str) -> tuple[float, float]:
    """How far the letters rise above their baseline, and how far that lies below the middle of the line."""
    metrics = _metrics(style)
    return metrics.ascent(), (metrics.ascent() - metrics.descent()) / 2


@lru_cache(maxsize=8192)
def text_width(text: str, style: str) -> float:
    """The width of one line, in logical pixels."""
    return _metrics(style).horizontalAdvance(text)


@lru_cache(maxsize=8192)
def _shaped(words: str, style: str, room: float) -> tuple[QStaticText | str, float]:
    """Elided and shaped once: shaping is most of the cost of painting a table.

    Words with letters that Inter does not have stay words: a static text begins at its top, which moves with the
    height of the font that it falls back on, so they are drawn at their baseline.
    """
    words = words.replace("\n", " ")
    width = text_width(words, style)
    if width > room + 0.5:
        words = _metrics(style).elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = min(room, text_width(words, style))
    if not words.isascii() and any(not _metrics(style).inFont(letter) for letter in words):
        return words, width
    made = QStaticText(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=font(style))
    return made, width


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    style: str,
    token: str = "ink",
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """One line, vertically centred, elided at the right. Returns the width it took."""
    left, room = rect.x(), rect.width()
    shaped, width = _shaped(words, style, room)
    if not words:
        return width
    painter.setFont(font(style))
    painter.setPen(colour(token))
    if align is not LEFT:
        left += room - width if align is RIGHT else (room - width) / 2
    ascent, below_middle = _heights(style)
    baseline = round(rect.center().y() + below_middle)
    if isinstance(shaped, str):
        painter.drawText(QPointF(left, baseline), shaped)
    else:
        painter.drawStaticText(QPointF(left, baseline - ascent), shaped)
    return width


@lru_cache(maxsize=8192)
def folded(words: str, style: str, line_style: str, room: float) -> tuple[str, str] | None:
    """The words on two lines of `line_style` where one line of `style` does not hold them.

    None where it does, or where they have no blank to break at. What does not fit on the second line is elided there.
    """
    words = words.replace("\n", " ").strip()
    if " " not in words or text_width(words, style) <= room + 0.5:
        return None
    parts = words.split(" ")
    count = len(parts) - 1
    while count > 1 and text_width(" ".join(parts[:count]), line_style) > room:
        count -= 1
    return " ".join(parts[:count]), " ".join(parts[count:])


def unbroken(words: str) -> str:
    """The same letters with the hyphens of dates that no line breaks at: 14-Mar-1957 stays in one piece."""
    return _DATE.sub("\\1\u2011\\2\u2011\\3", words) if "-" in words else words


def _lines(words: str, style: str, width: float, line: float, lead: int = 0) -> tuple[QTextLayout, int]:
    layout = QTextLayout(unbroken(words), font(style))
    if lead:
        strong = QTextLayout.FormatRange()
        strong.start, strong.length = 0, lead
        strong.format.setFontWeight(600)
        layout.setFormats([strong])
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    metrics = _metrics(style)
    above = (line - metrics.height()) / 2 + metrics.ascent()
    layout.beginLayout()
    count = 0
    while (made := layout.createLine()).isValid():
        made.setLineWidth(width)
        made.setPosition(QPointF(0, round(count * line + above - made.ascent())))
        count += 1
    layout.endLayout()
    return layout, count


@lru_cache(maxsize=2048)
def paragraph_height(words: str, style: str, width: float, line: float) -> float:
    """How high the wrapped words stand at a width."""
    return _lines(words, style, width, line)[1] * line


def paragraph(
    painter: QPainter, rect: QRectF, words: str, style: str, line: float, token: str = "ink", lead: int = 0
) -> None:
    """Wrapped text at a fixed line height; what does not fit ends in an ellipsis. `lead` letters are strong."""
    layout, count = _lines(words, style, rect.width(), line, lead)
    room = max(1, int(rect.height() // line))
    if count > room:
        start = layout.lineAt(room - 1).textStart()
        tail = _metrics(style).elidedText(words[start:], Qt.TextElideMode.ElideRight, rect.width())
        layout, _ = _lines(words[:start] + tail, style, rect.width(), line)
    painter.setPen(colour(token))
    layout.draw(painter, rect.topLeft())


def rounded(painter: QPainter, rect: QRectF, radius: float, fill: str | None, border: str | None = None) -> None:
    """A filled box. A border sits inside the rectangle, on whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(border), 1) if border else Qt.PenStyle.NoPen)
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = 0.5 if border else 0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def chip_width(words: str, icon: str | None = None) -> float:
    """How wide a chip is."""
    return 16 + (19 if icon else 0) + text_width(words, "caption_strong")


def chip(painter: QPainter, x: float, middle: float, words: str, tone: str, icon: str | None = None) -> float:
    """A status chip with its left edge at x, centred on `middle`."""
    ink, fill, _ = TONES[tone]
    box = QRectF(x, middle - CHIP_HEIGHT / 2, chip_width(words, icon), CHIP_HEIGHT)
    rounded(painter, box, CHIP_HEIGHT / 2, fill)
    left = x + 8
    if icon:
        icons.draw(painter, icon, left, middle - 7, 14, ink)
        left += 19
    text(painter, QRectF(left, box.y(), box.right() - left, box.height()), words, "caption_strong", ink)
    return box.width()


def key(painter: QPainter, x: float, middle: float, words: str, *, on_blue: bool = False, small: bool = False) -> float:
    """A key cap."""
    style = "hint" if small else "caption_medium"
    height, pad = (17, 5) if small else (20, 6)
    box = QRectF(x, middle - height / 2, text_width(words, style) + 2 * pad + 2, height)
    rounded(painter, box, 4, None if on_blue else "sunk", "key_on_blue" if on_blue else "line")
    text(painter, box, words, style, "on_blue" if on_blue else "muted", CENTRE)
    return box.width()


def key_width(words: str, *, small: bool = False) -> float:
    """How wide a key cap is."""
    return text_width(words, "hint" if small else "caption_medium") + (12 if small else 14)


def clock_tone(days: float, standard: float) -> str:
    """Green under 80 % of the standard, amber to 100 %, red past it."""
    return "red" if days > standard else "amber" if days >= standard * 0.8 else "green"


def clock(painter: QPainter, x: float, middle: float, days: float, standard: float, words: str, track: float) -> float:
    """A waiting clock: how long, against the standard, and the same thing in words."""
    tone = clock_tone(days, standard)
    longest = max(standard * 1.35, days)
    rounded(painter, QRectF(x, middle - 3, track, 6), 3, "grey_tint")
    rounded(painter, QRectF(x, middle - 3, max(6.0, track * days / longest), 6), 3, tone)
    tick = QRectF(x + track * standard / longest, middle - 6, 2, 12)
    painter.fillRect(tick, colour("ink"))
    token = {"red": "red", "amber": "amber_text"}.get(tone, "ink")
    box = QRectF(x + track + 8, middle - 8, 80, 16)
    return track + 8 + text(painter, box, words, "caption_strong", token)


def check_box(painter: QPainter, x: float, middle: float, *, on: bool, partly: bool = False) -> None:
    """A 16 px check box: empty, ticked, or partly (a bar)."""
    box = QRectF(x, middle - CHECK_SIZE / 2, CHECK_SIZE, CHECK_SIZE)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("blue" if on or partly else "line_strong"), 1.5))
    painter.setBrush(colour("blue" if on or partly else "surface"))
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 3.25, 3.25)
    if partly:
        painter.fillRect(QRectF(x + 4, middle - 1, 8, 2), colour("on_blue"))
    elif on:
        icons.draw(painter, "check", x + 2, middle - 6, 12, "on_blue")


def bar(painter: QPainter, rect: QRectF, share: float, track: str = "grey_tint") -> None:
    """A progress bar; the share is 0 to 1."""
    rounded(painter, rect, 3, track)
    if share > 0:
        filled = QRectF(rect.x(), rect.y(), max(6.0, rect.width() * share), rect.height())
        rounded(painter, filled, 3, "blue")


def disc(painter: QPainter, rect: QRectF, tone: str, initials: str = "", icon: str | None = None) -> None:
    """A round avatar or icon."""
    ink, fill, _ = TONES[tone]
    rounded(painter, rect, rect.width() / 2, fill)
    if icon:
        icons.draw(painter, icon, rect.center().x() - 7, rect.center().y() - 7, 14, ink)
    else:
        style = "caption_strong" if rect.width() > 28 else "initials"
        text(painter, rect, initials, style, ink, CENTRE)


def rule(painter: QPainter, left: float, right: float, y: float, token: str = "line") -> None:
    """A 1 px horizontal rule that stays sharp at every pixel ratio."""
    painter.fillRect(QRectF(left, y, right - left, 1), colour(token))


def outline(painter: QPainter, rect: QRectF, radius: float, token: str) -> None:
    """A 2 px ring just inside the rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(token), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def radio(painter: QPainter, x: float, middle: float, *, on: bool) -> None:
    """A 16 px round choice."""
    box = QRectF(x, middle - CHECK_SIZE / 2, CHECK_SIZE, CHECK_SIZE)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("blue" if on else "line_strong"), 1.5))
    painter.setBrush(colour("surface"))
    painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("blue"))
        painter.drawEllipse(box.adjusted(4, 4, -4, -4))


def begin_again() -> None:
    """Lets go of all shaped words before the application ends."""
    _metrics.cache_clear()
    _heights.cache_clear()
    text_width.cache_clear()
    _shaped.cache_clear()
    folded.cache_clear()
    paragraph_height.cache_clear()
