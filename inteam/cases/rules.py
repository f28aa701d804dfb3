"""What may be entered about a case, and what it weighs (domain 2.4, 4.9)."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from inteam.pathways.rules import Facts, StageKind, SuicideRisk


class CaseStatus(StrEnum):
    """Open or closed; where on the pathway is the stage."""

    OPEN = "open"
    CLOSED = "closed"


class Intensity(StrEnum):
    """How much work a case is planned to be."""

    LIGHT = "light"
    STANDARD = "standard"
    INTENSIVE = "intensive"


class Complexity(StrEnum):
    """What makes a case weigh more; each counts once."""

    SAFEGUARDING = "safeguarding"
    INTERPRETER = "interpreter"
    MANY_NEEDS = "many_needs"
    HOMELESS = "homeless"
    SUICIDE_RISK_PLAN = "suicide_risk_plan"


class EventKind(StrEnum):
    """The steps in a case's life."""

    OPENED = "opened"
    REFERRAL_JOINED = "referral_joined"
    STAGE_MOVED = "stage_moved"
    OWNER_CHANGED = "owner_changed"
    TEAM_CHANGED = "team_changed"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True)
class NewCase:
    """What is entered when a case is opened without a referral, or from one."""

    person_id: UUID | None
    team_id: UUID | None
    owner_id: UUID | None
    pathway_key: str
    opened_on: date | None = None
    referral_id: UUID | None = None
    need_kind: str | None = None
    intensity: Intensity = Intensity.STANDARD
    review_on: date | None = None


@dataclass(frozen=True)
class StageMove:
    """Where a case goes and what is entered for it."""

    to_stage: str
    reason: str = ""
    destination: str = ""
    appointment_on: date | None = None
    review_on: date | None = None
    suicide_risk: SuicideRisk | None = None
    suicide_risk_reason: str = ""
    safety_plan: str = ""
    person_told: bool = False


@dataclass(frozen=True)
class CaseClosing:
    """How a case ends; vulnerabilities and sign-off are asked for a person who is not contactable."""

    outcome: str
    reason: str = ""
    summary: str = ""
    destination: str = ""
    suicide_risk: SuicideRisk | None = None
    suicide_risk_reason: str = ""
    safety_plan: str = ""
    vulnerabilities: frozenset[str] = frozenset()
    signed_off_by_id: UUID | None = None


@dataclass(frozen=True)
class Weights:
    """Local policy for the weight of a case; factors, not percentages."""

    light: float = 0.5
    standard: float = 1.0
    intensive: float = 2.0
    waiting: float = 0.25
    active: float = 1.0
    maintenance: float = 0.5
    each: float = 0.25
    most: float = 2.0
    needs: int = 3


SHIPPED_WEIGHTS = Weights()


def caseload_points(
    intensity: Intensity, stage: StageKind, complexity: Set[Complexity], weights: Weights = SHIPPED_WEIGHTS
) -> Decimal:
    """What a case weighs on a caseload: intensity × stage × complexity (domain 4.9); a closed one nothing.

    >>> caseload_points(Intensity.INTENSIVE, StageKind.ACTIVE, {Complexity.SAFEGUARDING, Complexity.HOMELESS})
    Decimal('3.000')
    """
    if stage is StageKind.CLOSED:
        return Decimal(0)
    times = {
        StageKind.WAITING: weights.waiting,
        StageKind.ACTIVE: weights.active,
        StageKind.MAINTENANCE: weights.maintenance,
    }[stage]
    planned = {
        Intensity.LIGHT: weights.light,
        Intensity.STANDARD: weights.standard,
        Intensity.INTENSIVE: weights.intensive,
    }[intensity]
    complex_factor = min(1 + weights.each * len(complexity), weights.most)
    return Decimal(str(round(planned * times * complex_factor, 3))).quantize(Decimal("0.001"))


def opening_problems(entry: NewCase, today: date) -> dict[str, str]:
    """Field name → code; empty when the case may be opened. It is never without team and owner."""
    needed = {"person_id": entry.person_id, "team_id": entry.team_id, "owner_id": entry.owner_id}
    found = {name: "required" for name, value in needed.items() if value is None}
    if entry.opened_on is not None and entry.opened_on > today:
        found["opened_on"] = "in_future"
    return found


def with_move(facts: Facts, move: StageMove | CaseClosing) -> Facts:
    """The facts of the record with what was entered for a move or a closing."""
    entered = {
        name: getattr(move, name)
        for name in Facts.__dataclass_fields__
        if hasattr(move, name) and name not in _FROM_RECORD
    }
    kept = {name: getattr(facts, name) for name in Facts.__dataclass_fields__}
    return Facts(**(kept | entered))


_FROM_RECORD = frozenset({"owner", "meaningful_contact", "open_needs", "agreed_goals", "outcomes", "open_actions"})
