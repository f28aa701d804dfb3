"""Imports over the third-party data beside the project; fails where it is missing."""

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sqlalchemy import select

from inteam.access import Actor
from inteam.errors import InputError
from inteam.exchange import fhir_export, matching, service, values
from inteam.exchange.csv_form import Options
from inteam.exchange.report import Report
from inteam.exchange.sources import Document, documents
from inteam.people import postcode
from inteam.people.model import Person
from inteam.store.database import Database

pytestmark = pytest.mark.real
DATA = Path(__file__).parents[3] / "shared" / "data"
TODAY = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def there() -> None:
    assert DATA.is_dir(), "the third-party data must lie beside the project"


@pytest.fixture
def take(local_database: Database, actor: Actor) -> Callable[..., Report]:
    def imported(*paths: Path, options: Options | None = None) -> Report:
        with local_database.write(actor) as work:
            return service.import_sources(work, service.prepare(list(paths), options or Options()))

    return imported


def counts(report: Report) -> dict[str, Any]:
    return {name: count for name, count in report.counts().items() if name not in ("warnings", "not_taken", "taken")}


def test_synthea_all_218_patients_with_their_lists(take: Callable[..., Report]) -> None:
    report = take(DATA / "synthea-fhir")
    assert counts(report) == {
        "read": 218,
        "created": 218,
        "updated": 0,
        "unchanged": 0,
        "duplicates": 0,
        "refused": 0,
        "held": 0,
    }
    assert {kind: report.taken[kind] for kind in ("allergy", "medication", "condition", "encounter")} == {
        "allergy": 114,
        "medication": 784,
        "condition": 1127,
        "encounter": 3469,
    }
    assert report.not_taken["Observation"] == 19307
    again = take(DATA / "synthea-fhir")
    assert (again.created, again.updated, again.unchanged, dict(again.taken)) == (0, 0, 218, {})


def test_uk_core_examples(take: Callable[..., Report]) -> None:
    report = take(DATA / "fhir-ukcore")
    assert (report.read, report.created) == (17, 4)
    assert Counter(refusal.reason for refusal in report.refused if refusal.person) == {
        "name_missing": 12,
        "nhs_number_bad_check_digit": 1,
    }
    assert take(DATA / "fhir-ukcore").taken == {}


def test_demographics_service_mocks(take: Callable[..., Report]) -> None:
    report = take(DATA / "fhir-pds")
    assert (report.read, report.created + report.updated + report.unchanged) == (84, 81)
    assert take(DATA / "fhir-pds").created == 0


@pytest.mark.parametrize("name", ["fhir-bars", "fhir-goals-careplans", "synthea-csv", "gp-list-extract", "ods"])
def test_other_sources_are_read_and_change_nothing_the_second_time(take: Callable[..., Report], name: str) -> None:
    take(DATA / name)
    again = take(DATA / name)
    assert (again.created, again.updated, dict(again.taken)) == (0, 0, {})


def test_gp_connect_is_stu3_and_told(take: Callable[..., Report]) -> None:
    for path in sorted((DATA / "gp-connect").glob("*.json")):
        with pytest.raises(InputError) as refused:
            take(path)
        assert refused.value.problems == {"": "fhir_stu3"}, path.name


def test_each_broken_json_is_refused(take: Callable[..., Report]) -> None:
    for path in sorted((DATA / "negative" / "json").glob("*.json")):
        with pytest.raises(InputError):
            take(path)


def test_each_ambiguous_zip_is_refused_and_good_ones_open() -> None:
    for path in sorted((DATA / "negative" / "zip").glob("*.zip")):
        assert not [one for one in documents(path) if isinstance(one, Document)], path.name
    for path in sorted((DATA / "negative" / "zip-that-must-open").glob("*.zip")):
        assert all(one.reason != "zip_ambiguous" for one in documents(path) if hasattr(one, "reason")), path.name


@pytest.mark.parametrize("folder", ["fhir-validator", "pds-missing-values", "excel-mangled-synthea"])
def test_invalid_records_are_refused_or_reported(take: Callable[..., Report], folder: str) -> None:
    for path in sorted((DATA / "negative" / folder).iterdir()):
        with suppress(InputError):
            report = take(path)
            taken = report.created + report.updated + report.unchanged + len(report.held)
            refused = sum(1 for refusal in report.refused if refusal.person and refusal.row is not None)
            assert report.read == taken + refused, path.name


