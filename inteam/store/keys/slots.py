"""Slots: the data key sealed under one wrapping key each, bound to the slot and to the file."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from inteam.errors import StoreError
from inteam.store.keys import argon, recovery
from inteam.store.keys.argon import Cost

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


class SlotKind(StrEnum):
    """What opens a slot."""

    DEVICE = "device"
    PASSPHRASE = "passphrase"  # noqa: S105 (the name of a kind of slot)
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Slot:
    """The data key, sealed. salt: of the hash that makes the wrapping key; cost: of a passphrase only."""

    id: str
    kind: SlotKind
    made_at: str
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None = None


def new_data_key() -> bytearray:
    """A fresh random data key, in the one place from which it can be wiped."""
    return bytearray(secrets.token_bytes(KEY_BYTES))


def wipe(key: bytearray) -> None:
    """Overwrite the key with noughts. Python may have made copies elsewhere: this is best effort."""
    for place in range(len(key)):
        key[place] = 0


def passphrase_slot(passphrase: bytes, key: bytearray, file_id: str, now: datetime, cost: Cost) -> Slot:
    """A slot that the passphrase opens."""
    salt = secrets.token_bytes(argon.SALT_BYTES)
    return _seal(SlotKind.PASSPHRASE, argon.derive(passphrase, salt, cost), key, file_id, now, salt, cost)


def recovery_slot(secret: bytes, key: bytearray, file_id: str, now: datetime) -> Slot:
    """A slot that the printed recovery code opens."""
    salt = secrets.token_bytes(argon.SALT_BYTES)
    return _seal(SlotKind.RECOVERY, recovery.wrapping_key(secret, salt), key, file_id, now, salt, None)


def device_slot(secret: bytes, key: bytearray, file_id: str, now: datetime, slot_id: str) -> Slot:
    """A slot that the secret in this computer's keyring opens; slot_id is part of its account there."""
    return _seal(SlotKind.DEVICE, secret, key, file_id, now, b"", None, slot_id)


def open_passphrase(slot: Slot, passphrase: bytes, file_id: str) -> bytearray | None:
    """The data key, or None when the passphrase is not that of the slot."""
    if slot.cost is None:
        raise StoreError("keys_damaged")
    return _unseal(slot, argon.derive(passphrase, slot.salt, slot.cost), file_id)


def open_recovery(slot: Slot, secret: bytes, file_id: str) -> bytearray | None:
    """The data key, or None when the code is not that of the slot."""
    return _unseal(slot, recovery.wrapping_key(secret, slot.salt), file_id)


def open_device(slot: Slot, secret: bytes, file_id: str) -> bytearray | None:
    """The data key, or None when the keyring's secret is not that of the slot."""
    return _unseal(slot, secret, file_id)


def _seal(
    kind: SlotKind,
    wrapping: bytes,
    key: bytearray,
    file_id: str,
    now: datetime,
    salt: bytes,
    cost: Cost | None,
    slot_id: str | None = None,
) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (slow to import)

    slot_id = slot_id or uuid4().hex
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(wrapping).encrypt(nonce, bytes(key), _bound(kind, slot_id, file_id))
    return Slot(slot_id, kind, now.isoformat(timespec="seconds"), salt, nonce, sealed, cost)


def _unseal(slot: Slot, wrapping: bytes, file_id: str) -> bytearray | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (slow to import)
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (slow to import)

    try:
        key = AESGCM(wrapping).decrypt(slot.nonce, slot.sealed, _bound(slot.kind, slot.id, file_id))
    except InvalidTag:
        return None
    return bytearray(key)


def _bound(kind: SlotKind, slot_id: str, file_id: str) -> bytes:
    return f"inteam:{kind}:{slot_id}:{file_id}".encode()
