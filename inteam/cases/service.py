"""Opening, moving, handing over and closing cases. A case has a team and one owner at all times."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from inteam import audit
from inteam.cases import rules
from inteam.cases.model import CareCase, CaseEvent, CaseReferral
from inteam.cases.rules import CaseClosing, CaseStatus, EventKind, NewCase, StageMove
from inteam.errors import InputError
from inteam.organisations.model import Staff
from inteam.organisations.rules import staying_problem
from inteam.pathways import current, pathway
from inteam.pathways.rules import Facts, Pathway, StageKind, closing_problems, move_problems
from inteam.referrals import course
from inteam.referrals import service as referrals
from inteam.referrals.model import Referral
from inteam.referrals.rules import Acceptance
from inteam.store import mistakes
from inteam.store.base import require
from inteam.store.database import Work


def open_case(work: Work, entry: NewCase) -> UUID:
    """Begin work with a person on the newest version of a pathway; gives the case's id. Raises InputError."""
    work.actor.require("cases.write")
    if problems := rules.opening_problems(entry, work.today):
        raise InputError(**problems)
    if entry.pathway_key not in current():
        raise InputError(pathway_key="unknown")
    owner = _present_staff(work, entry.owner_id)
    way = current()[entry.pathway_key]
    opened_on = entry.opened_on or work.today
    case = CareCase(
        person_id=entry.person_id,
        referral_id=entry.referral_id,
        team_id=entry.team_id,
        owner_id=owner.id,
        pathway_key=way.key,
        pathway_version=way.version,
        stage=way.first_stage,
        stage_since=opened_on,
        status=CaseStatus.OPEN,
        opened_on=opened_on,
        need_kind=entry.need_kind,
        intensity=entry.intensity,
        review_on=entry.review_on,
    )
    work.session.add(case)
    work.session.flush()
    _note_event(work, case, EventKind.OPENED, None, way.first_stage)
    audit.note(work, "cases.opened", subject=case, detail={"pathway": way.key})
    return case.id


def accept_referral(work: Work, referral_id: UUID, version: int, entry: Acceptance) -> UUID:
    """Accept, and open a case or join the person's open one on the same pathway and team; gives the case's id.

    A case that is joined keeps its owner; the referral gets that owner too, so that one person answers for both.
    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("cases.write")
    referral = require(work.session, Referral, referral_id, version)
    key = entry.pathway_key or referral.pathway_key
    if key is None:
        raise InputError(pathway_key="required")
    referrals.accept_referral(work, referral_id, version, entry)
    case = _open_case_of(work, referral.person_id, key, referral.team_id)
    if case is None:
        opening = NewCase(
            person_id=referral.person_id,
            team_id=referral.team_id,
            owner_id=entry.owner_id,
            pathway_key=key,
            referral_id=referral.id,
            need_kind=referral.need_kind,
        )
        case = require(work.session, CareCase, open_case(work, opening))
    else:
        referral.owner_id = case.owner_id
        _note_event(work, case, EventKind.REFERRAL_JOINED, None, None)
    work.session.add(CaseReferral(case_id=case.id, referral_id=referral.id, person_id=referral.person_id))
    work.session.flush()
    course.advance(work, referral)
    return case.id


def move_stage(work: Work, case_id: UUID, version: int, move: StageMove, facts: Facts) -> None:
    """Move a case along its pathway; facts are what the record says (contacts.casework gathers them).

    Raises DeniedError, InputError naming what is missing, ConflictError.
    """
    work.actor.require("cases.write")
    case = _open_case(work, case_id, version)
    way = pathway(case.pathway_key, case.pathway_version)
    if problems := move_problems(way, case.stage, move.to_stage, rules.with_move(facts, move)):
        raise InputError(**problems)
    before = case.stage
    _set_stage(work, case, move.to_stage, work.today)
    event = _note_event(work, case, EventKind.STAGE_MOVED, before, move.to_stage, move.reason)
    event.destination, event.appointment_on = move.destination.strip() or None, move.appointment_on
    _note_suicide_risk(event, move)
    case.review_on = move.review_on or case.review_on
    audit.note(work, "cases.moved", subject=case, detail={"stage": move.to_stage})


def change_owner(work: Work, case_id: UUID, version: int, owner_id: UUID | None, reason: str) -> None:
    """Give the case, and the referrals it works on, to another worker. Raises InputError, ConflictError."""
    work.actor.require("cases.write")
    case = _open_case(work, case_id, version)
    owner = _present_staff(work, owner_id)
    if owner.id == case.owner_id:
        raise InputError(owner_id="same_owner")
    before, case.owner_id = case.owner_id, owner.id
    for referral in referrals_of(work, case):
        if referral.owner_id == before:
            referral.owner_id = owner.id
    _note_event(work, case, EventKind.OWNER_CHANGED, str(before), str(owner.id), reason)
    audit.note(work, "cases.owner_changed", subject=case, detail={"from": str(before), "to": str(owner.id)})


def close_case(work: Work, case_id: UUID, version: int, entry: CaseClosing, facts: Facts) -> None:
    """Close with one of the pathway's outcomes; the referrals it works on are closed by the caller above."""
    work.actor.require("cases.write")
    case = _open_case(work, case_id, version)
    way = pathway(case.pathway_key, case.pathway_version)
    if problems := closing_problems(way, case.stage, entry.outcome, rules.with_move(facts, entry)):
        raise InputError(**problems)
    before = case.stage
    _set_stage(work, case, way.closed_stage, work.today)
    case.status, case.closed_on = CaseStatus.CLOSED, work.today
    case.outcome, case.outcome_reason = entry.outcome, entry.reason.strip() or None
    case.closing_summary = entry.summary.strip() or None
    event = _note_event(work, case, EventKind.CLOSED, before, entry.outcome, entry.reason)
    event.destination = entry.destination.strip() or None
    _note_suicide_risk(event, entry)
    audit.note(work, "cases.closed", subject=case, detail={"outcome": entry.outcome})


