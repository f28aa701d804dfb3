"""A local file from the door to the database, and each refusal under its real condition."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from inteam import clock, messages
from inteam.errors import InputError, InteamError, StoreError
from inteam.store import engines, keychange, local, making, schema
from inteam.store.keys import argon, keyfile
from inteam.store.kind import Kind, is_live, kind_of
from inteam.store.lockfile import FileLock
from tests import local_files
from tests.local_files import OTHER, PASSPHRASE, Sample

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)
CANARY = "Zzyzxcanary"


def refusal(path: Path, words: str = PASSPHRASE) -> InteamError:
    """The error that opening raises, with a sentence for it."""
    with pytest.raises(InteamError) as refused:
        Sample(path, "").open(words)
    assert all(messages.sentences(refused.value).values())
    return refused.value


def contents(folder: Path) -> dict[str, str]:
    """The name and hash of each file of a folder, save the lock and the count of tries."""
    kept = (place for place in folder.iterdir() if place.is_file() and place.suffix not in {".lock", ".tries"})
    return {place.name: hashlib.sha256(place.read_bytes()).hexdigest() for place in kept}


def test_a_new_file_is_a_rehearsal_with_all_tables(sample: Sample) -> None:
    opened = sample.open()
    with Session(opened.reader) as session:
        assert kind_of(session) is Kind.REHEARSAL
        assert not is_live(session)
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == schema.newest()
        assert session.scalar(text("SELECT count(*) FROM person")) == 0
    opened.close()


@pytest.mark.parametrize("engine", ["engine", "reader"])
def test_each_connection_has_the_settings_that_keep_saves(sample: Sample, engine: str) -> None:
    opened = sample.open()
    with getattr(opened, engine).connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete", "temp_store")
        }
        timeout = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    opened.close()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "temp_store": 2,  # memory
    }
    assert timeout == 5000


def test_a_reading_connection_cannot_write(sample: Sample) -> None:
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415 (this test only)

    opened = sample.open()
    with opened.reader.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.exec_driver_sql("CREATE TABLE t (a)")
    opened.close()


def test_reading_goes_on_while_a_write_is_open(sample: Sample) -> None:
    opened = sample.open()
    with opened.engine.begin() as writing:
        writing.exec_driver_sql("CREATE TABLE t (a)")
        with opened.reader.connect() as reading:
            assert reading.exec_driver_sql("SELECT count(*) FROM person").scalar() == 0
    opened.close()


def test_no_word_and_no_key_stands_in_the_folder_in_plain(sample: Sample) -> None:
    opened = sample.open()
    key = bytes(opened.key)
    with opened.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE canary (words TEXT)")
        connection.exec_driver_sql("INSERT INTO canary VALUES (?)", (CANARY,))
    there = b"".join(place.read_bytes() for place in sample.path.parent.iterdir())  # the write-ahead log too
    opened.close()
    there += b"".join(place.read_bytes() for place in sample.path.parent.iterdir())

    for secret in (CANARY.encode(), key, key.hex().encode(), PASSPHRASE.encode(), b"SQLite format 3", b"CREATE TABLE"):
        assert secret not in there
    assert sample.recovery_code.encode() not in there


def test_the_key_and_the_passphrase_stand_in_no_argument_and_no_environment(sample: Sample) -> None:
    program = """
import sys
from pathlib import Path
from inteam.store import local
closed = local.approach(Path(sys.argv[1]))
opened = closed.open(closed.key_by_passphrase(sys.stdin.readline().strip()))
with opened.reader.connect() as connection:
    connection.exec_driver_sql("SELECT 1")
    own = b"".join(Path(f"/proc/self/{name}").read_bytes() for name in ("cmdline", "environ"))
    print(opened.key.hex(), own.hex(), repr(opened.engine), flush=True)
