"""Bundles, single resources and practices: what becomes of each, and what is taken back later."""

import json
from datetime import date
from pathlib import Path

from inteam.access import Actor
from inteam.exchange.model import OutsideEntry
from inteam.organisations.model import Organisation
from inteam.people.model import (
    AccessNeed,
    Allergy,
    Medication,
    RelatedPerson,
)
from inteam.policy.service import set_value
from inteam.store.database import Database
from tests.inteam.exchange.conftest import SAMPLES
from tests.inteam.exchange.stored import Take, people, rows


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


def test_imported_needs_are_looked_at_again_after_the_teams_months(
    database: Database, take: Take, actor: Actor
) -> None:
    with database.write(actor) as work:
        set_value(work, "people.access_need_review_months", 6, source="Team meeting", checked=True)
    take(SAMPLES / "uk_core_patient.xml")
    recorded = {(row.recorded_on, row.review_due) for row in rows(database, AccessNeed)}
    assert recorded == {(date(2026, 11, 19), date(2027, 5, 19))}


def test_ods_practices_are_added_and_brought_up_to_date(database: Database, take: Take) -> None:
    take(SAMPLES / "emis.csv")
    report = take(SAMPLES / "epraccur.csv")
    assert report.taken == {"organisation": 2}
    practices = {row.ods_code: row for row in rows(database, Organisation)}
    assert practices["A81001"].phone == "01632 960100"
    assert practices["A81002"].closed_on == date(2022, 3, 31)
