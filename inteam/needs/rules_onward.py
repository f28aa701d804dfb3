"""Onward referrals: where one may go from where it stands, and what may be entered about it (domain 3.6, 3.7)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from inteam import clock
from inteam.referrals.choices import Agreement, Issue, Refusal, Urgency

LONGEST_TEXT = 4_000
"""Letters of a reason, of what is sent, of a note."""
LONGEST_NAME = 200


class OnwardState(StrEnum):
    """Where an onward referral stands. Declined is not the end: the person has to be told first."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    BOOKED = "booked"
    SEEN = "seen"
    DECLINED = "declined"
    PERSON_TOLD = "person_told"
    OUTCOME_RECEIVED = "outcome_received"
    NO_RESPONSE = "no_response"
    CANCELLED = "cancelled"


_S = OnwardState
OPEN_ONWARD = (_S.SENT, _S.ACKNOWLEDGED, _S.ACCEPTED, _S.BOOKED, _S.SEEN, _S.DECLINED)
"""Somebody has to answer for these: the provider's next word is awaited, or the person has to be told."""
UNSEEN = (_S.SENT, _S.ACKNOWLEDGED, _S.ACCEPTED, _S.BOOKED)
"""The provider has not seen the person yet: clock C6 runs."""
_ENDS = (_S.NO_RESPONSE, _S.CANCELLED)
MOVES: dict[OnwardState, tuple[OnwardState, ...]] = {
    _S.SENT: (_S.ACKNOWLEDGED, _S.ACCEPTED, _S.DECLINED, _S.BOOKED, _S.SEEN, *_ENDS),
    _S.ACKNOWLEDGED: (_S.ACCEPTED, _S.DECLINED, _S.BOOKED, _S.SEEN, *_ENDS),
    _S.ACCEPTED: (_S.BOOKED, _S.SEEN, _S.DECLINED, *_ENDS),
    _S.BOOKED: (_S.SEEN, _S.BOOKED, _S.DECLINED, *_ENDS),
    _S.SEEN: (_S.OUTCOME_RECEIVED, _S.NO_RESPONSE),
    _S.DECLINED: (_S.PERSON_TOLD,),
    _S.PERSON_TOLD: (),
    _S.OUTCOME_RECEIVED: (),
    _S.NO_RESPONSE: (_S.ACKNOWLEDGED, _S.ACCEPTED, _S.DECLINED, _S.BOOKED, _S.SEEN, _S.OUTCOME_RECEIVED),
    _S.CANCELLED: (),
}
"""State → where it may go, the usual next step first. A provider may skip steps; a late answer is taken up.

Booked may be booked again: a new day, because the first one fell through."""
SILENT = (_S.SENT, _S.ACKNOWLEDGED, _S.ACCEPTED, _S.BOOKED, _S.SEEN)
"""The provider can be chased."""


class OnwardOutcome(StrEnum):
    """What the provider says came of it."""

    NEEDS_MET = "needs_met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    REFERRED_ON = "referred_on"


class Cancelled(StrEnum):
    """Why we took it back."""

    PERSON_CHANGED_MIND = "person_changed_mind"
    OTHER_SERVICE = "other_service"
    NO_LONGER_NEEDED = "no_longer_needed"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    OTHER = "other"


class SentVia(StrEnum):
    """How it went."""

    EMAIL = "email"
    FORM = "form"
    LETTER = "letter"
    PHONE = "phone"
    NHS_SERVICE = "nhs_service"
    IN_PERSON = "in_person"


MAY_LEAVE = (Agreement.YES, Agreement.BEST_INTERESTS)
"""Answers with which the person's details may go to a provider."""


@dataclass(frozen=True)
class OnwardEntry:
    """What is handed on, to whom and why. sent_on None: today. owner_id None: the team answers for it.

    access_needs: empty means as recorded; a person's recorded needs are in every onward referral.
    """

    provider_name: str = ""
    organisation_id: UUID | None = None
    code: Issue | None = None
    reason: str = ""
    shared: str = ""
    access_needs: str = ""
    person_agrees: Agreement | None = None
    urgency: Urgency = Urgency.ROUTINE
    via: SentVia | None = None
    sent_on: date | None = None
    need_id: UUID | None = None
    case_id: UUID | None = None
    team_id: UUID | None = None
    owner_id: UUID | None = None


