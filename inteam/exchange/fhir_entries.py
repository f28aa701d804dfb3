"""FHIR resources about a person as lines of lists: allergies, medicines, relations, and what else was said.

Each reader gives the columns of its table; what the record has no table for becomes an outside entry, read only.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from inteam.exchange import fhir_parts
from inteam.exchange.fhir_documents import Entry, Resource
from inteam.exchange.fhir_parts import Neighbours, concept, day
from inteam.exchange.incoming import IncomingEntry, IncomingOrganisation, Key
from inteam.people import nhs_number

_IN_ERROR = "entered-in-error"
# SNOMED CT: no known allergy; no known drug, food, environmental, latex allergy.
NO_KNOWN_ALLERGIES = frozenset({"716186003", "409137002", "428607008", "428197003", "1003774007"})
_DETAIL = 4000

Values = dict[str, object]


class EntryReader:
    """Reads the resources about people of one document."""

    def __init__(self, source: str, neighbours: Neighbours, today: date) -> None:
        self._source, self._neighbours, self._today = source, neighbours, today
        self._readers: dict[str, tuple[str, str, Callable[[Resource], Values]]] = {
            "AllergyIntolerance": ("allergy", "patient", self._allergy),
            "MedicationRequest": ("medication", "subject", self._medication),
            "RelatedPerson": ("related_person", "patient", self._related),
            "Condition": ("condition", "subject", self._condition),
            "CarePlan": ("care_plan", "subject", self._care_plan),
            "Goal": ("goal", "subject", self._goal),
            "Encounter": ("encounter", "subject", self._encounter),
            "ServiceRequest": ("service_request", "subject", self._request),
            "Communication": ("communication", "subject", self._communication),
        }

    @property
    def kinds(self) -> frozenset[str]:
        """The types of resource that are read here."""
        return frozenset(self._readers)

    def read(self, entry: Entry) -> IncomingEntry:
        """The line that a resource becomes."""
        resource = entry.resource
        kind, whose, columns = self._readers[entry.kind]
        values = {name: value for name, value in columns(resource).items() if value not in ("", None)}
        if kind == "allergy" and fhir_parts.codes(resource.get("code")) & NO_KNOWN_ALLERGIES:
            kind = "no_known_allergies"
        fingerprint = fhir_parts.fingerprint(resource)
        person, number = self._person(resource, whose)
        return IncomingEntry(
            source=self._source,
            row=entry.row,
            kind=kind,
            person=person,
            person_number=number,
            key=_key(resource, fingerprint),
            fingerprint=fingerprint,
            in_error=_in_error(resource),
            values=values,
        )

    def _person(self, resource: Resource, whose: str) -> tuple[str, str]:
        """Whom the resource is about: the reference, and the NHS number where it says one."""
        value = resource.get(whose)
        person = fhir_parts.person(value)
        if person.startswith("#"):
            # A patient within the resource is known by its identifiers alone.
            inside = self._neighbours.find(value, resource) or {}
            person = next(iter(fhir_parts.identifiers(inside)), person)
        system, _, number = person.rpartition("|")
        if system != fhir_parts.NHS_NUMBER:
            number = fhir_parts.identifier(value, fhir_parts.NHS_NUMBER)
        return person, nhs_number.strip(number)

    def _allergy(self, resource: Resource) -> Values:
        code = concept(resource.get("code"))
        reactions = [
            concept(manifestation).display
            for reaction in resource.get("reaction", [])
            for manifestation in reaction.get("manifestation", [])
        ]
        return {
            "display": code.display or "Allergy without a name",
            "code": code.code[:40],
            "system": code.system,
            "status": concept(resource.get("clinicalStatus")).code or "unknown",
            "verification": concept(resource.get("verificationStatus")).code,
            "criticality": resource.get("criticality"),
            "reaction": ", ".join(dict.fromkeys(words for words in reactions if words)),
            "recorded_on": day(resource.get("recordedDate")) or day(resource.get("onsetDateTime")),
        }

    def _medication(self, resource: Resource) -> Values:
        code = concept(resource.get("medicationCodeableConcept"))
        if not code.display:
            pointed = resource.get("medicationReference")
            found = self._neighbours.find(pointed, resource) or {}
            code = concept(found.get("code"))
            said = pointed.get("display", "") if isinstance(pointed, dict) else ""
            code = code if code.display else fhir_parts.Code(str(said))
        dosages = [_dosage(dosage) for dosage in resource.get("dosageInstruction", [])]
        return {
            "display": code.display or "Medicine without a name",
            "code": code.code[:40],
            "system": code.system,
            "status": resource.get("status"),
            "intent": resource.get("intent"),
            "dosage": "; ".join(words for words in dosages if words),
            "authored_on": day(resource.get("authoredOn")),
        }

    def _related(self, resource: Resource) -> Values:
        relations = resource.get("relationship", [])
        shown = next((words for relation in relations if (words := concept(relation).display)), "Related person")
        marks = {code for relation in relations for code in fhir_parts.codes(relation)}
        return {
            "name": fhir_parts.full_name(resource.get("name")) or "Name not given",
            "relationship": shown[:100],
            "next_of_kin": "N" in marks,
            "emergency_contact": bool(marks & {"C", "EMC"}),
            "phone": fhir_parts.phone(resource.get("telecom")),
            "ended_on": day(fhir_parts.period(resource).get("end")) if fhir_parts.over(resource, self._today) else None,
        }

    def _condition(self, resource: Resource) -> Values:
        return {
            **_coded(resource.get("code"), "Condition without a name"),
            "status": concept(resource.get("clinicalStatus")).code,
            "from_on": day(resource.get("onsetDateTime")) or day(resource.get("recordedDate")),
            "until_on": day(resource.get("abatementDateTime")),
            "by_name": self._neighbours.called(resource.get("recorder") or resource.get("asserter"), resource),
            "detail": _notes(resource),
        }

    def _care_plan(self, resource: Resource) -> Values:
        when = fhir_parts.period(resource)
        category = _first(resource.get("category"))
        named = resource.get("title") or fhir_parts.concept(category).display or "Care plan"
        activities = [_activity(activity) for activity in resource.get("activity", [])]
        said = [str(resource.get("description") or ""), *activities, _notes(resource)]
        return {
            **_coded(category, "Care plan"),
            "display": str(named),
            "status": resource.get("status"),
            "from_on": day(when.get("start")) or day(resource.get("created")),
            "until_on": day(when.get("end")),
            "by_name": self._neighbours.called(resource.get("author"), resource),
            "detail": "\n".join(words for words in said if words)[:_DETAIL],
        }

    def _goal(self, resource: Resource) -> Values:
        targets = [target for target in resource.get("target", []) if isinstance(target, dict)]
        return {
            **_coded(resource.get("description"), "Goal without words"),
            "status": resource.get("lifecycleStatus"),
            "from_on": day(resource.get("startDate")),
            "until_on": next((due for target in targets if (due := day(target.get("dueDate")))), None),
            "by_name": self._neighbours.called(resource.get("expressedBy"), resource),
            "detail": _notes(resource),
        }

    def _encounter(self, resource: Resource) -> Values:
        when = fhir_parts.period(resource)
        people = [part.get("individual") for part in resource.get("participant", []) if isinstance(part, dict)]
        kind = _first(resource.get("type")) or resource.get("serviceType")
        place = resource.get("class")
        setting = str(place.get("display") or place.get("code") or "") if isinstance(place, dict) else ""
        return {
            **_coded(kind, setting or "Encounter"),
            "status": resource.get("status"),
            "from_on": day(when.get("start")),
            "until_on": day(when.get("end")),
            "by_name": next((name for person in people if (name := self._neighbours.called(person, resource))), ""),
            "organisation_name": self._neighbours.called(resource.get("serviceProvider"), resource),
            "detail": ", ".join(
                words for reason in resource.get("reasonCode", []) if (words := concept(reason).display)
            ),
        }

    def _request(self, resource: Resource) -> Values:
        reasons = [words for reason in resource.get("reasonCode", []) if (words := concept(reason).display)]
        return {
            **_coded(resource.get("code") or _first(resource.get("category")), "Request"),
            "status": resource.get("status"),
            "from_on": day(resource.get("authoredOn")),
            "by_name": self._neighbours.called(resource.get("requester"), resource),
            "organisation_name": self._neighbours.called(_first(resource.get("performer")), resource),
            "detail": "\n".join(part for part in (", ".join(reasons), _notes(resource)) if part)[:_DETAIL],
        }

    def _communication(self, resource: Resource) -> Values:
        said = [str(part.get("contentString") or "") for part in resource.get("payload", []) if isinstance(part, dict)]
        return {
            **_coded(resource.get("topic") or _first(resource.get("category")), "Message"),
            "status": resource.get("status"),
            "from_on": day(resource.get("sent")) or day(resource.get("received")),
            "by_name": self._neighbours.called(resource.get("sender"), resource),
            "detail": "\n".join(part for part in (*said, _notes(resource)) if part)[:_DETAIL],
        }


def organisation(entry: Entry, source: str) -> IncomingOrganisation:
    """An Organization as ours."""
    resource = entry.resource
    address = _first(resource.get("address"))
    address = address if isinstance(address, dict) else {}
    lines = [*address.get("line", []), *(address.get(part) for part in ("city", "district", "state"))]
    types = {words for kind in resource.get("type", []) for words in fhir_parts.codes(kind)}
    code = fhir_parts.identifier(resource, fhir_parts.ODS_CODE)
    return IncomingOrganisation(
        source=source,
        row=entry.row,
        name=" ".join(str(resource.get("name") or code or "Organisation without a name").split())[:200],
        ods_code=code.upper()[:12],
        kind="gp_practice" if types & {"RO177", "76"} else "other",
        address=", ".join(str(line) for line in lines if line)[:300],
        postcode=str(address.get("postalCode") or "")[:10],
        phone=fhir_parts.phone(resource.get("telecom"))[:40],
    )


def _coded(value: Any, otherwise: str) -> Values:
    found = concept(value)
    return {"display": found.display or otherwise, "code": found.code[:40], "system": found.system}


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None


def _notes(resource: Resource) -> str:
    notes = [str(note.get("text") or "") for note in resource.get("note", []) if isinstance(note, dict)]
    return "\n".join(note for note in notes if note)[:_DETAIL]


def _dosage(dosage: Any) -> str:
    if not isinstance(dosage, dict):
        return ""
    return str(dosage.get("text") or dosage.get("patientInstruction") or "")[:_DETAIL]


def _activity(activity: Any) -> str:
    detail = activity.get("detail") if isinstance(activity, dict) else None
    if not isinstance(detail, dict):
        return ""
    words = concept(detail.get("code")).display or str(detail.get("description") or "")
    return f"{words} ({detail['status']})" if words and detail.get("status") else words


def _in_error(resource: Resource) -> bool:
    verification = fhir_parts.codes(resource.get("verificationStatus"))
    return _IN_ERROR in verification or _IN_ERROR in (resource.get("status"), resource.get("lifecycleStatus"))


def _key(resource: Resource, fingerprint: str) -> Key:
    kind = resource["resourceType"]
    for value in resource.get("identifier", []):
        if isinstance(value, dict) and value.get("system") and value.get("value"):
            return Key(f"{kind} {value['system']}"[:200], str(value["value"])[:200])
    identifier = resource.get("id")
    return Key(f"fhir {kind}", str(identifier)[:200]) if identifier else Key(f"fhir {kind} row", fingerprint)
