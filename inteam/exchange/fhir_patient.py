"""A FHIR Patient as an incoming person: UK Core, demographics service and Synthea alike. domain.md 12.1."""

from datetime import date
from typing import Any

from inteam.exchange import codes, fhir_parts, values
from inteam.exchange.fhir_documents import Entry, Resource
from inteam.exchange.fhir_parts import Neighbours, concept, extensions
from inteam.exchange.incoming import (
    IncomingAddress,
    IncomingName,
    IncomingNeed,
    IncomingPerson,
    IncomingPoint,
    IncomingRelation,
    Key,
    Refusal,
    Warned,
)
from inteam.exchange.values import UnreadableError
from inteam.people.access_needs import CATEGORIES, Need
from inteam.people.choices import AccessNeedCategory, NhsNumberStatus
from inteam.people.nhs_number import Ranges

_SEXES = {"male": "1", "female": "2", "other": "9", "unknown": "X"}
_SENSITIVE = frozenset({"R", "V"})  # decision 14
_DEATH = {"1": "reported", "2": "confirmed", "U": "alive"}  # UKCore-DeathNotificationStatus
# The NHS number verification status in UK Core's words, in the order of the Data Dictionary's codes.
_STATUS_WORDS = (
    "number-present-and-verified",
    "number-present-but-not-traced",
    "trace-required",
    "trace-attempted-no-match-or-multiple-match-found",
    "trace-needs-to-be-resolved",
    "trace-in-progress",
    "number-not-present-and-trace-not-required",
    "trace-postponed",
)
_METHODS = {
    "1": Need.LETTER,
    "3": Need.TELEPHONE,
    "4": Need.EMAIL,
    "5": Need.TEXT_RELAY,
    "7": Need.BSL_INTERPRETER,
    "8": Need.NO_TELEPHONE,
}
_FORMATS = (("large print", Need.LARGE_PRINT_16), ("braille", Need.BRAILLE), ("audio", Need.AUDIO))


