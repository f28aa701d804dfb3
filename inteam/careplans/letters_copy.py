"""The person's own copy of a care plan, in the format that their access needs ask for (domain 1.7).

One column, left-aligned, sentence case, 12 points or more, long dates, no italics. Easy read sets a
picture beside each heading and each sentence on a line of its own. What is withheld from the person
never comes in here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inteam.careplans.copy_words import Part, parts, title
from inteam.careplans.papers import PlanCopy, Tint
from inteam.pdf import bidi
from inteam.pdf.document import Document
from inteam.pdf.faces import BOLD, SEMIBOLD
from inteam.pdf.flow import LEAST_ROOM, Column, Section, place
from inteam.pdf.setting import lines, width
from inteam.pdf.sheet import A4, BLACK, INK, MM, Sheet
from inteam.pdf.words import long_day, nhs

# Each keeps black text at more than 15:1, muted text at more than 9:1 (7:1 is asked).
_TINTS = {
    Tint.CREAM: "1 0.98 0.91 rg",
    Tint.YELLOW: "1 0.969 0.757 rg",
    Tint.BLUE: "0.878 0.937 0.98 rg",
    Tint.GREEN: "0.886 0.957 0.878 rg",
    Tint.PINK: "0.992 0.91 0.929 rg",
    Tint.PEACH: "1 0.914 0.839 rg",
}
SMALLEST, EASY_READ, LARGEST = 12, 16, 28
_MARGIN = 20 * MM
_ACROSS = A4[0] - 2 * _MARGIN
_KEPT_TOGETHER = 7  # lines of one row that no page end divides
_BETWEEN_FIGURES = re.compile(r"(?<=\d) (?=\d)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")


def persons_copy(paper: PlanCopy) -> bytes:
    """The copy as a PDF."""
    look = _look(paper)
    sections = list(_sections(paper, look))
    foot = _foot_lines(paper, look)
    bottom = 13 * MM + look.foot * 1.3 * len(foot) + 10
    sides, rest = [], sections
    while rest:
        here, rest = place(rest, max(LEAST_ROOM, A4[1] - _MARGIN - bottom))
        sides.append(here)
    document = Document(title(paper), author=paper.team, subject="Care and support plan", language=paper.form.language)
    for page, side in enumerate(sides, 1):
        sheet = document.sheet()
        _begin(sheet, paper)
        y = A4[1] - _MARGIN
        for section in side:
            if section.name:
                document.mark(section.name)
                section.name = ""
            section.draw(sheet, _MARGIN, y)
            y -= section.height
        _foot(sheet, foot, look, f"Page {page} of {len(sides)}")
    return document.bytes()


@dataclass(frozen=True)
class _Look:
    size: float
    easy: bool

    @property
    def lead(self) -> float:
        return self.size * (1.6 if self.easy else 1.45)

    @property
    def heading(self) -> float:
        return self.size * 1.25

    @property
    def foot(self) -> float:
        return max(float(SMALLEST), self.size * 0.75)

    @property
    def indent(self) -> float:
        """Room for the picture at the left."""
        return self.heading * (2.6 if self.easy else 1.75)


def _look(paper: PlanCopy) -> _Look:
    least = EASY_READ if paper.form.easy_read else SMALLEST
    return _Look(float(min(max(paper.form.points, least), LARGEST)), paper.form.easy_read)


def _sections(paper: PlanCopy, look: _Look) -> Iterator[Section]:
    yield _title(paper, look)
    for part in parts(paper):
        column = Column(_ACROSS)
        _heading(column, part, look)
        for row in part.rows:
            _row(column, row.label, row.text, row.indent, look)
        yield Section([(0, column)], above=look.size * 0.5, below=look.size * 0.7, name=part.heading)


def _title(paper: PlanCopy, look: _Look) -> Section:
    column = Column(_ACROSS)
    column.text("My care and support plan", look.size * 1.6, look.size * 2.1, weight=BOLD)
    name = " ".join(part for part in (paper.title, paper.given_name, paper.family_name) if part)
    column.text(name, look.heading, look.heading * 1.4, weight=SEMIBOLD)
    born = f"Born {long_day(paper.born_on)}." if paper.born_on else ""
    number = f"NHS number {nhs(paper.nhs_number)}." if paper.nhs_number else ""
    agreed = f", agreed on {long_day(paper.agreed_on)}" if paper.agreed_on else ""
    column.text(" ".join(part for part in (born, number) if part), look.size, look.lead)
    column.text(f"This is version {paper.version}{agreed}.", look.size, look.lead)
    if paper.superseded_on:
        _boxed(column, f"This plan was replaced on {long_day(paper.superseded_on)}. Ask us for the new one.", look)
    if not paper.agreed_with_person:
        _boxed(column, "This plan has not been agreed with me yet.", look)
    if paper.form.translation_needed:
        words = f"Translation needed: {paper.form.translation_needed}. The English text is not enough."
        _boxed(column, words, look)
    if paper.form.other_format:
        _boxed(column, f"I also need this as {paper.form.other_format}. This print does not replace it.", look)
    return Section([(0, column)], above=0, below=look.size * 0.4, name="My care and support plan")


def _boxed(column: Column, text: str, look: _Look) -> None:
    """A sentence in a box, for what must not be missed."""
    pad = look.size * 0.6
    column.space(look.size * 0.4)
    atom = column.item()
    atom.height = pad * 0.6
    column.text(text, look.size, look.lead, weight=SEMIBOLD, indent=pad, less=pad, into=atom)
    atom.height += pad * 0.8
    tall, wide = atom.height, column.width
    atom.marks.append(lambda sheet, x, top: sheet.rounded(x, top - tall, wide, tall, 4, line_width=1.4))


def _heading(column: Column, part: Part, look: _Look) -> None:
    """A black rule, the picture, the heading."""
    atom = column.item()
    atom.height = look.size * 0.55
    side = look.heading * (1.9 if look.easy else 1.15)
    down = look.size * 0.5 + (0 if look.easy else look.heading * 0.05)
    column.text(part.heading, look.heading, look.heading * 1.45, weight=BOLD, indent=look.indent, into=atom)
    atom.height = max(atom.height, down + side + look.size * 0.2) if look.easy else atom.height
    atom.glued = True
    wide = column.width

    def draw(sheet: Sheet, x: float, top: float) -> None:
        sheet.rule(x, x + wide, top, 1.2, black=True)
        sheet.icon(x, top - down, part.icon, side)

    atom.marks.append(draw)


def _row(column: Column, label: str, text: str, depth: int, look: _Look) -> None:
    """A label in bold and its value beside it, or below; a plain sentence where there is no label."""
    indent = look.indent + depth * look.size * 1.2
    text = _BETWEEN_FIGURES.sub("\u00a0", text)  # a telephone number is not divided
    start = len(column.atoms)
    if label and not look.easy and _fits_beside(label, text, column.width - indent, look):
        first = width(label, SEMIBOLD, look.size) + look.size * 0.35
        column.text(text, look.size, look.lead, indent=indent, first=first)
        row = lines(label, SEMIBOLD, size=look.size, within=column.width)[0]
        column.atoms[start].rows.insert(0, (indent, look.size, row, look.size, INK, False))
    else:
        if label:
            column.text(label, look.size, look.lead, weight=SEMIBOLD, indent=indent)
        for sentence in _one_by_one(text, look):
            column.text(sentence, look.size, look.lead, indent=indent)
            if look.easy:
                column.space(look.size * 0.45)
    made = column.atoms[start:]
    for atom in made[:-1] if len(made) <= _KEPT_TOGETHER else made[:1]:
        atom.glued = True
    column.space(look.size * 0.25)


def _fits_beside(label: str, text: str, room: float, look: _Look) -> bool:
    """Whether label and value may share a line: short ones, from left to right."""
    used = width(label, SEMIBOLD, look.size)
    return used < room * 0.45 and bool(text) and not bidi.base_level(text) and "\n" not in text


def _one_by_one(text: str, look: _Look) -> list[str]:
    """Easy read: one idea, one line. Otherwise the text as it is."""
    if not look.easy:
        return [text] if text.strip() else []
    return [part for line in text.splitlines() for part in _SENTENCE.split(line) if part.strip()]


def _begin(sheet: Sheet, paper: PlanCopy) -> None:
    tint = _TINTS.get(paper.form.tint)
    if tint:
        sheet.area(0, 0, *A4, tint)
    if paper.superseded_on:
        sheet.watermark("SUPERSEDED")


def _foot_lines(paper: PlanCopy, look: _Look) -> list[str]:
    number = f"NHS number {nhs(paper.nhs_number)}" if paper.nhs_number else ""
    name = " ".join(part for part in (paper.given_name, paper.family_name) if part)
    text = ", ".join(part for part in (bidi.isolate(name), number) if part)
    room = _ACROSS - width("Page 88 of 88", SEMIBOLD, look.foot) - 12
    return [row.text for row in lines(text, size=look.foot, within=room)]


def _foot(sheet: Sheet, rows: list[str], look: _Look, page: str) -> None:
    lead = look.foot * 1.3
    y = 13 * MM + lead * (len(rows) - 1)
    sheet.rule(_MARGIN, A4[0] - _MARGIN, y + look.foot + 4, 0.8, black=True)
    sheet.text(A4[0] - _MARGIN, y, page, look.foot, weight=SEMIBOLD, ink=BLACK, right=True)
    for row in rows:
        sheet.text(_MARGIN, y, row, look.foot)
        y -= lead
