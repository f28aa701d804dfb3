"""The person's screen: what it shows, that keys and clicks change the record, and that Undo puts it back."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from inteam.access import Actor, Role
from inteam.needs import actions
from inteam.needs import service as needs
from inteam.needs.rules import ActionEntry, GoalEntry, NeedEntry
from inteam.organisations.model import Organisation, Staff, Team
from inteam.people import queries, queries_protection, service, service_circle, service_protection, service_reach
from inteam.people.entries import PersonEntry
from inteam.people.service_protection import AccessNeedEntry, RiskEntry
from inteam.people.service_reach import AddressEntry
from inteam.referrals.choices import Issue
from inteam.store.database import Database
from ui.app.background import Background
from ui.app.form import FormSheet
from ui.app.window import Window
from ui.person import words
from ui.person.add import AddPersonSheet
from ui.person.break_glass import BreakGlassSheet
from ui.person.identity import IdentitySheet
from ui.person.lists import ActionLine
from ui.person.page import DETAILS, SHARING, PersonPage
from ui.person.sheets import RiskSheet
from ui.person.sheets_needs import ActionSheet, GoalSheet, NeedSheet, SnoozeSheet
from ui.widgets.buttons import Button

ME, TEAM, CHARITY = UUID(int=0x5AFF), UUID(int=0x7EA), UUID(int=0xC4A)
MARGARET = PersonEntry(
    "Pemberton", "Margaret", title="Mrs", born_on=date(1957, 3, 14), nhs_number="9990000018", sex="2"
)


@pytest.fixture
def actor() -> Actor:
    return Actor(ME, Role.LINK_WORKER, team_id=TEAM, name="Priya Nair")


@pytest.fixture
def margaret(local_database: Database, actor: Actor) -> UUID:
    """A person with a risk, a need with a goal and an action, an address and a need for large print."""
    with local_database.write(actor) as work:
        job = {"job_title": "link worker", "role": "link_worker"}
        work.session.add(Staff(id=ME, family_name="Nair", given_name="Priya", sort_key="nair priya", **job))
        names = {"name": "Kind Hearts", "short_name": "Kind Hearts", "sort_key": "kind hearts"}
        work.session.add(Organisation(id=CHARITY, kind="vcse", **names))
        team = {"name": "Harbour Vale INT", "sort_key": "harbour vale int", "kind": "personalised_care_team"}
        work.session.add(Team(id=TEAM, from_on=date(2026, 1, 1), **team))
        work.session.flush()
        person_id = service.register_person(work, MARGARET, usual_worker_id=ME)
        service_protection.record_risk(work, person_id, RiskEntry("Falls at home", "high"))
        service_protection.record_access_need(work, person_id, AccessNeedEntry("large_print_18"))
        service_reach.move_home(work, person_id, AddressEntry(line1="1 Quay St", postcode="BN1 4GE"))
        need_id = needs.add_need(work, person_id, NeedEntry(Issue.LONELINESS_ISOLATION, "Lonely since husband died"))
        goal_id = needs.add_goal(work, need_id, GoalEntry("Walks twice a week", progress=50))
        entry = ActionEntry("Book the taster walk", date(2026, 11, 19), ME, TEAM, need_id=need_id, goal_id=goal_id)
        actions.add_action(work, person_id, entry)
        return person_id


@pytest.fixture
def page(shell: Window, margaret: UUID, qtbot: QtBot) -> PersonPage:
    shell.open("person", margaret)
    made = shell.current()
    assert isinstance(made, PersonPage)
    settle(shell, qtbot)
    assert made.seen is not None
    return made


def settle(shell: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shell.background.idle)
    qtbot.wait(1)
    qtbot.waitUntil(lambda: shell.background.idle)


def said(widget: QWidget) -> str:
    """All words that stand in a part of the screen now."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text())


def sheet_of(shell: Window, kind: type[FormSheet]) -> FormSheet:
    found = shell.overlay()
    assert isinstance(found, kind), found
    return found


