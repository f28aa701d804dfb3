"""A local file from the door to the database: refused, closed (its keys not yet given), open.

``approach`` looks at the place, the file and its lock and gives a ClosedFile; a key makes it a LocalFile, whose two
engines Database is built on. Nothing that is refused is changed.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inteam import clock
from inteam.clock import Clock
from inteam.errors import StoreError
from inteam.store import backup, place, safe_files, schema
from inteam.store import connection as driver
from inteam.store.keys import device, keyfile, passphrase, recovery, slots, tries
from inteam.store.keys.keyfile import KeyFile, Ring
from inteam.store.keys.slots import SlotKind
from inteam.store.kind import Kind, of_mark
from inteam.store.lockfile import FileLock
from inteam.store.prepared import First

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from inteam.store.engines import Engines

SMALLEST = 4096  # bytes: one page
BACK_BY = timedelta(days=1)  # domain.md 11.4: how far the clock may stand before the last entry of the trail
_PLAIN = b"SQLite format 3\x00"


@dataclass
class LocalFile:
    """An open file. Close it: that wipes the key and lets go of the lock."""

    path: Path
    file_id: str
    kind: Kind
    key: bytearray
    lock: FileLock
    wrong_tries: int = 0  # before the right one, for the trail
    first: First | None = None  # what looked at the file, for what is read before the engines are there
    _engines: "Engines | None" = None

    @property
    def engines(self) -> "Engines":
        """Its engines, opened when they are first asked for."""
        if self._engines is None:
            from inteam.store import engines  # noqa: PLC0415 (SQLAlchemy: the first list does not wait for it)

            self.leave_first()
            self._engines = engines.open_engines(self.path, self.key)
        return self._engines

    @property
    def engine(self) -> "Engine":
        """For Database: the one connection that writes."""
        return self.engines.writer

    @property
    def reader(self) -> "Engine":
        """For Database: the connections that read."""
        return self.engines.reader

    def close(self) -> None:
        """Close all connections, wipe the key, let go of the lock."""
        self.shut()
        self.lock.release()

    def disconnect(self) -> None:
        """Close all connections; the engines are made again when they are asked for."""
        self.leave_first()
        if self._engines is not None:
            self._engines.close()
            self._engines = None

    def leave_first(self) -> None:
        """The engines are to be there: the first reads are over."""
        first, self.first = self.first, None
        if first is not None:
            first.close()

    def shut(self) -> "ClosedFile":
        """Close and wipe, but keep the lock: the program is locked, not left."""
        self.disconnect()
        slots.wipe(self.key)
        return ClosedFile(self.path, self.file_id, keyfile.read(self.path), self.lock)


@dataclass
class ClosedFile:
    """A file that may be opened and is locked for us, and its slots.

    file_id: read once, before any connection: closing the file again would end SQLite's own locks on it (POSIX).
    """

    path: Path
    file_id: str
    keys: KeyFile
    lock: FileLock
    wrong_tries: int = 0

    @property
    def ring(self) -> Ring:
        """The slots of this file. Raises StoreError("keys_of_another")."""
        return self.keys.ring(self.file_id)

    def has(self, kind: SlotKind) -> bool:
        """Whether there is such a slot."""
        return bool(self.ring.of(kind))

    def key_by_device(self) -> bytearray | None:
        """The key from this computer's keyring; None when it does not have it."""
        ring = self.ring
        for slot in ring.of(SlotKind.DEVICE):
            secret = device.fetch(device_account(ring, slot.id))
            key = slots.open_device(slot, secret, ring.file_id) if secret else None
            if key is not None:
                return key
        return None

    def key_by_passphrase(self, words: str, now: datetime | None = None) -> bytearray:
        """The key by the passphrase; 1 to 2 s. Raises StoreError: wrong_passphrase, too_many_tries."""
        ring, typed = self.ring, passphrase.as_bytes(words)
        if self.keys.kind is not Kind.DEMO and words == passphrase.DEMO_PASSPHRASE:
            raise StoreError("passphrase_published")
        found = [slots.open_passphrase(slot, typed, ring.file_id) for slot in self._tried(SlotKind.PASSPHRASE, now)]
        return self._first(found, "wrong_passphrase", now)

    def key_by_recovery(self, typed: str, now: datetime | None = None) -> bytearray:
        """The key by the printed code. Raises InputError for a code of the wrong form, StoreError as above."""
        ring, secret = self.ring, recovery.read(typed)
        found = [slots.open_recovery(slot, secret, ring.file_id) for slot in self._tried(SlotKind.RECOVERY, now)]
        return self._first(found, "wrong_recovery", now)

    def open(self, key: bytearray, now: Clock = clock.system) -> LocalFile:
        """Open with a key, bringing an older file up to this program first (a copy of it is kept).

        Raises StoreError: wrong_key, file_newer, foreign, clock_back, no_copy, disk_full.
        """
        with driver.driver_errors():
            kind, first = self._inspect(key, now)
            if first is None:
                _upgrade(self.path, key)
            keyfile.heal(self.path, self.keys)
            for each in (self.path, *keyfile.places(self.path)):
                safe_files.make_private(each)
        return LocalFile(self.path, self.file_id, kind, key, self.lock, self.wrong_tries, first)

    def let_go(self) -> None:
        """Leave it closed, for others to open."""
        self.lock.release()

    def _inspect(self, key: bytearray, now: Clock) -> tuple[Kind, First | None]:
        """The file's kind, and the connection, to read by; None when its tables are older (a copy has been made)."""
        connection = driver.connect(self.path, key)
        try:
            kind, older = self._look_inside(connection, key, now)
        except BaseException:
            connection.close()
            raise
        if older:
            connection.close()
            return kind, None
        return kind, First(driver.read_only(connection))

    def _look_inside(self, connection: Any, key: bytearray, now: Clock) -> tuple[Kind, bool]:
        kind = _kind(connection)
        if self.keys.kind is Kind.DEMO and kind is not Kind.DEMO:
            # Somebody has put a demonstration's mark on the key file, so that its published passphrase is tried.
            raise StoreError("keys_of_another")
        revision = schema.of(connection)
        older = schema.needs_upgrade(revision)
        if kind is not Kind.DEMO:
            _check_clock(connection, now())
        if older:
            backup.before_upgrade(self.path, self.file_id, connection, key, revision, now())
        return kind, older

    def _tried(self, kind: SlotKind, now: datetime | None) -> list[slots.Slot]:
        tries.check(self.path, now or clock.system())
        return self.ring.of(kind)

    def _first(self, found: list[bytearray | None], code: str, now: datetime | None) -> bytearray:
        for key in found:
            if key is not None:
                self.wrong_tries = tries.so_far(self.path)
                tries.right(self.path)
                return key
        tries.wrong(self.path, now or clock.system())
        raise StoreError(code)


