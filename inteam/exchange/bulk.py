"""Adding many rows at once: ids and stamps made here, one prepared statement for each table."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table, insert

from inteam.store.base import Record
from inteam.store.database import Work

Values = Mapping[str, Any]


class Bulk:
    """Collects new rows of several tables and writes them in the order in which the tables were given."""

    def __init__(self, work: Work, *models: type[Record]) -> None:
        self._work = work
        self._connection: Connection = work.session.connection()
        self._models = models
        self._rows: dict[type[Record], list[dict[str, Any]]] = {model: [] for model in models}
        self._stamp = _stamp(work)

    def add(self, model: type[Record], values: Values, row_id: UUID | None = None) -> UUID:
        """Collect a row; gives its id. All rows of a table name the same columns."""
        made = row_id or uuid4()
        self._rows[model].append({"id": made, **values, **self._stamp})
        return made

    def write(self) -> None:
        """Write what was collected."""
        for model, rows in self._rows.items():
            if rows:
                table: Table = model.__table__  # type: ignore[assignment]
                self._connection.execute(insert(table), rows)
                rows.clear()


def _stamp(work: Work) -> dict[str, Any]:
    at: datetime = work.now
    by = work.actor.staff_id
    return {"version": 1, "created_at": at, "created_by": by, "updated_at": at, "updated_by": by}
