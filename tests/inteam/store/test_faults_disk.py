"""A full disk in the middle of a save, an import, a migration, a change of key: a limit that the system enforces."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inteam import messages
from tests import killing, local_files
from tests.commands import ROOT, environment, limit_files, program
from tests.local_files import PASSPHRASE, Sample, rows_of

FULL = messages.sentence("disk_full")


@pytest.fixture(scope="module")
def neighbourhood(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return local_files.make_neighbourhood(tmp_path_factory.mktemp("demo") / "team.inteam")


def test_a_disk_that_fills_up_while_saving_loses_no_acknowledged_save(neighbourhood: Sample, tmp_path: Path) -> None:
    sample = neighbourhood.copy(tmp_path / "team.inteam")
    room = sample.path.stat().st_size + 300_000
    ran = subprocess.run(
        [sys.executable, "-m", "tests.killed", "save", str(sample.path)],
        input=PASSPHRASE,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment(),
        preexec_fn=limit_files(room),
    )
    lines = ran.stdout.splitlines()
    assert lines[-1] == f"failed {FULL}"
    done = [int(line.split()[1]) for line in lines if line.startswith("done")]
    assert done

    def ask(raw: Any) -> list[int]:
        kept = raw.execute("SELECT summary FROM contact WHERE summary LIKE 'kill test %'").fetchall()
        return sorted(int(row[0].split()[-1]) for row in kept)

    assert killing.sound(sample.path, ask) == done  # there is room again, and nothing half


def test_a_disk_that_fills_up_while_importing_leaves_every_table_as_it_was(original: Sample, tmp_path: Path) -> None:
    sample = original.copy(tmp_path / "team.inteam")
    source = local_files.write_people(tmp_path / "people.csv", 300)
    before = rows_of(sample)
    room = 200_000  # for the write-ahead log; the file itself is read only
    ran = program(
        "import", sample.path, source, "--passphrase-file", "-", typed=PASSPHRASE, largest_file=room, home=tmp_path
    )
    assert (ran.code, ran.err) == (2, f"{FULL}\n")
    assert rows_of(sample) == before
    again = program("import", sample.path, source, "--passphrase-file", "-", typed=PASSPHRASE, home=tmp_path)
    assert again.code == 0, again.err
    assert rows_of(sample)["person"][0] == 300


def test_a_disk_without_room_for_the_copy_leaves_the_older_file(tmp_path: Path) -> None:
    older = local_files.make_older_with_words(tmp_path / "team.inteam", "0001", "before")
    room = older.path.stat().st_size - 100_000
    ran = program("check", older.path, "--passphrase-file", "-", typed=PASSPHRASE, largest_file=room)
    assert (ran.code, ran.err) == (2, messages.sentence("no_copy") + "\n")
    assert [place.name for place in tmp_path.glob("*before*")] == []
    assert killing.older_revision(older) == "0001"
    kept = killing.sound(older.path, lambda raw: raw.execute("SELECT words FROM kept").fetchall())
    assert kept == [("before",)]
