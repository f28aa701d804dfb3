"""FHIR in all its wrappings: lists, NDJSON, bundles in bundles, every way of referring to a person, joined records."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from inteam.errors import InputError
from inteam.exchange import fhir_documents, service
from inteam.exchange.csv_form import Options
from inteam.exchange.report import Report
from inteam.people.model import Allergy, Person
from inteam.store.database import Database

NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
HL7 = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"


def patient(identifier: str = "p1", number: str = "9990000018", family: str = "Lee", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Patient",
        "id": identifier,
        "identifier": [{"system": NUMBER, "value": number}, {"system": "urn:local", "value": f"L {identifier}"}],
        "name": [{"family": family, "given": ["Ann"]}],
        "birthDate": "1970-01-02",
        **more,
    }


def allergy(whose: dict[str, Any], **more: Any) -> dict[str, Any]:
    active = {"coding": [{"system": HL7, "code": "active"}]}
    return {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "clinicalStatus": active,
        "code": {"text": "Nuts"},
        "patient": whose,
        **more,
    }


def bundle(*resources: dict[str, Any], kind: str = "collection") -> dict[str, Any]:
    entries = [
        {"fullUrl": f"http://host/fhir/{r['resourceType']}/{r.get('id', 'x')}", "resource": r} for r in resources
    ]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


@pytest.fixture
def give(tmp_path: Path) -> Callable[..., Path]:
    def made(whole: Any, name: str = "record.json") -> Path:
        path = tmp_path / name
        path.write_text(whole if isinstance(whole, str) else json.dumps(whole))
        return path

    return made


@pytest.mark.parametrize("name", ["Foo", "HumanName", "Resource"])
@pytest.mark.parametrize("form", ["json", "xml", "bundle"])
def test_what_is_no_resource_of_r4_is_refused_whole(give: Callable[..., Path], name: str, form: str) -> None:
    alone = {"resourceType": name, "id": "1"}
    xml = f'<{name} xmlns="http://hl7.org/fhir"><id value="1"/></{name}>'
    path = give({"json": alone, "bundle": bundle(alone), "xml": xml}[form], f"one.{'xml' if form == 'xml' else 'json'}")
    with pytest.raises(InputError) as refused:
        fhir_documents.entries(service.prepare([path], Options())[0].documents[0].document)
    assert (refused.value.problems, refused.value.facts["value"]) == ({"": "fhir_unknown_type"}, name)


def test_beside_a_patient_an_unknown_resource_is_counted(
    take: Callable[..., Report], give: Callable[..., Path]
) -> None:
    report = take(give(bundle(patient(), {"resourceType": "Foo"})))
    assert (report.created, dict(report.not_taken)) == (1, {"Foo": 1})
    inside = '<entry><resource><Foo><x value="1"/></Foo></resource></entry>'
    named = '<entry><resource><Patient><name><family value="Moe"/></name></Patient></resource></entry>'
    xml = f'<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/>{inside}{named}</Bundle>'
    report = take(give(xml, "two.xml"))
    assert (report.created, dict(report.not_taken)) == (1, {"Foo": 1})


@pytest.mark.parametrize("shape", ["array", "ndjson", "bundle in bundle", "ndjson of bundles"])
def test_several_resources_in_one_file(take: Callable[..., Report], give: Callable[..., Path], shape: str) -> None:
    first, second = patient(), patient("p2", "9990000026", "Kahn")
    about = allergy({"reference": "Patient/p2"})
    whole: Any = {
        "array": [first, second, about],
        "ndjson": "\n".join(map(json.dumps, (first, second, about))) + "\n\n",
        "bundle in bundle": bundle(bundle(first), bundle(second, about), kind="batch-response"),
        "ndjson of bundles": "\n".join(map(json.dumps, (bundle(first), bundle(second, about)))),
    }[shape]
    path = give(whole)
    report = take(path)
    assert (report.read, report.created, report.refused, dict(report.taken)) == (2, 2, [], {"allergy": 1})
    assert take(path).unchanged == 2


def test_a_bulk_export_refers_from_file_to_file(take: Callable[..., Report], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("AllergyIntolerance.ndjson", json.dumps(allergy({"reference": "Patient/p1"})))
        archive.writestr("Patient.ndjson", json.dumps(patient()))
        archive.writestr("__MACOSX/._Patient.ndjson", b"\0\5\x16\7")
    report = take(tmp_path / "export.zip")
    assert (report.created, report.refused, dict(report.taken)) == (1, [], {"allergy": 1})


def test_a_broken_line_of_ndjson_is_named(give: Callable[..., Path], take: Callable[..., Report]) -> None:
    with pytest.raises(InputError) as refused:
        take(give(json.dumps(patient()) + "\n" + json.dumps(patient())[:-3]))
    assert refused.value.problems == {"": "json_malformed"}
    assert refused.value.facts["line"] == 2


@pytest.mark.parametrize(
    "whose",
    [
        {"reference": "Patient/p1"},
        {"reference": "http://host/fhir/Patient/p1"},
        {"reference": "Patient/p1/_history/3"},
        {"identifier": {"system": NUMBER, "value": "999 000 0018"}},
        {"identifier": {"system": "urn:local", "value": "L p1"}},
        {"reference": "#inside"},
    ],
)
def test_every_way_of_referring_finds_the_person(
    check: Callable[..., Report], take: Callable[..., Report], give: Callable[..., Path], whose: dict[str, Any]
) -> None:
    inside = {"resourceType": "Patient", "id": "inside", "identifier": [{"system": NUMBER, "value": "9990000018"}]}
    more = {"contained": [inside]} if whose.get("reference") == "#inside" else {}
    path = give(bundle(patient(), allergy(whose, **more)))
    for report in (check(path), take(path)):
        assert (report.refused, dict(report.taken)) == ([], {"allergy": 1})


def test_a_record_that_was_joined_to_another_is_no_person_of_its_own(
    take: Callable[..., Report], database: Database, give: Callable[..., Path]
) -> None:
    link = [{"other": {"reference": "Patient/p1"}, "type": "replaced-by"}]
    path = give(bundle(patient("old", "9990000026", link=link), patient(), allergy({"reference": "Patient/old"})))
    report = take(path)
    assert (report.read, report.created, report.unchanged, report.duplicates) == (2, 1, 1, 1)
    assert [(one.row, one.value, one.reason) for one in report.warnings] == [(1, "9990000026", "record_replaced")]
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
        assert session.scalars(select(Allergy.person_id)).all() == session.scalars(select(Person.id)).all()
    again = take(path)
    assert (again.created, again.updated, again.unchanged, dict(again.taken)) == (0, 0, 2, {})


def test_a_joined_record_without_the_other_is_a_person(take: Callable[..., Report], give: Callable[..., Path]) -> None:
    link = [{"other": {"reference": "Patient/elsewhere"}, "type": "replaced-by"}]
    assert take(give(patient(link=link))).created == 1


@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"deceasedDateTime": "1960-01-01"}, "deceasedDateTime", "died_before_birth"),
        ({"deceasedDateTime": "2999-01-01"}, "deceasedDateTime", "died_in_future"),
        ({"birthDate": "1970-02-31"}, "Patient.birthDate", "date_impossible"),
        ({"birthDate": "31/01/1970"}, "Patient.birthDate", "fhir_invalid"),
    ],
)
def test_impossible_days_are_named(
    take: Callable[..., Report], give: Callable[..., Path], more: dict[str, str], field: str, reason: str
) -> None:
    report = take(give(patient(**more)))
    assert [(one.field, one.reason) for one in report.refused] == [(field, reason)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_json_in_any_unicode_is_read(take: Callable[..., Report], tmp_path: Path, encoding: str) -> None:
    (tmp_path / "one.json").write_bytes(json.dumps(patient(family="Żółć"), ensure_ascii=False).encode(encoding))
    assert take(tmp_path / "one.json").created == 1
