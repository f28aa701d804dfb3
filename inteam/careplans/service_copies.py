"""Copies of a plan: given to somebody, and the holders of old ones told (domain.md 6.3)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from inteam import audit
from inteam.careplans import copies
from inteam.careplans.copies import CopyEntry, TellEntry, Told
from inteam.careplans.model import CarePlan, PlanCopy
from inteam.careplans.rules import PlanStatus
from inteam.errors import InputError
from inteam.store.base import require
from inteam.store.database import Work

OLD = frozenset({PlanStatus.SUPERSEDED, PlanStatus.ENDED})
_HOLDS = (PlanStatus.ACTIVE, PlanStatus.UNDER_REVIEW, PlanStatus.AGREED)
_TOLD_BY = {how: told for told, how in copies.GIVEN_BY.items()}


def record_copy(work: Work, plan_id: UUID, entry: CopyEntry) -> UUID:
    """Say who was given a copy, in which form. Who held an old one is thereby told, if the version is in force.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("careplans.write")
    plan = require(work.session, CarePlan, plan_id)
    if found := copies.copy_problems(entry, work.today):
        raise InputError(**found)
    if plan.status == PlanStatus.DRAFT and entry.holder is not copies.Holder.PERSON:
        # The person may take a draft home to think about; nobody else is sent words that are not agreed.
        raise InputError(holder="draft_not_for_others")
    copy_id = _add(work, plan, entry)
    if plan.status in _HOLDS:
        for old in _old_copies(work, plan, entry):
            _tell(work, old, entry.given_on, _TOLD_BY[entry.how])
    return copy_id


def tell_holder(work: Work, copy_id: UUID, version: int, entry: TellEntry) -> None:
    """Say that the holder of an old copy was told, and with new_copy that they were given the version that holds.

    Raises DeniedError, InputError ("copy_holds": it is no old one; "copy_told"), ConflictError.
    """
    work.actor.require("careplans.write")
    row = require(work.session, PlanCopy, copy_id, version)
    plan = require(work.session, CarePlan, row.plan_id)
    if plan.status not in OLD:
        raise InputError("copy_holds")
    if row.recalled_on is not None:
        raise InputError("copy_told")
    if found := copies.tell_problems(entry, row.given_on, work.today):
        raise InputError(**found)
    _tell(work, row, entry.on, entry.how)
    if entry.new_copy:
        kind, way = copies.CopyFormatCode(row.format), copies.GIVEN_BY[entry.how]
        given = CopyEntry(row.given_to, copies.Holder(row.holder), kind, way, entry.on)
        _add(work, _in_force(work, plan), given)


def take_back_telling(work: Work, copy_id: UUID, version: int) -> None:
    """They were not told after all: the holder stands in the list again. Raises DeniedError, ConflictError."""
    work.actor.require("careplans.write")
    row = require(work.session, PlanCopy, copy_id, version)
    row.recalled_on = row.told_how = row.told_by_id = None
    audit.note(work, "careplans.copy_not_told", subject=row)


def _add(work: Work, plan: CarePlan, entry: CopyEntry) -> UUID:
    row = PlanCopy(
        plan_id=plan.id,
        person_id=plan.person_id,
        given_to=entry.given_to.strip(),
        holder=entry.holder,
        format=entry.format,
        how=entry.how,
        given_on=entry.given_on,
        given_by_id=work.actor.staff_id,
    )
    work.session.add(row)
    audit.note(work, "careplans.copy_given", subject=row, detail={"holder": str(entry.holder), "number": plan.number})
    return row.id


def _tell(work: Work, row: PlanCopy, on: date, how: Told) -> None:
    row.recalled_on, row.told_how, row.told_by_id = on, how, work.actor.staff_id
    audit.note(work, "careplans.copy_recalled", subject=row, detail={"how": str(how)})


def _old_copies(work: Work, plan: CarePlan, entry: CopyEntry) -> list[PlanCopy]:
    """What the same holder has of versions that no longer hold."""
    statement = (
        select(PlanCopy)
        .join(CarePlan, CarePlan.id == PlanCopy.plan_id)
        .where(
            CarePlan.person_id == plan.person_id,
            CarePlan.kind == plan.kind,
            CarePlan.status.in_(OLD),
            PlanCopy.holder == entry.holder,
            PlanCopy.recalled_on.is_(None),
            PlanCopy.given_on <= entry.given_on,
            PlanCopy.withdrawn_at.is_(None),
        )
    )
    name = entry.given_to.strip().casefold()
    return [row for row in work.session.scalars(statement) if row.given_to.casefold() == name]


def _in_force(work: Work, old: CarePlan) -> CarePlan:
    statement = select(CarePlan).where(
        CarePlan.person_id == old.person_id,
        CarePlan.kind == old.kind,
        CarePlan.status.in_(_HOLDS),
        CarePlan.withdrawn_at.is_(None),
    )
    found = work.session.scalars(statement.order_by(CarePlan.number.desc())).first()
    if found is None:
        raise InputError(new_copy="no_plan_in_force")
    return found
