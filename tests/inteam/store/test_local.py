"""A local file from the door to the database, and each refusal under its real condition."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from inteam.store import engines, local, schema
from inteam.store.kind import Kind, is_live, kind_of
from tests import local_files
from tests.inteam.store.opening import refusal
from tests.local_files import PASSPHRASE, Sample

CANARY = "Zzyzxcanary"


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
