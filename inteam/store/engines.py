"""Connections to a local file: one that writes, some that read, each keyed and set the same way."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, QueuePool, Uuid, create_engine, event

from inteam.store.connection import HEADER, SALT_BYTES, connect, driver_errors, read_only, uuid_of

READERS = 4
WAIT_FOR_WRITER_S = 60


@dataclass(frozen=True)
class Engines:
    """writer: one connection, transactions begin at once as writing ones. reader: refuses to write."""

    writer: Engine
    reader: Engine

    def close(self) -> None:
        """Close all connections; the last one folds the write-ahead log into the file."""
        self.reader.dispose()
        self.writer.dispose()


def open_engines(path: Path, key: bytearray) -> Engines:
    """The engines of a file. The key is asked for at each new connection: wiping it ends them."""
    writer = _engine(lambda: connect(path, key), size=1, begin="BEGIN IMMEDIATE")
    reader = _engine(lambda: read_only(connect(path, key)), size=READERS, begin="BEGIN")
    return Engines(writer, reader)


def open_for_upgrade(path: Path, key: bytearray) -> Engine:
    """An engine for migrations: a table that is rebuilt must be dropped without taking its children along."""

    def creator() -> Any:
        connection = connect(path, key)
        connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    return _engine(creator, size=1, begin="BEGIN IMMEDIATE")


def _engine(creator: Callable[[], Any], *, size: int, begin: str) -> Engine:
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415 (heavy)

    # The address names no file and no key: addresses reach logs.
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_use_lifo=True,  # the connection that was used last has what is asked for in its cache
        pool_timeout=WAIT_FOR_WRITER_S,
        hide_parameters=True,
        query_cache_size=2000,
    )

    engine.dialect.colspecs = {**engine.dialect.colspecs, Uuid: _QuickUuid}

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


class _QuickUuid(Uuid[UUID]):
    """Ids as they stand in our file, 32 hexadecimal digits. A page of a list has a thousand of them, and UUID(…)
    spends five times as long on the many forms in which it takes one.
    """

    cache_ok = True

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        """Digits → UUID."""
        if not self.as_uuid:
            return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]  # (SQLAlchemy's)
        return uuid_of


__all__ = ["HEADER", "SALT_BYTES", "Engines", "connect", "driver_errors", "open_engines", "open_for_upgrade"]
