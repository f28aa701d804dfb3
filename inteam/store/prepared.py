"""Reads whose SQL was written down ahead, so that the first list does not wait for SQLAlchemy and the tables.

A Prepared is a Read by its name. Where the database is there it is that Read; at the start of the program, when there
is only a connection of the driver (First), it runs the SQL of ``resources/first_reads.json``, which is made from the
Read (``make first-reads``); a test holds the two together.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any

from inteam import resources
from inteam.store.connection import driver_errors, uuid_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FILE = "first_reads.json"


class First:
    """A connection that reads before the database is there; closed as soon as that is."""

    def __init__(self, connection: Any) -> None:
        self._connection: Any = connection
        self._lock = Lock()

    def rows(self, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        """What the SQL gives. Raises GoneError when it has been closed, StoreError."""
        with self._lock:
            if self._connection is None:
                raise GoneError
            with driver_errors():
                return list(self._connection.execute(sql, values).fetchall())

    def close(self) -> None:
        """Waits for what is being read."""
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


class GoneError(Exception):
    """It was closed because the database is there: ask that."""


@dataclass(frozen=True)
class Prepared:
    """A read by its name and place ("package.module:READ")."""

    name: str
    place: str

    def run(self, session: "Session | First", *, limit: int, **values: Any) -> list[Any]:
        """The rows; see Read.run."""
        if not isinstance(session, First):
            module, _, attribute = self.place.partition(":")
            rows: list[Any] = getattr(import_module(module), attribute).run(session, limit=limit, **values)
            return rows
        kept = _kept()[self.name]
        given = {key for key in kept["optional"] if values.get(key) is not None}
        if given != set(kept["given"]):
            raise GoneError  # asked in another way than at the start: the database answers that
        values["most"] = limit
        asked = [part["value"] if "value" in part else _INTO[part["kind"]](values[part["name"]]) for part in kept["in"]]
        row = _row(self.name)
        out = [_OUT[kind] for _name, kind in kept["out"]]
        found = session.rows(kept["sql"], asked)
        return [
            row(*(make(value) if make and value is not None else value for make, value in zip(out, one, strict=True)))
            for one in found
        ]


@cache
def _kept() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(resources.text(FILE))
    return found


@cache
def _row(name: str) -> Any:
    return namedtuple("Row", [column for column, _kind in _kept()[name]["out"]])


def _instant(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _same(value: Any) -> Any:
    return value


_INTO: Mapping[str, Callable[[Any], Any]] = {
    "uuid": lambda value: value.hex,
    "date": date.isoformat,
    "instant": _instant,
    "uuids": lambda values: json.dumps([one.hex for one in values]),
    "plain": _same,
}
_OUT: Mapping[str, Callable[[Any], Any] | None] = {
    "uuid": uuid_of,
    "date": date.fromisoformat,
    "instant": lambda value: datetime.fromisoformat(value).replace(tzinfo=UTC),
    "bool": bool,
    "plain": None,
}
