"""One page under the pen: text, rules, boxes and tags as PDF operators.

Coordinates are points from the lower left corner, as in PDF. Black-and-white safe: ink, a muted
grey, a rule grey and a 7 % tint are all there is, besides a paper tint for the person's copy.
"""

from collections.abc import Callable

from inteam.pdf.faces import BOLD, REGULAR, Face, inter
from inteam.pdf.icons import icon
from inteam.pdf.setting import Line, Span, line, shown
from inteam.pdf.shaping import Run

Use = Callable[[Face, str], str]  # notes that glyphs of a face are used; gives the face's name on the page

A4 = (595.28, 841.89)
MM = 72 / 25.4

INK, MUTED, RULE, TINT, WHITE, BLACK = (
    "0.067 g",
    "0.267 g",
    "0.604 G",
    "0.933 g",
    "1 g",
    "0 g",
)
_TAG_PAD = 4.0


class Sheet:
    """The page being drawn. Made by Document.sheet(), which embeds the faces that are used."""

    def __init__(self, use: Use, size: tuple[float, float] = A4) -> None:
        self._use = use
        self.size = size
        self.ops: list[str] = []
        self._fill = ""

    def fill(self, colour: str) -> None:
        """Set the fill colour, if it is another."""
        if colour != self._fill:
            self.ops.append(colour)
            self._fill = colour

    def text(
        self,
        x: float,
        y: float,
        words: Line | str,
        size: float,
        *,
        weight: str = REGULAR,
        ink: str = INK,
        right: bool = False,
    ) -> float:
        """Draw one line with its baseline at y; x is its left end, or right end. Gives its width."""
        row = line(words, weight) if isinstance(words, str) else words
        wide = row.width * size / 1000
        if right:
            x -= wide
        self.fill(ink)
        if row.glyphs:
            name = self._use(inter(row.weight), row.glyphs)
            self.ops.append(f"BT /{name} {size:g} Tf {x:.2f} {y:.2f} Td <{row.glyphs}>Tj ET")
        else:
            at = x
            for span in row.spans:
                self._span(at, y, span, size, row.weight)
                at += span.width * size / 1000
        return wide

    def _span(self, x: float, y: float, span: Span, size: float, weight: str) -> None:
        if span.copied:
            copied = shown(span.copied).encode("utf-16-be").hex()
            self.ops.append(f"/Span<</ActualText<feff{copied}>>>BDC")
        ops: list[str] = []
        began, current = x, ""
        for run in span.runs:
            if run.face is None:
                self._flush(began, y, ops)
                self._code_box(x, y, run, size, weight)
                ops, current = [], ""
                began = x + run.width * size / 1000
            for rise, operand in run.parts:
                name = self._use(run.face, operand) if run.face else ""
                if name != current:
                    ops.append(f"/{name} {size:g} Tf")
                    current = name
                ops.append(f"{rise * size / 1000:.2f} Ts {operand} 0 Ts" if rise else operand)
            x += run.width * size / 1000
        self._flush(began, y, ops)
        if span.copied:
            self.ops.append("EMC")

    def _flush(self, x: float, y: float, ops: list[str]) -> None:
        if ops:
            self.ops.append(f"BT {x:.2f} {y:.2f} Td {' '.join(ops)} ET")

    def _code_box(self, x: float, y: float, run: Run, size: float, weight: str) -> None:
        """The code of a missing character, in two rows inside a thin box."""
        unit = size / 1000
        wide, tall = run.width * unit - 0.08 * size, 0.98 * size
        left, low = x + 0.04 * size, y - 0.2 * size
        self.ops.append(f"q 0 G 0.4 w {left:.2f} {low:.2f} {wide:.2f} {tall:.2f} re S Q")
        half = (len(run.code) + 1) // 2
        face = inter(weight)
        for row, part in enumerate((run.code[:half], run.code[half:])):
            glyphs = "".join(f"{face.glyph(char):04x}" for char in part)
            small = size * 0.42
            across = sum(face.advance(face.glyph(char)) for char in part) * small / 1000
            name = self._use(face, glyphs)
            self.ops.append(
                f"BT /{name} {small:g} Tf {left + (wide - across) / 2:.2f} "
                f"{low + tall * (0.56 - 0.45 * row):.2f} Td <{glyphs}>Tj ET"
            )

    def rule(self, x1: float, x2: float, y: float, width: float = 0.6, *, black: bool = False) -> None:
        """A horizontal rule."""
        self.ops.append(f"{'0 G' if black else RULE} {width:g} w {x1:.2f} {y:.2f} m {x2:.2f} {y:.2f} l S")

    def upright(self, x: float, y1: float, y2: float, width: float = 0.6) -> None:
        """A vertical rule."""
        self.ops.append(f"{RULE} {width:g} w {x:.2f} {y1:.2f} m {x:.2f} {y2:.2f} l S")

    def area(self, x: float, y: float, width: float, height: float, fill: str = TINT) -> None:
        """A filled rectangle."""
        self.fill(fill)
        self.ops.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rounded(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        radius: float,
        *,
        line_width: float = 0.0,
        fill: str = "",
        corners: str = "tltrblbr",
    ) -> None:
        """A rectangle with round corners (only those named), outlined in black, filled, or both."""
        if fill:
            self.fill(fill)
        if line_width:
            self.ops.append(f"0 G {line_width:g} w")
        ending = "B" if fill and line_width else "f" if fill else "S"
        self.ops.append(_outline(x, y, width, height, radius, corners) + ending)

    def tag(self, x: float, y: float, word: str, size: float = 7.2, *, solid: bool = False) -> float:
        """A small lozenge with a word, black or outlined. Gives its width."""
        row = line(word, BOLD)
        wide = row.width * size / 1000 + 2 * _TAG_PAD
        self.rounded(x, y - 2.6, wide, 11, 2, line_width=0.8, fill=BLACK if solid else WHITE)
        self.text(x + _TAG_PAD, y + 0.4, row, size, ink=WHITE if solid else BLACK)
        return wide

    def tick_box(self, x: float, y: float, *, done: bool = False) -> None:
        """An empty or ticked box, 7.5 points square."""
        self.fill(WHITE)
        self.ops.append(f"0 G 0.9 w {x:.2f} {y - 1:.2f} 7.5 7.5 re B")
        if done:
            self.ops.append(
                f"1.5 w {x + 1.5:.2f} {y + 2.6:.2f} m {x + 3.2:.2f} {y + 0.8:.2f} l {x + 6.4:.2f} {y + 5.2:.2f} l S"
            )

    def icon(self, x: float, top: float, name: str, side: float) -> None:
        """One of the program's line icons in a square, its top left corner at (x, top)."""
        scale = side / 24
        self.ops.append(f"q 0.067 G 1.8 w 1 J 1 j {scale:.4f} 0 0 {-scale:.4f} {x:.2f} {top:.2f} cm {icon(name)} Q")

    def watermark(self, word: str, size: float = 84) -> None:
        """A pale word across the page, under everything: call it first."""
        row = line(word, BOLD)
        across, up = self.size
        turn = 0.7071
        half = row.width * size / 2000
        x, y = across / 2 - half * turn, up / 2 - half * turn
        name = self._use(inter(BOLD), row.glyphs)
        self.ops.append(
            f"q 0.87 g BT /{name} {size:g} Tf {turn} {turn} {-turn} {turn} {x:.2f} {y:.2f} Tm <{row.glyphs}>Tj ET Q"
        )


