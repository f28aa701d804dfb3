"""Each refusal of a local file, under its real condition: nothing is changed, and a sentence says why."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from inteam import clock, messages
from inteam.errors import StoreError
from inteam.store import local, making
from inteam.store.keys import argon, keyfile
from inteam.store.lockfile import FileLock
from tests.inteam.store.opening import contents, refusal
from tests.local_files import OTHER, PASSPHRASE, Sample

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)


def test_a_wrong_passphrase_is_refused_and_changes_nothing(sample: Sample) -> None:
    before = contents(sample.path.parent)
    assert refusal(sample.path, OTHER).problems == {"": "wrong_passphrase"}
    assert contents(sample.path.parent) == before
    sample.open().close()


def test_the_wait_after_wrong_passphrases_outlasts_the_program(sample: Sample) -> None:
    for _ in range(5):
        assert refusal(sample.path, OTHER).problems == {"": "wrong_passphrase"}
    late = refusal(sample.path, PASSPHRASE)
    assert late.problems == {"": "too_many_tries"}
    assert "seconds" in messages.sentences(late)[""]

    closed = local.approach(sample.path)
    closed.open(closed.key_by_passphrase(PASSPHRASE, clock.system() + timedelta(seconds=6))).close()


def test_a_wrong_key_is_refused_and_changes_nothing(sample: Sample) -> None:
    before = contents(sample.path.parent)
    closed = local.approach(sample.path)
    with pytest.raises(StoreError) as refused:
        closed.open(bytearray(b"k" * 32))
    closed.let_go()
    assert refused.value.problems == {"": "wrong_key"}
    assert contents(sample.path.parent) == before
    sample.open().close()


def test_plain_sqlite_cannot_read_the_file(sample: Sample) -> None:
    connection = sqlite3.connect(sample.path)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connection.execute("SELECT count(*) FROM sqlite_master")
    connection.close()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.inteam").problems == {"": "not_found"}
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).problems == {"": "is_folder"}


@pytest.mark.parametrize("left", [0, 15, 1000, 4095])
def test_a_file_cut_within_its_first_page_is_truncated(sample: Sample, left: int) -> None:
    os.truncate(sample.path, left)
    assert refusal(sample.path).problems == {"": "truncated"}


def test_a_file_cut_in_the_middle_is_found_when_it_is_opened(sample: Sample) -> None:
    os.truncate(sample.path, 5 * 4096)
    assert refusal(sample.path).problems[""] in {"wrong_key", "damaged"}


def test_a_damaged_page_is_refused_and_stays_as_it_was(sample: Sample) -> None:
    content = bytearray(sample.path.read_bytes())
    content[100] ^= 0xFF
    sample.path.write_bytes(content)
    assert refusal(sample.path).problems == {"": "wrong_key"}
    assert sample.path.read_bytes() == content


def test_an_unencrypted_database_is_refused(sample: Sample) -> None:
    sample.path.unlink()
    connection = sqlite3.connect(sample.path)
    connection.execute("CREATE TABLE person (id)")
    connection.close()
    before = sample.path.read_bytes()
    assert refusal(sample.path).problems == {"": "not_encrypted"}
    assert sample.path.read_bytes() == before


def test_a_foreign_file_is_refused(sample: Sample) -> None:
    sample.path.write_bytes(b"%PDF-1.7\n" + os.urandom(20_000))
    assert refusal(sample.path).problems == {"": "keys_of_another"}


def test_an_encrypted_database_of_another_program_is_refused(sample: Sample) -> None:
    opened = sample.open()
    with opened.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA application_id = 7")
    opened.close()
    assert refusal(sample.path).problems == {"": "foreign"}


def test_a_newer_file_is_refused_naming_both_versions(sample: Sample) -> None:
    opened = sample.open()
    with opened.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    before = contents(sample.path.parent)
    error = refusal(sample.path)
    assert error.problems == {"": "file_newer"}
    assert "9999" in messages.sentences(error)[""]
    assert contents(sample.path.parent) == before


def test_a_file_without_its_key_file_is_refused(sample: Sample) -> None:
    for place in keyfile.places(sample.path):
        place.unlink()
    error = refusal(sample.path)
    assert error.problems == {"": "keys_missing"}
    assert "team.inteam.keys" in messages.sentences(error)[""]


def test_the_keys_of_another_file_are_refused(sample: Sample, tmp_path: Path) -> None:
    made = making.make(tmp_path / "other.inteam", OTHER, cost=argon.LOWEST)
    made.file.close()
    for mine, theirs in zip(keyfile.places(sample.path), keyfile.places(tmp_path / "other.inteam"), strict=True):
        shutil.copy(theirs, mine)
    assert refusal(sample.path, OTHER).problems == {"": "keys_of_another"}


def test_a_lost_copy_of_the_keys_is_written_again(sample: Sample) -> None:
    first, second = keyfile.places(sample.path)
    kept = first.read_bytes()
    second.unlink()
    first.write_bytes(kept[:-1])
    assert refusal(sample.path).problems == {"": "keys_damaged"}
    first.write_bytes(kept)

    sample.open().close()

    assert second.read_bytes() == first.read_bytes() == kept


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everywhere")
@pytest.mark.parametrize(("what", "code"), [("file", "file_read_only"), ("folder", "folder_read_only")])
def test_a_place_that_cannot_be_written_is_refused(sample: Sample, what: str, code: str) -> None:
    place = sample.path if what == "file" else sample.path.parent
    mode = place.stat().st_mode
    place.chmod(0o444 if what == "file" else 0o555)
    program = (
        "import sys; from inteam.commands import main; sys.exit(main(['check', sys.argv[1], '--passphrase-file', '-']))"
    )
    command = [sys.executable, "-c", program, str(sample.path)]
    if os.geteuid() == 0:
        for there in sample.path.parent.iterdir():
            os.chown(there, 65534, 65534)
        os.chown(sample.path.parent, 65534, 65534)
        for above in sample.path.parent.parents:
            if above != Path("/"):
                above.chmod(above.stat().st_mode | 0o011)
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    ran = subprocess.run(command, input=PASSPHRASE, capture_output=True, text=True, check=False)
    place.chmod(mode)
    name = sample.path.name if what == "file" else sample.path.parent.name
    assert ran.returncode == 2
    assert ran.stderr.strip() == messages.sentence(code, {"file": name, "folder": name})


def test_a_file_that_another_process_has_open_is_refused(sample: Sample) -> None:
    program = """
