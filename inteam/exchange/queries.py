"""Reads of imports and exports: past imports, rows that wait, what other records say, a record to be exported."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, Uuid, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from inteam.careplans.model import CarePlan, WithheldItem
from inteam.contacts.model import Contact
from inteam.exchange.model import HeldRow, ImportBatch, OutsideEntry
from inteam.needs.model import Action, Goal, Need
from inteam.needs.model_onward import OnwardReferral
from inteam.people.model import (
    AccessNeed,
    Address,
    Allergy,
    ContactPoint,
    Medication,
    NamedStaff,
    Person,
    RelatedPerson,
)
from inteam.referrals.model import Referral, ReferralReason
from inteam.store.base import Record
from inteam.store.reads import Read, my_people, param

MOST = 1000
"""Rows of one list of one person, or of imports."""


@dataclass(frozen=True)
class BatchRow:
    """A past import; report holds its counts."""

    id: UUID
    name: str
    created_at: datetime
    report: dict[str, Any]
    undone_at: datetime | None
    waiting: int


@dataclass(frozen=True)
class WaitingRow:
    """A row of a file that waits for a decision; incoming is the row as it was read."""

    id: UUID
    version: int
    batch_id: UUID
    source: str
    row: int
    reason: str
    candidate_id: UUID
    incoming: dict[str, Any]


@dataclass(frozen=True)
class OutsideRow:
    """What another system's record says: a condition, plan, goal, encounter, request or message."""

    id: UUID
    kind: str
    display: str
    status: str | None
    from_on: date | None
    until_on: date | None
    by_name: str | None
    organisation_name: str | None
    detail: str | None
    source: str | None


_WAITING_COUNT = (
    select(func.count(HeldRow.id))
    .where(HeldRow.batch_id == ImportBatch.id, HeldRow.decision == "waiting", HeldRow.withdrawn_at.is_(None))
    .scalar_subquery()
)
_IMPORTS = Read(
    "imports",
    select(
        ImportBatch.id,
        ImportBatch.name,
        ImportBatch.created_at,
        ImportBatch.report,
        ImportBatch.undone_at,
        _WAITING_COUNT.label("waiting"),
    )
    .where(ImportBatch.withdrawn_at.is_(None))
    .order_by(ImportBatch.created_at.desc(), ImportBatch.id)
    .limit(param("count", Integer())),
)
_HELD = Read(
    "held_rows",
    select(
        HeldRow.id,
        HeldRow.version,
        HeldRow.batch_id,
        HeldRow.source,
        HeldRow.row,
        HeldRow.reason,
        HeldRow.candidate_id,
        HeldRow.incoming,
    )
    .join(my_people, my_people.c.person_id == HeldRow.candidate_id)
    .where(HeldRow.decision == "waiting", HeldRow.withdrawn_at.is_(None))
    .order_by(HeldRow.created_at, HeldRow.row, HeldRow.id)
    .limit(param("count", Integer())),
)
_OUTSIDE = Read(
    "outside_entries",
    select(
        OutsideEntry.id,
        OutsideEntry.kind,
        OutsideEntry.display,
        OutsideEntry.status,
        OutsideEntry.from_on,
        OutsideEntry.until_on,
        OutsideEntry.by_name,
        OutsideEntry.organisation_name,
        OutsideEntry.detail,
        OutsideEntry.source,
    )
    .join(my_people, my_people.c.person_id == OutsideEntry.person_id)
    .where(OutsideEntry.person_id == param("person_id", Uuid()), OutsideEntry.withdrawn_at.is_(None))
    .order_by(OutsideEntry.kind, OutsideEntry.from_on.desc(), OutsideEntry.id)
    .limit(param("count", Integer())),
)
_BY_NUMBER = Read(
    "people_by_nhs_number",
    select(Person.id)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(
        Person.nhs_number == param("nhs_number", String()),
        Person.withdrawn_at.is_(None),
        Person.merged_into_id.is_(None),
    )
    .order_by(Person.id)
    .limit(2),
)


