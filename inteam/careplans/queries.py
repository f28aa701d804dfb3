"""Reading care plans: the versions, what each says, who signed, who holds copies, what is withheld."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid
from sqlalchemy.orm import Session

from inteam.careplans.content import PlanContent
from inteam.careplans.model import CarePlan, PlanCopy, SharedDecision, Signoff, WithheldItem
from inteam.careplans.queries_content import content_now, content_then
from inteam.careplans.rules import PlanStatus, SignoffRole, agreed_with_person
from inteam.organisations.model import Staff, Team
from inteam.people.names import named
from inteam.store.reads import Read, of_person, param, standing
from inteam.store.rows import values_of


@dataclass(frozen=True)
class VersionRow:
    """One version of a plan in the list of versions."""

    id: UUID
    version: int
    person_id: UUID
    kind: str
    number: int
    status: str
    agreed_on: date | None
    active_on: date | None
    review_due: date | None
    superseded_on: date | None
    ended_on: date | None
    high_risk: bool
    no_what_matters: str
    not_agreed: str
    lead_id: UUID
    lead: str
    lead_role: str
    team: str
    case_id: UUID | None
    previous_id: UUID | None
    updated_at: datetime

    @property
    def locked(self) -> bool:
        """Whether the version can no longer be changed."""
        return self.status != PlanStatus.DRAFT


@dataclass(frozen=True)
class SignoffRow:
    """One signature."""

    id: UUID
    role: str
    name: str
    method: str
    unable_reason: str
    signed_on: date


@dataclass(frozen=True)
class CopyRow:
    """A copy that somebody holds; number is the version it is of."""

    id: UUID
    version: int
    plan_id: UUID
    number: int
    kind: str
    status: str
    given_to: str
    holder: str
    format: str
    how: str
    given_on: date
    given_by: str
    recalled_on: date | None


@dataclass(frozen=True)
class WithheldRow:
    """One item that is left out of copies."""

    id: UUID
    version: int
    subject: str
    subject_id: UUID
    reason: str
    from_person: bool
    from_professionals: bool
    without_trace: bool
    ask_role: str
    decided_by: str
    decided_on: date
    review_on: date


@dataclass(frozen=True)
class SharedDecisionRow:
    """A decision made with the person."""

    id: UUID
    version: int
    decided_on: date
    decision: str
    options: str
    what_mattered: str
    preference: str
    support_used: str
    result: str
    confidence: int | None
    capacity: str
    capacity_on: date | None
    capacity_note: str


@dataclass(frozen=True)
class PlanView:
    """A version and all that it says."""

    plan: VersionRow
    content: PlanContent
    signoffs: tuple[SignoffRow, ...]

    @property
    def agreed_with_person(self) -> bool:
        """Whether the person, or who may decide for them, signed."""
        return agreed_with_person((s.role, s.method) for s in self.signoffs)


_VERSION = (
    standing(
        CarePlan,
        CarePlan.id,
        CarePlan.version,
        CarePlan.person_id,
        CarePlan.kind,
        CarePlan.number,
        CarePlan.status,
        CarePlan.agreed_on,
        CarePlan.active_on,
        CarePlan.review_due,
        CarePlan.superseded_on,
        CarePlan.ended_on,
        CarePlan.high_risk,
        CarePlan.no_what_matters,
        CarePlan.not_agreed,
        CarePlan.lead_worker_id.label("lead_id"),
        Staff.given_name.label("lead_given"),
        Staff.family_name.label("lead_family"),
        Staff.job_title.label("lead_role"),
        Team.name.label("team"),
        CarePlan.case_id,
        CarePlan.previous_id,
        CarePlan.updated_at,
    )
    .join(Staff, Staff.id == CarePlan.lead_worker_id)
    .join(Team, Team.id == CarePlan.team_id)
)
PLAN_VERSIONS = Read(
    "plan_versions",
    _VERSION.where(CarePlan.person_id == param("person_id", Uuid())).order_by(
        CarePlan.kind, CarePlan.number.desc(), CarePlan.id
    ),
)
PLAN_VERSION = Read("plan_version", _VERSION.where(CarePlan.id == param("plan_id", Uuid())))

PLAN_SIGNOFFS = Read(
    "plan_signoffs",
    standing(Signoff, Signoff.id, Signoff.role, Signoff.name, Signoff.method, Signoff.unable_reason, Signoff.signed_on)
    .where(Signoff.plan_id == param("plan_id", Uuid()))
    .order_by(Signoff.signed_on, Signoff.id),
)
PLAN_COPIES = Read(
    "plan_copies",
    of_person(
        PlanCopy,
        PlanCopy.id,
        PlanCopy.version,
        PlanCopy.plan_id,
        CarePlan.number,
        CarePlan.kind,
        CarePlan.status,
        PlanCopy.given_to,
        PlanCopy.holder,
        PlanCopy.format,
        PlanCopy.how,
        PlanCopy.given_on,
        Staff.given_name.label("by_given"),
        Staff.family_name.label("by_family"),
        PlanCopy.recalled_on,
    )
    .join(CarePlan, CarePlan.id == PlanCopy.plan_id)
    .join(Staff, Staff.id == PlanCopy.given_by_id)
    .order_by(PlanCopy.given_on.desc(), PlanCopy.id),
)
WITHHELD_ITEMS = Read(
    "withheld_items",
    of_person(
        WithheldItem,
        WithheldItem.id,
        WithheldItem.version,
        WithheldItem.subject,
        WithheldItem.subject_id,
        WithheldItem.reason,
        WithheldItem.from_person,
        WithheldItem.from_professionals,
        WithheldItem.without_trace,
        WithheldItem.ask_role,
        Staff.given_name.label("by_given"),
        Staff.family_name.label("by_family"),
        WithheldItem.decided_on,
        WithheldItem.review_on,
    )
    .join(Staff, Staff.id == WithheldItem.decided_by_id)
    .where(WithheldItem.ended_on.is_(None))
    .order_by(WithheldItem.decided_on, WithheldItem.id),
)
SHARED_DECISIONS = Read(
    "shared_decisions",
    of_person(
        SharedDecision,
        SharedDecision.id,
        SharedDecision.version,
        SharedDecision.decided_on,
        SharedDecision.decision,
        SharedDecision.options,
        SharedDecision.what_mattered,
        SharedDecision.preference,
        SharedDecision.support_used,
        SharedDecision.result,
        SharedDecision.confidence,
        SharedDecision.capacity,
        SharedDecision.capacity_on,
        SharedDecision.capacity_note,
    ).order_by(SharedDecision.decided_on.desc(), SharedDecision.id),
)


_SIGNING = (SignoffRole.PERSON, SignoffRole.LPA, SignoffRole.CARER, SignoffRole.PROFESSIONAL)
READS = (
    PLAN_VERSIONS,
    PLAN_VERSION,
    PLAN_SIGNOFFS,
    PLAN_COPIES,
    WITHHELD_ITEMS,
    SHARED_DECISIONS,
)


def versions(session: Session, person_id: UUID) -> list[VersionRow]:
    """All versions of all kinds, newest first within a kind."""
    return [_version(row) for row in PLAN_VERSIONS.run(session, person_id=person_id)]


def version(session: Session, plan_id: UUID) -> VersionRow | None:
    """One version, or None."""
    return next((_version(row) for row in PLAN_VERSION.run(session, plan_id=plan_id)), None)


def plan_view(session: Session, plan_id: UUID) -> PlanView | None:
    """A version with all that it says: the living record while it is a draft, else what was agreed."""
    plan = version(session, plan_id)
    if plan is None:
        return None
    if plan.locked:
        found = content_then(session, plan_id, plan.person_id)
    else:
        found = content_now(session, plan.person_id, plan_id=plan_id, case_id=plan.case_id)
    return PlanView(plan, found, tuple(signoffs(session, plan_id)))


def signoffs(session: Session, plan_id: UUID) -> list[SignoffRow]:
    """Who signed a version, in the order of the days; on one day the person first."""
    rows = [
        SignoffRow(**values_of(row, texts=("unable_reason",))) for row in PLAN_SIGNOFFS.run(session, plan_id=plan_id)
    ]
    return sorted(rows, key=lambda row: (row.signed_on, _SIGNING.index(SignoffRole(row.role))))


def copies(session: Session, person_id: UUID) -> list[CopyRow]:
    """All copies given, newest first."""
    rows = PLAN_COPIES.run(session, person_id=person_id)
    return [CopyRow(**named(values_of(row), given_by="by")) for row in rows]


def holders_of_old_copies(session: Session, person_id: UUID) -> list[CopyRow]:
    """Who still holds a version that no longer holds, and has not been told (domain.md 6.3)."""
    stale = (PlanStatus.SUPERSEDED, PlanStatus.ENDED)
    return [row for row in copies(session, person_id) if row.status in stale and row.recalled_on is None]


def withheld(session: Session, person_id: UUID) -> list[WithheldRow]:
    """What is left out of the person's copies and papers."""
    rows = WITHHELD_ITEMS.run(session, person_id=person_id)
    return [WithheldRow(**named(values_of(row), decided_by="by")) for row in rows]


def shared_decisions(session: Session, person_id: UUID) -> list[SharedDecisionRow]:
    """Decisions made with the person, newest first."""
    texts = ("preference", "support_used", "result", "capacity_note")
    rows = SHARED_DECISIONS.run(session, person_id=person_id)
    return [SharedDecisionRow(**values_of(row, texts=texts)) for row in rows]


def _version(row: Row[Any]) -> VersionRow:
    return VersionRow(**named(values_of(row, texts=("no_what_matters", "not_agreed")), lead="lead"))
