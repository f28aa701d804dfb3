from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inteam.cases import queries as cases
from inteam.contacts import queries as contacts
from inteam.drafts.queries import my_drafts
from inteam.referrals import queries_feedback, service
from inteam.referrals.choices import Agreement, Refusal, RiskState, Source, Urgency
from inteam.referrals.model import Referral
from inteam.referrals.rules import Decline, Triage
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.careplans.people import a_person
from tests.inteam.referrals.samples import Neighbourhood, a_referral, a_team, neighbourhood, row
from ui.app.background import Background
from ui.app.window import Window
from ui.referrals import checks
from ui.referrals.add import AddReferralSheet
from ui.referrals.cards import says
from ui.referrals.closing import CloseReferralSheet
from ui.referrals.owed import FeedbackDueSheet
from ui.referrals.page import ReferralsPage
from ui.referrals.sheets import AskSheet, DeclineSheet, RedirectSheet, ReferralSheet
from ui.referrals.sheets_course import FeedbackSheet
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.inputs import TextArea, TextBox


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


@pytest.fixture
def window(near: Neighbourhood, background: Background, shell: Window) -> Window:
    background.become(near.actor)
    return shell


def a_named_referral(
    database: Database, near: Neighbourhood, family: str, given: str, days: int = 0, **changes: object
) -> UUID:
    with database.write(near.actor) as work:
        person = a_person(work, family, given, nhs_number="9990000204")
    moment = NOW - timedelta(days=days, hours=6)
    return a_referral(database, near, person_id=person.id, received_at=moment, **changes)


def opened(qtbot: QtBot, window: Window) -> ReferralsPage:
    window.open("referrals")
    page = window.page("referrals")
    assert isinstance(page, ReferralsPage)
    qtbot.waitUntil(lambda: window.background.idle)
    return page


def press(page: ReferralsPage, key: Qt.Key) -> None:
    QTest.keyClick(page.board.first_list(), key)


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.background.idle)


def fill(sheet: object, **values: object) -> None:
    for name, value in values.items():
        field = sheet.fields[name]  # type: ignore[attr-defined]
        control = field.control if isinstance(field, Field) else field
        if isinstance(control, ChoiceField):
            control.set_value(value)
        elif isinstance(control, TextBox | TextArea):
            control.set_text(str(value))


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
    answer.save()  # type: ignore[union-attr]
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