def _list(model: type[Record], *names: str) -> Read:
    """All rows of a table that are about one person, in the order of their ids, so that exports can be compared."""
    table: Any = model
    columns = [getattr(table, name) for name in ("id", *names)]
    return Read(
        f"export_{model.__tablename__}",
        select(*columns)
        .join(my_people, my_people.c.person_id == table.person_id)
        .where(table.person_id == param("person_id", Uuid()), table.withdrawn_at.is_(None))
        .order_by(table.id),
    )


LISTS: dict[str, Read] = {
    "addresses": _list(
        Address, "use", "line1", "line2", "line3", "line4", "line5", "postcode", "valid_from", "valid_to"
    ),
    "points": _list(ContactPoint, "system", "value", "use", "rank", "ended_on"),
    "needs_for_access": _list(AccessNeed, "category", "need_code", "detail", "recorded_on", "ended_on"),
    "relations": _list(RelatedPerson, "name", "relationship", "next_of_kin", "emergency_contact", "phone", "ended_on"),
    "allergies": _list(
        Allergy, "display", "code", "system", "status", "verification", "criticality", "reaction", "recorded_on"
    ),
    "medications": _list(Medication, "display", "code", "system", "status", "intent", "dosage", "authored_on"),
    "outside": _list(OutsideEntry, "kind", "display", "code", "system", "status", "from_on", "until_on", "detail"),
    "referrals": _list(Referral, "state", "direction", "received_at", "urgency", "isolated", "referrer_name"),
    "reasons": _list(ReferralReason, "referral_id", "said_by", "code", "note", "position"),
    "onward": _list(OnwardReferral, "state", "sent_on", "urgency", "provider_name", "code", "reason", "access_needs"),
    "contacts": _list(Contact, "type", "mode", "occurred_at", "duration_min", "attended_code", "visibility"),
    "needs": _list(Need, "code", "statement", "status", "identified_on", "position"),
    "goals": _list(Goal, "need_id", "text", "status", "agreed_on", "target_on", "position"),
    "actions": _list(Action, "goal_id", "text", "status", "due_on", "done_on", "done_by", "agenda_item_id"),
    "plans": _list(CarePlan, "kind", "number", "status", "agreed_on", "ended_on", "review_due", "previous_id"),
    "withheld": _list(WithheldItem, "subject_id", "ended_on"),
    "named_staff": _list(NamedStaff, "staff_id", "ended_on"),
}
READS = (_IMPORTS, _HELD, _OUTSIDE, _BY_NUMBER, *LISTS.values())


def imports(session: Session, *, count: int = 20) -> list[BatchRow]:
    """The newest imports, those that were undone included."""
    return [BatchRow(*row) for row in _IMPORTS.run(session, count=count)]


def waiting(session: Session, *, count: int = MOST) -> list[WaitingRow]:
    """Rows of all imports that wait for a decision, the oldest first."""
    return [WaitingRow(*row) for row in _HELD.run(session, count=count)]


def past(session: Session) -> tuple[list[BatchRow], int]:
    """The newest imports, and how many rows of all imports wait for a decision."""
    return imports(session), len(waiting(session))


def outside_entries(session: Session, person_id: UUID, *, count: int = MOST) -> list[OutsideRow]:
    """What other records say about a person, by kind, the newest first."""
    return [OutsideRow(*row) for row in _OUTSIDE.run(session, person_id=person_id, count=count)]


def people_with_number(session: Session, nhs_number: str) -> list[UUID]:
    """The people with this number; two at most."""
    return [row.id for row in _BY_NUMBER.run(session, nhs_number=nhs_number)]


def lists_of(session: Session, person_id: UUID, only: Collection[str] = LISTS) -> dict[str, list[Row[Any]]]:
    """All lists of a person that an export may need, or only some."""
    return {name: read.run(session, person_id=person_id) for name, read in LISTS.items() if name in only}
