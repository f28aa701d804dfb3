"""Use cases of reaching a person: addresses, and contact points with what is safe."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from inteam.people import phone, postcode, records, texts
from inteam.people.choices import AddressUse, Answer, ContactSystem
from inteam.people.model import Address, ContactPoint
from inteam.store.database import Work

_LINES = ("line1", "line2", "line3", "line4", "line5")
_DIALLED = frozenset({ContactSystem.PHONE, ContactSystem.MOBILE, ContactSystem.SMS})


@dataclass(frozen=True)
class AddressEntry:
    """An address as it is typed; no fixed abode is an answer, not a blank."""

    use: str = AddressUse.HOME
    line1: str | None = None
    line2: str | None = None
    line3: str | None = None
    line4: str | None = None
    line5: str | None = None
    postcode: str | None = None
    no_fixed_abode: bool = False
    uprn: str | None = None
    valid_from: date | None = None
    key_safe_note: str | None = None
    access_note: str | None = None


@dataclass(frozen=True)
class ContactPointEntry:
    """A way to reach the person as it is typed."""

    system: str = ContactSystem.PHONE
    value: str = ""
    use: str | None = None
    rank: int = 1
    preferred: bool = False
    safe_to_leave_message: str = Answer.UNKNOWN
    safe_times: str | None = None
    who_answers: str | None = None
    verified_on: date | None = None


def address_problems(entry: AddressEntry, today: date) -> dict[str, str]:
    """Field → code of what cannot be accepted."""
    found: dict[str, str | None] = {name: texts.problem(getattr(entry, name), 100) for name in _LINES}
    found["postcode"] = texts.problem(entry.postcode, 16)
    found["key_safe_note"] = texts.problem(entry.key_safe_note, 500)
    found["access_note"] = texts.problem(entry.access_note, 500)
    somewhere = entry.no_fixed_abode or entry.postcode or any(getattr(entry, name) for name in _LINES)
    if not somewhere:
        found["line1"] = "address_empty"
    uprn = (entry.uprn or "").strip()
    if uprn and not (uprn.isascii() and uprn.isdigit() and len(uprn) <= 12):
        found["uprn"] = "uprn"
    if entry.use not in set(AddressUse):
        found["use"] = "unknown"
    if entry.valid_from is not None and entry.valid_from > today:
        found["valid_from"] = "in_future"
    return {name: code for name, code in found.items() if code}


def address_values(entry: AddressEntry) -> dict[str, Any]:
    """The columns of an address."""
    values: dict[str, Any] = {field.name: getattr(entry, field.name) for field in fields(entry)}
    values |= {name: texts.tidy(values[name]) for name in (*_LINES, "uprn", "key_safe_note", "access_note")}
    code = postcode.NO_FIXED_ABODE if entry.no_fixed_abode and not entry.postcode else postcode.tidy(entry.postcode)
    return values | {"postcode": code or None, "postcode_key": postcode.key(code) or None}


def move_home(work: Work, person_id: UUID, entry: AddressEntry) -> UUID:
    """Add an address; a home address ends the one before it, on the day the new one begins."""
    work.actor.require("people.write")
    records.check(address_problems(entry, work.today))
    began = entry.valid_from or work.today
    if entry.use == AddressUse.HOME:
        current = select(Address).where(
            Address.person_id == person_id,
            Address.use == AddressUse.HOME,
            Address.valid_to.is_(None),
            Address.withdrawn_at.is_(None),
        )
        for before in work.session.scalars(current):
            before.valid_to = max(began, before.valid_from or began)
    values = address_values(entry) | {"valid_from": began}
    return records.add(work, Address, person_id, values, "address_added").id


def amend_address(work: Work, address_id: UUID, version: int, entry: AddressEntry) -> None:
    """Correct an address that was written down wrongly; for a move, add the new one."""
    records.check(address_problems(entry, work.today))
    records.amend(work, Address, address_id, version, address_values(entry), "address_amended")


def end_address(work: Work, address_id: UUID, version: int, on: date) -> None:
    """The person is not there any more."""
    records.end(work, Address, address_id, version, "valid_to", on, "address_ended")


def withdraw_address(work: Work, address_id: UUID, version: int, reason: str) -> None:
    """The address was never theirs."""
    records.withdraw(work, Address, address_id, version, reason, "address_withdrawn")


def contact_point_problems(entry: ContactPointEntry, today: date) -> dict[str, str]:
    """Field → code of what cannot be accepted; an odd number is a warning, not a refusal."""
    value = entry.value.strip()
    found: dict[str, str | None] = {
        "value": texts.problem(value, phone.MOST) if value else "required",
        "safe_times": texts.problem(entry.safe_times, 200),
        "who_answers": texts.problem(entry.who_answers, 100),
        "system": None if entry.system in set(ContactSystem) else "unknown",
        "safe_to_leave_message": None if entry.safe_to_leave_message in set(Answer) else "unknown",
        "verified_on": "in_future" if entry.verified_on and entry.verified_on > today else None,
    }
    if entry.system == ContactSystem.EMAIL and value and not is_email(value):
        found["value"] = "email"
    return {name: code for name, code in found.items() if code}


def is_email(text: str) -> bool:
    """Whether it could be an address: something, one @, and a domain with a dot."""
    name, _, domain = text.rpartition("@")
    inside = domain.strip(".")
    return bool(name) and "@" not in name and inside == domain and "." in domain and not any(c.isspace() for c in text)


def contact_point_values(entry: ContactPointEntry) -> dict[str, Any]:
    """The columns of a contact point: kept as typed, and as a number that can be dialled."""
    values: dict[str, Any] = {field.name: getattr(entry, field.name) for field in fields(entry)}
    values |= {name: texts.tidy(values[name]) for name in ("use", "safe_times", "who_answers")}
    dialled = phone.e164(entry.value) if entry.system in _DIALLED else None
    return values | {"value": entry.value.strip(), "e164": dialled}


def add_contact_point(work: Work, person_id: UUID, entry: ContactPointEntry) -> UUID:
    """Add a way to reach the person; a preferred one takes the place of the one before."""
    work.actor.require("people.write")
    records.check(contact_point_problems(entry, work.today))
    if entry.preferred:
        _prefer_no_other(work, person_id, None)
    return records.add(work, ContactPoint, person_id, contact_point_values(entry), "contact_point_added").id


def amend_contact_point(work: Work, point_id: UUID, version: int, entry: ContactPointEntry) -> None:
    """Change a contact point, or what is safe about it."""
    records.check(contact_point_problems(entry, work.today))
    values = contact_point_values(entry)
    point = records.amend(work, ContactPoint, point_id, version, values, "contact_point_amended")
    if entry.preferred:
        _prefer_no_other(work, point.person_id, point.id)


def end_contact_point(work: Work, point_id: UUID, version: int, on: date) -> None:
    """The person cannot be reached there any more."""
    records.end(work, ContactPoint, point_id, version, "ended_on", on, "contact_point_ended")


def _prefer_no_other(work: Work, person_id: UUID, kept: UUID | None) -> None:
    preferred = select(ContactPoint).where(
        ContactPoint.person_id == person_id, ContactPoint.preferred, ContactPoint.withdrawn_at.is_(None)
    )
    for point in work.session.scalars(preferred):
        if point.id != kept:
            point.preferred = False
