"""The small parts of FHIR resources that we write: resources with their profile, codes, periods, references."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from inteam.exchange import codes
from inteam.exchange.fhir_parts import UK_CORE

_PROFILED = frozenset(
    {
        "Patient",
        "RelatedPerson",
        "Organization",
        "AllergyIntolerance",
        "MedicationRequest",
        "Condition",
        "CarePlan",
        "Encounter",
        "ServiceRequest",
        "Flag",
        "Task",
    }
)
LOCAL = "urn:inteam:"
"""Naming system of our own code lists; the list's name follows."""


def resource(kind: str, resource_id: UUID, **elements: Any) -> dict[str, Any]:
    """A resource with its UK Core profile, without the elements that say nothing."""
    meta = {"profile": [f"{UK_CORE}UKCore-{kind}"]} if kind in _PROFILED else None
    return {"resourceType": kind, "id": str(resource_id), **({"meta": meta} if meta else {}), **filled(**elements)}


def filled(**elements: Any) -> dict[str, Any]:
    """The elements that say something."""
    return {name: value for name, value in elements.items() if value not in (None, "", [], {})}


def concept(words: str | None, code: str | None = None, system: str | None = None) -> dict[str, Any]:
    """A CodeableConcept."""
    coding = filled(system=system, code=code, display=words) if code else None
    return filled(coding=[coding] if coding else None, text=words or code)


def status(code: str, system: str) -> dict[str, Any]:
    """A CodeableConcept of one of HL7's own code systems."""
    return {"coding": [{"system": f"http://terminology.hl7.org/CodeSystem/{system}", "code": code}]}


def to(kind: str, resource_id: UUID) -> dict[str, str]:
    """A reference within the bundle."""
    return {"reference": f"urn:uuid:{resource_id}", "type": kind}


def period(start: date | None, end: date | None) -> dict[str, str] | None:
    """A period, None where neither end is known."""
    return filled(start=day(start), end=day(end)) or None


def day(value: date | None) -> str | None:
    """A day in ISO form."""
    return value.isoformat() if value else None


def moment(value: datetime | None) -> str | None:
    """A moment with its offset."""
    return value.isoformat(timespec="seconds") if value else None


def ethnic_words(code: str) -> str:
    """The name of an ethnic category."""
    return codes.ETHNIC_CATEGORIES.get(code, code).split("|")[0]


def language_words(code: str) -> str:
    """The English name of a language."""
    return codes.language_name(code) or code
