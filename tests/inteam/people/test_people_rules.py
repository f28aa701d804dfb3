"""Rules of needs, risks, sharing, the banner, postcodes, phones and duplicates."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.people import banner, phone, postcode, risks, sharing
from inteam.people.access_needs import CATEGORIES, WORDS, Need, RecordedNeed, output_format, summary
from inteam.people.banner import Identity
from inteam.people.duplicates import Particulars, Verdict, compare, matching
from inteam.people.risks import RiskLine, Standing
from inteam.people.sharing import Allowed, Decision
from inteam.policy.defaults import defaults

TODAY = date(2026, 11, 19)


# --- postcodes and phones


@pytest.mark.parametrize(
    ("typed", "kept", "odd"),
    [
        ("bn1 4ge", "BN1 4GE", False),
        ("BN14GE", "BN1 4GE", False),
        ("sw1a1aa", "SW1A 1AA", False),
        ("ZZ99 3VZ", "ZZ99 3VZ", False),
        ("nowhere", "nowhere", True),
    ],
)
def test_a_postcode_has_one_space_before_its_last_three(typed: str, kept: str, odd: bool) -> None:
    assert postcode.tidy(typed) == kept
    assert postcode.is_odd(typed) is odd


@given(st.text(max_size=20))
def test_any_postcode_can_be_tidied_twice(text: str) -> None:
    assert postcode.tidy(postcode.tidy(text)) == postcode.tidy(text)


def test_a_phone_number_is_also_kept_as_it_is_dialled() -> None:
    assert phone.e164("07700 900 123") == "+447700900123"
    assert phone.e164("(020) 7946-0018") == "+442079460018"
    assert phone.e164("ask the neighbour") is None
    assert phone.e164(None) is None
    assert phone.grouped("+447700900123") == "07700 900123"
    assert phone.grouped("ask the neighbour") == "ask the neighbour"


# --- needs for access


def need(code: Need, detail: str | None = None) -> RecordedNeed:
    return RecordedNeed(code, CATEGORIES.get(code, "communication_support"), detail)


def test_every_need_has_words_and_a_category() -> None:
    assert set(WORDS) == set(Need) - {Need.OTHER}
    assert set(CATEGORIES) == set(Need) - {Need.OTHER}


def test_without_needs_a_person_reads_twelve_points() -> None:
    assert output_format([]).points == 12


def test_the_largest_print_asked_for_holds() -> None:
    made = output_format([need(Need.LARGE_PRINT_18), need(Need.LARGE_PRINT_24)])
    assert made.points == 24
    assert made.large_print


def test_easy_read_is_never_smaller_than_sixteen_points() -> None:
    made = output_format([need(Need.EASY_READ)])
    assert made.easy_read
    assert made.points == 16


def test_what_cannot_be_made_here_is_named() -> None:
    made = output_format([need(Need.BRAILLE), need(Need.BSL_VIDEO), need(Need.HEARING_LOOP)])
    assert made.others_make == ("braille", "bsl_video")
    assert made.also == {"html"}


def test_coloured_paper_names_its_colour_and_translation_is_never_made_by_machine() -> None:
    made = output_format([need(Need.COLOURED_PAPER, " Pale Yellow"), need(Need.TRANSLATED, "Polish")])
    assert made.tint == "pale yellow"
    assert made.translation_required


def test_the_banner_line_has_formats_first() -> None:
    assert summary([need(Need.HEARING_LOOP), need(Need.LARGE_PRINT_18)]) == "18 pt large print; hearing loop"
    assert summary([need(Need.OTHER, "sits near the door")]) == "sits near the door"


# --- risks


FALLS = RiskLine("general", "Falls at home", "high", "open")
NEGLECT = RiskLine("general", "Self-neglect", "medium", "open")
STAFF = RiskLine("to_staff", "Do not visit alone", "medium", "open")
ABUSE = RiskLine("safeguarding", "Partner controls money", "high", "enquiry", "domestic_abuse")


def test_a_blank_is_not_an_answer() -> None:
    assert risks.standing([], None) is Standing.NOT_ASSESSED
    assert risks.standing([], "no_known_risks") is Standing.NO_KNOWN_RISKS
    assert risks.standing([], "reviewed") is Standing.NOT_ASSESSED
    assert risks.standing([replace(FALLS, status="closed")], "reviewed") is Standing.ALL_CLOSED


def test_an_open_risk_outweighs_an_earlier_no_known_risks() -> None:
    assert risks.standing([FALLS], "no_known_risks") is Standing.OPEN


def test_staff_safety_stands_first_in_the_banner() -> None:
    words = banner.risk_words([NEGLECT, FALLS, STAFF], None, safeguarding_detail=True)
    assert words == "Risk: Do not visit alone; falls at home; self-neglect"


def test_safeguarding_words_are_for_permitted_roles_only() -> None:
    assert banner.risk_words([ABUSE], None, safeguarding_detail=False) == "Risk: Safeguarding flag, see lead"
    assert banner.risk_words([ABUSE], None, safeguarding_detail=True) == "Risk: Domestic abuse: Partner controls money"


def test_a_high_risk_is_looked_at_again_sooner() -> None:
    days = [defaults()[risks.review_setting(level)].value for level in ("high", "medium", "low")]
    assert days == sorted(set(days))


# --- agreement to share

CHARITY, TRUST = uuid4(), uuid4()


def decision(answer: str, organisation: UUID | None, on: date, **more: object) -> Decision:
    given: dict[str, object] = {"category": None, "scope": "receive_referral", **more}
    return Decision(organisation, given_on=on, decision=answer, **given)  # type: ignore[arg-type]  # (what a test names)


def stands(*decisions: Decision, organisation: UUID = CHARITY, kind: str = "vcse", on: date = TODAY) -> Allowed:
    return sharing.standing(
        decisions, scope="receive_referral", organisation_id=organisation, organisation_type=kind, on=on
    )


def test_not_asked_lets_nothing_go_to_a_charity() -> None:
    assert stands() is Allowed.NOT_ASKED
    assert not sharing.may_share(stands())


def test_direct_care_among_statutory_bodies_is_implied_until_declined() -> None:
    assert stands(organisation=TRUST, kind="community_trust") is Allowed.IMPLIED
    declined = decision("declined", TRUST, TODAY)
    assert stands(declined, organisation=TRUST, kind="community_trust") is Allowed.DECLINED


def test_the_newest_decision_about_the_organisation_holds() -> None:
    before, after = decision("agreed", CHARITY, date(2026, 1, 1)), decision("declined", CHARITY, date(2026, 6, 1))
    assert stands(before, after) is Allowed.DECLINED
    assert stands(before, after, on=date(2026, 3, 1)) is Allowed.AGREED


def test_one_organisation_goes_before_its_category() -> None:
    all_of_them = decision("declined", None, date(2026, 6, 1), category="vcse")
    assert stands(all_of_them) is Allowed.DECLINED
    assert stands(all_of_them, decision("agreed", CHARITY, date(2026, 1, 1))) is Allowed.AGREED


def test_an_agreement_ends_on_the_day_it_is_taken_back_or_after_it_runs_out() -> None:
    taken_back = decision("agreed", CHARITY, date(2026, 1, 1), ended_on=TODAY)
    assert stands(taken_back) is Allowed.NOT_ASKED
    runs_out = decision("agreed", CHARITY, date(2026, 1, 1), expires_on=TODAY)
    assert stands(runs_out) is Allowed.AGREED
    assert stands(runs_out, on=date(2026, 11, 20)) is Allowed.NOT_ASKED


def test_implied_consent_does_not_carry_sharing_with_a_charity() -> None:
    assert sharing.basis_problem("agreed", "direct_care_implied", "vcse") == "sharing_needs_agreement"
    assert sharing.basis_problem("agreed", "explicit_consent", "vcse") is None
    assert sharing.basis_problem("agreed", None, "vcse") == "required"
    assert sharing.basis_problem("not_asked", None, "vcse") is None


# --- the banner

MARGARET = Identity(
    "Pemberton", "Margaret", "Mrs", "Peggy", date(1957, 3, 14), sex="2", nhs_number="9990000018"
)  # fmt: skip


def test_the_banner_has_the_parts_of_the_standard() -> None:
    shown = banner.banner(MARGARET, TODAY)
    assert shown.name == "PEMBERTON, Margaret (Mrs)"
    assert (shown.preferred, shown.born, shown.gender) == ("Peggy", "14-Mar-1957 (69y)", "Female")
    assert shown.nhs_number == "999 000 0018"
    assert (shown.alert, shown.died, shown.deceased) == ("", "", False)


def test_unknown_is_said_in_words() -> None:
    shown = banner.banner(Identity("Doe", None), TODAY)
    assert (shown.born, shown.gender, shown.nhs_number) == ("Not known", "Not known", "Not known")


def test_the_age_stands_still_at_death() -> None:
    died = replace(MARGARET, born_on=date(1943, 7, 14), death_status="confirmed", died_on=date(2026, 3, 3))
    shown = banner.banner(died, TODAY)
    assert shown.deceased
    assert shown.born == "14-Jul-1943"
    assert shown.died == "03-Mar-2026 (82y)"


def test_a_sensitive_record_says_that_its_address_is_withheld() -> None:
    assert banner.banner(replace(MARGARET, confidentiality="sensitive"), TODAY).alert == "SENSITIVE – address withheld"


def test_a_list_has_three_identifiers_in_each_row() -> None:
    line = banner.identity_line(MARGARET)
    assert line == "PEMBERTON, Margaret · Born 14-Mar-1957 · NHS no. 999 000 0018"


def test_allergies_none_and_not_recorded_are_different() -> None:
    assert banner.allergy_words("not_recorded", []) == "Allergies not recorded"
    assert banner.allergy_words("no_known_allergies", []) == "No known allergies"
    assert banner.allergy_words("recorded", ["Penicillin"]) == "Allergies: Penicillin"


# --- duplicates

ANNA = Particulars("Okafor", "Anna", None, date(1980, 5, 1), "9990000018", "BN14GE")
NAMELESS = replace(ANNA, nhs_number=None)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, Verdict.SAME),
        ({"family_name": "Smith"}, Verdict.SAME),  # married: number and birth date agree
        ({"born_on": date(1980, 5, 2)}, Verdict.SAME),  # number and name agree
        ({"born_on": date(1980, 5, 2), "family_name": "Okafr"}, Verdict.SAME),  # one typing error
        ({"born_on": date(1981, 1, 1), "family_name": "Smith"}, Verdict.HELD),
        ({"nhs_number": "9990000026"}, Verdict.DIFFERENT),
    ],
)
def test_the_nhs_number_decides_with_the_name_or_the_birth_date(change: dict[str, object], verdict: Verdict) -> None:
    assert compare(ANNA, replace(ANNA, **change)) is verdict  # type: ignore[arg-type]  # (what a test names)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, Verdict.HELD),
        ({"family_name": "Okafro", "postcode_key": None}, Verdict.HELD),
        ({"given_name": "Ana", "postcode_key": "BN29ZZ"}, Verdict.HELD),
        ({"given_name": "Ana"}, Verdict.DIFFERENT),  # the same home: a twin with a like name
        ({"given_name": "Emma"}, Verdict.DIFFERENT),  # twins
        ({"given_name": "Emma", "postcode_key": "BN29ZZ"}, Verdict.DIFFERENT),
        ({"born_on": date(1980, 1, 5)}, Verdict.DIFFERENT),
        ({"born_on": None}, Verdict.DIFFERENT),
        ({"family_name": "Anna", "given_name": "Okafor"}, Verdict.HELD),  # the wrong way round
    ],
)
def test_without_a_number_somebody_must_decide(change: dict[str, object], verdict: Verdict) -> None:
    assert compare(NAMELESS, replace(NAMELESS, **change)) is verdict  # type: ignore[arg-type]  # (what a test names)


PARTICULARS = st.builds(
    Particulars,
    st.sampled_from(["Okafor", "Okafr", "Ng", "Li", "Smith-Jones", "Smith Jones", "O'Neil"]),
    st.sampled_from([None, "Anna", "Ana", "A", "Emma"]),
    st.none(),
    st.sampled_from([None, date(1980, 5, 1), date(1980, 5, 2)]),
    st.sampled_from([None, "9990000018", "9990000026"]),
    st.sampled_from([None, "BN14GE", "BN29ZZ"]),
)


@given(PARTICULARS, PARTICULARS)
def test_the_order_of_two_people_does_not_matter(one: Particulars, two: Particulars) -> None:
    assert compare(one, two) is compare(two, one)
    assert matching(one, two) == matching(two, one)


@given(PARTICULARS, PARTICULARS)
def test_two_valid_numbers_that_differ_are_never_one_person(one: Particulars, two: Particulars) -> None:
    if one.nhs_number and two.nhs_number and one.nhs_number != two.nhs_number:
        assert compare(one, two) is Verdict.DIFFERENT