def test_cards_stand_in_their_columns_urgent_first_then_the_oldest(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    a_named_referral(local_database, near, "Abbott", "Vera", days=2)
    a_named_referral(local_database, near, "Langtree", "Susan", days=3)
    a_named_referral(local_database, near, "Rahman", "Abdul", urgency=Urgency.URGENT)
    triaged = a_named_referral(local_database, near, "Dolan", "Patrick", days=3)
    with local_database.write(near.actor) as work:
        service.triage_referral(work, triaged, 1, Triage())
    page = opened(qtbot, window)
    shown = [card.family_name for card in page.board.lists["new"].cards.items()]
    assert shown == ["Rahman", "Langtree", "Abbott"]
    assert [card.family_name for card in page.board.lists["triage"].cards.items()] == ["Dolan"]
    assert page.counts.text() == "4 open, 1 past its standard"


def test_arrows_go_along_and_across_the_columns(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    a_named_referral(local_database, near, "Abbott", "Vera", days=1)
    a_named_referral(local_database, near, "Rahman", "Abdul", days=2)
    triaged = a_named_referral(local_database, near, "Dolan", "Patrick")
    with local_database.write(near.actor) as work:
        service.triage_referral(work, triaged, 1, Triage())
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_Down)
    assert page.board.selected is not None
    assert page.board.selected.family_name == "Abbott"
    press(page, Qt.Key.Key_Right)
    assert page.board.selected.family_name == "Dolan"
    settled(qtbot, window)
    assert page.panel.view is not None
    assert page.panel.view.panel.referral.family_name == "Dolan"


def test_a_card_says_all_three_identifiers_to_a_screen_reader(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    card = page.board.lists["new"].cards.item(0)
    assert card is not None
    assert says(card) == (
        "RAHMAN, Abdul, born 14-Mar-1957, NHS number 999 000 0204, Lonely, low mood, from Quayside Surgery, "
        "waiting 6 h, standard 2 days"
    )


def test_an_empty_board_says_what_would_be_here(qtbot: QtBot, window: Window, near: Neighbourhood) -> None:
    page = opened(qtbot, window)
    assert page.empty.isVisible()
    assert page.empty.button.text() == "Add referral"
    assert near is not None


def test_same_day_safety_shows_the_crisis_steps(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    a_named_referral(local_database, near, "Rahman", "Abdul", urgency=Urgency.SAME_DAY_SAFETY)
    page = opened(qtbot, window)
    strips = [child.accessibleName() for child in page.panel.findChildren(type(page.panel.problem))]
    assert checks.CRISIS in strips


def test_a_referral_is_added_for_somebody_who_is_known(qtbot: QtBot, window: Window, near: Neighbourhood) -> None:
    page = opened(qtbot, window)
    page.empty.button.click()
    sheet = window.overlay()
    assert isinstance(sheet, AddReferralSheet)
    settled(qtbot, window)
    sheet.save()
    settled(qtbot, window)
    assert isinstance(field := sheet.fields["source"], Field)
    assert field.problem == "Choose who refers."
    sheet.who.set_value(near.margaret, "PEMBERTON, Margaret")
    sheet.who.chosen.emit(near.margaret)
    settled(qtbot, window)
    fill(
        sheet,
        pathway_key="social_prescribing",
        source=Source.GP,
        referrer_name="Dr S. Bello",
        reasons="bereavement",
        reason_note="Lost her husband",
        urgency=Urgency.SOON,
        person_agrees=Agreement.YES,
        risk_state=RiskState.NO_KNOWN_RISKS,
    )
    sheet.save()
    settled(qtbot, window)
    card = page.board.lists["new"].cards.item(0)
    assert card is not None
    assert (card.family_name, card.reasons, card.urgency) == ("Pemberton", ("Lost her husband",), "soon")


def test_closing_answers_each_open_action(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id = a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_A)
    settled(qtbot, window)
    page.board.select_id(referral_id)
    settled(qtbot, window)
    press(page, Qt.Key.Key_C)
    sheet = window.overlay()
    assert isinstance(sheet, CloseReferralSheet)
    settled(qtbot, window)
    fill(sheet, outcome="moved_away", reason="To Leeds", summary="Moved before we met")
    sheet.save()
    settled(qtbot, window)
    found = row(local_database, Referral, referral_id)
    assert (found.state, found.outcome, found.closed_on) == ("closed", "moved_away", date(2026, 11, 19))


def test_the_vulnerability_check_comes_with_not_contactable_only(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id = a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    press(page, Qt.Key.Key_A)
    settled(qtbot, window)
    page.board.select_id(referral_id)
    settled(qtbot, window)
    press(page, Qt.Key.Key_C)
    sheet = window.overlay()
    assert isinstance(sheet, CloseReferralSheet)
    settled(qtbot, window)
    assert not sheet._check.isVisible()
    fill(sheet, outcome="not_contactable", reason="No answer", summary="Tried")
    assert sheet._check.isVisible()
    sheet.save()
    settled(qtbot, window)
    assert sheet.problem.isVisible()
    assert row(local_database, Referral, referral_id).state == "accepted"


def test_the_list_shows_the_same_referrals_as_the_board(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    a_named_referral(local_database, near, "Abbott", "Vera", days=2)
    a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    page.ways.choose(1)
    assert [card.family_name for card in page.model.rows()] == ["Abbott", "Rahman"]
    assert page.table.isVisible()
    with local_database.read() as session:
        assert contacts.contacts(session) == []


def test_every_control_of_the_page_has_a_name(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    a_named_referral(local_database, near, "Rahman", "Abdul", urgency=None, risk_state=RiskState.NOT_ASSESSED)
    page = opened(qtbot, window)
    stops = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    nameless = [w for w in stops if not w.accessibleName() and w.focusProxy() is None]
    assert nameless == []


def test_feedback_that_is_owed_stands_in_a_list_and_leaves_it_when_sent(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    referral_id = a_named_referral(local_database, near, "Rahman", "Abdul")
    with local_database.write(near.actor) as work:
        service.decline_referral(work, referral_id, 1, Decline(Refusal.OUT_OF_AREA, "Ask Cove Vale"))
    page = opened(qtbot, window)
    assert page.owed.text() == "Feedback due 1"
    page.owed.click()
    listed = window.overlay()
    assert isinstance(listed, FeedbackDueSheet)
    settled(qtbot, window)
    QTest.keyClick(listed.list, Qt.Key.Key_Return)
    sheet = window.overlay()
    assert isinstance(sheet, FeedbackSheet)
    fill(sheet, content="Out of our area: Cove Vale will help.", via="email")
    sheet.save()
    settled(qtbot, window)
    with local_database.read() as session:
        assert queries_feedback.feedback_due(session) == []
    assert not page.owed.isVisible()


@pytest.mark.parametrize("form", ["referrals.ask", "referrals.decline", "referrals.redirect", "referrals.answer"])
def test_a_draft_of_a_decision_opens_again_from_its_draft_alone(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database, form: str
) -> None:
    a_named_referral(local_database, near, "Rahman", "Abdul")
    page = opened(qtbot, window)
    sheet = window.show_sheet(form, view=page.panel.view)
    assert isinstance(sheet, ReferralSheet)
    first = next(
        name
        for name in sheet.fields
        if isinstance(field := sheet.fields[name], Field) and isinstance(field.control, TextArea)
    )
    control = sheet.control(first)
    assert isinstance(control, TextArea)
    control.edit.setPlainText("Half a sentence")
    sheet.dismiss()
    settled(qtbot, window)
    with local_database.read() as session:
        (draft,) = my_drafts(session, near.priya)
    again = window.show_sheet(draft.form, person_id=draft.person_id, draft=draft)
    settled(qtbot, window)
    assert isinstance(again, ReferralSheet)
    assert again.words(first) == "Half a sentence"
    assert "RAHMAN" in again.panel.accessibleName()
