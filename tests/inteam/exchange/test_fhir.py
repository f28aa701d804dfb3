"""FHIR R4 read from JSON and XML: patients, their lists, what is not taken, and what is refused with its place."""

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inteam.errors import InputError
from inteam.exchange import fhir_documents, fhir_read
from inteam.exchange.incoming import (
    Incoming,
    IncomingEntry,
    IncomingOrganisation,
    IncomingPerson,
    NotTaken,
    Refusal,
)
from tests.inteam.exchange.conftest import SAMPLES, TODAY, document

PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "name": [{"family": "Smith", "given": ["Jo"]}],
    "birthDate": "1970-01-02",
}


def read(content: bytes | str | dict[str, object], name: str = "record.json") -> list[Incoming]:
    if isinstance(content, dict):
        content = json.dumps(content)
    whole = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return list(fhir_read.resources(document(whole, name), today=TODAY))


def sample(name: str) -> list[Incoming]:
    return read((SAMPLES / name).read_bytes(), name)


def person(items: list[Incoming]) -> IncomingPerson:
    return next(item for item in items if isinstance(item, IncomingPerson))


def problem(content: bytes | str) -> tuple[str, object, object]:
    with pytest.raises(InputError) as refused:
        read(content)
    facts = refused.value.facts
    return refused.value.problems[""], facts.get("line"), facts.get("column")


def test_a_uk_core_patient_is_read_from_xml() -> None:
    found = person(sample("uk_core_patient.xml"))
    assert (found.family_name, found.given_name, found.sex) == ("SMITH", "Richard", "1")
    assert (found.born_on, found.dob_precision) == (date(1970, 9, 1), "month")
    assert (found.nhs_number, found.nhs_number_status, found.ethnicity_code) == ("9990000085", "01", "G")
    assert (found.language_code, found.addresses[0].lines) == ("bfi", ("4 Sandmoor Drive", "LEEDS"))
    assert [(need.category, need.code) for need in found.needs] == [
        ("information_format", "large_print_16"),
        ("contact_method", "telephone"),
    ]
    relation = found.relations[0]
    assert (relation.name, relation.relationship, relation.next_of_kin) == ("Miss Jane Jackson", "Next of kin", True)


def test_a_bundle_gives_the_person_and_all_lists() -> None:
    items = sample("bundle.json")
    found = person(items)
    assert (found.given_name, found.middle_names, found.title, found.sensitive) == ("Bill", "Fred", "MR", True)
    assert (found.died_on, found.death_status, found.practice_code) == (date(2020, 1, 2), "confirmed", "A20047")
    assert [name.family_name for name in found.other_names] == ["Garten"]
    entries = {item.kind: item for item in items if isinstance(item, IncomingEntry) and not item.in_error}
    assert entries["allergy"].values["reaction"] == "Rash"
    assert entries["medication"].values["display"] == "Amitriptyline 10 mg tablets"
    assert entries["medication"].values["dosage"] == "One at night"
    assert entries["encounter"].values["by_name"] == "Dr Sandra Gose"
    assert entries["communication"].values["detail"] == "Called back"
    assert entries["related_person"].values["relationship"] == "wife"
    assert Counter(item.kind for item in items if isinstance(item, IncomingEntry)) == {
        "allergy": 2,
        **dict.fromkeys(("medication", "condition", "care_plan", "goal", "encounter"), 1),
        **dict.fromkeys(("service_request", "communication", "related_person"), 1),
    }
    assert [item.in_error for item in items if isinstance(item, IncomingEntry) and item.kind == "allergy"] == [
        False,
        True,
    ]
    assert [item.name for item in items if isinstance(item, IncomingOrganisation)] == ["Good Samaritan Centre"]
    assert [item for item in items if isinstance(item, NotTaken)] == [NotTaken("Observation")]