def reopen_case(work: Work, case_id: UUID, version: int, *, owner_id: UUID | None, reason: str) -> None:
    """Take a closed case up again, in the first stage in which work goes on. Raises InputError, ConflictError."""
    work.actor.require("cases.write")
    case = require(work.session, CareCase, case_id, version)
    if case.status != CaseStatus.CLOSED:
        raise InputError("case_is_open")
    if not reason.strip():
        raise InputError(reason="required")
    owner = _present_staff(work, owner_id)
    way = pathway(case.pathway_key, case.pathway_version)
    case.status, case.closed_on, case.owner_id = CaseStatus.OPEN, None, owner.id
    case.outcome = case.outcome_reason = case.closing_summary = None
    _set_stage(work, case, _first_active(way), work.today)
    _note_event(work, case, EventKind.REOPENED, way.closed_stage, case.stage, reason)
    audit.note(work, "cases.reopened", subject=case)


def withdraw_case(work: Work, case_id: UUID, version: int, reason: str) -> None:
    """The case was a wrong entry: its steps go with it; actions stay with the person, referrals where they stand.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("cases.write")
    case = require(work.session, CareCase, case_id, version)
    mistakes.withdraw(work, case, reason)
    for model in (CaseEvent, CaseReferral):
        for row in work.session.scalars(select(model).where(model.case_id == case.id, model.withdrawn_at.is_(None))):
            mistakes.withdraw(work, row, reason)
    audit.note(work, "cases.withdrawn", subject=case)


def referrals_of(work: Work, case: CareCase) -> list[Referral]:
    """The referrals that made, or joined, a case."""
    statement = (
        select(Referral)
        .join(CaseReferral, CaseReferral.referral_id == Referral.id)
        .where(CaseReferral.case_id == case.id, CaseReferral.withdrawn_at.is_(None), Referral.withdrawn_at.is_(None))
    )
    return list(work.session.scalars(statement))


def cases_of(work: Work, referral: Referral) -> list[CareCase]:
    """The cases that work, or worked, on a referral."""
    statement = (
        select(CareCase)
        .join(CaseReferral, CaseReferral.case_id == CareCase.id)
        .where(
            CaseReferral.referral_id == referral.id,
            CaseReferral.withdrawn_at.is_(None),
            CareCase.withdrawn_at.is_(None),
        )
    )
    return list(work.session.scalars(statement.order_by(CareCase.opened_on, CareCase.id)))


def _open_case(work: Work, case_id: UUID, version: int) -> CareCase:
    case = require(work.session, CareCase, case_id, version)
    if case.status != CaseStatus.OPEN:
        raise InputError("case_is_closed")
    return case


def _open_case_of(work: Work, person_id: UUID, key: str, team_id: UUID) -> CareCase | None:
    statement = select(CareCase).where(
        CareCase.person_id == person_id,
        CareCase.pathway_key == key,
        CareCase.team_id == team_id,
        CareCase.status == CaseStatus.OPEN,
        CareCase.withdrawn_at.is_(None),
    )
    return work.session.scalars(statement.order_by(CareCase.opened_on, CareCase.id).limit(1)).first()


def _present_staff(work: Work, staff_id: UUID | None) -> Staff:
    if staff_id is None:
        raise InputError(owner_id="owner_needed")
    staff = work.session.scalars(select(Staff).where(Staff.id == staff_id, Staff.withdrawn_at.is_(None))).first()
    if staff is None:
        raise InputError(owner_id="unknown")
    if (code := staying_problem(staff.left_on, work.today)) is not None:
        raise InputError(owner_id=code)
    return staff


def _set_stage(work: Work, case: CareCase, stage: str, on: date) -> None:
    case.stage, case.stage_since = stage, on
    work.session.flush()


def _first_active(way: Pathway) -> str:
    return next(stage.key for stage in way.stages if stage.kind is StageKind.ACTIVE)


def _note_suicide_risk(event: CaseEvent, entered: StageMove | CaseClosing) -> None:
    event.suicide_risk = entered.suicide_risk
    event.safety_plan = entered.safety_plan.strip() or entered.suicide_risk_reason.strip() or None


def _note_event(
    work: Work, case: CareCase, kind: EventKind, before: str | None, after: str | None, reason: str = ""
) -> CaseEvent:
    event = CaseEvent(
        case_id=case.id,
        person_id=case.person_id,
        kind=kind,
        occurred_at=work.now,
        recorded_at=work.now,
        from_value=before,
        to_value=after,
        by_id=work.actor.by_id,
        reason=reason.strip() or None,
    )
    work.session.add(event)
    return event
