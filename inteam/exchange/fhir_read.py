"""A FHIR document as people, lines of their lists and organisations, validated against R4 by fhir.resources."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from inteam.exchange import fhir_documents, fhir_entries, fhir_types, values
from inteam.exchange.fhir_documents import Entry
from inteam.exchange.fhir_entries import EntryReader
from inteam.exchange.fhir_parts import Neighbours
from inteam.exchange.fhir_patient import PatientReader
from inteam.exchange.incoming import Incoming, NotTaken, Refusal
from inteam.exchange.sources import Document
from inteam.people.nhs_number import Ranges

_HELPERS = frozenset({"Practitioner", "PractitionerRole", "Medication"})
"""Taken as names in what refers to them; one that nothing refers to is counted as not taken."""


def resources(
    document: Document, *, today: date, live: bool = False, issued: Ranges | None = None
) -> Iterator[Incoming]:
    """The document's people first, then what is about them. Raises InputError where it cannot be read."""
    entries = fhir_documents.entries(document)
    neighbours = Neighbours(entries)
    patients = PatientReader(document.name, neighbours, today, live=live, issued=issued)
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
    if entry.kind == "Patient":
        links = entry.resource.get("link", [])
        return 2 if any(isinstance(one, dict) and one.get("type") == "replaced-by" for one in links) else 1
    return 0 if entry.kind == "Organization" else 3


def _not_taken(entries: list[Entry], taken: frozenset[str], neighbours: Neighbours) -> Iterator[NotTaken]:
    left = Counter(
        entry.kind
        for entry in entries
        if entry.kind not in taken and not (entry.kind in _HELPERS and id(entry.resource) in neighbours.used)
    )
    yield from (NotTaken(kind, count) for kind, count in sorted(left.items()))


def _refusal(entry: Entry, source: str) -> Refusal | None:
    """Why a resource is not R4, with the path of the first fault, or None."""
    from pydantic import ValidationError  # noqa: PLC0415 (as above)

    resource = {name: value for name, value in entry.resource.items() if name not in ("text", "contained")}
    if resource.get("modifierExtension"):
        path = f"{entry.kind}.modifierExtension"
        return Refusal(source, entry.row, path, "", "fhir_modifier", person=entry.kind == "Patient")
    try:
        fhir_types.model(entry.kind).model_validate(resource)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join([entry.kind, *(str(part) for part in first["loc"])])
        value = first.get("input")
        shown = value if isinstance(value, str) else ""
        is_person = entry.kind == "Patient"
        return Refusal(source, entry.row, path[:200], shown[:200], _reason(path, shown), person=is_person)
    return None


def _reason(path: str, value: str) -> str:
    """Why a value is not R4: a day that does not exist says so itself."""
    if value and "date" in path.rpartition(".")[2].casefold():
        try:
            values.day(value, values.DateOrder.YMD)
        except values.UnreadableError as error:
            return error.code if error.code == "date_impossible" else "fhir_invalid"
    return "fhir_invalid"
