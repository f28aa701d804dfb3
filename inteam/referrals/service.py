"""From the receipt of a referral to its acceptance or refusal."""

from uuid import UUID

from sqlalchemy import select

from inteam import audit, clock
from inteam.errors import InputError
from inteam.pathways import current
from inteam.referrals import feedback, history, rules
from inteam.referrals.choices import FeedbackKind, RiskState, SaidBy, State
from inteam.referrals.model import Referral, ReferralQuestion, ReferralReason
from inteam.referrals.rules import NOW, Acceptance, Decline, NewReferral, Question, Reason, Redirect, Triage, When
from inteam.store.base import require
from inteam.store.database import Work


def receive_referral(work: Work, entry: NewReferral) -> UUID:
    """Take a referral in; gives its id. Raises DeniedError, InputError."""
    work.actor.require("referrals.write")
    if problems := rules.receipt_problems(entry, work.now):
        raise InputError(**problems)
    _known_pathway(entry.pathway_key)
    received_at = entry.received_at or work.now
    referral = Referral(
        person_id=entry.person_id,
        team_id=entry.team_id,
        owner_id=None,
        direction=entry.direction,
        state=State.RECEIVED,
        received_at=received_at,
        received_on=clock.day(received_at),
        received_via=entry.received_via,
        written_on=entry.written_on,
        source=entry.source,
        referrer_name=entry.referrer_name.strip() or None,
        referrer_role=entry.referrer_role.strip() or None,
        referrer_organisation=entry.referrer_organisation.strip() or None,
        referrer_organisation_id=entry.referrer_organisation_id,
        referrer_contact=entry.referrer_contact.strip() or None,
        letter=entry.letter.strip() or None,
        goals=entry.goals.strip() or None,
        exclusions=entry.exclusions.strip() or None,
        urgency=entry.urgency,
        person_agrees=entry.person_agrees,
        agreed_on=entry.agreed_on,
        risk_state=entry.risk_state,
        risk_summary=entry.risk_summary.strip() or None,
        pathway_key=entry.pathway_key,
        isolated=entry.isolated,
        repeat_of_id=entry.repeat_of_id,
    )
    work.session.add(referral)
    work.session.flush()
    _add_reasons(work, referral, SaidBy.REFERRER, entry.reasons)
    _add_reasons(work, referral, SaidBy.PERSON, entry.person_issues)
    history.begin(work, referral)
    audit.note(work, "referrals.received", subject=referral, detail={"source": entry.source})
    return referral.id


def add_person_issues(work: Work, referral_id: UUID, issues: tuple[Reason, ...]) -> None:
    """Write down what the person says it is about, beside the referrer's reasons. Raises InputError."""
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id)
    if not issues:
        raise InputError(reasons="required")
    _add_reasons(work, referral, SaidBy.PERSON, issues)
    audit.note(work, "referrals.person_issues_added", subject=referral, detail={"count": len(issues)})


def triage_referral(work: Work, referral_id: UUID, version: int, entry: Triage) -> None:
    """Set urgency and kind of need. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    _triage(work, referral, entry)
    audit.note(work, "referrals.triaged", subject=referral, detail={"urgency": referral.urgency})


def ask_for_more(work: Work, referral_id: UUID, version: int, entry: Question) -> UUID:
    """Ask before deciding; the clocks keep running. Gives the question's id. A new referral is triaged first."""
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    missing = {name: "required" for name in ("question", "asked_of") if not getattr(entry, name).strip()}
    if missing or (missing := rules.too_long(question=entry.question)):
        raise InputError(**missing)
    if referral.state == State.RECEIVED:
        # A question may be what stands between the referral and a judgement of its urgency.
        history.move(work, referral, State.TRIAGED, when=entry.when, note=None)
        referral.triaged_by_id, referral.triaged_at = work.actor.staff_id, work.now
    at = history.move(work, referral, State.INFO_REQUESTED, when=entry.when)
    asked = ReferralQuestion(
        referral_id=referral.id,
        person_id=referral.person_id,
        question=entry.question.strip(),
        asked_of=entry.asked_of.strip(),
        asked_at=at,
    )
    work.session.add(asked)
    work.session.flush()
    audit.note(work, "referrals.more_asked", subject=referral)
    return asked.id


def record_answer(work: Work, referral_id: UUID, version: int, answer: str, *, when: When = NOW) -> None:
    """Write down the reply; the referral is back in triage. Raises InputError, ConflictError."""
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    if problems := ({} if answer.strip() else {"answer": "required"}) or rules.too_long(answer=answer):
        raise InputError(**problems)
    at = history.move(work, referral, State.TRIAGED, when=when, reason="answered")
    for question in _open_questions(work, referral):
        question.answer, question.answered_at = answer.strip(), at
    audit.note(work, "referrals.answered", subject=referral)


