"""Connections to a local file: one that writes, some that read, each keyed and set the same way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, SafeUUID

from sqlalchemy import Engine, QueuePool, Uuid, create_engine, event

from inteam.errors import StoreError
from inteam.store.safe_files import disk_errors

SALT_BYTES = 16  # SQLCipher's, the first bytes of the file
HEADER = 0x494E546D  # "INTm", the application_id of our files
READERS = 4
BUSY_MS = 5000
WAIT_FOR_WRITER_S = 60
# For each connection. The caseload of 50,000 is 18 MB: in a smaller cache each filter decrypts it anew (100 ms for 12).
CACHE_KIB = 32_000

# FULL: with NORMAL a power cut loses acknowledged saves. MEMORY: no temporary file beside the encrypted one.
# cipher_memory_security is off: docs/decisions/0006-memory-of-the-cipher.md.
_SETTINGS = (
    "PRAGMA cipher_memory_security = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cell_size_check = ON",
    f"PRAGMA busy_timeout = {BUSY_MS}",
    f"PRAGMA cache_size = -{CACHE_KIB}",
)
_EXPECTED = {"foreign_keys": 1, "synchronous": 2, "trusted_schema": 0, "secure_delete": 1, "temp_store": 2}


@dataclass(frozen=True)
class Engines:
    """writer: one connection, transactions begin at once as writing ones. reader: refuses to write."""

    writer: Engine
    reader: Engine

    def close(self) -> None:
        """Close all connections; the last one folds the write-ahead log into the file."""
        self.reader.dispose()
        self.writer.dispose()


def connect(path: Path, key: bytearray, *, salt: bytes | None = None, mode: str = "rw") -> Any:
    """A connection to the file with its 32-byte key, ready for use.

    salt: for a file that is being made. Raises StoreError("wrong_key") for a wrong key and for a file that is not ours.
    """
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415 (heavy)

    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlcipher.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    try:
        # SQLCipher would write its own words to standard error.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex() if salt else ''}'\"")
        for setting in _SETTINGS:
            connection.execute(setting)
        connection.execute("SELECT count(*) FROM sqlite_master")
        connection.execute("PRAGMA journal_mode = WAL")
        _insist(connection)
    except sqlcipher.DatabaseError as error:
        connection.close()
        words = str(error)
        raise StoreError("wrong_key" if "not a database" in words else _code(error)) from error
    return connection


@contextmanager
def driver_errors() -> Iterator[None]:
    """Turn what SQLite and the disk beneath it raise into StoreError: disk_full, read_only, damaged, busy."""
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415 (heavy)

    try:
        with disk_errors():
            yield
    except sqlcipher.Error as error:
        raise StoreError(_code(error)) from error


def open_engines(path: Path, key: bytearray) -> Engines:
    """The engines of a file. The key is asked for at each new connection: wiping it ends them."""
    writer = _engine(lambda: connect(path, key), size=1, begin="BEGIN IMMEDIATE")
    reader = _engine(lambda: _read_only(connect(path, key)), size=READERS, begin="BEGIN")
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
            return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]
        return _uuid


_UNKNOWN = SafeUUID.unknown


def _uuid(digits: str | None) -> UUID | None:
    if digits is None:
        return None
    made = UUID.__new__(UUID)
    object.__setattr__(made, "int", int(digits, 16))
    object.__setattr__(made, "is_safe", _UNKNOWN)
    return made


def _read_only(connection: Any) -> Any:
    connection.execute("PRAGMA query_only = ON")
    return connection


def _insist(connection: Any) -> None:
    for name, wanted in _EXPECTED.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if int(found) != wanted:
            raise StoreError("StoreError")


def _code(error: BaseException) -> str:
    from inteam.store.database import store_code  # noqa: PLC0415 (the store's own errors, needed rarely)

    return store_code(error)
