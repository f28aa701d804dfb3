"""The table of drafts."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Base


class Draft(Base):
    """What a member of staff has typed into a form, field by field; gone once the form is saved."""

    __tablename__ = "draft"
    __table_args__ = (Index(None, "staff_id", "form", "saved_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    staff_id: Mapped[UUID]
    form: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime]
