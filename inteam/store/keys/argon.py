"""Argon2id: slow on purpose, with bounds, so that a crafted key file cannot exhaust the computer."""

from dataclasses import dataclass

from inteam.errors import StoreError

KIB_OF_A_MIB = 1024
MEMORY_KIB = (64 * KIB_OF_A_MIB, 1024 * KIB_OF_A_MIB)  # security.md 2.1: 64 MiB to 1 GiB
PASSES = (1, 10)
LANES = (1, 8)
SALT_BYTES = 16
KEY_BYTES = 32


@dataclass(frozen=True)
class Cost:
    """What one try costs: memory in KiB, passes over it, lanes worked in parallel."""

    memory_kib: int
    passes: int
    lanes: int


NORMAL = Cost(256 * KIB_OF_A_MIB, 3, 4)
"""Between one and two seconds on two slow cores."""

LOWEST = Cost(MEMORY_KIB[0], PASSES[0], 4)
"""The lower bound: for the demo neighbourhood, whose passphrase is published, and for tests."""


def check(cost: Cost) -> Cost:
    """The cost, when it lies within the bounds. Raises StoreError("keys_damaged")."""
    for value, (least, most) in (
        (cost.memory_kib, MEMORY_KIB),
        (cost.passes, PASSES),
        (cost.lanes, LANES),
    ):
        if not least <= value <= most:
            raise StoreError("keys_damaged")
    return cost


def derive(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    """The 32-byte wrapping key of a passphrase. Takes 1 to 2 s at the normal cost."""
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 (a passphrase is rarely typed)

    check(cost)
    return hash_secret_raw(passphrase, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)
