"""A signpost is corrected in place, from its line and from the timeline; kept as a draft, put back by Undo."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inteam.drafts import queries
from inteam.needs import service, signposts
from inteam.needs.model import Need
from inteam.needs.queries import SignpostRow, tree
from inteam.needs.queries_actions import actions_of_person
from inteam.needs.rules import NeedStatus, SignpostEntry
from inteam.people.entries import PersonEntry
from inteam.people.model import Person
from inteam.people.service import register_person
from inteam.people.service_merge import merge_people
from inteam.store.base import require
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.careplans.people import Neighbourhood, a_need, neighbourhood
from ui.app.conflict import ConflictDialog
from ui.app.window import Window
from ui.person import words
from ui.person.onward_lines import SignpostLine
from ui.person.signposts import FollowUpSheet, ToldSheet

CTRL, ENTER = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return
OTHER = Qt.FocusReason.OtherFocusReason
CLUB = SignpostEntry("Lunch club", "Leaflet", follow_up_on=date(2026, 12, 3))


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    made = neighbourhood(local_database)
    with local_database.write(made.actor) as work:
        need_id = a_need(work, made.margaret, "Lonely since her husband died")
        work.session.flush()
        signposts.add_signpost(work, made.margaret, replace(CLUB, need_id=need_id))
    return made


@pytest.fixture
def window(near: Neighbourhood, shell: Window) -> Window:
    shell.background.become(near.actor)
    return shell


def the_signpost(window: Window, near: Neighbourhood) -> SignpostRow:
    with window.background.database.read() as session:
        return tree(session, near.margaret).signposts[0]


def page_of(window: Window, qtbot: QtBot, near: Neighbourhood) -> Any:
    window.open("person", near.margaret)
    page: Any = window.current()
    qtbot.waitUntil(lambda: page.seen is not None and window.background.idle)
    return page


def at_line(view: Any, wanted: Any) -> Any:
    view.go_to(next(place for place, one in enumerate(view.model().items()) if wanted(one)))
    view.setFocus()
    return view


def sheet_from_line(window: Window, qtbot: QtBot, near: Neighbourhood) -> Any:
    view = at_line(page_of(window, qtbot, near).overview_tab.needs, lambda one: isinstance(one, SignpostLine))
    qtbot.keyClick(view, ENTER)
    return opened(window, qtbot, ToldSheet)


def opened(window: Window, qtbot: QtBot, kind: type) -> Any:
    qtbot.waitUntil(lambda: isinstance(window.overlay(), kind))
    sheet: Any = window.overlay()
    qtbot.waitUntil(lambda: sheet.row is not None and window.background.idle)
    return sheet


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    target = QApplication.focusWidget()
    assert isinstance(target, QWidget)
    qtbot.keyClick(target, key, modifier)


def instead(qtbot: QtBot, sheet: Any, name: str, letters: str) -> None:
    sheet.fields[name].setFocus(OTHER)
    press(qtbot, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), letters)


def test_enter_on_its_line_corrects_it_and_undo_puts_it_back(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    sheet = sheet_from_line(window, qtbot, near)
    shown = (sheet.service.text(), sheet.value("told"), sheet.control("need_id").words(), sheet.value("follow_up_on"))
    assert shown == ("Lunch club", "Leaflet", "Lonely since her husband died", date(2026, 12, 3))
    assert not sheet.is_changed()
    instead(qtbot, sheet, "service_name", "Tea dance")
    instead(qtbot, sheet, "told", "Fridays at two")
    instead(qtbot, sheet, "follow_up_on", "17-Dec-2026")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    found = the_signpost(window, near)
    assert (found.service_name, found.told, found.asks_on) == ("Tea dance", "Fridays at two", date(2026, 12, 17))
    with window.background.database.read() as session:
        (ask,) = actions_of_person(session, near.margaret, only_open=True)
    assert (ask.text, ask.due_on) == ("Ask what became of Tea dance", date(2026, 12, 17))
    qtbot.waitUntil(lambda: window.shown_toast() == "Signpost saved")
    window.press_toast()
    qtbot.waitUntil(lambda: the_signpost(window, near).told == "Leaflet")
    assert the_signpost(window, near).asks_on == date(2026, 12, 3)


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    sheet = sheet_from_line(window, qtbot, near)
    instead(qtbot, sheet, "follow_up_on", "18-Nov-2026")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: sheet.fields["follow_up_on"].problem.startswith("That is before the day"))
    assert sheet.value("follow_up_on") == date(2026, 11, 18)
    assert the_signpost(window, near).asks_on == date(2026, 12, 3)


def test_enter_in_the_timeline_opens_what_was_told_and_what_became_of_it(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    with window.background.database.write(near.actor) as work:
        row = the_signpost(window, near)
        signposts.follow_up_signpost(work, row.id, row.version, "Went once")
    view = page_of(window, qtbot, near).overview_tab.entries
    said = [view.model().data(view.model().index(place, 0)) for place in range(view.model().rowCount())]
    on = words.day(NOW.date())
    assert f"{on}. Signposted to: Lunch club. Leaflet" in said
    assert f"{on}. What became of: Lunch club. Went once" in said
    qtbot.keyClick(at_line(view, lambda one: one.kind == "became"), ENTER)
    became = opened(window, qtbot, FollowUpSheet)
    assert became.value("follow_up_note") == "Went once"
    became.dismiss()
    qtbot.waitUntil(lambda: window.overlay() is None)
    qtbot.keyClick(at_line(view, lambda one: one.kind == "signpost"), ENTER)
    told = opened(window, qtbot, ToldSheet)
    assert told.value("told") == "Leaflet"
    assert told.fields["follow_up_on"].isHidden()  # it has been asked


def test_each_sheet_leads_to_the_other(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    def through(sheet: Any, act: str) -> None:
        next(one for one in sheet.findChildren(QWidget) if one.property("act") == act).click()

    through(sheet_from_line(window, qtbot, near), "needs.told_became")
    through(opened(window, qtbot, FollowUpSheet), "needs.told")
    assert opened(window, qtbot, ToldSheet).value("told") == "Leaflet"


def test_what_was_typed_is_kept_as_a_draft_and_comes_back(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    sheet = sheet_from_line(window, qtbot, near)
    instead(qtbot, sheet, "told", "Fridays at two")
    sheet.dismiss()
    qtbot.waitUntil(lambda: window.overlay() is None and window.background.idle)
    with window.background.database.read() as session:
        me = near.actor.staff_id
        (kept,) = queries.my_drafts(session, staff_id=me, form=None, record_id=None, person_id=None)
    assert kept.form == "person_signpost_told"
    assert the_signpost(window, near).told == "Leaflet"
    window.show_sheet("needs.told", person_id=near.margaret, draft=kept)
    again = opened(window, qtbot, ToldSheet)
    assert (again.value("told"), again.service.text()) == ("Fridays at two", "Lunch club")
    again.save()
    qtbot.waitUntil(lambda: window.overlay() is None)
    assert the_signpost(window, near).told == "Fridays at two"


def test_what_two_change_of_one_signpost_is_put_together(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    sheet = sheet_from_line(window, qtbot, near)
    row = the_signpost(window, near)
    with window.background.database.write(near.actor) as work:
        entry = replace(CLUB, service_name="Tea dance", need_id=row.need_id)
        signposts.change_signpost(work, row.id, row.version, entry)
    instead(qtbot, sheet, "told", "Fridays at two")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    found = the_signpost(window, near)
    assert (found.service_name, found.told) == ("Tea dance", "Fridays at two")


def test_the_same_words_changed_by_two_are_asked_in_the_conflict_sheet(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    sheet = sheet_from_line(window, qtbot, near)
    row = the_signpost(window, near)
    with window.background.database.write(near.actor) as work:
        entry = replace(CLUB, told="Wednesdays", need_id=row.need_id)
        signposts.change_signpost(work, row.id, row.version, entry)
    instead(qtbot, sheet, "told", "Fridays at two")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: isinstance(window.overlay(), ConflictDialog))
    assert the_signpost(window, near).told == "Wednesdays"


def test_the_need_of_a_signpost_stays_though_it_was_met_meanwhile(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    need_id = the_signpost(window, near).need_id
    assert need_id is not None
    with window.background.database.write(near.actor) as work:
        a_need(work, near.margaret, "Money")
        need = require(work.session, Need, need_id)
        service.answer_need(work, need_id, need.version, NeedStatus.MET)
    sheet = sheet_from_line(window, qtbot, near)
    instead(qtbot, sheet, "told", "Fridays at two")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    assert the_signpost(window, near).need_id == need_id


def test_a_signpost_of_a_record_that_was_joined_is_corrected_in_the_timeline_too(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    with window.background.database.write(near.actor) as work:
        other = register_person(work, PersonEntry("Pemberton", "Margret", born_on=date(1957, 3, 14)))
        signposts.add_signpost(work, other, SignpostEntry("Tea dance", "Fridays at two"))
        work.session.flush()
        versions = [require(work.session, Person, one).version for one in (near.margaret, other)]
        merge_people(work, near.margaret, versions[0], other, versions[1], "the same person")
    view = page_of(window, qtbot, near).overview_tab.entries
    qtbot.keyClick(at_line(view, lambda one: one.detail == "Tea dance"), ENTER)
    sheet = opened(window, qtbot, ToldSheet)
    instead(qtbot, sheet, "told", "Sundays")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    with window.background.database.read() as session:
        assert [one.told for one in tree(session, other).signposts] == ["Sundays"]
