"""A filtered page is read along one of several ways; which of them is a matter of speed alone."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from inteam.caseload import queries
from inteam.caseload.rules import Column, Filters, RiskRank
from inteam.people.model import Risk
from inteam.store.database import Database
from inteam.store.reads import TooLongError, at_most
from tests.inteam.careplans.people import Neighbourhood, a_case, a_person, neighbourhood

TODAY = date(2026, 11, 19)
FILTERS = (
    Filters(risks=(int(RiskRank.NOT_ASSESSED),)),
    Filters(pathways=("social_prescribing",)),
    Filters(no_contact_for=30),
    Filters(overdue=True),
    Filters(text="sam person1"),
    Filters(text="person07"),
    Filters(text="999"),
)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    made = neighbourhood(database)
    with database.write(made.actor) as work:
        for number in range(30):
            person = a_person(work, f"Person{number:02}", "Sam", born_on=TODAY - timedelta(days=9000 + number % 7))
            a_case(work, person, made.team, made.priya)
            if number % 3 == 0:
                work.session.add(Risk(person_id=person.id, title="Falls", level="high", raised_on=TODAY))
    return made


def pages(database: Database, near: Neighbourhood) -> list[list[UUID]]:
    with database.read() as session:
        return [
            [
                row.case_id
                for row in queries.caseload(
                    session, near.actor, filters, today=TODAY, sort=Column.BORN, descending=down, limit=20
                )
            ]
            for filters in FILTERS
            for down in (False, True)
        ]


def test_every_way_gives_the_same_rows(
    database: Database, near: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = pages(database, near)
    monkeypatch.setattr(queries, "FEW", -1)
    along = pages(database, near)
    monkeypatch.setattr(queries, "STEPS", 1)
    whole = pages(database, near)
    monkeypatch.setattr(queries, "LARGE", -1)
    of_very_many = pages(database, near)
    assert few == along == whole == of_very_many
    assert len(few[2]) == 20
    assert [len(page) for page in few[8:]] == [10, 10, 1, 1, 0, 0]


def test_a_read_that_takes_too_long_is_given_up(local_database: Database) -> None:
    rows = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000) SELECT count(*) FROM n"
    with local_database.read() as session:
        with pytest.raises(TooLongError), at_most(session, 100):
            session.scalar(text(rows))
        with at_most(session, 1_000_000):
            assert session.scalar(text(rows)) == 1000
        assert session.scalar(text(rows)) == 1000
