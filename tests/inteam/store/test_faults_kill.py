"""`kill -9` at any moment of a save, an import, a migration: five moments each; fifty in tests/real."""

from pathlib import Path

import pytest

from tests import killing, local_files
from tests.killing import Death
from tests.local_files import Sample

TIMES = 5


def inside(deaths: list[Death]) -> int:
    return sum(death.inside for death in deaths)


@pytest.fixture(scope="module")
def neighbourhood(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return local_files.make_neighbourhood(tmp_path_factory.mktemp("demo") / "team.inteam")


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return local_files.make_older_with_words(tmp_path_factory.mktemp("older") / "team.inteam", "0001", "before")


def test_killed_while_saving_no_acknowledged_save_is_lost(neighbourhood: Sample, tmp_path: Path) -> None:
    deaths = killing.saves(neighbourhood, tmp_path, TIMES)
    assert inside(deaths) >= 1


def test_killed_while_bringing_a_file_up_it_is_the_old_one_or_the_new_one(older: Sample, tmp_path: Path) -> None:
    deaths = killing.migrations(older, tmp_path, TIMES)
    assert inside(deaths) >= 1


def test_killed_while_importing_nothing_is_there_or_all_of_it(original: Sample, tmp_path: Path) -> None:
    source = local_files.write_people(tmp_path / "people.csv", 300)
    deaths = killing.imports(original, source, tmp_path, TIMES)
    assert inside(deaths) >= 1