class PatientReader:
    """Reads the patients of one document."""

    def __init__(self, source: str, neighbours: Neighbours, today: date, *, live: bool, issued: Ranges | None) -> None:
        self._issued = issued
        self._source, self._neighbours, self._today, self._live = source, neighbours, today, live

    def read(self, entry: Entry) -> tuple[IncomingPerson | Refusal, list[Warned]]:
        """The person, or why not, and what to look at again."""
        warned: list[Warned] = []
        try:
            person = self._person(entry, warned)
        except _PlaceError as error:
            return Refusal(self._source, entry.row, error.field, error.value[:200], error.code), []
        return person, warned

    def _person(self, entry: Entry, warned: list[Warned]) -> IncomingPerson:
        patient = entry.resource
        family, given, middle, title = self._name(patient)
        number, status = self._number(patient, entry.row, warned)
        born, precision = self._born(patient, entry.row, warned)
        died_on, death = self._death(patient)
        if died_on is not None:
            _check_death(died_on, born, self._today)
        code, practice, gp = self._practice(patient)
        fingerprint = fhir_parts.fingerprint(patient)
        return IncomingPerson(
            source=self._source,
            row=entry.row,
            family_name=family,
            given_name=given,
            middle_names=middle,
            title=title,
            suffix=self._suffix(patient),
            preferred_name=self._nickname(patient),
            other_names=self._other_names(patient),
            born_on=born,
            dob_precision=precision,
            nhs_number=number,
            nhs_number_status=status,
            sex=_SEXES.get(str(patient.get("gender", "")), ""),
            ethnicity_code=_ethnicity(patient),
            language_code=_language(patient),
            interpreter_required=_interpreter(patient),
            addresses=self._addresses(patient, entry.row, warned),
            points=self._points(patient, entry.row, warned),
            needs=_needs(patient),
            relations=tuple(_relations(patient)),
            practice_code=code,
            practice_name=practice,
            usual_gp_name=gp,
            died_on=died_on,
            death_status=death,
            sensitive=_is_sensitive(patient),
            key=_key(patient, number, fingerprint),
            fingerprint=fingerprint,
            references=(*entry.references, *fhir_parts.identifiers(patient)),
            replaced_by=_replaced_by(patient),
        )

    def _name(self, patient: Resource) -> tuple[str, str, str, str]:
        names = [value for value in patient.get("name", []) if isinstance(value, dict)]
        present = [value for value in names if value.get("use") not in ("old", "maiden", "nickname", "anonymous")]
        current = [value for value in present if not fhir_parts.over(value, self._today)]
        best = sorted(current or present, key=lambda value: value.get("use") not in ("official", "usual"))
        family, given, middle, title = fhir_parts.name(best[0]) if best else ("", "", "", "")
        family, given, middle = (_name_part("name", part) for part in (family, given, middle))
        if not family and not given:
            raise _PlaceError("name", "", "name_missing")
        return family, given, middle, _words("name.prefix", title, 35)

    def _suffix(self, patient: Resource) -> str:
        first = next((value for value in patient.get("name", []) if isinstance(value, dict)), {})
        return _words("name.suffix", " ".join(str(part) for part in first.get("suffix", []) if part), 35)

    def _nickname(self, patient: Resource) -> str:
        for value in patient.get("name", []):
            if isinstance(value, dict) and value.get("use") == "nickname" and not fhir_parts.over(value, self._today):
                return _name_part("name", fhir_parts.name(value)[1] or str(value.get("text") or ""))
        return ""

    def _other_names(self, patient: Resource) -> tuple[IncomingName, ...]:
        found = []
        for value in patient.get("name", []):
            if isinstance(value, dict) and (
                value.get("use") in ("old", "maiden") or fhir_parts.over(value, self._today)
            ):
                family, given, _, _ = fhir_parts.name(value)
                use = "maiden" if value.get("use") == "maiden" else "former"
                end = fhir_parts.day(fhir_parts.period(value).get("end"))
                found.append(IncomingName(_name_part("name", family), _name_part("name", given), use, end))
        return tuple(other for other in found if other.family_name or other.given_name)

    def _number(self, patient: Resource, row: int, warned: list[Warned]) -> tuple[str, str]:
        text = fhir_parts.identifier(patient, fhir_parts.NHS_NUMBER)
        try:
            digits, warning = values.number(text, self._issued)
        except UnreadableError as error:
            raise _PlaceError("identifier", text, error.code) from error
        if self._live and digits.startswith("999"):
            raise _PlaceError("identifier", text, "nhs_number_test_range")
        if not digits:
            warned.append(Warned(self._source, row, "identifier", "", "no_nhs_number"))
        elif warning:
            warned.append(Warned(self._source, row, "identifier", text, warning))
        return digits, _status(patient) if digits else ""

    def _born(self, patient: Resource, row: int, warned: list[Warned]) -> tuple[date | None, str]:
        text = patient.get("birthDate")
        if not isinstance(text, str):
            warned.append(Warned(self._source, row, "birthDate", "", "no_birth_date"))
            return None, "unknown"
        try:
            found = values.born(text, values.DateOrder.YMD, self._today)
        except UnreadableError as error:
            raise _PlaceError("birthDate", text, error.code) from error
        return (found.day, fhir_parts.precision(text)) if found else (None, "unknown")

    def _death(self, patient: Resource) -> tuple[date | None, str]:
        died = fhir_parts.day(patient.get("deceasedDateTime"))
        for extension in extensions(patient, "Extension-UKCore-DeathNotificationStatus"):
            for inner in extensions(extension, "deathNotificationStatus"):
                status = _DEATH.get(next(iter(fhir_parts.codes(inner.get("valueCodeableConcept"))), ""), "")
                if status and (died or status != "alive"):
                    return died, status
        if died or patient.get("deceasedBoolean") is True:
            return died, "confirmed"
        return None, ""

    def _practice(self, patient: Resource) -> tuple[str, str, str]:
        code = name = gp = ""
        for value in patient.get("generalPractitioner", []):
            found = self._neighbours.find(value, patient) or {}
            code = code or fhir_parts.identifier(value, fhir_parts.ODS_CODE).upper()
            if found.get("resourceType") == "Organization":
                code = code or fhir_parts.identifier(found, fhir_parts.ODS_CODE).upper()
                name = name or self._neighbours.called(value, patient)
            elif found or "Practitioner" in fhir_parts.reference(value):
                gp = gp or self._neighbours.called(value, patient)
        return code[:12], name, gp[:100]

    def _addresses(self, patient: Resource, row: int, warned: list[Warned]) -> tuple[IncomingAddress, ...]:
        found: list[IncomingAddress] = []
        for value in patient.get("address", []):
            if not isinstance(value, dict):
                continue
            parts = [*value.get("line", []), *(value.get(part) for part in ("city", "district", "state"))]
            lines = [_words("address", str(part), 100) for part in parts if part and str(part).strip()]
            code, odd = values.post_code(_words("address.postalCode", str(value.get("postalCode") or ""), 16))
            if odd:
                warned.append(Warned(self._source, row, "address.postalCode", code, "postcode_odd"))
            if lines or code:
                when = fhir_parts.period(value)
                use = "temporary" if value.get("use") == "temp" else "home"
                use = "correspondence" if value.get("type") == "postal" or value.get("use") == "billing" else use
                start, end = fhir_parts.day(when.get("start")), fhir_parts.day(when.get("end"))
                ended = end if value.get("use") != "old" else end or self._today
                if use == "home" and not ended and any(a.use == "home" and not a.valid_to for a in found):
                    use = "temporary"  # exactly one home is current
                found.append(IncomingAddress(tuple(lines[:4]) + _joined(lines[4:]), code, use, start, ended))
        return tuple(found)

    def _points(self, patient: Resource, row: int, warned: list[Warned]) -> tuple[IncomingPoint, ...]:
        found: dict[tuple[str, str], IncomingPoint] = {}
        for value in patient.get("telecom", []):
            system = value.get("system") if isinstance(value, dict) else None
            text = _words("telecom", str(value.get("value") or ""), 200) if system else ""
            if system not in ("phone", "sms", "email") or not text or fhir_parts.over(value, self._today):
                continue
            use = str(value.get("use") or "")
            if value.get("use") == "old":
                continue
            kind = "email" if system == "email" else "mobile" if use == "mobile" or system == "sms" else "phone"
            odd = values.is_odd_email(text) if kind == "email" else values.e164(text) is None
            if odd:
                reason = "email_odd" if kind == "email" else "phone_odd"
                warned.append(Warned(self._source, row, "telecom", text, reason))
            found.setdefault((kind, text), IncomingPoint(kind, text, use))
        return tuple(found.values())


