"""A care plan agreed by mouse: only clicks, and typing into what was clicked."""

from collections.abc import Callable

import pytest

from tests.journeys import work
from tests.journeys.desk import Desk
from tests.journeys.test_by_mouse import pick

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus without a screen


def test_a_care_plan_is_agreed_by_mouse_alone(sit_down: Callable[[], Desk]) -> None:
    desk = sit_down()
    desk.click("Search and actions, Ctrl K")
    desk.write("pemberton")
    desk.finds_in("Results", "PEMBERTON, Margaret")
    desk.click_in("Results", "PEMBERTON, Margaret")
    desk.finds("What matters to me")
    desk.click("Care plan")
    desk.finds("Need 1")
    desk.click("Start the next version")
    desk.finds("Go to sign-off")
    desk.click("Add need")
    desk.finds("What is needed")
    desk.click("What is needed")
    desk.write(work.NEED)
    pick(desk, "What it is about", "Loneliness isolation")
    desk.click_last("Add need")
    desk.finds("Need added")
    desk.no_longer_sees("What it is about")
    desk.click(f"Add goal: {work.NEED}")
    desk.finds("What the person wants to be able to do.")
    desk.click("Goal")
    desk.write(work.GOAL)
    desk.click_last("Add goal")
    desk.finds("Goal added")
    desk.no_longer_sees("What the person wants to be able to do.")
    desk.click(f"Add action: {work.NEED}")
    desk.finds("Begin with a verb.")
    desk.click("Action")
    desk.write(work.PLANNED)
    desk.click("By when")
    desk.write("+2w")
    desk.click_last("Add action")
    desk.finds("Action added")
    desk.no_longer_sees("Begin with a verb.")
    desk.click("Go to sign-off")
    desk.finds("Who agreed, how and when")
    pick(desk, "The person: how", "By word of mouth")
    pick(desk, "Professional: how", "By word of mouth")
    desk.click("Sign and put into force")
    desk.finds("Plan signed and in force", "Version 5, signed")
