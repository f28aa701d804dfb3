"""The pack's first page: agenda with index, what is overdue, who comes, what is left out."""

from collections import Counter
from collections.abc import Sequence

from inteam.careplans.letters_page import ACROSS, BOTTOM, LEFT, RIGHT, TOP
from inteam.careplans.letters_strip import given, identity
from inteam.meetings.papers import (
    AttendanceLine,
    Attending,
    ChangeKind,
    OverdueLine,
    PackPaper,
    PersonPaper,
    TopicLine,
)
from inteam.messages import NOT_KNOWN
from inteam.pdf import bidi
from inteam.pdf.faces import BOLD, MEDIUM, REGULAR, SEMIBOLD
from inteam.pdf.flow import Atom, Column, Section, place
from inteam.pdf.setting import lines, width
from inteam.pdf.sheet import MUTED, TINT, Sheet
from inteam.pdf.words import counted, day, joined, nhs

_NAME, _BORN, _NHS, _ASK, _TAG, _MIN, _PAGE = 20, 151, 234, 297, -75, -28, -3
_HEAD = 20.0
_LOOSE, _CLOSE = 3.5, 0.5  # room between the lines of the agenda; the closer where it saves a side
_NOTES_AT_LEAST = 70.0
_KEPT_TOGETHER = 8  # lines of a paragraph
_ASK_LINES = 3  # the question stands in full on the person's own side
_STANDING = (
    "Records of affected others, and anything marked restricted, are left out of every pack, and "
    "the pack does not say whose they are. If something is missing, the lead worker will say what "
    "can be said."
)


class Cover:
    """The cover laid out; drawn when the pages of the people are known."""

    def __init__(self, paper: PackPaper) -> None:
        self._paper = paper
        self._pages: dict[int, int] = {}
        head = Column(ACROSS)
        head.text(paper.heading, 10.5, 14, weight=SEMIBOLD)
        head.text(paper.when_where, 9, 13, ink=MUTED)
        self._head = Section([(0, head)], above=0, below=6)
        self._sides = self._laid_out(_LOOSE)
        if len(self._sides) > 1 and len(closer := self._laid_out(_CLOSE)) < len(self._sides):
            self._sides = closer

    def _laid_out(self, room_in_row: float) -> list[list[Section]]:
        agenda = Section([(0, self._agenda_rows(room_in_row))], above=0, below=12, name="agenda")
        rest = [agenda, *self._sections()]
        sides: list[list[Section]] = []
        room = TOP - BOTTOM - self._head.height - _HEAD
        while rest:
            here, rest = place(rest, room)
            sides.append(here)
            room = TOP - BOTTOM - _HEAD
        return sides

    @property
    def pages(self) -> int:
        """How many sides the cover takes."""
        return len(self._sides)

    def draw(self, sheet: Sheet, at: int, pages: dict[int, int]) -> None:
        """Draw side `at`; `pages` has the page of each person by number."""
        self._pages = pages
        y = TOP
        if at == 0:
            self._head.draw(sheet, LEFT, y)
            y -= self._head.height
        for section in self._sides[at]:
            if section.name == "agenda":
                _agenda_head(sheet, y, self._paper)
                y -= _HEAD
            section.draw(sheet, LEFT, y)
            y -= section.height
        if at == self.pages - 1 and y > BOTTOM + _NOTES_AT_LEAST:
            heading = "Meeting notes" if self._paper.of_meeting else "Notes"
            sheet.text(LEFT, y - 12, heading, 9.5, weight=SEMIBOLD)
            y -= 40
            while y > BOTTOM:
                sheet.rule(LEFT, RIGHT, y, 0.4)
                y -= 20

    def _agenda_rows(self, room_in_row: float) -> Column:
        column = Column(ACROSS)
        names = Counter(identity(person).casefold() for person in self._paper.people)
        for topic in self._paper.before:
            _topic(column, topic, room_in_row)
        for number, person in enumerate(self._paper.people, 1):
            twin = names[identity(person).casefold()] > 1
            self._person(column, number, person, room_in_row, same_name=twin)
        for topic in self._paper.after:
            _topic(column, topic, room_in_row)
        return column

    def _person(self, column: Column, number: int, person: PersonPaper, room_in_row: float, *, same_name: bool) -> None:
        atom = column.item()
        _cell(atom, 3, 18, str(number), 9, BOLD)
        digits = nhs(person.nhs_number) if person.nhs_number else NOT_KNOWN
        heights = [
            _name(atom, person),
            _cell(atom, _BORN, _NHS - _BORN - 4, person.born or NOT_KNOWN, 8.0, REGULAR),
            _cell(atom, _NHS, _ASK - _NHS - 3, digits, 8.0, REGULAR),
            _cell(atom, _ASK, ACROSS + _TAG - _ASK - 4, _ask(person), 8.2, REGULAR),
        ]
        if same_name:
            heights.append(heights[0] + _cell(atom, _NAME, 120, "same name", 7.2, SEMIBOLD, heights[0]))
        atom.height = max(heights) + room_in_row
        new = sum(change.kind is ChangeKind.NEW for change in person.changes)
        minutes, tall = person.minutes, atom.height

        def draw(sheet: Sheet, x: float, top: float) -> None:
            y = top - 13
            if new:
                sheet.tag(x + ACROSS + _TAG, y, f"{new} NEW", 6.6, solid=True)
            if minutes:
                sheet.text(x + ACROSS + _MIN, y, str(minutes), 9, weight=MEDIUM, right=True)
            if number in self._pages:
                page = str(self._pages[number])
                sheet.text(x + ACROSS + _PAGE, y, page, 9, weight=MEDIUM, right=True)
            sheet.rule(x, x + ACROSS, top - tall, 0.4)

        atom.marks.append(draw)

    def _sections(self) -> list[Section]:
        paper = self._paper
        made = [_legend()] if paper.people else []
        if paper.overdue:
            made.append(_overdue(paper.overdue))
        if paper.attendance:
            made.append(_text("Apologies and attendance", _attendance(paper.attendance)))
        if paper.recipients:
            who = joined(*paper.recipients)
            made.append(_text("This pack is for", f"{who}. {_copies(paper)}"))
        left_out = " ".join([_STANDING, *paper.left_out])
        made.append(_text("Not printed for this meeting" if paper.of_meeting else "Not in this pack", left_out))
        return made