class _PlaceError(Exception):
    def __init__(self, field: str, value: str, code: str) -> None:
        super().__init__(code)
        self.field, self.value, self.code = field, value, code


def _check_death(died_on: date, born: date | None, today: date) -> None:
    try:
        values.died(died_on, born, today)
    except UnreadableError as error:
        raise _PlaceError("deceasedDateTime", died_on.isoformat(), error.code) from error


def _name_part(field: str, text: str) -> str:
    try:
        return values.name(text)
    except UnreadableError as error:
        raise _PlaceError(field, text, error.code) from error


def _words(field: str, text: str, most: int) -> str:
    try:
        return values.line(text, most)
    except UnreadableError as error:
        raise _PlaceError(field, text, error.code) from error


def _joined(lines: list[str]) -> tuple[str, ...]:
    return (", ".join(lines)[:100],) if lines else ()


def _replaced_by(patient: Resource) -> str:
    """Whom the source has joined this record to."""
    for link in patient.get("link", []):
        if isinstance(link, dict) and link.get("type") == "replaced-by":
            return fhir_parts.person(link.get("other"))
    return ""


def _status(patient: Resource) -> str:
    for value in patient.get("identifier", []):
        if isinstance(value, dict) and value.get("system") == fhir_parts.NHS_NUMBER:
            for extension in extensions(value, "Extension-UKCore-NHSNumberVerificationStatus"):
                for code in sorted(fhir_parts.codes(extension.get("valueCodeableConcept"))):
                    if code in frozenset(NhsNumberStatus):
                        return code
                    for position, words in enumerate(_STATUS_WORDS, 1):
                        if code.startswith(words):
                            return f"{position:02}"
    return ""


