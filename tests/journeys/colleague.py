"""A program of its own on the shared database: a colleague rewords the need that somebody else has open.

Called as: python -m tests.journeys.colleague ADDRESS PREFERENCES NAME WORDS. Says "saved" once the window says so.
"""

import sys
from pathlib import Path

from inteam import clock
from tests.conftest import NOW
from tests.journeys import work
from tests.journeys.desk import Desk
from tests.journeys.typist import Waiting
from ui.app import preferences
from ui.app.preferences import Preferences
from ui.app.start import Program


def sign_in(desk: Desk, name: str) -> None:
    """The password, then who I am."""
    desk.finds("Sign in", "Password")
    desk.until(lambda: desk.focus_name() == "Password", "the focus is not where the password is typed")
    desk.write("any")
    desk.press("Return")
    desk.finds("Who are you?")
    desk.until(lambda: desk.focus_name() == "Find your name", "the focus is not where the name is typed")
    desk.write(name)
    desk.press("Return")
    desk.no_longer_sees("Who are you?")
    desk.finds("My list")


def open_need(desk: Desk) -> None:
    """The form of Margaret's need, its words chosen."""
    work.open_somebody(desk, "999 000 0018", "PEMBERTON, Margaret")
    desk.press("Alt+1")
    work.tab_to(desk, "Needs, goals and actions")
    desk.press("Home", "Return")
    desk.finds("The need, in the person's words")
    desk.press("Ctrl+A")


def main(address: str, kept: Path, name: str, words: str) -> None:
    """Signs in, rewords the need and saves."""
    preferences.place = lambda: kept
    program = Program(Preferences(motion=False), now=clock.fixed(NOW))
    program.show()
    program.window.resize(1440, 900)
    program.window.activateWindow()
    program.ask_server(address)
    desk = Desk(program.window, Waiting())
    sign_in(desk, name)
    open_need(desk)
    desk.write(words)
    desk.press("Ctrl+Return")
    desk.finds("Need saved")
    sys.stdout.write("saved\n")
    sys.stdout.flush()
    program.end()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4])
