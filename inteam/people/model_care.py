"""Tables of what protects a person and who cares: needs for access, risks, sharing, relations, care team."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Record


class AccessNeed(Record):
    """One need of the Accessible Information Standard; need_code is from people/access_needs.py."""

    __tablename__ = "access_need"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    category: Mapped[str] = mapped_column(String(40))
    need_code: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str | None] = mapped_column(String(500))
    recorded_on: Mapped[date]
    source: Mapped[str | None] = mapped_column(String(100))
    consent_to_share: Mapped[str] = mapped_column(String(40), default="unknown")
    review_due: Mapped[date | None] = mapped_column(index=True)
    ended_on: Mapped[date | None]


class ReasonableAdjustment(Record):
    """An adjustment that a service must make (DAPB4019); the condition behind it may stay unsaid."""

    __tablename__ = "reasonable_adjustment"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    adjustment: Mapped[str] = mapped_column(String(500))
    adjustment_code: Mapped[str | None] = mapped_column(String(40))
    impairment: Mapped[str | None] = mapped_column(String(200))
    condition: Mapped[str | None] = mapped_column(String(200))
    consent_to_share: Mapped[str] = mapped_column(String(40), default="unknown")
    recorded_on: Mapped[date]
    review_due: Mapped[date | None]
    ended_on: Mapped[date | None]


class Risk(Record):
    """A risk to the person or to staff; a safeguarding one shows its words to permitted roles only."""

    __tablename__ = "risk"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40), default="general")
    title: Mapped[str] = mapped_column(String(100))  # a few words, as in the banner
    level: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str | None]
    safeguarding_type: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(40), default="open")
    raised_on: Mapped[date]
    raised_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    review_due: Mapped[date | None] = mapped_column(index=True)
    closed_on: Mapped[date | None]
    closed_reason: Mapped[str | None] = mapped_column(String(200))


class RiskReview(Record):
    """Somebody looked at the risks on a day and said what stands, "no known risks" included."""

    __tablename__ = "risk_review"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reviewed_on: Mapped[date]
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    answer: Mapped[str] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(String(500))
    risk_id: Mapped[UUID | None] = mapped_column(ForeignKey("risk.id"), index=True)  # None: all

    __table_args__ = (Index(None, "person_id", "reviewed_on"),)


class SharingDecision(Record):
    """What a person said about sharing with one organisation, or with all of a category.

    ended_on is the day on which they took it back; withdrawn_at means that the row was a mistake.
    """

    __tablename__ = "sharing_decision"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    category: Mapped[str | None] = mapped_column(String(40))  # an organisation type, where no one
    scope: Mapped[str] = mapped_column(String(40))
    decision: Mapped[str] = mapped_column(String(40))
    basis: Mapped[str | None] = mapped_column(String(40))
    given_on: Mapped[date]
    given_by: Mapped[str | None] = mapped_column(String(100))
    capacity_basis: Mapped[str | None] = mapped_column(String(200))
    expires_on: Mapped[date | None]
    evidence_note: Mapped[str | None] = mapped_column(String(500))
    ended_on: Mapped[date | None]
    ended_note: Mapped[str | None] = mapped_column(String(500))


class RelatedPerson(Record):
    """Somebody in the person's life; next of kin and emergency contact are kept apart."""

    __tablename__ = "related_person"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    relationship: Mapped[str] = mapped_column(String(100))
    next_of_kin: Mapped[bool] = mapped_column(Boolean, default=False)
    emergency_contact: Mapped[bool] = mapped_column(Boolean, default=False)
    unpaid_carer: Mapped[bool] = mapped_column(Boolean, default=False)
    lpa_health: Mapped[bool] = mapped_column(Boolean, default=False)
    lpa_finance: Mapped[bool] = mapped_column(Boolean, default=False)
    deputy: Mapped[bool] = mapped_column(Boolean, default=False)
    advocate: Mapped[bool] = mapped_column(Boolean, default=False)
    parental_responsibility: Mapped[bool] = mapped_column(Boolean, default=False)
    document_seen_on: Mapped[date | None]  # of a power of attorney or deputyship
    document_seen_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    document_registered: Mapped[bool] = mapped_column(Boolean, default=False)
    phone: Mapped[str | None] = mapped_column(String(200))
    phone_e164: Mapped[str | None] = mapped_column(String(20))
    may_be_told: Mapped[str | None] = mapped_column(String(500))
    linked_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    priority: Mapped[int] = mapped_column(default=1)
    ended_on: Mapped[date | None]


class CareTeamMember(Record):
    """A professional who cares for the person: a colleague here (staff_id) or somebody elsewhere."""

    __tablename__ = "care_team_member"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(100))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    organisation_name: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(200))
    is_lead: Mapped[bool] = mapped_column(Boolean, default=False)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Allergy(Record):
    """An allergy or intolerance as another system gave it; read only here, never entered-in-error."""

    __tablename__ = "allergy"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    display: Mapped[str]
    code: Mapped[str | None] = mapped_column(String(40))
    system: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(40))  # clinical status: active, inactive, resolved
    verification: Mapped[str | None] = mapped_column(String(40))
    criticality: Mapped[str | None] = mapped_column(String(40))
    reaction: Mapped[str | None]
    recorded_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(String(200))


class Medication(Record):
    """A medicine as another system gave it; read only here, never entered-in-error."""

    __tablename__ = "medication"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    display: Mapped[str]
    code: Mapped[str | None] = mapped_column(String(40))
    system: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(40))
    intent: Mapped[str | None] = mapped_column(String(40))
    dosage: Mapped[str | None]
    authored_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(String(200))
