"""What the pack and the minutes of a meeting say: frozen, complete, ready to be set in type.

What is said of each person is `PersonPaper`, in `careplans.papers`, with its lines.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inteam.careplans.papers import (
    ActionLine,
    ChangeKind,
    ChangeLine,
    Confidentiality,
    ContactLine,
    GoalLine,
    MeasureLine,
    NeedLine,
    PersonPaper,
    Printing,
    RiskLine,
    RiskState,
)

__all__ = [
    "ActionLine",
    "AttendanceLine",
    "Attending",
    "ChangeKind",
    "ChangeLine",
    "Confidentiality",
    "ContactLine",
    "DecisionLine",
    "GoalLine",
    "MeasureLine",
    "MinutesItem",
    "MinutesPaper",
    "NeedLine",
    "OverdueLine",
    "PackPaper",
    "PersonPaper",
    "PreviousAction",
    "Printing",
    "RiskLine",
    "RiskState",
    "TopicLine",
]


class Attending(StrEnum):
    """How someone on the meeting's list stands to it."""

    EXPECTED = "expected"
    ATTENDED = "attended"
    APOLOGIES = "apologies"
    OBSERVER = "observer"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class AttendanceLine:
    """One name of the meeting's list."""

    name: str
    role: str = ""
    organisation: str = ""
    state: Attending = Attending.EXPECTED
    remote: bool = False
    times: str = ""  # "10:00 to 10:40", when not there throughout


@dataclass(frozen=True, kw_only=True)
class TopicLine:
    """A line of the agenda that is about no one person."""

    text: str
    minutes: int = 0
    presenter: str = ""


@dataclass(frozen=True, kw_only=True)
class OverdueLine:
    """An action of an earlier meeting that is past its date."""

    text: str
    person: str  # "PEMBERTON, Margaret"; empty for a system action
    owner: str
    due_on: date
    days_late: int
    carried: int = 0


@dataclass(frozen=True, kw_only=True)
class PackPaper:
    """The handover pack of a meeting or a caseload, people in the order of the agenda."""

    title: str  # "MDT handover pack"
    heading: str  # "Harbour Vale integrated neighbourhood team"
    on: date  # the day of the meeting, or of printing
    when_where: str  # "Tue 24-Nov-2026, 10:00 to 11:00. Quayside Surgery, room 2. Chair …"
    printing: Printing
    people: tuple[PersonPaper, ...]
    before: tuple[TopicLine, ...] = ()  # standing blocks before and after the people
    after: tuple[TopicLine, ...] = ()
    overdue: tuple[OverdueLine, ...] = ()
    attendance: tuple[AttendanceLine, ...] = ()
    recipients: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # sentences beside the standing one; they name nobody
    of_meeting: bool = True  # False: a caseload or some people, whom no meeting has asked about


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """A decision as it was taken."""

    text: str
    kind: str = ""
    rationale: str = ""
    dissent: str = ""
    told: str = ""  # "decided with her", "Tom Okafor will tell him"
    by_quorum: bool = True
    withheld: str = ""


@dataclass(frozen=True, kw_only=True)
class PreviousAction:
    """An action of last time and the answer it got: done, carried (n times), dropped (why)."""

    text: str
    owner: str
    due_on: date | None
    answer: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutesItem:
    """One item of the minutes: a person, or a topic when `person` is None."""

    person: PersonPaper | None = None
    topic: str = ""
    question: str = ""
    situation: str = ""
    background: str = ""
    assessment: str = ""
    recommendation: str = ""
    discussion: str = ""
    previous: tuple[PreviousAction, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    outcome: str = ""  # "No further MDT", "Back on 08-Dec-2026", "Not reached"
    minutes_spent: int = 0


@dataclass(frozen=True, kw_only=True)
class MinutesPaper:
    """The minutes, from the items of the meeting."""

    title: str
    heading: str
    on: date
    when_where: str
    agreed_on: date | None  # None: draft, corrections still possible
    printing: Printing
    attendance: tuple[AttendanceLine, ...]
    items: tuple[MinutesItem, ...]
    quorum: str = ""
    next_meeting: str = ""
    addenda: tuple[str, ...] = ()  # after agreement, each dated
