"""Who is the same person, who is held, who is new (decision 21)."""

from datetime import date

import pytest

from inteam.access import Actor
from inteam.exchange import queries
from inteam.exchange.model import HeldRow
from inteam.people.model import (
    Address,
    Person,
    PersonName,
)
from inteam.store.database import Database
from tests.inteam.exchange.conftest import SAMPLES, TODAY
from tests.inteam.exchange.stored import Take, Write, counts, people, rows


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
