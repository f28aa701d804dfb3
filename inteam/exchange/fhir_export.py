"""A person's record as a FHIR R4 bundle with UK Core profiles; the same record gives the same bytes. domain.md 12.1.

Never in it: withheld items, risks and safeguarding, notes that only some may read, referrals of affected others,
former names; of a sensitive person neither address nor phone nor practice (decision 14).
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from inteam import audit
from inteam.errors import DeniedError, InputError
from inteam.exchange import fhir_coded as coded
from inteam.exchange import fhir_lists, queries
from inteam.exchange.fhir_parts import NHS_NUMBER, ODS_CODE, OURS, UK_CORE
from inteam.people import nhs_number
from inteam.people.queries import HeaderRow, header
from inteam.store.database import Work

Resource = dict[str, Any]


def find_person(session: Session, number: str) -> UUID:
    """The person with an NHS number typed in any spacing. Raises InputError."""
    found = queries.people_with_number(session, nhs_number.strip(number))
    if not found:
        raise InputError(nhs_number="person_not_found")
    if len(found) > 1:
        raise InputError(nhs_number="several_people")
    return found[0]


def export_person(work: Work, person_id: UUID) -> bytes:
    """The bundle as indented JSON in UTF-8; that it left is audited. Raises DeniedError, InputError."""
    work.actor.require("exchange.export")
    person = header(work.session, person_id)
    if person is None:
        raise InputError(nhs_number="person_not_found")
    lists = queries.lists_of(work.session, person_id)
    if person.confidentiality == "restricted" and not any(
        row.staff_id == work.actor.staff_id and row.ended_on is None for row in lists["named_staff"]
    ):
        raise DeniedError("export_restricted")
    whole = bundle(person, lists)
    audit.note(work, "exchange.exported", person_id=person_id, detail={"resources": len(whole["entry"])})
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def bundle(person: HeaderRow, lists: dict[str, list[Row[Any]]]) -> Resource:
    """A bundle of type collection: the person first, then what is about them, by type and id."""
    withheld = {row.subject_id for row in lists["withheld"] if row.ended_on is None}
    shown = {name: [row for row in rows if row.id not in withheld] for name, rows in lists.items()}
    resources = [*_organisation(person), _patient(person, shown), *fhir_lists.resources(person.id, shown)]
    entries = [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _is_open(person: HeaderRow) -> bool:
    """Whether where the person lives and is registered may leave."""
    return person.confidentiality == "normal"


def _organisation(person: HeaderRow) -> Iterator[Resource]:
    if person.practice_id is None or not _is_open(person):
        return
    yield coded.resource(
        "Organization",
        person.practice_id,
        identifier=[{"system": ODS_CODE, "value": person.practice_code}] if person.practice_code else None,
        name=person.practice,
    )


def _patient(person: HeaderRow, lists: dict[str, list[Row[Any]]]) -> Resource:
    made = coded.resource(
        "Patient",
        person.id,
        extension=list(_extensions(person)) or None,
        identifier=list(_identifiers(person)),
        name=list(_names(person)),
        telecom=[_telecom(row) for row in _ranked(lists["points"])] if _is_open(person) else None,
        gender={"1": "male", "2": "female", "9": "other"}.get(person.sex, "unknown"),
        birthDate=_partial(person.born_on, person.dob_precision),
        **_death(person),
        address=[_address(row) for row in lists["addresses"]] if _is_open(person) else None,
        communication=_communication(person),
        generalPractitioner=_practice(person),
    )
    if not _is_open(person):
        system = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
        made["meta"]["security"] = [{"system": system, "code": "R", "display": "restricted"}]
    return made


_STATUSES = {
    "01": ("number-present-and-verified", "Number present and verified"),
    "02": ("number-present-but-not-traced", "Number present but not traced"),
    "03": ("trace-required", "Trace required"),
    "04": ("trace-attempted-no-match-or-multiple-match-found", "Trace attempted - No match or multiple match found"),
    "05": ("trace-needs-to-be-resolved", "Trace needs to be resolved - (NHS number or patient detail conflict)"),
    "06": ("trace-in-progress", "Trace in progress"),
    "07": ("number-not-present-and-trace-not-required", "Number not present and trace not required"),
    "08": ("trace-postponed", "Trace postponed (baby under six weeks old)"),
}


def _identifiers(person: HeaderRow) -> Iterator[Resource]:
    if person.nhs_number:
        code, words = _STATUSES[person.nhs_number_status]
        system = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland"
        status = coded.concept(words, code, system)
        url = f"{UK_CORE}Extension-UKCore-NHSNumberVerificationStatus"
        extension = [{"url": url, "valueCodeableConcept": status}]
        yield {"extension": extension, "system": NHS_NUMBER, "value": person.nhs_number}
    yield {"system": OURS, "value": str(person.id)}


def _names(person: HeaderRow) -> Iterator[Resource]:
    given = [part for part in (person.given_name, person.middle_names) if part]
    yield coded.filled(
        use="official",
        family=person.family_name or None,
        given=given or None,
        prefix=[person.title] if person.title else None,
        suffix=[person.suffix] if person.suffix else None,
    )
    if person.preferred_name:
        yield {"use": "nickname", "given": [person.preferred_name]}


def _extensions(person: HeaderRow) -> Iterator[Resource]:
    if person.ethnicity_code != "99":
        system = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland"
        value = coded.concept(coded.ethnic_words(person.ethnicity_code), person.ethnicity_code, system)
        yield {"url": f"{UK_CORE}Extension-UKCore-EthnicCategory", "valueCodeableConcept": value}
    if person.interpreter_required in ("yes", "no"):
        url = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
        yield {"url": url, "valueBoolean": person.interpreter_required == "yes"}
    if person.death_status in ("reported", "confirmed"):
        code, words = ("2", "Formal") if person.death_status == "confirmed" else ("1", "Informal")
        system = "https://fhir.hl7.org.uk/CodeSystem/UKCore-DeathNotificationStatus"
        status = {"url": "deathNotificationStatus", "valueCodeableConcept": coded.concept(words, code, system)}
        yield {"url": f"{UK_CORE}Extension-UKCore-DeathNotificationStatus", "extension": [status]}


def _death(person: HeaderRow) -> Resource:
    if person.died_on:
        return {"deceasedDateTime": person.died_on.isoformat()}
    return {"deceasedBoolean": True} if person.death_status in ("reported", "confirmed") else {}


def _communication(person: HeaderRow) -> list[Resource] | None:
    if not person.language_code:
        return None
    language = coded.concept(coded.language_words(person.language_code), person.language_code, "urn:ietf:bcp:47")
    return [{"language": language, "preferred": True}]


def _practice(person: HeaderRow) -> list[Resource] | None:
    if person.practice_id is None or not _is_open(person):
        return None
    found: Resource = {"reference": f"urn:uuid:{person.practice_id}", "type": "Organization"}
    if person.practice_code:
        found["identifier"] = {"system": ODS_CODE, "value": person.practice_code}
    return [found]


def _ranked(rows: list[Row[Any]]) -> list[Row[Any]]:
    return sorted((row for row in rows if row.ended_on is None), key=lambda row: (row.rank, row.id))


_SYSTEMS = {"phone": "phone", "mobile": "phone", "sms": "sms", "email": "email", "video": "url", "letter": "other"}


def _telecom(row: Row[Any]) -> Resource:
    use = "mobile" if row.system == "mobile" else row.use if row.use in ("home", "work", "temp") else None
    return coded.filled(system=_SYSTEMS.get(row.system, "other"), value=row.value, use=use, rank=max(1, row.rank))


def _address(row: Row[Any]) -> Resource:
    uses = {"home": "home", "temporary": "temp", "work": "work", "correspondence": "billing"}
    lines = [line for line in (row.line1, row.line2, row.line3, row.line4, row.line5) if line]
    return coded.filled(
        use="old" if row.valid_to else uses.get(row.use, "home"),
        line=lines or None,
        postalCode=row.postcode,
        period=coded.period(row.valid_from, row.valid_to),
    )


def _partial(day: date | None, precision: str) -> str | None:
    if day is None or precision == "unknown":
        return None
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]
