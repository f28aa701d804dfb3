"""Text set in type: words measured once, lines broken, then ordered.

Widths are in thousandths of the size. Latin, Greek and Cyrillic words are looked up glyph by glyph
and remembered; the rest is shaped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from unicodedata import bidirectional

from inteam.pdf import bidi
from inteam.pdf.breaking import atoms, clusters, paragraphs, words
from inteam.pdf.faces import REGULAR, inter
from inteam.pdf.shaping import Run, needs_care, runs

_REMEMBERED = 60_000  # words a weight, about 10 MB
_HYPHENS = frozenset("-/@._\u2010")


class Span(NamedTuple):
    """Runs that a reader copies as `copied`; as its glyphs say where that is empty."""

    copied: str
    runs: tuple[Run, ...]

    @property
    def width(self) -> float:
        """In thousandths of the size."""
        return sum(run.width for run in self.runs)


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready to draw: plain glyphs of Inter in `glyphs`, or `spans` in order of sight."""

    text: str
    weight: str
    width: float
    glyphs: str = ""
    spans: tuple[Span, ...] = ()
    rtl: bool = False


class Word(NamedTuple):
    """A word that is measured: plain if `glyphs` is given."""

    text: str
    width: float
    glyphs: str
    rtl: bool


_known: dict[str, dict[str, Word]] = {}
_spaces: dict[str, tuple[float, str]] = {}


def _space(weight: str) -> tuple[float, str]:
    found = _spaces.get(weight)
    if found is None:
        face = inter(weight)
        glyph = face.glyph(" ")
        found = _spaces[weight] = (face.advance(glyph), f"{glyph:04x}")
    return found


def word(text: str, weight: str) -> Word:
    """The word, measured once for each weight."""
    shelf = _known.setdefault(weight, {})
    found = shelf.get(text)
    if found is None:
        if len(shelf) > _REMEMBERED:
            shelf.clear()
        found = shelf[text] = _plain(text, weight) or _odd(text, weight)
    return found


def _plain(text: str, weight: str) -> Word | None:
    """Set by Inter alone, each glyph standing for this very character; else None."""
    face = inter(weight)
    width, glyphs = 0.0, []
    for char in text.replace("\u00a0", " "):  # a no-break space is copied as a space
        glyph = face.glyph(char)
        if not glyph or face.character(glyph) != char or needs_care(char):
            return None
        width += face.advance(glyph)
        glyphs.append(f"{glyph:04x}")
    return Word(text, width, "".join(glyphs), False)


def _odd(text: str, weight: str) -> Word:
    rtl = bidi.has_rtl(text)
    width = sum(run.width for run in runs(text, weight, rtl))
    return Word(text, width, "", rtl)


@lru_cache(maxsize=2048)
def line(text: str, weight: str = REGULAR) -> Line:
    """The text on one line, however long, line ends taken as spaces."""
    row = words(" ".join(paragraphs(text)))
    joined = _join([word(part, weight) for part in row], [], weight)
    return _directed(" ".join(row), [joined], weight)[0]


def width(text: str, weight: str, size: float) -> float:
    """How wide the text is on one line, in points."""
    return line(text, weight).width * size / 1000


def lines(text: str, weight: str = REGULAR, *, size: float, within: float, first: float = 0.0) -> tuple[Line, ...]:
    """The text broken into lines no wider than `within` points; `first` is kept free on line 1.

    An empty paragraph gives an empty line; an empty text gives none.
    """
    return _lines(text, weight, within * 1000 / size, first * 1000 / size)


def forget_lines() -> None:
    """Begin anew: lines are remembered only while one document is laid out, which tries some twice."""
    _lines.cache_clear()


@lru_cache(maxsize=8192)
def _lines(text: str, weight: str, limit: float, indent: float) -> tuple[Line, ...]:
    if not text or text.isspace():
        return ()
    found: list[Line] = []
    for paragraph in paragraphs(text):
        found += _break(paragraph, weight, limit, 0.0 if found else indent)
    return tuple(found)


def _break(paragraph: str, weight: str, limit: float, indent: float) -> list[Line]:
    space = _space(weight)[0]
    found: list[Line] = []
    row: list[Word] = []
    glued: list[int] = []  # places in `row` that no space stands before
    used = indent
    for part, spaced in _tokens(paragraph, weight, limit):
        gap = space if spaced and row else 0.0
        if used + gap + part.width > limit and (row or (indent and not found)):
            found.append(_join(row, glued, weight))
            row, glued, used, gap = [], [], 0.0, 0.0
        if row and not spaced:
            glued.append(len(row))
        row.append(part)
        used += gap + part.width
    if row or not found:
        found.append(_join(row, glued, weight))
    return _directed(paragraph, found, weight)


def _tokens(paragraph: str, weight: str, limit: float) -> Iterator[tuple[Word, bool]]:
    """Words, and parts of words where a line may end inside one, with "a space stands before"."""
    shelf = _known.setdefault(weight, {})
    for text in words(paragraph):
        known = shelf.get(text)
        if known is not None and known.glyphs and known.width <= limit:
            yield known, True
            continue
        spaced = True
        for atom in atoms(text):
            part = word(atom, weight)
            for piece in (part,) if part.width <= limit else _cut(atom, weight, limit):
                yield piece, spaced
                spaced = False


