"""Use cases of who stands around a person: agreement to share, related people, the care team."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from inteam.errors import InputError
from inteam.organisations.model import Organisation, Staff
from inteam.people import phone, records, sharing, texts
from inteam.people.choices import SharingAnswer, SharingBasis, SharingScope
from inteam.people.model import CareTeamMember, RelatedPerson, SharingDecision
from inteam.store.base import find
from inteam.store.database import Work


@dataclass(frozen=True)
class SharingEntry:
    """What the person said about sharing with one organisation, or with all of a category."""

    scope: str
    decision: str
    organisation_id: UUID | None = None
    category: str | None = None
    basis: str | None = None
    given_on: date | None = None
    given_by: str | None = None
    capacity_basis: str | None = None
    expires_on: date | None = None
    evidence_note: str | None = None


@dataclass(frozen=True)
class RelatedPersonEntry:
    """Somebody in the person's life; next of kin (no legal power) and emergency contact are kept apart."""

    name: str
    relationship: str
    next_of_kin: bool = False
    emergency_contact: bool = False
    unpaid_carer: bool = False
    lpa_health: bool = False
    lpa_finance: bool = False
    deputy: bool = False
    advocate: bool = False
    parental_responsibility: bool = False
    document_seen_on: date | None = None
    document_registered: bool = False
    phone: str | None = None
    may_be_told: str | None = None
    linked_person_id: UUID | None = None
    priority: int = 1


@dataclass(frozen=True)
class CareTeamEntry:
    """A professional who cares for the person: a colleague here, or somebody elsewhere by name."""

    name: str = ""
    role: str = ""
    staff_id: UUID | None = None
    organisation_id: UUID | None = None
    organisation_name: str | None = None
    phone: str | None = None
    email: str | None = None
    is_lead: bool = False


def record_sharing(work: Work, person_id: UUID, entry: SharingEntry) -> UUID:
    """Keep what the person said; a decision before it about the same ends on that day."""
    work.actor.require("people.write")
    kind = entry.category
    if entry.organisation_id is not None:
        organisation = find(work.session, Organisation, entry.organisation_id)
        if organisation is None:
            raise InputError(organisation_id="unknown")
        kind = organisation.kind
    records.check(sharing_problems(entry, work.today, kind))
    given = entry.given_on or work.today
    for before in _same_question(work, person_id, entry):
        before.ended_on = max(given, before.given_on)
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    values |= {name: texts.tidy(values[name]) for name in ("given_by", "capacity_basis", "evidence_note")}
    return records.add(work, SharingDecision, person_id, values | {"given_on": given}, "sharing_decided").id


def sharing_problems(entry: SharingEntry, today: date, kind: str | None) -> dict[str, str]:
    """Field → code of what cannot be accepted. kind: of the organisation, or the category."""
    given = entry.given_on or today
    found: dict[str, str | None] = {
        "scope": None if entry.scope in set(SharingScope) else "required",
        "decision": None if entry.decision in set(SharingAnswer) else "required",
        "basis": "unknown" if entry.basis and entry.basis not in set(SharingBasis) else None,
        "organisation_id": "required" if entry.organisation_id is None and not entry.category else None,
        "given_on": "in_future" if given > today else None,
        "expires_on": "before_start" if entry.expires_on and entry.expires_on < given else None,
        "evidence_note": texts.problem(entry.evidence_note, 500),
        "given_by": texts.problem(entry.given_by, 100),
    }
    if not found["basis"] and not found["decision"]:
        found["basis"] = sharing.basis_problem(entry.decision, entry.basis, kind)
    return {name: code for name, code in found.items() if code}


def _same_question(work: Work, person_id: UUID, entry: SharingEntry) -> list[SharingDecision]:
    found = select(SharingDecision).where(
        SharingDecision.person_id == person_id,
        SharingDecision.scope == entry.scope,
        SharingDecision.ended_on.is_(None),
        SharingDecision.withdrawn_at.is_(None),
        SharingDecision.organisation_id == entry.organisation_id
        if entry.organisation_id is not None
        else SharingDecision.organisation_id.is_(None) & (SharingDecision.category == entry.category),
    )
    return list(work.session.scalars(found))


def take_back_sharing(work: Work, decision_id: UUID, version: int, *, note: str | None = None) -> None:
    """The person takes an agreement back; it holds no more from today on, in every view, print and export."""
    records.check({"note": texts.problem(note, 500)})
    values = {"ended_on": work.today, "ended_note": texts.tidy(note)}
    records.amend(work, SharingDecision, decision_id, version, values, "sharing_taken_back")


