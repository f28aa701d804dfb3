"""Who opened a person's record, and why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, Uuid, func, select
from sqlalchemy.orm import Session

from inteam.audit.model import AuditEntry
from inteam.organisations.model import Staff
from inteam.store.reads import Read, my_people, one_of


@dataclass(frozen=True)
class OpeningRow:
    """One opening; reason is what was typed for a restricted record."""

    at: datetime
    action: str
    role: str
    name: str | None
    reason: str | None


_OPENINGS = Read(
    "person_openings",
    select(
        AuditEntry.at,
        AuditEntry.action,
        AuditEntry.role,
        func.trim(Staff.given_name + " " + Staff.family_name, type_=Text()).label("name"),
        AuditEntry.detail,
    )
    .join(my_people, my_people.c.person_id == AuditEntry.person_id)
    .outerjoin(Staff, Staff.id == AuditEntry.staff_id)
    .where(
        one_of(AuditEntry.person_id, "people", Uuid()),
        AuditEntry.action.in_(["people.opened", "people.emergency_access"]),
    )
    .order_by(AuditEntry.at.desc(), AuditEntry.seq.desc()),
)


def openings(session: Session, people: list[UUID], *, limit: int = 100) -> list[OpeningRow]:
    """The newest openings first."""
    rows = _OPENINGS.run(session, people=people, limit=limit)
    return [OpeningRow(row.at, row.action, row.role, row.name, row.detail.get("reason")) for row in rows]


READS = (_OPENINGS,)
