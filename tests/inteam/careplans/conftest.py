"""The neighbourhood of the tests of plans."""

import pytest

from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)
