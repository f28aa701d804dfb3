"""Undoing an import as a whole: what it added is withdrawn, what it changed stands again as it stood before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.orm import Mapper

from inteam import audit
from inteam.errors import ConflictError
from inteam.exchange.model import ImportBatch, ImportChange
from inteam.people.model import Person, PersonToken
from inteam.store.base import Base, Record, require
from inteam.store.database import Work

UNDO_WITHIN = timedelta(days=30)
_REASON = "import undone"


@dataclass(frozen=True)
class Undone:
    """How many people were withdrawn, and how many stay because somebody has worked with them since."""

    withdrawn: int
    kept: int


def undo_import(work: Work, batch_id: UUID) -> Undone:
    """Put everything back as it was before the import. Raises DeniedError, ConflictError.

    People with whom somebody has worked since stay, whole: their record is more than what was imported.
    """
    work.actor.require("exchange.import")
    batch = require(work.session, ImportBatch, batch_id)
    if batch.undone_at is not None:
        raise ConflictError("import_undone")
    if work.now - batch.created_at > UNDO_WITHIN:
        raise ConflictError("import_too_old").about(days=UNDO_WITHIN.days)
    added = _added(Person, batch)
    everybody = set(work.session.scalars(select(Person.id).where(added)))
    kept = everybody & _worked_with(work, batch)
    _withdraw(work, batch, kept)
    _put_back(work, batch)
    batch.undone_at = work.now
    done = Undone(len(everybody) - len(kept), len(kept))
    audit.note(work, "exchange.undone", subject=batch, detail={"withdrawn": done.withdrawn, "kept": done.kept})
    return done


def _models() -> list[type[Record]]:
    mappers: list[Mapper[Any]] = [m for m in Base.registry.mappers if issubclass(m.class_, Record)]
    return [mapper.class_ for mapper in mappers]


def _added(model: type[Record], batch: ImportBatch) -> ColumnElement[bool]:
    # All rows of one transaction have its moment, to the microsecond, and its author.
    mine: ColumnElement[bool] = (model.created_at == batch.created_at) & (model.created_by == batch.created_by)
    return mine & model.withdrawn_at.is_(None)


def _worked_with(work: Work, batch: ImportBatch) -> set[UUID]:
    """People of the import about whom there is anything newer."""
    new: Select[Any] = select(Person.id).where(_added(Person, batch))
    found = set(work.session.scalars(select(Person.id).where(_added(Person, batch), Person.version > 1)))
    for model in _models():
        if not hasattr(model, "person_id"):
            continue
        about: Any = model
        newer = (about.created_at != batch.created_at) | (about.updated_at > batch.created_at)
        statement = select(about.person_id).where(about.person_id.in_(new), newer, about.withdrawn_at.is_(None))
        found |= set(work.session.scalars(statement.distinct()))
    return found


def _withdraw(work: Work, batch: ImportBatch, kept: set[UUID]) -> None:
    gone = {"withdrawn_at": work.now, "withdrawn_by": work.actor.staff_id, "withdrawn_reason": _REASON}
    work.session.flush()
    for model in _models():
        if model is ImportBatch:
            continue
        table: Any = model
        clause = _added(model, batch)
        whose = table.id if model is Person else getattr(table, "person_id", None)
        if whose is not None and kept:
            clause &= whose.not_in(kept)
        if whose is None and model.__tablename__ == "organisation":
            continue  # a practice may be everybody's by now, and does no harm
        statement = update(model).where(clause).values(**gone, version=table.version + 1, updated_at=work.now)
        work.session.execute(statement.execution_options(synchronize_session=False))
    withdrawn = select(Person.id).where(Person.withdrawn_at == work.now)
    work.session.execute(delete(PersonToken).where(PersonToken.person_id.in_(withdrawn)))


def _put_back(work: Work, batch: ImportBatch) -> None:
    by_table = {model.__tablename__: model for model in _models()}
    statement = select(ImportChange).where(ImportChange.batch_id == batch.id).order_by(ImportChange.row_id)
    for change in work.session.scalars(statement):
        model = by_table[change.table_name]
        record = work.session.get(model, change.row_id)
        if record is None or record.version != change.version:
            continue  # somebody's newer words stay
        for name, value in change.before.items():
            setattr(record, name, _typed(model, name, value))


def _typed(model: type[Record], name: str, value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    kind = model.__table__.c[name].type.python_type
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    return UUID(value) if kind is UUID else value
