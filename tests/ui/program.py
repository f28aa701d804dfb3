"""The whole program in a test: window, session and a file of its own, with preferences of its own."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.app import failure, preferences
from ui.app.preferences import Preferences
from ui.app.start import Program


def start(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Program:
    """The program as it stands before any file is open; the fixture that calls it ends with `end`."""
    monkeypatch.setattr(preferences, "place", lambda: folder / "preferences.json")
    monkeypatch.setattr(failure, "install", lambda: None)  # a defect ends the test, not in a box
    program = Program(Preferences(motion=False))
    program.show()
    return program


def end(program: Program, qtbot: QtBot) -> None:
    """Lets go of the file and of the threads."""
    qtbot.waitUntil(lambda: program.background.idle)
    program.lock.stop()
    program.session.close()
    program.background.stop()
    program.window.close()
    program.window.deleteLater()
