"""Six people to another worker, and back again by Undo."""

from collections.abc import Callable

import pytest

from tests.journeys import work
from tests.journeys.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus without a screen


def test_six_people_are_handed_over_and_taken_back(sit_down: Callable[[], Desk]) -> None:
    desk = sit_down()
    desk.press("Ctrl+2")
    desk.finds("people, ", "1 to ")
    before = counted(desk)
    desk.press("Space")
    for _ in range(5):
        desk.press("Shift+Down")
    desk.finds(f"6 of {before} selected")
    desk.press("R")
    desk.finds("Reassign people", "6 people are affected")
    work.choose(desk, "To", "Leonard")
    work.choose(desk, "Why", "Caseload")
    desk.finds("Open actions and the place as usual worker go with them.")
    desk.press("Ctrl+Return")
    desk.finds("6 people moved to Leonard Wainwright")
    desk.until(lambda: counted(desk) == before - 6, "they are still in my list")
    desk.press("Ctrl+Z")
    desk.finds("Undone: 6 people moved to Leonard Wainwright")
    desk.until(lambda: counted(desk) == before, "they have not come back")


def counted(desk: Desk) -> int:
    """How many people the page says are in the list."""
    said = next((words for words in desk.words() if " people, " in words or words.endswith(" people")), "0")
    return int(said.split()[0].replace(",", ""))