opened.close()
"""
    if not Path("/proc/self/environ").exists():
        pytest.skip("no /proc on this system")
    ran = subprocess.run(
        [sys.executable, "-c", program, str(sample.path)], input=PASSPHRASE, capture_output=True, text=True, check=True
    )
    key, own, engine = ran.stdout.split(" ", 2)
    seen = bytes.fromhex(own)
    assert len(key) == 64
    for secret in (key.encode(), bytes.fromhex(key), PASSPHRASE.encode()):
        assert secret not in seen
    assert key not in engine
    assert sample.path.name not in engine


def test_closing_wipes_the_key(sample: Sample) -> None:
    opened = sample.open()
    opened.close()
    assert opened.key == bytearray(32)


def test_locking_the_program_keeps_others_out_and_lets_us_in_again(sample: Sample) -> None:
    closed = sample.open().shut()

    assert refusal(sample.path).problems == {"": "in_use"}
    again = closed.open(closed.key_by_passphrase(PASSPHRASE))
    with again.reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 0
    again.close()


def test_only_the_owner_may_read_the_files(sample: Sample) -> None:
    for place in sample.path.parent.iterdir():
        place.chmod(0o644)
    sample.open().close()
    wrong = {place.name for place in sample.path.parent.glob("team.inteam*") if place.stat().st_mode & 0o077}
    assert wrong <= {"team.inteam.lock"}  # it holds a number and a name of a computer


def test_the_recovery_code_opens_the_file(sample: Sample) -> None:
    closed = local.approach(sample.path)
    opened = closed.open(closed.key_by_recovery(sample.recovery_code.lower()))
    opened.close()


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


def test_an_older_file_is_copied_and_then_brought_up(tmp_path: Path) -> None:
    sample = local_files.make_older(tmp_path / "team.inteam", "0001")
    closed = local.approach(sample.path)
    raw = engines.connect(sample.path, closed.key_by_passphrase(PASSPHRASE))
    raw.execute("CREATE TABLE kept (words TEXT)")
    raw.execute("INSERT INTO kept VALUES (?)", (CANARY,))
    raw.close()
    closed.let_go()

    brought_up = sample.open()
    with brought_up.reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == schema.newest()
        assert connection.exec_driver_sql("SELECT words FROM kept").scalar() == CANARY
    brought_up.close()

    (copy,) = sample.path.parent.glob("team.before-0001-*.inteam")
    closed = local.approach(copy)
    connection = engines.connect(copy, closed.key_by_passphrase(PASSPHRASE))
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    assert connection.execute("SELECT words FROM kept").fetchone() == (CANARY,)
    connection.close()
    closed.let_go()


def test_making_refuses_what_is_there(sample: Sample) -> None:
    before = contents(sample.path.parent)
    with pytest.raises(StoreError) as refused:
        making.make(sample.path, PASSPHRASE, cost=argon.LOWEST)
    assert refused.value.problems == {"": "exists"}
    assert contents(sample.path.parent) == before


@pytest.mark.parametrize("which", [0, 1])
def test_making_refuses_where_only_a_key_file_is_there(tmp_path: Path, which: int) -> None:
    path = tmp_path / "team.inteam"
    keyfile.places(path)[which].write_text("precious")
    with pytest.raises(StoreError) as refused:
        making.make(path, PASSPHRASE, cost=argon.LOWEST)
    assert refused.value.problems == {"": "exists"}
    assert keyfile.places(path)[which].read_text() == "precious"
    assert not path.exists()


def test_making_a_live_file_needs_the_code_typed_back(tmp_path: Path) -> None:
    path = tmp_path / "team.inteam"
    with pytest.raises(InputError) as refused:
        making.make(path, PASSPHRASE, kind=Kind.LIVE, cost=argon.LOWEST)
    assert refused.value.problems == {"recovery_code": "recovery_untested"}
    with pytest.raises(InputError):
        making.make(path, PASSPHRASE, kind=Kind.LIVE, cost=argon.LOWEST, confirm=lambda _code: "0" * 33)
    assert list(tmp_path.iterdir()) == []

    made = making.make(path, PASSPHRASE, kind=Kind.LIVE, cost=argon.LOWEST, confirm=lambda code: code)
    with Session(made.file.reader) as session:
        assert is_live(session)
    made.file.close()


def test_the_published_passphrase_makes_and_opens_demonstrations_only(tmp_path: Path) -> None:
    from inteam.store.keys.passphrase import DEMO_PASSPHRASE  # noqa: PLC0415 (this test only)

    path = tmp_path / "demo.inteam"
    with pytest.raises(InputError) as refused:
        making.make(path, DEMO_PASSPHRASE, cost=argon.LOWEST)
    assert refused.value.problems == {"passphrase": "passphrase_published"}

    made = making.make(path, DEMO_PASSPHRASE, kind=Kind.DEMO)
    with pytest.raises(InputError) as never:
        keychange.make_live(made.file, made.recovery_code)
    assert never.value.problems == {"": "demo_not_live"}
    made.file.close()
    Sample(path, "").open(DEMO_PASSPHRASE).close()


def test_a_demonstrations_mark_on_the_key_file_of_a_rehearsal_does_not_open_it(sample: Sample) -> None:
    from dataclasses import replace  # noqa: PLC0415 (this test only)

    keyfile.write(sample.path, replace(keyfile.read(sample.path), kind=Kind.DEMO))
    assert refusal(sample.path).problems == {"": "keys_of_another"}
