"""A neighbourhood with referrals, and the window on it."""

import pytest

from inteam.store.database import Database
from tests.inteam.referrals.samples import Neighbourhood, neighbourhood
from ui.app.background import Background
from ui.app.window import Window


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


@pytest.fixture
def window(near: Neighbourhood, background: Background, shell: Window) -> Window:
    background.become(near.actor)
    return shell
