"""Versions of a plan: begun, agreed, put into force, reviewed, ended. What was agreed is never changed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from inteam import audit
from inteam.careplans import queries, queries_content, rules
from inteam.careplans.model import AboutMe, CarePlan, Signoff
from inteam.careplans.rules import PlanKind, PlanStatus, Section, SignoffEntry
from inteam.careplans.snapshot import copy_words, keep_content
from inteam.errors import InputError
from inteam.people.model import Person
from inteam.store.base import require
from inteam.store.database import Work


def start_draft(
    work: Work,
    person_id: UUID,
    *,
    kind: PlanKind = PlanKind.PCSP,
    case_id: UUID | None = None,
    lead_worker_id: UUID | None = None,
    team_id: UUID | None = None,
) -> UUID:
    """Begin the next version; gives the draft there is when there is one.

    lead_worker_id, team_id: None takes those of the version before, then whoever begins it. Raises DeniedError,
    InputError when no team can be told, ConflictError when the person is gone.
    """
    work.actor.require("careplans.write")
    require(work.session, Person, person_id)
    plans = _plans(work, person_id, kind)
    if draft := next((p for p in plans if p.status == PlanStatus.DRAFT), None):
        return draft.id
    before = next((p for p in plans if p.status != PlanStatus.DRAFT), None)
    team = team_id or (before.team_id if before else None) or work.actor.team_id
    if team is None:
        raise InputError(team_id="required")
    plan = CarePlan(
        person_id=person_id,
        case_id=case_id or (before.case_id if before else None),
        kind=kind,
        number=_highest(work, person_id, kind) + 1,
        status=PlanStatus.DRAFT,
        previous_id=before.id if before else None,
        team_id=team,
        lead_worker_id=lead_worker_id or (before.lead_worker_id if before else work.actor.staff_id),
        high_risk=bool(before and before.high_risk),
    )
    work.session.add(plan)
    work.session.flush()
    if before:
        copy_words(work, before, plan)
    audit.note(work, "careplans.draft_begun", subject=plan, detail={"number": plan.number, "kind": str(kind)})
    return plan.id


def change_details(
    work: Work,
    plan_id: UUID,
    version: int,
    *,
    lead_worker_id: UUID,
    high_risk: bool,
) -> None:
    """Change who leads a draft and how often it is reviewed. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("careplans.write")
    plan = draft(work, plan_id, version)
    plan.lead_worker_id = lead_worker_id
    plan.high_risk = high_risk
    audit.note(work, "careplans.changed", subject=plan)


def sign_plan(
    work: Work,
    plan_id: UUID,
    version: int,
    signoffs: Sequence[SignoffEntry],
    *,
    not_agreed: str = "",
    no_what_matters: str = "",
    review_due: date | None = None,
) -> None:
    """Agree a draft and put it into force in one step, as the sign-off page does.

    Raises DeniedError, InputError naming what is missing, ConflictError.
    """
    agree_plan(
        work,
        plan_id,
        version,
        signoffs,
        not_agreed=not_agreed,
        no_what_matters=no_what_matters,
        review_due=review_due,
    )
    work.session.flush()
    activate_plan(work, plan_id, require(work.session, CarePlan, plan_id).version)


def sign_now(
    work: Work,
    plan_id: UUID,
    signoffs: Sequence[SignoffEntry],
    *,
    not_agreed: str = "",
    no_what_matters: str = "",
    review_due: date | None = None,
) -> None:
    """``sign_plan`` of the draft as it stands now, after boxes that saved themselves a moment ago. Raises as that."""
    version = draft(work, plan_id).version
    sign_plan(
        work,
        plan_id,
        version,
        signoffs,
        not_agreed=not_agreed,
        no_what_matters=no_what_matters,
        review_due=review_due,
    )