@dataclass(frozen=True)
class Step:
    """What has happened to it. on None: today. booked_for: the appointment; reason: a code; outcome: the provider's."""

    to: OnwardState | None = None
    on: date | None = None
    booked_for: datetime | None = None
    reason: str = ""
    outcome: OnwardOutcome | None = None
    note: str = ""


def entry_problems(entry: OnwardEntry, today: date) -> dict[str, str]:
    """Field name → code; empty when it may be sent. team_id is filled in before."""
    needed = {
        "provider_name": entry.provider_name.strip(),
        "code": entry.code,
        "reason": entry.reason.strip(),
        "shared": entry.shared.strip(),
        "person_agrees": entry.person_agrees,
        "via": entry.via,
    }
    found = {name: "required" for name, value in needed.items() if not value}
    if entry.person_agrees is not None and entry.person_agrees not in MAY_LEAVE:
        found["person_agrees"] = "onward_not_agreed"
    if entry.urgency is Urgency.SAME_DAY_SAFETY:
        found["urgency"] = "onward_same_day"
    if entry.team_id is None:
        found["owner_id"] = "owner_needed"
    if entry.sent_on is not None and entry.sent_on > today:
        found["sent_on"] = "in_future"
    return found | _too_long(entry)


def _too_long(entry: OnwardEntry) -> dict[str, str]:
    limits = {"provider_name": LONGEST_NAME, "reason": LONGEST_TEXT, "shared": LONGEST_TEXT, "access_needs": 1_000}
    return {name: "too_long" for name, most in limits.items() if len(getattr(entry, name)) > most}


def may_move(from_state: OnwardState, to_state: OnwardState) -> bool:
    """Whether the table of moves allows it."""
    return to_state in MOVES[from_state]


def next_step(state: str) -> OnwardState | None:
    """The usual next step, done by one key; None at an end, and where only a late answer could come."""
    if state not in OPEN_ONWARD:
        return None
    return MOVES[OnwardState(state)][0]


def asks(to: OnwardState | None) -> tuple[str, ...]:
    """The fields that a step asks for, besides its day and a note."""
    return {
        OnwardState.BOOKED: ("booked_for",),
        OnwardState.DECLINED: ("reason",),
        OnwardState.CANCELLED: ("reason",),
        OnwardState.OUTCOME_RECEIVED: ("outcome",),
    }.get(to or OnwardState.SENT, ())


def step_problems(state: str, step: Step, *, last_on: date, today: date) -> dict[str, str]:
    """Field name → code of what hinders a step from a state. last_on: the day of the step before."""
    if step.to is None:
        return {"to": "required"}
    if not may_move(OnwardState(state), step.to):
        return {"to": "onward_no_such_move"}
    return _missing(step) | day_problems(step.on or today, last_on=last_on, today=today) | _of_note(step)


def day_problems(on: date, *, last_on: date, today: date) -> dict[str, str]:
    """The code of a day that lies ahead, or before the step before."""
    if on > today:
        return {"on": "in_future"}
    return {"on": "onward_before_last"} if on < last_on else {}


def _missing(step: Step) -> dict[str, str]:
    found = {name: "required" for name in asks(step.to) if not getattr(step, name)}
    if "booked_for" not in found and step.to is OnwardState.BOOKED and step.booked_for is not None:
        on = step.on
        if on is not None and clock.day(step.booked_for) < on:
            found["booked_for"] = "onward_booked_before"
    return found | _unknown_reason(step)


def _unknown_reason(step: Step) -> dict[str, str]:
    known = {OnwardState.DECLINED: Refusal, OnwardState.CANCELLED: Cancelled}.get(step.to or OnwardState.SENT)
    if known is None or not step.reason:
        return {}
    return {} if step.reason in {str(one) for one in known} else {"reason": "unknown"}


def _of_note(step: Step) -> dict[str, str]:
    """Other says nothing by itself; what came of it and how often was asked are for whoever reads it later."""
    if len(step.note) > LONGEST_TEXT:
        return {"note": "too_long"}
    needed = step.reason == "other" or step.to in (OnwardState.OUTCOME_RECEIVED, OnwardState.NO_RESPONSE)
    return {"note": "required"} if needed and not step.note.strip() else {}