def press(widget: QWidget, words: str) -> None:
    button = next(b for b in widget.findChildren(Button) if b.text() == words and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(sheet: FormSheet, name: str, words: str) -> None:
    edit = sheet.fields[name].focusProxy() or sheet.fields[name]
    edit.setFocus()
    QTest.keyClicks(edit, words)


# --- what is shown


def test_the_banner_stands_above_every_tab_with_the_parts_of_the_standard(page: PersonPage) -> None:
    for tab in range(5):
        page.choose(tab)
        words = said(page.banner)
        for part in ("PEMBERTON,", "Margaret", "(Mrs)", "14-Mar-1957 (69y)", "Female", "999 000 0018"):
            assert part in words
        for chip in ("Risk: Falls at home", "Needs: 18 pt large print", "Sharing not asked"):
            assert chip in words


def test_the_banner_does_not_scroll_away(page: PersonPage, shell: Window, qtbot: QtBot) -> None:
    shell.resize(900, 500)
    settle(shell, qtbot)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    assert page.verticalScrollBar().value() > 0
    assert page.banner.mapTo(shell, QPoint(0, 0)).y() == shell.top.height()


def test_the_overview_says_what_is_next_what_worries_and_what_happened(page: PersonPage) -> None:
    words = said(page.overview_tab)
    for part in ("Next action, due today", "Book the taster walk", "Falls at home", "High", "Nobody has asked yet"):
        assert part in words
    lines = [line.says() for line in page.overview_tab.needs_card.model.items()]
    assert lines == [
        "Need 1: Lonely since husband died, Open",
        "Goal: Walks twice a week, 50 per cent",
        "Action: Book the taster walk, Priya Nair, Today, to do",
    ]
    kinds = [entry.kind for entry in page.overview_tab.timeline_card.model.items()]
    assert sorted(kinds) == ["risk", "worker"]


@pytest.mark.usefixtures("page")
def test_the_window_knows_whose_record_is_open(margaret: UUID, shell: Window) -> None:
    assert shell.person_id() == margaret


def opened_by(page: PersonPage, shell: Window, qtbot: QtBot) -> int:
    """How often the trail says that Priya opened it."""
    settle(shell, qtbot)
    page.choose(SHARING)
    page.mark_stale()
    settle(shell, qtbot)
    return said(page.sharing_tab.access).count("Priya Nair")


def test_opening_a_record_is_written_down_once(page: PersonPage, shell: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._opened is not None and page._to_note is None)  # once it has been painted
    assert opened_by(page, shell, qtbot) == 1
    assert opened_by(page, shell, qtbot) == 1


def test_a_record_that_is_left_at_once_was_opened_all_the_same(page: PersonPage, shell: Window, qtbot: QtBot) -> None:
    page.leave()
    assert page._to_note is None
    assert opened_by(page, shell, qtbot) == 1


def test_details_have_every_part_of_the_record(page: PersonPage) -> None:
    page.choose(DETAILS)
    words = said(page.details_tab)
    for part in ("1 Quay St, BN1 4GE", "18 pt large print", "No number is recorded.", "Priya Nair", "Not asked"):
        assert part in words


def test_a_page_without_a_person_says_what_to_do(shell: Window, qtbot: QtBot) -> None:
    shell.open("person", None)
    settle(shell, qtbot)
    current = shell.current()
    assert current is not None
    assert "No person is open" in said(current)


# --- changing in place


def test_a_click_on_the_box_ticks_the_action_and_undo_opens_it_again(
    page: PersonPage, shell: Window, qtbot: QtBot
) -> None:
    tab = page.overview_tab
    index = tab.needs.model().index(2, 0)
    box = tab.needs.visualRect(index)
    QTest.mouseClick(tab.needs.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.x() + 40, box.y() + 15))
    settle(shell, qtbot)
    line = tab.needs_card.model.item(2)
    assert isinstance(line, ActionLine)
    assert line.action.status == "done"
    assert "No next action" in said(tab)
    assert shell.shown_toast() == "Action done"
    shell.press_toast()
    settle(shell, qtbot)
    assert "Next action, due today" in said(tab)


def test_space_ticks_the_current_action(page: PersonPage, shell: Window, qtbot: QtBot) -> None:
    tab = page.overview_tab
    tab.needs.setFocus()
    tab.needs.go_to(2)
    QTest.keyClick(tab.needs, Qt.Key.Key_Space)
    settle(shell, qtbot)
    assert "No next action" in said(tab)


