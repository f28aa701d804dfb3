"""`inteam pack`: whose pack, what is recorded, and what is said when there is none."""

from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import text

from inteam import messages
from tests import local_files
from tests.commands import inteam, program
from tests.local_files import PASSPHRASE, Sample


@pytest.fixture(scope="module")
def neighbourhood(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return local_files.make_neighbourhood(tmp_path_factory.mktemp("pack") / "team.inteam")


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    words = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return words


def test_the_next_meetings_pack_has_its_people_and_is_recorded(neighbourhood: Sample, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    ran = program("pack", neighbourhood.path, "--out", out, "--passphrase-file", "-", typed=PASSPHRASE)
    assert (ran.code, ran.err) == (0, "")
    words = pages(out)
    assert ran.out.strip().endswith(f"{len(words)} pages")
    assert "PEMBERTON" in words[0]
    opened = neighbourhood.open()
    with opened.engine.connect() as connection:
        made = connection.execute(text("SELECT document, target, pages, copy_number FROM print_record")).all()
        people = connection.execute(text("SELECT count(*) FROM print_person")).scalar_one()
    opened.close()
    assert ("pack", "file", len(words), 1) in [tuple(row) for row in made]
    assert people >= 1


def test_a_pack_of_one_person_by_number(neighbourhood: Sample, tmp_path: Path) -> None:
    out = tmp_path / "one.pdf"
    ran = inteam(
        "pack", neighbourhood.path, "--person", "999 000 0018", "--out", out, "--passphrase-file", "-", typed=PASSPHRASE
    )
    assert (ran.code, ran.out.split(",")[0]) == (0, "1 person")


def test_a_caseload_by_the_workers_name_in_any_order(neighbourhood: Sample, tmp_path: Path) -> None:
    out = tmp_path / "caseload.pdf"
    ran = inteam(
        "pack",
        neighbourhood.path,
        "--caseload",
        "nair, priya",
        "--out",
        out,
        "--passphrase-file",
        "-",
        typed=PASSPHRASE,
    )
    assert (ran.code, ran.err) == (0, "")
    assert "Caseload of Priya Nair" in pages(out)[0]


@pytest.mark.parametrize(
    ("asked", "code", "facts"),
    [
        (("--person", "9990000017"), "number_unknown", {"numbers": "9990000017"}),
        (("--caseload", "Nobody Here"), "staff_unknown", {"name": "Nobody Here"}),
        (("--meeting", "tomorrow"), "meeting_unknown", None),
        (("--meeting", "00000000-0000-4000-8000-000000000009"), "meeting_unknown", None),
    ],
)
def test_what_is_not_there_is_one_sentence_and_no_file(
    neighbourhood: Sample, tmp_path: Path, asked: tuple[str, ...], code: str, facts: dict[str, object] | None
) -> None:
    out = tmp_path / "none.pdf"
    ran = inteam("pack", neighbourhood.path, *asked, "--out", out, "--passphrase-file", "-", typed=PASSPHRASE)
    assert (ran.code, ran.err.strip()) == (2, messages.sentence(code, facts))
    assert not out.exists()


def test_without_a_meeting_it_says_what_else_can_be_printed(tmp_path: Path) -> None:
    sample = local_files.make(tmp_path / "empty.inteam")
    ran = inteam("pack", sample.path, "--out", tmp_path / "x.pdf", "--passphrase-file", "-", typed=PASSPHRASE)
    assert (ran.code, ran.err.strip()) == (2, messages.sentence("no_next_meeting"))
