"""Reads of the parts of a person's record: how to reach them, needs, risks, agreement to share, who cares.

Each takes the ids of ``queries.joined_ids`` and leaves out what is withdrawn; what has ended is told apart by date.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Date, Text, Uuid, func, or_, select
from sqlalchemy.orm import Session, aliased

from inteam.organisations.model import Organisation, Staff
from inteam.people.access_needs import RecordedNeed
from inteam.people.model import (
    AccessNeed,
    Address,
    Allergy,
    CareTeamMember,
    ContactPoint,
    Medication,
    ReasonableAdjustment,
    RelatedPerson,
    Risk,
    RiskReview,
    SharingDecision,
    UsualWorkerChange,
)
from inteam.people.queries import MOST
from inteam.people.risks import RiskLine
from inteam.people.sharing import Decision
from inteam.store.reads import Read, my_people, one_of, param

R = TypeVar("R")
Ids = list[UUID]


@dataclass(frozen=True)
class AddressRow:
    """An address; valid_to None is where the person lives now."""

    id: UUID
    version: int
    use: str
    line1: str | None
    line2: str | None
    line3: str | None
    line4: str | None
    line5: str | None
    postcode: str | None
    no_fixed_abode: bool
    uprn: str | None
    valid_from: date | None
    valid_to: date | None
    key_safe_note: str | None
    access_note: str | None

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it is written, one line each."""
        if self.no_fixed_abode:
            return ("No fixed abode",)
        parts = (self.line1, self.line2, self.line3, self.line4, self.line5, self.postcode)
        return tuple(part for part in parts if part)


@dataclass(frozen=True)
class ContactPointRow:
    """A way to reach the person."""

    id: UUID
    version: int
    system: str
    value: str
    e164: str | None
    use: str | None
    rank: int
    preferred: bool
    safe_to_leave_message: str
    safe_times: str | None
    who_answers: str | None
    verified_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class AccessNeedRow:
    """A recorded need."""

    id: UUID
    version: int
    category: str
    need_code: str
    detail: str | None
    recorded_on: date
    source: str | None
    consent_to_share: str
    review_due: date | None
    ended_on: date | None

    @property
    def need(self) -> RecordedNeed:
        """For the rules of output."""
        return RecordedNeed(self.need_code, self.category, self.detail)


@dataclass(frozen=True)
class AdjustmentRow:
    """A reasonable adjustment."""

    id: UUID
    version: int
    adjustment: str
    impairment: str | None
    condition: str | None
    consent_to_share: str
    recorded_on: date
    review_due: date | None
    ended_on: date | None


@dataclass(frozen=True)
class RiskRow:
    """A risk, open or closed."""

    id: UUID
    version: int
    kind: str
    title: str
    level: str
    detail: str | None
    safeguarding_type: str | None
    status: str
    raised_on: date
    raised_by: str | None
    review_due: date | None
    closed_on: date | None
    closed_reason: str | None

    @property
    def line(self) -> RiskLine:
        """For the words of the banner."""
        return RiskLine(self.kind, self.title, self.level, self.status, self.safeguarding_type)


@dataclass(frozen=True)
class RiskReviewRow:
    """The newest time that somebody looked at all risks."""

    reviewed_on: date
    answer: str
    by: str | None
    note: str | None


@dataclass(frozen=True)
class SharingRow:
    """A decision about sharing."""

    id: UUID
    version: int
    organisation_id: UUID | None
    organisation: str | None
    organisation_kind: str | None
    category: str | None
    scope: str
    decision: str
    basis: str | None
    given_on: date
    given_by: str | None
    expires_on: date | None
    evidence_note: str | None
    ended_on: date | None
    ended_note: str | None

    @property
    def rule(self) -> Decision:
        """For the rules of sharing."""
        return Decision(
            self.organisation_id,
            self.category,
            self.scope,
            self.decision,
            self.given_on,
            self.expires_on,
            self.ended_on,
            self.basis,
        )


@dataclass(frozen=True)
class RelatedRow:
    """Somebody in the person's life."""

    id: UUID
    version: int
    name: str
    relationship: str
    next_of_kin: bool
    emergency_contact: bool
    unpaid_carer: bool
    lpa_health: bool
    lpa_finance: bool
    deputy: bool
    advocate: bool
    parental_responsibility: bool
    document_seen_on: date | None
    document_registered: bool
    phone: str | None
    may_be_told: str | None
    linked_person_id: UUID | None
    priority: int
    ended_on: date | None