def _name(atom: Atom, person: PersonPaper) -> float:
    """FAMILY, in bold and the given name, beside it where both fit; gives the height."""
    family = f"{bidi.isolate(person.family_name.upper())},"
    within = _BORN - _NAME - 5
    beside = width(family, BOLD, 9) + 2.5
    if beside + width(given(person), REGULAR, 9) <= within:
        _cell(atom, _NAME + beside, within - beside, given(person), 9, REGULAR)
        return _cell(atom, _NAME, within, family, 9, BOLD)
    used = _cell(atom, _NAME, within, family, 9, BOLD)
    return used + _cell(atom, _NAME, within, given(person), 9, REGULAR, used)


def _ask(person: PersonPaper) -> str:
    """The question in brief; a long one is pointed to, on the person's side it stands whole."""
    first = person.actions[0].text if person.actions and not person.actions[0].withheld else ""
    text = person.question or person.reason or first
    within = ACROSS + _TAG - _ASK - 4
    rows = lines(text, REGULAR, size=8.2, within=within)
    if len(rows) <= _ASK_LINES:
        return text
    return " ".join(row.text for row in rows[: _ASK_LINES - 1]) + " … whole on their page"


def _cell(atom: Atom, x: float, within: float, text: str, size: float, weight: str, down: float = 0.0) -> float:
    """Set a cell's text from the atom's top; gives the height it takes."""
    used = 4.0 if not down else 0.0
    for row in lines(text, weight, size=size, within=within):
        across = x + within if row.rtl else x
        atom.rows.append((across, down + used + 9, row, size, "0.067 g", row.rtl))
        used += 11.5
    return used


def _topic(column: Column, topic: TopicLine, room_in_row: float) -> None:
    atom = column.item()
    words = joined(topic.text, topic.presenter)
    atom.height = _cell(atom, _NAME, ACROSS + _TAG - _NAME - 4, words, 9, MEDIUM) + room_in_row
    tall = atom.height

    def draw(sheet: Sheet, x: float, top: float) -> None:
        if topic.minutes:
            sheet.text(x + ACROSS + _MIN, top - 13, str(topic.minutes), 9, weight=MEDIUM, right=True)
        sheet.rule(x, x + ACROSS, top - tall, 0.4)

    atom.marks.append(draw)


def _agenda_head(sheet: Sheet, top: float, paper: PackPaper) -> None:
    """The heads of the columns; the pack of a caseload has neither questions nor minutes."""
    asked = paper.of_meeting
    ask = "Ask of the meeting" if asked else "Next action"
    sheet.area(LEFT, top - 16, ACROSS, 16, TINT)
    for x, word in ((_NAME, "Person"), (_BORN, "Born"), (_NHS, "NHS No."), (_ASK, ask)):
        sheet.text(LEFT + x, top - 11, word, 7.6, weight=SEMIBOLD)
    for x, word in ((_MIN, "Min" if asked else ""), (_PAGE, "Page")):
        sheet.text(RIGHT + x, top - 11, word, 7.6, weight=SEMIBOLD, right=True)


