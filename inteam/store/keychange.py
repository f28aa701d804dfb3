"""Changing what opens a file: passphrase, recovery code, this device, the data key itself; making it live."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from inteam.errors import InputError, StoreError
from inteam.store import connection as driver
from inteam.store import export, local, safe_files
from inteam.store.database import own_errors
from inteam.store.keys import argon, device, keyfile, passphrase, recovery, slots
from inteam.store.keys.argon import Cost
from inteam.store.keys.keyfile import KeyFile, Ring
from inteam.store.keys.slots import SlotKind
from inteam.store.kind import MARKS, Kind
from inteam.store.local import ClosedFile, LocalFile


@dataclass(frozen=True)
class SlotRow:
    """A slot as Settings shows it."""

    id: str
    kind: SlotKind
    made_at: datetime


def slot_rows(opened: LocalFile) -> list[SlotRow]:
    """What opens the file."""
    return [SlotRow(s.id, s.kind, datetime.fromisoformat(s.made_at)) for s in _ring(opened).slots]


def recovery_tested(opened: LocalFile) -> bool:
    """Whether the recovery code that is in force has been typed back."""
    return keyfile.read(opened.path).recovery_tested


def change_passphrase(opened: LocalFile, old: str, new: str, now: datetime, cost: Cost = argon.NORMAL) -> None:
    """Put a new passphrase slot in the place of the old one; 2 to 4 s.

    Raises InputError(passphrase=…) for a new one that is not accepted, StoreError("wrong_passphrase") for the old one.
    """
    if code := passphrase.problem(new):
        raise InputError(passphrase=code)
    _prove(opened, old, now)
    _replace(opened, SlotKind.PASSPHRASE, _passphrase_maker(new, cost, now), _opens_by_passphrase(new))


def set_passphrase_after_recovery(opened: LocalFile, new: str, now: datetime, cost: Cost = argon.NORMAL) -> None:
    """Put a new passphrase in the place of the forgotten one, in a file that the recovery code has opened."""
    if code := passphrase.problem(new):
        raise InputError(passphrase=code)
    _replace(opened, SlotKind.PASSPHRASE, _passphrase_maker(new, cost, now), _opens_by_passphrase(new))


def new_recovery_code(opened: LocalFile, confirm: Callable[[str], str], now: datetime) -> None:
    """Put a new recovery code in the place of the old one, once it has been typed back.

    confirm: shows the code and gives what was typed. Raises InputError(recovery_code=…); then the old one still works.
    """
    secret = recovery.new()
    if recovery.read(confirm(recovery.spell(secret))) != secret:
        raise InputError(recovery_code="recovery_differs")
    put_recovery(opened, secret, now)


def put_recovery(opened: LocalFile, secret: bytes, now: datetime) -> None:
    """Make a recovery secret that has been typed back the one that opens the file."""

    def make(key: bytearray, file_id: str) -> slots.Slot:
        return slots.recovery_slot(secret, key, file_id, now)

    def opens(slot: slots.Slot, file_id: str) -> bytearray | None:
        return slots.open_recovery(slot, secret, file_id)

    _replace(opened, SlotKind.RECOVERY, make, opens, tested=True)


def confirm_recovery(opened: LocalFile, typed: str) -> None:
    """Note that the recovery code in force works, by opening its slot with what was typed.

    Raises InputError(recovery_code=…).
    """
    secret, ring = recovery.read(typed), _ring(opened)
    if not any(slots.open_recovery(slot, secret, ring.file_id) == opened.key for slot in ring.of(SlotKind.RECOVERY)):
        raise InputError(recovery_code="recovery_differs")
    keyfile.write(opened.path, replace(keyfile.read(opened.path), recovery_tested=True))


def add_device(opened: LocalFile, now: datetime) -> bool:
    """Let this computer's keyring open the file; False when there is none that may be used."""
    ring = _ring(opened)
    slot_id = uuid4().hex
    secret = device.keep(local.device_account(ring, slot_id))
    if secret is None:
        return False
    made = slots.device_slot(secret, opened.key, ring.file_id, now, slot_id)
    _write_ring(opened, ring.with_slot(made))
    return True


def remove_slot(opened: LocalFile, slot_id: str) -> None:
    """Take a device's slot away. Raises InputError("last_slot") for the passphrase and the recovery code."""
    ring = _ring(opened)
    slot = next((s for s in ring.slots if s.id == slot_id), None)
    if slot is None:
        return
    if slot.kind is not SlotKind.DEVICE:
        raise InputError("last_slot")
    _write_ring(opened, ring.without(slot_id))
    device.forget(local.device_account(ring, slot_id))


