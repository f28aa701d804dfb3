from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inteam.clock import LONDON
from inteam.contacts import queries, service
from inteam.contacts.rules import ContactEntry, ContactType, Mode
from inteam.drafts.queries import my_drafts
from inteam.needs import queries as needs
from inteam.needs import queries_actions
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, an_action, neighbourhood
from ui.app.background import Background
from ui.app.window import Window
from ui.contacts import when
from ui.contacts.log import LogContactSheet
from ui.widgets.dates import DateError

KEY = Qt.Key


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


@pytest.fixture
def window(near: Neighbourhood, background: Background, shell: Window) -> Window:
    background.become(near.actor)
    return shell


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.background.idle)


SHEETS: list[LogContactSheet] = []


@pytest.fixture(autouse=True)
def put_away() -> Iterator[None]:
    """A sheet that a test leaves open keeps no draft after the threads have ended."""
    yield
    for sheet in SHEETS:
        if shiboken6.isValid(sheet):
            sheet.draft._timer.stop()
    SHEETS.clear()


def opened(qtbot: QtBot, window: Window, **context: object) -> LogContactSheet:
    sheet = window.show_sheet("contacts.log", **context)
    settled(qtbot, window)
    assert isinstance(sheet, LogContactSheet)
    SHEETS.append(sheet)
    return sheet


