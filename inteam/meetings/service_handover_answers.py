"""Answering a handover: accepted, refused, or overtaken by its day; only accepting changes who is responsible."""

from uuid import UUID

from sqlalchemy import or_, select

from inteam import audit
from inteam.cases import service as cases
from inteam.cases.model import CareCase
from inteam.errors import InputError
from inteam.meetings import handovers
from inteam.meetings.handovers import HandoverStatus
from inteam.meetings.model import Handover, HandoverAction
from inteam.meetings.service_handover import move
from inteam.needs import actions, onward
from inteam.needs.model import Action
from inteam.needs.rules import OPEN_ACTIONS
from inteam.organisations.model import Staff, Team
from inteam.organisations.rules import staying_problem
from inteam.store.base import require
from inteam.store.database import Work


def accept_handover(work: Work, handover_id: UUID, version: int, *, risks_read: bool) -> None:
    """Take responsibility: the case and what the sender still has to do for the person change hands in this moment.

    An action that meanwhile went to somebody else stays there. risks_read: the receiver has confirmed that they read
    the risks. Raises DeniedError, InputError ("handover_stale": the sender is not responsible any more), ConflictError.
    """
    work.actor.require("meetings.write")
    row = require(work.session, Handover, handover_id, version)
    _receiver(work, row)
    if not risks_read:
        raise InputError(risks_read="handover_risks")
    case = require(work.session, CareCase, row.case_id) if row.case_id is not None else None
    if case is not None and (case.status != "open" or case.owner_id != row.from_staff_id):
        raise InputError("handover_stale")
    move(row, HandoverStatus.ACCEPTED)
    row.risks_read = True
    row.answered_at = row.transferred_at = work.now
    planned = {plan.action_id: (plan.new_owner_id, plan.new_team_id) for plan in _planned(work, row)}
    if case is not None:
        cases.change_owner(work, case.id, case.version, row.to_staff_id, "handover")
        case.team_id = row.to_team_id
    for action in _open_actions(work, row):
        owner_id, team_id = planned.get(action.id, (row.to_staff_id, row.to_team_id))
        actions.hand_over_action(work, action.id, action.version, owner_id=owner_id, team_id=team_id, reason="handover")
    _hand_over_onward(work, row, row.to_staff_id, row.to_team_id)
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
    move(row, HandoverStatus.REFUSED)
    row.answered_at, row.refusal_reason = work.now, reason.strip()
    audit.note(work, "meetings.handover_refused", subject=row)


def escalate_handovers(work: Work) -> int:
    """Close each offer whose day has passed unanswered; gives how many. Doing it again changes nothing.

    What a leaver offered goes to the lead of their team, who is responsible from now on. Any other stays with its
    sender, and so does a leaver's where the team has no lead at work. Raises DeniedError, ConflictError.
    """
    work.actor.require("meetings.write")
    late = select(Handover).where(
        Handover.status == HandoverStatus.OFFERED, Handover.answer_by < work.today, Handover.withdrawn_at.is_(None)
    )
    rows = list(work.session.scalars(late.order_by(Handover.answer_by, Handover.id)))
    for row in rows:
        move(row, HandoverStatus.EXPIRED)
        row.answered_at = work.now
        lead = _lead(work, row) if row.kind == handovers.HandoverKind.LEAVING else None
        if lead is not None and _to_lead(work, row, lead):
            row.transferred_at = work.now
        audit.note(work, "meetings.handover_expired", subject=row, detail={"kind": row.kind})
    return len(rows)


def _lead(work: Work, row: Handover) -> UUID | None:
    """The lead of the sender's team, if they are somebody else and still work here."""
    lead_id = require(work.session, Team, row.from_team_id).lead_id
    if lead_id is None or lead_id == row.from_staff_id:
        return None
    return lead_id if staying_problem(require(work.session, Staff, lead_id).left_on, work.today) is None else None


def _to_lead(work: Work, row: Handover, lead: UUID) -> bool:
    """What the leaver still has goes to the lead; whether there was anything. What went elsewhere stays there."""
    case = require(work.session, CareCase, row.case_id) if row.case_id is not None else None
    moves = case is not None and case.status == "open" and case.owner_id == row.from_staff_id
    if case is not None and moves:
        cases.change_owner(work, case.id, case.version, lead, handovers.UNANSWERED)
    found = _open_actions(work, row)
    for action in found:
        actions.hand_over_action(work, action.id, action.version, owner_id=lead, reason=handovers.UNANSWERED)
    _hand_over_onward(work, row, lead)
    return moves or bool(found)


def _hand_over_onward(work: Work, row: Handover, owner_id: UUID | None, team_id: UUID | None = None) -> None:
    """What the sender referred on goes with the case."""
    onward.hand_over_all(
        work, row.person_id, row.from_staff_id, case_id=row.case_id, owner_id=owner_id, team_id=team_id
    )


def _open_actions(work: Work, row: Handover) -> list[Action]:
    """What the sender has to do for the person, as part of this case or of none."""
    statement = select(Action).where(
        Action.person_id == row.person_id,
        Action.owner_id == row.from_staff_id,
        Action.status.in_(OPEN_ACTIONS),
        Action.withdrawn_at.is_(None),
    )
    if row.case_id is not None:
        statement = statement.where(or_(Action.case_id == row.case_id, Action.case_id.is_(None)))
    return list(work.session.scalars(statement.order_by(Action.due_on, Action.id)))


def _planned(work: Work, row: Handover) -> list[HandoverAction]:
    statement = select(HandoverAction).where(
        HandoverAction.handover_id == row.id, HandoverAction.withdrawn_at.is_(None)
    )
    return list(work.session.scalars(statement))


def _receiver(work: Work, row: Handover) -> None:
    if work.actor.staff_id != row.to_staff_id:
        raise InputError("handover_not_yours")
