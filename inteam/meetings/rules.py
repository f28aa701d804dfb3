"""How an MDT meeting runs: its states, agenda, quorum, decisions, answers and times (domain.md 7). Pure values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID


class MeetingStatus(StrEnum):
    """A meeting's life."""

    PLANNED = "planned"
    PAPERS_FROZEN = "papers_frozen"
    IN_PROGRESS = "in_progress"
    MINUTES_DRAFT = "minutes_draft"
    MINUTES_AGREED = "minutes_agreed"
    CANCELLED = "cancelled"


class ItemKind(StrEnum):
    """Why something is on the agenda."""

    NEW = "new"
    REVIEW = "review"
    CARRY_FORWARD = "carry_forward"
    FOR_INFORMATION = "for_information"
    DECEASED_REVIEW = "deceased_review"
    TOPIC = "system_topic"


class ItemStatus(StrEnum):
    """Where an item stands on the day."""

    WAITING = "waiting"
    DISCUSSED = "discussed"
    NOT_REACHED = "not_reached"


class Told(StrEnum):
    """Whether the person knows and agrees to be discussed; "no" means without their name."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    NO = "no"
    NOT_POSSIBLE = "not_possible"


class DecisionKind(StrEnum):
    """What a decision is about."""

    CARE = "care"
    REFERRAL = "referral"
    INFORMATION = "information"
    SAFEGUARDING = "safeguarding"
    NO_ACTION = "no_action"


class WithPerson(StrEnum):
    """Whether the person had a part in the decision."""

    YES = "yes"
    TO_BE_TOLD = "to_be_told"


class AttendanceState(StrEnum):
    """How somebody stands to a meeting."""

    EXPECTED = "expected"
    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class Answer(StrEnum):
    """What became of an earlier action."""

    DONE = "done"
    CARRY = "carry"
    DROP = "drop"


class Again(StrEnum):
    """When a person is to be discussed again. CLOSE ends it and needs every action of the MDT finished."""

    TWO_WEEKS = "two_weeks"
    FOUR_WEEKS = "four_weeks"
    NO_FURTHER = "no_further"
    CLOSE = "close"


class ChangeKind(StrEnum):
    """A correction before the minutes are agreed, an addendum after."""

    CORRECTION = "correction"
    ADDENDUM = "addendum"


MOVES: dict[MeetingStatus, frozenset[MeetingStatus]] = {
    MeetingStatus.PLANNED: frozenset({MeetingStatus.PAPERS_FROZEN, MeetingStatus.IN_PROGRESS, MeetingStatus.CANCELLED}),
    MeetingStatus.PAPERS_FROZEN: frozenset({MeetingStatus.PLANNED, MeetingStatus.IN_PROGRESS, MeetingStatus.CANCELLED}),
    MeetingStatus.IN_PROGRESS: frozenset({MeetingStatus.MINUTES_DRAFT}),
    MeetingStatus.MINUTES_DRAFT: frozenset({MeetingStatus.MINUTES_AGREED, MeetingStatus.IN_PROGRESS}),
    MeetingStatus.MINUTES_AGREED: frozenset(),
    MeetingStatus.CANCELLED: frozenset(),
}
"""Which status may follow which; papers may be opened again before the meeting, and a meeting resumed."""

BEFORE = frozenset({MeetingStatus.PLANNED, MeetingStatus.PAPERS_FROZEN})
AGENDA_OPEN = BEFORE | {MeetingStatus.IN_PROGRESS}
WEEKS = {Again.TWO_WEEKS: 2, Again.FOUR_WEEKS: 4}
FIRST_CLASS = (ItemKind.NEW, ItemKind.CARRY_FORWARD, ItemKind.REVIEW)
LONGEST_NOTE = 20_000
LONGEST_NAME = 100


@dataclass(frozen=True)
class MeetingEntry:
    """A meeting as it is planned; times are London's."""

    team_id: UUID
    name: str
    held_on: date
    starts: time
    ends: time
    place: str
    chair_id: UUID
    note_taker_id: UUID


@dataclass(frozen=True)
class ItemEntry:
    """An agenda item as it is entered; without a person it is a topic."""

    question: str
    person_id: UUID | None = None
    topic: str = ""
    reason: str = ""
    kind: ItemKind = ItemKind.NEW
    priority: int = 2
    minutes: int = 6
    presenter_id: UUID | None = None
    told: Told = Told.NOT_ASKED
    told_reason: str = ""
    case_id: UUID | None = None


@dataclass(frozen=True)
class DecisionEntry:
    """A decision as it is entered."""

    text: str
    kind: DecisionKind = DecisionKind.CARE
    rationale: str = ""
    dissent: str = ""
    with_person: WithPerson = WithPerson.TO_BE_TOLD
    tell_by: str = ""


@dataclass(frozen=True)
class ActionEntry:
    """An action as it is agreed: exactly one owner, a member of staff, or a team for want of one."""

    text: str
    due_on: date
    owner_id: UUID | None = None
    team_id: UUID | None = None
    done_by: str = ""
    priority: int = 2


@dataclass(frozen=True)
class Attendee:
    """What the quorum counts."""

    state: str
    observer: bool
    clinician: bool
    coordinator: bool
    chair: bool
    organisation: object
    left: bool = False

    @property
    def counts(self) -> bool:
        """Whether they are there and take part."""
        return self.state == AttendanceState.PRESENT and not self.observer and not self.left


@dataclass(frozen=True)
class QuorumRule:
    """Who must be there; the team's own policy (domain.md 7.3 [C])."""

    organisations: int = 2
    clinician: bool = True
    coordinator: bool = True


