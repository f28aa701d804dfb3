"""Handing a person over: written, offered, accepted or refused; the sender is the owner until it is accepted."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from inteam import audit, policy
from inteam.cases import service as cases
from inteam.cases.model import CareCase
from inteam.errors import InputError
from inteam.meetings import handovers
from inteam.meetings.handovers import HandoverEntry, HandoverStatus
from inteam.meetings.model import Handover, HandoverAction
from inteam.needs import actions
from inteam.needs.model import Action
from inteam.needs.rules import OPEN_ACTIONS
from inteam.organisations.model import Staff, Team
from inteam.organisations.rules import staying_problem
from inteam.people.model import Person
from inteam.referrals import clocks
from inteam.referrals.calendar import bank_holidays
from inteam.store.base import require
from inteam.store.database import Work


def write_handover(work: Work, person_id: UUID, entry: HandoverEntry, *, case_id: UUID | None = None) -> UUID:
    """Write a handover of a person, with a new owner for each open action; it is not offered yet.

    Actions that entry does not name go to the receiver. Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    require(work.session, Person, person_id)
    if found := handovers.problems(entry, work.actor.staff_id, work.today):
        raise InputError(**found)
    _present(work, entry.to_staff_id)
    case = require(work.session, CareCase, case_id) if case_id else None
    team = case.team_id if case else work.actor.team_id
    if team is None:
        raise InputError(team_id="required")
    row = Handover(
        person_id=person_id,
        case_id=case_id,
        from_staff_id=case.owner_id if case else work.actor.staff_id,
        from_team_id=team,
        status=HandoverStatus.DRAFT,
    )
    _fill(row, entry)
    work.session.add(row)
    work.session.flush()
    _plan_actions(work, row, entry)
    audit.note(work, "meetings.handover_written", subject=row, detail={"kind": str(entry.kind)})
    return row.id


def offer_handover(work: Work, handover_id: UUID, version: int) -> date:
    """Offer it; gives the day by which it is to be answered. The sender stays responsible.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    row = require(work.session, Handover, handover_id, version)
    _move(row, HandoverStatus.OFFERED)
    days = int(policy.value(work.session, "handover.answer_working_days", work.today))
    row.offered_at = work.now
    row.answer_by = clocks.add_working_days(work.today, days, bank_holidays(work.session))
    audit.note(work, "meetings.handover_offered", subject=row)
    return row.answer_by


def accept_handover(work: Work, handover_id: UUID, version: int, *, risks_read: bool) -> None:
    """Take responsibility: the case and the open actions change hands in this moment.

    risks_read: the receiver has confirmed that they read the risks. Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    row = require(work.session, Handover, handover_id, version)
    _receiver(work, row)
    if not risks_read:
        raise InputError(risks_read="handover_risks")
    _move(row, HandoverStatus.ACCEPTED)
    row.risks_read = True
    row.answered_at = row.transferred_at = work.now
    if row.case_id is not None:
        case = require(work.session, CareCase, row.case_id)
        if case.status == "open":
            cases.change_owner(work, case.id, case.version, row.to_staff_id, "handover")
            case.team_id = row.to_team_id
    for plan in _planned(work, row):
        action = require(work.session, Action, plan.action_id)
        if action.status in OPEN_ACTIONS:
            actions.hand_over_action(
                work, action.id, action.version, owner_id=plan.new_owner_id, team_id=plan.new_team_id, reason="handover"
            )
    audit.note(work, "meetings.handover_accepted", subject=row)


def refuse_handover(work: Work, handover_id: UUID, version: int, *, reason: str) -> None:
    """Refuse it with a reason; it goes back to the sender, who was responsible all the time.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    row = require(work.session, Handover, handover_id, version)
    _receiver(work, row)
    if not reason.strip():
        raise InputError(reason="required")
    _move(row, HandoverStatus.REFUSED)
    row.answered_at, row.refusal_reason = work.now, reason.strip()
    audit.note(work, "meetings.handover_refused", subject=row)


def withdraw_handover(work: Work, handover_id: UUID, version: int) -> None:
    """Take it back before it is answered. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    row = require(work.session, Handover, handover_id, version)
    _move(row, HandoverStatus.WITHDRAWN)
    row.answered_at = work.now
    audit.note(work, "meetings.handover_withdrawn", subject=row)


