"""One connection to a local file: keyed, set and checked. Without SQLAlchemy: the first list does not wait for it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, SafeUUID

from inteam.errors import StoreError
from inteam.store.safe_files import disk_errors

SALT_BYTES = 16  # SQLCipher's, the first bytes of the file
HEADER = 0x494E546D  # "INTm", the application_id of our files
BUSY_MS = 5000
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
        raise StoreError("wrong_key" if "not a database" in words else store_code(error)) from error
    return connection


@contextmanager
def driver_errors() -> Iterator[None]:
    """Turn what SQLite and the disk beneath it raise into StoreError: disk_full, read_only, damaged, busy."""
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415 (heavy)

    try:
        with disk_errors():
            yield
    except sqlcipher.Error as error:
        raise StoreError(store_code(error)) from error


def read_only(connection: Any) -> Any:
    """The connection, which refuses to write from now on."""
    connection.execute("PRAGMA query_only = ON")
    return connection


def _insist(connection: Any) -> None:
    for name, wanted in _EXPECTED.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if int(found) != wanted:
            raise StoreError("StoreError")


_UNKNOWN = SafeUUID.unknown


def uuid_of(digits: str | None) -> UUID | None:
    """An id from the 32 hexadecimal digits in which our file keeps it."""
    if digits is None:
        return None
    made = UUID.__new__(UUID)
    object.__setattr__(made, "int", int(digits, 16))
    object.__setattr__(made, "is_safe", _UNKNOWN)
    return made


def store_code(error: BaseException | None) -> str:
    """The code of a failure of SQLite, or of the disk beneath it."""
    words = str(error).lower()
    for part, code in _SQLITE_WORDS:
        if part in words:
            return code
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "disk_full"
    return "StoreError"


_SQLITE_WORDS = (
    ("disk is full", "disk_full"),
    ("disk i/o error", "disk_full"),
    ("database is locked", "busy"),
    ("readonly database", "read_only"),
    ("malformed", "damaged"),
    ("not a database", "damaged"),
)
