"""Text set in type: words measured once, lines broken, shaped runs where a script needs them.

Widths are in thousandths of the size. Latin, Greek and Cyrillic words are looked up glyph by glyph
and remembered; only other scripts, combining marks and right-to-left runs are shaped (decisions
27: shaping costs six times as much). A character that no face has becomes a box with its code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import bidirectional, category

from inteam.pdf import bidi
from inteam.pdf.breaking import atoms, clusters, paragraphs, words
from inteam.pdf.faces import REGULAR, Face, face_for, has_face, inter

_MARKS = frozenset({"Mn", "Mc", "Me"})  # Unicode categories
# Unicode's default ignorables: drawn as nothing, kept in what is copied.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_OVERRIDES = frozenset("\u202d\u202e")  # these would disguise what is written: shown as boxes
_REMEMBERED = 60_000  # words a weight, about 10 MB
_HYPHENS = frozenset("-/@._\u2010")


class Run(NamedTuple):
    """Glyphs of one face. `parts` are (rise in thousandths, operand of TJ or Tj)."""

    face: Face | None  # None: a box with the code of a missing character in `code`
    parts: tuple[tuple[float, str], ...]
    width: float
    code: str = ""


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
        if not glyph or face.character(glyph) != char or _needs_care(char):
            return None
        width += face.advance(glyph)
        glyphs.append(f"{glyph:04x}")
    return Word(text, width, "".join(glyphs), False)


def _needs_care(char: str) -> bool:
    return char > "\u00ac" and (category(char) in _MARKS or bool(_UNSEEN.match(char)) or not has_face(char))


def _odd(text: str, weight: str) -> Word:
    rtl = bidi.has_rtl(text)
    width = sum(run.width for run in _runs(text, weight, rtl))
    return Word(text, width, "", rtl)


@lru_cache(maxsize=_REMEMBERED)
def _runs(text: str, weight: str, rtl: bool) -> tuple[Run, ...]:
    """The runs of a stretch of one direction, in order of sight."""
    found = [_run(part, face, rtl) for part, face in _stretches(text, weight)]
    return tuple(reversed(found)) if rtl else tuple(found)


def _stretches(text: str, weight: str) -> Iterator[tuple[str, Face | None]]:
    """The text in parts that one face draws; marks and joiners stay with their base."""
    start, current = 0, None
    for at, char in enumerate(text):
        face = _face(char, weight, current)
        if at == start:
            current = face
        elif face is not current or face is None:
            yield text[start:at], current
            start, current = at, face
    if text:
        yield text[start:], current


def _face(char: str, weight: str, current: Face | None) -> Face | None:
    if char in _OVERRIDES:
        return None
    if _UNSEEN.match(char):
        return current or inter(weight)
    if category(char) in _MARKS and current is not None and current.glyph(char):
        return current
    return face_for(char, weight)


def _run(text: str, face: Face | None, rtl: bool) -> Run:
    if face is None:
        return _box(text)
    if not rtl and face.name.startswith("Inter") and not any(map(_needs_care, text)):
        glyphs = [face.glyph(char) for char in text]
        for glyph, char in zip(glyphs, text, strict=True):
            face.clusters.setdefault(glyph, char)
        width = sum(map(face.advance, glyphs))
        return Run(face, ((0.0, f"<{''.join(f'{glyph:04x}' for glyph in glyphs)}>Tj"),), width)
    return _shaped(text, face, rtl)


def _box(text: str) -> Run:
    """A box with the code of one character: two rows of figures, never nothing."""
    code = f"{ord(text):04X}"
    columns = (len(code) + 1) // 2
    return Run(None, (), columns * 300.0 + 160.0, code)


def _shaped(text: str, face: Face, rtl: bool) -> Run:
    import uharfbuzz as hb  # noqa: PLC0415 (paper only)

    # Format characters that a face lacks would print as its "missing" glyph: leave them out.
    kept = "".join(char for char in text if face.glyph(char) or not _UNSEEN.match(char))
    if not kept:
        return Run(face, (), 0.0)
    buffer: Any = hb.Buffer()
    buffer.add_str(kept)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(face.font, buffer, {})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    _remember_clusters(face, kept, infos)
    return _operands(face, infos, positions)


def _remember_clusters(face: Face, text: str, infos: Any) -> None:
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    told = set()
    for info in infos:
        if info.cluster not in told and info.codepoint:
            told.add(info.cluster)
            face.clusters.setdefault(info.codepoint, text[info.cluster : ends[info.cluster]])


def _operands(face: Face, infos: Any, positions: Any) -> Run:
    """The glyphs as TJ arrays; a new part where the rise changes."""
    parts: list[tuple[float, str]] = []
    out: list[str] = []
    rise, slack, width = 0.0, 0.0, 0.0
    for info, place in zip(infos, positions, strict=True):
        shift, up = place.x_offset * face.scale, place.y_offset * face.scale
        if out and up != rise:
            parts.append((rise, f"[{''.join(out)}]TJ"))
            out = []
        rise = up
        slack -= shift
        if abs(slack) > 0.5:  # half a thousandth of the size cannot be seen
            out.append(f"{slack:.0f}")
            slack -= round(slack)
        out.append(f"<{info.codepoint:04x}>")
        advance = place.x_advance * face.scale
        slack += face.advance(info.codepoint) + shift - advance
        width += advance
    if abs(slack) > 0.5:
        out.append(f"{slack:.0f}")
    if out:
        parts.append((rise, f"[{''.join(out)}]TJ"))
    return Run(face, tuple(parts), width)


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
            found += _runs("".join([part.text for part in row[at:end]]), weight, False)
        elif row[at].glyphs:
            found.append(Run(inter(weight), ((0.0, f"<{row[at].glyphs}>Tj"),), row[at].width))
        else:
            found += _runs(row[at].text, weight, False)
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
    runs = _runs(text, weight, rtl)
    if rtl and bidirectional(text[0]) in ("R", "AL", "NSM"):
        return Span(text[::-1], runs)
    inter_alone = all(run.face is not None and run.face.name.startswith("Inter") for run in runs)
    return Span("" if inter_alone else text, runs)


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
