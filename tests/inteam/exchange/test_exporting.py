"""A person as FHIR R4: valid, the same each time, read back as the same person, and without what may not leave."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from fhir.resources.R4B import get_fhir_model_class

from inteam.access import Actor
from inteam.careplans.model import WithheldItem
from inteam.errors import DeniedError, InputError
from inteam.exchange import fhir_export
from inteam.exchange.report import Report
from inteam.needs.model_onward import OnwardReferral
from inteam.needs.rules_onward import OPEN_ONWARD, OnwardState
from inteam.organisations.model import Staff, Team
from inteam.people.model import Person, PersonName, Risk
from inteam.referrals.model import Referral
from inteam.store.database import Database
from tests.inteam.exchange.conftest import SAMPLES
from tests.inteam.exchange.stored import people

Take = Callable[..., Report]


def export(database: Database, actor: Actor, person_id: UUID) -> bytes:
    with database.write(actor) as work:
        return fhir_export.export_person(work, person_id)


def resources(content: bytes) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in json.loads(content)["entry"]:
        found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return found


@pytest.fixture
def bill(database: Database, take: Take, actor: Actor) -> UUID:
    """The person of the sample bundle, no longer sensitive."""
    take(SAMPLES / "bundle.json")
    (person,) = people(database)
    with database.write(actor) as work:
        work.session.get_one(Person, person.id).confidentiality = "normal"
    return person.id


def test_each_resource_is_valid_r4_with_its_uk_core_profile(database: Database, actor: Actor, bill: UUID) -> None:
    content = export(database, actor, bill)
    get_fhir_model_class("Bundle").model_validate(json.loads(content))
    found = resources(content)
    assert set(found) == {
        "Organization",
        "Patient",
        "RelatedPerson",
        "AllergyIntolerance",
        "MedicationRequest",
        "Condition",
    }
    for kind, listed in found.items():
        for resource in listed:
            get_fhir_model_class(kind).model_validate(resource)
            assert resource["meta"]["profile"] == [f"https://fhir.hl7.org.uk/StructureDefinition/UKCore-{kind}"]


def test_the_same_record_gives_the_same_bytes(database: Database, actor: Actor, bill: UUID) -> None:
    assert export(database, actor, bill) == export(database, actor, bill)


def test_an_exported_person_is_recognised_and_unchanged(
    database: Database, actor: Actor, bill: UUID, take: Take, tmp_path: Path
) -> None:
    (tmp_path / "bill.json").write_bytes(export(database, actor, bill))
    report = take(tmp_path / "bill.json")
    assert (report.created, report.updated, report.unchanged, report.refused) == (0, 0, 1, [])


def test_the_patient_has_what_was_imported(database: Database, actor: Actor, bill: UUID) -> None:
    patient = resources(export(database, actor, bill))["Patient"][0]
    assert patient["birthDate"] == "1946-06-23"
    assert patient["deceasedDateTime"] == "2020-01-02"
    assert patient["name"][0] == {"use": "official", "family": "Garton", "given": ["Bill", "Fred"], "prefix": ["MR"]}
    assert patient["address"][0]["postalCode"] == "DN18 5DW"
    assert patient["generalPractitioner"][0]["identifier"]["value"] == "A20047"


def test_what_was_referred_on_is_an_order_to_its_provider(database: Database, actor: Actor, bill: UUID) -> None:
    with database.write(actor) as work:
        team = Team(name="Harbour Vale INT", sort_key="harbour vale int", kind="mdt", from_on=date(2025, 1, 1))
        work.session.add(team)
        work.session.flush()
        for state, direction in (("received", "inbound"), ("accepted", "outbound")):
            work.session.add(
                Referral(
                    person_id=bill,
                    team_id=team.id,
                    direction=direction,
                    state=state,
                    received_at=datetime(2026, 11, 9, 9, tzinfo=UTC),
                    received_on=date(2026, 11, 9),
                    received_via="letter",
                    source="gp",
                    person_agrees="yes",
                    risk_state="no_known_risks",
                )
            )
        for state in OnwardState:
            work.session.add(
                OnwardReferral(
                    person_id=bill,
                    provider_name=f"Provider of {state}",
                    code="money_debt_benefits",
                    reason="Debts of two catalogues",
                    shared="Name",
                    access_needs="Needs: 20 pt large print",
                    person_agrees="yes",
                    urgency="soon",
                    via="email",
                    team_id=team.id,
                    state=state,
                    state_on=date(2026, 11, 12),
                    sent_on=date(2026, 11, 12),
                )
            )
    found = resources(export(database, actor, bill))["ServiceRequest"]
    for one in found:
        get_fhir_model_class("ServiceRequest").model_validate(one)
    assert sorted(one["intent"] for one in found) == ["order"] * 11 + ["plan"]
    statuses = {one["performer"][0]["display"]: one["status"] for one in found if "performer" in one}
    assert statuses == {
        **{f"Provider of {state}": "active" for state in OPEN_ONWARD},
        **{f"Provider of {state}": "revoked" for state in ("declined", "person_told", "no_response", "cancelled")},
        "Provider of outcome_received": "completed",
    }
    (seen,) = (one for one in found if one.get("performer") == [{"display": "Provider of seen"}])
    assert (seen["priority"], seen["authoredOn"]) == ("urgent", "2026-11-12")
    assert seen["reasonCode"][0]["text"] == "Debts of two catalogues"
    assert seen["note"] == [{"text": "Needs: 20 pt large print"}]


def test_former_names_risks_and_affected_others_never_leave(database: Database, actor: Actor, bill: UUID) -> None:
    with database.write(actor) as work:
        staff = Staff(family_name="S", given_name="S", sort_key="s", job_title="x", role="link_worker")
        team = Team(name="T", sort_key="t", kind="mdt", from_on=date(2026, 1, 1))
        work.session.add_all([staff, team])
        work.session.flush()
        work.session.add(PersonName(person_id=bill, family_name="SecretFormer", use="former"))
        work.session.add(
            Risk(person_id=bill, kind="to_staff", title="SecretRisk", level="high", raised_on=date(2026, 1, 1))
        )
        referral = dict(  # noqa: C408 (columns)
            person_id=bill,
            team_id=team.id,
            direction="in",
            state="active",
            received_at=datetime(2026, 1, 1, tzinfo=UTC),
            received_on=date(2026, 1, 1),
            received_via="phone",
            source="gp",
            person_agrees="yes",
            risk_state="none",
        )
        work.session.add(Referral(**referral, referrer_name="Dr Open"))
        work.session.add(Referral(**referral, isolated=True, referrer_name="SecretReferrer"))
    content = export(database, actor, bill).decode()
    assert "Dr Open" in content
    assert "Secret" not in content


def test_withheld_items_never_leave(database: Database, actor: Actor, bill: UUID) -> None:
    medicine = resources(export(database, actor, bill))["MedicationRequest"][0]
    with database.write(actor) as work:
        staff = Staff(family_name="S", given_name="S", sort_key="s", job_title="x", role="link_worker")
        work.session.add(staff)
        work.session.flush()
        work.session.add(
            WithheldItem(
                person_id=bill,
                subject="medication",
                subject_id=UUID(medicine["id"]),
                reason="serious_harm",
                ask_role="GP",
                decided_by_id=staff.id,
                decided_on=date(2026, 1, 1),
                review_on=date(2027, 1, 1),
            )
        )
    assert "Amitriptyline" not in export(database, actor, bill).decode()


def test_of_a_sensitive_person_neither_address_nor_phone_nor_practice_leaves(
    database: Database, actor: Actor, take: Take
) -> None:
    take(SAMPLES / "bundle.json")
    found = resources(export(database, actor, people(database)[0].id))
    assert "Organization" not in found
    assert found["Patient"][0].keys() & {"address", "telecom", "generalPractitioner"} == set()
    assert found["Patient"][0]["meta"]["security"][0]["code"] == "R"


def test_a_restricted_record_is_exported_by_named_staff_only(database: Database, actor: Actor, bill: UUID) -> None:
    with database.write(actor) as work:
        work.session.get_one(Person, bill).confidentiality = "restricted"
    with pytest.raises(DeniedError):
        export(database, actor, bill)


def test_a_person_is_found_by_number_in_any_spacing(database: Database, actor: Actor, bill: UUID) -> None:
    with database.read() as session:
        assert fhir_export.find_person(session, "999 000-0093") == bill
        with pytest.raises(InputError):
            fhir_export.find_person(session, "9990000018")
    with pytest.raises(InputError):
        export(database, actor, uuid4())
