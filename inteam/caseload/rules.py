"""What a list is asked for, what its marks mean, and what counts as late; no database, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from enum import IntFlag, StrEnum
from typing import Any, Self
from uuid import UUID

from inteam.cases.rules import Complexity


class Flag(IntFlag):
    """What is marked on a row; stored as bits."""

    ACCESS_NEED = 1
    INTERPRETER = 2
    SAFEGUARDING = 4
    HOMELESS = 8
    DECEASED = 16
    SENSITIVE = 32
    RESTRICTED = 64
    RISK_TO_STAFF = 128
    SUICIDE_RISK = 256
    HANDOVER_OFFERED = 512


class RiskRank:
    """The order of risks in a list; not assessed is more worrying than low, and never the same as none."""

    NONE_KNOWN = 0
    ALL_CLOSED = 1
    LOW = 2
    NOT_ASSESSED = 3
    MEDIUM = 4
    HIGH = 5


_COMPLEX = {
    Flag.SAFEGUARDING: Complexity.SAFEGUARDING,
    Flag.INTERPRETER: Complexity.INTERPRETER,
    Flag.HOMELESS: Complexity.HOMELESS,
    Flag.SUICIDE_RISK: Complexity.SUICIDE_RISK_PLAN,
}


def complexity(flags: Flag, open_needs: int, many: int) -> frozenset[Complexity]:
    """What makes the work harder, as the weight of a case counts it (domain.md 4.9); many: needs that are many."""
    found = {reason for flag, reason in _COMPLEX.items() if flag in flags}
    return frozenset(found | ({Complexity.MANY_NEEDS} if open_needs >= many else set()))


@dataclass(frozen=True)
class Load:
    """How much a worker carries: people and points side by side; capacity of the post in both."""

    people: int
    points: int
    people_capacity: int
    points_capacity: int

    def plus(self, people: int, points: int) -> "Load":
        """After so much more, or less."""
        return Load(self.people + people, self.points + points, self.people_capacity, self.points_capacity)


class Column(StrEnum):
    """The columns of the caseload, in the order in which they stand."""

    PERSON = "person"
    NHS_NUMBER = "nhs_number"
    BORN = "born"
    PATHWAY = "pathway"
    STAGE = "stage"
    ACTION = "action"
    DUE = "due"
    LAST_CONTACT = "last_contact"
    WAITING = "waiting"
    RISK = "risk"
    OWNER = "owner"
    TEAM = "team"
    PRACTICE = "practice"
    REVIEW = "review"
    OPENED = "opened"
    POINTS = "points"
    MARKS = "marks"


FIXED_COLUMNS = (Column.PERSON, Column.NHS_NUMBER, Column.BORN)
"""Three identifiers stand in each row: nobody is known by a name alone (domain.md 1.12)."""
FIRST_COLUMNS = tuple(Column)[:10]

SORTS: Mapping[Column, str] = {
    Column.PERSON: "sort_name",
    Column.NHS_NUMBER: "nhs_number",
    Column.BORN: "born_on",
    Column.PATHWAY: "pathway",
    Column.STAGE: "stage",
    Column.DUE: "next_due_on",
    Column.LAST_CONTACT: "last_contact_on",
    Column.WAITING: "waiting_since",
    Column.RISK: "risk_rank",
    Column.OWNER: "sort_owner",
    Column.REVIEW: "plan_review_on",
    Column.OPENED: "opened_on",
    Column.POINTS: "points",
}
"""Column → the stored key that it sorts by; the rest cannot be sorted."""


@dataclass(frozen=True)
class Filters:
    """Which cases a list shows; what is None or empty does not narrow it.

    Days are counted back or on from today when the list is read, so that a saved view stays true tomorrow.
    """

    is_open: bool = True
    owner_id: UUID | None = None
    team_id: UUID | None = None
    practice_id: UUID | None = None
    pathways: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    risks: tuple[int, ...] = ()
    flag: int | None = None
    overdue: bool = False
    due_within: int | None = None
    no_action: bool = False
    waiting: bool = False
    waiting_over: bool = False
    no_contact_for: int | None = None
    review_within: int | None = None
    text: str = ""

    def narrow(self) -> frozenset[str]:
        """The names of the filters that narrow the list, ``is_open`` apart."""
        plain = Filters()
        names = (field.name for field in fields(self) if field.name != "is_open")
        return frozenset(name for name in names if getattr(self, name) != getattr(plain, name))

    def kept(self) -> dict[str, Any]:
        """As JSON, for a saved view; only what differs from a list without filters."""
        plain = asdict(Filters())
        return {
            name: str(value) if isinstance(value, UUID) else list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value != plain[name]
        }

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Self:
        """The filters of a saved view; what this program does not know is left out."""
        known: dict[str, Any] = {}
        for field in fields(cls):
            if field.name not in kept:
                continue
            value = kept[field.name]
            if field.name.endswith("_id") and value is not None:
                value = UUID(value)
            known[field.name] = tuple(value) if isinstance(value, list) else value
        return cls(**known)


NEVER = date(9999, 12, 31)
"""Stands for no date where a row must sort after all that have one; a page by key cannot hold NULL."""
NOT_YET = date(1, 1, 1)
"""Stands for no date where a row must sort before all that have one: never contacted, not born known."""
MOST_WORDS = 3
"""Words of the filter text that are looked at; more would narrow nothing further in practice."""
LONGEST_VIEW_NAME = 60


@dataclass(frozen=True)
class View:
    """A list that somebody keeps."""

    name: str
    filters: Filters
    sort: Column = Column.DUE
    descending: bool = False
    columns: tuple[Column, ...] = FIRST_COLUMNS
    for_team: bool = False


def view_problems(view: View, taken: Iterable[str]) -> dict[str, str]:
    """Field name → code; taken: the names of the views that are kept beside it, folded."""
    name = view.name.strip()
    problems: dict[str, str] = {}
    if not name:
        problems["name"] = "required"
    elif len(name) > LONGEST_VIEW_NAME:
        problems["name"] = "too_long"
    elif name.casefold() in taken:
        problems["name"] = "view_name_taken"
    if view.sort not in SORTS:
        problems["sort"] = "unknown"
    if not set(FIXED_COLUMNS) <= set(view.columns):
        problems["columns"] = "identifiers_needed"
    return problems


class Group(StrEnum):
    """The parts of My list, in order."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    WAITING = "waiting"


SOON = timedelta(days=7)
"""My list looks a week ahead."""


def group(due_on: date, today: date, *, by_others: bool) -> Group:
    """Where a task stands in My list; what somebody else does waits there until it is late.

    >>> group(date(2026, 11, 18), date(2026, 11, 19), by_others=True)
    <Group.OVERDUE: 'overdue'>
    """
    if due_on < today:
        return Group.OVERDUE
    if by_others:
        return Group.WAITING
    return Group.TODAY if due_on == today else Group.SOON
