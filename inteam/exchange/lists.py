"""The lines of people's lists that sources give: allergies, medicines, relations and what else another record says."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inteam.exchange import values
from inteam.exchange.bulk import Bulk
from inteam.exchange.incoming import IncomingEntry
from inteam.exchange.model import OutsideEntry, SourceKey
from inteam.people.choices import AllergiesStanding
from inteam.people.model import Allergy, Medication, Person, RelatedPerson
from inteam.store.base import Record
from inteam.store.database import Work

NO_KNOWN_ALLERGIES = "no_known_allergies"
TABLES = (Allergy, Medication, RelatedPerson, OutsideEntry, SourceKey)
_OUTSIDE = (
    "display",
    "code",
    "system",
    "status",
    "from_on",
    "until_on",
    "by_name",
    "organisation_name",
    "detail",
)
_COLUMNS: dict[str, tuple[type[Record], tuple[str, ...]]] = {
    "allergy": (
        Allergy,
        ("display", "code", "system", "status", "verification", "criticality", "reaction", "recorded_on"),
    ),
    "medication": (Medication, ("display", "code", "system", "status", "intent", "dosage", "authored_on")),
    "related_person": (
        RelatedPerson,
        ("name", "relationship", "next_of_kin", "emergency_contact", "phone", "ended_on"),
    ),
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
_PART = 500  # people asked for at once
_KEY = 160  # characters of a naming system; the person's id follows
_LINES = {"display": 1000, "reaction": 1000, "dosage": 4000}

Line = tuple[IncomingEntry, UUID]


class Lists:
    """Decides what becomes of lines, and writes them where there is a transaction to write in."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, str], tuple[UUID, str]] = {}

    def load(self, lines: Sequence[Line]) -> None:
        """Read which of these lines are known."""
        people = list(dict.fromkeys(person_id for _, person_id in lines))
        for start in range(0, len(people), _PART):
            columns = (SourceKey.system, SourceKey.value, SourceKey.row_id, SourceKey.fingerprint)
            found = self._session.execute(
                select(*columns).where(
                    SourceKey.person_id.in_(people[start : start + _PART]),
                    SourceKey.kind != "person",
                    SourceKey.withdrawn_at.is_(None),
                )
            )
            self._known.update({(row.system, row.value): (row.row_id, row.fingerprint) for row in found})

    def outcome(self, entry: IncomingEntry, person_id: UUID, *, read_before: bool) -> str:
        """new, changed, unchanged or in_error (taken back by the source before we had it)."""
        known = self._known.get((_system(entry, person_id), entry.key.value))
        if known is None:
            return "in_error" if entry.in_error else "new"
        return "unchanged" if read_before or known[1] == entry.fingerprint else "changed"

    def saw(self, entry: IncomingEntry, person_id: UUID, row_id: UUID) -> None:
        """Remember a line for those after it."""
        self._known[_system(entry, person_id), entry.key.value] = (row_id, entry.fingerprint)

    def add(self, bulk: Bulk, entry: IncomingEntry, person_id: UUID) -> None:
        """Collect a new line."""
        if entry.kind == NO_KNOWN_ALLERGIES:
            row_id = person_id
        else:
            model, columns = _shape(entry.kind)
            row_id = bulk.add(model, {"person_id": person_id, **_values(entry, columns), **_more(entry)})
        bulk.add(SourceKey, _key_values(entry, person_id, row_id))
        self.saw(entry, person_id, row_id)

    def change(self, work: Work, entry: IncomingEntry, person_id: UUID) -> None:
        """Bring a known line up to what the source says now; one that it has taken back is withdrawn."""
        system = _system(entry, person_id)
        row_id, _ = self._known[system, entry.key.value]
        statement = select(SourceKey).where(
            SourceKey.system == system, SourceKey.value == entry.key.value, SourceKey.withdrawn_at.is_(None)
        )
        work.session.scalars(statement).one().fingerprint = entry.fingerprint
        self.saw(entry, person_id, row_id)
        if entry.kind == NO_KNOWN_ALLERGIES:
            return
        model, columns = _shape(entry.kind)
        record = work.session.get_one(model, row_id)
        if entry.in_error:
            record.withdrawn_at, record.withdrawn_by = work.now, work.actor.staff_id
            record.withdrawn_reason = "entered_in_error"
            return
        for column, value in _values(entry, columns).items():
            setattr(record, column, value)


def _shape(kind: str) -> tuple[type[Record], tuple[str, ...]]:
    return _COLUMNS.get(kind, (OutsideEntry, _OUTSIDE))


def _values(entry: IncomingEntry, columns: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {column: _short(column, entry.values.get(column)) for column in columns}
    if entry.kind == "related_person":
        phone = found["phone"]
        found["phone_e164"] = values.e164(phone) if phone else None
        found |= {column: bool(found[column]) for column in ("next_of_kin", "emergency_contact")}
    return found


def _short(column: str, value: object) -> object:
    return value[: _LINES.get(column, 4000)] if isinstance(value, str) else value


def _more(entry: IncomingEntry) -> dict[str, Any]:
    if entry.kind == "related_person":
        return {"priority": 9, **dict.fromkeys(_POWERS, False)}
    kind = {} if entry.kind in _COLUMNS else {"kind": entry.kind}
    return {"source": entry.source[-200:], **kind}


def _system(entry: IncomingEntry, person_id: UUID) -> str:
    # Numbers of entries repeat from server to server; within one person they do not.
    return f"{entry.key.system[:_KEY]} {person_id.hex}"


def _key_values(entry: IncomingEntry, person_id: UUID, row_id: UUID) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "kind": entry.kind,
        "row_id": row_id,
        "system": _system(entry, person_id),
        "value": entry.key.value,
        "fingerprint": entry.fingerprint,
    }


def note_allergies(work: Work, found: Iterable[tuple[UUID, str]]) -> None:
    """Say of the people to whom allergies, or that there are none, were added what is known as a whole."""
    by_person: dict[UUID, set[str]] = {}
    for person_id, kind in found:
        if kind in ("allergy", NO_KNOWN_ALLERGIES):
            by_person.setdefault(person_id, set()).add(kind)
    wanted = list(by_person)
    for start in range(0, len(wanted), _PART):
        for person in work.session.scalars(select(Person).where(Person.id.in_(wanted[start : start + _PART]))):
            if "allergy" in by_person[person.id]:
                person.allergies_standing = AllergiesStanding.RECORDED
            elif person.allergies_standing == AllergiesStanding.NOT_RECORDED:
                person.allergies_standing = AllergiesStanding.NONE_KNOWN
