"""Triage by key: accept, decline, ask, redirect, close, undo."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inteam.cases import queries as cases
from inteam.referrals import queries_feedback
from inteam.referrals.choices import Agreement, RiskState
from inteam.referrals.model import Referral
from inteam.store.database import Database
from tests.inteam.referrals.samples import Neighbourhood, a_team, row
from tests.ui.referrals.pressing import a_named_referral, fill, opened, press, settled
from ui.app.window import Window
from ui.referrals.closing import CloseReferralSheet
from ui.referrals.sheets import AskSheet, DeclineSheet, RedirectSheet
from ui.widgets.fields import Field


def test_one_referral_is_accepted_in_one_key_and_opens_a_case(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id = a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    assert page.board.selected is not None
    assert page.panel.primary.text() == "Accept, give to Priya"
    press(page, Qt.Key.Key_A)
    settled(qtbot, window)
    found = row(local_database, Referral, referral_id)
    assert (found.state, found.owner_id) == ("accepted", near.priya)
    with local_database.read() as session:
        (case,) = cases.cases_of_person(session, found.person_id)
    assert case.owner_id == near.priya
    assert page.board.lists["accepted"].cards.rowCount() == 1


def test_accepting_without_what_is_missing_says_it_at_its_field_and_changes_nothing(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id = a_named_referral(
        local_database, near, "Langtree", "Susan", urgency=None, risk_state=RiskState.NOT_ASSESSED
    )
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_A)
    settled(qtbot, window)
    assert page.panel.fields["urgency"].problem == "Enter a value."
    assert page.panel.fields["risk_exception"].problem.startswith("Risk has not been assessed")
    assert row(local_database, Referral, referral_id).state == "received"


def test_a_person_who_does_not_agree_is_not_accepted(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id = a_named_referral(local_database, near, "Abbott", "Vera", person_agrees=Agreement.NO)
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_A)
    settled(qtbot, window)
    assert page.panel.problem.isVisible()
    assert row(local_database, Referral, referral_id).state == "received"


def test_declining_needs_a_reason_and_puts_feedback_on_the_list(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id = a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_X)
    sheet = window.overlay()
    assert isinstance(sheet, DeclineSheet)
    sheet.save()
    settled(qtbot, window)
    assert isinstance(field := sheet.fields["reason"], Field)
    assert field.problem == "Enter a value."
    fill(sheet, reason="out_of_area", onward_advice="Ask the Cove Vale team")
    sheet.save()
    settled(qtbot, window)
    assert row(local_database, Referral, referral_id).state == "rejected"
    with local_database.read() as session:
        assert [f.kind for f in queries_feedback.feedback_due(session)] == ["rejection"]
    assert page.board.lists["new"].cards.rowCount() == 0
    assert page.panel.view is None or page.panel._empty.isVisible()


def test_asking_for_more_moves_the_card_and_the_answer_brings_it_back(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id = a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_M)
    sheet = window.overlay()
    assert isinstance(sheet, AskSheet)
    fill(sheet, question="Does she live alone?")
    sheet.save()
    settled(qtbot, window)
    assert row(local_database, Referral, referral_id).state == "info_requested"
    page.board.select_id(referral_id)
    settled(qtbot, window)
    press(page, Qt.Key.Key_M)
    answer = window.overlay()
    fill(answer, answer="Yes.")
    answer.save()  # type: ignore[union-attr]  # (it is there)
    settled(qtbot, window)
    assert row(local_database, Referral, referral_id).state == "triaged"


def test_redirecting_takes_the_card_off_this_teams_board(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    other = a_team(local_database, near, "Cove Vale INT")
    referral_id = a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_D)
    sheet = window.overlay()
    assert isinstance(sheet, RedirectSheet)
    fill(sheet, team_id=other, reason="Lives there")
    sheet.save()
    settled(qtbot, window)
    assert row(local_database, Referral, referral_id).team_id == other
    assert page.board.lists["new"].cards.rowCount() == 0


def test_undo_brings_an_accepted_referral_back(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id = a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_A)
    settled(qtbot, window)
    assert window._toast is not None
    window._toast.link.click()
    settled(qtbot, window)
    assert row(local_database, Referral, referral_id).state == "received"
    assert page.board.lists["new"].cards.rowCount() == 1


def closing(qtbot: QtBot, window: Window, near: Neighbourhood, database: Database) -> tuple[UUID, CloseReferralSheet]:
    """An accepted referral, and the sheet that closes it."""
    referral_id = a_named_referral(database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_A)
    settled(qtbot, window)
    page.board.select_id(referral_id)
    settled(qtbot, window)
    press(page, Qt.Key.Key_C)
    sheet = window.overlay()
    assert isinstance(sheet, CloseReferralSheet)
    settled(qtbot, window)
    return referral_id, sheet


def test_closing_answers_each_open_action(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id, sheet = closing(qtbot, window, near, local_database)
    fill(sheet, outcome="moved_away", reason="To Leeds", summary="Moved before we met")
    sheet.save()
    settled(qtbot, window)
    found = row(local_database, Referral, referral_id)
    assert (found.state, found.outcome, found.closed_on) == ("closed", "moved_away", date(2026, 11, 19))


def test_the_vulnerability_check_comes_with_not_contactable_only(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id, sheet = closing(qtbot, window, near, local_database)
    assert not sheet._check.isVisible()
    fill(sheet, outcome="not_contactable", reason="No answer", summary="Tried")
    assert sheet._check.isVisible()
    sheet.save()
    settled(qtbot, window)
    assert sheet.problem.isVisible()
    assert row(local_database, Referral, referral_id).state == "accepted"
