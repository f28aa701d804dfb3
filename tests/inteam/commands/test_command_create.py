"""`inteam create`: what it makes, prints and refuses."""

import re
import subprocess
from pathlib import Path

import pytest

from inteam import messages
from inteam.store import local
from inteam.store.keys import keyfile
from inteam.store.kind import Kind
from tests.commands import ROOT, command, environment, inteam, program
from tests.local_files import PASSPHRASE, Sample

CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z*~$=U](?=\s|$)")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words"
    path.write_text(f"{PASSPHRASE}\n")
    return path


def test_it_makes_a_rehearsal_and_prints_the_recovery_code_once(tmp_path: Path, words: Path) -> None:
    ran = program("create", tmp_path / "t.inteam", "--passphrase-file", words)

    assert ran.code == 0
    assert ran.err == ""
    (code,) = CODE.findall(ran.out)
    closed = local.approach(tmp_path / "t.inteam")
    opened = closed.open(closed.key_by_recovery(code))
    assert opened.kind is Kind.REHEARSAL
    opened.close()
    Sample(tmp_path / "t.inteam", code).open(PASSPHRASE).close()
    assert code.encode() not in b"".join(place.read_bytes() for place in tmp_path.iterdir())


@pytest.mark.parametrize("end", ["", "\r\n"])
def test_the_passphrase_on_standard_input_loses_one_line_end(tmp_path: Path, end: str) -> None:
    ran = inteam("create", tmp_path / "t.inteam", "--passphrase-file", "-", typed=PASSPHRASE + end)
    assert ran.code == 0
    Sample(tmp_path / "t.inteam", "").open(PASSPHRASE).close()


def test_a_live_file_has_its_code_typed_back_as_the_second_line(tmp_path: Path) -> None:
    process = subprocess.Popen(
        command("create", tmp_path / "t.inteam", "--live", "--passphrase-file", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{PASSPHRASE}\n")
    process.stdin.flush()
    shown = process.stdout.readline()
    (code,) = CODE.findall(shown)
    _out, err = process.communicate(f"{code.lower()}\n")

    assert (process.returncode, err) == (0, "")
    opened = Sample(tmp_path / "t.inteam", code).open()
    assert opened.kind is Kind.LIVE
    opened.close()
    assert keyfile.read(tmp_path / "t.inteam").recovery_tested


def test_a_live_file_is_not_made_when_the_code_is_not_typed_back(tmp_path: Path, words: Path) -> None:
    ran = inteam("create", tmp_path / "t.inteam", "--live", "--passphrase-file", words, typed="0000-1111\n")
    assert ran.code == 2
    assert ran.err.strip() == messages.sentence("recovery_length", {"letters": 8})
    assert [place.name for place in tmp_path.iterdir()] == ["words"]


@pytest.mark.parametrize("there", ["t.inteam", "t.inteam.keys"])
def test_it_overwrites_neither_a_file_nor_its_keys(tmp_path: Path, words: Path, there: str) -> None:
    (tmp_path / there).write_bytes(b"precious")
    ran = inteam("create", tmp_path / "t.inteam", "--passphrase-file", words)
    assert ran.code == 2
    assert ran.err.strip() == messages.sentence("exists", {"file": there})
    assert (tmp_path / there).read_bytes() == b"precious"
    assert sorted(place.name for place in tmp_path.iterdir()) == sorted([there, "words"])


@pytest.mark.parametrize(
    ("arguments", "code", "facts"),
    [
        ([], "create_passphrase", {}),
        (["--passphrase-file", "nowhere"], "passphrase_file", {"file": "nowhere"}),
        (["--as-of", "2026-11-19", "--passphrase-file", "WORDS"], "demo_option", {}),
        (["--demo", "10", "--live"], "live_or_demo", {}),
        (["--demo", "0"], "people_range", {}),
        (["--demo", "5", "--as-of", "19/11/2026"], "as_of", {"given": "19/11/2026"}),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_sentence(
    tmp_path: Path, words: Path, arguments: list[str], code: str, facts: dict[str, object]
) -> None:
    given = [str(words) if word == "WORDS" else word for word in arguments]
    ran = inteam("create", tmp_path / "t.inteam", *given)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == messages.sentence(code, facts) + "\n"
    assert [place.name for place in tmp_path.iterdir()] == ["words"]


def test_a_passphrase_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words").write_bytes(b"\xff\xfe\x00 not utf-8")
    ran = inteam("create", tmp_path / "t.inteam", "--passphrase-file", tmp_path / "words")
    assert (ran.code, ran.err) == (2, messages.sentence("passphrase_encoding") + "\n")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, words: Path) -> None:
    ran = inteam("create", tmp_path / "no" / "t.inteam", "--passphrase-file", words)
    assert (ran.code, ran.err) == (2, messages.sentence("folder_missing", {"folder": tmp_path / "no"}) + "\n")


@pytest.mark.parametrize("size", [0, 4096, 20_000, 400_000])
def test_on_a_full_disk_nothing_is_left_behind(tmp_path: Path, words: Path, size: int) -> None:
    ran = program("create", tmp_path / "t.inteam", "--passphrase-file", words, largest_file=size)
    assert (ran.code, ran.err) == (2, messages.sentence("disk_full") + "\n")
    assert [place.name for place in tmp_path.iterdir()] == ["words"]
