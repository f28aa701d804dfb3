"""Writing a whole file anew under another key, proved before it takes the place of the old one."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from inteam.errors import StoreError
from inteam.store import connection as driver
from inteam.store import safe_files

if TYPE_CHECKING:
    from inteam.store.local import LocalFile


def write_anew(opened: "LocalFile", key: bytearray, salt: bytes) -> Path:
    """A proved copy of the open file under another key, beside it; the engines of the old one are closed.

    Raises StoreError("not_equal"), StoreError("disk_full"); the old file is as before and its engines open again.
    """
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415 (heavy)

    fresh = opened.path.with_name(f"{opened.path.name}.new")
    remove(fresh)
    opened.disconnect()
    try:
        fresh.touch(safe_files.PRIVATE)
        _copy(opened.path, opened.key, fresh, key, salt)
        _prove(opened.path, opened.key, fresh, key)
    except (OSError, StoreError, sqlcipher.Error) as error:
        remove(fresh)
        if isinstance(error, StoreError):
            raise
        raise StoreError(driver.store_code(error)) from error
    for ending in ("-wal", "-shm"):
        # A log that stayed behind would be taken for the new file's.
        opened.path.with_name(opened.path.name + ending).unlink(missing_ok=True)
    return fresh


def remove(fresh: Path) -> None:
    """Take away what an unfinished copy left."""
    for ending in ("", "-wal", "-shm", "-journal"):
        fresh.with_name(fresh.name + ending).unlink(missing_ok=True)


def _copy(path: Path, old: bytearray, fresh: Path, new: bytearray, salt: bytes) -> None:
    connection = driver.connect(path, old)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA foreign_keys = OFF")  # rows come table by table
        connection.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{new.hex()}{salt.hex()}'\"", (str(fresh),))
        connection.execute("SELECT sqlcipher_export('fresh')")
        for mark in ("application_id", "user_version"):
            value = connection.execute(f"PRAGMA main.{mark}").fetchone()[0]
            connection.execute(f"PRAGMA fresh.{mark} = {value}")
        connection.execute("DETACH DATABASE fresh")
    finally:
        connection.close()


def _prove(path: Path, old: bytearray, fresh: Path, new: bytearray) -> None:
    before, after = driver.connect(path, old), driver.connect(fresh, new)
    try:
        sound = after.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        sealed = after.execute("PRAGMA cipher_integrity_check").fetchall() == []
        if not (sound and sealed and _contents(before) == _contents(after)):
            raise StoreError("not_equal")
        after.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        before.close()
        after.close()


def _contents(connection: Any) -> dict[str, object]:
    """Each thing in the schema as it was made, and the rows of each table."""
    schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    tables = [name for kind, name, _ in schema if kind == "table"]
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 (names from the schema)
    return {"schema": schema, "counts": counts}