def test_stu3_is_told_and_not_misread() -> None:
    assert problem((SAMPLES / "stu3.json").read_bytes())[0] == "fhir_stu3"
    old = {"resourceType": "Condition", "clinicalStatus": "active", "subject": {"reference": "Patient/p"}}
    assert problem(json.dumps(old))[0] == "fhir_stu3"


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"birthDate": "31/12/1999"}, "Patient.birthDate", "fhir_invalid"),
        ({"gender": 3}, "Patient.gender", "fhir_invalid"),
        ({"name": []}, "name", "name_missing"),
        ({"birthDate": "2027-01-01"}, "birthDate", "born_in_future"),
        ({"modifierExtension": [{"url": "x"}]}, "Patient.modifierExtension", "fhir_modifier"),
        (
            {"identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000019"}]},
            "identifier",
            "nhs_number_bad_check_digit",
        ),
    ],
)
def test_a_bad_patient_is_refused_with_the_field(change: dict[str, object], field: str, reason: str) -> None:
    refused = [item for item in read({**PATIENT, **change}) if isinstance(item, Refusal)]
    assert [(item.row, item.field, item.reason, item.person) for item in refused] == [(1, field, reason, True)]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"resourceType": "Patient",}', ("json_malformed", 1, 28)),
        ('{"resourceType":\n "Patient" "x"}', ("json_malformed", 2, 12)),
        ('{"a": NaN}', ("json_number", None, None)),
        ('{"resourceType": "Patient", "id": "a", "id": "b"}', ("json_repeated", None, None)),
        ('{"a": "\\ud800"}', ("bad_characters_at", 1, 8)),
        ('{"a":\n"x\\udc00"}', ("bad_characters_at", 2, 3)),
        ('{"a": "\\u0000"}', ("bad_characters_at", 1, 8)),
        (b'{"a": "\xff"}', ("bad_characters_at", 1, 8)),
        (b'{"a": "\x00"}', ("bad_characters_at", 1, 8)),
        ("[" * 100_000, ("too_deep", None, None)),
        ('{"a":' * 100_000, ("too_deep", None, None)),
        ('{"file": "x"}', ("not_recognised", None, None)),
        ("<Patient xmlns='http://hl7.org/fhir'><id></Patient>", ("xml_malformed", 1, 44)),
        ("<html/>", ("not_recognised", None, None)),
        ("<a>" * 500, ("too_deep", None, None)),
        (
            "<!DOCTYPE x [<!ENTITY e 'ha'>]><Patient xmlns='http://hl7.org/fhir'><id value='&e;'/></Patient>",
            ("xml_entities", None, None),
        ),
        (
            "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><Patient xmlns='http://hl7.org/fhir'/>",
            ("xml_entities", None, None),
        ),
    ],
)
def test_a_broken_document_is_refused_with_its_place(content: bytes | str, place: tuple[object, ...]) -> None:
    assert problem(content) == place


def test_a_pair_of_surrogates_is_one_character() -> None:
    content = json.dumps({**PATIENT, "name": [{"family": "Smith", "given": ["😀 Jo"]}]})
    assert "\\ud83d" in content
    assert person(read(content)).given_name == "😀 Jo"


def test_a_bundle_entry_that_is_no_resource_is_named() -> None:
    with pytest.raises(InputError) as refused:
        read({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": PATIENT}, {"resource": 5}]})
    assert (refused.value.problems, refused.value.facts["row"]) == ({"": "fhir_bundle"}, 2)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
@settings(max_examples=60, deadline=None)
def test_any_json_is_fhir_or_a_clear_refusal(value: object) -> None:
    with pytest.raises(InputError):
        read(json.dumps(value))


NONSENSE = st.text(st.characters(codec="utf-8", exclude_characters="\0"))  # NULs and lone surrogates: refused whole


@given(st.dictionaries(st.sampled_from(["name", "birthDate", "gender", "telecom", "address", "identifier"]), NONSENSE))
@settings(max_examples=40, deadline=None)
def test_a_patient_with_nonsense_is_refused(fields: dict[str, str]) -> None:
    items = read({"resourceType": "Patient", **fields})
    assert all(isinstance(item, Refusal) for item in items if not isinstance(item, IncomingPerson))


def test_documents_are_known_by_their_first_character() -> None:
    assert [fhir_documents.is_fhir(head) for head in (b"  {", b"\xef\xbb\xbf<", b"Surname", "{".encode("utf-16"))] == [
        True,
        True,
        False,
        True,
    ]
