"""What may be entered about a referral, and which moves it may make (domain 3.1, 3.3)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from inteam import clock
from inteam.referrals.choices import (
    OPEN,
    Agreement,
    ClosingOutcome,
    Direction,
    Issue,
    NeedKind,
    Refusal,
    RiskState,
    Source,
    State,
    Urgency,
    Via,
)

LONGEST_TEXT = 20_000
"""Letters of a free text; a pasted letter fits, a pasted file does not."""


@dataclass(frozen=True)
class Reason:
    """One reason, from the list, in a few words."""

    code: Issue
    note: str = ""


@dataclass(frozen=True)
class When:
    """When a move happened, if not now; a back-dated one needs a reason."""

    occurred_at: datetime | None = None
    late_reason: str = ""


NOW = When()


@dataclass(frozen=True)
class NewReferral:
    """What is entered when a referral is received; received_at None: now."""

    person_id: UUID | None = None
    team_id: UUID | None = None
    direction: Direction = Direction.INBOUND
    received_at: datetime | None = None
    received_via: Via = Via.FORM
    written_on: date | None = None
    source: Source = Source.GP
    referrer_name: str = ""
    referrer_role: str = ""
    referrer_organisation: str = ""
    referrer_organisation_id: UUID | None = None
    referrer_contact: str = ""
    reasons: tuple[Reason, ...] = ()
    person_issues: tuple[Reason, ...] = ()
    letter: str = ""
    goals: str = ""
    exclusions: str = ""
    urgency: Urgency | None = None
    person_agrees: Agreement = Agreement.NOT_ASKED
    agreed_on: date | None = None
    risk_state: RiskState | None = None
    risk_summary: str = ""
    pathway_key: str | None = None
    isolated: bool = False
    repeat_of_id: UUID | None = None


@dataclass(frozen=True)
class Triage:
    """What triage decides; risks may be assessed here."""

    urgency: Urgency | None = None
    need_kind: NeedKind | None = None
    pathway_key: str | None = None
    risk_state: RiskState | None = None
    risk_summary: str = ""
    person_agrees: Agreement | None = None
    note: str = ""
    when: When = NOW


@dataclass(frozen=True)
class Question:
    """What is asked before triage can end, and of whom."""

    question: str
    asked_of: str
    when: When = NOW


@dataclass(frozen=True)
class Acceptance:
    """Who takes it; risk_exception says why it is accepted although risk is not assessed."""

    owner_id: UUID | None
    pathway_key: str | None = None
    urgency: Urgency | None = None
    risk_exception: str = ""
    note: str = ""
    when: When = NOW


@dataclass(frozen=True)
class Decline:
    """Why it is not taken, and what the referrer and person are advised instead."""

    reason: Refusal | None
    onward_advice: str
    note: str = ""
    when: When = NOW


@dataclass(frozen=True)
class Redirect:
    """Another team that is to triage it; the clocks keep running."""

    team_id: UUID | None
    reason: str


@dataclass(frozen=True)
class Offer:
    """An appointment offered."""

    offered_for: datetime | None
    mode: str = ""
    when: When = NOW


@dataclass(frozen=True)
class Closing:
    """How it ended; signed_off_by_id where the vulnerability check asks for a supervisor."""

    outcome: ClosingOutcome | None
    reason: str
    summary: str
    vulnerabilities: frozenset[str] = field(default_factory=frozenset)
    signed_off_by_id: UUID | None = None
    when: When = NOW


TRANSITIONS: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.TRIAGED, State.REJECTED, State.RECEIVED}),
    State.TRIAGED: frozenset({State.INFO_REQUESTED, State.ACCEPTED, State.REJECTED, State.RECEIVED}),
    State.INFO_REQUESTED: frozenset({State.TRIAGED, State.RECEIVED}),
    State.ACCEPTED: frozenset({State.WAITING, State.OFFERED}),
    State.WAITING: frozenset({State.OFFERED}),
    State.OFFERED: frozenset({State.WAITING, State.ACTIVE}),
    State.ACTIVE: frozenset(),
    State.CLOSED: frozenset({State.ACTIVE}),
    State.REJECTED: frozenset(),
    State.ENTERED_IN_ERROR: frozenset(),
}
"""Domain 3.3; received again is a redirect to another team. Closing and error are added by may_move."""


def may_move(from_state: State, to_state: State) -> bool:
    """Whether the table allows the move, guards apart."""
    if to_state is State.CLOSED:
        return from_state in OPEN
    if to_state is State.ENTERED_IN_ERROR:
        return from_state is not State.ENTERED_IN_ERROR
    return to_state in TRANSITIONS[from_state]


def receipt_problems(entry: NewReferral, now: datetime) -> dict[str, str]:
    """Field name → code; empty when the referral may be received."""
    found = _missing(
        person_id=entry.person_id,
        team_id=entry.team_id,
        risk_state=entry.risk_state,
        reasons=entry.reasons,
    )
    if entry.source is not Source.SELF and not entry.referrer_name.strip():
        found["referrer_name"] = "required"
    if any(r.code is Issue.OTHER and not r.note.strip() for r in (*entry.reasons, *entry.person_issues)):
        found["reasons"] = "other_needs_words"
    if entry.risk_state is RiskState.RISKS_LISTED and not entry.risk_summary.strip():
        found["risk_summary"] = "required"
    found |= _receipt_date_problems(entry, now)
    return found | too_long(letter=entry.letter, goals=entry.goals, risk_summary=entry.risk_summary)


def _receipt_date_problems(entry: NewReferral, now: datetime) -> dict[str, str]:
    found = {}
    if entry.received_at is not None and entry.received_at > now:
        found["received_at"] = "in_future"
    received_on = clock.day(entry.received_at or now)
    if entry.written_on is not None and entry.written_on > received_on:
        found["written_on"] = "after_receipt"
    if entry.agreed_on is not None and entry.agreed_on > clock.day(now):
        found["agreed_on"] = "in_future"
    return found


def acceptance_problems(
    entry: Acceptance, *, urgency: str | None, agrees: str, risk_state: str, open_question: bool
) -> dict[str, str]:
    """Field name → code of what hinders taking a referral on; urgency is that of the referral so far."""
    found = _missing(owner_id=entry.owner_id, urgency=entry.urgency or urgency)
    if agrees == Agreement.NO:
        found["person_agrees"] = "person_does_not_agree"
    if risk_state == RiskState.NOT_ASSESSED and not entry.risk_exception.strip():
        found["risk_exception"] = "risk_not_assessed"
    if open_question:
        found[""] = "question_open"
    return found


def decline_problems(entry: Decline) -> dict[str, str]:
    """Field name → code of what hinders a refusal."""
    found = _missing(reason=entry.reason, onward_advice=entry.onward_advice.strip())
    if entry.reason is Refusal.OTHER and not entry.note.strip():
        found["note"] = "required"
    return found | too_long(onward_advice=entry.onward_advice, note=entry.note)


def closing_problems(entry: Closing, *, open_actions: int, contacted: bool, tried: bool) -> dict[str, str]:
    """Field name → code of what hinders a closing.

    open_actions: neither done nor handed over; tried: the attempts rule of domain 3.5 has been met.
    """
    found = _missing(outcome=entry.outcome, reason=entry.reason.strip(), summary=entry.summary.strip())
    if open_actions:
        found["actions"] = "actions_open"
    if entry.outcome is ClosingOutcome.NOT_CONTACTABLE and not tried:
        found["outcome"] = "not_tried_enough"
    if entry.outcome is ClosingOutcome.DECLINED_OFFER and contacted:
        found["outcome"] = "contact_was_made"
    if entry.outcome is ClosingOutcome.DECLINED_AFTER_CONTACT and not contacted:
        found["outcome"] = "no_contact_yet"
    return found | too_long(summary=entry.summary)


def when_problems(when: When, now: datetime, not_before: datetime) -> dict[str, str]:
    """Field name → code of what is wrong with the moment of a move; not_before: that of the move before."""
    if when.occurred_at is None:
        return {}
    if when.occurred_at > now:
        return {"occurred_at": "in_future"}
    if when.occurred_at < not_before:
        return {"occurred_at": "before_last_move"}
    if clock.day(when.occurred_at) < clock.day(now) and not when.late_reason.strip():
        return {"late_reason": "required"}
    return {}


def may_reopen(closed_on: date, today: date, within_days: int) -> bool:
    """Whether a closed referral may be taken up again; the last day still counts."""
    return (today - closed_on).days <= within_days


def too_long(**texts: str) -> dict[str, str]:
    """Field name → code for each text over the limit."""
    return {name: "too_long" for name, text in texts.items() if len(text) > LONGEST_TEXT}


def _missing(**values: object) -> dict[str, str]:
    return {name: "required" for name, value in values.items() if not value}