def test_a_risk_is_added_in_a_sheet_and_stands_in_the_banner(page: PersonPage, shell: Window, qtbot: QtBot) -> None:
    page.sheet("people.risk")
    sheet = sheet_of(shell, RiskSheet)
    fill(sheet, "title", "Self-neglect")
    sheet.set_value("level", "medium")  # type: ignore[attr-defined]  # (of its own kind)
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell, qtbot)
    assert "Risk: Falls at home; self-neglect" in said(page.banner)


def test_a_problem_stands_at_its_field_and_nothing_is_saved(page: PersonPage, shell: Window, qtbot: QtBot) -> None:
    page.sheet("people.risk")
    sheet = sheet_of(shell, RiskSheet)
    sheet.save()
    settle(shell, qtbot)
    assert sheet.fields["title"].problem == "Enter a value."  # type: ignore[attr-defined]  # (of its own kind)
    assert sheet.fields["level"].problem == "Enter a value."  # type: ignore[attr-defined]  # (of its own kind)
    assert sheet.isVisible()


def test_a_closed_risk_leaves_the_banner_and_none_known_can_be_said(
    page: PersonPage, shell: Window, qtbot: QtBot
) -> None:
    assert page.seen is not None
    page.sheet("people.risk", row=page.seen.risks[0])
    sheet = sheet_of(shell, RiskSheet)
    fill(sheet, "reason", "Rails are fitted")
    press(sheet, "Close this risk")
    settle(shell, qtbot)
    assert "No open risks" in said(page.banner)
    press(page.overview_tab, "Say “no known risks”")
    settle(shell, qtbot)
    assert "No known risks" in said(page.banner)
    assert "said on 19‑Nov‑2026 by Priya Nair" in said(page.overview_tab.summary.risks)


def test_a_changed_name_keeps_the_former_one_and_undo_takes_both_back(
    page: PersonPage, shell: Window, qtbot: QtBot, margaret: UUID, local_database: Database
) -> None:
    page.sheet("people.amend")
    sheet = sheet_of(shell, IdentitySheet)
    sheet.set_value("family_name", "Okafor")  # type: ignore[attr-defined]  # (of its own kind)
    sheet.save()
    settle(shell, qtbot)
    assert "OKAFOR," in said(page.banner)
    with local_database.read() as session:
        assert [row.family_name for row in queries.names(session, [margaret])] == ["Pemberton"]
    shell.press_toast()
    settle(shell, qtbot)
    assert "PEMBERTON," in said(page.banner)
    with local_database.read() as session:
        assert queries.names(session, [margaret]) == []


def test_a_birth_date_that_cannot_be_read_is_told_at_its_field(page: PersonPage, shell: Window) -> None:
    page.sheet("people.amend")
    sheet = sheet_of(shell, IdentitySheet)
    sheet.set_value("born", "the spring of 57")  # type: ignore[attr-defined]  # (of its own kind)
    sheet.save()
    assert sheet.fields["born"].problem.startswith("Type it as 14-Mar-1957")  # type: ignore[attr-defined]  # (of its own kind)


def test_an_answer_about_sharing_stands_in_the_banner(
    page: PersonPage, shell: Window, qtbot: QtBot, margaret: UUID, actor: Actor, local_database: Database
) -> None:
    entry = service_circle.SharingEntry("attend_mdt_discussion", "agreed", CHARITY, basis="explicit_consent")
    with local_database.write(actor) as work:
        service_circle.record_sharing(work, margaret, entry)
    settle(shell, qtbot)
    assert "Sharing agreed 19-Nov-2026" in said(page.banner)
    page.choose(SHARING)
    settle(shell, qtbot)
    press(page.sharing_tab, "Take back")
    sheet = shell.overlay()
    assert isinstance(sheet, FormSheet)
    sheet.save()
    settle(shell, qtbot)
    assert "Sharing not asked" in said(page.banner)


