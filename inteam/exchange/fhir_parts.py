"""The small parts of FHIR resources: codes, names, periods, days, extensions; read from the JSON form."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from inteam.exchange.fhir_documents import Entry, Resource

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code"
UK_CORE = "https://fhir.hl7.org.uk/StructureDefinition/"
OURS = "urn:inteam:person"
_MOST = 200


@dataclass(frozen=True)
class Code:
    """What a CodeableConcept says: words, and the first coding that has a code."""

    display: str
    code: str = ""
    system: str = ""


def concept(value: Any) -> Code:
    """The words and code of a CodeableConcept; empty where there are none."""
    if not isinstance(value, dict):
        return Code("")
    codings = [coding for coding in value.get("coding", []) if isinstance(coding, dict)]
    best = next((coding for coding in codings if coding.get("code")), {})
    shown = value.get("text") or next((c["display"] for c in codings if c.get("display")), "") or best.get("code", "")
    return Code(" ".join(str(shown).split()), str(best.get("code", "")), str(best.get("system", ""))[:_MOST])


def codes(value: Any) -> set[str]:
    """All codes of a CodeableConcept."""
    codings = value.get("coding", []) if isinstance(value, dict) else []
    return {str(coding["code"]) for coding in codings if isinstance(coding, dict) and coding.get("code")}


def day(value: Any) -> date | None:
    """The day of a date or moment, the first of the month or year where only these are given."""
    if not isinstance(value, str) or len(value) < 4:
        return None
    parts = [int(part) for part in value[:10].split("-") if part.isdigit()]
    try:
        year, month, day_of_month = [*parts, 1, 1][:3]
        return date(year, month, day_of_month)
    except ValueError:
        return None


def precision(value: str) -> str:
    """day, month or year: how much of a FHIR date is given."""
    return {4: "year", 7: "month"}.get(len(value), "day")


def over(value: Any, today: date) -> bool:
    """Whether a part's period has ended."""
    end = day(period(value).get("end"))
    return end is not None and end < today


def period(value: Any) -> dict[str, Any]:
    """The period of a part, empty where it has none."""
    found = value.get("period") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def extensions(value: Any, name: str) -> Iterator[dict[str, Any]]:
    """The extensions whose address ends in the name."""
    for extension in value.get("extension", []) if isinstance(value, dict) else []:
        if isinstance(extension, dict) and str(extension.get("url", "")).rsplit("/", 1)[-1] == name:
            yield extension


def name(value: Any) -> tuple[str, str, str, str]:
    """Family, given, further given names and title of a HumanName; from its text where it has no parts."""
    if not isinstance(value, dict):
        return "", "", "", ""
    given = [str(part) for part in value.get("given", []) if part]
    title = " ".join(str(part) for part in value.get("prefix", []) if part)
    family = str(value.get("family") or "")
    if not family and not given and value.get("text"):
        from inteam.exchange.values import split_name  # noqa: PLC0415 (the two modules know each other)

        family, first, in_text = split_name(str(value["text"]))
        return family, first, "", title or in_text
    return family, given[0] if given else "", " ".join(given[1:]), title


def full_name(values: Any) -> str:
    """Title, given and family name of the first of some HumanNames, as said aloud."""
    first = next((value for value in values or [] if isinstance(value, dict)), None)
    if first is None:
        return ""
    family, given, more, title = name(first)
    words = " ".join(part for part in (title, given, more, family) if part) or str(first.get("text") or "")
    return " ".join(words.split())[:_MOST]


def phone(values: Any) -> str:
    """The first phone number."""
    for value in values or []:
        if isinstance(value, dict) and value.get("system") in ("phone", "sms", None) and value.get("value"):
            return str(value["value"])[:_MOST]
    return ""


def reference(value: Any) -> str:
    """What a Reference points to, as written; "" for none."""
    return str(value.get("reference") or "") if isinstance(value, dict) else ""


def identifier(value: Any, system: str) -> str:
    """The value of a Reference's or resource's identifier in a naming system."""
    found = value.get("identifier") if isinstance(value, dict) else None
    for candidate in found if isinstance(found, list) else [found]:
        if isinstance(candidate, dict) and candidate.get("system") == system and candidate.get("value"):
            return str(candidate["value"]).strip()
    return ""


def identifiers(resource: Resource) -> list[str]:
    """All identifiers of a resource as system|value, by which others may refer to it."""
    listed = [value for value in resource.get("identifier", []) if isinstance(value, dict)]
    return [token for value in listed if (token := _token(value))]


def _token(identifier: dict[str, Any]) -> str:
    system, value = str(identifier.get("system") or ""), str(identifier.get("value") or "").strip()
    if system == NHS_NUMBER:
        value = "".join(character for character in value if character.isdigit())
    return f"{system}|{value}" if system and value else ""


def person(value: Any) -> str:
    """Whom a Reference means: its address without a version, else the identifier as system|value, "" for nobody."""
    if not isinstance(value, dict):
        return ""
    pointed = reference(value).split("/_history/")[0]
    given = value.get("identifier")
    return pointed or (_token(given) if isinstance(given, dict) else "")


def fingerprint(resource: Resource) -> str:
    """A SHA-256 over what the resource says; when it was sent and its narrative do not count."""
    said = {name: value for name, value in resource.items() if name not in ("meta", "text")}
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class Neighbours:
    """The resources that stand in one document, found by how others refer to them."""

    def __init__(self, entries: list[Entry]) -> None:
        self._by_reference = {name: entry.resource for entry in reversed(entries) for name in entry.references}
        self.used: set[int] = set()

    def find(self, value: Any, holder: Resource | None = None) -> Resource | None:
        """The resource that a Reference points to, in the document or contained in its holder."""
        pointed = reference(value)
        if pointed.startswith("#"):
            return _contained(holder or {}, pointed[1:])
        found = self._by_reference.get(pointed) or self._by_reference.get("/".join(pointed.split("/")[-2:]))
        if found is not None:
            self.used.add(id(found))
        return found

    def called(self, value: Any, holder: Resource | None = None) -> str:
        """The name of the practitioner or organisation that a Reference points to; its display where it is not here."""
        found = self.find(value, holder) or {}
        if found.get("resourceType") == "PractitionerRole":
            return self.called(found.get("practitioner"), found)
        names = found.get("name")
        shown = names if isinstance(names, str) else full_name(names)
        said = value.get("display") if isinstance(value, dict) else ""
        return " ".join(str(shown or said or "").split())[:_MOST]


def _contained(holder: Resource, wanted: str) -> Resource | None:
    inside = holder.get("contained")
    for resource in inside if isinstance(inside, list) else []:
        if isinstance(resource, dict) and resource.get("id") == wanted:
            return resource
    return None
