"""A single-person handover summary: SBAR, with plan and requested actions first (domain 7.6)."""

from datetime import date
from functools import partial

from inteam.careplans.letters_lists import add_action, add_contact, add_need, add_onward, listed, more
from inteam.careplans.letters_page import ACROSS
from inteam.careplans.letters_person import beside, measures, plan, what_matters, without_label
from inteam.careplans.letters_run_in import run_in
from inteam.careplans.letters_sides import Sides
from inteam.careplans.letters_strip import PAD, Strip, alerts, guarded, identity
from inteam.careplans.papers import HandoverPaper
from inteam.pdf.document import Document
from inteam.pdf.faces import BOLD, SEMIBOLD
from inteam.pdf.flow import Column, Mark, Section
from inteam.pdf.sheet import MUTED, Sheet
from inteam.pdf.words import day, joined

_TITLE = "Handover summary"
_LETTER = 26.0  # the column of S, B, A and R
_CONTACTS = 4


def handover(paper: HandoverPaper, today: date) -> bytes:
    """The summary as a PDF: one side where it fits, identity on every side."""
    person = paper.person
    made = [
        alerts(person, ACROSS),
        _transfer(paper) if _changes_hands(paper) else None,
        _column(listed(ACROSS - 2 * PAD, "Urgent in the next seven days", paper.urgent, whole=True)),
        plan(person, ACROSS, "Requested"),
        _actions(paper, today),
        _sbar(paper),
        _told(paper),
        *beside(
            ACROSS,
            lambda wide: listed(wide, "Results and referrals awaited", paper.outstanding, whole=True),
            lambda wide: listed(wide, "If things go wrong", person.contingency, whole=True),
        ),
        *beside(ACROSS, partial(_needs, paper), partial(_contacts, paper)),
        measures(person, ACROSS),
        _reach(paper),
        _acceptance(paper) if _changes_hands(paper) else None,
    ]
    sides = Sides()
    sides.block(
        [section for section in made if section is not None],
        strip=Strip(person, 0, ACROSS),
        again=Strip(person, 0, ACROSS, "continued"),
        mark=identity(person),
    )
    document = Document(
        f"{_TITLE}, {paper.printing.at[:11]}",
        author=paper.printing.team,
        subject=paper.printing.purpose,
    )
    sides.draw(document, _TITLE, paper.printing)
    return document.bytes()


def _changes_hands(paper: HandoverPaper) -> bool:
    """Whether somebody takes over, or this is a summary to read."""
    return bool(paper.to_worker or paper.effective_from or paper.status)


def _column(column: Column | None) -> Section | None:
    return Section([(PAD, column)]) if column and column.atoms else None


def _inner() -> Column:
    return Column(ACROSS - 2 * PAD)


def _transfer(paper: HandoverPaper) -> Section:
    """From, to, from when and how it stands, side by side."""
    cells = (
        ("From", paper.from_worker or "not named"),
        ("To", paper.to_worker or "not named"),
        (paper.kind, f"from {day(paper.effective_from)}" if paper.effective_from else "date not set"),
        ("Status", paper.status or "draft"),
    )
    wide = ACROSS / len(cells)
    columns = []
    for at, (name, value) in enumerate(cells):
        column = Column(wide - 2 * PAD)
        column.text(name, 7.8, 12, ink=MUTED)
        column.text(value, 9.5, 12, weight=SEMIBOLD)
        columns.append((at * wide + PAD, column))
    return Section(columns, walls=tuple(at * wide for at in range(1, len(cells))))


def _actions(paper: HandoverPaper, today: date) -> Section | None:
    """Every open action: whoever takes over owns each of them."""
    column = _inner()
    column.heading("Actions to take over" if _changes_hands(paper) else "Open actions")
    still_open = [action for action in paper.person.actions if action.done_on is None]
    for action in still_open:
        add_action(column, action, today)
    if not still_open:
        column.text("No open actions", 8.8, 12)
    more(column, 0, paper.person.actions_more)
    add_onward(column, paper.person, len(paper.person.onward))
    return _column(column)


def _sbar(paper: HandoverPaper) -> Section:
    column = _inner()
    rows = (
        ("Situation", paper.person.situation),
        ("Background", paper.person.background),
        ("Assessment", paper.assessment),
        ("Recommendation", paper.recommendation),
    )
    for name, text in rows:
        start = len(column.atoms)
        head = column.text(name, 9.2, 14, weight=SEMIBOLD, indent=_LETTER)
        if head:
            head.glued = True
            head.marks.append(_letter(name[0]))
        if text.strip():
            column.text(text, 9, 12, indent=_LETTER)
        else:
            column.item().height = 13
            column.atoms[-1].marks.append(_line_to_write_on(column.width))
        if len(column.atoms) == start + 2:
            column.space(2)
        column.space(4)
    return Section([(PAD, column)])


def _letter(letter: str) -> Mark:
    def draw(sheet: Sheet, x: float, top: float) -> None:
        sheet.text(x, top - 17, letter, 19, weight=BOLD)

    return draw


def _line_to_write_on(wide: float) -> Mark:
    return lambda sheet, x, top: sheet.rule(x + _LETTER, x + wide, top - 11, 0.4)


def _told(paper: HandoverPaper) -> Section | None:
    column = _inner()
    what_matters(column, paper.person)
    said = [("What they have been told and want:", paper.has_been_told), ("Who knows:", paper.who_knows)]
    run_in(column, said, 8.8, 12)
    return _column(column)


def _needs(paper: HandoverPaper, wide: float) -> Column | None:
    column = Column(wide)
    if paper.person.needs:
        column.heading("Needs and goals")
    for need in paper.person.needs:
        add_need(column, need)
    more(column, 0, paper.person.needs_more)
    return column if column.atoms else None


def _contacts(paper: HandoverPaper, wide: float) -> Column:
    column = Column(wide)
    column.heading("Last contacts")
    for contact in paper.person.contacts[:_CONTACTS]:
        add_contact(column, contact)
    if not paper.person.contacts:
        column.text("No contact recorded", 8.8, 12)
    more(column, len(paper.person.contacts) - _CONTACTS, paper.person.contacts_more)
    return column


def _reach(paper: HandoverPaper) -> Section | None:
    """What they take, the care team, and where the person is reached unless that is withheld, one after another."""
    person = paper.person
    column = _inner()
    where = () if guarded(person) else (person.address, person.phone, person.contact_note)
    said = [
        ("Allergies:", without_label(person.allergies)),
        ("Medicines:", joined(*person.medicines, by="; ")),
        ("Care team and services:", joined(*person.services, by="; ")),
        ("Address and phone:", joined(*where, by="; ")),
    ]
    run_in(column, said, 8.8, 12)
    return _column(column)


def _acceptance(paper: HandoverPaper) -> Section:
    """Who takes over signs here; until then the sender remains responsible."""
    column = _inner()
    column.heading("Taking over")
    words = f"{paper.from_worker or 'The sender'} stays responsible until this is accepted."
    column.text(words, 8.8, 14)
    atom = column.item()
    atom.height = 30

    def draw(sheet: Sheet, x: float, top: float) -> None:
        sheet.tick_box(x, top - 16)
        sheet.text(x + 13, top - 16, "I have read the risks", 9)
        for start, end, word in ((125, 330, "Name"), (345, column.width, "Day and time")):
            sheet.rule(x + start, x + end, top - 18, 0.6)
            sheet.text(x + start, top - 27, word, 7.6, ink=MUTED)

    atom.marks.append(draw)
    for part in column.atoms[:-1]:
        part.glued = True  # nobody signs on another side than what they sign
    return Section([(PAD, column)])
