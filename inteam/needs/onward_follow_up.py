"""What runs beside an onward referral: the action by which somebody asks after it, and clock C6 (domain 3.4, 3.7)."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from inteam import clock, policy
from inteam.cases.model import CareCase, CaseReferral
from inteam.cases.rules import CaseStatus
from inteam.needs import planning
from inteam.needs.model import Action
from inteam.needs.model_onward import OnwardReferral
from inteam.needs.onward_words import FOLLOW_UPS, OF_DEATH
from inteam.needs.rules import OPEN_ACTIONS, ActionEntry, ActionStatus
from inteam.needs.rules_onward import OPEN_ONWARD, OnwardState
from inteam.referrals import history
from inteam.referrals.calendar import bank_holidays
from inteam.referrals.choices import State, Urgency
from inteam.referrals.clocks import Clock, add_working_days
from inteam.referrals.model import Referral
from inteam.store.base import find
from inteam.store.database import Work

CHASE, FOLLOW = "referrals.onward_chase_working_days", "referrals.onward_follow_working_days"
"""Settings: working days until an unanswered referral is chased; until somebody asks how a known one goes on."""


def keep(work: Work, row: OnwardReferral, *, again_from: date | None = None, case_goes_on: bool = True) -> None:
    """Answer the follow-up of the state before, plan the one of the state that it is in now, and set clock C6.

    again_from: the provider was chased on that day, and is asked again.
    """
    former = open_one(work, row)
    if former is not None:
        former.status, former.done_on = ActionStatus.DONE, work.today
    row.follow_up_id = None
    if row.state in OPEN_ONWARD:
        due = _due(work, row, again_from)
        row.follow_up_id = _plan(work, row, words(row), due, case_goes_on=case_goes_on)
    work.session.flush()
    count_clock(work, row)


def say_again(work: Work, row: OnwardReferral, *, owner_before: UUID | None) -> None:
    """What was referred has been corrected: its follow-up says the same, and goes with it to a new owner."""
    action = open_one(work, row)
    if action is None:
        return
    action.text, action.priority = words(row), _priority(row)
    if row.owner_id != owner_before and action.owner_id == owner_before:
        action.owner_id, action.team_id = row.owner_id, row.team_id


def tell_of_death(work: Work, row: OnwardReferral) -> None:
    """The follow-up becomes word to the provider, for somebody to decide about."""
    said = OF_DEATH.format(provider=row.provider_name)
    action = open_one(work, row)
    if action is not None:
        action.text = said
    else:
        row.follow_up_id = _plan(work, row, said, work.today)
    work.session.flush()


def open_one(work: Work, row: OnwardReferral) -> Action | None:
    """The follow-up, while it waits to be done."""
    if row.follow_up_id is None:
        return None
    action = find(work.session, Action, row.follow_up_id)
    return action if action is not None and action.status in OPEN_ACTIONS else None


def words(row: OnwardReferral) -> str:
    """What the follow-up asks somebody to do."""
    return FOLLOW_UPS[OnwardState(row.state)].format(provider=row.provider_name)


def _due(work: Work, row: OnwardReferral, again_from: date | None) -> date:
    holidays = bank_holidays(work.session)
    if row.state == OnwardState.DECLINED:
        return add_working_days(row.state_on, 1, holidays)
    if row.state == OnwardState.BOOKED and row.booked_for is not None and again_from is None:
        return add_working_days(clock.day(row.booked_for), 1, holidays)
    key = CHASE if row.state == OnwardState.SENT else FOLLOW
    return add_working_days(again_from or row.state_on, int(policy.value(work.session, key, work.today)), holidays)


def _plan(work: Work, row: OnwardReferral, text: str, due_on: date, *, case_goes_on: bool = True) -> UUID:
    case = find(work.session, CareCase, row.case_id) if row.case_id is not None and case_goes_on else None
    entry = ActionEntry(
        text,
        due_on=due_on,
        owner_id=row.owner_id,
        team_id=row.team_id,
        case_id=case.id if case is not None and case.status == CaseStatus.OPEN else None,
        need_id=row.need_id,
        priority=_priority(row),
    )
    action = planning.plan_action(work, row.person_id, entry)
    work.session.flush()
    return action.id


def _priority(row: OnwardReferral) -> int:
    return 1 if row.urgency == Urgency.URGENT else 2


def count_clock(work: Work, row: OnwardReferral) -> None:
    """C6 of the referrals that the case works on: from the first that was sent to the first that was seen."""
    if row.case_id is None:
        return
    work.session.flush()
    statement = (
        select(Referral)
        .join(CaseReferral, CaseReferral.referral_id == Referral.id)
        .where(
            CaseReferral.case_id == row.case_id,
            CaseReferral.withdrawn_at.is_(None),
            Referral.state.not_in((State.REJECTED, State.ENTERED_IN_ERROR)),
            Referral.withdrawn_at.is_(None),
        )
    )
    for referral in list(work.session.scalars(statement)):
        span = (
            select(func.min(OnwardReferral.sent_on), func.min(OnwardReferral.seen_on))
            .join(CaseReferral, CaseReferral.case_id == OnwardReferral.case_id)
            .where(
                CaseReferral.referral_id == referral.id,
                CaseReferral.withdrawn_at.is_(None),
                OnwardReferral.withdrawn_at.is_(None),
            )
        )
        sent_on, seen_on = work.session.execute(span).one()
        history.keep_clock(work, referral, Clock.ONWARD_CONTACT, sent_on, seen_on)
