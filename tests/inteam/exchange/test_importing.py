"""Importing on both databases: who is the same, held or new; twice changes nothing; all or nothing."""

import dataclasses
import gc
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from inteam.access import Actor, Role
from inteam.errors import CancelledError, DeniedError, InputError
from inteam.exchange import queries, service
from inteam.exchange.csv_form import Options
from inteam.exchange.model import HeldRow, ImportBatch, OutsideEntry, SourceKey
from inteam.exchange.report import Report
from inteam.organisations.model import Organisation
from inteam.people import nhs_number
from inteam.people.model import (
    AccessNeed,
    Address,
    Allergy,
    ContactPoint,
    Medication,
    Person,
    PersonName,
    Registration,
    RelatedPerson,
)
from inteam.people.search import search
from inteam.store.base import Base
from inteam.store.database import Database
from tests.inteam.exchange.conftest import SAMPLES, TODAY

Take = Callable[..., Report]
Write = Callable[..., Path]


def counts(report: Report) -> tuple[int, ...]:
    """Those read, created, updated, unchanged, duplicates, refused and held."""
    return (
        report.read,
        report.created,
        report.updated,
        report.unchanged,
        report.duplicates,
        len(report.refused),
        len(report.held),
    )


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but the audit trail, which says that somebody tried."""
    with database.read() as session:
        names = [name for name in sorted(Base.metadata.tables) if name != "audit_entry"]
        return {
            name: sorted(map(tuple, session.execute(select(Base.metadata.tables[name]))), key=repr) for name in names
        }


def people(database: Database) -> list[Person]:
    with database.read() as session:
        return list(session.scalars(select(Person).where(Person.withdrawn_at.is_(None)).order_by(Person.sort_key)))


def rows(database: Database, model: Any) -> list[Any]:
    with database.read() as session:
        return list(session.scalars(select(model).where(model.withdrawn_at.is_(None)).order_by(model.id)))


def test_an_emis_export_becomes_people_with_all_they_have(database: Database, take: Take) -> None:
    report = take(SAMPLES / "emis.csv")
    assert counts(report) == (6, 4, 0, 0, 0, 2, 0)
    neil = next(person for person in people(database) if person.nhs_number == "9990000018")
    assert (neil.family_name, neil.given_name, neil.born_on, neil.sex) == ("O'Neil", "Maureen", date(1957, 3, 14), "2")
    assert (neil.nhs_number_status, neil.ethnicity_code, neil.ethnicity_source) == ("02", "A", "imported")
    address = next(row for row in rows(database, Address) if row.person_id == neil.id)
    assert (address.line1, address.line4, address.postcode, address.postcode_key) == (
        "Flat 2",
        "Cleveland",
        "TS18 1HU",
        "TS181HU",
    )
    points = {row.system: row.e164 for row in rows(database, ContactPoint) if row.person_id == neil.id}
    assert points == {"mobile": "+447700900001", "phone": "+441632960001", "email": None}
    practices = {row.id: row.ods_code for row in rows(database, Organisation)}
    assert sorted(practices.values()) == ["A81001", "A81002"]
    assert practices[next(r.practice_id for r in rows(database, Registration) if r.person_id == neil.id)] == "A81001"


def test_imported_people_are_found(database: Database, take: Take, actor: Actor) -> None:
    take(SAMPLES / "emis.csv")
    with database.read() as session:
        for words, family in (("oneil", "O'Neil"), ("zolc", "Żółć"), ("9990000034", "حسن"), ("okoro ada", "Okoro")):
            assert [match.family_name for match in search(session, words, actor=actor).matches] == [family]


@pytest.mark.parametrize(
    "name", ["emis.csv", "systmone.csv", "synthea.csv", "practice.csa", "bundle.json", "epraccur.csv"]
)
def test_the_same_file_twice_changes_nothing(database: Database, take: Take, name: str) -> None:
    first = take(SAMPLES / name, options=Options())
    before = everything(database)
    second = take(SAMPLES / name)
    assert everything(database) == before
    assert (second.created, second.updated, second.unchanged) == (0, 0, first.created)
    assert second.seen_before == [name]


@pytest.mark.parametrize(
    "name", ["emis.csv", "systmone.csv", "synthea.csv", "practice.csa", "bundle.json", "epraccur.csv"]
)
def test_a_check_says_what_the_import_then_does_and_writes_nothing(
    database: Database, take: Take, check: Take, name: str
) -> None:
    before = everything(database)
    said = check(SAMPLES / name).as_json()
    assert everything(database) == before
    assert {**take(SAMPLES / name).as_json(), "dry_run": True} == said


def test_a_check_agrees_with_the_import_where_rows_repeat(write: Write, take: Take, check: Take) -> None:
    path = write(
        "9990000018,Ada,Okoro,14-Mar-1957,M1 1AE",
        "9990000018,Ada,Okoroo,14-Mar-1957,M1 1AE",
        ",Ada,Okoro,14-Mar-1957,M1 1AE",
        "9990000018,Ada,Okoro,14-Mar-1957,M2 2BB",
    )
    said = check(path)
    assert counts(said) == (4, 1, 2, 0, 2, 0, 1)
    assert {**take(path).as_json(), "dry_run": True} == said.as_json()


def test_staffs_own_words_outlive_the_same_file(database: Database, take: Take, actor: Actor) -> None:
    take(SAMPLES / "emis.csv")
    with database.write(actor) as work:
        person = work.session.scalars(select(Person).where(Person.nhs_number == "9990000018")).one()
        person.preferred_name, person.given_name = "Mo", "Maureen Ann"
    report = take(SAMPLES / "emis.csv")
    assert (report.updated, report.unchanged) == (0, 4)
    assert next(p for p in people(database) if p.preferred_name).given_name == "Maureen Ann"


def test_the_same_number_with_one_typing_error_is_the_same_person(database: Database, write: Write, take: Take) -> None:
    take(write("9990000018,Ada,Okoro,14-Mar-1957,M1 1AE"))
    report = take(write("999 000 0018,Ada,Okroo,15-Mar-1957,M2 2BB", name="later.csv"))
    assert counts(report) == (1, 0, 1, 0, 1, 0, 0)
    (person,) = people(database)
    assert (person.family_name, person.born_on) == ("Okroo", date(1957, 3, 15))
    (former,) = rows(database, PersonName)
    assert (former.family_name, former.use, former.valid_to) == ("Okoro", "former", TODAY)
    addresses = sorted((row.postcode, row.valid_to) for row in rows(database, Address))
    assert addresses == [("M1 1AE", TODAY), ("M2 2BB", None)]


def test_the_same_number_with_the_same_birth_date_is_the_same_person_under_a_new_name(
    database: Database, write: Write, take: Take
) -> None:
    take(write("9990000018,Ada,Okoro,14-Mar-1957,M1 1AE"))
    assert take(write("9990000018,Ada,Smith-Okoro,14-Mar-1957,M1 1AE", name="later.csv")).updated == 1
    assert [person.family_name for person in people(database)] == ["Smith-Okoro"]


def test_the_same_number_with_both_different_is_held(database: Database, write: Write, take: Take) -> None:
    take(write("9990000018,Ada,Okoro,14-Mar-1957,M1 1AE"))
    report = take(write("9990000018,Ada,Smith,15-Mar-1958,M1 1AE", name="later.csv"))
    assert counts(report) == (1, 0, 0, 0, 0, 0, 1)
    assert report.held[0].reason == "held_same_number"
    assert [person.family_name for person in people(database)] == ["Okoro"]
    again = take(write("9990000018,Ada,Smith,15-Mar-1958,M1 1AE", name="later.csv"))
    assert len(again.held) == 1
    with database.read() as session:
        assert len(queries.waiting(session)) == 1


@pytest.mark.parametrize(
    ("line", "held"),
    [
        (",Ada,Okroo,14-Mar-1957,M9 9XX", True),  # near name, same birth date
        (",Ada,Okoro,14-Mar-1957,M1 1AE", True),
        (",Adah,Okoro,14-Mar-1957,M9 9XX", True),
        (",Adah,Okoro,14-Mar-1957,M1 1AE", False),  # twins: same family and address, another given name
        (",Ada,Okoro,15-Mar-1957,M1 1AE", False),  # another birth date
        (",Bea,Okoro,14-Mar-1957,M9 9XX", False),
        ("9990000026,Ada,Okoro,14-Mar-1957,M1 1AE", False),  # two valid numbers are two people
    ],
)
def test_without_a_number_birth_date_and_near_name_are_held(write: Write, take: Take, line: str, *, held: bool) -> None:
    take(write("9990000018,Ada,Okoro,14-Mar-1957,M1 1AE"))
    report = take(write(line, name="later.csv"))
    assert (len(report.held), report.created) == ((1, 0) if held else (0, 1))


def test_two_valid_numbers_of_one_name_and_birth_date_are_two_people_and_told(write: Write, take: Take) -> None:
    report = take(write("9990000018,Ada,Okoro,14-Mar-1957,M1 1AE", "9990000026,ADA,Okoro,14-Mar-1957,M1 1AE"))
    assert report.created == 2
    assert [(warned.row, warned.reason) for warned in report.warnings] == [(3, "two_numbers")]


def test_a_number_that_another_system_used_again_is_another_person(
    database: Database, write: Write, take: Take
) -> None:
    header = "Id,NHS Number,Surname,Date of Birth\n"
    take(write("7,9990000018,Okoro,14-Mar-1957", header=header))
    report = take(write("7,9990000026,Young,05-Jun-1971", name="other.csv", header=header))
    assert report.created == 1
    assert [person.family_name for person in people(database)] == ["Okoro", "Young"]


def test_a_changed_number_in_the_source_is_held(write: Write, take: Take) -> None:
    header = "Id,NHS Number,Surname,Date of Birth\n"
    take(write("7,9990000018,Okoro,14-Mar-1957", header=header))
    report = take(write("7,9990000026,Okoro,14-Mar-1957", name="later.csv", header=header))
    assert [held.reason for held in report.held] == ["held_number_changed"]


def test_an_import_never_lowers_a_protection(database: Database, take: Take, actor: Actor) -> None:
    take(SAMPLES / "bundle.json")
    (person,) = people(database)
    assert person.confidentiality == "sensitive"
    with database.write(actor) as work:
        work.session.get_one(Person, person.id).confidentiality = "restricted"
    take(SAMPLES / "bundle.json")
    assert people(database)[0].confidentiality == "restricted"


def test_a_bundle_fills_the_lists_and_never_shows_what_was_entered_in_error(database: Database, take: Take) -> None:
    report = take(SAMPLES / "bundle.json")
    assert [(row.display, row.status) for row in rows(database, Allergy)] == [("Latex allergy", "active")]
    assert [(row.display, row.dosage) for row in rows(database, Medication)] == [
        ("Amitriptyline 10 mg tablets", "One at night")
    ]
    assert [row.name for row in rows(database, RelatedPerson)] == ["Joy Garton"]
    assert sorted(row.kind for row in rows(database, OutsideEntry)) == [
        "care_plan",
        "communication",
        "condition",
        "encounter",
        "goal",
        "service_request",
    ]
    assert dict(report.not_taken) == {"Observation": 1, "entered in error": 1}
    assert people(database)[0].allergies_standing == "recorded"


def test_what_the_source_takes_back_later_is_withdrawn(database: Database, take: Take, tmp_path: Path) -> None:
    take(SAMPLES / "bundle.json")
    whole = json.loads((SAMPLES / "bundle.json").read_text())
    whole["entry"][1]["resource"]["verificationStatus"] = {"coding": [{"code": "entered-in-error"}]}
    del whole["entry"][1]["resource"]["clinicalStatus"]
    (tmp_path / "later.json").write_text(json.dumps(whole))
    report = take(tmp_path / "later.json")
    assert rows(database, Allergy) == []
    assert report.taken == {"allergy": 1}


def test_single_resources_of_a_folder_find_their_person(database: Database, take: Take, tmp_path: Path) -> None:
    patient = {"resourceType": "Patient", "id": "p9", "name": [{"family": "Zed"}], "birthDate": "1970-01-02"}
    allergy = {
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {"text": "Nuts"},
        "patient": {"reference": "Patient/p9"},
    }
    for name, content in (("a.json", allergy), ("b.json", {**allergy, "patient": {"reference": "Patient/nobody"}})):
        (tmp_path / name).write_text(json.dumps(content))
    (tmp_path / "z.json").write_text(json.dumps(patient))
    report = take(tmp_path)
    assert [row.display for row in rows(database, Allergy)] == ["Nuts"]
    assert [(r.source, r.value, r.reason) for r in report.refused] == [
        ("b.json", "Patient/nobody", "person_not_here"),
    ]


def test_needs_of_a_uk_core_patient_are_recorded(database: Database, take: Take) -> None:
    take(SAMPLES / "uk_core_patient.xml")
    assert sorted(row.need_code for row in rows(database, AccessNeed)) == ["large_print_16", "telephone"]
    (person,) = people(database)
    assert (person.nhs_number_status, person.dob_precision) == ("01", "month")


def test_ods_practices_are_added_and_brought_up_to_date(database: Database, take: Take) -> None:
    take(SAMPLES / "emis.csv")
    report = take(SAMPLES / "epraccur.csv")
    assert report.taken == {"organisation": 2}
    practices = {row.ods_code: row for row in rows(database, Organisation)}
    assert practices["A81001"].phone == "01632 960100"
    assert practices["A81002"].closed_on == date(2022, 3, 31)


def test_a_folder_goes_on_past_a_broken_file_and_lists_it(take: Take, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("Surname,Given name,DOB\nOkoro,Ada,14-Mar-1957\n")
    (tmp_path / "bad.json").write_text("{")
    report = take(tmp_path)
    assert report.created == 1
    assert [(r.source, r.row, r.reason) for r in report.refused] == [("bad.json", None, "json_malformed")]


@pytest.mark.parametrize("content", ["", "{", "colour\nred\n"])
def test_a_source_in_which_nothing_is_recognised_is_refused(
    database: Database, take: Take, tmp_path: Path, content: str
) -> None:
    (tmp_path / "bad.csv").write_text(content)
    before = everything(database)
    with pytest.raises(InputError):
        take(SAMPLES / "emis.csv", tmp_path / "bad.csv")
    assert everything(database) == before


def test_cancel_leaves_everything_as_before(database: Database, take: Take, write: Write) -> None:
    take(write("9990000018,Ada,Okoro,14-Mar-1957,M1 1AE"))
    path = write(*(f",Given{n},Family{n},14-Mar-1957,M1 1AE" for n in range(2500)), name="many.csv")
    before = everything(database)
    seen = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 2000:
            raise CancelledError

    with pytest.raises(CancelledError):
        take(path, progress=stop)
    assert seen == [(1000, 2500), (2000, 2500)]
    assert everything(database) == before


def test_only_who_may_import_can(database: Database, actor: Actor) -> None:
    nobody = dataclasses.replace(actor, role=Role.PRIVACY_OFFICER)
    with pytest.raises(DeniedError), database.write(nobody) as work:
        service.import_sources(work, service.prepare([SAMPLES / "emis.csv"], Options()))


def test_the_report_is_json_with_the_counts_of_people(take: Take) -> None:
    made = json.loads(json.dumps(take(SAMPLES / "emis.csv").as_json()))
    assert {name: made[name] for name in ("read", "created", "updated", "unchanged", "duplicates")} == {
        "read": 6,
        "created": 4,
        "updated": 0,
        "unchanged": 0,
        "duplicates": 0,
    }
    assert made["refused"][0] | {"reason": ""} == {
        "source": "emis.csv",
        "row": 6,
        "field": "NHS Number",
        "value": "999 000 0019",
        "reason": "",
        "code": "nhs_number_bad_check_digit",
    }
    assert made["refused"][0]["reason"].endswith(".")
    assert made["detected"][0]["encoding"] == "utf-8"
    assert made["detected"][0]["columns"]["Surname"] == "family_name"


def test_each_row_is_known_by_its_source(database: Database, take: Take) -> None:
    take(SAMPLES / "emis.csv")
    assert {row.system for row in rows(database, SourceKey)} == {"emis"}
    with database.read() as session:
        (batch,) = queries.imports(session)
        assert (batch.name, batch.report["created"], batch.waiting) == ("emis.csv", 4, 0)
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 1


def test_ids_are_random(database: Database, take: Take) -> None:
    take(SAMPLES / "emis.csv")
    assert all(person.id.version == 4 for person in people(database))


def test_many_changed_rows_cost_few_queries(
    database: Database, write: Write, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def given(town: str, phone: str) -> Path:
        lines = (
            f"{nhs_number.with_check_digit(f'99900{number:04}')},Ada{'abcdefghij'[number % 10]},Okoro,14-Mar-1957,"
            f"{town},{phone}{number:03},A8100{phone[-1]}"
            for number in range(60)
            if nhs_number.with_check_digit(f"99900{number:04}")
        )
        header = "NHS Number,Given Name,Surname,Date of Birth,Address,Mobile,Practice Code\n"
        return write(*lines, name=f"{town}.csv", header=header)

    def taken(path: Path) -> tuple[Report, int]:
        queries_asked = 0

        def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            nonlocal queries_asked
            queries_asked += statement.lstrip().startswith("SELECT")

        with database.write(actor) as work:
            bind = work.session.connection()
            event.listen(bind, "before_cursor_execute", count)
            report = service.import_sources(work, service.prepare([path], Options()))
            event.remove(bind, "before_cursor_execute", count)
        return report, queries_asked

    first, _ = taken(given("Stockton", "07700 911"))
    monkeypatch.setattr("inteam.exchange.run.WRITTEN", 1)
    report, asked = taken(given("Yarm", "07700 912"))
    assert report.updated == first.created > 50
    assert asked < report.updated
    assert [row.valid_to for row in rows(database, Address) if row.line1 == "Stockton"] == [TODAY] * report.updated
    assert {row.rank for row in rows(database, ContactPoint)} == {1, 2}


def test_the_same_waiting_row_twice_waits_once(database: Database, write: Write, take: Take) -> None:
    report = take(write(",Ada,Okoro,14-Mar-1957,", ",Ada,Okoroo,14-Mar-1957,", ",Ada,Okoroo,14-Mar-1957,"))
    assert (report.created, len(report.held)) == (1, 2)
    assert len(rows(database, HeldRow)) == 1


def test_rows_that_repeat_across_what_is_written_together_are_one_person(
    database: Database, write: Write, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"9990000018,Ada,Okoro,14-Mar-1957,M{n} 1AE" for n in range(1, 8)]
    found: list[tuple[int, int]] = []
    for part, written in ((1, 1), (2, 4), (3, 100)):
        monkeypatch.setattr("inteam.exchange.run.PART", part)
        monkeypatch.setattr("inteam.exchange.run.WRITTEN", written)
        if not found:
            report = take(write(*lines))
            found.append((report.created, report.updated))
            homes = [row.postcode for row in rows(database, Address) if row.valid_to is None]
            assert homes == ["M7 1AE"]
        assert take(write(*lines, name=f"{part}.csv")).created == 0
    assert found == [(1, 6)]


def test_the_search_for_garbage_goes_on_after_an_import(write: Write, take: Take) -> None:
    was = gc.isenabled()
    take(write("9990000018,Ada,Okoro,14-Mar-1957,M1 1AE"))
    assert gc.isenabled() == was
