import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import resources
from inteam import application, clock, demo
from inteam.access import PROGRAM, Actor, Role
from inteam.caseload.my_list import my_list
from inteam.organisations import people_here
from inteam.store import connection as driver
from inteam.store.database import Database
from inteam.store.prepared import FILE, First, GoneError
from tests import first_reads
from tests.conftest import KEY
from tests.stores import local_engine, make_tables

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo.inteam"


@pytest.fixture(scope="module")
def neighbours(path: Path) -> Iterator[Database]:
    engine = local_engine(path, KEY)
    make_tables(engine)
    database = Database(engine, now=clock.fixed(NOW), hooks=application.hooks())
    demo.fill(database, people=60, now=NOW, seed=0)
    yield database
    database.close()


@pytest.fixture
def first(neighbours: Database, path: Path) -> Iterator[First]:
    """The same file over a connection of the driver alone."""
    assert not neighbours.shared
    one = First(driver.read_only(driver.connect(path, bytearray(KEY))))
    yield one
    one.close()


def test_the_file_says_what_the_reads_say() -> None:
    assert resources.text(FILE) == first_reads.wanted(), "run: make first-reads"


def test_every_prepared_read_is_the_read_of_its_name() -> None:
    for one in first_reads.KEPT:
        assert first_reads.read_of(one).name == one.name
    assert {one.name for one in first_reads.KEPT} == set(json.loads(resources.text(FILE)))


def test_the_first_list_is_the_list_for_everybody_on_the_team(neighbours: Database, first: First) -> None:
    on = clock.day(NOW)
    with neighbours.read() as session:
        staff = people_here.staff_list(session, on=on)
        assert people_here.staff_list(first, on=on) == staff
        assert people_here.covering(first, on=on) == people_here.covering(session, on=on)
        lines = 0
        for one in staff:
            actor = Actor(one.id, Role(one.role))
            assert people_here.memberships(first, on=on, staff_id=one.id) == people_here.memberships(
                session, on=on, staff_id=one.id
            )
            mine = my_list(session, actor, NOW)
            assert my_list(first, actor, NOW) == mine
            lines += len(mine)
    assert lines > len(staff)


def test_what_was_not_prepared_is_left_to_the_database(first: First) -> None:
    with pytest.raises(GoneError):
        my_list(first, PROGRAM, NOW, whole_team=True)


def test_after_it_is_closed_a_first_read_says_so(first: First) -> None:
    first.close()
    with pytest.raises(GoneError):
        my_list(first, PROGRAM, NOW)
