"""What is typed outlives the program: after `kill -9`, and behind the lock."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import work
from tests.journeys.desk import Desk
from tests.journeys.typist import UNSIGNED

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus without a screen

WORDS = "She said that the stairs are the worst of it"
HEARD = ("she can manage the stairs again",)  # one for each kill


def kill_while_typing(file: Path, folder: Path, place: str, words: str) -> None:
    """Somebody types words at a place; the program is killed in the middle of what follows."""
    command = [sys.executable, "-m", "tests.journeys.typist", str(file), str(folder / "elsewhere.json"), place, words]
    here = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[2], env=here, stdout=subprocess.PIPE, text=True
    ) as typing:
        assert typing.stdout is not None
        assert typing.stdout.readline() == "kept\n"
        typing.send_signal(signal.SIGKILL)
    assert typing.returncode == -signal.SIGKILL


def test_a_draft_outlives_a_killed_program(sit_down: Callable[[], Desk], file: Path, tmp_path: Path) -> None:
    kill_while_typing(file, tmp_path, "contact", WORDS)
    desk = sit_down()
    desk.finds("3 Drafts to finish", "Finish the draft about PEMBERTON, Margaret")
    work.open_somebody(desk, "999 000 0018", "PEMBERTON, Margaret")
    desk.press("Ctrl+L")
    desk.finds("You began this on 19-Nov-2026, 10:42 and did not save it.")
    work.tab_to(desk, "Use that draft")
    desk.press("Space")
    desk.finds(WORDS)
    desk.until(lambda: desk.focus_name() == "Note", "the focus is not in the note")
    desk.press("Ctrl+End")
    desk.write(".")
    work.enter(desk, "Next action", "Ask about a stairlift")
    desk.press("Ctrl+Return")
    desk.finds("Contact saved", WORDS)


def test_kills_in_a_care_plan_cost_none_of_the_words_that_were_kept_and_sign_nothing(
    sit_down: Callable[[], Desk], file: Path, tmp_path: Path
) -> None:
    for words in HEARD:
        kill_while_typing(file, tmp_path, "plan", f" {words}")
    desk = sit_down()
    work.open_somebody(desk, "999 000 0018", "PEMBERTON, Margaret")
    desk.press("Alt+3")
    desk.finds("Go to sign-off", "Lonely since my husband died", *HEARD)
    desk.finds("You filled in the sign-off on 19-Nov-2026, 10:42 and did not sign.")
    desk.press("Ctrl+Return")
    desk.finds(UNSIGNED, "How each of them signs is to be chosen again.", "Sign and put into force")


def test_kills_in_the_notes_of_a_meeting_cost_none_of_the_words_that_were_kept(
    sit_down: Callable[[], Desk], file: Path, tmp_path: Path
) -> None:
    for words in HEARD:
        kill_while_typing(file, tmp_path, "meeting", f" {words}")
    desk = sit_down()
    desk.press("Ctrl+4")
    desk.finds("Meeting in progress")
    desk.until(lambda: desk.focus_name() == "MDT meetings", "the list has not the keyboard")
    desk.press("Down", "Return")
    desk.finds("Time on this item", *HEARD)


def test_locking_hides_everything_and_unlocking_comes_back_to_the_draft(sit_down: Callable[[], Desk]) -> None:
    desk = sit_down()
    work.open_somebody(desk, "999 000 0018", "PEMBERTON, Margaret")
    desk.press("Ctrl+L")
    desk.finds("Save contact")
    desk.write(WORDS)
    desk.press("Escape")
    desk.finds("Draft kept")
    desk.press("Ctrl+Shift+L")
    desk.finds("Locked at", "drafts are safe.")
    assert not desk.sees("PEMBERTON")
    assert not desk.sees(WORDS)
    desk.until(lambda: desk.focus_name() == "Unlock", "the focus is not on Unlock")
    desk.press("Space")
    desk.no_longer_sees("Locked at")
    desk.finds("What matters to me", "PEMBERTON")
    desk.press("Ctrl+L")
    desk.finds("and did not save it.")