def test_bad_csv_files_are_refused() -> None:
    for path in sorted((DATA / "csv-edge").rglob("*.csv")):
        with pytest.raises(InputError):
            service.prepare([path], Options())


def test_nhs_number_vectors() -> None:
    vectors = json.loads((DATA / "nhs-number" / "vectors-uk-fci.json").read_text())
    for vector in vectors["validity"]:
        if vector["region"] is None and vector["type"] == "str":
            try:
                taken = bool(values.number(vector["input"])[0])
            except values.UnreadableError:
                taken = False
            assert taken == vector["valid"], vector


def test_postcode_vectors() -> None:
    with (DATA / "postcodes" / "postcode-vectors.csv").open(encoding="utf-8") as file:
        good = [row["postcode"] for row in csv.DictReader(file) if row["valid"] == "true"]
    assert [code for code in good if postcode.is_odd(code)] == []


def test_naughty_strings_in_every_field_are_taken_or_refused(take: Callable[..., Report], tmp_path: Path) -> None:
    strings = json.loads((DATA / "naughty-strings" / "blns.json").read_text("utf-8"))
    header = ["NHS Number", "Title", "Given Name", "Surname", "Date of Birth", "Gender", "Town", "Postcode", "Email"]
    with (tmp_path / "naughty.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for place in range(len(header)):
            for string in strings:
                row = ["", "Mr", "Given", "Family", "14-Mar-1957", "Male", "Town", "M1 1AE", ""]
                row[place] = string
                writer.writerow(row)
    report = take(tmp_path / "naughty.csv", options=Options(encoding="utf-8", delimiter=","))
    told = report.created + report.updated + report.unchanged + len(report.held) + len(report.refused)
    assert told + report.not_taken.total() >= report.read > 4000


@pytest.fixture(scope="module")
def fifty_thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    subprocess.run([sys.executable, str(DATA / "make_people.py"), "50000", str(folder / "people.csv")], check=True)
    return folder / "people.csv"


def test_duplicates_of_50000_people_are_found_exactly(
    local_database: Database, fifty_thousand: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fifty_thousand.with_suffix(".truth.csv").open(encoding="utf-8") as file:
        truth = {int(row["row"]): (row["kind"], int(row["duplicate_of_row"])) for row in csv.DictReader(file)}
    decided: dict[int, matching.Decision] = {}
    decide = matching.People.decide

    def watched(self: matching.People, incoming: Any, **more: Any) -> matching.Decision:
        decided[incoming.row - 1] = made = decide(self, incoming, **more)
        return made

    monkeypatch.setattr(matching.People, "decide", watched)
    with local_database.read() as session:
        report = service.check(session, service.prepare([fifty_thousand], Options()), today=TODAY)
    by_person = {made.person_id: row for row, made in decided.items() if made.outcome == "new"}
    expected = {"same_nhs": "same", "married": "same", "no_nhs": "held", "twin": "new"}
    wrong = []
    for row, (kind, original) in truth.items():
        if kind == "bad_nhs":
            continue
        made = decided[row]
        if made.outcome != expected[kind] or (kind != "twin" and by_person[made.person_id] != original):
            wrong.append((row, kind, str(made.outcome)))
    assert wrong == []
    assert {refusal.row - 1 for refusal in report.refused if refusal.row} == {
        row for row, (kind, _) in truth.items() if kind == "bad_nhs"
    }
    merged = [row for row, made in decided.items() if made.outcome == "same" and row not in truth]
    assert merged == []


def test_50000_people_twice_change_nothing(take: Callable[..., Report], fifty_thousand: Path) -> None:
    first = take(fifty_thousand)
    again = take(fifty_thousand)
    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged == first.created + first.updated + first.unchanged


def test_exports_are_valid_by_hl7s_own_schema(
    take: Callable[..., Report], local_database: Database, actor: Actor
) -> None:
    import zipfile  # noqa: PLC0415 (only here)

    take(DATA / "fhir-pds")
    with zipfile.ZipFile(DATA / "fhir-schema" / "fhir.schema.json.zip") as archive:
        schema = json.loads(archive.read(archive.namelist()[0]))
    validator = jsonschema.Draft7Validator({**schema, "$ref": "#/definitions/Patient"})
    with local_database.write(actor) as work:
        for person_id in work.session.scalars(select(Person.id).limit(10)):
            for entry in json.loads(fhir_export.export_person(work, person_id))["entry"]:
                if entry["resource"]["resourceType"] == "Patient":
                    patient = entry["resource"]
                    assert [error.message for error in validator.iter_errors(patient)] == []
