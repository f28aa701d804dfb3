"""`inteam import` and `inteam export` as a script runs them: exit codes, one sentence, reports, faults."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import local_files
from tests.commands import ROOT, Ran, environment, inteam, program
from tests.local_files import Sample

SAMPLES = Path(__file__).parents[2] / "samples" / "exchange"
WORDS = "four words are long enough"


class Rehearsal:
    """A rehearsal file, made once and copied for each test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.key = path.parent / "words"

    def run(self, name: str, *arguments: object) -> Ran:
        return inteam(name, self.path, *arguments, "--passphrase-file", self.key)

    def take(self, *arguments: object) -> Ran:
        return self.run("import", *arguments)

    def take_apart(self, *arguments: object, **more: object) -> Ran:
        """By a program of its own."""
        return program("import", self.path, *arguments, "--passphrase-file", self.key, **more)  # type: ignore[arg-type]  # (what a test names)

    def people(self) -> int:
        opened = Sample(self.path, "").open(WORDS)
        with opened.reader.connect() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
        opened.close()
        return int(count)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rehearsal")
    (folder / "words").write_text(WORDS)
    local_files.make(folder / "team.inteam", words=WORDS)
    return folder


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Rehearsal:
    for one in made.iterdir():
        (tmp_path / one.name).write_bytes(one.read_bytes())
    return Rehearsal(tmp_path / "team.inteam")