def related_problems(entry: RelatedPersonEntry, today: date) -> dict[str, str]:
    """Field → code of what cannot be accepted."""
    found: dict[str, str | None] = {
        "name": texts.problem(entry.name, 200) if entry.name.strip() else "required",
        "relationship": texts.problem(entry.relationship, 100) if entry.relationship.strip() else "required",
        "phone": texts.problem(entry.phone, 200),
        "may_be_told": texts.problem(entry.may_be_told, 500),
        "document_seen_on": "in_future" if entry.document_seen_on and entry.document_seen_on > today else None,
    }
    return {name: code for name, code in found.items() if code}


def _related_values(work: Work, entry: RelatedPersonEntry) -> dict[str, Any]:
    values: dict[str, Any] = {field.name: getattr(entry, field.name) for field in fields(entry)}
    values |= {name: texts.tidy(values[name]) for name in ("name", "relationship", "phone", "may_be_told")}
    seen_by = work.actor.staff_id if entry.document_seen_on else None
    if seen_by is not None and find(work.session, Staff, seen_by) is None:
        seen_by = None
    return values | {"phone_e164": phone.e164(entry.phone), "document_seen_by_id": seen_by}


def add_related_person(work: Work, person_id: UUID, entry: RelatedPersonEntry) -> UUID:
    """Add somebody in the person's life."""
    work.actor.require("people.write")
    records.check(related_problems(entry, work.today))
    return records.add(work, RelatedPerson, person_id, _related_values(work, entry), "related_person_added").id


def amend_related_person(work: Work, related_id: UUID, version: int, entry: RelatedPersonEntry) -> None:
    """Change what is known of them."""
    records.check(related_problems(entry, work.today))
    values = _related_values(work, entry)
    records.amend(work, RelatedPerson, related_id, version, values, "related_person_amended")


def end_related_person(work: Work, related_id: UUID, version: int, on: date) -> None:
    """They are not part of the person's life any more."""
    records.end(work, RelatedPerson, related_id, version, "ended_on", on, "related_person_ended")


def care_team_problems(entry: CareTeamEntry) -> dict[str, str]:
    """Field → code of what cannot be accepted; a colleague's own name and role are known."""
    found: dict[str, str | None] = {
        "phone": texts.problem(entry.phone, 200),
        "email": texts.problem(entry.email, 200),
        "organisation_name": texts.problem(entry.organisation_name, 200),
    }
    if entry.staff_id is None:
        found["name"] = texts.problem(entry.name, 200) if entry.name.strip() else "required"
        found["role"] = texts.problem(entry.role, 100) if entry.role.strip() else "required"
    return {name: code for name, code in found.items() if code}


def _team_values(work: Work, entry: CareTeamEntry) -> dict[str, Any]:
    values: dict[str, Any] = {field.name: getattr(entry, field.name) for field in fields(entry)}
    values |= {name: texts.tidy(values[name]) for name in ("organisation_name", "phone", "email")}
    if entry.staff_id is None:
        return values | {"name": entry.name.strip(), "role": entry.role.strip()}
    staff = find(work.session, Staff, entry.staff_id)
    if staff is None:
        raise InputError(staff_id="unknown")
    return values | {
        "name": staff.name,
        "role": entry.role.strip() or staff.job_title,
        "organisation_id": entry.organisation_id or staff.organisation_id,
        "phone": values["phone"] or staff.phone,
        "email": values["email"] or staff.email,
    }


def add_care_team_member(work: Work, person_id: UUID, entry: CareTeamEntry) -> UUID:
    """Add somebody to the care team; a new lead takes the place of the one before."""
    work.actor.require("people.write")
    records.check(care_team_problems(entry))
    values = _team_values(work, entry) | {"valid_from": work.today}
    member = records.add(work, CareTeamMember, person_id, values, "care_team_added")
    if entry.is_lead:
        _no_other_lead(work, person_id, member.id)
    return member.id


def amend_care_team_member(work: Work, member_id: UUID, version: int, entry: CareTeamEntry) -> None:
    """Change a member's role or how they are reached."""
    records.check(care_team_problems(entry))
    member = records.amend(work, CareTeamMember, member_id, version, _team_values(work, entry), "care_team_amended")
    if entry.is_lead:
        _no_other_lead(work, member.person_id, member.id)


def end_care_team_member(work: Work, member_id: UUID, version: int, on: date) -> None:
    """They do not care for the person any more."""
    records.end(work, CareTeamMember, member_id, version, "valid_to", on, "care_team_ended")


def _no_other_lead(work: Work, person_id: UUID, kept: UUID) -> None:
    leads = select(CareTeamMember).where(
        CareTeamMember.person_id == person_id, CareTeamMember.is_lead, CareTeamMember.withdrawn_at.is_(None)
    )
    for member in work.session.scalars(leads):
        if member.id != kept:
            member.is_lead = False
