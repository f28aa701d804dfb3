"""Marking what was entered in error: contact, need, goal, outcome, action, signpost, risk, case, referral, delay."""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from inteam.cases import service as cases
from inteam.contacts import amending
from inteam.errors import InputError
from inteam.needs import actions, onward, signposts
from inteam.needs import service as needs
from inteam.people import service_protection as protection
from inteam.referrals import course
from inteam.store.database import Work


class Kind(StrEnum):
    """What can be marked. A correction of words is no such mistake: that is an amendment or an addendum."""

    CONTACT = "contact"
    NEED = "need"
    GOAL = "goal"
    OUTCOME = "outcome"
    ACTION = "action"
    RISK = "risk"
    CASE = "case"
    REFERRAL = "referral"
    ONWARD = "onward"
    SIGNPOST = "signpost"
    DELAY = "delay"


_MARK: dict[Kind, Callable[[Work, UUID, int, str], None]] = {
    Kind.CONTACT: amending.withdraw_contact,
    Kind.NEED: needs.withdraw_need,
    Kind.GOAL: needs.withdraw_goal,
    Kind.OUTCOME: needs.withdraw_outcome,
    Kind.ACTION: actions.withdraw_action,
    Kind.RISK: protection.withdraw_risk,
    Kind.CASE: cases.withdraw_case,
    Kind.REFERRAL: course.mark_entered_in_error,
    Kind.ONWARD: onward.withdraw_onward,
    Kind.SIGNPOST: signposts.withdraw_signpost,
    Kind.DELAY: course.withdraw_choice_delay,
}


def mark_entered_in_error(work: Work, kind: str, record_id: UUID, version: int, reason: str) -> None:
    """It should never have been entered here: it leaves lists, print and export, and stays in the record and the trail.

    Raises DeniedError, InputError, ConflictError.
    """
    if kind not in set(Kind):
        raise InputError(record_id="required")
    _MARK[Kind(kind)](work, record_id, version, reason)
