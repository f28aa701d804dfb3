"""Meetings on screen: planned, prepared, run by keyboard, ended."""

from collections.abc import Callable
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inteam.meetings import (
    queries,
    queries_live,
    queries_record,
    service,
    service_actions,
    service_agenda,
    service_live,
)
from inteam.meetings.loading import items_of
from inteam.meetings.model import Meeting
from inteam.meetings.rules import ActionEntry, Again, ItemEntry, MeetingEntry
from inteam.meetings.summaries import Reader
from inteam.needs.model import Action
from inteam.store.base import require
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_person, neighbourhood
from ui.app.background import Background
from ui.app.page import Page
from ui.app.window import Window
from ui.meetings.live import MeetingLivePage
from ui.meetings.page import MeetingsPage
from ui.meetings.prepare import PreparePage

TODAY = date(2026, 11, 19)
READER = Reader(TODAY)


@pytest.fixture
def near(local_database: Database, background: Background) -> Neighbourhood:
    made = neighbourhood(local_database)
    background.become(made.actor)
    return made


def plan(database: Database, near: Neighbourhood, held_on: date = TODAY) -> UUID:
    entry = MeetingEntry(
        near.team, "Neighbourhood MDT", held_on, time(10), time(11), "Quayside Surgery", near.tom, near.priya
    )
    with database.write(near.actor) as work:
        return service.plan_meeting(work, entry)


def with_two_people(database: Database, near: Neighbourhood, held_on: date = TODAY) -> UUID:
    meeting = plan(database, near, held_on)
    with database.write(near.actor) as work:
        albert = a_person(work, "Jessop", "Albert", nhs_number="9990000115")
        service_agenda.add_item(work, meeting, ItemEntry("How does she get home?", near.margaret))
        service_agenda.add_item(work, meeting, ItemEntry("Agree discharge?", albert.id))
    return meeting


def begun(database: Database, near: Neighbourhood) -> UUID:
    meeting = with_two_people(database, near)
    with database.write(near.actor) as work:
        service_live.begin_meeting(work, meeting, require(work.session, Meeting, meeting).version)
    return meeting


def opened(shell: Window, qtbot: QtBot, key: str, *args: object) -> Page:
    shell.open(key, *args)
    page = shell.current()
    assert page is not None
    qtbot.waitUntil(lambda: shell.background.idle)
    return page


def live_page(shell: Window, qtbot: QtBot, meeting: UUID) -> MeetingLivePage:
    page = opened(shell, qtbot, "meeting_live", meeting)
    assert isinstance(page, MeetingLivePage)
    qtbot.waitUntil(lambda: page.view() is not None and page.background.idle)
    return page


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(holds)


def items(database: Database, meeting: UUID) -> list[queries.ItemRow]:
    with database.read() as session:
        return queries.agenda(session, meeting)


@pytest.mark.usefixtures("near")
def test_an_empty_list_says_what_to_do(shell: Window, qtbot: QtBot) -> None:
    page = opened(shell, qtbot, "meetings")
    assert isinstance(page, MeetingsPage)
    until(qtbot, page.empty.isVisible)
    assert page.empty.button.text() == "Plan meeting"


