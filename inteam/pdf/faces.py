"""The typefaces on paper: which one draws a character, and what its glyphs measure.

A face is loaded when a character first asks for it. Inter draws Latin, Greek and Cyrillic; Noto
Sans the other scripts, Nanum Gothic Korean, Droid Sans Fallback Chinese and Japanese. Glyph numbers are those of
the font file, so a shaped glyph needs no character code of its own.
"""

from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

from inteam import resources

if TYPE_CHECKING:
    from collections.abc import Sequence

REGULAR, MEDIUM, SEMIBOLD, BOLD = "Regular", "Medium", "SemiBold", "Bold"

# Where each script stands in Unicode and the Noto face that has it. Blocks that no face of ours
# has fall through to LAST_RESORT.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x07C0, 0x07FF, "NKo"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x13A0, 0x13FF, "Cherokee"),
    (0x1400, 0x167F, "CanadianAboriginal"),
    (0x16A0, 0x16FF, "Runic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"),
    (0x18B0, 0x18FF, "CanadianAboriginal"),
    (0x19E0, 0x19FF, "Khmer"),
    (0x1A20, 0x1AAF, "TaiTham"),
    (0x1B00, 0x1B7F, "Balinese"),
    (0x1B80, 0x1BBF, "Sundanese"),
    (0x1C50, 0x1C7F, "OlChiki"),
    (0x1C90, 0x1CBF, "Georgian"),
    (0x1CC0, 0x1CCF, "Sundanese"),
    (0x1CD0, 0x1CFF, "Devanagari"),
    (0x2C80, 0x2CFF, "Coptic"),
    (0x2D00, 0x2D2F, "Georgian"),
    (0x2D30, 0x2D7F, "Tifinagh"),
    (0x2D80, 0x2DDF, "Ethiopic"),
    (0x3130, 0x318F, "Hangul"),
    (0xA000, 0xA4CF, "Yi"),
    (0xA4D0, 0xA4FF, "Lisu"),
    (0xA500, 0xA63F, "Vai"),
    (0xA6A0, 0xA6FF, "Bamum"),
    (0xA800, 0xA82F, "SylotiNagri"),
    (0xA8E0, 0xA8FF, "Devanagari"),
    (0xA980, 0xA9DF, "Javanese"),
    (0xA9E0, 0xA9FF, "Myanmar"),
    (0xAA00, 0xAA5F, "Cham"),
    (0xAA60, 0xAA7F, "Myanmar"),
    (0xAAE0, 0xAAFF, "MeeteiMayek"),
    (0xAB00, 0xAB2F, "Ethiopic"),
    (0xAB70, 0xABBF, "Cherokee"),
    (0xABC0, 0xABFF, "MeeteiMayek"),
    (0xAC00, 0xD7AF, "Hangul"),
    (0xFB13, 0xFB17, "Armenian"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFE, "Arabic"),
    (0x10480, 0x104AF, "Osmanya"),
    (0x10D00, 0x10D3F, "HanifiRohingya"),
    (0x11100, 0x1114F, "Chakma"),
    (0x16800, 0x16A3F, "Bamum"),
    (0x1E900, 0x1E95F, "Adlam"),
)
_FAMILIES = {"Sans": "NotoSans", "Tibetan": "NotoSerifTibetan", "Hangul": "NanumGothicCoding"}
_STARTS = [start for start, _, _ in _BLOCKS]
_LAST_RESORT = ("Sans", "DroidSansFallback", "Symbols", "Symbols2", "Math", "Arabic", "Coptic")
_WITHOUT_FACE = frozenset({"Cc", "Co", "Cn", "Cs"})
_EM = 1000  # widths are in thousandths of the size, as PDF has them


class Face:
    """One font file: glyph numbers and widths. Read once in a process, shared by all documents."""

    def __init__(self, name: str, path: Path) -> None:
        import uharfbuzz as hb  # noqa: PLC0415 (paper only)

        self.name = name
        self.face: Any = hb.Face(hb.Blob.from_file_path(str(path)))
        self.font: Any = hb.Font(self.face)
        self.scale = _EM / self.face.upem
        self._glyphs: dict[str, int] = {}
        self._advances: dict[int, float] = {}
        self._plain: dict[int, str] | None = None
        self.clusters: dict[int, str] = {}  # what a shaped glyph stood for when first met

    def glyph(self, char: str) -> int:
        """The glyph of a character, 0 where the face has none, or an empty one for a letter."""
        found = self._glyphs.get(char)
        if found is None:
            found = self.font.get_nominal_glyph(ord(char)) or 0
            if found and category(char)[0] in "LNPS" and not self._drawn(found):
                found = 0
            self._glyphs[char] = found
        return found

    def _drawn(self, glyph: int) -> bool:
        extents = self.font.get_glyph_extents(glyph)
        return extents is None or bool(extents.width or extents.height)

    def advance(self, glyph: int) -> float:
        """How far a glyph moves on, in thousandths of the size."""
        found = self._advances.get(glyph)
        if found is None:
            found = self.font.get_glyph_h_advance(glyph) * self.scale
            self._advances[glyph] = found
        return found

    def character(self, glyph: int) -> str:
        """The lowest character that a glyph stands for, or nothing: what a reader will copy."""
        if self._plain is None:
            self._plain = {}
            for code in sorted(self.face.unicodes, reverse=True):
                if not 0xD800 <= code <= 0xDFFF:
                    self._plain[self.font.get_nominal_glyph(code)] = chr(code)
        return self._plain.get(glyph, "")


@cache
def face(name: str) -> Face | None:
    """The face of that file name, or None where it is not shipped (most Notos have no medium)."""
    try:
        return Face(name, resources.path(f"fonts/{name}.ttf"))
    except FileNotFoundError:
        return None


@cache
def inter(weight: str) -> Face:
    """Inter in one of its four weights."""
    return Face(f"Inter-{weight}", resources.path(f"fonts/Inter-{weight}.ttf"))


def _noto(script: str, weight: str) -> Face | None:
    if script == "DroidSansFallback":
        return face(script)
    name = _FAMILIES.get(script, f"NotoSans{script}")
    heavy = "Bold" if weight in (SEMIBOLD, BOLD) else "Regular"
    return face(f"{name}-{heavy}") or face(f"{name}-Regular")


def _candidates(char: str) -> "Sequence[str]":
    code = ord(char)
    at = bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= _BLOCKS[at][1]:
        return (_BLOCKS[at][2], *_LAST_RESORT)
    return _LAST_RESORT


def has_face(char: str) -> bool:
    """False for controls, private use and the unassigned: what a font puts there is its own."""
    return category(char) not in _WITHOUT_FACE


@cache
def face_for(char: str, weight: str) -> Face | None:
    """The face that draws a character, Inter first; None where no face has it."""
    if not has_face(char):
        return None
    if inter(weight).glyph(char):
        return inter(weight)
    for script in _candidates(char):
        found = _noto(script, weight)
        if found is not None and found.glyph(char):
            return found
    return None
