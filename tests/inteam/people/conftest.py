"""Two local files side by side, for comparing what was done in one with what was not in the other."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inteam import application
from inteam.store.database import Database
from tests.conftest import KEY, MovableClock
from tests.inteam.people.samples import with_staff
from tests.stores import local_engine


@pytest.fixture
def local_pair(empty_file: Path, tmp_path: Path, now: MovableClock) -> Iterator[tuple[Database, Database]]:
    made = []
    for name in ("one.inteam", "two.inteam"):
        shutil.copy(empty_file, tmp_path / name)
        made.append(with_staff(Database(local_engine(tmp_path / name, KEY), now=now, hooks=application.hooks())))
    yield made[0], made[1]
    for database in made:
        database.close()
