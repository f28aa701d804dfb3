"""Moving and closing cases by what the record says: facts are gathered here, above needs and contacts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from inteam import policy
from inteam.cases import service as cases
from inteam.cases.model import CareCase
from inteam.cases.rules import CaseClosing, CaseStatus, StageMove
from inteam.contacts import giving_up
from inteam.contacts.model import Contact
from inteam.errors import InputError
from inteam.needs import actions, closing
from inteam.needs.model import Action, Goal, Need, Outcome
from inteam.needs.rules import OPEN_ACTIONS, ActionAnswer, ActionEntry, GoalStatus, NeedStatus
from inteam.pathways.rules import Facts, SuicideRisk
from inteam.referrals import course, history
from inteam.referrals.choices import OPEN, ClosingOutcome, State
from inteam.referrals.clocks import Clock
from inteam.referrals.model import Referral
from inteam.referrals.rules import Closing, may_reopen
from inteam.store.base import require
from inteam.store.database import Work

_AT_RISK = (SuicideRisk.THOUGHTS_NO_PLAN, SuicideRisk.PLAN, SuicideRisk.RECENT_ATTEMPT)
_REFERRAL_OUTCOME = {
    "treatment_completed": ClosingOutcome.NEEDS_MET,
    "transferred": ClosingOutcome.MOVED_ON_TO_OTHER_SERVICE,
    "disengaged": ClosingOutcome.DECLINED_AFTER_CONTACT,
}
"""Pathway outcomes whose referral ends under another name (domain 3.3, 5.4)."""


def move_case(work: Work, case_id: UUID, version: int, move: StageMove) -> None:
    """Move a case along its pathway. Thoughts of suicide make the safety plan an action for today.

    Raises DeniedError, InputError naming each thing that is missing, ConflictError.
    """
    case = require(work.session, CareCase, case_id, version)
    cases.move_stage(work, case_id, version, move, facts(work, case))
    _plan_safety(work, case, move.suicide_risk, move.safety_plan)


def close_case(
    work: Work, case_id: UUID, version: int, entry: CaseClosing, answers: Sequence[ActionAnswer] = ()
) -> None:
    """Answer the open actions, close the case and the referrals it works on. Raises InputError, ConflictError."""
    case = require(work.session, CareCase, case_id, version)
    left = closing.answer_all(work, case_id, answers)
    cases.close_case(work, case_id, version, entry, replace(facts(work, case), open_actions=left))
    for referral in cases.referrals_of(work, case):
        if referral.state in OPEN:
            closed = Closing(
                outcome=_referral_outcome(work, referral, entry.outcome),
                reason=entry.reason or entry.outcome,
                vulnerabilities=entry.vulnerabilities,
                signed_off_by_id=entry.signed_off_by_id,
                summary=entry.summary or entry.reason,
            )
            tried = closed.outcome is ClosingOutcome.NOT_CONTACTABLE
            if tried and (found := giving_up.problems(work, referral, closed)):
                raise InputError(**found)
            course.close_referral(work, referral.id, referral.version, closed, open_actions=0, tried=tried)
    _plan_safety(work, case, entry.suicide_risk, entry.safety_plan)


def close_referral(
    work: Work, referral_id: UUID, version: int, entry: Closing, answers: Sequence[ActionAnswer] = ()
) -> UUID:
    """Answer the open actions of a referral's work and close it; gives the id of the feedback owed.

    As not contactable only after the attempts of domain 3.5, the letter and its grace, and, for somebody who is
    vulnerable, a supervisor's sign-off. Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("referrals.write")
    referral = require(work.session, Referral, referral_id, version)
    tried = entry.outcome is ClosingOutcome.NOT_CONTACTABLE
    if tried and (found := giving_up.problems(work, referral, entry)):
        raise InputError(**found)
    return closing.close_referral(work, referral_id, version, entry, answers, tried=tried)


def reopen_referral(work: Work, referral_id: UUID, version: int, reason: str, *, owner_id: UUID | None = None) -> None:
    """Take a closed referral up again, and with it a closed case that works on it, under the same owner.

    Raises DeniedError, InputError, ConflictError.
    """
    course.reopen_referral(work, referral_id, version, reason, owner_id=owner_id)
    referral = require(work.session, Referral, referral_id)
    work.session.flush()
    for case in cases.cases_of(work, referral):
        if case.status == CaseStatus.CLOSED:
            owner = referral.owner_id or case.owner_id
            cases.reopen_case(work, case.id, case.version, owner_id=owner, reason=reason)


