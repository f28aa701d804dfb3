"""Finding people: one box, best first, with a reason; on both databases."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from inteam.access import Actor
from inteam.people import service, service_reach
from inteam.people.choices import DatePrecision
from inteam.people.model import Person, PersonToken, SearchWord
from inteam.people.near_words import distance
from inteam.people.nhs_number import strip
from inteam.people.search import Found, search
from inteam.people.search_index import Named, add_people, person_tokens, rebuild_search
from inteam.people.search_query import Query, parse
from inteam.store.base import require
from inteam.store.database import Database
from tests.inteam.people.samples import (
    LINK_WORKER,
    MARGARET,
    OTHER_WORKER,
    WITHOUT_FORMER_NAMES,
    WORKER,
    entry,
    register,
    with_staff,
)

PEOPLE = (
    MARGARET,
    entry("O’Néil-Smith", "Seán", born_on=date(1980, 5, 1), nhs_number="9990000026"),
    entry("Łukasiewicz", "Zofia"),
    entry("محمد", "علی"),
    entry("王", "小明"),
    entry("Ng", "Grace"),
    entry("Al-Sayed", "Farah", preferred_name="Fee"),
    entry("Smith", "Margaret", middle_names="Rose"),
    entry("शर्मा", "विद्या"),
)


def found(database: Database, text: str, *, actor: Actor = LINK_WORKER) -> Found:
    with database.read() as session:
        return search(session, text, actor=actor)


def families(database: Database, text: str, *, actor: Actor = LINK_WORKER) -> list[str]:
    return [match.family_name for match in found(database, text, actor=actor).matches]


def test_whatever_is_typed_of_a_name_finds_it(database: Database) -> None:
    register(database, *PEOPLE)
    for text, family in (
        ("pemb", "Pemberton"),
        ("PEMBERTON, Margaret", "Pemberton"),
        ("marg pem", "Pemberton"),
        ("oneil", "O’Néil-Smith"),
        ("o'neil smith", "O’Néil-Smith"),
        ("sean oneilsmith", "O’Néil-Smith"),
        ("lukas", "Łukasiewicz"),
        ("محمد", "محمد"),
        ("علي محمد", "محمد"),
        ("小明", "王"),
        ("王小明", "王"),
        ("王", "王"),
        ("ng", "Ng"),
        ("alsayed", "Al-Sayed"),
        ("fee", "Al-Sayed"),
        ("rose smith", "Smith"),
        ("विद्या", "शर्मा"),
    ):
        assert families(database, text)[:1] == [family], text


def test_one_typing_error_still_finds_also_while_typing(database: Database) -> None:
    register(database, *PEOPLE)
    for text in ("pembreton", "pemberon", "pembertonn", "pemnerton", "pembre", "pemne", "margaret pembreton"):
        assert families(database, text)[:1] == ["Pemberton"], text
    (match,) = found(database, "pembreton").matches
    assert match.reason == "Close spelling"


def test_two_errors_are_forgiven_in_a_long_name(database: Database) -> None:
    register(database, *PEOPLE)
    assert families(database, "lukashiewitcz")[:1] == ["Łukasiewicz"]


def test_an_exact_name_stands_before_a_near_one(database: Database) -> None:
    register(database, entry("Smyth", "Ann"), entry("Smith", "Zoe"), entry("Smith", "Ann"))
    matches = found(database, "smith ann").matches
    assert [(m.family_name, m.given_name) for m in matches] == [("Smith", "Ann"), ("Smyth", "Ann")]
    assert [m.reason for m in matches] == ["Family and given name", "Given name · Close spelling"]


def test_a_number_is_found_in_any_spacing_and_by_its_ends(database: Database) -> None:
    register(database, *PEOPLE)
    for text in ("9990000018", "999 000 0018", "999-000-0018", "99900000 18"):
        (match,) = found(database, text).matches
        assert (match.family_name, match.reason) == ("Pemberton", "NHS number")
    assert found(database, "0018").matches[0].reason == "NHS number ends so"
    assert families(database, "999 000") == ["O’Néil-Smith", "Pemberton"]


def test_a_birth_date_is_found_in_its_usual_forms(database: Database) -> None:
    register(database, *PEOPLE)
    for text in ("14-Mar-1957", "14/03/1957", "14.3.1957", "1957-03-14", "19570314", "14 mar 1957", "Mar-1957"):
        (match,) = found(database, text).matches
        assert (match.family_name, match.reason) == ("Pemberton", "Born 14-Mar-1957")


def test_a_name_with_a_birth_date_is_both(database: Database) -> None:
    register(database, MARGARET, replace(MARGARET, born_on=date(1960, 1, 2), nhs_number=None))
    (match,) = found(database, "pemberton 14/03/1957").matches
    assert match.reason == "Family name · Born 14-Mar-1957"
    assert families(database, "pemberton 1960") == ["Pemberton"]
    assert families(database, "pemberton 15/04/1957") == []


def test_a_birth_date_finds_one_of_very_many_of_a_name(database: Database) -> None:
    many = [entry("Smith", f"Aa{chr(97 + n % 26)}{chr(97 + n // 26)}", born_on=date(1950, 1, 1)) for n in range(90)]
    register(database, *many, entry("Smith", "Zoe", born_on=date(1968, 5, 16)))
    for text in ("smith 16/05/1968", "16 May 1968 smith", "smth 16/05/1968", "smith 1968", "smith 05/1968"):
        assert [match.given_name for match in found(database, text).matches] == ["Zoe"], text
    (match,) = found(database, "smth 16/05/1968").matches
    assert match.reason == "Close spelling · Born 16-May-1968"


@pytest.mark.parametrize(
    "typed", ["17/05/1968", "16/06/1968", "16/05/1969", "05/03/1986", "05/1969", "06/1968"], ids=str
)
def test_a_birth_date_with_one_mistake_finds_who_is_called_so(database: Database, typed: str) -> None:
    born = date(1986, 3, 5) if typed == "05/03/1986" else date(1968, 5, 16)
    register(database, entry("Smith", "Zoe", born_on=born), entry("Smith", "Amy", born_on=date(1933, 1, 30)))
    typed = "03/05/1986" if typed == "05/03/1986" else typed  # day and month swapped
    (match,) = found(database, f"zoe smith {typed}").matches
    assert (match.given_name, match.reason) == (
        "Zoe",
        f"Family and given name · Close birth date {born:%d-%b-%Y}",
    )
    assert families(database, "zoe smith 09/09/1999") == []


def test_a_person_known_by_the_year_of_birth_alone_is_found_with_a_whole_date(database: Database) -> None:
    register(database, entry("Smith", "Zoe", born_on=date(1968, 1, 1), dob_precision=DatePrecision.YEAR))
    assert families(database, "smith 16/05/1968") == ["Smith"]
    assert families(database, "smith 16/05/1969") == []


@pytest.mark.parametrize("typed", ["999 000 0027", "9990000126", "999 100 0026", "9909000026"])
def test_a_number_with_one_mistake_finds_its_person_and_says_so(database: Database, typed: str) -> None:
    register(database, *PEOPLE)
    matches = {match.family_name: match.reason for match in found(database, typed).matches}
    assert matches.get("O’Néil-Smith") == "Close NHS number 999 000 0026"
    assert families(database, f"sean {typed}") == ["O’Néil-Smith"]


def test_a_number_that_somebody_has_finds_nobody_else(database: Database) -> None:
    register(database, *PEOPLE)
    assert families(database, "999 000 0026") == ["O’Néil-Smith"]


@pytest.mark.parametrize("text", ["Mr Seán O'Neil-Smith", "dr oneil", "Mrs. Sean oneil"])
def test_a_title_that_is_typed_along_hides_nobody(database: Database, text: str) -> None:
    register(database, *PEOPLE)
    assert families(database, text) == ["O’Néil-Smith"]


def test_a_letter_that_is_missing_from_a_short_name_hides_nobody(database: Database) -> None:
    register(database, entry("James", "Jack"), entry("Test", "Cillian"))
    assert families(database, "james ack") == ["James"]
    assert families(database, "tst cillian") == ["Test"]


def test_a_postcode_is_found_in_any_spacing_alone_or_with_a_name(database: Database) -> None:
    person_id, _ = register(database, MARGARET, entry("Smith"))
    with database.write(LINK_WORKER) as work:
        service_reach.move_home(work, person_id, service_reach.AddressEntry(line1="1 Quay St", postcode="BN1 4GE"))
    for text in ("BN1 4GE", "bn14ge", "bn1", "pemb bn1 4ge"):
        (match,) = found(database, text).matches
        assert match.reason.endswith("Postcode BN1 4GE")
    assert families(database, "smith bn1 4ge") == []


def test_a_former_name_finds_only_for_those_who_may_see_it_and_is_never_printed(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.write(LINK_WORKER) as work:
        service.amend_person(work, person_id, 1, replace(MARGARET, family_name="Okafor"))
    (match,) = found(database, "pemberton").matches
    assert (match.family_name, match.reason) == ("Okafor", "Another name")
    assert found(database, "pemberton", actor=WITHOUT_FORMER_NAMES).matches == ()
    assert found(database, "margaret pemberton", actor=WITHOUT_FORMER_NAMES).matches == ()
    assert families(database, "okafor", actor=WITHOUT_FORMER_NAMES) == ["Okafor"]


def test_a_sensitive_person_is_found_by_name_only_by_their_worker(database: Database) -> None:
    with with_staff(database).write(LINK_WORKER) as work:
        person_id = service.register_person(work, MARGARET)
        service.set_confidentiality(work, person_id, 1, "sensitive")
        service.set_usual_worker(work, person_id, WORKER, reason="first")
    assert families(database, "pemberton") == ["Pemberton"]
    for text in ("pemberton", "pembreton", "14/03/1957", "0018"):
        assert found(database, text, actor=OTHER_WORKER).matches == (), text
    assert families(database, "999 000 0018", actor=OTHER_WORKER) == ["Pemberton"]


def test_a_restricted_record_shows_only_that_it_is_there_and_only_by_its_number(database: Database) -> None:
    with with_staff(database).write(LINK_WORKER) as work:
        person_id = service.register_person(work, MARGARET)
        service.set_confidentiality(work, person_id, 1, "restricted")
    assert found(database, "pemberton", actor=OTHER_WORKER).matches == ()
    (match,) = found(database, "9990000018", actor=OTHER_WORKER).matches
    assert match.locked
    assert (match.family_name, match.given_name, match.born_on) == ("", None, None)


def test_one_letter_is_not_yet_a_search(database: Database) -> None:
    register(database, *PEOPLE)
    assert found(database, "p").hint == "search_one_letter"
    assert found(database, "  ").hint == "search_empty"
    assert found(database, "pe").hint is None


def test_people_of_one_name_are_marked(database: Database) -> None:
    register(database, entry("Smith", "John"), entry("SMITH", "john"), entry("Smith", "Joan"))
    matches = found(database, "smith").matches
    assert [(m.given_name, m.same_name) for m in matches] == [("Joan", False), ("John", True), ("john", True)] or [
        (m.given_name, m.same_name) for m in matches
    ] == [("Joan", False), ("john", True), ("John", True)]


def test_a_withdrawn_person_is_not_found(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.write(LINK_WORKER) as work:
        person = require(work.session, Person, person_id)
        person.withdrawn_at, person.withdrawn_by, person.withdrawn_reason = work.now, WORKER, "mistake"
    assert found(database, "pemberton").matches == ()
    assert found(database, "9990000018").matches == ()


def test_all_words_can_be_made_again(database: Database) -> None:
    register(database, *PEOPLE)
    before = [families(database, text) for text in ("pemb", "oneil", "pembreton", "王")]
    with database.write(LINK_WORKER) as work:
        assert rebuild_search(work) == len(PEOPLE)
    assert [families(database, text) for text in ("pemb", "oneil", "pembreton", "王")] == before


def test_an_import_adds_the_same_words_as_a_save(database: Database) -> None:
    ids = register(database, *PEOPLE)
    with database.write(LINK_WORKER) as work:
        connection = work.session.connection()
        tables = (PersonToken.__table__, SearchWord.__table__)
        kept = [set(connection.execute(select(table)).all()) for table in tables]
        for table in tables:
            connection.execute(delete(table))  # type: ignore[arg-type]  # (a table, never a join)
        given = [
            Named(id_, p.family_name, p.given_name, p.middle_names, p.preferred_name, strip(p.nhs_number or "") or None)
            for id_, p in zip(ids, PEOPLE, strict=True)
        ]
        add_people(connection, given)
        assert [set(connection.execute(select(table)).all()) for table in tables] == kept


def test_ranking_and_reasons_do_not_change_with_who_was_registered_first(database: Database) -> None:
    register(database, *reversed(PEOPLE))
    assert families(database, "margaret") == ["Pemberton", "Smith"]


# --- what was typed, taken apart


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("smith", Query(("smith",))),
        ("smith 14/03/1957", Query(("smith",), "", (date(1957, 3, 14), date(1957, 3, 14)))),
        ("999 000 0018", Query((), "9990000018")),
        ("smith 1957", Query(("smith",), "1957")),
        ("bn1 4ge", Query((), "", None, "BN14GE")),
        ("April Jones", Query(("april", "jones"))),
        ("14 03 1957", Query((), "", (date(1957, 3, 14), date(1957, 3, 14)))),
        ("12", Query()),
        ("", Query()),
        ("14/1957", Query()),
    ],
)
def test_a_text_is_taken_apart(text: str, query: Query) -> None:
    assert parse(text) == query


@given(st.text(max_size=300))
def test_any_text_can_be_taken_apart(text: str) -> None:
    query = parse(text)
    assert len(query.words) <= 4
    assert query.number == "" or query.number.isascii()


@pytest.mark.parametrize(
    ("typed", "word", "wrong"),
    [("pembreton", "pemberton", 1), ("pembre", "pemberton", 1), ("pemb", "pemberton", 0), ("jon", "john", 1)],
)
def test_the_letters_wrong_are_counted_up_to_where_was_typed(typed: str, word: str, wrong: int) -> None:
    assert distance(typed, word) == wrong


def test_a_person_has_each_word_once_for_each_name() -> None:
    rows = person_tokens(Named(UUID(int=1), "Smith-Smith", "Ann", "Ann", "Ann"))
    assert [(row["kind"], row["token"]) for row in rows] == [
        ("family", "smith"),
        ("given", "ann"),
        ("preferred", "ann"),
    ]
