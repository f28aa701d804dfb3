"""Referring on by keyboard: sending, each next step by one key, the sheet for the rest, and the second editor."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inteam.needs import onward, service
from inteam.needs.model import Need
from inteam.needs.queries_actions import actions_of_person
from inteam.needs.queries_onward import OnwardRow, onward_of_person
from inteam.needs.rules import NeedStatus
from inteam.needs.rules_onward import OnwardState, Step
from inteam.people import service_protection
from inteam.people.service_protection import AccessNeedEntry
from inteam.store.base import require
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.careplans.people import Neighbourhood, a_need, neighbourhood
from tests.inteam.needs.test_onward_rules import ENTRY
from ui.app.window import Window
from ui.person.lists import HeadLine
from ui.person.onward import OnwardSheet
from ui.person.onward_lines import OnwardLine
from ui.person.onward_step import OnwardStepSheet

CTRL, ENTER = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    made = neighbourhood(local_database)
    with local_database.write(made.actor) as work:
        a_need(work, made.margaret, "Letters from two catalogues")
        service_protection.record_access_need(work, made.margaret, AccessNeedEntry("large_print_20"))
    return made


@pytest.fixture
def window(near: Neighbourhood, shell: Window) -> Window:
    shell.background.become(near.actor)
    return shell


def referred(window: Window, near: Neighbourhood) -> list[OnwardRow]:
    with window.background.database.read() as session:
        return onward_of_person(session, [near.margaret], today=NOW.date())


def sent(window: Window, near: Neighbourhood, *steps: Step) -> OnwardRow:
    with window.background.database.write(near.actor) as work:
        entry = replace(ENTRY, team_id=None, owner_id=near.priya)
        onward_id = onward.send_onward(work, near.margaret, entry)
    for step in steps:
        with window.background.database.write(near.actor) as work:
            onward.take_step(work, onward_id, referred(window, near)[0].version, step)
    return referred(window, near)[0]


def page_of(window: Window, qtbot: QtBot, near: Neighbourhood) -> Any:
    window.open("person", near.margaret)
    page: Any = window.current()
    qtbot.waitUntil(lambda: page.seen is not None and window.background.idle)
    return page


def on_its_line(window: Window, qtbot: QtBot, near: Neighbourhood) -> Any:
    """The list of needs, with the keyboard at what was referred on."""
    view = page_of(window, qtbot, near).overview_tab.needs
    items = view.model().items()
    view.go_to(next(place for place, one in enumerate(items) if isinstance(one, OnwardLine)))
    view.setFocus()
    return view


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert isinstance(target, QWidget)
    qtbot.keyClick(target, key, modifier)


def test_a_person_is_referred_on_by_keyboard(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    page = page_of(window, qtbot, near)
    sheet = window.show_sheet("needs.refer_on", person_id=near.margaret, seen=page.seen)
    assert isinstance(sheet, OnwardSheet)
    assert sheet.value("access_needs") == "Needs: 20 pt large print"
    qtbot.keyClicks(QApplication.focusWidget(), "Citizens Advice")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: bool(sheet.fields["reason"].problem))  # type: ignore[attr-defined]  # (of its own kind)
    wrong = {name for name, field in sheet.fields.items() if getattr(field, "problem", "")}
    assert wrong == {"code", "reason", "person_agrees", "via"}
    sheet.control("reason").setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Debts of two catalogues")
    for name, letters in (("code", "Money"), ("person_agrees", "Agrees"), ("via", "Email")):
        sheet.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
        qtbot.keyClicks(QApplication.focusWidget(), letters)
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    (found,) = referred(window, near)
    assert (found.provider_name, found.organisation_id, found.code) == ("Citizens Advice", None, "money_debt_benefits")
    assert (found.state, found.access_needs, found.owner_name) == ("sent", "Needs: 20 pt large print", "Priya Nair")
    qtbot.waitUntil(lambda: window.shown_toast() == "Referred on")
    window.press_toast()
    qtbot.waitUntil(lambda: referred(window, near) == [])


def test_without_the_persons_agreement_nothing_is_sent(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    page = page_of(window, qtbot, near)
    sheet: Any = window.show_sheet("needs.refer_on", person_id=near.margaret, seen=page.seen)
    for name, value in (("reason", "Debts"), ("code", "money_debt_benefits"), ("via", "email")):
        sheet.set_value(name, value)
    sheet.provider.set_value(None, "Citizens Advice")
    sheet.set_value("person_agrees", "no")
    sheet.save()
    qtbot.waitUntil(lambda: "only with the person's agreement" in sheet.fields["person_agrees"].problem)
    assert referred(window, near) == []


def test_one_key_takes_the_next_step_and_undo_takes_it_back(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    sent(window, near)
    view = on_its_line(window, qtbot, near)
    qtbot.keyClick(view, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: referred(window, near)[0].state == "acknowledged")
    qtbot.waitUntil(lambda: window.shown_toast() == "Citizens Advice: acknowledged")
    window.press_toast()
    qtbot.waitUntil(lambda: referred(window, near)[0].state == "sent")


def test_a_step_that_asks_for_more_opens_its_sheet(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    sent(window, near, Step(OnwardState.ACCEPTED))
    view = on_its_line(window, qtbot, near)
    qtbot.keyClick(view, Qt.Key.Key_N)
    sheet: Any = window.overlay()
    assert isinstance(sheet, OnwardStepSheet)
    assert sheet.value("to") == OnwardState.BOOKED
    assert not sheet.fields["reason"].isVisible()
    sheet.save()
    assert sheet.fields["booked_at"].problem == "Write the time like 09:30."  # type: ignore[attr-defined]  # (of its own kind)
    sheet.fields["booked_for"].setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(QApplication.focusWidget(), "+1w")
    sheet.fields["booked_at"].setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(QApplication.focusWidget(), "9.30")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    (found,) = referred(window, near)
    assert found.booked_for is not None
    assert (found.state, f"{found.booked_for:%d-%b %H:%M}") == ("booked", "26-Nov 09:30")


def test_a_refusal_is_noted_with_its_reason_and_asks_that_the_person_is_told(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    sent(window, near)
    view = on_its_line(window, qtbot, near)
    qtbot.keyClick(view, ENTER)
    sheet: Any = window.overlay()
    sheet.fields["to"].setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(QApplication.focusWidget(), "They declined")
    assert sheet.value("to") == OnwardState.DECLINED
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: sheet.fields["reason"].problem == "Enter a value.")
    sheet.set_value("reason", "capacity_closed")
    press(qtbot, ENTER, CTRL)
    qtbot.waitUntil(lambda: window.overlay() is None)
    assert referred(window, near)[0].state == "declined"
    with window.background.database.read() as session:
        found = [one.text for one in actions_of_person(session, near.margaret, only_open=True)]
    assert found == ["Tell the person that Citizens Advice declined, and agree what comes next"]


def test_that_it_was_asked_again_is_noted_and_read_in_its_sheet(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    row = sent(window, near)
    sheet: Any = window.show_sheet("needs.onward_step", person_id=near.margaret, onward_id=row.id)
    qtbot.waitUntil(lambda: sheet.row is not None and sheet.value("to") == OnwardState.ACKNOWLEDGED)
    sheet.set_value("to", onward.CHASED)
    sheet.set_value("note", "Left word with Ann")
    sheet.save()
    qtbot.waitUntil(lambda: window.overlay() is None)
    again: Any = window.show_sheet("needs.onward_step", person_id=near.margaret, onward_id=row.id)
    qtbot.waitUntil(lambda: "Left word with Ann" in said(again))
    assert "asked again, Priya Nair" in said(again)


def test_a_second_worker_is_told_what_it_is_now_before_noting_another_step(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    row = sent(window, near)
    sheet: Any = window.show_sheet("needs.onward_step", person_id=near.margaret, onward_id=row.id)
    qtbot.waitUntil(lambda: sheet.row is not None)
    with window.background.database.write(near.actor) as work:
        onward.take_step(work, row.id, row.version, Step(OnwardState.ACCEPTED))
    sheet.set_value("to", OnwardState.ACKNOWLEDGED)
    sheet.save()
    qtbot.waitUntil(lambda: "It is now: Accepted." in sheet.problem.accessibleName())
    assert referred(window, near)[0].state == "accepted"


def test_what_was_sent_can_be_corrected_from_its_sheet(window: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    row = sent(window, near)
    sheet: Any = window.show_sheet("needs.refer_on", person_id=near.margaret, record_id=row.id)
    qtbot.waitUntil(lambda: sheet.row is not None and sheet.value("reason") == "Debts of two catalogues")
    assert "sent_on" not in sheet.fields
    sheet.provider.set_value(None, "Age UK")
    sheet.save()
    qtbot.waitUntil(lambda: window.overlay() is None)
    (found,) = referred(window, near)
    assert (found.provider_name, found.sent_on, found.owner_name) == ("Age UK", NOW.date(), "Priya Nair")


def test_what_was_referred_on_stands_apart_from_needs_and_says_its_clock(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    sent(window, near)
    items = on_its_line(window, qtbot, near).model().items()
    assert [one.title for one in items if isinstance(one, HeadLine)] == ["Other actions", "Referred on"]
    assert items[-1].says() == (
        "Referred on: Citizens Advice: money, debt, benefits, Sent. Sent today, not seen yet. Priya Nair"
    )


def said(sheet: QWidget) -> str:
    return " ".join(one.accessibleName() or one.text() for one in sheet.findChildren(QWidget) if hasattr(one, "text"))


def test_the_need_of_a_referral_stays_though_it_was_met_meanwhile(
    window: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    with window.background.database.write(near.actor) as work:
        need_id = a_need(work, near.margaret, "Debts")
        onward.send_onward(work, near.margaret, replace(ENTRY, team_id=None, owner_id=near.priya, need_id=need_id))
        need = require(work.session, Need, need_id)
        service.answer_need(work, need_id, need.version, NeedStatus.MET)
    page = page_of(window, qtbot, near)
    sheet: Any = window.show_sheet("needs.refer_on", person_id=near.margaret, seen=page.seen, row=page.seen.onward[0])
    sheet.set_value("reason", "Debts of three catalogues")
    sheet.save()
    qtbot.waitUntil(lambda: window.overlay() is None)
    (found,) = referred(window, near)
    assert (found.reason, found.need_id) == ("Debts of three catalogues", need_id)
