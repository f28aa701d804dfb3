"""What an import left in the database, and what it says it did."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from inteam.exchange.report import Report
from inteam.people.model import (
    Person,
)
from inteam.store.base import Base
from inteam.store.database import Database

Take = Callable[..., Report]
Write = Callable[..., Path]


def counts(report: Report) -> tuple[int, ...]:
    """Those read, created, updated, unchanged, duplicates, refused and held."""
    return (
        report.read,
        report.created,
        report.updated,
        report.unchanged,
        report.duplicates,
        len(report.refused),
        len(report.held),
    )


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but the audit trail, which says that somebody tried."""
    with database.read() as session:
        names = [name for name in sorted(Base.metadata.tables) if name != "audit_entry"]
        return {
            name: sorted(map(tuple, session.execute(select(Base.metadata.tables[name]))), key=repr) for name in names
        }


def people(database: Database) -> list[Person]:
    with database.read() as session:
        return list(session.scalars(select(Person).where(Person.withdrawn_at.is_(None)).order_by(Person.sort_key)))


def rows(database: Database, model: Any) -> list[Any]:
    with database.read() as session:
        return list(session.scalars(select(model).where(model.withdrawn_at.is_(None)).order_by(model.id)))