def approach(path: Path) -> ClosedFile:
    """Look at a file and lock it, without any key.

    Raises StoreError: not_found, is_folder, on_share, in_synced, truncated, not_encrypted, file_read_only,
    folder_read_only, in_use, in_use_elsewhere, keys_missing, keys_damaged, keys_newer, keys_of_another.
    """
    place.check(path)
    _look(path)
    _writable(path)
    lock = FileLock(path)
    lock.take()
    try:
        closed = ClosedFile(path, file_id(path), keyfile.read(path), lock)
        closed.ring  # noqa: B018 (raises when the keys are those of another file)
    except BaseException:
        lock.release()
        raise
    return closed


def file_id(path: Path) -> str:
    """The random salt that begins the file, in hexadecimal: what its key file knows it by. Only while it is closed."""
    with path.open("rb") as file:
        return file.read(driver.SALT_BYTES).hex()


def device_account(ring: Ring, slot_id: str) -> str:
    """The name under which the keyring keeps the secret of a device slot."""
    return f"{ring.file_id}:{slot_id}"


def _look(path: Path) -> None:
    if not path.exists():
        raise StoreError("not_found").about(file=path.name)
    if not path.is_file():
        raise StoreError("is_folder").about(file=path.name)
    with path.open("rb") as file:
        begin = file.read(len(_PLAIN))
    if begin == _PLAIN:
        raise StoreError("not_encrypted").about(file=path.name)
    if path.stat().st_size < SMALLEST:
        raise StoreError("truncated").about(file=path.name)


def _writable(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise StoreError("file_read_only").about(file=path.name)
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreError("folder_read_only").about(folder=path.parent.name)


def _kind(connection: Any) -> Kind:
    if connection.execute("PRAGMA application_id").fetchone()[0] != driver.HEADER:
        raise StoreError("foreign")
    return of_mark(int(connection.execute("PRAGMA user_version").fetchone()[0]))


def _check_clock(connection: Any, now: datetime) -> None:
    if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'audit_entry'").fetchone()[0]:
        return
    last = connection.execute("SELECT max(at) FROM audit_entry").fetchone()[0]
    if last is None:
        return
    moment = datetime.fromisoformat(str(last)).replace(tzinfo=UTC)
    if now < moment - BACK_BY:
        facts = {"last": f"{clock.day(moment):%d-%b-%Y}", "today": f"{clock.day(now):%d-%b-%Y}"}
        raise StoreError("clock_back").about(**facts)


def _upgrade(path: Path, key: bytearray) -> None:
    from inteam.store import engines, migrations  # noqa: PLC0415 (alembic is slow to import and rarely needed)
    from inteam.store.database import own_errors  # noqa: PLC0415 (the layer above this one's errors)

    engine = engines.open_for_upgrade(path, key)
    try:
        with own_errors():
            migrations.upgrade(engine)
    finally:
        engine.dispose()
