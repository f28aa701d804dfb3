"""Somebody changes the action that a contact answers, while the contact is being written."""

from datetime import date
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from inteam.access import Actor, Role
from inteam.contacts import queries
from inteam.needs import actions
from inteam.needs.queries import tree
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, an_action, neighbourhood
from ui.app.background import Background
from ui.app.window import Window
from ui.contacts.log import LogContactSheet


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


@pytest.fixture
def window(near: Neighbourhood, background: Background, shell: Window) -> Window:
    background.become(near.actor)
    return shell


def test_the_second_is_told_the_note_stays_and_the_next_save_answers_the_newer_action(
    qtbot: QtBot, window: Window, local_database: Database, near: Neighbourhood
) -> None:
    with local_database.write(near.actor) as work:
        action_id: UUID = an_action(work, near, "Ring about the lunch club")
    sheet = window.show_sheet("contacts.log", person_id=near.margaret, action_id=action_id)
    qtbot.waitUntil(lambda: window.background.idle)
    assert isinstance(sheet, LogContactSheet)
    sheet.note.set_text("She goes on Tuesdays now.")
    sheet.action.text.set_text("Ask her how it was")
    assert sheet.action.answered() is not None
    tom = Actor(near.tom, Role.CARE_COORDINATOR, near.team, name="Tom Okafor")
    with local_database.write(tom) as work:
        actions.snooze_action(work, action_id, 1, date(2026, 12, 10), "They are full")
    sheet.save()
    qtbot.waitUntil(sheet.problem.isVisible)
    said = sheet.problem.accessibleName()
    assert said.startswith("Somebody has changed an action or a goal of this person meanwhile.")
    assert sheet.note.text() == "She goes on Tuesdays now."
    assert sheet.action.text.text() == "Ask her how it was"
    with qtbot.waitSignal(sheet.closed):
        sheet.save()
    qtbot.waitUntil(lambda: window.background.idle)
    with local_database.read() as session:
        (contact,) = queries.contacts(session, person_id=near.margaret)
        found = {one.text: one.status for one in tree(session, near.margaret).other_actions}
    assert contact.summary == "She goes on Tuesdays now."
    assert found["Ring about the lunch club"] == "done"