def make_live(opened: LocalFile, typed: str) -> None:
    """Mark a rehearsal as live, for real people, once its recovery code has been typed back.

    Raises InputError("demo_not_live"), InputError(recovery_code=…).
    """
    if opened.kind is Kind.DEMO:
        raise InputError("demo_not_live")
    confirm_recovery(opened, typed)
    with own_errors(), opened.engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {MARKS[Kind.LIVE]}")
    keyfile.write(opened.path, replace(keyfile.read(opened.path), kind=Kind.LIVE))
    opened.kind = Kind.LIVE


def change_key(opened: LocalFile, words: str, now: datetime, cost: Cost = argon.NORMAL) -> tuple[LocalFile, str]:
    """Write the whole file anew under a new data key; the open file again, and its new recovery code.

    words: the passphrase, which stays. Device slots end, save this computer's. The old file is replaced only when the
    new one has been proved. Raises StoreError: wrong_passphrase, disk_full, not_equal; then all is as before.
    """
    _prove(opened, words, now)
    old = _ring(opened)
    key, salt, secret = slots.new_data_key(), secrets.token_bytes(driver.SALT_BYTES), recovery.new()
    file_id = salt.hex()
    ring = Ring(
        file_id,
        (
            slots.passphrase_slot(passphrase.as_bytes(words), key, file_id, now, cost),
            slots.recovery_slot(secret, key, file_id, now),
        ),
    )
    made = export.write_anew(opened, key, salt)
    keys = keyfile.read(opened.path)
    # Both rings while the files change places: whichever file a crash leaves finds its own.
    keyfile.write(opened.path, replace(keys, rings=(old, ring), recovery_tested=False))
    made.replace(opened.path)
    safe_files.sync_folder(opened.path.parent)
    written = keyfile.write(opened.path, KeyFile(keys.kind, (ring,), recovery_tested=False, serial=keys.serial + 1))
    had_device = any(_forget(old, slot) for slot in old.of(SlotKind.DEVICE))
    slots.wipe(opened.key)
    again = ClosedFile(opened.path, file_id, written, opened.lock).open(key, lambda: now)
    if had_device:
        add_device(again, now)
    return again, recovery.spell(secret)


def _forget(ring: Ring, slot: slots.Slot) -> bool:
    account = local.device_account(ring, slot.id)
    had = device.fetch(account) is not None
    device.forget(account)
    return had


def _prove(opened: LocalFile, words: str, now: datetime) -> None:
    ClosedFile(opened.path, opened.file_id, keyfile.read(opened.path), opened.lock).key_by_passphrase(words, now)


def _ring(opened: LocalFile) -> Ring:
    return keyfile.read(opened.path).ring(opened.file_id)


def _write_ring(opened: LocalFile, ring: Ring, *, tested: bool | None = None) -> None:
    keys = keyfile.read(opened.path)
    known = keys.recovery_tested if tested is None else tested
    rings = tuple(ring if r.file_id == ring.file_id else r for r in keys.rings)
    with safe_files.disk_errors():
        keyfile.write(opened.path, replace(keys, rings=rings, recovery_tested=known))


def _passphrase_maker(words: str, cost: Cost, now: datetime) -> Callable[[bytearray, str], slots.Slot]:
    return lambda key, file_id: slots.passphrase_slot(passphrase.as_bytes(words), key, file_id, now, cost)


def _opens_by_passphrase(words: str) -> Callable[[slots.Slot, str], bytearray | None]:
    return lambda slot, file_id: slots.open_passphrase(slot, passphrase.as_bytes(words), file_id)


def _replace(
    opened: LocalFile,
    kind: SlotKind,
    make: Callable[[bytearray, str], slots.Slot],
    opens: Callable[[slots.Slot, str], bytearray | None],
    *,
    tested: bool | None = None,
) -> None:
    """New slot, proved by opening it, then the old ones go, in one rename."""
    ring = _ring(opened)
    made = make(opened.key, ring.file_id)
    if opens(made, ring.file_id) != opened.key:
        raise StoreError("keys_damaged")
    _write_ring(opened, ring.without(*(s.id for s in ring.of(kind))).with_slot(made), tested=tested)