def set_high_risk(work: Work, plan_id: UUID, *, high_risk: bool) -> None:
    """Whether a draft is to be reviewed earlier. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("careplans.write")
    plan = draft(work, plan_id)
    plan.high_risk = high_risk
    audit.note(work, "careplans.changed", subject=plan)


def agree_plan(
    work: Work,
    plan_id: UUID,
    version: int,
    signoffs: Sequence[SignoffEntry],
    *,
    not_agreed: str = "",
    no_what_matters: str = "",
    review_due: date | None = None,
) -> None:
    """Lock a draft: what the record says of needs, goals, actions and the rest is copied and stays as it is.

    not_agreed: why neither the person nor who may decide for them signed. review_due: None takes the policy's
    months. Raises DeniedError, InputError (which needs have no action, which signatures are not whole), ConflictError.
    """
    work.actor.require("careplans.write")
    plan = draft(work, plan_id, version)
    plan.no_what_matters = no_what_matters.strip() or plan.no_what_matters
    work.session.flush()
    content = queries_content.content_now(work.session, plan.person_id, plan_id=plan.id, case_id=plan.case_id)
    found = rules.signoff_problems(signoffs, not_agreed, work.today)
    found |= {f"need.{n}": "need_without_action" for n in rules.needs_without_action(content.standings())}
    if review_due is not None and review_due <= work.today:
        found["review_due"] = "review_in_past"
    if found:
        raise InputError(**found)
    keep_content(work, plan, content)
    for entry in signoffs:
        work.session.add(_signoff(plan, entry))
    plan.status = PlanStatus.AGREED
    plan.agreed_on = work.today
    plan.not_agreed = not_agreed.strip() or None
    plan.review_due = review_due or queries.review_every(work.session, work.today).due(plan.high_risk, work.today)
    audit.note(work, "careplans.agreed", subject=plan, detail={"number": plan.number, "signatures": len(signoffs)})


def activate_plan(work: Work, plan_id: UUID, version: int) -> None:
    """Put an agreed version into force; the one before is superseded.

    Raises DeniedError, InputError when nobody has said what matters and no reason is given, ConflictError.
    """
    work.actor.require("careplans.write")
    plan = require(work.session, CarePlan, plan_id, version)
    _move(plan, PlanStatus.ACTIVE)
    said = work.session.scalar(
        select(AboutMe.text).where(
            AboutMe.plan_id == plan.id, AboutMe.section == Section.WHAT_MATTERS, AboutMe.withdrawn_at.is_(None)
        )
    )
    if not (said or "").strip() and not (plan.no_what_matters or "").strip():
        raise InputError(no_what_matters="what_matters_required")
    plan.active_on = work.today
    for other in _plans(work, plan.person_id, PlanKind(plan.kind)):
        if other.id != plan.id and other.status in (*rules.IN_FORCE, PlanStatus.AGREED):
            _move(other, PlanStatus.SUPERSEDED)
            other.superseded_on = work.today
            audit.note(work, "careplans.superseded", subject=other, detail={"number": other.number})
    audit.note(work, "careplans.activated", subject=plan, detail={"number": plan.number})


def begin_review(work: Work, plan_id: UUID, version: int) -> UUID:
    """Mark the version in force as under review and begin the next draft; gives the draft.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("careplans.write")
    plan = require(work.session, CarePlan, plan_id, version)
    if plan.status != PlanStatus.UNDER_REVIEW:
        _move(plan, PlanStatus.UNDER_REVIEW)
        audit.note(work, "careplans.review_begun", subject=plan)
    work.session.flush()
    return start_draft(work, plan.person_id, kind=PlanKind(plan.kind))


