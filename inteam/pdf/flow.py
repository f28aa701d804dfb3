"""Text laid out before it is drawn: atoms in columns, columns in sections, split over sides.

An atom is what is never cut: a line, or lines glued together (an action and its owner). A section
has one to four columns side by side and ends in a rule. Nothing is drawn until it is known on
which side it stands, so that "page 3 of 12" and the index are right the first time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from inteam.pdf.faces import REGULAR, SEMIBOLD
from inteam.pdf.setting import Line, lines
from inteam.pdf.sheet import INK, Sheet

Mark = Callable[[Sheet, float, float], None]  # draws itself; gets the atom's left end and top
LEAST_ROOM = 220.0  # points: takes any atom with its heading; a side too full is better than no end
_GLUED_AT_MOST = 160.0  # points: taller than this an atom may be cut at its lines after all


@dataclass(slots=True)
class Atom:
    """Lines that stay together. `height` in points, from top to next atom's top."""

    height: float
    rows: list[tuple[float, float, Line, float, str, bool]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    glued: bool = False  # stays with the next atom: a heading

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw it with its top left corner there."""
        for across, down, row, size, ink, right in self.rows:
            sheet.text(x + across, top - down, row, size, ink=ink, right=right)
        for mark in self.marks:
            mark(sheet, x, top)


class Column:
    """Atoms under one another in a given width."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.atoms: list[Atom] = []

    @property
    def height(self) -> float:
        """Of everything in it."""
        return sum(atom.height for atom in self.atoms)

    def space(self, height: float) -> None:
        """Some room, not at the top of a side."""
        self.atoms.append(Atom(height))

    def heading(self, text: str, size: float = 9.2, lead: float = 15.0) -> None:
        """A heading that stays with what follows, a little apart from what is above."""
        if self.atoms:
            self.space(5)
        atom = self.text(text, size, lead, weight=SEMIBOLD)
        if atom:
            atom.glued = True

    def text(
        self,
        text: str,
        size: float,
        lead: float,
        *,
        weight: str = REGULAR,
        ink: str = INK,
        indent: float = 0.0,
        first: float = 0.0,
        into: Atom | None = None,
        less: float = 0.0,
    ) -> Atom | None:
        """A text, broken into lines; each line its own atom, or all added to `into`.

        `first` is room kept free at the start of line 1, `less` at the end of every line. Gives the
        last atom; None for an empty text.
        """
        within = self.width - indent - less
        atom = into
        for at, row in enumerate(lines(text, weight, size=size, within=within, first=first)):
            x, right = (indent + within, True) if row.rtl else (indent, False)
            if not row.rtl and at == 0:
                x += first
            if into is None:
                atom = Atom(0.0)
                self.atoms.append(atom)
            if atom is not None:
                atom.rows.append((x, atom.height + size, row, size, ink, right))
                atom.height += lead
        return atom

    def item(self) -> Atom:
        """An empty atom at the end, to add lines and marks to."""
        atom = Atom(0.0)
        self.atoms.append(atom)
        return atom

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw all atoms from the top down."""
        for atom in self.atoms:
            atom.draw(sheet, x, top)
            top -= atom.height


@dataclass(slots=True)
class Section:
    """Columns side by side, at their left ends; padding above and below, a rule under it."""

    columns: list[tuple[float, Column]]
    above: float = 4.0
    below: float = 5.0
    walls: tuple[float, ...] = ()  # where upright rules stand
    name: str = ""  # for who must know it again after it was split

    @property
    def height(self) -> float:
        """With its padding."""
        tallest = max((column.height for _, column in self.columns), default=0.0)
        return self.above + tallest + self.below

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw it; walls go the whole height."""
        for across, column in self.columns:
            column.draw(sheet, x + across, top - self.above)
        for wall in self.walls:
            sheet.upright(x + wall, top, top - self.height)

    def split(self, room: float) -> "tuple[Section | None, Section]":
        """What fits in the room, and the rest. None where nothing fits."""
        inside = room - self.above - self.below
        heads: list[tuple[float, Column]] = []
        tails: list[tuple[float, Column]] = []
        for across, column in self.columns:
            head, tail = _cut(column, inside)
            heads.append((across, head))
            tails.append((across, tail))
        rest = Section(tails, self.above, self.below, self.walls, self.name)
        if not any(column.atoms for _, column in heads):
            return None, rest
        return Section(heads, self.above, self.below, self.walls, self.name), rest


def _cut(column: Column, room: float) -> tuple[Column, Column]:
    """The column's atoms that fit, never ending in a heading, and the others."""
    atoms = column.atoms
    used, at = 0.0, 0
    while at < len(atoms) and used + atoms[at].height <= room + 0.01:
        used += atoms[at].height
        at += 1
    if at < len(atoms) and atoms[at].height > _GLUED_AT_MOST:
        atoms = [*atoms[:at], *_loosened(atoms[at]), *atoms[at + 1 :]]
        while at < len(atoms) and used + atoms[at].height <= room + 0.01:
            used += atoms[at].height
            at += 1
    if at < len(atoms):
        while at and atoms[at - 1].glued:
            at -= 1
    head, tail = Column(column.width), Column(column.width)
    head.atoms, tail.atoms = atoms[:at], atoms[at:]
    return head, tail


def _loosened(atom: Atom) -> list[Atom]:
    """A tall atom as one for each line of it; its marks stay with the first."""
    tops = sorted({round(down - size, 2) for _, down, _, size, _, _ in atom.rows} | {0.0})
    ends = [*tops[1:], atom.height]
    found = []
    for top, end in zip(tops, ends, strict=True):
        part = Atom(end - top)
        for across, down, row, size, ink, right in atom.rows:
            if round(down - size, 2) == top:
                part.rows.append((across, down - top, row, size, ink, right))
        found.append(part)
    found[0].marks = atom.marks
    return found


def place(sections: Sequence[Section], room: float) -> tuple[list[Section], list[Section]]:
    """The sections that fit one under another, the last perhaps split, and those that are left.

    On an empty side give LEAST_ROOM at least, or nothing might ever be placed.
    """
    here: list[Section] = []
    for at, section in enumerate(sections):
        if section.height <= room + 0.01:
            here.append(section)
            room -= section.height
            continue
        head, tail = section.split(room)
        if head is not None:
            here.append(head)
        return here, [tail, *sections[at + 1 :]]
    return here, []
