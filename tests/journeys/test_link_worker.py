"""A link worker's day, by keyboard: log what happened, find it again, undo a slip."""

from collections.abc import Callable

from tests.journeys.desk import Desk


def test_a_contact_is_logged_with_the_person_open_in_at_most_twelve_keys(sit_down: Callable[[], Desk]) -> None:
    desk = sit_down()
    desk.press("Ctrl+K")
    desk.write("pember")
    desk.finds_in("Results", "PEMBERTON, Margaret")
    desk.press("Return")
    desk.finds("What matters to me")
    keys = ["Ctrl+L"]
    desk.press("Ctrl+L")
    desk.finds("Save contact")
    desk.write("Walked to the shop and back.")
    keys += ["Tab"]
    desk.press("Tab")
    desk.write("Ring about the lunch club")
    keys += ["Ctrl+Return"]
    desk.press("Ctrl+Return")
    desk.finds("Contact saved")
    desk.no_longer_sees("Save contact")
    desk.finds("Walked to the shop and back.", "Ring about the lunch club")
    assert len(keys) <= 12


def test_a_slip_is_undone_from_the_toast(sit_down: Callable[[], Desk]) -> None:
    desk = sit_down()
    desk.press("Ctrl+K")
    desk.write("999 000 0018")
    desk.finds_in("Results", "PEMBERTON, Margaret")
    desk.press("Return")
    desk.finds("What matters to me")
    desk.press("Ctrl+L")
    desk.finds("Save contact")
    desk.write("Meant for somebody else.")
    desk.press("Tab")
    desk.write("Nothing")
    desk.press("Ctrl+Return")
    desk.finds("Contact saved", "Meant for somebody else.")
    desk.click("Undo")
    desk.no_longer_sees("Meant for somebody else.")
