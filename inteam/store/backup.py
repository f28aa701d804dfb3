"""The copy of a file that is kept before its tables are brought up to a newer program."""

from datetime import datetime
from pathlib import Path
from typing import Any

from inteam.errors import StoreError
from inteam.store import connection as driver
from inteam.store import safe_files
from inteam.store.keys import keyfile


def before_upgrade(
    path: Path, file_id: str, connection: Any, key: bytearray, revision: str | None, now: datetime
) -> Path | None:
    """Copy the file and its keys beside it, and prove the copy, before an upgrade.

    None when there is nothing to keep (a file without tables). Raises StoreError("no_copy"); then nothing is upgraded.
    """
    if revision is None:
        return None
    copy = path.with_name(f"{path.stem}.before-{revision}-{now:%Y%m%d-%H%M%S}{path.suffix}")
    unfinished = copy.with_name(f".{copy.name}.unfinished")
    for left in path.parent.glob(f".{path.stem}.before-*.unfinished*"):  # of a program that died while copying
        left.unlink(missing_ok=True)
    try:
        _copy(connection, key, bytes.fromhex(file_id), unfinished)
        for place, of in zip(keyfile.places(copy), keyfile.places(path), strict=True):
            if of.exists():
                safe_files.replace(place, of.read_bytes())
        unfinished.replace(copy)
        safe_files.sync_folder(copy.parent)
    except (OSError, StoreError) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError("no_copy") from error
    return copy


def _copy(connection: Any, key: bytearray, salt: bytes, copy: Path) -> None:
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415 (heavy)

    copy.touch(safe_files.PRIVATE)
    # The same salt as the file: the slots in the key file are bound to it.
    target = driver.connect(copy, key, salt=salt)
    try:
        connection.backup(target)
        sound = target.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        sealed = target.execute("PRAGMA cipher_integrity_check").fetchall() == []
        target.execute("PRAGMA journal_mode = DELETE")
    except sqlcipher.Error as error:
        raise StoreError("no_copy") from error
    finally:
        target.close()
    if not (sound and sealed):
        raise StoreError("no_copy")
