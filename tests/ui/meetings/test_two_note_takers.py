"""Two windows at one meeting: what either types into a decision is kept, and each sees the other's."""

from uuid import UUID

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inteam.meetings import queries_record, service_decisions
from inteam.meetings.loading import items_of
from inteam.meetings.rules import DecisionEntry
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood
from tests.ui.meetings.test_meeting_screens import begun, live_page, near, until
from ui.app.window import Window

__all__ = ["near"]  # a fixture of the screens' tests


def stored(database: Database, meeting: UUID) -> list[str]:
    with database.read() as session:
        return [row.text for row in queries_record.decisions(session, meeting)]


def a_decision(database: Database, near: Neighbourhood, meeting: UUID, words: str) -> UUID:
    with database.write(near.actor) as work:
        return service_decisions.decide(work, items_of(work, meeting)[0].id, DecisionEntry(words))


def test_a_colleagues_decision_appears_above_the_empty_box(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    page = live_page(shell, qtbot, meeting)
    a_decision(local_database, near, meeting, "Stays with Tom")
    until(qtbot, lambda: [one.words.text() for one in page.decisions.boxes] == ["Stays with Tom", ""])
    assert page.decisions.boxes[0].isEnabled()


def test_both_wordings_of_one_decision_are_kept(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    decision = a_decision(local_database, near, meeting, "Stays")
    page = live_page(shell, qtbot, meeting)
    page.decisions.boxes[0].words.edit.setPlainText("Stays with Priya")  # and not yet saved
    with local_database.write(near.actor) as work:
        service_decisions.change_decision(work, decision, 1, DecisionEntry("Stays with Tom"))
    page.decisions.flush()
    until(qtbot, lambda: stored(local_database, meeting) == ["Stays with Tom\nStays with Priya"])
    until(qtbot, lambda: page.decisions.boxes[0].words.text() == "Stays with Tom\nStays with Priya")


def test_what_is_typed_into_a_decision_that_was_taken_back_becomes_one_of_its_own(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    decision = a_decision(local_database, near, meeting, "Stays")
    page = live_page(shell, qtbot, meeting)
    page.decisions.boxes[0].words.edit.setPlainText("Stays with Priya")
    with local_database.write(near.actor) as work:
        service_decisions.withdraw_decision(work, decision, 1)
    page.decisions.flush()
    until(qtbot, lambda: stored(local_database, meeting) == ["Stays with Priya"])


def test_a_decision_that_a_colleague_takes_back_goes(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    decision = a_decision(local_database, near, meeting, "Stays")
    page = live_page(shell, qtbot, meeting)
    with local_database.write(near.actor) as work:
        service_decisions.withdraw_decision(work, decision, 1)
    until(qtbot, lambda: [one.words.text() for one in page.decisions.boxes] == [""])


def test_words_typed_just_before_the_next_person_are_saved(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    page = live_page(shell, qtbot, meeting)
    QTest.keyClicks(page.decisions.boxes[0].words.edit, "Stays with")
    page.decisions.flush()
    QTest.keyClicks(page.decisions.boxes[0].words.edit, " Priya")
    page.next_item()
    until(qtbot, lambda: stored(local_database, meeting) == ["Stays with Priya"])