@dataclass(frozen=True)
class CareTeamRow:
    """A professional of the care team."""

    id: UUID
    version: int
    staff_id: UUID | None
    name: str
    role: str
    organisation_id: UUID | None
    organisation: str | None
    phone: str | None
    email: str | None
    is_lead: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class ListedRow:
    """An allergy or a medicine as another system gave it."""

    id: UUID
    display: str
    status: str
    detail: str | None
    on: date | None
    source: str | None


@dataclass(frozen=True)
class WorkerChangeRow:
    """A change of the usual worker."""

    changed_at: datetime
    to_name: str | None
    reason: str
    note: str | None


def _of(name: str, model: Any, row: type[Any], order: tuple[Any, ...], /, **named: Any) -> Read:
    """A read of the columns that a row has, for people, without what is withdrawn."""
    columns = [named[f].label(f) if f in named else getattr(model, f) for f in row.__dataclass_fields__]
    return Read(
        name,
        select(*columns)
        .select_from(model)
        .join(my_people, my_people.c.person_id == model.person_id)
        .where(one_of(model.person_id, "people", Uuid()), model.withdrawn_at.is_(None))
        .order_by(*order, model.id),
    )


_raiser, _colleague, _reviewer, _body, _to, _kept = (
    aliased(Staff),
    aliased(Staff),
    aliased(Staff),
    aliased(Organisation),
    aliased(Staff),
    aliased(Organisation),
)


def _spoken(staff: Any) -> Any:
    return select(func.trim(staff.given_name + " " + staff.family_name, type_=Text()))


_ADDRESSES = _of(
    "person_addresses", Address, AddressRow, (Address.valid_to.is_not(None), Address.use, Address.valid_from.desc())
)
_POINTS = _of(
    "person_contact_points",
    ContactPoint,
    ContactPointRow,
    (ContactPoint.ended_on.is_not(None), ContactPoint.preferred.desc(), ContactPoint.rank),
)
_NEEDS = _of(
    "person_access_needs",
    AccessNeed,
    AccessNeedRow,
    (AccessNeed.ended_on.is_not(None), AccessNeed.category, AccessNeed.need_code),
)
_ADJUSTMENTS = _of(
    "person_adjustments",
    ReasonableAdjustment,
    AdjustmentRow,
    (ReasonableAdjustment.ended_on.is_not(None), ReasonableAdjustment.recorded_on.desc()),
)
_RISKS = _of(
    "person_risks",
    Risk,
    RiskRow,
    (Risk.closed_on.is_not(None), Risk.raised_on.desc()),
    raised_by=_spoken(_raiser).where(_raiser.id == Risk.raised_by_id).scalar_subquery(),
)
_REVIEWS = Read(
    "person_risk_reviews",
    select(
        RiskReview.reviewed_on,
        RiskReview.answer,
        _spoken(_reviewer).where(_reviewer.id == RiskReview.staff_id).scalar_subquery().label("by"),
        RiskReview.note,
    )
    .join(my_people, my_people.c.person_id == RiskReview.person_id)
    .where(
        one_of(RiskReview.person_id, "people", Uuid()),
        RiskReview.withdrawn_at.is_(None),
        RiskReview.risk_id.is_(None),
    )
    .order_by(RiskReview.reviewed_on.desc(), RiskReview.created_at.desc(), RiskReview.id),
)
_SHARING = _of(
    "person_sharing",
    SharingDecision,
    SharingRow,
    (SharingDecision.ended_on.is_not(None), SharingDecision.given_on.desc()),
    organisation=select(_body.name).where(_body.id == SharingDecision.organisation_id).scalar_subquery(),
    organisation_kind=select(_kept.kind).where(_kept.id == SharingDecision.organisation_id).scalar_subquery(),
)
_RELATED = _of(
    "person_related",
    RelatedPerson,
    RelatedRow,
    (RelatedPerson.ended_on.is_not(None), RelatedPerson.priority, RelatedPerson.name),
)
_TEAM = _of(
    "person_care_team",
    CareTeamMember,
    CareTeamRow,
    (CareTeamMember.valid_to.is_not(None), CareTeamMember.is_lead.desc(), CareTeamMember.name),
    # A colleague is shown by the name that they have now, whatever it was when they joined.
    name=func.coalesce(
        _spoken(_colleague).where(_colleague.id == CareTeamMember.staff_id).scalar_subquery(), CareTeamMember.name
    ),
    organisation=func.coalesce(
        CareTeamMember.organisation_name,
        select(_body.short_name).where(_body.id == CareTeamMember.organisation_id).scalar_subquery(),
    ),
)
_ALLERGIES = _of(
    "person_allergies",
    Allergy,
    ListedRow,
    (Allergy.status, Allergy.display),
    detail=Allergy.reaction,
    on=Allergy.recorded_on,
)
_MEDICATIONS = _of(
    "person_medications",
    Medication,
    ListedRow,
    (Medication.status, Medication.display),
    detail=Medication.dosage,
    on=Medication.authored_on,
)
_WORKER_CHANGES = _of(
    "person_worker_changes",
    UsualWorkerChange,
    WorkerChangeRow,
    (UsualWorkerChange.changed_at.desc(),),
    to_name=_spoken(_to).where(_to.id == UsualWorkerChange.to_staff_id).scalar_subquery(),
)
_NEEDS_DUE = Read(
    "access_needs_to_review",
    select(AccessNeed.person_id, AccessNeed.id, AccessNeed.need_code, AccessNeed.review_due)
    .join(my_people, my_people.c.person_id == AccessNeed.person_id)
    .where(
        AccessNeed.review_due <= param("on", Date()),
        or_(AccessNeed.ended_on.is_(None), AccessNeed.ended_on > param("on", Date())),
        AccessNeed.withdrawn_at.is_(None),
    )
    .order_by(AccessNeed.review_due, AccessNeed.id),
)


