"""Shaping: a stretch of one direction becomes runs of glyphs, each of one face, in order of sight.

Only other scripts than Latin, Greek and Cyrillic, combining marks and right-to-left runs come to
HarfBuzz (decisions 27: shaping costs six times as much). A character that no face has becomes a box
with its code.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import category

from inteam.pdf.faces import Face, face_for, has_face, inter

_REMEMBERED = 60_000  # stretches, most of them a word
_MARKS = frozenset({"Mn", "Mc", "Me"})  # Unicode categories
# Unicode's default ignorables: drawn as nothing, kept in what is copied.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_OVERRIDES = frozenset("\u202d\u202e")  # these would disguise what is written: shown as boxes


class Run(NamedTuple):
    """Glyphs of one face. `parts` are (rise in thousandths, operand of TJ or Tj)."""

    face: Face | None  # None: a box with the code of a missing character in `code`
    parts: tuple[tuple[float, str], ...]
    width: float
    code: str = ""


def needs_care(char: str) -> bool:
    """Whether a character cannot be set by looking its glyph up."""
    return char > "\u00ac" and (category(char) in _MARKS or bool(_UNSEEN.match(char)) or not has_face(char))


@lru_cache(maxsize=_REMEMBERED)
def runs(text: str, weight: str, rtl: bool) -> tuple[Run, ...]:
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
    if not rtl and face.name.startswith("Inter") and not any(map(needs_care, text)):
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
