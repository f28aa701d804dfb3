"""Reading one's own drafts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Session

from inteam.drafts.model import Draft
from inteam.store.reads import Read, param


@dataclass(frozen=True)
class DraftRow:
    """A draft of mine, newest first."""

    id: UUID
    form: str
    record_id: UUID | None
    person_id: UUID | None
    fields: dict[str, Any]
    saved_at: datetime


MY_DRAFTS = Read(
    "my_drafts",
    select(Draft.id, Draft.form, Draft.record_id, Draft.person_id, Draft.fields, Draft.saved_at)
    .where(Draft.staff_id == param("staff_id", Uuid()))
    .order_by(Draft.saved_at.desc(), Draft.id),
    optional={
        "form": Draft.form == param("form", String()),
        "record_id": Draft.record_id == param("record_id", Uuid()),
        "person_id": Draft.person_id == param("person_id", Uuid()),
    },
)


def my_drafts(
    session: Session,
    staff_id: UUID,
    *,
    form: str | None = None,
    record_id: UUID | None = None,
    person_id: UUID | None = None,
    limit: int = 100,
) -> list[DraftRow]:
    """Drafts of one member of staff, newest first, of one form or about one record or person if given."""
    rows = MY_DRAFTS.run(session, staff_id=staff_id, form=form, record_id=record_id, person_id=person_id, limit=limit)
    return [DraftRow(*row) for row in rows]


READS = (MY_DRAFTS,)
