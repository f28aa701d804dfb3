"""The minutes of a meeting: who was there, then each item with its decisions and actions."""

from inteam.careplans.letters_lists import add_action
from inteam.careplans.letters_page import ACROSS
from inteam.careplans.letters_sides import Sides
from inteam.careplans.letters_strip import PAD, Strip, identity, withheld
from inteam.meetings.letters_cover import attendee
from inteam.meetings.papers import (
    Attending,
    DecisionLine,
    MinutesItem,
    MinutesPaper,
    PreviousAction,
)
from inteam.pdf import bidi
from inteam.pdf.document import Document
from inteam.pdf.faces import BOLD, MEDIUM, SEMIBOLD
from inteam.pdf.flow import Column, Section
from inteam.pdf.sheet import MUTED
from inteam.pdf.words import counted, day, joined

_BODY, _LEAD = 9.0, 12.0
_SMALL, _SMALL_LEAD = 7.8, 10.8
_ATTENDING = {
    Attending.ATTENDED: "There",
    Attending.EXPECTED: "There",
    Attending.OBSERVER: "Observing",
    Attending.APOLOGIES: "Apologies",
    Attending.ABSENT: "Absent without apology",
}


def minutes(paper: MinutesPaper) -> bytes:
    """The minutes as a PDF, items in the order they were taken."""
    sides = Sides()
    sides.block([_head(paper)], framed=False, mark="Minutes")
    for number, item in enumerate(paper.items, 1):
        _item(sides, number, item, paper)
    last = _last(paper)
    if last:
        sides.block([last], framed=False)
    document = Document(
        f"{paper.title}, {day(paper.on)}",
        author=paper.printing.team,
        subject=f"{paper.heading}, {paper.printing.purpose}",
    )
    sides.draw(document, paper.title, paper.printing)
    return document.bytes()


def _head(paper: MinutesPaper) -> Section:
    column = Column(ACROSS)
    column.text(paper.heading, 10.5, 14, weight=SEMIBOLD)
    column.text(paper.when_where, 9, 13, ink=MUTED)
    agreed = day(paper.agreed_on)
    status = f"Agreed {agreed}" if agreed else "DRAFT: not yet agreed, corrections still possible"
    column.space(3)
    column.text(status, 10, 14, weight=BOLD)
    groups: dict[str, list[str]] = {}
    for row in paper.attendance:
        groups.setdefault(_ATTENDING[row.state], []).append(attendee(row))
    for word in dict.fromkeys(_ATTENDING.values()):
        if word in groups:
            column.text(f"{word}: {', '.join(groups[word])}.", _BODY, 13)
    column.text(paper.quorum, _BODY, 13)
    return Section([(0, column)], above=0, below=8)


def _item(sides: Sides, number: int, item: MinutesItem, paper: MinutesPaper) -> None:
    made = [_spoken(item), _previous(item.previous), _decided(item), _to_do(item, paper), _outcome(item)]
    sections = [section for section in made if section is not None]
    if item.person is None:
        title = Column(ACROSS - 2 * PAD)
        title.text(f"{number}  {bidi.isolate(item.topic)}", 12, 15, weight=BOLD)
        sides.block([Section([(PAD, title)], above=5, below=4), *sections], mark=f"{number} {item.topic}")
        return
    sides.block(
        sections,
        strip=Strip(item.person, number, ACROSS),
        again=Strip(item.person, number, ACROSS, "continued"),
        mark=f"{number} {identity(item.person)}",
    )


def _column() -> Column:
    return Column(ACROSS - 2 * PAD)


def _section(column: Column) -> Section | None:
    return Section([(PAD, column)]) if column.atoms else None


def _spoken(item: MinutesItem) -> Section | None:
    """The question and what was said, under its headings."""
    column = _column()
    if item.question:
        column.text(item.question, 11, 14, weight=BOLD)
    for heading, text in (
        ("Situation", item.situation),
        ("Background", item.background),
        ("Assessment", item.assessment),
        ("Recommendation", item.recommendation),
        ("Discussion", item.discussion),
    ):
        if text.strip():
            column.heading(heading)
            column.text(text, _BODY, _LEAD)
    return _section(column)


def _previous(rows: tuple[PreviousAction, ...]) -> Section | None:
    column = _column()
    if rows:
        column.heading("Actions from last time")
    for row in rows:
        atom = column.item()
        column.text(row.text, _BODY, 11.5, weight=MEDIUM, into=atom)
        due = f"due {day(row.due_on)}" if row.due_on else ""
        under = joined(row.answer, row.reason, row.owner, due)
        column.text(under, _SMALL, _SMALL_LEAD, ink=MUTED, into=atom)
        atom.height += 3
    return _section(column)


def _decided(item: MinutesItem) -> Section | None:
    column = _column()
    if item.decisions:
        column.heading("Decision" if len(item.decisions) == 1 else "Decisions")
    elif item.person:
        column.heading("No decision")
    for decision in item.decisions:
        _decision(column, decision)
    return _section(column)


def _decision(column: Column, decision: DecisionLine) -> None:
    atom = column.item()
    if decision.withheld:
        column.text(withheld(decision.withheld), _BODY, 11.5, weight=MEDIUM, into=atom)
        return
    column.text(decision.text, _BODY, 11.5, weight=MEDIUM, into=atom)
    quorum = "" if decision.by_quorum else "taken without a quorum"
    under = joined(decision.kind, decision.told, quorum)
    column.text(under, _SMALL, _SMALL_LEAD, ink=MUTED, into=atom)
    for label, text in (("Because", decision.rationale), ("Dissent", decision.dissent)):
        if text.strip():
            column.text(f"{label}: {text}", 8.6, 11.5, into=atom)
    atom.height += 3


def _to_do(item: MinutesItem, paper: MinutesPaper) -> Section | None:
    column = _column()
    if item.actions:
        column.heading("Actions")
    for action in item.actions:
        add_action(column, action, paper.on)
    return _section(column)


def _outcome(item: MinutesItem) -> Section | None:
    column = _column()
    spent = f"{counted(item.minutes_spent, 'minute')}" if item.minutes_spent else ""
    column.text(joined(item.outcome, spent), _BODY, _LEAD, weight=SEMIBOLD)
    return _section(column)


def _last(paper: MinutesPaper) -> Section | None:
    column = Column(ACROSS)
    if paper.next_meeting:
        column.heading("Next meeting", 9.5)
        column.text(paper.next_meeting, _BODY, 13)
    if paper.addenda:
        column.heading("Added after agreement", 9.5)
    for addendum in paper.addenda:
        column.text(addendum, _BODY, 13)
    return Section([(0, column)], above=0, below=4) if column.atoms else None