import sys
from pathlib import Path
from inteam.store.lockfile import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(sample.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == "held\n"

    error = refusal(sample.path)
    assert error.problems == {"": "in_use"}
    assert f"process {holder.pid}" in messages.sentences(error)[""]

    holder.kill()  # what it leaves behind is stale: its words are there, the lock is not
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    assert str(holder.pid) in sample.path.with_name("team.inteam.lock").read_text()
    sample.open().close()


def test_a_lock_that_another_computer_left_is_believed(sample: Sample) -> None:
    lock = sample.path.with_name("team.inteam.lock")
    lock.write_text('{"process": 1, "computer": "surgery-laptop-7"}')
    error = refusal(sample.path)
    assert error.problems == {"": "in_use_elsewhere"}
    assert "surgery-laptop-7" in messages.sentences(error)[""]

    lock.unlink()
    sample.open().close()


@pytest.mark.parametrize("content", [b"", b"12345", b"{", b"[]", b"\xff\xfe"])
def test_a_lock_file_with_other_words_is_no_lock(sample: Sample, content: bytes) -> None:
    sample.path.with_name("team.inteam.lock").write_bytes(content)
    sample.open().close()


def test_a_refused_opening_leaves_no_lock(sample: Sample) -> None:
    refusal(sample.path, OTHER)
    lock = FileLock(sample.path)
    lock.take()
    lock.release()


def add_audit(sample: Sample, at: datetime) -> None:
    opened = sample.open()
    with opened.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO audit_entry (at, staff_id, role, action, detail, digest) "
                "VALUES (:at, '0', 'manager', 'people.created', '{}', '')"
            ),
            {"at": at.replace(tzinfo=None).isoformat(" ")},
        )
    opened.close()


def test_a_clock_more_than_a_day_before_the_last_entry_is_refused(sample: Sample) -> None:
    add_audit(sample, NOW)
    closed = local.approach(sample.path)
    key = closed.key_by_passphrase(PASSPHRASE)
    with pytest.raises(StoreError) as refused:
        closed.open(key, lambda: NOW - timedelta(days=1, seconds=1))
    assert refused.value.problems == {"": "clock_back"}
    assert "18-Nov-2026" in messages.sentences(refused.value)[""]
    assert "19-Nov-2026" in messages.sentences(refused.value)[""]

    closed.open(key, lambda: NOW - timedelta(days=1)).close()
