"""Reads of who stands around a person: agreement to share, related people, the care team, the usual worker."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from inteam.organisations.model import Organisation, Staff
from inteam.people.model import CareTeamMember, RelatedPerson, SharingDecision
from inteam.people.reading import Ids, read_of, rows, spoken
from inteam.people.sharing import Decision


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


_colleague = aliased(Staff)
_body, _kept = aliased(Organisation), aliased(Organisation)
_SHARING = read_of(
    "person_sharing",
    SharingDecision,
    SharingRow,
    (SharingDecision.ended_on.is_not(None), SharingDecision.given_on.desc()),
    organisation=select(_body.name).where(_body.id == SharingDecision.organisation_id).scalar_subquery(),
    organisation_kind=select(_kept.kind).where(_kept.id == SharingDecision.organisation_id).scalar_subquery(),
)
_RELATED = read_of(
    "person_related",
    RelatedPerson,
    RelatedRow,
    (RelatedPerson.ended_on.is_not(None), RelatedPerson.priority, RelatedPerson.name),
)
_TEAM = read_of(
    "person_care_team",
    CareTeamMember,
    CareTeamRow,
    (CareTeamMember.valid_to.is_not(None), CareTeamMember.is_lead.desc(), CareTeamMember.name),
    # A colleague is shown by the name that they have now, whatever it was when they joined.
    name=func.coalesce(
        spoken(_colleague).where(_colleague.id == CareTeamMember.staff_id).scalar_subquery(), CareTeamMember.name
    ),
    organisation=func.coalesce(
        CareTeamMember.organisation_name,
        select(_body.short_name).where(_body.id == CareTeamMember.organisation_id).scalar_subquery(),
    ),
)


def sharing_decisions(session: Session, people: Ids) -> list[SharingRow]:
    """Decisions in force first, the newest at the top."""
    return rows(session, _SHARING, SharingRow, people)


def related_people(session: Session, people: Ids) -> list[RelatedRow]:
    """Those who are part of the person's life now first, by priority."""
    return rows(session, _RELATED, RelatedRow, people)


def care_team(session: Session, people: Ids) -> list[CareTeamRow]:
    """The present care team first, the lead at the top."""
    return rows(session, _TEAM, CareTeamRow, people)


READS = (_SHARING, _RELATED, _TEAM)