def _key(patient: Resource, number: str, fingerprint: str) -> Key:
    listed = [value for value in patient.get("identifier", []) if isinstance(value, dict) and value.get("value")]
    for value in listed:
        if value.get("system") and value["system"] != fhir_parts.NHS_NUMBER:
            return Key(str(value["system"])[:200], str(value["value"])[:200])
    if number:
        return Key(fhir_parts.NHS_NUMBER, number)
    identifier = patient.get("id")
    return Key("fhir Patient", str(identifier)[:200]) if identifier else Key("row", fingerprint)


def _ethnicity(patient: Resource) -> str:
    for extension in extensions(patient, "Extension-UKCore-EthnicCategory"):
        found = concept(extension.get("valueCodeableConcept"))
        return codes.ethnic_category(found.code) or codes.ethnic_category(found.display) or ""
    return ""


def _language(patient: Resource) -> str:
    spoken = [value for value in patient.get("communication", []) if isinstance(value, dict)]
    for value in sorted(spoken, key=lambda value: value.get("preferred") is not True):
        found = concept(value.get("language"))
        if code := codes.language(found.code) or codes.language(found.display):
            return code
    return ""


def _interpreter(patient: Resource) -> str:
    places = [patient, *extensions(patient, "Extension-UKCore-NHSCommunication"), *patient.get("communication", [])]
    for place in places:
        for name in ("patient-interpreterRequired", "Extension-UKCore-InterpreterRequired", "interpreterRequired"):
            for extension in extensions(place, name):
                if isinstance(extension.get("valueBoolean"), bool):
                    return "yes" if extension["valueBoolean"] else "no"
    return ""


def _is_sensitive(patient: Resource) -> bool:
    meta = patient.get("meta")
    labels = meta.get("security", []) if isinstance(meta, dict) else []
    return any(isinstance(label, dict) and label.get("code") in _SENSITIVE for label in labels)


def _needs(patient: Resource) -> tuple[IncomingNeed, ...]:
    found = []
    for extension in extensions(patient, "Extension-UKCore-ContactPreference"):
        for inner in extensions(extension, "PreferredWrittenCommunicationFormat"):
            said = concept(inner.get("valueCodeableConcept")).display
            need = next((need for words, need in _FORMATS if words in said.casefold()), Need.OTHER)
            found.append(IncomingNeed(AccessNeedCategory.INFORMATION_FORMAT, need, said))
        for inner in extensions(extension, "PreferredContactMethod"):
            method = concept(inner.get("valueCodeableConcept"))
            need = _METHODS.get(method.code, Need.OTHER)
            category = CATEGORIES.get(need, AccessNeedCategory.CONTACT_METHOD)
            found.append(IncomingNeed(category, need, method.display))
    return tuple(need for need in found if need.detail)


def _relations(patient: Resource) -> list[IncomingRelation]:
    found = []
    for value in patient.get("contact", []):
        named = fhir_parts.full_name([value.get("name")]) if isinstance(value, dict) else ""
        if named:
            found.append(_relation(named, value))
    return found


def _relation(named: str, value: dict[str, Any]) -> IncomingRelation:
    said = value.get("relationship", [])
    marks = {code for relationship in said for code in fhir_parts.codes(relationship)}
    shown = next((words for relationship in said if (words := concept(relationship).display)), "Contact")
    return IncomingRelation(
        name=_words("contact.name", named, 200),
        relationship=_words("contact.relationship", shown, 100),
        phone=_words("contact.telecom", fhir_parts.phone(value.get("telecom")), 200),
        next_of_kin="N" in marks,
        emergency_contact=bool(marks & {"C", "EMC"}),
    )