def accept_referral(work: Work, referral_id: UUID, version: int, entry: Acceptance) -> UUID:
    """Take a referral on under one owner; gives the person's id. One that is new is triaged in the same step.

    Opening or joining a case is cases.service.accept_referral, which calls this. Raises DeniedError, InputError
    (no owner, no urgency, risk not assessed, the person does not agree, a question open), ConflictError.
    """
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    problems = rules.acceptance_problems(
        entry,
        urgency=referral.urgency,
        agrees=referral.person_agrees,
        risk_state=referral.risk_state,
        open_question=referral.state == State.INFO_REQUESTED,
    )
    if problems:
        raise InputError(**problems)
    _known_pathway(entry.pathway_key)
    if referral.state == State.RECEIVED:
        _triage(work, referral, Triage(urgency=entry.urgency, when=entry.when))
    referral.urgency = entry.urgency or referral.urgency
    referral.pathway_key = entry.pathway_key or referral.pathway_key
    referral.owner_id = entry.owner_id
    referral.risk_exception = entry.risk_exception.strip() or None
    referral.accepted_at = history.move(work, referral, State.ACCEPTED, when=entry.when, note=entry.note.strip())
    audit.note(work, "referrals.accepted", subject=referral, detail={"owner": str(entry.owner_id)})
    return referral.person_id


def decline_referral(work: Work, referral_id: UUID, version: int, entry: Decline) -> UUID:
    """Refuse with a reason and advice; gives the id of the feedback that is now owed. Raises InputError."""
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    if problems := rules.decline_problems(entry):
        raise InputError(**problems)
    if referral.state == State.INFO_REQUESTED:
        history.move(work, referral, State.TRIAGED, when=entry.when, reason="no_reply")
    reason = str(entry.reason)
    at = history.move(work, referral, State.REJECTED, when=entry.when, reason=reason, note=entry.note.strip())
    referral.outcome_reason = reason
    referral.onward_advice = entry.onward_advice.strip()
    referral.closed_on = clock.day(at)
    audit.note(work, "referrals.declined", subject=referral, detail={"reason": reason})
    return feedback.owe(work, referral, FeedbackKind.REJECTION)


def redirect_referral(work: Work, referral_id: UUID, version: int, entry: Redirect) -> None:
    """Pass it to another team to triage; received_at stands, so no wait begins anew. Raises InputError."""
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    missing = {name: "required" for name in ("team_id", "reason") if not getattr(entry, name)}
    if not missing and entry.team_id == referral.team_id:
        missing = {"team_id": "same_team"}
    if missing:
        raise InputError(**missing)
    assert entry.team_id is not None  # noqa: S101 (for the type checker: refused above)
    history.move(work, referral, State.RECEIVED, reason="redirected", note=entry.reason.strip())
    referral.team_id, referral.owner_id = entry.team_id, None
    audit.note(work, "referrals.redirected", subject=referral, detail={"team": str(entry.team_id)})


def _triage(work: Work, referral: Referral, entry: Triage) -> None:
    urgency = entry.urgency or referral.urgency
    problems = {} if urgency else {"urgency": "required"}
    if entry.risk_state is RiskState.RISKS_LISTED and not entry.risk_summary.strip():
        problems["risk_summary"] = "required"
    if problems:
        raise InputError(**problems)
    _known_pathway(entry.pathway_key)
    referral.urgency = urgency
    referral.need_kind = entry.need_kind or referral.need_kind
    referral.pathway_key = entry.pathway_key or referral.pathway_key
    referral.person_agrees = entry.person_agrees or referral.person_agrees
    if entry.risk_state is not None:
        referral.risk_state, referral.risk_summary = entry.risk_state, entry.risk_summary.strip() or None
    referral.triaged_by_id = work.actor.staff_id
    referral.triaged_at = history.move(work, referral, State.TRIAGED, when=entry.when, note=entry.note.strip())


def _known_pathway(key: str | None) -> None:
    if key is not None and key not in current():
        raise InputError(pathway_key="unknown")


def _add_reasons(work: Work, referral: Referral, said_by: SaidBy, reasons: tuple[Reason, ...]) -> None:
    for position, reason in enumerate(reasons, 1):
        work.session.add(
            ReferralReason(
                referral_id=referral.id,
                person_id=referral.person_id,
                said_by=said_by,
                code=reason.code,
                note=reason.note.strip() or None,
                reported_on=work.today if said_by is SaidBy.PERSON else referral.received_on,
                position=position,
            )
        )


def _open_questions(work: Work, referral: Referral) -> list[ReferralQuestion]:
    statement = select(ReferralQuestion).where(
        ReferralQuestion.referral_id == referral.id,
        ReferralQuestion.answered_at.is_(None),
        ReferralQuestion.withdrawn_at.is_(None),
    )
    return list(work.session.scalars(statement))
