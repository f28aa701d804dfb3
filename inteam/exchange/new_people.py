"""The rows that a new person makes."""

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from inteam.exchange import values
from inteam.exchange.incoming import (
    IncomingAddress,
    IncomingName,
    IncomingNeed,
    IncomingPerson,
    IncomingPoint,
    IncomingRelation,
)
from inteam.exchange.model import SourceKey
from inteam.exchange.state import status_of
from inteam.people import postcode
from inteam.people.folding import sort_key
from inteam.people.model import (
    AccessNeed,
    Address,
    ContactPoint,
    Person,
    PersonName,
    Registration,
    RelatedPerson,
)
from inteam.people.search_index import Named
from inteam.store.base import Record

TABLES = (Person, PersonName, Registration, Address, ContactPoint, AccessNeed, RelatedPerson, SourceKey)
"""In the order in which they refer to each other."""


class Rows(Protocol):
    """Where rows are collected."""

    def add(self, model: type[Record], values: dict[str, Any], row_id: UUID | None = None) -> UUID:
        """Collect a row; gives its id."""
        ...


def add_person(
    bulk: Rows,
    person: IncomingPerson,
    person_id: UUID,
    practice_id: UUID | None,
    today: date,
    *,
    review_due: date,
    keyed: bool = True,
) -> None:
    """Collect all rows of a new person; keyed: with the identifier by which the source knows them.

    review_due: when the team looks at their needs for access again.
    """
    bulk.add(Person, person_values(person, practice_id), person_id)
    for name in person.other_names:
        bulk.add(PersonName, name_values(person_id, name))
    if practice_id is not None:
        bulk.add(Registration, registration_values(person_id, practice_id, person.registered_on, person.source))
    for address in person.addresses:
        bulk.add(Address, address_values(person_id, address))
    for rank, point in enumerate(person.points, 1):
        bulk.add(ContactPoint, point_values(person_id, point, rank))
    for need in person.needs:
        bulk.add(AccessNeed, need_values(person_id, need, person.source, today, review_due))
    for rank, relation in enumerate(person.relations, 1):
        bulk.add(RelatedPerson, relation_values(person_id, relation, rank))
    if keyed:
        bulk.add(SourceKey, key_values(person, person_id))


def person_values(person: IncomingPerson, practice_id: UUID | None) -> dict[str, Any]:
    """Columns of person; preferences and answers that nobody gave stay unknown."""
    return {
        "family_name": person.family_name,
        "given_name": person.given_name or None,
        "middle_names": person.middle_names or None,
        "title": person.title or None,
        "suffix": person.suffix or None,
        "preferred_name": person.preferred_name or None,
        "sort_key": sort_key(person.family_name, person.given_name),
        "born_on": person.born_on,
        "dob_precision": str(person.dob_precision),
        "dob_estimated": False,
        "nhs_number": person.nhs_number or None,
        "nhs_number_status": status_of(person),
        "nhs_number_absent_reason": None if person.nhs_number else "not_yet_known",
        "sex": person.sex or "X",
        "ethnicity_code": person.ethnicity_code or "99",
        "ethnicity_source": "imported" if person.ethnicity_code else None,
        "language_code": person.language_code or None,
        "interpreter_required": person.interpreter_required or "unknown",
        "practice_id": practice_id,
        "usual_gp_name": person.usual_gp_name or None,
        "confidentiality": "sensitive" if person.sensitive else "normal",
        "death_status": person.death_status or "alive",
        "died_on": person.died_on,
        "allergies_standing": "not_recorded",
    }


def named(person: IncomingPerson, person_id: UUID) -> Named:
    """What the person is found by."""
    former = [part for name in person.other_names for part in (name.family_name, name.given_name) if part]
    return Named(
        person_id,
        person.family_name,
        person.given_name or None,
        person.middle_names or None,
        person.preferred_name or None,
        person.nhs_number or None,
        former,
        sort_key(person.family_name, person.given_name),
    )


def name_values(person_id: UUID, name: IncomingName) -> dict[str, Any]:
    """Columns of person_name."""
    return {
        "person_id": person_id,
        "family_name": name.family_name,
        "given_name": name.given_name or None,
        "use": name.use,
        "valid_to": name.valid_to,
    }


def registration_values(person_id: UUID, practice_id: UUID, since: date | None, source: str) -> dict[str, Any]:
    """Columns of registration."""
    return {"person_id": person_id, "practice_id": practice_id, "valid_from": since, "source": source[:100]}


def address_values(person_id: UUID, address: IncomingAddress) -> dict[str, Any]:
    """Columns of address."""
    lines = [*address.lines, None, None, None, None, None][:5]
    return {
        "person_id": person_id,
        "use": address.use,
        **{f"line{number}": line for number, line in enumerate(lines, 1)},
        "postcode": address.postcode or None,
        "postcode_key": postcode.key(address.postcode) or None,
        "no_fixed_abode": address.postcode == postcode.NO_FIXED_ABODE,
        "valid_from": address.valid_from,
        "valid_to": address.valid_to,
    }


def point_values(person_id: UUID, point: IncomingPoint, rank: int) -> dict[str, Any]:
    """Columns of contact_point; whether it is safe to leave a message is unknown until somebody asks."""
    return {
        "person_id": person_id,
        "system": point.system,
        "value": point.value,
        "e164": None if point.system == "email" else values.e164(point.value),
        "use": point.use or None,
        "rank": rank,
        "preferred": False,
        "safe_to_leave_message": "unknown",
    }


def need_values(person_id: UUID, need: IncomingNeed, source: str, today: date, review_due: date) -> dict[str, Any]:
    """Columns of access_need; review_due: when the team looks at it again."""
    return {
        "person_id": person_id,
        "category": str(need.category),
        "need_code": str(need.code),
        "detail": need.detail[:500],
        "recorded_on": today,
        "source": source[:100],
        "consent_to_share": "unknown",
        "review_due": review_due,
    }


def relation_values(person_id: UUID, relation: IncomingRelation, priority: int) -> dict[str, Any]:
    """Columns of related_person; no powers are taken over, they need a document that somebody saw."""
    return {
        "person_id": person_id,
        "name": relation.name,
        "relationship": relation.relationship,
        "next_of_kin": relation.next_of_kin,
        "emergency_contact": relation.emergency_contact,
        "phone": relation.phone or None,
        "phone_e164": values.e164(relation.phone) if relation.phone else None,
        "priority": priority,
        **dict.fromkeys(_POWERS, False),
    }


_POWERS = (
    "unpaid_carer",
    "lpa_health",
    "lpa_finance",
    "deputy",
    "advocate",
    "parental_responsibility",
    "document_registered",
)


def key_values(person: IncomingPerson, person_id: UUID) -> dict[str, Any]:
    """Columns of source_key."""
    return {
        "person_id": person_id,
        "kind": "person",
        "row_id": person_id,
        "system": person.key.system,
        "value": person.key.value,
        "fingerprint": person.fingerprint,
    }
