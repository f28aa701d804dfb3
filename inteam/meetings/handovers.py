"""When a handover may go from one state to the next, and what one needs (domain.md 7.6). Pure values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class HandoverKind(StrEnum):
    """Why responsibility goes to somebody else."""

    TEMPORARY_COVER = "temporary_cover"
    PERMANENT = "permanent"
    OUT_OF_HOURS = "out_of_hours"
    OTHER_SERVICE = "to_other_service"
    LEAVING = "leaving"


class HandoverStatus(StrEnum):
    """A handover's life; only an accepted one changes the owner."""

    DRAFT = "draft"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


MOVES: dict[HandoverStatus, frozenset[HandoverStatus]] = {
    HandoverStatus.DRAFT: frozenset({HandoverStatus.OFFERED, HandoverStatus.WITHDRAWN}),
    HandoverStatus.OFFERED: frozenset(
        {HandoverStatus.ACCEPTED, HandoverStatus.REFUSED, HandoverStatus.WITHDRAWN, HandoverStatus.EXPIRED}
    ),
    HandoverStatus.ACCEPTED: frozenset(),
    HandoverStatus.REFUSED: frozenset(),
    HandoverStatus.WITHDRAWN: frozenset(),
    HandoverStatus.EXPIRED: frozenset(),
}


UNANSWERED = "Handover not answered in time"
"""Why a leaver's case and actions went to the lead: words that stand in the record."""


@dataclass(frozen=True)
class NewOwner:
    """Who is to own an open action after the handover."""

    action_id: UUID
    staff_id: UUID
    team_id: UUID


@dataclass(frozen=True)
class HandoverEntry:
    """A handover as it is written, SBAR."""

    to_staff_id: UUID
    to_team_id: UUID
    kind: HandoverKind
    effective_from: date
    situation: str
    background: str = ""
    assessment: str = ""
    recommendation: str = ""
    next_7_days: str = ""
    told_and_wants: str = ""
    outstanding: str = ""
    actions: tuple[NewOwner, ...] = ()


def may_move(now: HandoverStatus, then: HandoverStatus) -> bool:
    """Whether a handover may go from one state to another."""
    return then in MOVES[now]


def problems(entry: HandoverEntry, sender: UUID, today: date) -> dict[str, str]:
    """Field name → problem code."""
    found: dict[str, str] = {}
    if entry.to_staff_id == sender:
        found["to_staff_id"] = "handover_to_self"
    if entry.effective_from < today:
        found["effective_from"] = "in_past"
    if not entry.situation.strip():
        found["situation"] = "required"
    return found
