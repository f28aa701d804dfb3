"""The course of an accepted referral: waiting, offers, contact, closing, reopening, error."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from inteam import audit, clock, policy
from inteam.errors import InputError
from inteam.organisations.model import Staff
from inteam.organisations.rules import staying_problem
from inteam.referrals import feedback, history, rules
from inteam.referrals.choices import OPEN, ClosingOutcome, FeedbackKind, State
from inteam.referrals.clocks import Clock
from inteam.referrals.model import ChoiceDelay, Feedback, Referral, ReferralClock
from inteam.referrals.rules import NOW, Closing, Offer, When
from inteam.store import mistakes
from inteam.store.base import find, require
from inteam.store.database import Work


def put_on_waiting_list(
    work: Work, referral_id: UUID, version: int, *, waiting_list: str, priority: int, when: When = NOW
) -> None:
    """An accepted one waits, or an offer fell through; priority 1 (first) to 5. Raises InputError."""
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    problems = {} if waiting_list.strip() else {"waiting_list": "required"}
    if not 1 <= priority <= 5:
        problems["priority"] = "out_of_range"
    if problems:
        raise InputError(**problems)
    reason = "offer_failed" if referral.state == State.OFFERED else None
    history.move(work, referral, State.WAITING, when=when, reason=reason)
    referral.waiting_list, referral.priority = waiting_list.strip(), priority
    audit.note(work, "referrals.waiting", subject=referral, detail={"priority": priority})


def offer_appointment(work: Work, referral_id: UUID, version: int, entry: Offer) -> None:
    """Offer the person a date. Raises InputError, ConflictError."""
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    problems = {} if entry.mode.strip() else {"mode": "required"}
    if entry.offered_for is None:
        problems["offered_for"] = "required"
    if problems:
        raise InputError(**problems)
    history.move(work, referral, State.OFFERED, when=entry.when, reason="appointment")
    referral.offered_for, referral.offered_mode = entry.offered_for, entry.mode
    audit.note(work, "referrals.offered", subject=referral)


def attempted(work: Work, referral: Referral, at: datetime) -> None:
    """The person was sought or met at a moment: the first such stops C2 and counts as the offer."""
    history.stop_clock(work, referral, Clock.FIRST_ATTEMPT, clock.day(at))
    if referral.state in (State.ACCEPTED, State.WAITING):
        history.move(work, referral, State.OFFERED, reason="attempt")


def contacted(work: Work, referral: Referral, at: datetime, *, meaningful: bool) -> None:
    """A two-way contact took place: C3 stops; a meaningful one stops C4 and makes the referral active.

    The move itself is dated now, when it is recorded, if the contact lies before the last move: the clocks
    keep the day of the contact either way.
    """
    attempted(work, referral, at)
    if history.stop_clock(work, referral, Clock.FIRST_CONTACT, clock.day(at)):
        referral.first_contact_at = at
    if not meaningful:
        return
    history.stop_clock(work, referral, Clock.MEANINGFUL_CONTACT, clock.day(at))
    advance(work, referral)


def advance(work: Work, referral: Referral) -> None:
    """Make active what is offered once a meaningful contact has been had; C4 tells."""
    met = history.has_stopped(work.session, referral.id, Clock.MEANINGFUL_CONTACT)
    if met and referral.state in (State.ACCEPTED, State.WAITING):
        history.move(work, referral, State.OFFERED, reason="attempt")
    if met and referral.state == State.OFFERED:
        referral.active_at = history.move(work, referral, State.ACTIVE, reason="meaningful_contact")
        feedback.owe(work, referral, FeedbackKind.FIRST_CONTACT)


def first_action_started(work: Work, referral: Referral, on: date) -> None:
    """The first action towards what was asked has begun: C5."""
    history.stop_clock(work, referral, Clock.FIRST_ACTION, on)


def close_referral(
    work: Work, referral_id: UUID, version: int, entry: Closing, *, open_actions: int, tried: bool = False
) -> UUID:
    """Close with outcome, reason and summary; gives the id of the feedback owed.

    open_actions: those of its work that are neither done nor handed over, counted by the caller above
    (needs.closing); tried: whether the attempts rule has been met (contacts.casework). Raises InputError,
    ConflictError.
    """
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    contacted_before = history.has_stopped(work.session, referral.id, Clock.FIRST_CONTACT)
    problems = rules.closing_problems(entry, open_actions=open_actions, contacted=contacted_before, tried=tried)
    if problems:
        raise InputError(**problems)
    outcome = str(entry.outcome)
    at = history.move(work, referral, State.CLOSED, when=entry.when, reason=outcome, note=entry.summary.strip())
    referral.outcome, referral.outcome_reason = outcome, entry.reason.strip()
    referral.closing_summary = entry.summary.strip()
    referral.closed_on = clock.day(at)
    referral.signed_off_by_id = entry.signed_off_by_id
    audit.note(work, "referrals.closed", subject=referral, detail={"outcome": outcome})
    given_up = entry.outcome is ClosingOutcome.NOT_CONTACTABLE
    return feedback.owe(work, referral, FeedbackKind.NOT_CONTACTABLE if given_up else FeedbackKind.CLOSURE)


def reopen_referral(work: Work, referral_id: UUID, version: int, reason: str, *, owner_id: UUID | None = None) -> None:
    """Take a closed one up again for the same need, within the time of local policy, under an owner who stays.

    owner_id None: whoever had it. Word of the closure that has not been sent is owed no longer. Raises DeniedError,
    InputError, ConflictError.
    """
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    if referral.state != State.CLOSED or referral.closed_on is None:
        raise InputError("no_such_move")
    if not reason.strip():
        raise InputError(reason="required")
    if not rules.may_reopen(referral.closed_on, work.today, policy.value(work.session, "referrals.reopen_days")):
        raise InputError("too_late_to_reopen")
    referral.owner_id = owner_id or referral.owner_id
    if referral.owner_id is not None:
        owner = find(work.session, Staff, referral.owner_id)
        if owner is None or (code := staying_problem(owner.left_on, work.today)) is not None:
            raise InputError(owner_id="unknown" if owner is None else code or "owner_left")
    history.move(work, referral, State.ACTIVE, reason="reopened", note=reason.strip())
    feedback.no_longer_owed(work, referral)
    referral.outcome = referral.outcome_reason = referral.closing_summary = referral.closed_on = None
    audit.note(work, "referrals.reopened", subject=referral)


def hand_over_referral(
    work: Work, referral_id: UUID, version: int, *, owner_id: UUID | None, team_id: UUID | None = None, reason: str
) -> None:
    """Give an open referral to another worker, or (owner_id None) to a team. Raises InputError, ConflictError.

    What works on it as a case changes hands with the case (cases.service.change_owner).
    """
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    if referral.state not in OPEN:
        raise InputError("no_such_move")
    before = referral.owner_id
    referral.owner_id, referral.team_id = owner_id, team_id or referral.team_id
    detail = {"from": str(before), "to": str(owner_id or referral.team_id), "reason": reason}
    audit.note(work, "referrals.handed_over", subject=referral, detail=detail)


def mark_entered_in_error(work: Work, referral_id: UUID, version: int, reason: str) -> None:
    """It should never have been there: left out of all counts, still in the trail.

    Its clocks run for nobody any more, and word that is still owed to its referrer is owed no longer. Raises
    DeniedError, InputError, ConflictError.
    """
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    mistakes.check(reason)
    history.move(work, referral, State.ENTERED_IN_ERROR, note=reason.strip())
    clocks = select(ReferralClock).where(ReferralClock.referral_id == referral.id, ReferralClock.withdrawn_at.is_(None))
    owed = select(Feedback).where(
        Feedback.referral_id == referral.id, Feedback.sent_on.is_(None), Feedback.withdrawn_at.is_(None)
    )
    for row in (*work.session.scalars(clocks), *work.session.scalars(owed)):
        mistakes.withdraw(work, row, reason)
    audit.note(work, "referrals.entered_in_error", subject=referral)


def record_choice_delay(work: Work, referral_id: UUID, *, from_on: date, to_on: date, reason: str) -> None:
    """Days on which the person chose to wait; the clocks run on and report these beside.

    Clocks that have stopped already say it too. Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id)
    problems = {} if reason.strip() else {"reason": "required"}
    if to_on < from_on:
        problems["to_on"] = "before_start"
    if to_on < referral.received_on:
        problems["to_on"] = "before_receipt"
    if problems := problems or rules.too_long(reason=reason):
        raise InputError(**problems)
    work.session.add(
        ChoiceDelay(
            referral_id=referral.id,
            person_id=referral.person_id,
            from_on=from_on,
            to_on=to_on,
            reason=reason.strip(),
        )
    )
    work.session.flush()
    history.recount_delays(work, referral)
    audit.note(work, "referrals.delay_recorded", subject=referral)


def withdraw_choice_delay(work: Work, delay_id: UUID, version: int, reason: str) -> None:
    """The delay was a wrong entry: no clock counts it any more. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("referrals.write")
    delay = require(work.session, ChoiceDelay, delay_id, version)
    mistakes.withdraw(work, delay, reason)
    work.session.flush()
    history.recount_delays(work, require(work.session, Referral, delay.referral_id))
    audit.note(work, "referrals.delay_withdrawn", subject=delay)
