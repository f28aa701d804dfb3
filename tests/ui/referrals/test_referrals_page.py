import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inteam.contacts import queries as contacts
from inteam.drafts.queries import my_drafts
from inteam.referrals import queries_feedback, service
from inteam.referrals.choices import Agreement, Refusal, RiskState, Source, Urgency
from inteam.referrals.rules import Decline, Triage
from inteam.store.database import Database
from tests.inteam.referrals.samples import Neighbourhood
from tests.ui.referrals.pressing import a_named_referral, fill, opened, press, settled
from ui.app.window import Window
from ui.referrals import checks
from ui.referrals.add import AddReferralSheet
from ui.referrals.cards import says
from ui.referrals.owed import FeedbackDueSheet
from ui.referrals.sheets import ReferralSheet
from ui.referrals.sheets_course import FeedbackSheet
from ui.widgets.fields import Field
from ui.widgets.inputs import TextArea


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
    assert page.counts.text() == "4 open, 1 past standard"


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