def test_an_import_leaves_its_report_and_counts(file: Rehearsal, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    out.write_text("old")
    ran = file.take_apart(SAMPLES / "emis.csv", "--report", out)
    assert (ran.code, ran.err) == (
        1,
        "2 rows or files were refused. Each is in the report, with its reason: --report OUT.json.\n",
    )
    assert ran.out.startswith("Imported 6 people: 4 new, 0 updated, 0 unchanged, 0 held, 2 refused.")
    report = json.loads(out.read_text())
    assert (report["read"], report["created"], len(report["refused"])) == (6, 4, 2)
    assert file.people() == 4


def test_a_dry_run_writes_nothing_but_its_report(file: Rehearsal, tmp_path: Path) -> None:
    ran = file.take(SAMPLES / "systmone.csv", "--dry-run", "--report", tmp_path / "r.json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads((tmp_path / "r.json").read_text())["created"] == 2
    assert file.people() == 0


def test_held_rows_alone_are_no_refusal(file: Rehearsal, tmp_path: Path) -> None:
    held = "Surname,Forename,DOB\nOkoro,Ada,14-Mar-1957\nOkoroo,Ada,14-Mar-1957\n"
    (tmp_path / "held.csv").write_text(held)
    ran = file.take(tmp_path / "held.csv")
    assert (ran.code, ran.err) == (0, "")
    assert "1 held" in ran.out


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        ("Surname,DOB\nSmith,01/02/1980\n", (), "--dates DMY"),
        ("Surname,DOB\nSmith,01/22/1980\n", (), "--dates MDY"),
        ("Colour\nred\n", (), "people.csv: There is no column of names. Recognised: nothing."),
        ("Surname\nSmith\n", ("--map", "Nachname=family_name"), "no column Nachname"),
        ("Surname\nSmith\n", ("--map", "Surname=colour"), "no field colour"),
        ("Surname\nSmith\n", ("--map", "Surname"), "COLUMN=field"),
        ("Surname\nSmith\n", ("--encoding", "klingon"), "no encoding klingon"),
        ("Surname\nSmith\n", ("--delimiter", "ab"), "--delimiter"),
        ('Surname,DOB\n"Smith,x\n', (), "people.csv: A quote opened in the row that begins on line 2"),
        ("", (), "people.csv: The file is empty."),
        ("{", (), "people.csv: The JSON is malformed at line 1, column 2."),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    file: Rehearsal,
    tmp_path: Path,
    content: str,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    (tmp_path / "people.csv").write_text(content)
    ran = file.take(tmp_path / "people.csv", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""


def test_a_program_of_its_own_says_bad_input_in_one_sentence_too(file: Rehearsal, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Colour\nred\n")
    ran = file.take_apart(tmp_path / "people.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("people.csv: There is no column of names. Recognised: nothing.")
    assert ran.err.count("\n") == 1


def test_options_say_what_cannot_be_told(file: Rehearsal, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes("Nachname^DOB\nMüller^01/02/1980\n".encode("cp1252"))
    chosen = ("--dates", "MDY", "--delimiter", "^", "--encoding", "cp1252", "--map", "Nachname=family_name")
    ran = file.take(tmp_path / "people.csv", *chosen, "--report", tmp_path / "r.json")
    assert ran.code == 0
    detected = json.loads((tmp_path / "r.json").read_text())["detected"][0]
    assert (detected["encoding"], detected["delimiter"], detected["dates"]) == ("cp1252", "^", "MDY")


def test_a_missing_source_and_a_wrong_passphrase_are_told(file: Rehearsal, tmp_path: Path) -> None:
    ran = file.take(tmp_path / "nothing")
    assert (ran.code, ran.err) == (2, "There is no nothing here. Check the name of the file or folder.\n")
    wrong = inteam("import", file.path, SAMPLES / "emis.csv", "--passphrase-file", "-", typed="not the words at all")
    assert wrong.code == 2
    assert wrong.err.startswith("That is not the passphrase.")


def test_a_report_that_cannot_be_left_leaves_nobody_imported(file: Rehearsal, tmp_path: Path) -> None:
    ran = file.take(SAMPLES / "systmone.csv", "--report", tmp_path / "no" / "folder" / "r.json")
    assert ran.code == 2
    assert file.people() == 0


def test_a_full_disk_leaves_everything_as_before(file: Rehearsal, tmp_path: Path) -> None:
    lines = "".join(f"Family{n},Given,14-Mar-1957,{n} Long Street Name\n" for n in range(2000))
    (tmp_path / "many.csv").write_text("Surname,Forename,DOB,Address\n" + lines)
    ran = file.take_apart(tmp_path / "many.csv", largest_file=file.path.stat().st_size + 600_000)
    assert (ran.code, ran.err.strip()) == (
        2,
        "The disk is full. Nothing was saved. Free some space, then save again.",
    )
    assert file.people() == 0


def test_a_killed_import_leaves_everything_as_before(file: Rehearsal, tmp_path: Path) -> None:
    lines = "".join(f"Family{n},Given,14-Mar-1957,{n} Long Street Name\n" for n in range(1000))
    (tmp_path / "many.csv").write_text("Surname,Forename,DOB,Address\n" + lines)
    started = [sys.executable, "-m", "tests.killed", "import", str(file.path), str(tmp_path / "many.csv"), "source_key"]
    with subprocess.Popen(
        started, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{WORDS}\n")
            process.stdin.close()
            assert [process.stdout.readline() for _ in range(2)] == ["begin 0\n", "inside\n"]
        finally:
            process.kill()
        assert process.wait() == -signal.SIGKILL
    assert file.people() == 0


def test_a_person_is_exported_and_an_old_file_replaced(file: Rehearsal, tmp_path: Path) -> None:
    file.take(SAMPLES / "emis.csv")
    out = tmp_path / "out.json"
    out.write_text("old")
    ran = file.run("export", "--person", "999 000 0018", "--out", out)
    assert (ran.code, ran.out, ran.err) == (0, "Exported to out.json.\n", "")
    first = out.read_bytes()
    assert json.loads(first)["resourceType"] == "Bundle"
    file.run("export", "--person", "9990000018", "--out", out)
    assert out.read_bytes() == first


def test_nobody_of_that_number_is_told(file: Rehearsal, tmp_path: Path) -> None:
    ran = file.run("export", "--person", "9990000123", "--out", tmp_path / "out.json")
    assert (ran.code, ran.err) == (2, "Nobody here has this NHS number.\n")
    assert not (tmp_path / "out.json").exists()