def _cut(text: str, weight: str, limit: float) -> Iterator[Word]:
    """A word wider than the line, in pieces that fit; after a hyphen or slash where there is one."""
    piece: list[str] = []
    used = 0.0
    for cluster in clusters(text):
        wide = word(cluster, weight).width
        if piece and used + wide > limit:
            at = _good_end(piece)
            yield word("".join(piece[:at]), weight)
            piece = piece[at:]
            used = sum(word(part, weight).width for part in piece)
        piece.append(cluster)
        used += wide
    yield word("".join(piece), weight)


def _good_end(piece: list[str]) -> int:
    for at in range(len(piece), len(piece) // 2, -1):
        if piece[at - 1] in _HYPHENS:
            return at
    return len(piece)


def _join(row: list[Word], glued: list[int], weight: str) -> Line:
    """The words of one line side by side, as if all ran from left to right."""
    space, blank = _space(weight)
    glyphs = [part.glyphs for part in row]
    if not glued and "" not in glyphs:
        text = " ".join([part.text for part in row])
        wide = sum([part.width for part in row]) + space * (len(row) - 1 if row else 0)
        return Line(text, weight, wide, blank.join(glyphs))
    inside = {0, *glued}
    text = "".join([part.text if at in inside else f" {part.text}" for at, part in enumerate(row)])
    span = Span(text, _side_by_side(row, glued, weight))
    return Line(text, weight, span.width, "", (span,))


def _side_by_side(row: list[Word], glued: list[int], weight: str) -> tuple[Run, ...]:
    space, blank = _space(weight)
    gap = Run(inter(weight), ((0.0, f"<{blank}>Tj"),), space)
    found: list[Run] = []
    inside = set(glued)
    at = 0
    while at < len(row):
        end = at + 1
        while end < len(row) and end in inside:
            end += 1
        if at:
            found.append(gap)
        if end > at + 1:
            found += runs("".join([part.text for part in row[at:end]]), weight, False)
        elif row[at].glyphs:
            found.append(Run(inter(weight), ((0.0, f"<{row[at].glyphs}>Tj"),), row[at].width))
        else:
            found += runs(row[at].text, weight, False)
        at = end
    return tuple(found)


def _directed(paragraph: str, found: list[Line], weight: str) -> list[Line]:
    """Lines of a paragraph with right-to-left words, ordered by the whole paragraph's levels."""
    if paragraph.isascii() or not bidi.has_rtl(paragraph):
        return found
    flat = " ".join(words(paragraph))
    base = bidi.base_level(flat)
    level = bidi.levels(flat, base)
    done: list[Line] = []
    at = 0
    for row in found:
        at = flat.index(row.text, at)  # rows are parts of `flat`, in order
        end = at + len(row.text)
        ordered = _ordered(row.text, level[at:end], weight, base)
        done.append(replace(ordered, rtl=True) if base else ordered)
        at = end
    return done


def _ordered(text: str, level: tuple[int, ...], weight: str, base: int) -> Line:
    """One line in the order of sight from the level of each of its characters."""
    kinds = [_kind(char, depth, base) for char, depth in zip(text, level, strict=True)]
    stretches: list[tuple[int, int, int]] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or level[at] != level[start] or kinds[at] != kinds[start]:
            stretches.append((start, at, level[start]))
            start = at
    spans = tuple(_span(text[begin:end], weight, rtl=bool(depth % 2)) for begin, end, depth in bidi.visual(stretches))
    return Line(text, weight, sum(span.width for span in spans), "", spans)


def _kind(char: str, depth: int, base: int) -> str:
    """What goes into one span: right-to-left words alone, or together inside a line of Latin.

    pdfium puts the words of a right-to-left line in order itself, but not those inside another.
    """
    if bidirectional(char) in ("R", "AL", "NSM"):
        return "R"
    if char != " ":
        return ""
    return "R" if depth % 2 and not base else " "


def _span(text: str, weight: str, *, rtl: bool) -> Span:
    """One stretch and what a reader copies from it.

    Readers of PDF take what they find as it stands on the page, from left to right, and turn
    right-to-left words round themselves (pdfium and poppler both): such a word is given turned.
    """
    found = runs(text, weight, rtl)
    if rtl and bidirectional(text[0]) in ("R", "AL", "NSM"):
        return Span(text[::-1], found)
    inter_alone = all(run.face is not None and run.face.name.startswith("Inter") for run in found)
    return Span("" if inter_alone else text, found)


_FENCES = re.compile("[\u2066-\u2069]")


def shown(text: str) -> str:
    """The text as it can be copied from the page: without our fences and lone surrogates."""
    plain = _FENCES.sub("", text).replace("\u00a0", " ")
    return plain.encode("utf-16-be", "replace").decode("utf-16-be")


def strong_direction(text: str) -> str:
    """ "rtl" or "ltr", by the first strong character: for HTML's dir."""
    for char in text:
        kind = bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
