"""The key file: sealed slots, two copies, nothing that opens the database by itself."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inteam.errors import StoreError
from inteam.store.keys import argon, keyfile, recovery, slots
from inteam.store.keys.argon import Cost
from inteam.store.keys.keyfile import KeyFile, Ring
from inteam.store.kind import Kind

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)
FILE_ID = "00112233445566778899aabbccddeeff"
WORDS = b"tandem otter lighthouse"


@pytest.fixture
def key() -> bytearray:
    return slots.new_data_key()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "team.inteam"


@pytest.fixture
def keys(key: bytearray) -> KeyFile:
    secret = recovery.new()
    ring = Ring(
        FILE_ID,
        (
            slots.passphrase_slot(WORDS, key, FILE_ID, NOW, argon.LOWEST),
            slots.recovery_slot(secret, key, FILE_ID, NOW),
            slots.device_slot(bytes(32), key, FILE_ID, NOW, "device-1"),
        ),
    )
    return KeyFile(Kind.REHEARSAL, (ring,))


def test_each_slot_gives_the_same_key(key: bytearray) -> None:
    secret = recovery.new()

    by_words = slots.open_passphrase(slots.passphrase_slot(WORDS, key, FILE_ID, NOW, argon.LOWEST), WORDS, FILE_ID)
    by_code = slots.open_recovery(slots.recovery_slot(secret, key, FILE_ID, NOW), secret, FILE_ID)
    by_device = slots.open_device(slots.device_slot(b"d" * 32, key, FILE_ID, NOW, "x"), b"d" * 32, FILE_ID)

    assert by_words == by_code == by_device == key


def test_a_slot_does_not_open_with_another_secret(key: bytearray) -> None:
    made = slots.device_slot(b"d" * 32, key, FILE_ID, NOW, "x")
    assert slots.open_device(made, b"e" * 32, FILE_ID) is None


def test_a_slot_is_bound_to_its_file_its_name_and_its_kind(key: bytearray) -> None:
    made = slots.device_slot(b"d" * 32, key, FILE_ID, NOW, "x")

    assert slots.open_device(made, b"d" * 32, "f" * 32) is None
    assert slots.open_device(replace(made, id="y"), b"d" * 32, FILE_ID) is None
    assert slots.open_device(replace(made, kind=slots.SlotKind.RECOVERY), b"d" * 32, FILE_ID) is None


@given(st.integers(0, 47), st.integers(0, 7))
@settings(max_examples=40)
def test_a_flipped_bit_in_a_slot_is_found(place: int, bit: int) -> None:
    key = slots.new_data_key()
    made = slots.device_slot(b"d" * 32, key, FILE_ID, NOW, "x")
    sealed = bytearray(made.sealed)
    sealed[place] ^= 1 << bit
    assert slots.open_device(replace(made, sealed=bytes(sealed)), b"d" * 32, FILE_ID) is None


def test_the_key_file_reads_back(path: Path, keys: KeyFile) -> None:
    written = keyfile.write(path, keys)
    assert keyfile.read(path) == written
    assert written.serial == 1


def test_the_key_stands_in_no_copy_of_the_key_file(path: Path, keys: KeyFile, key: bytearray) -> None:
    import base64  # noqa: PLC0415 (this test only)

    keyfile.write(path, keys)
    for place in keyfile.places(path):
        content = place.read_bytes()
        assert bytes(key) not in content
        assert key.hex().encode() not in content.lower()
        assert base64.b64encode(key).rstrip(b"=") not in content


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00" * 900, b"[[", b'{"format": "inteam-keys"}'])
@pytest.mark.parametrize("which", [0, 1])
def test_either_copy_may_be_damaged(path: Path, keys: KeyFile, damage: bytes, which: int) -> None:
    written = keyfile.write(path, keys)
    keyfile.places(path)[which].write_bytes(damage)
    assert keyfile.read(path) == written


@pytest.mark.parametrize("which", [0, 1])
def test_either_copy_may_be_missing(path: Path, keys: KeyFile, which: int) -> None:
    written = keyfile.write(path, keys)
    keyfile.places(path)[which].unlink()
    assert keyfile.read(path) == written


def test_the_newer_copy_counts_when_a_crash_came_between_the_two(path: Path, keys: KeyFile) -> None:
    old = keyfile.write(path, keys)
    first, second = keyfile.places(path)
    before = second.read_bytes()
    newer = keyfile.write(path, replace(old, recovery_tested=True))
    second.write_bytes(before)

    assert keyfile.read(path) == newer
    assert first.read_bytes() != before


def test_both_copies_damaged_is_said(path: Path, keys: KeyFile) -> None:
    keyfile.write(path, keys)
    for place in keyfile.places(path):
        place.write_bytes(place.read_bytes()[:-40])
    with pytest.raises(StoreError) as refused:
        keyfile.read(path)
    assert refused.value.problems == {"": "keys_damaged"}


def test_no_key_file_is_said(path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        keyfile.read(path)
    assert refused.value.problems == {"": "keys_missing"}
    assert refused.value.facts == {"keys": "team.inteam.keys"}


def test_a_key_file_of_a_newer_program_is_said(path: Path, keys: KeyFile) -> None:
    keyfile.write(path, keys)
    for place in keyfile.places(path):
        place.write_text(json.dumps(json.loads(place.read_text()) | {"version": 2}))
    with pytest.raises(StoreError) as refused:
        keyfile.read(path)
    assert refused.value.problems == {"": "keys_newer"}


def test_slots_of_another_file_are_said(keys: KeyFile) -> None:
    with pytest.raises(StoreError) as refused:
        keys.ring("f" * 32)
    assert refused.value.problems == {"": "keys_of_another"}


def test_a_crafted_cost_cannot_exhaust_the_computer(path: Path, keys: KeyFile) -> None:
    greedy = replace(keys.rings[0].slots[0], cost=Cost(1024 * 1024 * 1024, 3, 4))
    keyfile.write(path, replace(keys, rings=(Ring(FILE_ID, (greedy,)),)))
    with pytest.raises(StoreError) as refused:
        keyfile.read(path)
    assert refused.value.problems == {"": "keys_damaged"}


def test_a_huge_key_file_is_not_read(path: Path) -> None:
    keyfile.places(path)[0].write_bytes(b" " * (keyfile.LARGEST + 1))
    with pytest.raises(StoreError) as refused:
        keyfile.read(path)
    assert refused.value.problems == {"": "keys_damaged"}


def test_only_the_owner_may_read_the_key_file(path: Path, keys: KeyFile) -> None:
    keyfile.write(path, keys)
    assert [place.stat().st_mode & 0o777 for place in keyfile.places(path)] == [0o600, 0o600]


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_any_bytes_as_a_key_file_are_refused_in_words(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("keys") / "team.inteam"
    keyfile.places(path)[0].write_bytes(content)
    with pytest.raises(StoreError):
        keyfile.read(path)


def test_wiping_leaves_noughts(key: bytearray) -> None:
    slots.wipe(key)
    assert key == bytearray(32)
