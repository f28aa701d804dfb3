"""The table of the audit trail; rows are only ever added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Base


class AuditEntry(Base):
    """One act. digest = SHA-256 over the digest before it and this row, so that a change or a gap shows."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "person_id", "at"), Index(None, "at"))

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    staff_id: Mapped[UUID]
    role: Mapped[str] = mapped_column(String(40))
    team_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[UUID | None]
    table_name: Mapped[str | None] = mapped_column(String(60))
    row_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
