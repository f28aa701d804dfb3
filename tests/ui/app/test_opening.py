from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event, current_thread
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from inteam import clock
from inteam.access import PROGRAM
from inteam.errors import InteamError, StoreError
from inteam.store.database import Database
from inteam.store.prepared import First, GoneError
from ui.app.background import Background

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)


class Connection:
    """Answers every question with one row."""

    def __init__(self) -> None:
        self.closed = False

    def execute(self, _sql: str, _values: list[Any]) -> "Connection":
        return self

    def fetchall(self) -> list[tuple[int]]:
        return [(1,)]

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def first() -> First:
    return First(Connection())


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background(None, PROGRAM)
    yield made
    made.stop()


def never(error: InteamError) -> None:
    raise AssertionError(error)


def at_once(one: Any) -> str:
    return "first" if isinstance(one, First) else "database"


def rows_of(one: Any) -> str:
    if isinstance(one, First):
        one.rows("SELECT 1", [])
        return "first"
    return "database"


def test_what_may_be_read_at_once_does_not_wait_for_the_database(
    background: Background, first: First, local_database: Database, qtbot: QtBot
) -> None:
    gate, answers = Event(), list[str]()

    def make() -> Database:
        assert gate.wait(10)
        return local_database

    background.expect(first, clock.fixed(NOW), make, never)
    assert background.connected
    assert background.now() == NOW
    background.read(background, rows_of, answers.append, never, at_once=True)
    background.read(background, at_once, answers.append, never)
    qtbot.waitUntil(lambda: answers == ["first"])
    gate.set()
    qtbot.waitUntil(lambda: answers == ["first", "database"])


def test_the_database_is_made_in_a_thread_of_its_own(
    background: Background, first: First, local_database: Database, qtbot: QtBot
) -> None:
    made_in: list[str] = []

    def make() -> Database:
        made_in.append(current_thread().name)
        return local_database

    background.expect(first, clock.fixed(NOW), make, never)
    answers: list[str] = []
    background.read(background, at_once, answers.append, never)
    qtbot.waitUntil(lambda: answers == ["database"])
    assert made_in == ["opening"]


def test_a_first_read_that_comes_too_late_is_asked_of_the_database(
    background: Background, first: First, local_database: Database, qtbot: QtBot
) -> None:
    first.close()
    answers: list[str] = []
    background.expect(first, clock.fixed(NOW), lambda: local_database, never)
    background.read(background, rows_of, answers.append, never, at_once=True)
    qtbot.waitUntil(lambda: answers == ["database"])


def test_whoever_waits_is_told_why_the_database_cannot_be_made(
    background: Background, first: First, qtbot: QtBot
) -> None:
    told: list[str] = []

    def make() -> Database:
        raise StoreError("damaged")

    background.expect(first, clock.fixed(NOW), make, lambda error: told.append(f"session {error.problems['']}"))
    background.read(
        background, at_once, lambda _answer: told.append("answered"), lambda error: told.append(str(error.problems[""]))
    )
    qtbot.waitUntil(lambda: sorted(told) == ["damaged", "session damaged"])
    assert background.disconnect_database() is None


def test_locking_while_it_is_made_waits_for_it(background: Background, first: First, local_database: Database) -> None:
    background.expect(first, clock.fixed(NOW), lambda: local_database, never)
    assert background.disconnect_database() is local_database
    assert not background.connected


def test_closing_a_first_connection_closes_it_once() -> None:
    connection = Connection()
    one = First(connection)
    assert one.rows("SELECT 1", []) == [(1,)]
    one.close()
    one.close()
    assert connection.closed
    with pytest.raises(GoneError):
        one.rows("SELECT 1", [])
