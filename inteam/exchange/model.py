"""Tables of imports: each import, the files it read, what is known from where, and rows that wait for a decision."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Base, Record, partial_index


class ImportBatch(Record):
    """One import; every row it added has its created_at, so that it can be undone as a whole."""

    __tablename__ = "import_batch"
    __table_args__ = (Index(None, "created_at"),)

    name: Mapped[str] = mapped_column(String(200))  # of the first source, without its folder
    report: Mapped[dict[str, Any]] = mapped_column(JSON)  # counts only
    undone_at: Mapped[datetime | None]


class ImportDocument(Base):
    """A file that an import read; the same bytes again are told by their SHA-256."""

    __tablename__ = "import_document"
    __table_args__ = (Index(None, "sha256"),)

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))


class ImportChange(Base):
    """What stood in a row before an import changed it, so that the import can be undone."""

    __tablename__ = "import_change"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    table_name: Mapped[str] = mapped_column(String(60), primary_key=True)
    row_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]  # after the change: a newer one is somebody's work and stays
    before: Mapped[dict[str, Any]] = mapped_column(JSON)


class SourceKey(Record):
    """A row of ours that another system knows by an identifier, and what that system last said of it.

    fingerprint is a SHA-256 over what was read: the same again changes nothing, whatever staff have written since.
    """

    __tablename__ = "source_key"
    __table_args__ = (
        partial_index("uq_source_key", "system", "value", unique=True, where="withdrawn_at IS NULL"),
        Index(None, "row_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))  # person, allergy, medication …
    row_id: Mapped[UUID]
    system: Mapped[str] = mapped_column(String(200))
    value: Mapped[str] = mapped_column(String(200))
    fingerprint: Mapped[str] = mapped_column(String(64))


class HeldRow(Record):
    """A row of a file that may be somebody who is already here; it waits until a person decides."""

    __tablename__ = "held_row"
    __table_args__ = (Index(None, "decision", "created_at"), Index(None, "fingerprint"))

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batch.id"), index=True)
    source: Mapped[str] = mapped_column(Text)
    row: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    incoming: Mapped[dict[str, Any]] = mapped_column(JSON)  # the row as it was read
    decision: Mapped[str] = mapped_column(String(40), default="waiting")


class OutsideEntry(Record):
    """What another system's record says and ours has no table of its own for: read only, as it was given.

    kind: condition, care_plan, goal, encounter, service_request or communication.
    """

    __tablename__ = "outside_entry"
    __table_args__ = (Index(None, "person_id", "kind", "from_on"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(40))
    display: Mapped[str] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(String(40))
    system: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[str | None] = mapped_column(String(40))
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    by_name: Mapped[str | None] = mapped_column(String(200))
    organisation_name: Mapped[str | None] = mapped_column(String(200))
    detail: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(200))
