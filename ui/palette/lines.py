"""The lines of the palette, and which of them answer to what is typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from inteam.access import Actor
from inteam.messages import NOT_KNOWN
from inteam.people import dates, nhs_number
from inteam.people.search import Match
from ui.app import acts
from ui.app.screens import Screen
from ui.widgets.buttons import Button

MOST_PEOPLE = 6
MOST_OTHERS = 6
_ASKS_WHO = {"contacts.log", "referrals.add"}  # their sheets begin with the question whom it is about
_OF_AN_OPEN_CASE = {"cases.move", "cases.owner", "cases.close", "handovers.offer"}
_OF_A_CLOSED_CASE = {"cases.reopen"}


@dataclass(frozen=True)
class Cases:
    """Whether somebody has cases of which something can be done."""

    open: bool
    closed: bool


@dataclass(frozen=True)
class Head:
    """A heading over lines of one kind."""

    words: str


@dataclass(frozen=True)
class PersonLine:
    """Somebody who was found: FAMILY, given, facts, and the reason or whose they are."""

    person_id: UUID
    family: str
    given: str
    facts: tuple[tuple[str, str], ...]
    note: str
    typed: tuple[str, ...]

    @property
    def name(self) -> str:
        """As in lists: FAMILY, Given."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True)
class ActLine:
    """Something to do; person_id where it is done for somebody."""

    act: acts.Act
    words: str
    person_id: UUID | None = None


@dataclass(frozen=True)
class HereLine:
    """A button of the page that is open, by its place among them."""

    place: int
    words: str
    icon: str
    keys: str


@dataclass(frozen=True)
class PageLine:
    """A page to go to; keys as printed."""

    key: str
    words: str
    icon: str
    keys: str


@dataclass(frozen=True)
class NoteLine:
    """A sentence: nobody was found, or one letter more is needed."""

    words: str


Line = Head | PersonLine | ActLine | HereLine | PageLine | NoteLine


def person_line(match: Match, typed: str, actor: Actor, today: date) -> PersonLine:
    """A match as it stands in the palette."""
    words = tuple(typed.split())
    if match.locked:
        return PersonLine(match.person_id, "Restricted record", "", (), "Named staff only", words)
    given = match.given_name or ""
    if match.title and given:
        given = f"{given} ({match.title})"
    born = dates.short(match.born_on, match.dob_precision)
    if match.born_on is not None and match.died_on is None:
        born = f"{born} ({dates.age(match.born_on, match.dob_precision, today)})"
    facts = (("Born", born or NOT_KNOWN), ("NHS No.", nhs_number.stated(match.nhs_number)))
    own = match.usual_worker_id == actor.staff_id
    return PersonLine(match.person_id, match.family_name.upper(), given, facts, _note(match.reason, own=own), words)


def _note(reason: str, *, own: bool) -> str:
    return " · ".join(part for part in (reason, "Your caseload" if own else "") if part)


def said(line: Line) -> str:
    """A line in words, for screen readers."""
    match line:
        case PersonLine():
            facts = ", ".join(f"{name} {value}" for name, value in line.facts)
            return ", ".join(part for part in (line.name, facts, line.note) if part)
        case ActLine() | HereLine() | PageLine() | Head() | NoteLine():
            return line.words


def matches(title: str, typed: str) -> bool:
    """Whether each typed word begins a word of the title."""
    words = title.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())


def act_lines(
    typed: str,
    actor: Actor,
    target: PersonLine | None,
    open_person: UUID | None,
    cases: Cases | None,
    *,
    every: bool = False,
) -> list[Line]:
    """What can be done: for the person meant (found, or whose record is open), then anywhere.

    Without a person only what asks for one itself. What is done to a case only where there is one; cases is None
    while that is not known. The first few, or `every` one.
    """
    person_id = target.person_id if target else open_person
    lines: list[Line] = []
    for one in _allowed(actor):
        for_person = one.where == acts.PERSON
        if for_person and person_id is None and one.key not in _ASKS_WHO:
            continue
        if _lacks(one, cases or Cases(open=False, closed=False)):
            continue
        if (target and for_person) or matches(one.title, typed):
            lines.append(ActLine(one, one.title, person_id if for_person else None))
    return lines if every else lines[:MOST_OTHERS]


def why_not(typed: str, actor: Actor, cases: Cases | None) -> str:
    """Why an act that is asked for by its name is not among the lines; nothing where none is missing."""
    if not typed or cases is None:
        return ""
    asked = (one for one in _allowed(actor) if matches(one.title, typed))
    return next((_say(why).format(act=one.title) for one in asked if (why := _lacks(one, cases))), "")


def _say(words: str) -> str:
    return QCoreApplication.translate("palette", words)


def _allowed(actor: Actor) -> list[acts.Act]:
    return [one for one in acts.ACTS if one.sheet and one.where and (not one.needs or actor.may(one.needs))]


def _lacks(one: acts.Act, cases: Cases) -> str:
    """Which case is wanting for it, as a sentence with {act}; nothing where it can be done."""
    if one.key in _OF_AN_OPEN_CASE and not cases.open:
        return "“{act}” needs an open case, and there is none."
    if one.key in _OF_A_CLOSED_CASE and not cases.closed:
        return "“{act}” needs a case that was closed, and there is none."
    return ""


def here_lines(typed: str, buttons: Sequence[Button]) -> list[Line]:
    """What the buttons of the open page do; those that stand in every palette are left out."""
    lines: list[Line] = []
    for place, button in enumerate(buttons):
        one = acts.act(str(button.property("act")))
        if not (one.sheet and one.where) and matches(button.accessibleName(), typed):
            lines.append(HereLine(place, button.accessibleName(), one.icon, acts.printed(one.shortcut)))
    return lines


def page_lines(typed: str, pages: Iterable[Screen]) -> list[Line]:
    """The pages of the rail whose title answers."""
    lines: list[Line] = []
    for number, one in enumerate([page for page in pages if page.place], start=1):
        if matches(one.title, typed):
            keys = f"Ctrl {number}" if number <= 8 else ""
            lines.append(PageLine(one.key, one.title, one.icon, keys))
    return lines
