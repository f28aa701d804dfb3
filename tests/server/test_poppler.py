"""The papers as another reader sees them: poppler's pdftotext and pdffonts."""

import subprocess
from pathlib import Path

import pytest

from inteam.meetings.letters_pack import pack
from tests.inteam.paper_samples import a_pack, nobody
from tests.inteam.pdf.test_document import SCRIPTS
from tests.inteam.pdf_reader import bare

pytestmark = pytest.mark.server


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_word_of_each_script_is_found_by_poppler(script: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(pack(a_pack(nobody(notes=SCRIPTS[script]))))
    found = bare(run("pdftotext", "-raw", str(path), "-"))
    assert all(bare(word) in found for word in SCRIPTS[script].split())


def test_poppler_finds_every_font_embedded_subset_and_with_unicode(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(pack(a_pack(nobody(notes=" ".join(SCRIPTS.values())))))
    rows = run("pdffonts", str(path)).splitlines()[2:]
    assert len(rows) > 15
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_poppler_reads_the_whole_pack_without_complaint(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(pack(a_pack()))
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    assert done.stderr == b""
