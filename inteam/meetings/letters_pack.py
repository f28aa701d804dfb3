"""The handover pack: a cover, then the people, two a side, one with more to say on a whole side.

Laid out first, drawn after: page numbers, the index and "continued, 2 of 3" need the whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from inteam.careplans.letters_lists import Came
from inteam.careplans.letters_page import ACROSS, BOTTOM, LEFT, RIGHT, TALL, TOP, frame
from inteam.careplans.letters_person import half, has_outcomes, sections
from inteam.careplans.letters_strip import PAD, Strip, identity
from inteam.meetings.letters_cover import Cover
from inteam.meetings.papers import PackPaper, PersonPaper
from inteam.pdf.document import Document
from inteam.pdf.faces import SEMIBOLD
from inteam.pdf.flow import LEAST_ROOM, Section, place
from inteam.pdf.setting import forget_lines
from inteam.pdf.sheet import MUTED, Sheet
from inteam.pdf.words import counted, day

Step = Callable[[int, int], None]  # (done, of): told after each person; raise in it to stop

_GAP = 7.0
_HALF = (TALL - _GAP) / 2
_ROW = 18.0  # a row to write in, at least
_HEAD = 15.0
_ROWS_HALF, _ROWS_WHOLE = 2, 3  # decision rows that a person gets at least
_CONTINUES = 13.0
_HALF_ROOM = _HALF - _HEAD - _ROWS_HALF * _ROW
_WHOLE_ROOM = TALL - _HEAD - _ROWS_WHOLE * _ROW


@dataclass(slots=True)
class _Side:
    """Part of a person that stands on one side (or half a side)."""

    strip: Strip
    parts: list[Section]
    height: float
    note: str = ""  # "Continues on the next side"
    decisions: bool = False


@dataclass(slots=True)
class _Person:
    number: int
    person: PersonPaper
    sides: list[_Side]
    page: int = 0

    @property
    def half(self) -> bool:
        return self.sides[0].height == _HALF


@dataclass(slots=True)
class _Page:
    persons: list[tuple[_Person, int]] = field(default_factory=list)  # with the side's index


def pack(paper: PackPaper, step: Step | None = None) -> bytes:
    """The whole pack as a PDF. `step` is called after each person; what it raises stops the work."""
    forget_lines()
    total = 2 * len(paper.people)
    people = []
    for number, person in enumerate(paper.people, 1):
        people.append(_lay_out(number, person, paper.on))
        _tell(step, number, total)
    cover = Cover(paper)
    pages = _paginate(people, first=cover.pages + 1)
    document = _document(paper)
    count = cover.pages + len(pages)
    for at in range(cover.pages):
        sheet = _begin(document, paper, count)
        if at == 0:
            document.mark("Agenda and index")
        cover.draw(sheet, at, {one.number: one.page for one in people})
    asked = "Decision" if paper.of_meeting else "Next step"
    for done, page in enumerate(pages, 1):
        sheet = _begin(document, paper, count)
        _draw(sheet, page, document, asked)
        ending = f"End of pack, {counted(len(people), 'person', 'people')}"
        _fill(sheet, page, ending if done == len(pages) else "")
        _tell(step, len(people) + len(people) * done // len(pages), total)
    return document.bytes()


def cover_page(paper: PackPaper) -> bytes:
    """The first page alone, at once, for the screen: the index has no page numbers yet."""
    cover = Cover(paper)
    document = _document(paper)
    cover.draw(_begin(document, paper, cover.pages), 0, {})
    return document.bytes()


def _tell(step: Step | None, done: int, total: int) -> None:
    if step is not None:
        step(done, total)


def _document(paper: PackPaper) -> Document:
    return Document(
        f"{paper.title}, {day(paper.on)}",
        author=paper.printing.team,
        subject=f"{paper.heading}, {paper.printing.purpose}",
    )


def _begin(document: Document, paper: PackPaper, count: int) -> Sheet:
    sheet = document.sheet()
    frame(sheet, paper.title, paper.printing, len(document), count)
    return sheet


def _lay_out(number: int, person: PersonPaper, today: date) -> _Person:
    """Half a side where it fits, else a whole one, else several; denser columns before more paper."""
    strip = Strip(person, number, ACROSS)
    fitting = half(person, ACROSS, today, _HALF_ROOM - strip.height)
    if fitting is not None:
        return _Person(number, person, [_Side(strip, fitting, _HALF, decisions=True)])
    for parts in _whole_sides(person, today):
        if strip.height + _height(parts) <= _WHOLE_ROOM:
            return _Person(number, person, [_Side(strip, parts, TALL, decisions=True)])
    dense = sections(person, ACROSS, today, dense=True)
    return _Person(number, person, _over_several(number, person, strip, dense))


def _whole_sides(person: PersonPaper, today: date) -> Iterator[list[Section]]:
    """The ways to fill a whole side, the roomiest first: what came of goals is said shortly before more paper."""
    yield sections(person, ACROSS, today)
    yield sections(person, ACROSS, today, dense=True)
    if has_outcomes(person):
        yield sections(person, ACROSS, today, dense=True, came=Came.SHORT)


def _height(parts: list[Section]) -> float:
    return sum(part.height for part in parts)


def _over_several(number: int, person: PersonPaper, strip: Strip, parts: list[Section]) -> list[_Side]:
    """The first side keeps its decision rows; what is left goes on directly after it."""
    room = TALL - strip.height - _HEAD - _ROWS_WHOLE * _ROW - _CONTINUES
    here, rest = place(parts, max(LEAST_ROOM, room))
    portions = [here]
    again = Strip(person, number, ACROSS, "continued, 88 of 88")
    while rest:
        here, rest = place(rest, max(LEAST_ROOM, TALL - again.height - _CONTINUES))
        portions.append(here)
    count = len(portions)
    sides = [_Side(strip, portions[0], TALL, f"1 of {count}, continues on the next side", True)]
    for at, portion in enumerate(portions[1:], 2):
        more = Strip(person, number, ACROSS, f"continued, {at} of {count}")
        tall = more.height + sum(part.height for part in portion) + _CONTINUES
        note = "" if at == count else f"{at} of {count}, continues on the next side"
        sides.append(_Side(more, portion, TALL if note else tall, note))
    return sides


def _paginate(people: list[_Person], first: int) -> list[_Page]:
    """Two halves a page, in the order of the agenda; a whole one begins a page of its own."""
    pages: list[_Page] = []
    for one in people:
        beside = pages and len(pages[-1].persons) == 1 and pages[-1].persons[0][0].half
        if one.half and beside:
            pages[-1].persons.append((one, 0))
        else:
            pages += [_Page([(one, at)]) for at in range(len(one.sides))]
        one.page = first + len(pages) - (1 if one.half else len(one.sides))
    return pages


def _draw(sheet: Sheet, page: _Page, document: Document, asked: str) -> None:
    top = TOP
    for one, at in page.persons:
        if at == 0:
            document.mark(f"{one.number} {identity(one.person)}")
        side = one.sides[at]
        _draw_side(sheet, side, top, asked)
        top -= side.height + _GAP


def _draw_side(sheet: Sheet, side: _Side, top: float, asked: str) -> None:
    bottom = top - side.height
    side.strip.draw(sheet, LEFT, top)
    y = top - side.strip.height
    for at, part in enumerate(side.parts):
        if at:
            sheet.rule(LEFT, RIGHT, y)
        part.draw(sheet, LEFT, y)
        y -= part.height
    if side.note:
        sheet.text(RIGHT - PAD, bottom + 4, side.note, 7.6, weight=SEMIBOLD, ink=MUTED, right=True)
    if side.decisions:
        sheet.rule(LEFT, RIGHT, y)
        _decision_rows(sheet, y, bottom + (_CONTINUES if side.note else 0), asked)
    sheet.rounded(LEFT, bottom, ACROSS, side.height, 4, line_width=1.2)


def _decision_rows(sheet: Sheet, top: float, bottom: float, asked: str) -> None:
    """Room to write: what is decided, who, by when, down to the end of the frame."""
    who, when = LEFT + ACROSS * 0.62, LEFT + ACROSS * 0.83
    for x, word in ((LEFT + PAD, asked), (who + 6, "Who"), (when + 6, "By when")):
        sheet.text(x, top - 13, word, 9.2, weight=SEMIBOLD)
    sheet.upright(who, top, bottom)
    sheet.upright(when, top, bottom)
    room = top - 14 - bottom
    count = max(1, int(room // _ROW))
    for at in range(1, count):
        sheet.rule(LEFT + PAD, RIGHT - PAD, top - 14 - at * room / count, 0.4)


def _fill(sheet: Sheet, page: _Page, ending: str) -> None:
    """Lines for notes on what is left of a side; under the last person, that this is the end."""
    used = sum(one.sides[at].height + _GAP for one, at in page.persons)
    y = TOP - used - 18
    if y < BOTTOM + 40:
        return
    sheet.text(LEFT, y, ending, 9.5, weight=SEMIBOLD)
    sheet.text(RIGHT if ending else LEFT, y, "Notes", 8.6, ink=MUTED, right=bool(ending))
    ruled(sheet, y - 8)


def ruled(sheet: Sheet, top: float) -> None:
    """Lines to write on, to the end of the page."""
    y = top - _ROW
    while y > BOTTOM:
        sheet.rule(LEFT, RIGHT, y, 0.4)
        y -= _ROW
