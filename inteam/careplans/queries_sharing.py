"""Reading what is shared of plans: who holds copies, what is withheld from them, what was decided together."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session, aliased

from inteam.careplans.model import CarePlan, PlanCopy, SharedDecision, WithheldItem
from inteam.careplans.rules import PlanStatus
from inteam.organisations.model import Staff
from inteam.people.names import named
from inteam.store.reads import Read, of_person
from inteam.store.rows import values_of


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
    told_how: str | None
    told_by: str

    @property
    def old(self) -> bool:
        """Whether the version no longer holds."""
        return self.status in (PlanStatus.SUPERSEDED, PlanStatus.ENDED)

    @property
    def to_tell(self) -> bool:
        """Whether its holder does not know that."""
        return self.old and self.recalled_on is None


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


_teller = aliased(Staff)
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
        PlanCopy.told_how,
        _teller.given_name.label("told_given"),
        _teller.family_name.label("told_family"),
    )
    .join(CarePlan, CarePlan.id == PlanCopy.plan_id)
    .join(Staff, Staff.id == PlanCopy.given_by_id)
    .outerjoin(_teller, _teller.id == PlanCopy.told_by_id)
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
READS = (PLAN_COPIES, WITHHELD_ITEMS, SHARED_DECISIONS)


def copies(session: Session, person_id: UUID) -> list[CopyRow]:
    """All copies given, newest first."""
    rows = PLAN_COPIES.run(session, person_id=person_id)
    return [CopyRow(**named(values_of(row), given_by="by", told_by="told")) for row in rows]


def holders_of_old_copies(session: Session, person_id: UUID) -> list[CopyRow]:
    """Who still holds a version that no longer holds, and has not been told (domain.md 6.3)."""
    return [row for row in copies(session, person_id) if row.to_tell]


def withheld(session: Session, person_id: UUID) -> list[WithheldRow]:
    """What is left out of the person's copies and papers."""
    rows = WITHHELD_ITEMS.run(session, person_id=person_id)
    return [WithheldRow(**named(values_of(row), decided_by="by")) for row in rows]


def shared_decisions(session: Session, person_id: UUID) -> list[SharedDecisionRow]:
    """Decisions made with the person, newest first."""
    texts = ("preference", "support_used", "result", "capacity_note")
    rows = SHARED_DECISIONS.run(session, person_id=person_id)
    return [SharedDecisionRow(**values_of(row, texts=texts)) for row in rows]
