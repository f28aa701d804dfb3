"""A local file to open, break and change."""

from pathlib import Path

import pytest

from tests import local_files
from tests.local_files import Sample


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return local_files.make(tmp_path_factory.mktemp("original") / "team.inteam")


@pytest.fixture
def sample(original: Sample, tmp_path: Path) -> Sample:
    """A rehearsal file of the test's own."""
    return original.copy(tmp_path / "team.inteam")
