"""Collecting rows by table and putting them in by the thousand, parents first."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, Dialect, Table, Uuid, insert
from sqlalchemy.orm import Session

from inteam.store.base import Base, Instant

T = TypeVar("T")
_Plan = tuple[str, list[Any]]


class Turns:
    """Gives values in turn, so that each of them occurs; the first round is in order, later ones are shuffled.

    then: the values of the later rounds, if they are others.
    """

    def __init__(self, random: Random, values: Sequence[T], *, then: Sequence[T] = ()) -> None:
        self._random, self._values = random, list(then or values)
        self._ahead: list[Any] = list(values)

    def next(self) -> Any:
        """The next value."""
        if not self._ahead:
            self._ahead = list(self._values)
            self._random.shuffle(self._ahead)
        return self._ahead.pop(0)


class Rows:
    """The rows of the neighbourhood, until they are flushed. by: who made a row where nothing else is said."""

    def __init__(self, random: Random, *, by: UUID, at: datetime) -> None:
        self.random, self._by, self._at = random, by, at
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._blank: dict[str, dict[str, Any]] = {}
        self._held: set[UUID] = set()
        self._hold_after = at
        self._late: list[tuple[datetime, str, dict[str, Any]]] = []
        self._late_at: dict[UUID, datetime] = {}
        self._plans: dict[str, _Plan] = {}
        self.count = 0

    def hold(self, people: Iterable[UUID], after: datetime) -> None:
        """Keep back what is made about these people after a moment, until it is let go."""
        self._held.update(people)
        self._hold_after = after

    def let_go(self, until: datetime) -> None:
        """Give way to what was kept back up to a moment."""
        for _at, name, row in (late for late in self._late if late[0] <= until):
            self._rows.setdefault(name, []).append(row)
        self._late = [late for late in self._late if late[0] > until]
        self._late_at = {row_id: at for row_id, at in self._late_at.items() if at > until}

    def new_id(self) -> UUID:
        """A UUID that only depends on the seed."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def add(
        self,
        model: type[Base],
        *,
        at: datetime | None = None,
        by: UUID | None = None,
        changed: datetime | None = None,
        **values: Any,
    ) -> UUID:
        """Keep one row, made at a moment by somebody; gives its id."""
        name = model.__tablename__
        if name not in self._blank:
            self._blank[name] = _blank(model.__table__)  # type: ignore[arg-type]  # (a table, never a join)
        blank = self._blank[name]
        row = {**blank, **values}
        if "created_at" in blank:
            made = at or self._at
            row["created_at"], row["updated_at"] = made, changed or made
            row["created_by"] = row["updated_by"] = by or self._by
        if "id" in blank and row["id"] is None:
            row["id"] = self.new_id()
        if len(row) != len(blank):
            raise TypeError(f"{name} has no {', '.join(sorted(row.keys() - blank.keys()))}")
        self.count += 1
        if row.get("person_id") in self._held and (until := self._kept_until(row)) > self._hold_after:
            self._late.append((until, name, row))
            self._late_at[row["id"]] = until
        else:
            self._rows.setdefault(name, []).append(row)
        return row.get("id")  # type: ignore[return-value]  # (a row without an id is never asked for it)

    def _kept_until(self, row: dict[str, Any]) -> datetime:
        """When a row may be put in: not before what it belongs to, whose moment of that day may be later."""
        owners = (self._late_at[value] for value in row.values() if isinstance(value, UUID) and value in self._late_at)
        made: datetime = row["created_at"]
        return max(made, *owners, self._hold_after)

    def flush(self, session: Session) -> None:
        """Put in what was collected."""
        connection = session.connection()
        for table in Base.metadata.sorted_tables:
            if rows := self._rows.pop(table.name, None):
                self._put_in(connection, table, rows)

    def _put_in(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        if connection.dialect.name != "sqlite":
            connection.execute(insert(table), rows)
            return
        # The driver itself: SQLAlchemy would spend longer on each row than SQLite does.
        plan = self._plans.get(table.name)
        if plan is None:
            plan = self._plans[table.name] = _plan(connection.dialect, table)
        sql, makers = plan
        ready = [
            tuple(
                [
                    value if make is None or value is None else make(value)
                    for make, value in zip(makers, row.values(), strict=True)
                ]
            )
            for row in rows
        ]
        connection.exec_driver_sql(sql, ready)


def _plan(dialect: Dialect, table: Table) -> "_Plan":
    names = [column.name for column in table.columns]
    makers = [_maker(dialect, column) for column in table.columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    sql = f'INSERT INTO "{table.name}" ({quoted}) VALUES ({", ".join("?" * len(names))})'  # noqa: S608 (our own names)
    return sql, makers


def _maker(dialect: Dialect, column: Column[Any]) -> Any:
    # Who and when stand in every row: the same moments and ids come by again and again.
    if isinstance(column.type, Instant):
        return _moment
    if isinstance(column.type, Uuid):
        return attrgetter("hex")
    return column.type.dialect_impl(dialect).bind_processor(dialect)


@lru_cache(maxsize=4096)
def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _blank(table: Table) -> dict[str, Any]:
    return {column.name: _default(column.default) for column in table.columns}


def _default(default: Any) -> Any:
    # Ids are made from the seed, so a default that is a function is left out.
    value = getattr(default, "arg", None)
    return None if callable(value) else value