class Keys:
    """Counts the keys pressed besides the words."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        QTest.keyClick(focused(), key, modifier)

    def type(self, words: str) -> None:
        QTest.keyClicks(focused(), words)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_contact_is_logged_in_six_keys_with_the_person_open(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    keys = Keys()
    assert focused() is sheet.note.edit
    keys.type("Walked to the allotment and back.")
    keys.press(KEY.Key_Tab)
    keys.type("Ring about Sunday lunch club")
    keys.press(KEY.Key_Tab)
    keys.press(KEY.Key_Right)
    with qtbot.waitSignal(sheet.closed):
        keys.press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)
    assert keys.count + 1 <= 6  # and Ctrl+L
    with local_database.read() as session:
        (contact,) = queries.contacts(session, person_id=near.margaret)
        (action,) = queries_actions.open_actions(session, owner_id=near.priya)
        assert my_drafts(session, near.priya) == []
    assert (contact.summary, contact.mode, contact.type) == ("Walked to the allotment and back.", "phone", "direct")
    assert (action.text, action.due_on) == ("Ring about Sunday lunch club", date(2026, 12, 3))


def test_undo_in_the_toast_takes_the_contact_back(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    keys = Keys()
    keys.type("Wrong person")
    sheet.action.due.choose(4)
    sheet.save()
    settled(qtbot, window)
    toast = window._toast
    assert toast is not None
    assert toast.words == "Contact saved"
    toast.link.click()
    settled(qtbot, window)
    with local_database.read() as session:
        assert queries.contacts(session, person_id=near.margaret) == []


def test_saving_without_a_next_action_is_refused_there_and_keeps_the_words(
    qtbot: QtBot, window: Window, near: Neighbourhood
) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    Keys().type("Spoke about the garden")
    sheet.save()
    settled(qtbot, window)
    assert sheet.isVisible()
    assert sheet.action.problem_said == "Add the next action and its day, or choose “No action”."
    assert focused() is sheet.action.text.edit
    assert sheet.note.text() == "Spoke about the garden"


def test_no_answer_takes_no_note_and_few_keys(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    keys = Keys()
    keys.press(KEY.Key_3, Qt.KeyboardModifier.AltModifier)
    keys.press(KEY.Key_Tab)
    keys.type("Try again")
    keys.press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.overlay() is None)
    settled(qtbot, window)
    assert keys.count + 1 <= 12
    assert sheet is not None
    with local_database.read() as session:
        (contact,) = queries.contacts(session, person_id=near.margaret)
    assert (contact.type, contact.attempt_result, contact.quick_code) == ("attempt", "no_answer", "no_answer")


def test_a_message_that_is_not_safe_is_refused_at_the_outcome(
    qtbot: QtBot, window: Window, near: Neighbourhood
) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    sheet.outcome.choose(1)
    sheet.action.due.choose(4)
    sheet.save()
    settled(qtbot, window)
    assert sheet.outcome_field.problem.startswith("It is not recorded as safe to leave a message")


def test_digits_choose_how_outside_a_text_and_are_digits_in_the_note(
    qtbot: QtBot, window: Window, near: Neighbourhood
) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    Keys().type("Flat 3")
    assert (sheet.note.text(), sheet.mode.current) == ("Flat 3", 0)
    sheet.outcome.setFocus()
    Keys().press(KEY.Key_3)
    assert sheet.mode.current == 2
    sheet.note.setFocus()
    Keys().press(KEY.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert sheet.mode.current == 3


def test_what_is_typed_is_kept_within_a_second_and_offered_when_the_sheet_opens_again(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    opened(qtbot, window, person_id=near.margaret)
    Keys().type("Half a sen")

    def kept() -> None:
        with local_database.read() as session:
            drafts = my_drafts(session, near.priya)
        assert [draft.fields["summary"] for draft in drafts] == ["Half a sen"]

    qtbot.waitUntil(kept)
    Keys().press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.overlay() is None)
    again = opened(qtbot, window, person_id=near.margaret)
    assert again.offer.isVisible()
    again.offer.acted.emit()
    settled(qtbot, window)
    assert again.note.text() == "Half a sen"


def test_a_draft_begun_for_one_person_brings_that_person_back(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    Keys().type("Half a sentence")
    sheet.action.text.edit.setText("Ring")
    sheet.companions.add("Neighbour Jo")
    sheet.dismiss()
    settled(qtbot, window)
    with local_database.read() as session:
        (draft,) = my_drafts(session, near.priya)
    again = opened(qtbot, window, draft=draft)
    assert again.person_id == near.margaret
    assert (again.note.text(), again.action.text.text()) == ("Half a sentence", "Ring")
    assert again.companions.ticked() == ["Margaret", "Neighbour Jo"]
    assert "PEMBERTON" in again.panel.accessibleName()


def test_without_a_person_a_search_comes_first(qtbot: QtBot, window: Window, near: Neighbourhood) -> None:
    sheet = opened(qtbot, window)
    assert focused() is sheet.who.edit
    assert not sheet.rest.isVisible()
    assert not sheet.save_button.isEnabled()
    sheet.who.set_value(near.margaret, "PEMBERTON, Margaret")
    sheet.who.chosen.emit(near.margaret)
    settled(qtbot, window)
    assert focused() is sheet.note.edit
    assert sheet.save_button.isEnabled()


def test_mode_and_minutes_come_from_the_last_contact(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    entry = ContactEntry(
        person_id=near.margaret,
        type=ContactType.DIRECT,
        mode=Mode.HOME,
        duration_min=45,
        summary="Seen",
        no_action=True,
        occurred_at=NOW - timedelta(days=7),
    )
    with local_database.write(near.actor) as work:
        service.log_contact(work, entry)
    sheet = opened(qtbot, window, person_id=near.margaret)
    assert (sheet.mode.current, sheet.minutes.current) == (2, 3)
    assert sheet.draft.exists is False


def test_a_letter_that_was_sent_is_logged_as_an_attempt(qtbot: QtBot, window: Window, near: Neighbourhood) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    sheet.mode.choose(4)
    assert sheet.written.isVisible()
    sheet.written.choose(2)
    sheet.outcome.choose(1)
    entry = sheet.entry()
    assert (entry.mode, entry.type, entry.attempt_result) == (Mode.LETTER, ContactType.ATTEMPT, "letter_sent")


def test_an_open_action_is_closed_and_a_goal_moved_with_the_contact(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    with local_database.write(near.actor) as work:
        need_id = a_need(work, near.margaret, "Lonely", code="loneliness_isolation")
        a_goal(work, near.margaret, need_id, "Walks with a group", progress=50)
        action_id = an_action(work, near, "Review walking group goal", need_id=need_id)
    sheet = opened(qtbot, window, person_id=near.margaret, action_id=action_id)
    assert sheet.action.close_box.isChecked()
    Keys().type("Walked")
    sheet.goal.setFocus()
    for _ in range(5):
        Keys().press(KEY.Key_Right)
    sheet.action.due.choose(4)
    sheet.save()
    settled(qtbot, window)
    with local_database.read() as session:
        tree = needs.tree(session, near.margaret)
    assert tree.needs[0].goals[0].progress == 75
    assert [action.status for action in tree.needs[0].actions] == ["done"]


def test_talking_with_somebody_else_only_is_about_the_person(qtbot: QtBot, window: Window, near: Neighbourhood) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    sheet.companions.chips["Margaret"].click()
    sheet.companions.add("Housing officer")
    entry = sheet.entry()
    assert (entry.type, entry.with_whom, entry.with_names) == (
        ContactType.INDIRECT,
        "other",
        "Housing officer",
    )


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("19-Nov-2026, 09:30", datetime(2026, 11, 19, 9, 30, tzinfo=LONDON)),
        ("9:30", datetime(2026, 11, 19, 9, 30, tzinfo=LONDON)),
        ("y 14.05", datetime(2026, 11, 18, 14, 5, tzinfo=LONDON)),
        ("18 Nov 0905", datetime(2026, 11, 18, 9, 5, tzinfo=LONDON)),
        ("now", NOW),
    ],
)
def test_a_day_and_a_time_are_read_as_people_write_them(words: str, meant: datetime) -> None:
    assert when.read(words, NOW) == meant


@pytest.mark.parametrize("words", ["19-Nov-2026", "25:00", "31 Feb 10:00", "soon"])
def test_a_moment_that_cannot_be_read_is_said(words: str) -> None:
    with pytest.raises(DateError):
        when.read(words, NOW)


def test_a_future_moment_is_refused_at_its_field(qtbot: QtBot, window: Window, near: Neighbourhood) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    Keys().type("Tomorrow")
    sheet.when.edit.setText("19-Nov-2026, 11:42")
    sheet.action.due.choose(4)
    sheet.save()
    settled(qtbot, window)
    assert sheet.when_field.problem.startswith("A contact cannot lie in the future")
    assert sheet.isVisible()


def test_every_control_has_a_name(qtbot: QtBot, window: Window, near: Neighbourhood) -> None:
    sheet = opened(qtbot, window, person_id=near.margaret)
    nameless = [stop for stop in sheet._stops() if not stop.accessibleName()]
    assert nameless == []
    assert len(sheet._stops()) > 15
