"""The main job on people who were really imported: a list of thousands, Synthea's bundles, the UK Core examples."""

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import work
from tests.journeys.conftest import begin, demo_file, file, sit_down  # noqa: F401 (fixtures)
from tests.journeys.desk import Desk
from tests.journeys.work import Somebody

pytestmark = [
    pytest.mark.real,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),  # menus without a screen
]
DATA = Path(__file__).parents[3] / "shared" / "data"
PEOPLE = 3000


def plain(row: dict[str, str]) -> bool:
    """Somebody alive, of one plain name, with a number."""
    names = row["Given Name"], row["Surname"]
    usual = all(name.isascii() and name.isalpha() and name.istitle() and len(name) > 4 for name in names)
    return usual and not row["Date of Death"] and row["NHS Number"].isdigit()


@pytest.mark.parametrize("seed", [1, 7])
def test_the_pack_of_somebody_out_of_a_list_of_thousands(
    seed: int,
    sit_down: Callable[[], Desk],  # noqa: F811 (the fixture)
    tmp_path: Path,
) -> None:
    source = tmp_path / "practice.csv"
    make = [sys.executable, str(DATA / "make_people.py"), str(PEOPLE), str(source), "--seed", str(seed)]
    subprocess.run(make, check=True, capture_output=True)
    with source.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if plain(row)]
    found = rows[len(rows) // 2]
    number = found["NHS Number"]
    who = Somebody(found["Surname"], found["Given Name"], number, found["Date of Birth"], sought=number)
    desk = sit_down()
    work.import_source(desk, source)
    said = work.casework(desk, who, "Social", "Lonel", "Priya Nair", tmp_path / "pack.pdf")
    shown = f"{number[:3]} {number[3:6]} {number[6:]}"
    for words in (who.family.upper(), shown, work.QUESTION, work.NEXT, work.PLANNED):
        assert words in said


def test_the_pack_of_somebody_out_of_a_zip_of_synthea(
    sit_down: Callable[[], Desk],  # noqa: F811 (the fixture)
    tmp_path: Path,
) -> None:
    source = DATA / "synthea-fhir" / "bundles-01.zip"
    desk = sit_down()
    work.import_source(desk, source)
    said = work.casework(desk, first_of(source), "Social", "Lonel", "Priya Nair", tmp_path / "pack.pdf")
    for words in (work.QUESTION, work.NEXT, work.PLANNED):
        assert words in said


def test_the_pack_of_somebody_out_of_the_uk_core_examples(
    sit_down: Callable[[], Desk],  # noqa: F811 (the fixture)
    tmp_path: Path,
) -> None:
    who = Somebody("Smith", "Richard", "", "", sought="Richard Smith")
    desk = sit_down()
    work.import_source(desk, DATA / "fhir-ukcore" / "UKCore-Patient-RichardSmith-Example.xml")
    said = work.casework(desk, who, "Social", "Lonel", "Priya Nair", tmp_path / "pack.pdf")
    for words in ("SMITH, Richard", work.QUESTION, work.NEXT, work.PLANNED):
        assert words in said


def first_of(source: Path) -> Somebody:
    """The first living patient in a zip of bundles."""
    with zipfile.ZipFile(source) as bundles:
        for name in sorted(bundles.namelist()):
            if not name.endswith(".json"):
                continue
            entries = json.loads(bundles.read(name)).get("entry", [])
            for resource in (entry["resource"] for entry in entries):
                if resource["resourceType"] == "Patient" and "deceasedDateTime" not in resource:
                    known = next(one for one in resource["name"] if one.get("use") == "official")
                    return Somebody(known["family"], known["given"][0], "", resource["birthDate"])
    raise AssertionError(f"nobody living in {source}")
