"""Handing people over: written, offered, taken back; the sender is the owner until it is accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from inteam import audit, policy
from inteam.cases.model import CareCase
from inteam.errors import InputError
from inteam.meetings import handovers
from inteam.meetings.handovers import HandoverEntry, HandoverStatus
from inteam.meetings.model import Handover, HandoverAction
from inteam.needs.model import Action
from inteam.needs.rules import OPEN_ACTIONS
from inteam.organisations.model import Staff
from inteam.organisations.rules import staying_problem
from inteam.people.model import Person
from inteam.referrals import clocks
from inteam.referrals.calendar import bank_holidays
from inteam.store.base import require
from inteam.store.database import Work


def write_handover(work: Work, person_id: UUID, entry: HandoverEntry, *, case_id: UUID | None = None) -> UUID:
    """Write a handover of a person, with a new owner for each open action; it is not offered yet.

    Actions that entry does not name go to the receiver. Raises DeniedError, InputError (a case that is closed, is
    the receiver's already or is offered already), ConflictError.
    """
    work.actor.require("meetings.write")
    require(work.session, Person, person_id)
    if found := handovers.problems(entry, work.actor.staff_id, work.today):
        raise InputError(**found)
    _present(work, entry.to_staff_id)
    case = require(work.session, CareCase, case_id) if case_id else None
    if problem := _in_the_way(work, person_id, case, entry.to_staff_id):
        raise InputError(problem)
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
    move(row, HandoverStatus.OFFERED)
    days = int(policy.value(work.session, "handover.answer_working_days", work.today))
    row.offered_at = work.now
    row.answer_by = clocks.add_working_days(work.today, days, bank_holidays(work.session))
    audit.note(work, "meetings.handover_offered", subject=row)
    return row.answer_by


@dataclass(frozen=True)
class Offered:
    """What became of an offer of several cases: those offered, and those left out with the code of the reason."""

    made: tuple[UUID, ...]
    left_out: tuple[tuple[UUID, str], ...] = ()


def offer_cases(work: Work, chosen: Sequence[tuple[UUID, int]], entry: HandoverEntry) -> Offered:
    """Offer several cases with the same words; the cases and their versions as they were shown.

    One that is closed, belongs to the receiver or is offered already is left out; where that leaves none, InputError
    with the reason. Raises DeniedError, ConflictError.
    """
    work.actor.require("meetings.write")
    if not chosen:
        raise InputError("nobody_to_hand_over")
    made: list[UUID] = []
    left_out: list[tuple[UUID, str]] = []
    for case_id, version in chosen:
        case = require(work.session, CareCase, case_id, version)
        if problem := _in_the_way(work, case.person_id, case, entry.to_staff_id):
            left_out.append((case_id, problem))
            continue
        handover_id = write_handover(work, case.person_id, entry, case_id=case_id)
        work.session.flush()
        offer_handover(work, handover_id, require(work.session, Handover, handover_id).version)
        made.append(handover_id)
    if not made:
        raise InputError(left_out[0][1])
    return Offered(tuple(made), tuple(left_out))


def withdraw_handover(work: Work, handover_id: UUID, version: int) -> None:
    """Take it back before it is answered. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    row = require(work.session, Handover, handover_id, version)
    move(row, HandoverStatus.WITHDRAWN)
    row.answered_at = work.now
    audit.note(work, "meetings.handover_withdrawn", subject=row)


def _in_the_way(work: Work, person_id: UUID, case: CareCase | None, to_staff_id: UUID) -> str:
    """The code of what forbids an offer, or ""."""
    if case is not None and case.status != "open":
        return "case_is_closed"
    if case is not None and case.owner_id == to_staff_id:
        return "handover_to_owner"
    waiting = select(Handover.id).where(
        Handover.person_id == person_id,
        Handover.status == HandoverStatus.OFFERED,
        Handover.withdrawn_at.is_(None),
        Handover.case_id == case.id if case is not None else Handover.case_id.is_(None),
    )
    return "handover_open" if work.session.scalars(waiting).first() is not None else ""


def _plan_actions(work: Work, row: Handover, entry: HandoverEntry) -> None:
    named = {owner.action_id: owner for owner in entry.actions}
    statement = select(Action).where(
        Action.person_id == row.person_id,
        Action.owner_id == row.from_staff_id,
        Action.status.in_(OPEN_ACTIONS),
        Action.withdrawn_at.is_(None),
    )
    if row.case_id is not None:
        statement = statement.where(or_(Action.case_id == row.case_id, Action.case_id.is_(None)))
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


def move(row: Handover, status: HandoverStatus) -> None:
    """Change a handover's status. Raises InputError when it has been answered or taken back."""
    if not handovers.may_move(HandoverStatus(row.status), status):
        raise InputError("handover_answered")
    row.status = status


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