def _rows(session: Session, read: Read, row: type[R], people: Ids) -> list[R]:
    return [row(*found) for found in read.run(session, people=people, limit=MOST)]


def addresses(session: Session, people: Ids) -> list[AddressRow]:
    """Present addresses first, then former ones."""
    return _rows(session, _ADDRESSES, AddressRow, people)


def contact_points(session: Session, people: Ids) -> list[ContactPointRow]:
    """Present contact points first, the preferred one at the top."""
    return _rows(session, _POINTS, ContactPointRow, people)


def access_needs(session: Session, people: Ids) -> list[AccessNeedRow]:
    """Present needs first."""
    return _rows(session, _NEEDS, AccessNeedRow, people)


def adjustments(session: Session, people: Ids) -> list[AdjustmentRow]:
    """Present adjustments first."""
    return _rows(session, _ADJUSTMENTS, AdjustmentRow, people)


def risks(session: Session, people: Ids) -> list[RiskRow]:
    """Open risks first, the newest at the top."""
    return _rows(session, _RISKS, RiskRow, people)


def newest_risk_review(session: Session, people: Ids) -> RiskReviewRow | None:
    """When somebody last looked at all risks, and what they said; None: never."""
    found = _REVIEWS.run(session, people=people, limit=1)
    return RiskReviewRow(*found[0]) if found else None


def sharing_decisions(session: Session, people: Ids) -> list[SharingRow]:
    """Decisions in force first, the newest at the top."""
    return _rows(session, _SHARING, SharingRow, people)


def related_people(session: Session, people: Ids) -> list[RelatedRow]:
    """Those who are part of the person's life now first, by priority."""
    return _rows(session, _RELATED, RelatedRow, people)


def care_team(session: Session, people: Ids) -> list[CareTeamRow]:
    """The present care team first, the lead at the top."""
    return _rows(session, _TEAM, CareTeamRow, people)


def allergies(session: Session, people: Ids) -> list[ListedRow]:
    """Allergies and intolerances; active ones first."""
    return _rows(session, _ALLERGIES, ListedRow, people)


def medications(session: Session, people: Ids) -> list[ListedRow]:
    """Medicines; active ones first."""
    return _rows(session, _MEDICATIONS, ListedRow, people)


def worker_changes(session: Session, people: Ids) -> list[WorkerChangeRow]:
    """Changes of the usual worker, newest first."""
    return _rows(session, _WORKER_CHANGES, WorkerChangeRow, people)


def access_needs_to_review(session: Session, *, on: date, limit: int = 200) -> list[tuple[UUID, UUID, str, date]]:
    """(person, need, code, due) of needs that are to be looked at again by a day."""
    rows = _NEEDS_DUE.run(session, on=on, limit=limit)
    return [(row.person_id, row.id, row.need_code, row.review_due) for row in rows]


READS = (
    _ADDRESSES,
    _POINTS,
    _NEEDS,
    _ADJUSTMENTS,
    _RISKS,
    _REVIEWS,
    _SHARING,
    _RELATED,
    _TEAM,
    _ALLERGIES,
    _MEDICATIONS,
    _WORKER_CHANGES,
    _NEEDS_DUE,
)
