"""The main job by mouse: only clicks, a drop, and typing into what was clicked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import work
from tests.journeys.desk import Desk
from tests.journeys.work import ROSALIND

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus without a screen


def pick(desk: Desk, name: str, choice: str) -> None:
    """Open a list by a click, and click one of it."""
    desk.click(name)
    desk.click_in_menu(choice)


def find(desk: Desk) -> None:
    """The person's record, from the box at the top."""
    desk.click("Search and actions, Ctrl K")
    desk.write(ROSALIND.typed)
    desk.finds_in("Results", ROSALIND.name)
    desk.click_in("Results", ROSALIND.name)
    desk.finds("What matters to me", ROSALIND.family.upper())


def test_the_main_job_needs_no_key_but_words(sit_down: Callable[[], Desk], tmp_path: Path) -> None:
    desk = sit_down()
    desk.click("Import")
    desk.finds("What to import")
    desk.drop(work.write_list(tmp_path / "practice.csv"))
    desk.click("Check rows")
    desk.click("Import 2 people")
    desk.finds("2 new, 0 updated")
    desk.click("Referrals, 7")
    desk.finds("Referral of ")
    desk.click("Add referral")
    desk.finds("Who is referred?")
    desk.click("Person")
    desk.write(ROSALIND.typed)
    desk.finds_in("Person: found", ROSALIND.name)
    desk.click_in("Person: found", ROSALIND.name)
    pick(desk, "What is asked for?", "Social prescribing")
    pick(desk, "Who refers?", "GP")
    desk.click("Referrer's name")
    desk.write("Dr Ines Calloway")
    pick(desk, "Main reason", "Loneliness")
    pick(desk, "How urgent?", "Soon")
    pick(desk, "Does the person agree?", "Agrees")
    pick(desk, "Risks", "No known risks")
    desk.click_last("Add referral")
    desk.finds("Referral added")
    desk.no_longer_sees("Who is referred?")
    desk.finds_in("Referrals: New", ROSALIND.name)
    desk.click_in("Referrals: New", ROSALIND.name)
    desk.finds(f"Referral of {ROSALIND.name}")
    desk.click("Accept, give to Priya")
    desk.finds(f"Accepted: {ROSALIND.name}")
    find(desk)
    desk.click("Log contact")
    desk.finds("Save contact")
    desk.click("Note")
    desk.write(work.NOTE)
    desk.click("Next action")
    desk.write(work.NEXT)
    desk.click("Save contact")
    desk.finds("Contact saved", work.NEXT)
    desk.no_longer_sees("Save contact")
    desk.click("MDT meetings")
    desk.click("Plan meeting")
    desk.finds("Note taker")
    desk.click("Date")
    desk.write("t")
    desk.click_last("Plan meeting")
    desk.finds("Meeting planned", "Nobody is on the agenda yet")
    desk.click("Add to agenda")
    desk.finds("Papers cannot be frozen without it.")
    desk.click("Person")
    desk.write(ROSALIND.typed)
    desk.finds_in("Person: found", ROSALIND.name)
    desk.click_in("Person: found", ROSALIND.name)
    desk.click("Question for the team")
    desk.write(work.QUESTION)
    desk.click_last("Add to agenda")
    desk.finds("On the agenda")
    desk.no_longer_sees("Papers cannot be frozen without it.")
    desk.click("Freeze papers")
    desk.finds("Papers frozen")
    desk.click("Begin meeting")
    desk.finds("Meeting in progress", work.QUESTION)
    desk.click("Decision")
    desk.write(work.DECIDED)
    desk.click("Print pack")
    desk.finds("A copy gets its number when it is printed")
    desk.click("Save as PDF")
    desk.until(lambda: desk.focus_name() != "Pages", "no dialog asks for a name")
    desk.press("Ctrl+A")
    desk.write(str(tmp_path / "pack.pdf"))
    desk.press("Return")
    desk.finds("Saved as copy ")
    desk.click_last("Close")
    desk.no_longer_sees("Save as PDF")
    said = work.text_of(tmp_path / "pack.pdf")
    for words in (ROSALIND.family.upper(), "999 777 0005", work.QUESTION, work.NEXT):
        assert words in said
    desk.click("Save")
    desk.finds("1 of 1 done")
    desk.click("End meeting")
    desk.finds("End the meeting?")
    desk.click_last("End meeting")
    desk.finds("Minutes", work.DECIDED)