def finish_review(work: Work, plan_id: UUID, version: int, *, review_due: date) -> None:
    """Say that the version in force still holds, until the next review; its review need not have been begun.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("careplans.write")
    plan = require(work.session, CarePlan, plan_id, version)
    if plan.status not in rules.IN_FORCE:
        raise InputError("plan_not_open")
    if review_due <= work.today:
        raise InputError(review_due="review_in_past")
    plan.status = PlanStatus.ACTIVE
    plan.review_due = review_due
    audit.note(work, "careplans.reviewed", subject=plan, detail={"number": plan.number})


def end_plan(work: Work, plan_id: UUID, version: int, *, reason: str) -> None:
    """End a version for a reason that is kept. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("careplans.write")
    plan = require(work.session, CarePlan, plan_id, version)
    if not reason.strip():
        raise InputError(reason="required")
    _move(plan, PlanStatus.ENDED)
    plan.ended_on, plan.end_reason = work.today, reason.strip()
    audit.note(work, "careplans.ended", subject=plan)


def end_plans_of(work: Work, person_id: UUID, *, reason: str) -> int:
    """End each version of a person that is agreed or in force, as after a death; gives how many."""
    work.actor.require("careplans.write")
    statement = select(CarePlan).where(
        CarePlan.person_id == person_id,
        CarePlan.withdrawn_at.is_(None),
        CarePlan.status.in_((*rules.IN_FORCE, PlanStatus.AGREED)),
    )
    plans = list(work.session.scalars(statement))
    for plan in plans:
        end_plan(work, plan.id, plan.version, reason=reason)
    return len(plans)


def discard_draft(work: Work, plan_id: UUID, version: int) -> None:
    """Take a draft away; its words stay in the record's history. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("careplans.write")
    plan = draft(work, plan_id, version)
    plan.withdrawn_at, plan.withdrawn_by, plan.withdrawn_reason = work.now, work.actor.staff_id, "discarded"
    audit.note(work, "careplans.draft_discarded", subject=plan, detail={"number": plan.number})


def add_signoff(work: Work, plan_id: UUID, entry: SignoffEntry) -> UUID:
    """Add a signature to a version that is agreed or in force; the words it is under do not change.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("careplans.write")
    plan = require(work.session, CarePlan, plan_id)
    if plan.status not in (*rules.IN_FORCE, PlanStatus.AGREED):
        raise InputError("plan_not_open")
    found = rules.signoff_problems((entry,), "given elsewhere", work.today)
    found.pop("professional", None)
    if found:
        raise InputError(**{name.rpartition(".")[2]: problem for name, problem in found.items()})
    signoff = _signoff(plan, entry)
    work.session.add(signoff)
    audit.note(work, "careplans.signed", subject=plan, detail={"role": str(entry.role)})
    return signoff.id


def draft(work: Work, plan_id: UUID, version: int | None = None) -> CarePlan:
    """The draft, to be changed. Raises InputError when it is locked, ConflictError when it is gone or newer."""
    plan = require(work.session, CarePlan, plan_id, version)
    if plan.status != PlanStatus.DRAFT:
        raise InputError("plan_locked")
    return plan


def _move(plan: CarePlan, status: PlanStatus) -> None:
    if not rules.may_move(PlanStatus(plan.status), status):
        raise InputError("plan_not_open")
    plan.status = status


def _plans(work: Work, person_id: UUID, kind: PlanKind) -> list[CarePlan]:
    statement = (
        select(CarePlan)
        .where(CarePlan.person_id == person_id, CarePlan.kind == kind, CarePlan.withdrawn_at.is_(None))
        .order_by(CarePlan.number.desc())
    )
    return list(work.session.scalars(statement))


def _highest(work: Work, person_id: UUID, kind: PlanKind) -> int:
    # Withdrawn drafts keep their number: a number never means two things.
    statement = select(func.max(CarePlan.number)).where(CarePlan.person_id == person_id, CarePlan.kind == kind)
    return work.session.scalar(statement) or 0


def _signoff(plan: CarePlan, entry: SignoffEntry) -> Signoff:
    return Signoff(
        plan_id=plan.id,
        person_id=plan.person_id,
        role=entry.role,
        name=entry.name.strip(),
        staff_id=entry.staff_id,
        related_person_id=entry.related_person_id,
        method=entry.method,
        unable_reason=entry.unable_reason.strip() or None,
        signed_on=entry.signed_on,
    )
