"""Two people change the same words: the second is told, and neither's words are gone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests import shared_team
from tests.journeys import colleague, work
from tests.journeys.desk import Desk
from ui.app.start import Program
from ui.app.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus without a screen

MINE, THEIRS = "She wants the garden back.", "She wants to see her sister."


def test_the_second_save_is_told_and_both_texts_are_kept(sit_down: Callable[[], Desk], qtbot: QtBot) -> None:
    first = sit_down()
    second = beside(first, qtbot)
    for desk in (first, second):
        in_front(desk, qtbot)
        work.open_somebody(desk, "999 000 0018", "PEMBERTON, Margaret")
        desk.press("Alt+1")
        work.tab_to(desk, "Needs, goals and actions")
        desk.press("Down", "Home", "Return")
        desk.finds("The need, in the person's words")
        desk.press("Ctrl+A")
    in_front(first, qtbot)
    first.write(THEIRS)
    first.press("Ctrl+Return")
    first.finds("Need saved", THEIRS)
    in_front(second, qtbot)
    second.write(MINE)
    second.press("Ctrl+Return")
    second.finds("You changed this need in another window", MINE, THEIRS)
    second.press("Escape")
    second.finds("Draft saved", MINE)
    second.press("Escape")
    second.finds("Draft kept", THEIRS)
    work.tab_to(second, "Needs, goals and actions")
    second.press("Home", "Return")
    second.finds("and did not save it.", THEIRS)
    work.tab_to(second, "Use that draft")
    second.press("Space")
    second.finds(MINE)
    second.press("Ctrl+Return")
    second.finds("You changed this need in another window")
    second.press("Ctrl+Return")
    second.finds("Need saved", f"{MINE}\n{THEIRS}")


def test_two_programs_on_one_server_compare_and_keep_both_texts(
    begin: Callable[[], Program], server: str, qtbot: QtBot, tmp_path: Path
) -> None:
    address = shared_team.make(server, "two_programs")
    program = begin()
    program.ask_server(address)
    mine = Desk(program.window, qtbot)
    colleague.sign_in(mine, "Priya Nair")
    colleague.open_need(mine)
    mine.write(MINE)
    command = [sys.executable, "-m", "tests.journeys.colleague", address, str(tmp_path / "tom.json")]
    done = subprocess.run(
        [*command, "Tom Okafor", THEIRS],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "saved\n", done.stderr[-2000:]
    mine.press("Ctrl+Return")
    mine.finds("Tom changed this need while you were editing", MINE, THEIRS, "Both kept, in order")
    mine.press("Ctrl+Return")
    mine.finds("Need saved", f"{MINE}\n{THEIRS}")
    work.tab_to(mine, "Undo: Need saved")
    mine.press("Space")
    mine.finds("Undone: Need saved", THEIRS)
    mine.no_longer_sees(MINE)


def in_front(desk: Desk, qtbot: QtBot) -> None:
    """Turn to a window, as by a click on it."""
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)


def beside(desk: Desk, qtbot: QtBot) -> Desk:
    """A second window on the same record."""
    assert isinstance(desk.window, Window)
    made = Window(desk.window.background)
    qtbot.addWidget(made)
    made.show()
    made.start()
    return Desk(made, qtbot)
