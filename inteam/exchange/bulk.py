"""Adding many rows at once: ids and stamps made here, one prepared statement for each table.

On the local file the values go straight to the driver: converting them by the row costs SQLAlchemy more than the
database takes to store them.
"""

from collections.abc import Mapping
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table, insert

from inteam.store.base import Record
from inteam.store.database import Work


class Bulk:
    """Collects new rows of several tables and writes them in the order in which the tables were given."""

    def __init__(self, work: Work, *models: type[Record]) -> None:
        self._work = work
        self._connection: Connection = work.session.connection()
        self._rows: dict[type[Record], list[Mapping[str, Any]]] = {model: [] for model in models}
        by = work.actor.staff_id
        self._stamp = {
            "version": 1,
            "created_at": work.now,
            "created_by": by,
            "updated_at": work.now,
            "updated_by": by,
        }
        self._forms: dict[type[Record], _Form] = {}

    def add(self, model: type[Record], values: dict[str, Any], row_id: UUID | None = None) -> UUID:
        """Collect a row; gives its id. All rows of a table name the same columns, in the same order."""
        made = row_id or uuid4()
        values["id"] = made
        self._rows[model].append(values)
        return made

    def write(self) -> None:
        """Write what was collected."""
        local = self._connection.dialect.name == "sqlite"
        for model, rows in self._rows.items():
            if not rows:
                continue
            if local:
                self._write_local(model, rows)
            else:
                self._connection.execute(insert(model), [{**row, **self._stamp} for row in rows])
            self._work.changes.tables.add(model.__tablename__)
            rows.clear()

    def _write_local(self, model: type[Record], rows: list[Mapping[str, Any]]) -> None:
        if model not in self._forms:
            self._forms[model] = _Form(self._connection, model, list(rows[0]), self._stamp)
        form = self._forms[model]
        # In the order of their keys, so that each page of the table is taken up once.
        self._connection.exec_driver_sql(form.statement, sorted(map(form.values, rows), key=form.key))


class _Form:
    """A table's statement and how each of its values is turned into the driver's."""

    def __init__(self, connection: Connection, model: type[Record], names: list[str], stamp: dict[str, Any]) -> None:
        table: Table = model.__table__  # type: ignore[assignment]  # (a table, never a join)
        dialect = connection.dialect
        marks = ", ".join("?" for _ in (*names, *stamp))
        quote = dialect.identifier_preparer.quote
        columns = ", ".join(quote(name) for name in (*names, *stamp))
        self.statement = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})"  # noqa: S608 (our own names)
        self.key = itemgetter(names.index("id"))
        convert = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in (*names, *stamp)}
        self._converts = [(place, made) for place, name in enumerate(names) if (made := convert[name]) is not None]
        self._stamp = [value if (made := convert[name]) is None else made(value) for name, value in stamp.items()]

    def values(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """A row's values for the driver."""
        found = [*row.values(), *self._stamp]
        for place, convert in self._converts:
            if found[place] is not None:
                found[place] = convert(found[place])
        return tuple(found)
