"""Priya's window and Tom's, on one person's record."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from inteam.store.database import Database
from tests.ui.person.two_windows import TwoWindows, a_record


@pytest.fixture
def margaret(local_database: Database) -> UUID:
    return a_record(local_database)


@pytest.fixture
def two(local_database: Database, margaret: UUID, qtbot: QtBot) -> Iterator[TwoWindows]:
    made = TwoWindows(local_database, margaret, qtbot)
    yield made
    made.end()
