"""Framed blocks that follow one another over as many sides as they need, identity on each."""

from collections.abc import Sequence
from dataclasses import dataclass

from inteam.careplans.letters_page import ACROSS, BOTTOM, LEFT, RIGHT, TOP, frame
from inteam.careplans.letters_strip import Strip
from inteam.careplans.papers import Printing
from inteam.pdf.document import Document
from inteam.pdf.flow import LEAST_ROOM, Section, place
from inteam.pdf.sheet import Sheet

_GAP = 9.0
_LEAST = 60.0  # a block begins on a new side when less than this is left for it


@dataclass(slots=True)
class _Part:
    top: float
    strip: Strip | None
    sections: list[Section]
    framed: bool
    mark: str = ""

    @property
    def height(self) -> float:
        return (self.strip.height if self.strip else 0.0) + sum(part.height for part in self.sections)


class Sides:
    """Blocks laid over sides; drawn at the end, when their number is known."""

    def __init__(self) -> None:
        self._sides: list[list[_Part]] = [[]]
        self._y = TOP

    def block(
        self,
        sections: Sequence[Section],
        *,
        strip: Strip | None = None,
        again: Strip | None = None,
        framed: bool = True,
        mark: str = "",
    ) -> None:
        """Add a block: `strip` heads it, `again` heads it on each further side."""
        rest = list(sections)
        head = strip
        while rest or head is strip is not None:
            tall = head.height if head else 0.0
            room = self._y - BOTTOM - tall
            if not self._sides[-1]:
                room = max(LEAST_ROOM, room)
            first = rest[0].height if rest else 0.0
            here, left = place(rest, room) if room >= min(first, _LEAST) else ([], rest)
            if not here and rest and self._sides[-1]:
                self._turn()
                continue
            part = _Part(self._y, head, here, framed, mark)
            self._sides[-1].append(part)
            self._y -= part.height + _GAP
            rest, head, mark = left, again, ""
            if not rest:
                return
            self._turn()

    def _turn(self) -> None:
        self._sides.append([])
        self._y = TOP

    def draw(self, document: Document, title: str, printing: Printing) -> None:
        """Draw all sides, with head and foot on each."""
        for page, side in enumerate(self._sides, 1):
            sheet = document.sheet()
            frame(sheet, title, printing, page, len(self._sides))
            for part in side:
                if part.mark:
                    document.mark(part.mark)
                _draw(sheet, part)


def _draw(sheet: Sheet, part: _Part) -> None:
    y = part.top
    if part.strip:
        part.strip.draw(sheet, LEFT, y)
        y -= part.strip.height
    for at, section in enumerate(part.sections):
        if at and part.framed:
            sheet.rule(LEFT, RIGHT, y)
        section.draw(sheet, LEFT, y)
        y -= section.height
    if part.framed:
        sheet.rounded(LEFT, y, ACROSS, part.top - y, 4, line_width=1.2)
