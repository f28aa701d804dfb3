"""The program on a demo file of its own, shown, with somebody in front of it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from pytestqt.qtbot import QtBot

from inteam import clock, commands
from tests.conftest import NOW
from tests.journeys.desk import Desk
from tests.ui import program as running
from ui.app.start import Program
from ui.widgets import theme

PEOPLE = 60


class Watch:
    """Names every part of the window that took the keyboard as a window of its own; dialogs and menus may."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def look(self, now: QWindow | None) -> None:
        """The keyboard went to a window."""
        if now is not None and now.type() == Qt.WindowType.Window and now.objectName() != "windowWindow":
            self.seen.append(now.objectName())


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
def begin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[], Program]]:
    """Start the program, with nothing open yet."""
    started = []
    watch = Watch()
    application = QGuiApplication.instance()
    application.focusWindowChanged.connect(watch.look)  # type: ignore[union-attr]  # (it is there)

    def start() -> Program:
        program = running.start(monkeypatch, tmp_path)
        started.append(program)
        theme.current.motion = False
        program.session._now = clock.fixed(NOW)
        program.window.resize(1440, 900)  # as designed; the screen of these tests is smaller
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        return program

    yield start
    for program in started:
        running.end(program, qtbot)
    application.focusWindowChanged.disconnect(watch.look)  # type: ignore[union-attr]  # (it is there)
    assert watch.seen == [], "these flashed up as windows of their own and took the keyboard away"


@pytest.fixture
def sit_down(begin: Callable[[], Program], file: Path, qtbot: QtBot) -> Callable[[], Desk]:
    """Start the program on the file and wait until Today is there."""

    def sit() -> Desk:
        program = begin()
        program.open(file)
        desk = Desk(program.window, qtbot)
        desk.finds("My list", "All changes saved")
        return desk

    return sit


@pytest.fixture
def first_time(begin: Callable[[], Program], qtbot: QtBot) -> Callable[[], Desk]:
    """Start the program where nothing has ever been opened."""

    def sit() -> Desk:
        program = begin()
        program.first_run()
        return Desk(program.window, qtbot)

    return sit
