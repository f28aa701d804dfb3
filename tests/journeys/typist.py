"""A process of its own, with somebody at the keyboard who is in the middle of a sentence: killed by a journey.

Called as: python -m tests.journeys.typist FILE PREFERENCES WORDS. Says "kept" once the window says so, and goes on.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from inteam import clock
from tests.conftest import NOW
from tests.journeys import work
from tests.journeys.desk import Desk
from ui.app import preferences
from ui.app.preferences import Preferences
from ui.app.start import Program

TICK_MS = 10


class Waiting:
    """pytest-qt's way of waiting, without pytest."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 60_000) -> None:  # noqa: N802 (Qt's form)
        """Run the event loop until callback is true."""
        end = time.monotonic() + timeout / 1000
        while not callback():
            if time.monotonic() > end:
                raise TimeoutError
            QTest.qWait(TICK_MS)


def main(file: Path, kept: Path, words: str) -> None:
    """Opens the file, logs a contact and stops in the middle of it."""
    preferences.place = lambda: kept
    program = Program(Preferences(motion=False), now=clock.fixed(NOW))
    program.show()
    program.window.resize(1440, 900)
    program.window.activateWindow()
    program.open(file)
    desk = Desk(program.window, Waiting())
    desk.finds("My list", "All changes saved")
    work.open_somebody(desk, "999 000 0018", "PEMBERTON, Margaret")
    desk.press("Ctrl+L")
    desk.finds("Save contact")
    desk.write(words)
    desk.finds("Draft saved")
    sys.stdout.write("kept\n")
    sys.stdout.flush()
    program.application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