def tag_width(word: str, size: float = 7.2) -> float:
    """The width that Sheet.tag will take."""
    return line(word, BOLD).width * size / 1000 + 2 * _TAG_PAD


def _outline(x: float, y: float, width: float, height: float, radius: float, corners: str) -> str:
    """The path of a rectangle whose named corners (tl tr bl br) are round."""
    right, top = x + width, y + height
    bend = radius * 0.4477
    bl, br, tr, tl = (radius if name in corners else 0.0 for name in ("bl", "br", "tr", "tl"))
    path = [f"{x + bl:.2f} {y:.2f} m {right - br:.2f} {y:.2f} l"]
    if br:
        path.append(f"{right - bend:.2f} {y:.2f} {right:.2f} {y + bend:.2f} {right:.2f} {y + br:.2f} c")
    path.append(f"{right:.2f} {top - tr:.2f} l")
    if tr:
        path.append(f"{right:.2f} {top - bend:.2f} {right - bend:.2f} {top:.2f} {right - tr:.2f} {top:.2f} c")
    path.append(f"{x + tl:.2f} {top:.2f} l")
    if tl:
        path.append(f"{x + bend:.2f} {top:.2f} {x:.2f} {top - bend:.2f} {x:.2f} {top - tl:.2f} c")
    path.append(f"{x:.2f} {y + bl:.2f} l")
    if bl:
        path.append(f"{x:.2f} {y + bend:.2f} {x + bend:.2f} {y:.2f} {x + bl:.2f} {y:.2f} c")
    return " ".join(path) + " h "
