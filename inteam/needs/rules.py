"""What may be entered about needs, goals, actions, outcomes and signposts (domain 3.6, 4.1)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from inteam.referrals.choices import Issue

LONGEST_TEXT = 4_000
"""Letters of a need, goal or action."""


class NeedStatus(StrEnum):
    """How a need stands."""

    OPEN = "open"
    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NO_LONGER_WANTED = "no_longer_wanted"


class IdentifiedBy(StrEnum):
    """Who named the need."""

    PERSON = "person"
    REFERRER = "referrer"
    WORKER = "worker"
    FAMILY = "family"


class GoalStatus(StrEnum):
    """How a goal stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    ACHIEVED = "achieved"
    PARTLY = "partly"
    NOT_ACHIEVED = "not_achieved"
    STOPPED = "stopped"


OPEN_GOALS = (GoalStatus.PROPOSED, GoalStatus.AGREED, GoalStatus.IN_PROGRESS)


class ActionKind(StrEnum):
    """What sort of step."""

    PERSON_DOES = "person_does"
    WORKER_DOES = "worker_does"
    ONWARD_REFERRAL = "onward_referral"
    SIGNPOST = "signpost"
    ACCOMPANY = "accompany"
    OTHER_PROFESSIONAL = "other_professional"


class ActionStatus(StrEnum):
    """How an action stands; transferred: another now answers for it elsewhere."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    NOT_DONE = "not_done"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


OPEN_ACTIONS = (ActionStatus.PLANNED, ActionStatus.STARTED)
ANSWERED = (ActionStatus.DONE, ActionStatus.NOT_DONE, ActionStatus.CANCELLED, ActionStatus.TRANSFERRED)


class Achieved(StrEnum):
    """Whether a goal was reached."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class OutcomeSource(StrEnum):
    """Who says so."""

    PERSON = "person"
    WORKER = "worker"
    PROVIDER = "provider"


@dataclass(frozen=True)
class NeedEntry:
    """A need in the person's own words; importance and confidence 1 to 10, asked apart."""

    code: Issue | None = None
    statement: str = ""
    identified_on: date | None = None
    identified_by: IdentifiedBy = IdentifiedBy.PERSON
    importance: int | None = None
    confidence: int | None = None
    confidence_note: str = ""
    case_id: UUID | None = None
    referral_id: UUID | None = None


@dataclass(frozen=True)
class GoalEntry:
    """What matters about a need; ratings 0 to 10, progress 0 to 100 per cent."""

    text: str = ""
    person_words: bool = True
    target_on: date | None = None
    baseline_rating: int | None = None
    current_rating: int | None = None
    progress: int | None = None
    status: GoalStatus = GoalStatus.AGREED
    agreed_on: date | None = None


@dataclass(frozen=True)
class ActionEntry:
    """A step with owner and due day. owner_id None: the team owns it. An ongoing one needs a review day."""

    text: str = ""
    due_on: date | None = None
    owner_id: UUID | None = None
    team_id: UUID | None = None
    kind: ActionKind = ActionKind.WORKER_DOES
    done_by: str = ""
    case_id: UUID | None = None
    need_id: UUID | None = None
    goal_id: UUID | None = None
    contact_id: UUID | None = None
    agenda_item_id: UUID | None = None
    priority: int = 2
    ongoing: bool = False
    review_on: date | None = None


@dataclass(frozen=True)
class OutcomeEntry:
    """What came of a goal."""

    achieved: Achieved | None = None
    what_changed: str = ""
    observed_on: date | None = None
    rating: int | None = None
    progress: int | None = None
    source: OutcomeSource = OutcomeSource.PERSON


@dataclass(frozen=True)
class SignpostEntry:
    """Information given to the person; no data leave."""

    service_name: str = ""
    told: str = ""
    given_on: date | None = None
    follow_up_on: date | None = None
    need_id: UUID | None = None
    case_id: UUID | None = None
    contact_id: UUID | None = None


@dataclass(frozen=True)
class ActionAnswer:
    """What becomes of one open action when its work ends; transferred names who takes it over."""

    action_id: UUID
    version: int
    status: ActionStatus
    reason: str = ""
    owner_id: UUID | None = None


def need_problems(entry: NeedEntry, today: date) -> dict[str, str]:
    """Field name → code; empty when the need may be saved."""
    found = _missing(code=entry.code, statement=entry.statement.strip())
    found |= _outside(1, 10, importance=entry.importance, confidence=entry.confidence)
    return found | _future(today, identified_on=entry.identified_on) | _too_long(statement=entry.statement)


