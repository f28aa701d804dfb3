"""Rows that wait are decided; imports are undone as a whole."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from inteam.access import Actor
from inteam.errors import ConflictError
from inteam.exchange import deciding, queries, service, undoing
from inteam.exchange.deciding import Choice
from inteam.exchange.report import Report
from inteam.people.model import AccessNeed, ContactPoint, Person
from inteam.people.search import search
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import MovableClock
from tests.inteam.exchange.conftest import SAMPLES, TODAY
from tests.inteam.exchange.stored import everything, people, rows

Take = Callable[..., Report]
Write = Callable[..., Path]
FIRST, SECOND = "9990000018,Ada,Okoro,14-Mar-1957,M1 1AE", ",Adah,Okoro,14-Mar-1957,M2 2BB"


@pytest.fixture
def held(database: Database, write: Write, take: Take) -> UUID:
    """A row that waits, of somebody who is nearly Ada Okoro."""
    take(write(FIRST))
    take(write(SECOND, name="later.csv"))
    with database.read() as session:
        (row,) = queries.waiting(session)
        return row.id


def decide(database: Database, actor: Actor, held_id: UUID, choice: Choice) -> UUID:
    with database.write(actor) as work:
        return deciding.decide(work, held_id, choice)


def test_the_same_person_keeps_what_is_ours(database: Database, actor: Actor, held: UUID) -> None:
    decide(database, actor, held, Choice.SAME_KEEP)
    assert [(person.given_name, person.version) for person in people(database)] == [("Ada", 1)]


def test_the_same_person_takes_new_values(database: Database, actor: Actor, held: UUID) -> None:
    decide(database, actor, held, Choice.SAME_UPDATE)
    assert [person.given_name for person in people(database)] == ["Adah"]


def test_different_people_are_two(database: Database, actor: Actor, held: UUID) -> None:
    made = decide(database, actor, held, Choice.DIFFERENT)
    assert sorted(person.given_name or "" for person in people(database)) == ["Ada", "Adah"]
    with database.read() as session:
        assert [match.person_id for match in search(session, "adah", actor=actor).matches][:1] == [made]


@pytest.mark.parametrize("choice", list(Choice))
def test_a_decided_row_never_waits_again(
    database: Database, actor: Actor, held: UUID, write: Write, take: Take, choice: Choice
) -> None:
    decide(database, actor, held, choice)
    before = everything(database)
    report = take(write(SECOND, name="again.csv"))
    assert (len(report.held), report.unchanged) == (0, 1)
    assert everything(database) == before
    with pytest.raises(ConflictError):
        decide(database, actor, held, choice)


@pytest.mark.parametrize("choice", list(Choice))
def test_a_decision_can_be_undone(database: Database, actor: Actor, held: UUID, choice: Choice) -> None:
    with database.write(actor) as work:
        deciding.decide(work, held, choice)
    with database.write(actor) as undo:
        restore(undo, work.changes)
    assert [person.given_name for person in people(database)] == ["Ada"]
    with database.read() as session:
        assert [row.id for row in queries.waiting(session)] == [held]


def test_a_second_person_under_a_verified_number_is_marked_as_a_conflict(
    database: Database, actor: Actor, write: Write, take: Take
) -> None:
    header = "NHS Number,NHS Number Status,Surname,Date of Birth\n"
    take(write("9990000018,01,Okoro,14-Mar-1957", header=header))
    take(write("9990000018,01,Young,15-Mar-1958", name="later.csv", header=header))
    with database.read() as session:
        (row,) = queries.waiting(session)
    decide(database, actor, row.id, Choice.DIFFERENT)
    assert {person.family_name: person.nhs_number_status for person in people(database)} == {
        "Okoro": "01",
        "Young": "05",
    }


def test_rows_decided_before_the_import_do_not_wait(database: Database, write: Write, take: Take, check: Take) -> None:
    path = write(FIRST, SECOND)
    (held,) = check(path).held
    assert held.candidate is not None
    assert (held.candidate.row, held.candidate.given_name) == (2, "Ada")
    report = take(path, decisions={held.incoming.fingerprint: Choice.DIFFERENT})
    assert (report.created, report.held) == (2, [])
    with database.read() as session:
        assert queries.waiting(session) == []
        assert service.waiting_rows(session) == []


def undo(database: Database, actor: Actor, batch_id: UUID | None) -> undoing.Undone:
    assert batch_id is not None
    with database.write(actor) as work:
        return undoing.undo_import(work, batch_id)


def test_an_undone_import_leaves_nobody_and_can_be_made_again(database: Database, actor: Actor, take: Take) -> None:
    report = take(SAMPLES / "emis.csv")
    assert undo(database, actor, report.batch_id) == undoing.Undone(4, 0)
    assert people(database) == []
    assert rows(database, ContactPoint) == []
    with database.read() as session:
        assert search(session, "okoro", actor=actor).matches == ()
    assert take(SAMPLES / "emis.csv").created == 4


def test_undo_puts_back_what_an_import_changed(database: Database, actor: Actor, write: Write, take: Take) -> None:
    take(write(FIRST))
    report = take(write("9990000018,Ada,Smith,14-Mar-1957,M9 9XX", name="later.csv"))
    undo(database, actor, report.batch_id)
    (person,) = people(database)
    assert (person.family_name, person.sort_key, person.born_on) == ("Okoro", "okoro ada", date(1957, 3, 14))
    with database.read() as session:
        assert [row.person_id for row in search(session, "okoro", actor=actor).matches] == [person.id]


def test_people_with_whom_somebody_has_worked_stay(
    database: Database, actor: Actor, take: Take, now: MovableClock
) -> None:
    report = take(SAMPLES / "emis.csv")
    now.now += timedelta(hours=1)
    with database.write(actor) as work:
        okoro = work.session.scalars(select(Person).where(Person.family_name == "Okoro")).one()
        work.session.add(
            AccessNeed(person_id=okoro.id, category="information_format", need_code="braille", recorded_on=TODAY)
        )
    assert undo(database, actor, report.batch_id) == undoing.Undone(3, 1)
    assert [person.family_name for person in people(database)] == ["Okoro"]
    assert [row.person_id for row in rows(database, ContactPoint)] == [okoro.id]


def test_an_import_is_undone_once_and_not_after_thirty_days(
    database: Database, actor: Actor, take: Take, now: MovableClock
) -> None:
    report = take(SAMPLES / "emis.csv")
    now.now += timedelta(days=31)
    with pytest.raises(ConflictError) as refused:
        undo(database, actor, report.batch_id)
    assert refused.value.problems == {"": "import_too_old"}
    now.now -= timedelta(days=31)
    undo(database, actor, report.batch_id)
    with pytest.raises(ConflictError) as refused:
        undo(database, actor, report.batch_id)
    assert refused.value.problems == {"": "import_undone"}
