"""Rows of two gigabytes, really there: one sentence, exit 2, and every table as it was."""

from pathlib import Path

import pytest

from tests import killing, local_files
from tests.commands import program
from tests.local_files import PASSPHRASE, Sample

pytestmark = pytest.mark.real
HUGE = 2_000_000_000  # bytes
BLOCK = 10_000_000


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return local_files.make(tmp_path_factory.mktemp("original") / "team.inteam")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (b"x", "people.csv: Line 3 is longer than 1,000,000 characters. The file is not read.\n"),
        (b",", "people.csv: Line 3 is longer than 1,000,000 characters. The file is not read.\n"),
    ],
)
def test_a_row_of_two_gigabytes_is_refused_and_changes_nothing(
    original: Sample, tmp_path: Path, cell: bytes, words: str
) -> None:
    sample = original.copy(tmp_path / "team.inteam")
    source = tmp_path / "people.csv"
    with source.open("wb") as file:
        file.write(b"Surname,Forename,DOB\nOkoro,Ada,1957-03-14\n")
        for _ in range(HUGE // BLOCK):
            file.write(cell * BLOCK)
    before = killing.sound(sample.path, killing.counts)
    ran = program("import", sample.path, source, "--passphrase-file", "-", typed=PASSPHRASE)
    source.unlink()
    assert (ran.code, ran.out, ran.err) == (2, "", words)
    assert killing.sound(sample.path, killing.counts) == before