def escalate_handovers(work: Work) -> int:
    """Close each offer whose day has passed unanswered; a leaver's person goes to the team's lead. Gives how many.

    Any other stays with the sender, where the board shows it as expired. Raises DeniedError.
    """
    work.actor.require("meetings.write")
    late = select(Handover).where(
        Handover.status == HandoverStatus.OFFERED, Handover.answer_by < work.today, Handover.withdrawn_at.is_(None)
    )
    rows = list(work.session.scalars(late.order_by(Handover.answer_by, Handover.id)))
    for row in rows:
        _move(row, HandoverStatus.EXPIRED)
        row.answered_at = work.now
        if row.kind == handovers.HandoverKind.LEAVING:
            _to_lead(work, row)
        audit.note(work, "meetings.handover_expired", subject=row, detail={"kind": row.kind})
    return len(rows)


def _to_lead(work: Work, row: Handover) -> None:
    lead = require(work.session, Team, row.from_team_id).lead_id
    if lead is None or lead == row.from_staff_id:
        return
    if row.case_id is not None:
        case = require(work.session, CareCase, row.case_id)
        if case.status == "open":
            cases.change_owner(work, case.id, case.version, lead, "staff_left")
    for plan in _planned(work, row):
        action = require(work.session, Action, plan.action_id)
        if action.status in OPEN_ACTIONS:
            actions.hand_over_action(work, action.id, action.version, owner_id=lead, reason="staff_left")
    row.transferred_at = work.now


def _plan_actions(work: Work, row: Handover, entry: HandoverEntry) -> None:
    named = {owner.action_id: owner for owner in entry.actions}
    statement = select(Action).where(
        Action.person_id == row.person_id,
        Action.owner_id == row.from_staff_id,
        Action.status.in_(OPEN_ACTIONS),
        Action.withdrawn_at.is_(None),
    )
    for action in work.session.scalars(statement):
        owner = named.pop(action.id, None)
        work.session.add(
            HandoverAction(
                handover_id=row.id,
                person_id=row.person_id,
                action_id=action.id,
                new_owner_id=owner.staff_id if owner else row.to_staff_id,
                new_team_id=owner.team_id if owner else row.to_team_id,
            )
        )
    if named:
        raise InputError(actions="action_of_another")


def _planned(work: Work, row: Handover) -> list[HandoverAction]:
    statement = select(HandoverAction).where(
        HandoverAction.handover_id == row.id, HandoverAction.withdrawn_at.is_(None)
    )
    return list(work.session.scalars(statement))


def _move(row: Handover, status: HandoverStatus) -> None:
    if not handovers.may_move(HandoverStatus(row.status), status):
        raise InputError("handover_answered")
    row.status = status


def _receiver(work: Work, row: Handover) -> None:
    if work.actor.staff_id != row.to_staff_id:
        raise InputError("handover_not_yours")


def _present(work: Work, staff_id: UUID) -> None:
    staff = require(work.session, Staff, staff_id)
    if (code := staying_problem(staff.left_on, work.today)) is not None:
        raise InputError(to_staff_id=code)


def _fill(row: Handover, entry: HandoverEntry) -> None:
    row.to_staff_id, row.to_team_id = entry.to_staff_id, entry.to_team_id
    row.kind, row.effective_from = entry.kind, entry.effective_from
    for name in (
        "situation",
        "background",
        "assessment",
        "recommendation",
        "next_7_days",
        "told_and_wants",
        "outstanding",
    ):
        setattr(row, name, getattr(entry, name).strip())
