"""`kill -9` at fifty moments each of a save, an import and a migration; at least ten of them inside the write."""

from pathlib import Path

import pytest

from tests import killing, local_files
from tests.killing import Death
from tests.local_files import Sample

TIMES, INSIDE = 50, 10


def inside(deaths: list[Death]) -> int:
    return sum(death.inside for death in deaths)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return local_files.make(tmp_path_factory.mktemp("original") / "team.inteam")


def test_fifty_deaths_while_saving_lose_no_acknowledged_save(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    neighbourhood = local_files.make_neighbourhood(tmp_path_factory.mktemp("demo") / "team.inteam", 200)
    deaths = killing.saves(neighbourhood, tmp_path, TIMES)
    assert inside(deaths) >= INSIDE


def test_fifty_deaths_while_bringing_a_file_up_leave_the_old_one_or_the_new_one(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    older = local_files.make_older_with_words(tmp_path_factory.mktemp("older") / "team.inteam", "0001", "before")
    deaths = killing.migrations(older, tmp_path, TIMES)
    assert inside(deaths) >= INSIDE


def test_fifty_deaths_while_importing_leave_nothing_or_all_of_it(original: Sample, tmp_path: Path) -> None:
    source = local_files.write_people(tmp_path / "people.csv", 600)
    deaths = killing.imports(original, source, tmp_path, TIMES)
    assert inside(deaths) >= INSIDE
