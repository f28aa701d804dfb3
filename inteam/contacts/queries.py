"""Reading contacts: a person's, newest first; one with its versions and addenda."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, select
from sqlalchemy.orm import Session, aliased

from inteam.contacts.model import Contact, ContactAddendum, ContactVersion
from inteam.organisations.model import Staff
from inteam.people.model import Person
from inteam.store.reads import Read, Sort, my_people, one_of, param


@dataclass(frozen=True)
class ContactRow:
    """One contact as it stands now."""

    id: UUID
    version: int
    person_id: UUID
    family_name: str
    given_name: str | None
    case_id: UUID | None
    referral_id: UUID | None
    worker_id: UUID
    worker_given: str
    worker_family: str
    for_worker_id: UUID | None
    occurred_at: datetime
    occurred_on: date
    recorded_at: datetime
    entered_late: bool
    duration_min: int | None
    type: str
    mode: str
    direction: str
    with_whom: str
    with_names: str | None
    planned: bool
    attended_code: str | None
    attempt_result: str | None
    quick_code: str | None
    meaningful: bool
    location: str | None
    summary: str
    risk_change: str
    visibility: str
    no_action: bool
    next_contact_on: date | None
    group_id: UUID | None
    created_by: UUID

    @property
    def worker_name(self) -> str:
        """Given name and family name."""
        return f"{self.worker_given} {self.worker_family}".strip()


@dataclass(frozen=True)
class AddendumRow:
    """What was added later, by whom."""

    contact_id: UUID
    text: str
    added_at: datetime
    by: str


@dataclass(frozen=True)
class VersionRow:
    """How a contact read before a change."""

    number: int
    content: dict[str, Any]
    kept_at: datetime


_worker = aliased(Staff)
_CONTACTS = Read(
    "contacts",
    select(
        Contact.id,
        Contact.version,
        Contact.person_id,
        Person.family_name,
        Person.given_name,
        Contact.case_id,
        Contact.referral_id,
        Contact.worker_id,
        _worker.given_name.label("worker_given"),
        _worker.family_name.label("worker_family"),
        Contact.for_worker_id,
        Contact.occurred_at,
        Contact.occurred_on,
        Contact.recorded_at,
        Contact.entered_late,
        Contact.duration_min,
        Contact.type,
        Contact.mode,
        Contact.direction,
        Contact.with_whom,
        Contact.with_names,
        Contact.planned,
        Contact.attended_code,
        Contact.attempt_result,
        Contact.quick_code,
        Contact.meaningful,
        Contact.location,
        Contact.summary,
        Contact.risk_change,
        Contact.visibility,
        Contact.no_action,
        Contact.next_contact_on,
        Contact.group_id,
        Contact.created_by,
    )
    .join(my_people, my_people.c.person_id == Contact.person_id)
    .join(Person, Person.id == Contact.person_id)
    .join(_worker, _worker.id == Contact.worker_id)
    .where(Contact.withdrawn_at.is_(None)),
    optional={
        "person_id": Contact.person_id == param("person_id", Uuid()),
        "worker_id": Contact.worker_id == param("worker_id", Uuid()),
        "case_id": Contact.case_id == param("case_id", Uuid()),
        "contact_id": Contact.id == param("contact_id", Uuid()),
        "types": one_of(Contact.type, "types", Text()),
    },
    sorts={"when": Sort(Contact.occurred_at, Contact.id)},
)
_by = aliased(Staff)
_ADDENDA = Read(
    "contact_addenda",
    select(
        ContactAddendum.contact_id,
        ContactAddendum.text,
        ContactAddendum.added_at,
        (_by.given_name + " " + _by.family_name).label("by_name"),
    )
    .join(my_people, my_people.c.person_id == ContactAddendum.person_id)
    .join(_by, _by.id == ContactAddendum.by_id)
    .where(ContactAddendum.withdrawn_at.is_(None), ContactAddendum.person_id == param("person_id", Uuid()))
    .order_by(ContactAddendum.added_at, ContactAddendum.id),
)
_VERSIONS = Read(
    "contact_versions",
    select(ContactVersion.number, ContactVersion.content, ContactVersion.kept_at)
    .join(my_people, my_people.c.person_id == ContactVersion.person_id)
    .where(ContactVersion.contact_id == param("contact_id", Uuid()), ContactVersion.withdrawn_at.is_(None))
    .order_by(ContactVersion.number, ContactVersion.id),
)


def contacts(
    session: Session,
    *,
    person_id: UUID | None = None,
    worker_id: UUID | None = None,
    case_id: UUID | None = None,
    types: list[str] | None = None,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> list[ContactRow]:
    """Contacts, newest first; the next page begins after (occurred_at, id) of the last row."""
    rows = _CONTACTS.run(
        session,
        descending=True,
        after=after,
        limit=limit,
        person_id=person_id,
        worker_id=worker_id,
        case_id=case_id,
        types=types,
    )
    return [ContactRow(*row) for row in rows]


def contact(session: Session, contact_id: UUID) -> ContactRow | None:
    """One contact, or None when it is not there or withdrawn."""
    rows = _CONTACTS.run(session, contact_id=contact_id, limit=1)
    return ContactRow(*rows[0]) if rows else None


def addenda(session: Session, person_id: UUID) -> dict[UUID, list[AddendumRow]]:
    """Contact → its addenda, oldest first, for all contacts of a person."""
    found: dict[UUID, list[AddendumRow]] = {}
    for row in _ADDENDA.run(session, person_id=person_id, limit=2000):
        found.setdefault(row.contact_id, []).append(AddendumRow(*row))
    return found


def versions(session: Session, contact_id: UUID) -> list[VersionRow]:
    """How a contact read before each change, oldest first."""
    return [VersionRow(*row) for row in _VERSIONS.run(session, contact_id=contact_id, limit=200)]


READS = (_CONTACTS, _ADDENDA, _VERSIONS)