def asks_for_more_confidence(confidence: int | None, at_most: int) -> bool:
    """Whether to ask what would help: "what would make it a 7?"."""
    return confidence is not None and confidence <= at_most


def goal_problems(entry: GoalEntry, today: date) -> dict[str, str]:
    """Field name → code; empty when the goal may be saved."""
    found = _missing(text=entry.text.strip())
    found |= _outside(0, 10, baseline_rating=entry.baseline_rating, current_rating=entry.current_rating)
    found |= _outside(0, 100, progress=entry.progress)
    return found | _future(today, agreed_on=entry.agreed_on) | _too_long(text=entry.text)


def action_problems(entry: ActionEntry) -> dict[str, str]:
    """Field name → code; empty when the action may be planned. team_id is filled in before.

    A due day in the past is allowed: the action is overdue.
    """
    found = _missing(text=entry.text.strip(), due_on=entry.due_on)
    if entry.team_id is None:
        found["owner_id"] = "owner_needed"
    if entry.ongoing and entry.review_on is None:
        found["review_on"] = "required"
    return found | _outside(1, 3, priority=entry.priority) | _too_long(text=entry.text)


def status_problems(status: str, to_status: ActionStatus, reason: str) -> dict[str, str]:
    """Field name → code of what hinders a new status of an action."""
    if status == to_status:
        return {"status": "already_so"}
    if to_status in (ActionStatus.NOT_DONE, ActionStatus.CANCELLED) and not reason.strip():
        return {"status_reason": "required"}
    return {}


def outcome_problems(entry: OutcomeEntry, today: date) -> dict[str, str]:
    """Field name → code; empty when the outcome may be saved."""
    found = _missing(achieved=entry.achieved, what_changed=entry.what_changed.strip())
    found |= _outside(0, 10, rating=entry.rating) | _outside(0, 100, progress=entry.progress)
    return found | _future(today, observed_on=entry.observed_on) | _too_long(what_changed=entry.what_changed)


def signpost_problems(entry: SignpostEntry, today: date) -> dict[str, str]:
    """Field name → code; empty when the signpost may be saved."""
    found = _missing(service_name=entry.service_name.strip(), told=entry.told.strip())
    if len(entry.service_name) > 200:
        found["service_name"] = "too_long"
    if entry.follow_up_on is not None and entry.follow_up_on < (entry.given_on or today):
        found["follow_up_on"] = "before_told"
    return found | _future(today, given_on=entry.given_on) | _too_long(told=entry.told)


def signpost_change_problems(entry: SignpostEntry, followed_up_on: date | None, today: date) -> dict[str, str]:
    """Field name → code; empty when a signpost may be changed so. followed_up_on: when somebody asked after it."""
    found = signpost_problems(entry, today)
    if followed_up_on is not None and entry.given_on is not None and entry.given_on > followed_up_on:
        found.setdefault("given_on", "after_follow_up")
    return found


def follow_up_problems(note: str, on: date, given_on: date, today: date) -> dict[str, str]:
    """Field name → code of what hinders noting what became of a signpost."""
    found = _missing(follow_up_note=note.strip())
    if on < given_on:
        found["followed_up_on"] = "before_told"
    return found | _future(today, followed_up_on=on) | _too_long(follow_up_note=note)


def follow_up_id(signpost_id: UUID) -> UUID:
    """The key of the action that asks after a signpost: there is one at most, so it follows from the signpost's."""
    return uuid5(signpost_id, "follow-up")


def after_death(death_status: str, died_on: date | None, day: date) -> bool:
    """Whether a day lies after the person's death; on an unknown day of death, every day does."""
    return death_status != "alive" and (died_on is None or day > died_on)


def goal_status_after(achieved: Achieved) -> GoalStatus | None:
    """How a goal stands after an outcome; unknown leaves it as it was."""
    return {
        Achieved.YES: GoalStatus.ACHIEVED,
        Achieved.PARTLY: GoalStatus.PARTLY,
        Achieved.NO: GoalStatus.NOT_ACHIEVED,
        Achieved.UNKNOWN: None,
    }[achieved]


def _missing(**values: object) -> dict[str, str]:
    return {name: "required" for name, value in values.items() if not value}


def _outside(least: int, most: int, **values: int | None) -> dict[str, str]:
    return {n: "out_of_range" for n, value in values.items() if value is not None and not least <= value <= most}


def _future(today: date, **days: date | None) -> dict[str, str]:
    return {name: "in_future" for name, day in days.items() if day is not None and day > today}


def _too_long(**texts: str) -> dict[str, str]:
    return {name: "too_long" for name, text in texts.items() if len(text) > LONGEST_TEXT}
