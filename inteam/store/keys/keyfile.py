"""``<file>.keys``: the slots of a local file as JSON, in two copies, each with its own checksum.

A file has one ring of slots. While its key is being changed it has two, told apart by the file's id (the random
salt in its first 16 bytes), so that a crash between the two renames leaves a pair that opens.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from inteam.errors import StoreError
from inteam.store import safe_files
from inteam.store.keys import argon
from inteam.store.keys.argon import Cost
from inteam.store.keys.slots import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Slot, SlotKind
from inteam.store.kind import Kind

FORMAT = "inteam-keys"
VERSION = 1
LARGEST = 64 * 1024  # bytes: a handful of slots is 3 KiB
MOST_SLOTS = 32


@dataclass(frozen=True)
class Ring:
    """The slots that hold one data key. file_id: the salt of the database file, in hexadecimal."""

    file_id: str
    slots: tuple[Slot, ...]

    def of(self, kind: SlotKind) -> list[Slot]:
        """The slots of a kind."""
        return [slot for slot in self.slots if slot.kind is kind]

    def with_slot(self, slot: Slot) -> "Ring":
        """A ring with one slot more."""
        return replace(self, slots=(*self.slots, slot))

    def without(self, *ids: str) -> "Ring":
        """A ring without some slots."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.id not in ids))


@dataclass(frozen=True)
class KeyFile:
    """What stands in the key file. kind: a hint for the door; what counts is the mark inside the database."""

    kind: Kind
    rings: tuple[Ring, ...]
    recovery_tested: bool = False
    serial: int = 0

    def ring(self, file_id: str) -> Ring:
        """The ring of the file. Raises StoreError("keys_of_another")."""
        for ring in self.rings:
            if ring.file_id == file_id:
                return ring
        raise StoreError("keys_of_another")


def places(path: Path) -> tuple[Path, Path]:
    """Where the two copies of a database file's keys are."""
    return path.with_name(f"{path.name}.keys"), path.with_name(f"{path.name}.keys.copy")


def read(path: Path) -> KeyFile:
    """The newest whole copy of a database file's keys.

    Raises StoreError: keys_missing, keys_damaged (neither copy is whole), keys_newer (made by a later version).
    """
    copies = [place for place in places(path) if place.exists()]
    if not copies:
        raise StoreError("keys_missing").about(keys=places(path)[0].name)
    whole = [found for copy in copies if (found := _parse(copy)) is not None]
    if not whole:
        raise StoreError("keys_damaged").about(keys=places(path)[0].name)
    return max(whole, key=lambda found: found.serial)


def write(path: Path, keys: KeyFile) -> KeyFile:
    """Write both copies, one after the other, and give what was written. Raises OSError."""
    newer = replace(keys, serial=keys.serial + 1)
    content = _spell(newer)
    for place in places(path):
        safe_files.replace(place, content)
    return newer


def heal(path: Path, keys: KeyFile) -> bool:
    """Write a copy that is missing, damaged or older again; whether there was one."""
    lame = [place for place in places(path) if not place.exists() or _parse(place) != keys]
    for place in lame:
        safe_files.replace(place, _spell(keys))
    return bool(lame)


def _spell(keys: KeyFile) -> bytes:
    body = {
        "format": FORMAT,
        "version": VERSION,
        "kind": keys.kind,
        "recovery_tested": keys.recovery_tested,
        "serial": keys.serial,
        "rings": [{"file_id": r.file_id, "slots": [_spell_slot(s) for s in r.slots]} for r in keys.rings],
    }
    return json.dumps({**body, "checksum": _checksum(body)}, indent=1).encode()


def _spell_slot(slot: Slot) -> dict[str, Any]:
    spelled: dict[str, Any] = {"id": slot.id, "kind": slot.kind, "made_at": slot.made_at}
    spelled |= {name: base64.b64encode(getattr(slot, name)).decode() for name in ("salt", "nonce", "sealed")}
    return spelled | ({"argon2id": asdict(slot.cost)} if slot.cost else {})


def _checksum(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _parse(place: Path) -> KeyFile | None:
    """What a copy holds; None for one that is damaged."""
    if place.stat().st_size > LARGEST:
        return None
    try:
        body = json.loads(place.read_bytes())
        if body["format"] != FORMAT:
            return None
        if int(body["version"]) > VERSION:
            raise StoreError("keys_newer")
        if body.pop("checksum") != _checksum(body):
            return None
        rings = tuple(_ring(ring) for ring in body["rings"])
        return KeyFile(Kind(body["kind"]), rings, bool(body["recovery_tested"]), int(body["serial"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _ring(body: Mapping[str, Any]) -> Ring:
    slots = tuple(_slot(slot) for slot in body["slots"][:MOST_SLOTS])
    return Ring(str(body["file_id"]), slots)


def _slot(body: Mapping[str, Any]) -> Slot:
    salt, nonce, sealed = (base64.b64decode(body[name], validate=True) for name in ("salt", "nonce", "sealed"))
    if len(nonce) != NONCE_BYTES or len(sealed) != KEY_BYTES + TAG_BYTES:
        raise ValueError("a slot of another size")
    kind = SlotKind(body["kind"])
    if kind is not SlotKind.DEVICE and len(salt) != argon.SALT_BYTES:
        raise ValueError("a salt of another size")
    cost = argon.check(Cost(**body["argon2id"])) if kind is SlotKind.PASSPHRASE else None
    return Slot(str(body["id"]), kind, str(body["made_at"]), salt, nonce, sealed, cost)
