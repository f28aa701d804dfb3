"""Making a local file: the key, its slots, the empty tables."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inteam import clock
from inteam.clock import Clock
from inteam.errors import InputError, StoreError
from inteam.store import connection as driver
from inteam.store import keychange, local, place, safe_files
from inteam.store.keys import argon, keyfile, passphrase, recovery, slots
from inteam.store.keys.argon import Cost
from inteam.store.keys.keyfile import KeyFile, Ring
from inteam.store.kind import MARKS, Kind
from inteam.store.local import LocalFile
from inteam.store.lockfile import FileLock


@dataclass
class Made:
    """A new file, open, and its recovery code, which is nowhere else."""

    file: LocalFile
    recovery_code: str


def make(
    path: Path,
    words: str,
    *,
    kind: Kind = Kind.REHEARSAL,
    cost: Cost | None = None,
    on_this_device: bool = False,
    confirm: Callable[[str], str] | None = None,
    now: Clock = clock.system,
) -> Made:
    """Make an encrypted file with empty tables. words: the passphrase.

    cost: of the passphrase; None is the normal one, and the lowest for a demonstration. confirm: shows the recovery
    code and gives what was typed back; a live file needs it. When anything fails nothing is left behind.
    Raises InputError(passphrase=…), InputError(recovery_code=…), StoreError: exists, on_share, in_synced,
    folder_missing, folder_read_only, disk_full.
    """
    check_new(path, words, kind)
    cost = cost or (argon.LOWEST if kind is Kind.DEMO else argon.NORMAL)
    lock = FileLock(path)
    try:
        lock.take()
    except StoreError as error:
        if error.problems[""] == "disk_full":
            remove(path)
        raise
    try:
        _absent(path)  # again, now that nobody else can be making it
    except StoreError:
        lock.release()
        raise
    try:
        with driver.driver_errors():
            return _make(path, words, kind, cost, lock, on_this_device, confirm, now)
    except BaseException:
        lock.release()
        remove(path)
        raise


def check_new(path: Path, words: str, kind: Kind) -> None:
    """Refuse before anything is written; errors as in make()."""
    place.check(path)
    _absent(path)
    if not path.parent.is_dir():
        raise StoreError("folder_missing").about(folder=str(path.parent))
    if kind is not Kind.DEMO and (code := passphrase.problem(words)):
        raise InputError(passphrase=code)


def _absent(path: Path) -> None:
    for there in (path, *keyfile.places(path)):
        if there.exists():
            raise StoreError("exists").about(file=there.name)


def remove(path: Path) -> None:
    """Take away a file that was just made and everything beside it."""
    beside = ("-wal", "-shm", ".lock", ".tries")
    for there in (path, *keyfile.places(path), *(path.with_name(path.name + end) for end in beside)):
        there.unlink(missing_ok=True)


def _make(
    path: Path,
    words: str,
    kind: Kind,
    cost: Cost,
    lock: FileLock,
    on_this_device: bool,
    confirm: Callable[[str], str] | None,
    now: Clock,
) -> Made:
    key, salt, secret = slots.new_data_key(), secrets.token_bytes(driver.SALT_BYTES), recovery.new()
    code, file_id = recovery.spell(secret), salt.hex()
    first = slots.passphrase_slot(passphrase.as_bytes(words), key, file_id, now(), cost)
    ring = Ring(file_id, (first, slots.recovery_slot(secret, key, file_id, now())))
    tested = confirm is not None and _typed_back(confirm, code, secret)
    if kind is Kind.LIVE and not tested:
        raise InputError(recovery_code="recovery_untested")
    keys = KeyFile(kind, (ring,), recovery_tested=tested)
    _first_page(path, key, salt, kind)
    keyfile.write(path, keys)
    opened = local.ClosedFile(path, file_id, keyfile.read(path), lock).open(key, now)
    if on_this_device:
        keychange.add_device(opened, now())
    return Made(opened, code)


def _first_page(path: Path, key: bytearray, salt: bytes, kind: Kind) -> None:
    path.touch(safe_files.PRIVATE, exist_ok=False)
    connection = driver.connect(path, key, salt=salt)
    try:
        connection.execute(f"PRAGMA application_id = {driver.HEADER}")
        connection.execute(f"PRAGMA user_version = {MARKS[kind]}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _typed_back(confirm: Callable[[str], str], code: str, secret: bytes) -> bool:
    if recovery.read(confirm(code)) != secret:
        raise InputError(recovery_code="recovery_differs")
    return True
