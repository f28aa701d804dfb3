"""What every table has in common, and loading a record to change it."""

from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Index, MetaData, String, Text, Uuid, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import NullType, TypeDecorator

from inteam.errors import ConflictError
from inteam.store.ids import new_id


class Instant(TypeDecorator[datetime]):
    """A moment: aware in and out, stored as UTC on both databases; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        moment = value.astimezone(UTC)
        # SQLite keeps no zone: what is stored there is always UTC.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Give an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Folded(TypeDecorator[str]):
    """A stored sort or search key, compared byte by byte on both databases (COLLATE "C" on the server)."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Text in the collation that compares bytes."""
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())


class Base(DeclarativeBase):
    """Base of the mapped classes; constraints have names, so that a migration can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant(), str: Text()}

    def __init_subclass__(cls, **options: Any) -> None:
        """Give each reference its type at once: SQLAlchemy would wait until the other table is imported."""
        super().__init_subclass__(**options)
        for column in getattr(cls.__dict__.get("__table__"), "columns", ()):
            if column.foreign_keys and isinstance(column.type, NullType):
                column.type = Uuid()


class Record(Base):
    """A table whose rows people edit.

    version counts the saves of a row and is checked at each; created and updated are filled in by the
    transaction (store/database.py). Nothing is deleted: a wrong entry is withdrawn, and reads leave it out.
    """

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)
    version: Mapped[int] = mapped_column(default=1, sort_order=90)
    created_at: Mapped[datetime] = mapped_column(sort_order=91)
    created_by: Mapped[UUID] = mapped_column(sort_order=92)
    updated_at: Mapped[datetime] = mapped_column(sort_order=93)
    updated_by: Mapped[UUID] = mapped_column(sort_order=94)
    withdrawn_at: Mapped[datetime | None] = mapped_column(sort_order=95)
    withdrawn_by: Mapped[UUID | None] = mapped_column(sort_order=96)
    withdrawn_reason: Mapped[str | None] = mapped_column(String(200), sort_order=97)
    __mapper_args__ = {"version_id_col": version}


def partial_index(name: str | None, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows for which ``where`` holds, on both databases.

    Only SQLite's predicate stands here: PostgreSQL's would load that dialect at every start. The migration writes both.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


def once(*columns: str) -> Index:
    """A unique index over the rows that stand; one that was withdrawn (undone) may be made again."""
    return partial_index(None, *columns, unique=True, where="withdrawn_at IS NULL")


BOOKKEEPING = frozenset({"version", "created_at", "created_by", "updated_at", "updated_by"})
"""Columns of a Record that say who and when, not what."""

M = TypeVar("M", bound=Record)


def find(session: Session, model: type[M], record_id: UUID) -> M | None:
    """The record, to be changed, or None; one that is withdrawn counts as none."""
    statement = select(model).where(model.id == record_id, model.withdrawn_at.is_(None))
    return session.scalars(statement).one_or_none()


def require(session: Session, model: type[M], record_id: UUID, version: int | None = None) -> M:
    """The record as it was read at version (None: any). Raises ConflictError when it is gone or newer."""
    record = find(session, model, record_id)
    if record is None:
        raise ConflictError("gone")
    if version is not None and record.version != version:
        raise ConflictError("changed_since")
    return record


__all__ = ["BOOKKEEPING", "Base", "Folded", "Index", "Instant", "Record", "find", "once", "partial_index", "require"]
