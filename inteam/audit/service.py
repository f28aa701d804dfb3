"""Writing the audit trail, and proving that it is whole."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inteam.audit.model import AuditEntry
from inteam.store.base import Record
from inteam.store.database import Work

_BEGIN = "0" * 64
# Made once, on the table itself: each save notes something, and the mapped class would add half to what it costs.
_TABLE: Any = AuditEntry.__table__
_LAST = select(_TABLE.c.digest).order_by(_TABLE.c.seq.desc()).limit(1)


def note(
    work: Work,
    action: str,
    *,
    person_id: UUID | None = None,
    subject: Record | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry in the same transaction as the act.

    action: "<feature>.<done>". detail: codes, field names and counts; never a person's words.
    """
    work.session.flush()  # what was done comes before what is said of it, and gives the subject its id
    connection = work.session.connection()
    before = connection.scalar(_LAST) or _BEGIN
    row = {
        "at": work.now,
        "staff_id": work.actor.staff_id,
        "role": str(work.actor.role),
        "team_id": work.actor.team_id,
        "action": action,
        "person_id": person_id or getattr(subject, "person_id", None),
        "table_name": subject.__tablename__ if subject is not None else None,
        "row_id": subject.id if subject is not None else None,
        "detail": dict(detail or {}),
    }
    connection.execute(insert(_TABLE), {**row, "digest": _digest(before, row)})


def first_broken(session: Session) -> int | None:
    """The number of the first entry that does not follow from the one before it, or None when the trail is whole."""
    before = _BEGIN
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=1000))
    with closing(entries):
        for entry in entries:
            row = {name: getattr(entry, name) for name in _FIELDS}
            if entry.digest != _digest(before, row):
                return entry.seq
            before = entry.digest
    return None


_FIELDS = ("at", "staff_id", "role", "team_id", "action", "person_id", "table_name", "row_id", "detail")


def _digest(before: str, row: Mapping[str, Any]) -> str:
    words = [row["at"].isoformat() if name == "at" else row[name] for name in _FIELDS]
    text = json.dumps(words, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(f"{before}{text}".encode()).hexdigest()