def may_move(now: MeetingStatus, then: MeetingStatus) -> bool:
    """Whether a meeting may go from one status to another."""
    return then in MOVES[now]


def quorum_missing(attendees: Iterable[Attendee], rule: QuorumRule) -> tuple[str, ...]:
    """Codes of who is missing: chair, clinician, coordinator, organisations; empty when there is a quorum."""
    there = [a for a in attendees if a.counts]
    missing = []
    if not any(a.chair for a in there):
        missing.append("chair")
    if rule.clinician and not any(a.clinician for a in there):
        missing.append("clinician")
    if rule.coordinator and not any(a.coordinator for a in there):
        missing.append("coordinator")
    if len({a.organisation for a in there if a.organisation is not None}) < rule.organisations:
        missing.append("organisations")
    return tuple(missing)


def guest_problems(name: str, role: str) -> dict[str, str]:
    """Field name → code for somebody who is not staff here."""
    found = {} if name.strip() else {"name": "required"}
    if len(name.strip()) > LONGEST_NAME:
        found["name"] = "name_too_long"
    if len(role.strip()) > LONGEST_NAME:
        found["role"] = "too_long"
    return found


def meeting_problems(entry: MeetingEntry, today: date) -> dict[str, str]:
    """Field name → problem code."""
    found: dict[str, str] = {}
    if not entry.name.strip():
        found["name"] = "required"
    if entry.held_on < today:
        found["held_on"] = "in_past"
    if entry.ends <= entry.starts:
        found["ends"] = "ends_before_start"
    return found


def item_problems(entry: ItemEntry) -> dict[str, str]:
    """Field name → problem code. The question may wait until the papers are frozen."""
    found: dict[str, str] = {}
    if entry.person_id is None and not entry.topic.strip():
        found["topic"] = "item_needs_person_or_topic"
    if not 1 <= entry.minutes <= 120:
        found["minutes"] = "out_of_range"
    if entry.priority not in (1, 2, 3):
        found["priority"] = "out_of_range"
    if entry.told is Told.NOT_POSSIBLE and not entry.told_reason.strip():
        found["told_reason"] = "told_needs_reason"
    return found


def decision_problems(entry: DecisionEntry) -> dict[str, str]:
    """Field name → problem code."""
    found: dict[str, str] = {}
    if not entry.text.strip():
        found["text"] = "required"
    elif len(entry.text) > LONGEST_NOTE:
        found["text"] = "too_long"
    if entry.kind is DecisionKind.NO_ACTION and not entry.rationale.strip():
        found["rationale"] = "no_action_needs_why"
    return found


def action_problems(entry: ActionEntry, today: date) -> dict[str, str]:
    """Field name → problem code; an action has one owner and a day (domain.md 13.8)."""
    found: dict[str, str] = {}
    if not entry.text.strip():
        found["text"] = "required"
    if (entry.owner_id is None) == (entry.team_id is None):
        found["owner"] = "one_owner"
    if entry.due_on < today:
        found["due_on"] = "in_past"
    if entry.priority not in (1, 2, 3):
        found["priority"] = "out_of_range"
    return found


def answer_problems(answer: Answer, reason: str, due_on: date | None, today: date) -> dict[str, str]:
    """Field name → problem code; dropping needs a reason, carrying a day that has not passed."""
    found: dict[str, str] = {}
    if answer is Answer.DROP and not reason.strip():
        found["reason"] = "drop_needs_reason"
    if answer is Answer.CARRY and due_on is not None and due_on < today:
        found["due_on"] = "in_past"
    return found


def again_on(held_on: date, again: Again) -> date | None:
    """The day by which the person is discussed again, or None.

    >>> again_on(date(2026, 11, 24), Again.TWO_WEEKS)
    datetime.date(2026, 12, 8)
    """
    weeks = WEEKS.get(again)
    return held_on + timedelta(weeks=weeks) if weeks else None


def seconds_spent(before: int, since: datetime | None, now: datetime) -> int:
    """Seconds on an item, with the time since it was opened; a clock set back adds nothing."""
    return before + (max(0, int((now - since).total_seconds())) if since else 0)


def agenda_order(items: Sequence[tuple[UUID, str, int]]) -> list[UUID]:
    """Ids in the order in which a meeting takes them by default: urgent new ones, carried ones, reviews, the rest.

    items: id, kind, priority in the order in which they were added.
    """
    place = {kind: number for number, kind in enumerate((*FIRST_CLASS, *(k for k in ItemKind if k not in FIRST_CLASS)))}

    def key(entry: tuple[int, tuple[UUID, str, int]]) -> tuple[int, int, int, int]:
        number, (_id, kind, priority) = entry
        urgent = 0 if kind == ItemKind.NEW and priority == 1 else 1
        return urgent, place[ItemKind(kind)], priority, number

    return [item[0] for _number, item in sorted(enumerate(items), key=key)]


def moved(order: Sequence[UUID], item_id: UUID, to: int) -> list[UUID]:
    """The order with one item at another place; places beyond the ends mean the ends. Raises ValueError if unknown."""
    rest = [other for other in order if other != item_id]
    if len(rest) == len(order):
        raise ValueError("not on this agenda")
    at = max(0, min(to, len(rest)))
    return [*rest[:at], item_id, *rest[at:]]


def same_name(people: Iterable[tuple[UUID, str]]) -> frozenset[UUID]:
    """Who on a list shares a folded name with somebody else: each gets a visible mark (domain.md 1.12)."""
    known: dict[str, list[UUID]] = {}
    for person_id, key in people:
        known.setdefault(key, []).append(person_id)
    return frozenset(p for ids in known.values() if len(set(ids)) > 1 for p in ids)
