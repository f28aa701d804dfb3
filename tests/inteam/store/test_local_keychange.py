"""Changing what opens a file, and losing nothing when it is interrupted."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from inteam import clock
from inteam.errors import InputError, StoreError
from inteam.store import keychange, local
from inteam.store.keys import argon, device, keyfile
from inteam.store.kind import Kind, is_live
from tests.local_files import OTHER, PASSPHRASE, Sample

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)


def dump(sample: Sample, words: str) -> str:
    """A hash of every row of every table, and of how they were made."""
    opened = sample.open(words)
    with opened.reader.connect() as connection:
        schema = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").all()
        tables = [row.name for row in schema if row.type == "table"]
        rows = {name: connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1').all() for name in tables}  # noqa: S608 (our own names)
    opened.close()
    return hashlib.sha256(repr((schema, rows)).encode()).hexdigest()


def fill(sample: Sample) -> None:
    opened = sample.open()
    with opened.engine.begin() as connection:
        for number in range(500):
            connection.execute(
                text(
                    "INSERT INTO audit_entry (at, staff_id, role, action, detail, digest) "
                    "VALUES ('2026-11-19 10:42:00', :id, 'manager', 'people.created', '{}', '')"
                ),
                {"id": f"{number:032x}"},
            )
        connection.exec_driver_sql("CREATE VIRTUAL TABLE words USING fts5(word, tokenize='trigram')")
        connection.exec_driver_sql("INSERT INTO words VALUES ('Okonkwo'), ('Łukasz')")
    opened.close()


def test_a_new_passphrase_opens_and_the_old_one_does_not(sample: Sample) -> None:
    opened = sample.open()
    keychange.change_passphrase(opened, PASSPHRASE, OTHER, NOW, argon.LOWEST)
    opened.close()

    sample.open(OTHER).close()
    with pytest.raises(StoreError):
        sample.open(PASSPHRASE)


def test_a_passphrase_is_not_changed_without_the_old_one(sample: Sample) -> None:
    opened = sample.open()
    with pytest.raises(StoreError) as refused:
        keychange.change_passphrase(opened, OTHER, OTHER, NOW, argon.LOWEST)
    opened.close()
    assert refused.value.problems == {"": "wrong_passphrase"}
    sample.open().close()


def test_a_weak_new_passphrase_is_refused(sample: Sample) -> None:
    opened = sample.open()
    with pytest.raises(InputError) as refused:
        keychange.change_passphrase(opened, PASSPHRASE, "password1234", NOW, argon.LOWEST)
    opened.close()
    assert refused.value.problems == {"passphrase": "passphrase_common"}


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(sample: Sample) -> None:
    closed = local.approach(sample.path)
    opened = closed.open(closed.key_by_recovery(sample.recovery_code))
    keychange.set_passphrase_after_recovery(opened, OTHER, NOW, argon.LOWEST)
    opened.close()
    sample.open(OTHER).close()


def test_a_new_recovery_code_counts_once_it_is_typed_back(sample: Sample) -> None:
    shown: list[str] = []

    def typed(code: str) -> str:
        shown.append(code)
        return code

    opened = sample.open()
    with pytest.raises(InputError) as refused:
        keychange.new_recovery_code(opened, lambda _code: sample.recovery_code, NOW)
    assert refused.value.problems == {"recovery_code": "recovery_differs"}
    keychange.new_recovery_code(opened, typed, NOW)
    opened.close()

    closed = local.approach(sample.path)
    with pytest.raises(StoreError) as old:
        closed.key_by_recovery(sample.recovery_code)
    assert old.value.problems == {"": "wrong_recovery"}
    closed.open(closed.key_by_recovery(shown[0])).close()


def test_a_rehearsal_becomes_live_with_its_recovery_code_typed_back(sample: Sample) -> None:
    opened = sample.open()
    with pytest.raises(InputError):
        keychange.make_live(opened, "0" * 33)
    with Session(opened.reader) as session:
        assert not is_live(session)

    keychange.make_live(opened, sample.recovery_code)

    with Session(opened.reader) as session:
        assert is_live(session)
    opened.close()
    again = sample.open()
    assert again.kind is Kind.LIVE
    again.close()
    assert keyfile.read(sample.path).kind is Kind.LIVE


def test_the_last_two_slots_cannot_be_taken_away(sample: Sample) -> None:
    opened = sample.open()
    for row in keychange.slot_rows(opened):
        with pytest.raises(InputError) as refused:
            keychange.remove_slot(opened, row.id)
        assert refused.value.problems == {"": "last_slot"}
    opened.close()


def test_a_new_data_key_keeps_every_row(sample: Sample) -> None:
    fill(sample)
    before = dump(sample, PASSPHRASE)
    opened = sample.open()
    old_key, old_id = bytes(opened.key), opened.file_id

    again, code = keychange.change_key(opened, PASSPHRASE, clock.system(), argon.LOWEST)

    assert bytes(again.key) != old_key
    assert again.file_id != old_id
    again.close()
    assert dump(sample, PASSPHRASE) == before
    assert [ring.file_id for ring in keyfile.read(sample.path).rings] == [again.file_id]
    closed = local.approach(sample.path)
    with pytest.raises(StoreError):
        closed.open(bytearray(old_key))
    with pytest.raises(StoreError):
        closed.key_by_recovery(sample.recovery_code)
    closed.open(closed.key_by_recovery(code)).close()
    assert not list(sample.path.parent.glob("*.new*"))


@pytest.mark.parametrize("dies_at", ["write_anew", "rename", "last_write"])
def test_a_change_of_key_that_dies_half_way_leaves_a_file_that_opens(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    class PowerCutError(Exception):
        pass

    def die(*_args: object, **_names: object) -> None:
        raise PowerCutError

    fill(sample)
    before = dump(sample, PASSPHRASE)
    opened = sample.open()
    if dies_at == "write_anew":
        monkeypatch.setattr("inteam.store.export._prove", die)
    elif dies_at == "rename":
        monkeypatch.setattr(Path, "replace", _only_keys(die))
    else:
        monkeypatch.setattr("inteam.store.safe_files.sync_folder", _after_rename(die))
    with pytest.raises(PowerCutError):
        keychange.change_key(opened, PASSPHRASE, NOW, argon.LOWEST)
    monkeypatch.undo()
    opened.lock.release()

    assert dump(sample, PASSPHRASE) == before


def _only_keys(die: object) -> object:
    own = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            die()  # type: ignore[operator]  # (set where it is reached)
        return own(self, target)

    return replace


def _after_rename(die: object) -> object:
    from inteam.store import safe_files  # noqa: PLC0415 (the function before it is replaced)

    own, calls = safe_files.sync_folder, []

    def sync_folder(folder: Path) -> None:
        calls.append(folder)
        if len(calls) == 3:  # two copies of the keys, then the file itself
            die()  # type: ignore[operator]  # (set where it is reached)
        own(folder)

    return sync_folder


class FakeKeyring:
    """Stands for the operating system's keyring, which no test machine has."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, name: str, secret: str) -> None:
        self.kept[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    made = FakeKeyring()
    monkeypatch.setattr(device, "_backend", lambda: made)
    return made


def test_this_device_opens_the_file_silently(sample: Sample, keyring: FakeKeyring) -> None:
    opened = sample.open()
    assert keychange.add_device(opened, NOW)
    key = bytearray(opened.key)
    opened.close()

    closed = local.approach(sample.path)
    assert closed.key_by_device() == key
    closed.let_go()
    (secret,) = keyring.kept.values()
    assert key.hex() not in secret


def test_a_device_that_is_taken_away_opens_it_no_longer(sample: Sample, keyring: FakeKeyring) -> None:
    opened = sample.open()
    keychange.add_device(opened, NOW)
    slot = next(row for row in keychange.slot_rows(opened) if row.kind == "device")
    keychange.remove_slot(opened, slot.id)
    opened.close()

    assert keyring.kept == {}
    closed = local.approach(sample.path)
    assert closed.key_by_device() is None
    closed.let_go()


def test_a_new_data_key_ends_other_devices_and_keeps_this_one(sample: Sample, keyring: FakeKeyring) -> None:
    opened = sample.open()
    keychange.add_device(opened, NOW)
    other = dict(keyring.kept)

    again, _code = keychange.change_key(opened, PASSPHRASE, clock.system(), argon.LOWEST)

    again.close()
    assert not set(other) & set(keyring.kept)
    closed = local.approach(sample.path)
    assert closed.key_by_device() is not None
    closed.let_go()
