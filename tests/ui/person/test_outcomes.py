"""Outcomes and signposts by keyboard: recorded, seen on their lines, followed up, and a second worker in between."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inteam.needs import service, signposts
from inteam.needs.queries import GoalRow, SignpostRow, Tree, tree
from inteam.needs.queries_actions import actions_of_person
from inteam.needs.rules import Achieved, GoalStatus, OutcomeEntry, SignpostEntry
from inteam.store.database import Database
from inteam.timeline.queries import timeline
from tests.conftest import NOW, MovableClock
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, neighbourhood
from ui.app.window import Window
from ui.person import words
from ui.person.lists import GoalLine
from ui.person.onward_lines import SignpostLine
from ui.person.outcomes import OutcomeSheet
from ui.person.signposts import FollowUpSheet, SignpostSheet

CTRL, ENTER = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return
OTHER = Qt.FocusReason.OtherFocusReason
CLUB = SignpostEntry("Lunch club", "Leaflet, Tuesdays at noon", follow_up_on=date(2026, 12, 3))


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    made = neighbourhood(local_database)
    with local_database.write(made.actor) as work:
        need = a_need(work, made.margaret, "Lonely since her husband died")
        a_goal(work, made.margaret, need, "Coffee with Joan", progress=50)
    return made


@pytest.fixture
def window(near: Neighbourhood, shell: Window) -> Window:
    shell.background.become(near.actor)
    return shell


def needs_of(window: Window, near: Neighbourhood) -> Tree:
    with window.background.database.read() as session:
        return tree(session, near.margaret)


def the_goal(window: Window, near: Neighbourhood) -> GoalRow:
    return needs_of(window, near).needs[0].goals[0]


def the_signpost(window: Window, near: Neighbourhood) -> SignpostRow:
    return needs_of(window, near).signposts[0]


def told(window: Window, near: Neighbourhood) -> SignpostRow:
    with window.background.database.write(near.actor) as work:
        signposts.add_signpost(work, near.margaret, CLUB)
    return the_signpost(window, near)


def page_of(window: Window, qtbot: QtBot, near: Neighbourhood) -> Any:
    window.open("person", near.margaret)
    page: Any = window.current()
    qtbot.waitUntil(lambda: page.seen is not None and window.background.idle)
    return page


def on_line(window: Window, qtbot: QtBot, near: Neighbourhood, kind: type) -> Any:
    """The list of needs, with the keyboard at the first line of a kind."""
    view = page_of(window, qtbot, near).overview_tab.needs
    view.go_to(next(place for place, one in enumerate(view.model().items()) if isinstance(one, kind)))
    view.setFocus()
    return view


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert isinstance(target, QWidget)
    qtbot.keyClick(target, key, modifier)


def type_into(qtbot: QtBot, sheet: Any, **letters: str) -> None:
    for name, said in letters.items():
        sheet.fields[name].setFocus(OTHER)
        qtbot.keyClicks(QApplication.focusWidget(), said)


def wrong(sheet: Any) -> set[str]:
    return {name for name, field in sheet.fields.items() if getattr(field, "problem", "")}


def test_o_on_a_goal_records_what_came_of_it_and_undo_takes_it_back(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    view = on_line(window, qtbot, near, GoalLine)
    qtbot.keyClick(view, Qt.Key.Key_O)
    sheet: Any = window.overlay()
    assert isinstance(sheet, OutcomeSheet)
    assert "goal_id" not in sheet.fields
    press(qtbot, ENTER, CTRL)
    assert wrong(sheet) == {"achieved", "what_changed"}
    type_into(qtbot, sheet, achieved="Yes", what_changed="Meets her each Tuesday", rating="8")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    found = the_goal(window, near)
    assert (found.status, found.progress, found.current_rating) == ("achieved", 100, 8)
    qtbot.waitUntil(lambda: window.shown_toast() == "Outcome recorded")
    window.press_toast()
    qtbot.waitUntil(lambda: the_goal(window, near).outcomes == ())
    assert the_goal(window, near).progress == 50


def test_an_outcome_stands_on_its_goals_line_and_in_the_timeline(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    with window.background.database.write(near.actor) as work:
        service.record_outcome(work, the_goal(window, near).id, 1, OutcomeEntry(Achieved.PARTLY, "Went twice"))
    items = on_line(window, qtbot, near, GoalLine).model().items()
    (line,) = [one for one in items if isinstance(one, GoalLine)]
    came = f"Goal partly reached on {words.day(NOW.date())}: Went twice"
    assert line.says() == f"Goal: Coffee with Joan, 50 per cent. {came}"
    with window.background.database.read() as session:
        entries = [(one.code, one.text) for one in timeline(session, [near.margaret]) if one.kind == "outcome"]
    assert entries == [("partly", "Went twice")]


def test_from_the_palette_the_sheet_asks_which_goal(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    with window.background.database.write(near.actor) as work:
        need_id = needs_of(window, near).needs[0].id
        other = a_goal(work, near.margaret, need_id, "A walk a day")
        stopped = a_goal(work, near.margaret, need_id, "Given up", status=GoalStatus.STOPPED)
    sheet: Any = window.show_sheet("needs.outcome", person_id=near.margaret)
    qtbot.waitUntil(lambda: sheet.seen is not None)
    type_into(qtbot, sheet, achieved="No", what_changed="Too wet so far")
    press(qtbot, ENTER, CTRL)
    assert sheet.fields["goal_id"].problem == "Choose the goal that this is the outcome of."
    sheet.set_value("goal_id", stopped)
    assert sheet.value("goal_id") is None
    type_into(qtbot, sheet, goal_id="A walk")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    goals = {goal.id: goal.status for goal in needs_of(window, near).needs[0].goals}
    assert goals[other] == "not_achieved"
    assert sorted(goals.values()) == ["agreed", "not_achieved", "stopped"]


def test_the_goals_own_sheet_leads_to_its_outcome(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    view = on_line(window, qtbot, near, GoalLine)
    qtbot.keyClick(view, ENTER)
    sheet: Any = window.overlay()
    button = next(one for one in sheet.findChildren(QWidget) if one.property("act") == "needs.outcome")
    button.click()
    qtbot.waitUntil(lambda: isinstance(window.overlay(), OutcomeSheet))
    over: Any = window.overlay()
    qtbot.waitUntil(lambda: over.row is not None)
    assert over.row.text == "Coffee with Joan"


def test_a_second_worker_sees_how_the_goal_stands_now_and_records_again(
    window: Window, qtbot: QtBot, near: Neighbourhood, now: MovableClock
) -> None:
    goal = the_goal(window, near)
    sheet: Any = window.show_sheet("needs.outcome", person_id=near.margaret, record_id=goal.id)
    qtbot.waitUntil(lambda: sheet.row is not None)
    with window.background.database.write(near.actor) as work:
        service.record_outcome(work, goal.id, goal.version, OutcomeEntry(Achieved.PARTLY, "Went twice"))
    now.now += timedelta(minutes=1)
    type_into(qtbot, sheet, achieved="Yes", what_changed="Meets her each Tuesday")
    sheet.save()
    qtbot.waitUntil(lambda: "The goal now stands as: partly achieved." in sheet.problem.accessibleName())
    assert len(the_goal(window, near).outcomes) == 1
    assert sheet.value("what_changed") == "Meets her each Tuesday"
    sheet.save()
    qtbot.waitUntil(lambda: window.overlay() is None)
    assert [one.achieved for one in the_goal(window, near).outcomes] == ["partly", "yes"]


def test_a_person_is_signposted_by_keyboard_and_nothing_counts_as_a_referral(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    page = page_of(window, qtbot, near)
    sheet: Any = window.show_sheet("needs.signpost", person_id=near.margaret, seen=page.seen)
    assert isinstance(sheet, SignpostSheet)
    press(qtbot, ENTER, CTRL)
    assert wrong(sheet) == {"service_name", "told"}
    qtbot.keyClicks(QApplication.focusWidget(), "Lunch club")
    type_into(qtbot, sheet, told="Leaflet, Tuesdays at noon", need_id="Lonely", follow_up_on="+2w")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    found = the_signpost(window, near)
    assert (found.service_name, found.told, found.given_by) == ("Lunch club", "Leaflet, Tuesdays at noon", "Priya Nair")
    assert (found.need_id, found.asks_on) == (needs_of(window, near).needs[0].id, date(2026, 12, 3))
    with window.background.database.read() as session:
        (ask,) = actions_of_person(session, near.margaret, only_open=True)
    assert (ask.text, ask.owner_id) == ("Ask what became of Lunch club", near.priya)
    qtbot.waitUntil(lambda: window.shown_toast() == "Signpost noted")
    window.press_toast()
    qtbot.waitUntil(lambda: needs_of(window, near).signposts == ())


def test_a_day_before_they_were_told_is_refused_at_its_field(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    page = page_of(window, qtbot, near)
    sheet: Any = window.show_sheet("needs.signpost", person_id=near.margaret, seen=page.seen)
    sheet.service.set_value(None, "Lunch club")
    sheet.set_value("told", "A leaflet")
    sheet.set_value("follow_up_on", date(2026, 11, 18))
    sheet.save()
    qtbot.waitUntil(lambda: sheet.fields["follow_up_on"].problem.startswith("That is before the day"))
    assert needs_of(window, near).signposts == ()


def test_n_on_a_signpost_notes_what_became_of_it(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    told(window, near)
    view = on_line(window, qtbot, near, SignpostLine)
    line = view.model().items()[-1]
    assert line.says() == f"Signposted to: Lunch club. Told {words.day(NOW.date())} by Priya Nair. Ask 03-Dec-2026"
    qtbot.keyClick(view, Qt.Key.Key_N)
    sheet: Any = window.overlay()
    assert isinstance(sheet, FollowUpSheet)
    press(qtbot, ENTER, CTRL)
    assert wrong(sheet) == {"follow_up_note"}
    type_into(qtbot, sheet, follow_up_note="Goes each week")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    qtbot.waitUntil(lambda: view.model().items()[-1].says().endswith(": Goes each week"))
    with window.background.database.read() as session:
        assert actions_of_person(session, near.margaret, only_open=True) == []
    window.press_toast()
    qtbot.waitUntil(lambda: the_signpost(window, near).asks_on == date(2026, 12, 3))


def test_two_who_note_what_became_of_it_lose_no_word(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    row = told(window, near)
    sheet: Any = window.show_sheet("needs.told_became", person_id=near.margaret, signpost_id=row.id)
    qtbot.waitUntil(lambda: sheet.row is not None)
    with window.background.database.write(near.actor) as work:
        signposts.follow_up_signpost(work, row.id, row.version, "Went once", on=NOW.date())
    type_into(qtbot, sheet, follow_up_note="Goes each week")
    sheet.save()
    qtbot.waitUntil(lambda: window.overlay() is not sheet and window.overlay() is not None)
    assert the_signpost(window, near).follow_up_note == "Went once"


def test_an_overdue_question_is_red_and_an_answered_one_is_not(near: Neighbourhood, window: Window) -> None:
    row = told(window, near)
    late = SignpostLine(row.id, row, date(2026, 12, 4), last=True)
    today = SignpostLine(row.id, row, date(2026, 12, 3), last=True)
    answered = SignpostLine(row.id, replace(row, followed_up_on=NOW.date()), date(2026, 12, 4), last=True)
    assert [one.due for one in (late, today, answered)] == [("Ask 03-Dec-2026", "red"), ("Ask today", "blue"), ("", "")]