def reopen_case(work: Work, case_id: UUID, version: int, *, owner_id: UUID | None, reason: str) -> None:
    """Take a closed case up again, with the referrals that were closed with it and may still be reopened.

    Raises DeniedError, InputError, ConflictError.
    """
    case = require(work.session, CareCase, case_id, version)
    closed_on = case.closed_on
    cases.reopen_case(work, case_id, version, owner_id=owner_id, reason=reason)
    days = policy.value(work.session, "referrals.reopen_days")
    for referral in cases.referrals_of(work, case):
        if referral.state != State.CLOSED or referral.closed_on is None or referral.closed_on != closed_on:
            continue
        if may_reopen(referral.closed_on, work.today, days):
            course.reopen_referral(work, referral.id, referral.version, reason, owner_id=owner_id)


def facts(work: Work, case: CareCase) -> Facts:
    """What the record says about a case now."""
    needs = select(Need.id).where(
        Need.person_id == case.person_id, Need.status == NeedStatus.OPEN, Need.withdrawn_at.is_(None)
    )
    goals = _goals(case.person_id)
    return Facts(
        owner=case.owner_id is not None,
        meaningful_contact=_any(
            work,
            select(Contact.id).where(
                Contact.person_id == case.person_id,
                Contact.meaningful.is_(True),
                Contact.occurred_on >= case.opened_on,
                Contact.withdrawn_at.is_(None),
            ),
        )
        or _had_before(work, case),
        open_needs=_count(work, needs),
        needs_without_answer=_count(work, needs.where(Need.id.not_in(_answered_needs(case.person_id)))),
        agreed_goals=_count(work, goals.where(Goal.status != GoalStatus.PROPOSED)),
        outcomes=_count(
            work,
            select(Outcome.id).where(Outcome.person_id == case.person_id, Outcome.withdrawn_at.is_(None)),
        ),
        open_actions=_count(
            work,
            select(Action.id).where(
                Action.case_id == case.id, Action.status.in_(OPEN_ACTIONS), Action.withdrawn_at.is_(None)
            ),
        ),
    )


def _had_before(work: Work, case: CareCase) -> bool:
    # The contact may have come between the referral and its acceptance.
    return any(
        history.has_stopped(work.session, referral.id, Clock.MEANINGFUL_CONTACT)
        for referral in cases.referrals_of(work, case)
    )


def _plan_safety(work: Work, case: CareCase, risk: SuicideRisk | None, plan: str) -> None:
    """Domain 5.6: anything above no thoughts has a safety plan and a named owner, the same day."""
    if risk not in _AT_RISK:
        return
    entry = ActionEntry(text=plan.strip(), due_on=work.today, owner_id=case.owner_id, case_id=case.id, priority=1)
    if not plan.strip():
        raise InputError(safety_plan="safety_plan_needed")
    actions.add_action(work, case.person_id, entry)


def _referral_outcome(work: Work, referral: Referral, outcome: str) -> ClosingOutcome:
    found = _REFERRAL_OUTCOME.get(outcome) or ClosingOutcome(outcome)
    contacted = history.has_stopped(work.session, referral.id, Clock.FIRST_CONTACT)
    if found is ClosingOutcome.DECLINED_AFTER_CONTACT and not contacted:
        return ClosingOutcome.DECLINED_OFFER
    if found is ClosingOutcome.DECLINED_OFFER and contacted:
        return ClosingOutcome.DECLINED_AFTER_CONTACT
    return found


def _goals(person_id: UUID) -> Select[UUID]:
    return select(Goal.id).where(Goal.person_id == person_id, Goal.withdrawn_at.is_(None))


def _answered_needs(person_id: UUID) -> Select[UUID | None]:
    return select(Action.need_id).where(
        Action.person_id == person_id, Action.need_id.is_not(None), Action.withdrawn_at.is_(None)
    )


def _count(work: Work, statement: Select[Any]) -> int:
    return work.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def _any(work: Work, statement: Select[Any]) -> bool:
    return work.session.scalar(statement.limit(1)) is not None