def test_a_need_is_answered_in_its_sheet(page: PersonPage, shell: Window, qtbot: QtBot) -> None:
    assert page.seen is not None
    page.sheet("needs.add", row=page.seen.needs.needs[0])
    sheet = shell.overlay()
    assert isinstance(sheet, NeedSheet)
    sheet.set_value("status", "met")
    sheet.save()
    settle(shell, qtbot)
    assert page.overview_tab.needs_card.model.items()[0].says() == "Need 1: Lonely since husband died, Met"


def test_a_date_is_moved_and_the_goal_and_action_sheets_save(page: PersonPage, shell: Window, qtbot: QtBot) -> None:
    assert page.seen is not None
    action = page.seen.next_action
    assert action is not None
    page.sheet("needs.snooze", row=action)
    sheet = sheet_of(shell, SnoozeSheet)
    sheet.set_value("due_on", date(2026, 11, 27))  # type: ignore[attr-defined]  # (of its own kind)
    sheet.save()
    settle(shell, qtbot)
    assert "due 27-Nov-2026" in said(page.overview_tab)
    assert page.seen is not None
    page.sheet("needs.snooze", row=page.seen.next_action)
    sheet = sheet_of(shell, SnoozeSheet)
    settle(shell, qtbot)
    assert f"Moved from {words.day(action.due_on)} to {words.day(date(2026, 11, 27))}" in said(sheet)
    sheet.dismiss()
    page.sheet("needs.goal")
    sheet = sheet_of(shell, GoalSheet)
    fill(sheet, "text", "Sees her grandson on Sundays")
    sheet.save()
    settle(shell, qtbot)
    page.sheet("needs.action")
    sheet = sheet_of(shell, ActionSheet)
    fill(sheet, "text", "Ring the club")
    sheet.set_value("due_on", date(2026, 11, 30))  # type: ignore[attr-defined]  # (of its own kind)
    sheet.save()
    settle(shell, qtbot)
    lines = [line.says() for line in page.overview_tab.needs_card.model.items()]
    assert "Goal: Sees her grandson on Sundays, 0 per cent" in lines
    assert "Action: Ring the club, Priya Nair, 30-Nov-2026, to do" in lines


# --- adding


