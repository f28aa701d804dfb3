"""A FHIR document as people, lines of their lists and organisations, validated against R4 by fhir.resources."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from inteam.exchange import fhir_documents, fhir_entries
from inteam.exchange.fhir_documents import Entry
from inteam.exchange.fhir_entries import EntryReader
from inteam.exchange.fhir_parts import Neighbours
from inteam.exchange.fhir_patient import PatientReader
from inteam.exchange.incoming import Incoming, NotTaken, Refusal
from inteam.exchange.sources import Document

_HELPERS = frozenset({"Practitioner", "PractitionerRole", "Medication"})
"""Taken as names in what refers to them; one that nothing refers to is counted as not taken."""


def resources(document: Document, *, today: date, live: bool = False) -> Iterator[Incoming]:
    """The document's people first, then what is about them. Raises InputError where it cannot be read."""
    entries = fhir_documents.entries(document)
    neighbours = Neighbours(entries)
    patients = PatientReader(document.name, neighbours, today, live=live)
    lines = EntryReader(document.name, neighbours, today)
    taken = lines.kinds | {"Patient", "Organization"}
    good = []
    for entry in entries:
        refusal = _refusal(entry, document.name) if entry.kind in taken else None
        if refusal is not None:
            yield refusal
        else:
            good.append(entry)
    for entry in sorted(good, key=_people_first):
        if entry.kind == "Patient":
            person, warned = patients.read(entry)
            yield person
            yield from warned
        elif entry.kind == "Organization":
            yield fhir_entries.organisation(entry, document.name)
        elif entry.kind in taken:
            yield lines.read(entry)
    yield from _not_taken(good, taken, neighbours)


def _people_first(entry: Entry) -> int:
    return {"Organization": 0, "Patient": 1}.get(entry.kind, 2)


def _not_taken(entries: list[Entry], taken: frozenset[str], neighbours: Neighbours) -> Iterator[NotTaken]:
    left = Counter(
        entry.kind
        for entry in entries
        if entry.kind not in taken and not (entry.kind in _HELPERS and id(entry.resource) in neighbours.used)
    )
    yield from (NotTaken(kind, count) for kind, count in sorted(left.items()))


def _refusal(entry: Entry, source: str) -> Refusal | None:
    """Why a resource is not R4, with the path of the first fault, or None."""
    from fhir.resources.R4B import get_fhir_model_class  # noqa: PLC0415 (imports of FHIR only)
    from pydantic import ValidationError  # noqa: PLC0415

    resource = {name: value for name, value in entry.resource.items() if name not in ("text", "contained")}
    if resource.get("modifierExtension"):
        path = f"{entry.kind}.modifierExtension"
        return Refusal(source, entry.row, path, "", "fhir_modifier", person=entry.kind == "Patient")
    try:
        get_fhir_model_class(entry.kind).model_validate(resource)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join([entry.kind, *(str(part) for part in first["loc"])])
        value = first.get("input")
        shown = value if isinstance(value, str) else ""
        is_person = entry.kind == "Patient"
        return Refusal(source, entry.row, path[:200], shown[:200], "fhir_invalid", person=is_person)
    return None
