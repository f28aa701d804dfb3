"""The program on a demo file of its own, shown, with somebody in front of it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inteam import clock, commands
from tests.conftest import NOW
from tests.journeys.desk import Desk
from tests.ui import program as running
from ui.widgets import theme

PEOPLE = 60


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo neighbourhood, made by the command."""
    path = tmp_path_factory.mktemp("demo") / "harbour-vale.inteam"
    assert commands.main(["create", str(path), "--demo", str(PEOPLE), "--as-of", "2026-11-19", "--seed", "1"]) == 0
    return path


@pytest.fixture
def file(demo_file: Path, tmp_path: Path) -> Path:
    """A copy of the demo, for this test alone."""
    for part in demo_file.parent.iterdir():
        if not part.name.endswith(".lock"):
            shutil.copy(part, tmp_path / part.name)
    return tmp_path / demo_file.name


@pytest.fixture
def sit_down(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path, qtbot: QtBot) -> Iterator[Callable[[], Desk]]:
    """Start the program on the file and wait until Today is there."""
    started = []

    def sit() -> Desk:
        program = running.start(monkeypatch, tmp_path)
        started.append(program)
        theme.current.motion = False
        program.session._now = clock.fixed(NOW)
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        program.open(file)
        desk = Desk(program.window, qtbot)
        desk.finds("My list", "All changes saved")
        return desk

    yield sit
    for program in started:
        running.end(program, qtbot)
