"""Reads of what protects a person: needs for access, adjustments, risks and when they were looked at."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Date, Uuid, or_, select
from sqlalchemy.orm import Session, aliased

from inteam.organisations.model import Staff
from inteam.people.access_needs import RecordedNeed
from inteam.people.model import AccessNeed, ReasonableAdjustment, Risk, RiskReview
from inteam.people.reading import Ids, read_of, rows, spoken
from inteam.people.risks import RiskLine
from inteam.store.reads import Read, my_people, one_of, param


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


_raiser, _reviewer = aliased(Staff), aliased(Staff)
_NEEDS = read_of(
    "person_access_needs",
    AccessNeed,
    AccessNeedRow,
    (AccessNeed.ended_on.is_not(None), AccessNeed.category, AccessNeed.need_code),
)
_ADJUSTMENTS = read_of(
    "person_adjustments",
    ReasonableAdjustment,
    AdjustmentRow,
    (ReasonableAdjustment.ended_on.is_not(None), ReasonableAdjustment.recorded_on.desc()),
)
_RISKS = read_of(
    "person_risks",
    Risk,
    RiskRow,
    (Risk.closed_on.is_not(None), Risk.raised_on.desc()),
    raised_by=spoken(_raiser).where(_raiser.id == Risk.raised_by_id).scalar_subquery(),
)
_REVIEWS = Read(
    "person_risk_reviews",
    select(
        RiskReview.reviewed_on,
        RiskReview.answer,
        spoken(_reviewer).where(_reviewer.id == RiskReview.staff_id).scalar_subquery().label("by"),
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


def access_needs(session: Session, people: Ids) -> list[AccessNeedRow]:
    """Present needs first."""
    return rows(session, _NEEDS, AccessNeedRow, people)


def adjustments(session: Session, people: Ids) -> list[AdjustmentRow]:
    """Present adjustments first."""
    return rows(session, _ADJUSTMENTS, AdjustmentRow, people)


def risks(session: Session, people: Ids) -> list[RiskRow]:
    """Open risks first, the newest at the top."""
    return rows(session, _RISKS, RiskRow, people)


def newest_risk_review(session: Session, people: Ids) -> RiskReviewRow | None:
    """When somebody last looked at all risks, and what they said; None: never."""
    found = _REVIEWS.run(session, people=people, limit=1)
    return RiskReviewRow(*found[0]) if found else None


def access_needs_to_review(session: Session, *, on: date, limit: int = 200) -> list[tuple[UUID, UUID, str, date]]:
    """(person, need, code, due) of needs that are to be looked at again by a day."""
    rows = _NEEDS_DUE.run(session, on=on, limit=limit)
    return [(row.person_id, row.id, row.need_code, row.review_due) for row in rows]


READS = (_NEEDS, _ADJUSTMENTS, _RISKS, _REVIEWS, _NEEDS_DUE)