def _legend() -> Section:
    column = Column(ACROSS)
    atom = column.item()
    atom.height = 14

    def draw(sheet: Sheet, x: float, top: float) -> None:
        y = top - 10
        x += sheet.text(x, y, "How to read", 9.5, weight=SEMIBOLD) + 13
        x += sheet.tag(x, y, "NEW", solid=True) + 5
        x += sheet.text(x, y, "since the last meeting", 8.4) + 13
        x += sheet.tag(x, y, "CHANGED") + 5
        x += sheet.text(x, y, "edited since", 8.4) + 13
        sheet.tick_box(x, y)
        x += 12 + sheet.text(x + 12, y, "action open", 8.4) + 13
        sheet.tick_box(x, y, done=True)
        x += 12 + sheet.text(x + 12, y, "done", 8.4) + 13
        x += sheet.tag(x, y, "LATE", solid=True) + 5
        sheet.text(x, y, "past its date", 8.4)

    atom.marks.append(draw)
    return Section([(0, column)], above=2, below=8)


def _underlined(column: Column, heading: str) -> None:
    column.heading(heading, 9.5, 16)
    column.atoms[-1].marks.append(lambda sheet, x, top: sheet.rule(x, x + ACROSS, top - 15, 0.8, black=True))


def _text(heading: str, text: str) -> Section:
    column = Column(ACROSS)
    _underlined(column, heading)
    column.space(3)
    column.atoms[-1].glued = True
    start = len(column.atoms)
    column.text(text, 9, 13)
    if len(column.atoms) - start <= _KEPT_TOGETHER:
        for atom in column.atoms[start:-1]:
            atom.glued = True
    return Section([(0, column)], above=3, below=7)


def _overdue(rows: Sequence[OverdueLine]) -> Section:
    column = Column(ACROSS)
    _underlined(column, "Overdue from earlier meetings")
    for row in rows:
        _overdue_row(column, row)
    return Section([(0, column)], above=4, below=10)


def _overdue_row(column: Column, row: OverdueLine) -> None:
    due = f"Due {day(row.due_on)}, {counted(row.days_late, 'day')} late"
    carried = f"carried ×{row.carried}" if row.carried else ""
    wide = width(due, SEMIBOLD, 8.2)
    atom = column.item()
    owner_room = ACROSS - 308 - wide - 8
    heights = [
        _cell(atom, 20, 168, row.text, 8.6, SEMIBOLD),
        _cell(atom, 193, 110, row.person, 8.4, REGULAR),
        _cell(atom, 308, max(owner_room, 40), row.owner, 8.4, REGULAR),
    ]
    atom.height = max(*heights, 28 if carried else 0) + 4
    tall = atom.height

    def draw(sheet: Sheet, x: float, top: float) -> None:
        sheet.tick_box(x + 3, top - 14)
        sheet.text(x + ACROSS - 3, top - 13, due, 8.2, weight=SEMIBOLD, right=True)
        sheet.text(x + ACROSS - 3, top - 24.5, carried, 8.2, ink=MUTED, right=True)
        sheet.rule(x, x + ACROSS, top - tall, 0.4)

    atom.marks.append(draw)


def _attendance(rows: Sequence[AttendanceLine]) -> str:
    """Expected, apologies, observers, absent: a sentence each."""
    words = {
        Attending.EXPECTED: "Expected",
        Attending.ATTENDED: "There",
        Attending.APOLOGIES: "Apologies",
        Attending.OBSERVER: "Observing",
        Attending.ABSENT: "Absent",
    }
    sentences = []
    for state, word in words.items():
        names = [attendee(row) for row in rows if row.state is state]
        if names:
            sentences.append(f"{word}: {', '.join(names)}.")
    return " ".join(sentences)


def attendee(row: AttendanceLine) -> str:
    """A name with role and organisation: "Hana Wells (OT, Harbour Vale)"."""
    detail = joined(row.role, row.organisation, "by video" if row.remote else "", row.times)
    return bidi.isolate(row.name) + (f" ({detail})" if detail else "")


def _copies(paper: PackPaper) -> str:
    return f"Copy {paper.printing.copy} of {paper.printing.copies}."
