"""Files that a command does not open: each has its own sentence and exit 2, and nothing of the file changes."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from inteam import messages
from inteam.store import schema
from tests import local_files
from tests.commands import ROOT, command, environment, inteam
from tests.local_files import PASSPHRASE, Sample

ROWS = 300


def held_bytes(folder: Path) -> dict[str, str]:
    """What the file and its keys are, by name; the lock is no part of them."""
    kept = [place for place in folder.iterdir() if place.name.startswith("team.inteam") and place.suffix != ".lock"]
    return {place.name: hashlib.sha256(place.read_bytes()).hexdigest() for place in kept}


def refused(sample: Sample, source: Path, code: str, **facts: object) -> None:
    before = held_bytes(sample.path.parent)
    for arguments in (["import", sample.path, source], ["search", sample.path, "okoro"], ["check", sample.path]):
        ran = inteam(*arguments, "--passphrase-file", "-", typed=PASSPHRASE)
        assert (ran.code, ran.out, ran.err) == (2, "", messages.sentence(code, facts) + "\n")
    assert held_bytes(sample.path.parent) == before


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("Surname,Forename,DOB\nOkoro,Ada,1957-03-14\n")
    return path


def test_a_newer_file_is_told_with_both_versions(sample: Sample, source: Path) -> None:
    opened = sample.open()
    with opened.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    refused(sample, source, "file_newer", revision="9999", known=schema.newest())


def test_a_file_in_use_is_told_with_the_process(sample: Sample, source: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from inteam.store.lockfile import FileLock; "
        "lock = FileLock(Path(sys.argv[1])); lock.take(); print('held', flush=True); sys.stdin.read()"
    )
    words = [*command()[:1], "-c", program, str(sample.path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment()) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        refused(sample, source, "in_use", process=holder.pid)


def test_keys_beside_what_is_no_file_of_ours_are_told(sample: Sample, source: Path) -> None:
    sample.path.write_bytes(b"Surname,Forename\n" * 1000)
    refused(sample, source, "keys_of_another")


def test_no_key_and_no_passphrase_stands_in_a_running_command(sample: Sample, tmp_path: Path) -> None:
    if not Path("/proc/self/environ").exists():
        pytest.skip("no /proc on this system")
    key = bytes(local_files._key(sample))
    (tmp_path / "words").write_text(PASSPHRASE)
    lines = "".join(f"Family{n},Given,1957-03-14\n" for n in range(ROWS))
    (tmp_path / "many.csv").write_text("Surname,Forename,DOB\n" + lines)
    started = command("import", sample.path, tmp_path / "many.csv", "--passphrase-file", tmp_path / "words")
    seen: list[bytes] = []
    with subprocess.Popen(started, cwd=ROOT, env=environment(), stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            try:
                seen.append(
                    b"".join(Path(f"/proc/{process.pid}/{part}").read_bytes() for part in ("cmdline", "environ"))
                )
            except (FileNotFoundError, ProcessLookupError):
                break  # it has just ended
        assert process.stdout is not None
        said = process.stdout.read()
    assert process.returncode == 0
    assert any(b"many.csv" in one for one in seen)
    for secret in (key, key.hex().encode(), PASSPHRASE.encode(), sample.recovery_code.encode()):
        assert not any(secret in one for one in seen)
        assert secret not in said
