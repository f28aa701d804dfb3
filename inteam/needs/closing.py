"""Ending work: every open action is answered, and nothing is left without an owner."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from inteam.cases.model import CareCase, CaseReferral
from inteam.cases.rules import CaseStatus
from inteam.needs import actions
from inteam.needs.model import Action
from inteam.needs.owners import open_work_of
from inteam.needs.rules import OPEN_ACTIONS, ActionAnswer
from inteam.organisations import service as organisations
from inteam.referrals import course
from inteam.referrals.choices import OPEN
from inteam.referrals.model import Referral
from inteam.referrals.rules import Closing
from inteam.store.base import require
from inteam.store.database import Work


def close_referral(
    work: Work,
    referral_id: UUID,
    version: int,
    entry: Closing,
    answers: Sequence[ActionAnswer] = (),
    *,
    tried: bool = False,
) -> UUID:
    """Answer the open actions of the referral's work, then close it; gives the id of the feedback owed.

    Actions count as the referral's when its case works on no other open referral. Raises InputError with
    actions="actions_open" while one is neither answered nor handed over, ConflictError.
    """
    work.actor.require("referrals.write")
    answered = _answer(work, answers)
    left = _open_actions_of_referral(work, referral_id) - answered
    return course.close_referral(work, referral_id, version, entry, open_actions=len(left), tried=tried)


def answer_all(work: Work, case_id: UUID, answers: Sequence[ActionAnswer]) -> int:
    """Answer a case's open actions; gives how many are left without an answer."""
    answered = _answer(work, answers)
    return len(_open_actions(work, [case_id]) - answered)


def _answer(work: Work, answers: Sequence[ActionAnswer]) -> set[UUID]:
    for answer in answers:
        actions.answer_action(work, answer)
    work.session.flush()
    # One that was handed over stays open, under its new owner: it is answered all the same.
    return {answer.action_id for answer in answers}


def _open_actions_of_referral(work: Work, referral_id: UUID) -> set[UUID]:
    require(work.session, Referral, referral_id)
    cases = select(CaseReferral.case_id).where(
        CaseReferral.referral_id == referral_id, CaseReferral.withdrawn_at.is_(None)
    )
    shared = (
        select(CaseReferral.case_id)
        .join(Referral, Referral.id == CaseReferral.referral_id)
        .where(
            Referral.id != referral_id,
            Referral.state.in_(OPEN),
            CaseReferral.withdrawn_at.is_(None),
            Referral.withdrawn_at.is_(None),
        )
    )
    own = select(CareCase.id).where(
        CareCase.id.in_(cases), CareCase.id.not_in(shared), CareCase.status == CaseStatus.OPEN
    )
    return _open_actions(work, list(work.session.scalars(own)))


def _open_actions(work: Work, case_ids: list[UUID]) -> set[UUID]:
    statement = select(Action.id).where(
        Action.case_id.in_(case_ids), Action.status.in_(OPEN_ACTIONS), Action.withdrawn_at.is_(None)
    )
    return set(work.session.scalars(statement))


def leave(work: Work, staff_id: UUID, version: int, on: date) -> None:
    """Let a member of staff leave on a day, once nothing open is theirs. Raises InputError(left_on="open_work").

    caseload.leaving hands everything over in the same act.
    """
    organisations.leave(work, staff_id, version, on, open_work=sum(open_work_of(work, staff_id).values()))


__all__ = ["answer_all", "close_referral", "leave", "open_work_of"]
