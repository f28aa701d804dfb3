"""What a pathway is, and whether a case may make a move on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StageKind(StrEnum):
    """What a stage counts as in the caseload's weight (domain 4.9)."""

    WAITING = "waiting"
    ACTIVE = "active"
    MAINTENANCE = "maintenance"
    CLOSED = "closed"


class Unit(StrEnum):
    """How a clock's limit is counted."""

    CALENDAR = "calendar_days"
    WORKING = "working_days"


class SuicideRisk(StrEnum):
    """The answer to the question that gambling support asks at every stage change (domain 5.6)."""

    NOT_ASKED = "not_asked"
    NO_THOUGHTS = "no_thoughts"
    THOUGHTS_NO_PLAN = "thoughts_no_plan"
    PLAN = "plan"
    RECENT_ATTEMPT = "recent_attempt"


@dataclass(frozen=True)
class Facts:
    """What the record says about a case at the moment of a move, and what was entered for the move."""

    owner: bool = True
    meaningful_contact: bool = False
    open_needs: int = 0
    needs_without_answer: int = 0
    agreed_goals: int = 0
    outcomes: int = 0
    open_actions: int = 0
    reason: str = ""
    summary: str = ""
    destination: str = ""
    appointment_on: date | None = None
    review_on: date | None = None
    suicide_risk: SuicideRisk | None = None
    suicide_risk_reason: str = ""
    safety_plan: str = ""
    person_told: bool = False


@dataclass(frozen=True)
class Stage:
    """One place on a pathway."""

    key: str
    title: str
    kind: StageKind
    source: str


@dataclass(frozen=True)
class Move:
    """A way from one stage to another; all guards must hold."""

    from_stage: str
    to_stage: str
    guards: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class PathwayClock:
    """A wait on the pathway: from the first entry into one stage to the first into another.

    limit is in unit; none: measured, without a standard. local: to be checked against local policy.
    """

    key: str
    title: str
    start: str
    stops: tuple[str, ...]
    limit: int | None
    unit: Unit
    local: bool
    source: str


@dataclass(frozen=True)
class ClosingOutcome:
    """How a case may end, from which stages (none named: from every open one)."""

    key: str
    title: str
    stages: tuple[str, ...]
    guards: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Pathway:
    """Stages, moves, clocks and outcomes of one kind of casework."""

    key: str
    version: int
    title: str
    first_stage: str
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    clocks: tuple[PathwayClock, ...]
    outcomes: tuple[ClosingOutcome, ...]
    source: str

    def stage(self, key: str) -> Stage:
        """The stage. Raises KeyError."""
        return _by_key(self.stages)[key]

    def moves_from(self, stage: str) -> tuple[Move, ...]:
        """The moves that lead away from a stage."""
        return tuple(move for move in self.moves if move.from_stage == stage)

    def outcomes_from(self, stage: str) -> tuple[ClosingOutcome, ...]:
        """The outcomes with which a case in this stage may be closed."""
        return tuple(o for o in self.outcomes if not o.stages or stage in o.stages)

    @property
    def closed_stage(self) -> str:
        """The key of the last stage."""
        return next(stage.key for stage in self.stages if stage.kind is StageKind.CLOSED)


def _by_key(stages: tuple[Stage, ...]) -> Mapping[str, Stage]:
    return {stage.key: stage for stage in stages}


def move_problems(pathway: Pathway, from_stage: str, to_stage: str, facts: Facts) -> dict[str, str]:
    """Field name → code of what hinders a move; empty when it may be made."""
    move = next((m for m in pathway.moves_from(from_stage) if m.to_stage == to_stage), None)
    if move is None:
        return {"to_stage": "no_such_move"}
    return guard_problems(move.guards, facts)


def closing_problems(pathway: Pathway, stage: str, outcome: str, facts: Facts) -> dict[str, str]:
    """Field name → code of what hinders a closing; empty when the case may be closed."""
    way = next((o for o in pathway.outcomes_from(stage) if o.key == outcome), None)
    if way is None:
        return {"outcome": "no_such_outcome"}
    return guard_problems(way.guards, facts)


def guard_problems(guards: tuple[str, ...], facts: Facts) -> dict[str, str]:
    """Field name → code for each guard that does not hold; the first for a field stands."""
    found: dict[str, str] = {}
    for name in guards:
        for field, code in GUARDS[name](facts).items():
            found.setdefault(field, code)
    return found


def _suicide_risk_asked(facts: Facts) -> dict[str, str]:
    risk = facts.suicide_risk
    if risk is None:
        return {"suicide_risk": "risk_not_asked"}
    if risk is SuicideRisk.NOT_ASKED:
        return {} if facts.suicide_risk_reason.strip() else {"suicide_risk_reason": "required"}
    if risk is SuicideRisk.NO_THOUGHTS or facts.safety_plan.strip():
        return {}
    return {"safety_plan": "safety_plan_needed"}


def _needs(field: str, code: str, holds: Callable[[Facts], bool]) -> "Guard":
    return lambda facts: {} if holds(facts) else {field: code}


Guard = Callable[[Facts], dict[str, str]]

GUARDS: Mapping[str, Guard] = {
    "owner": _needs("owner_id", "owner_needed", lambda f: f.owner),
    "meaningful_contact": _needs("", "meaningful_contact_needed", lambda f: f.meaningful_contact),
    "need_recorded": _needs("", "need_needed", lambda f: f.open_needs > 0),
    "goal_agreed": _needs("", "goal_needed", lambda f: f.agreed_goals > 0),
    "outcome_recorded": _needs("", "outcome_needed", lambda f: f.outcomes > 0),
    "needs_answered": _needs("", "needs_unanswered", lambda f: f.needs_without_answer == 0),
    "actions_resolved": _needs("", "actions_open", lambda f: f.open_actions == 0),
    "reason": _needs("reason", "required", lambda f: bool(f.reason.strip())),
    "summary": _needs("summary", "required", lambda f: bool(f.summary.strip())),
    "destination": _needs("destination", "required", lambda f: bool(f.destination.strip())),
    "appointment": _needs("appointment_on", "required", lambda f: f.appointment_on is not None),
    "review_date": _needs("review_on", "required", lambda f: f.review_on is not None),
    "person_told": _needs("person_told", "person_not_told", lambda f: f.person_told),
    "suicide_risk_asked": _suicide_risk_asked,
}
"""The conditions that a pathway file may name."""
