"""What opens the file, as the screens see it: rows of slots, and the changes of key that Settings offers.

Screens may not touch the store; each function here is called in the background.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from inteam import clock
from inteam.errors import InputError

if TYPE_CHECKING:
    from inteam.store.local import LocalFile
    from inteam.store.making import Made

GROUPS, GROUP = 8, 4
"""How a recovery code is printed, before its check character."""


@dataclass(frozen=True)
class SlotRow:
    """One thing that opens the file. kind: device, passphrase or recovery."""

    id: str
    kind: str
    made_on: date


@dataclass(frozen=True)
class VaultRow:
    """The file and what opens it. kind: demo, rehearsal or live. keyring: in words, or None where there is none."""

    path: Path
    kind: str
    slots: tuple[SlotRow, ...]
    keyring: str | None
    recovery_tested: bool

    def of(self, kind: str) -> list[SlotRow]:
        """The slots of a kind."""
        return [slot for slot in self.slots if slot.kind == kind]


def look(file: "LocalFile") -> VaultRow:
    """What opens an open file, and whether this computer has a keyring that may be used."""
    from inteam.store import keychange  # noqa: PLC0415 (after the first paint)
    from inteam.store.keys import device  # noqa: PLC0415 (as above)

    rows = tuple(SlotRow(row.id, str(row.kind), clock.day(row.made_at)) for row in keychange.slot_rows(file))
    return VaultRow(file.path, str(file.kind), rows, device.keyring_name(), keychange.recovery_tested(file))


def keyring_name() -> str | None:
    """The keyring of this computer in words, or None."""
    from inteam.store.keys import device  # noqa: PLC0415 (slow to import)

    return device.keyring_name()


def strength(words: str) -> tuple[int, str | None]:
    """0 to 3, and the code of what is wrong with a new passphrase. Quick: called at each key."""
    from inteam.store.keys import passphrase  # noqa: PLC0415 (small; with the first passphrase)

    return int(passphrase.strength(words)), passphrase.problem(words)


def make(path: Path, words: str, *, on_this_device: bool) -> "Made":
    """Make a rehearsal file, open. Raises as inteam.store.making.make()."""
    from inteam.store import making  # noqa: PLC0415 (slow to import)

    return making.make(path, words, on_this_device=on_this_device)


def change_passphrase(file: "LocalFile", old: str, new: str) -> None:
    """Raises InputError(passphrase=…), StoreError("wrong_passphrase")."""
    from inteam.store import keychange  # noqa: PLC0415 (after the first paint)

    keychange.change_passphrase(file, old, new, clock.system())


def set_passphrase(file: "LocalFile", new: str) -> None:
    """After opening with the recovery code. Raises InputError(passphrase=…)."""
    from inteam.store import keychange  # noqa: PLC0415 (after the first paint)

    keychange.set_passphrase_after_recovery(file, new, clock.system())


def new_secret() -> tuple[bytes, str]:
    """A fresh recovery secret and its code; nothing has changed yet."""
    from inteam.store.keys import recovery  # noqa: PLC0415 (after the first paint)

    secret = recovery.new()
    return secret, recovery.spell(secret)


def take_secret(file: "LocalFile", secret: bytes, typed: str) -> None:
    """Makes it the recovery code of the file once it is typed back. Raises InputError(recovery_code=…)."""
    from inteam.store import keychange  # noqa: PLC0415 (after the first paint)
    from inteam.store.keys import recovery  # noqa: PLC0415 (as above)

    if recovery.read(typed) != secret:
        raise InputError(recovery_code="recovery_differs")
    keychange.put_recovery(file, secret, clock.system())


def confirm_recovery(file: "LocalFile", typed: str) -> None:
    """Notes that the recovery code in force has been typed back. Raises InputError(recovery_code=…)."""
    from inteam.store import keychange  # noqa: PLC0415 (after the first paint)

    keychange.confirm_recovery(file, typed)


def make_live(file: "LocalFile", typed: str) -> None:
    """Marks a rehearsal as live. Raises InputError(recovery_code=…), InputError("demo_not_live")."""
    from inteam.store import keychange  # noqa: PLC0415 (after the first paint)

    keychange.make_live(file, typed)


def add_device(file: "LocalFile") -> bool:
    """Lets this computer's keyring open the file; False where it cannot be used."""
    from inteam.store import keychange  # noqa: PLC0415 (after the first paint)

    return keychange.add_device(file, clock.system())


def remove_slot(file: "LocalFile", slot_id: str) -> None:
    """Takes a computer's slot away."""
    from inteam.store import keychange  # noqa: PLC0415 (after the first paint)

    keychange.remove_slot(file, slot_id)


def change_key(file: "LocalFile", words: str) -> "tuple[LocalFile, str]":
    """The file under a new data key, open, and its new recovery code. Raises StoreError; then all is as before."""
    from inteam.store import keychange  # noqa: PLC0415 (after the first paint)

    return keychange.change_key(file, words, clock.system())


def server_address(host: str, port: str, database: str, login: str) -> str:
    """The address of a shared database. Raises InputError(host=…, port=…, login=…)."""
    from inteam.store import server  # noqa: PLC0415 (shared databases only)

    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise InputError(port="out_of_range")
    return server.address(host, int(port), database, login)