@pytest.mark.usefixtures("page")
def test_adding_a_person_warns_of_the_same_one_and_opens_them(shell: Window, qtbot: QtBot, margaret: UUID) -> None:
    QTest.keyClick(shell, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = sheet_of(shell, AddPersonSheet)
    fill(sheet, "family_name", "Pembertan")
    fill(sheet, "given_name", "Margaret")
    fill(sheet, "born", "14/03/1957")
    known = "PEMBERTON, Margaret · Born 14-Mar-1957 · NHS no. 999 000 0018"
    qtbot.waitUntil(lambda: known in said(sheet))
    assert "Is it one of these?" in said(sheet)
    fill(sheet, "nhs_number", "999 000 0018")
    qtbot.waitUntil(lambda: "already here" in said(sheet) and known in said(sheet))
    press(sheet, "Open")
    settle(shell, qtbot)
    assert shell.person_id() == margaret


def test_a_new_person_is_added_and_opened(page: PersonPage, shell: Window, qtbot: QtBot, margaret: UUID) -> None:
    QTest.keyClick(shell, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = sheet_of(shell, AddPersonSheet)
    sheet.set_value("family_name", "Łukasiewicz")  # type: ignore[attr-defined]  # (of its own kind)
    fill(sheet, "given_name", "Zofia")
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell, qtbot)
    assert shell.person_id() not in (None, margaret)
    assert "ŁUKASIEWICZ," in said(page.banner)
    assert "Risks not assessed" in said(page.banner)


# --- protection


def test_a_restricted_record_opens_for_others_with_a_reason_only(
    shell: Window, qtbot: QtBot, margaret: UUID, local_database: Database, background: Background
) -> None:
    boss = UUID(int=0xB055)
    with local_database.write(background.actor) as work:
        job = {"job_title": "link worker", "role": "link_worker"}
        work.session.add(Staff(id=boss, family_name="Okafor", given_name="Tom", sort_key="okafor tom", **job))
        person = queries.header(work.session, margaret)
        assert person is not None
        service.set_confidentiality(work, margaret, person.version, "restricted")
    background.become(replace(background.actor, staff_id=boss))
    shell.open("person", margaret)
    settle(shell, qtbot)
    page = shell.current()
    assert isinstance(page, PersonPage)
    dialog = shell.overlay()
    assert isinstance(dialog, BreakGlassSheet)
    assert "PEMBERTON" not in said(shell)
    QTest.keyClicks(dialog.reason.focusProxy() or dialog.reason, "Too short")
    press(dialog, "Open the record")
    settle(shell, qtbot)
    assert "at least 12" in dialog.field.problem
    QTest.keyClicks(dialog.reason.focusProxy() or dialog.reason, ", covering for Priya")
    press(dialog, "Open the record")
    settle(shell, qtbot)
    assert "PEMBERTON," in said(page.banner)
    with local_database.read() as session:
        assert len(queries_protection.risks(session, [margaret])) == 1


# --- one risk looked at again, and one opened again


def risk_sheet(page: PersonPage, shell: Window, qtbot: QtBot) -> FormSheet:
    assert page.seen is not None
    page.sheet("people.risk", row=page.seen.risks[0])
    settle(shell, qtbot)
    return sheet_of(shell, RiskSheet)


def the_risk(database: Database, margaret: UUID) -> queries_protection.RiskRow:
    with database.read() as session:
        return queries_protection.risks(session, [margaret])[0]


def test_one_risk_is_looked_at_again_and_undo_brings_back_its_day(
    page: PersonPage, shell: Window, qtbot: QtBot, local_database: Database, margaret: UUID
) -> None:
    with local_database.write(shell.background.actor) as work:
        entry = RiskEntry("Falls at home", "high", review_due=date(2026, 11, 1))
        service_protection.amend_risk(work, the_risk(local_database, margaret).id, 1, entry)
    page.mark_stale()
    settle(shell, qtbot)
    press(risk_sheet(page, shell, qtbot), "Looked at again, still stands")
    settle(shell, qtbot)
    assert shell.overlay() is None
    assert the_risk(local_database, margaret).review_due == date(2026, 12, 17)  # four weeks, of a high risk
    assert "Review 17‑Dec‑2026" in said(page.overview_tab.summary.risks)
    titles = [words.entry_look(line)[2] for line in page.overview_tab.timeline_card.model.items()]
    assert "Risk looked at again: Falls at home" in titles
    shell.press_toast()
    settle(shell, qtbot)
    assert the_risk(local_database, margaret).review_due == date(2026, 11, 1)


def test_a_risk_is_looked_at_again_until_the_day_that_was_typed(
    page: PersonPage, shell: Window, qtbot: QtBot, local_database: Database, margaret: UUID
) -> None:
    sheet = risk_sheet(page, shell, qtbot)
    sheet.set_value("detail", "Fell on the stairs.")  # type: ignore[attr-defined]  # (of its own kind)
    sheet.set_value("review_due", date(2026, 11, 26))  # type: ignore[attr-defined]  # (of its own kind)
    press(sheet, "Looked at again, still stands")
    settle(shell, qtbot)
    risk = the_risk(local_database, margaret)
    assert (risk.review_due, risk.detail, risk.status) == (date(2026, 11, 26), "Fell on the stairs.", "open")


def test_a_closed_risk_is_shown_when_asked_for_and_opened_again(
    page: PersonPage, shell: Window, qtbot: QtBot, local_database: Database, margaret: UUID
) -> None:
    sheet = risk_sheet(page, shell, qtbot)
    fill(sheet, "reason", "Rails are fitted")
    press(sheet, "Close this risk")
    settle(shell, qtbot)
    card = page.overview_tab.summary.risks
    assert "Rails are fitted" not in said(card)
    press(card, "Show 1 closed risk")
    settle(shell, qtbot)
    assert "Closed 19‑Nov‑2026: Rails are fitted" in said(card)
    assert shell.focusWidget() is page.overview_tab.summary.closed
    press(card, "Open again")
    settle(shell, qtbot)
    assert the_risk(local_database, margaret).status == "open"
    assert "Risk: Falls at home" in said(page.banner)
    shell.press_toast()
    settle(shell, qtbot)
    assert "No open risks" in said(page.banner)
    press(card, "Hide 1 closed risk")
    settle(shell, qtbot)
    assert "Rails are fitted" not in said(card)
