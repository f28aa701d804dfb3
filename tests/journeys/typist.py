"""A process of its own, with somebody at the keyboard who is in the middle of a sentence: killed by a journey.

Called as: python -m tests.journeys.typist FILE PREFERENCES PLACE WORDS. Types the words there, waits for the pause in
which they are kept, says "kept", and goes on typing until it is killed. PLACE: contact, plan or meeting.
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
from tests.journeys.work import Somebody
from ui.app import preferences
from ui.app.preferences import Preferences
from ui.app.start import Program

TICK_MS = 10
KEPT_MS = 2_000  # more than the pause after which everything that was typed has been sent
UNSIGNED = "She would like to sleep on it"
PEMBERTON = Somebody("Pemberton", "Margaret", "9990000018", "14-Mar-1957")


class Waiting:
    """pytest-qt's way of waiting, without pytest."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 60_000) -> None:  # noqa: N802 (Qt's form)
        """Run the event loop until callback is true."""
        end = time.monotonic() + timeout / 1000
        while not callback():
            if time.monotonic() > end:
                raise TimeoutError
            QTest.qWait(TICK_MS)


def contact(desk: Desk) -> None:
    """The note of a contact that is being logged."""
    work.open_somebody(desk, "999 000 0018", "PEMBERTON, Margaret")
    desk.press("Ctrl+L")
    desk.finds("Save contact")


def plan(desk: Desk) -> None:
    """The first need of the draft of a care plan, after its sign-off; a signed one is taken up again first."""
    work.open_somebody(desk, "999 000 0018", "PEMBERTON, Margaret")
    desk.press("Alt+3")
    desk.finds("Need 1")
    if desk.sees("Start the next version"):
        work.tab_to(desk, "Start the next version")
        desk.press("Space")
        desk.finds("Go to sign-off")
    desk.press("Ctrl+Return")
    work.tab_to(desk, "Why the person has not agreed")
    desk.write(UNSIGNED)
    for _ in range(4):
        desk.press("Alt+PgUp")
    work.tab_to(desk, "Need 1")
    desk.press("End")


def meeting(desk: Desk) -> None:
    """The notes of a meeting that is in progress; it is planned and begun the first time."""
    desk.press("Ctrl+4")
    desk.finds("Minutes in draft")
    if desk.sees("Meeting in progress"):
        desk.until(lambda: desk.focus_name() == "MDT meetings", "the list has not the keyboard")
        desk.press("Down", "Return")  # after the one whose minutes are to be agreed
    else:
        work.plan_meeting(desk, PEMBERTON)
        work.tab_to(desk, "Begin meeting")
        desk.press("Space")
    desk.finds("Time on this item", work.QUESTION)
    desk.press("Alt+N", "Ctrl+End")
    desk.until(lambda: desk.focus_name() == "Discussion", "the focus is not in the notes")


PLACES: dict[str, Callable[[Desk], None]] = {"contact": contact, "plan": plan, "meeting": meeting}


def main(file: Path, kept: Path, place: str, words: str) -> None:
    """Opens the file, goes to the place and is typing there when it is killed."""
    preferences.place = lambda: kept
    program = Program(Preferences(motion=False), now=clock.fixed(NOW))
    program.show()
    program.window.resize(1440, 900)
    program.window.activateWindow()
    program.open(file)
    desk = Desk(program.window, Waiting())
    desk.finds("My list", "All changes saved")
    PLACES[place](desk)
    desk.write(words)
    QTest.qWait(KEPT_MS)
    Waiting().waitUntil(lambda: program.background.idle)
    sys.stdout.write("kept\n")
    sys.stdout.flush()
    while True:
        desk.write(" and")
        QTest.qWait(TICK_MS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4])
