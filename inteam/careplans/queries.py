"""Reading care plans: the versions, what each says, who signed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid
from sqlalchemy.orm import Session

from inteam import policy
from inteam.careplans.content import PlanContent
from inteam.careplans.model import CarePlan, Signoff
from inteam.careplans.queries_content import content_now, content_then
from inteam.careplans.rules import PlanStatus, SignoffRole, add_months, agreed_with_person
from inteam.organisations.model import Staff, Team
from inteam.people.names import named
from inteam.store.reads import Read, param, standing
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
class PlanView:
    """A version and all that it says."""

    plan: VersionRow
    content: PlanContent
    signoffs: tuple[SignoffRow, ...]

    @property
    def agreed_with_person(self) -> bool:
        """Whether the person, or who may decide for them, signed."""
        return agreed_with_person((s.role, s.method) for s in self.signoffs)


@dataclass(frozen=True)
class ReviewEvery:
    """After how many months the policy has a plan reviewed: as a rule, and where the risk is high."""

    usual: int
    high_risk: int

    def months(self, high_risk: bool) -> int:
        """Of a plan."""
        return self.high_risk if high_risk else self.usual

    def due(self, high_risk: bool, on: date) -> date:
        """The next review of a plan that was signed or reviewed on a day."""
        return add_months(on, self.months(high_risk))


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


_SIGNING = (SignoffRole.PERSON, SignoffRole.LPA, SignoffRole.CARER, SignoffRole.PROFESSIONAL)
READS = (PLAN_VERSIONS, PLAN_VERSION, PLAN_SIGNOFFS)


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


def review_every(session: Session, today: date) -> ReviewEvery:
    """The policy's months between reviews, as they are today."""
    return ReviewEvery(
        int(policy.value(session, "careplans.review_months", today)),
        int(policy.value(session, "careplans.review_months_high_risk", today)),
    )


def signoffs(session: Session, plan_id: UUID) -> list[SignoffRow]:
    """Who signed a version, in the order of the days; on one day the person first."""
    rows = [
        SignoffRow(**values_of(row, texts=("unable_reason",))) for row in PLAN_SIGNOFFS.run(session, plan_id=plan_id)
    ]
    return sorted(rows, key=lambda row: (row.signed_on, _SIGNING.index(SignoffRole(row.role))))


def _version(row: Row[Any]) -> VersionRow:
    return VersionRow(**named(values_of(row, texts=("no_what_matters", "not_agreed")), lead="lead"))