def test_enter_opens_a_meeting_where_it_stands(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    begun(local_database, near)
    page = opened(shell, qtbot, "meetings")
    assert isinstance(page, MeetingsPage)
    until(qtbot, lambda: page.list.current() is not None)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert shell.key == "meeting_live"


def test_alt_down_moves_an_item(shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database) -> None:
    meeting = with_two_people(local_database, near)
    page = opened(shell, qtbot, "meeting", meeting)
    assert isinstance(page, PreparePage)
    until(qtbot, lambda: page.model.rowCount() == 2)
    page.list.go_to(0)
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    until(qtbot, lambda: [i.name for i in items(local_database, meeting)] == ["JESSOP, Albert", "PEMBERTON, Margaret"])


def test_freezing_without_a_question_says_so_and_changes_nothing(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = plan(local_database, near)
    with local_database.write(near.actor) as work:
        service_agenda.add_item(work, meeting, ItemEntry("", near.margaret))
    page = opened(shell, qtbot, "meeting", meeting)
    assert isinstance(page, PreparePage)
    until(qtbot, lambda: page.model.rowCount() == 1)
    page.freeze.click()
    until(qtbot, page.problem.isVisible)
    assert "Write the question for the team" in page.problem.accessibleName()
    with local_database.read() as session:
        row = queries.meeting(session, meeting)
    assert row is not None
    assert row.status == "planned"


def test_notes_are_saved_at_a_pause(shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database) -> None:
    meeting = begun(local_database, near)
    page = live_page(shell, qtbot, meeting)
    QTest.keyClicks(page.person.fields["discussion"].edit, "She fears the dark path.")
    until(qtbot, lambda: items(local_database, meeting)[0].discussion == "She fears the dark path.")


def test_an_action_is_typed_in_one_line(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    page = live_page(shell, qtbot, meeting)
    box = page.decisions.line.box.edit
    QTest.keyClicks(box, "Home hazard assessment @han")
    assert [c.name for c in page.decisions.line.offered()] == ["Hana Wells"]
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "/27-Nov")
    QTest.keyClick(box, Qt.Key.Key_Return)
    until(qtbot, lambda: page.decisions.line.text() == "")
    with local_database.read() as session:
        (action,) = queries_live.agreed_actions(session, meeting)
    assert (action.text, action.owner, action.due_on) == ("Home hazard assessment", "Hana Wells", date(2026, 11, 27))


def test_an_action_without_an_owner_stays_in_the_line_with_what_is_missing(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    page = live_page(shell, qtbot, begun(local_database, near))
    box = page.decisions.line.box.edit
    QTest.keyClicks(box, "Ring Ruth /2w")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.accessibleDescription() == "Say who does it: @ and a name."
    assert page.decisions.line.text() == "Ring Ruth /2w"


def test_page_down_saves_and_goes_to_the_next_person(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    page = live_page(shell, qtbot, meeting)
    QTest.keyClicks(page.person.fields["discussion"].edit, "Agreed.")
    page.decisions._chips[Again.FOUR_WEEKS].click()
    QTest.keyClick(page.list, Qt.Key.Key_PageDown)
    until(qtbot, lambda: items(local_database, meeting)[0].status == "discussed")
    until(qtbot, lambda: (view := page.view()) is not None and view.item.name == "JESSOP, Albert")
    first = items(local_database, meeting)[0]
    assert (first.discussion, first.again) == ("Agreed.", "four_weeks")


def test_a_decision_is_saved_at_a_pause_and_changed_in_place(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    page = live_page(shell, qtbot, meeting)

    def stored() -> list[str]:
        with local_database.read() as session:
            return [d.text for d in queries_record.decisions(session, meeting)]

    QTest.keyClicks(page.decisions.boxes[0].words.edit, "Stays with Priya")
    until(qtbot, lambda: stored() == ["Stays with Priya"])
    QTest.keyClicks(page.decisions.boxes[0].words.edit, " and Tom")
    until(qtbot, lambda: stored() == ["Stays with Priya and Tom"])


def test_an_unanswered_action_of_last_time_holds_the_item(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    earlier = with_two_people(local_database, near)
    with local_database.write(near.actor) as work:
        service_live.begin_meeting(work, earlier, require(work.session, Meeting, earlier).version)
        item = items_of(work, earlier)[0]
        service_actions.agree_action(work, item.id, ActionEntry("Ring Ruth", TODAY, owner_id=near.priya))
        service_live.finish_item(work, item.id, item.version, again=Again.TWO_WEEKS)
        service_live.end_now(work, earlier)
    meeting = plan(local_database, near, TODAY + timedelta(days=14))
    with local_database.write(near.actor) as work:
        service_live.begin_meeting(work, meeting, require(work.session, Meeting, meeting).version)
    page = live_page(shell, qtbot, meeting)
    view = page.view()
    assert view is not None
    line = [v.item.name for v in page.loaded.views].index("PEMBERTON, Margaret") if page.loaded else 0
    page._go(line)
    page.next_item()
    assert "done, carry or drop" in page.problem.accessibleName()
    assert shell.focusWidget() is page.person.first_unanswered()
    done = page.person.first_unanswered()
    assert done is not None
    QTest.keyClick(done, Qt.Key.Key_Space)

    def status() -> str:
        with local_database.read() as session:
            return session.query(Action).one().status

    until(qtbot, lambda: status() == "done")


def test_notes_of_a_colleague_are_joined_not_overwritten(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    page = live_page(shell, qtbot, meeting)
    page.person.fields["discussion"].edit.setPlainText("Mine.")
    row = items(local_database, meeting)[0]
    with local_database.write(near.actor) as work:  # another window of mine, a moment earlier
        service_live.save_notes(work, row.id, row.version, {"discussion": "Theirs."})
    until(qtbot, lambda: items(local_database, meeting)[0].discussion == "Theirs.\nMine.")
    assert page.person.fields["discussion"].edit.toPlainText() == "Theirs.\nMine."


def test_who_does_not_take_the_notes_cannot_write_them(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database
) -> None:
    meeting = begun(local_database, near)
    with local_database.write(near.actor) as work:
        require(work.session, Meeting, meeting).notes_held_by_id = near.tom
    page = live_page(shell, qtbot, meeting)
    assert page.person.fields["discussion"].edit.isReadOnly()
    page.take_button.click()
    until(qtbot, lambda: not page.person.fields["discussion"].edit.isReadOnly())
    assert not page.take_button.isVisible()


@pytest.mark.parametrize("key", ["meetings", "meeting", "meeting_live", "minutes"])
def test_every_control_has_a_name(
    shell: Window, qtbot: QtBot, near: Neighbourhood, local_database: Database, key: str
) -> None:
    meeting = begun(local_database, near)
    page = opened(shell, qtbot, key, *([] if key == "meetings" else [meeting]))
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []
