"""Referrals that have ended are found, with outcome and feedback, and taken up again."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inteam.referrals import course, feedback, service
from inteam.referrals.choices import ClosingOutcome, Refusal
from inteam.referrals.model import Feedback, Referral
from inteam.referrals.rules import Closing, Decline
from inteam.store.database import Database
from tests.inteam.careplans.people import a_person
from tests.inteam.referrals.samples import Neighbourhood, a_referral, row
from ui.app.background import Background
from ui.app.window import Window
from ui.person.mistakes import MistakeSheet
from ui.referrals.ended import how, told
from ui.referrals.owed import FeedbackDueSheet
from ui.referrals.page import ENDED, ReferralsPage
from ui.referrals.sheets_course import ReopenSheet
from ui.widgets.inputs import TextArea


@pytest.fixture
def ended(local_database: Database, near: Neighbourhood) -> tuple[UUID, UUID]:
    """One that was closed without contact and one that was declined; the referrer of the second has been told."""
    with local_database.write(near.actor) as work:
        other = a_person(work, "Rahman", "Abdul").id
    closed, declined = a_referral(local_database, near), a_referral(local_database, near, person_id=other)
    with local_database.write(near.actor) as work:
        entry = Closing(ClosingOutcome.MOVED_AWAY, "Moved to Leeds", summary="Moved before contact")
        course.close_referral(work, closed, 1, entry, open_actions=0)
        due = service.decline_referral(work, declined, 1, Decline(Refusal.OUT_OF_AREA, onward_advice="Try Eastbrook"))
        work.session.flush()
        feedback.send_feedback(work, due, 1, via="phone", content="Out of area")
    return closed, declined


@pytest.fixture
def page(
    ended: tuple[UUID, UUID], near: Neighbourhood, background: Background, shell: Window, qtbot: QtBot
) -> ReferralsPage:
    background.become(near.actor)
    shell.open("referrals")
    shown = shell.page("referrals")
    assert isinstance(shown, ReferralsPage)
    qtbot.waitUntil(lambda: background.idle)
    shown.ways.choose(2)
    qtbot.waitUntil(lambda: len(shown.ended.model.rows()) == len(ended))
    return shown


def choose(page: ReferralsPage, referral_id: UUID, qtbot: QtBot) -> None:
    page.ended.table.go_to(page.ended.model.line_of(referral_id))
    qtbot.waitUntil(lambda: page.panel.view is not None and page.panel.view.panel.referral.id == referral_id)


def test_what_has_ended_stands_with_its_outcome_and_whether_the_referrer_was_told(
    page: ReferralsPage, ended: tuple[UUID, UUID]
) -> None:
    assert page.way == ENDED
    today = page.background.today()
    said = {one.id: (how(one), told(one, today)[0]) for one in page.ended.model.rows()}
    closed, declined = ended
    assert said[closed][0] == "Moved away"
    assert said[closed][1].startswith("Tell by ")
    assert said[declined] == ("Declined: out of area", "Told 19-Nov-2026")


def test_a_closed_one_is_reopened_by_key_and_its_feedback_is_owed_no_more(
    page: ReferralsPage, shell: Window, qtbot: QtBot, ended: tuple[UUID, UUID], local_database: Database
) -> None:
    closed, _ = ended
    choose(page, closed, qtbot)
    qtbot.keyClick(page.ended.table, Qt.Key.Key_R)
    sheet = shell.overlay()
    assert isinstance(sheet, ReopenSheet)
    reason = sheet.control("reason")
    assert isinstance(reason, TextArea)
    sheet.save()
    qtbot.waitUntil(lambda: sheet.fields["reason"].problem == "Enter a value.")  # type: ignore[attr-defined]  # (of its own kind)
    reason.set_text("She did not move after all")
    sheet.save()
    qtbot.waitUntil(lambda: row(local_database, Referral, closed).state == "active")
    with local_database.read() as session:
        owed = session.query(Feedback).filter(Feedback.referral_id == closed).one()
    assert owed.withdrawn_reason == "reopened"
    qtbot.waitUntil(lambda: len(page.ended.model.rows()) == 1)
    assert row(local_database, Referral, closed).owner_id is not None


def test_the_panel_of_one_that_ended_leads_to_its_feedback_and_to_marking_it(
    page: ReferralsPage, shell: Window, qtbot: QtBot, ended: tuple[UUID, UUID]
) -> None:
    closed, _ = ended
    choose(page, closed, qtbot)
    page.panel._sheet("referrals.owed")
    owed = shell.overlay()
    assert isinstance(owed, FeedbackDueSheet)
    qtbot.waitUntil(lambda: owed.model.rowCount() == 1)
    owed.dismiss()
    page.panel._sheet("people.mistake")
    sheet = shell.overlay()
    assert isinstance(sheet, MistakeSheet)
    qtbot.waitUntil(lambda: sheet.chosen is not None)
    assert sheet.which.value() == closed


def test_back_on_the_board_the_panel_is_the_boards_again(
    page: ReferralsPage, shell: Window, qtbot: QtBot, ended: tuple[UUID, UUID]
) -> None:
    choose(page, ended[0], qtbot)
    page.ways.choose(0)
    qtbot.waitUntil(lambda: shell.background.idle)
    assert page._stack.currentWidget() is page.empty


def test_where_nothing_has_ended_the_list_says_what_would_stand_there(
    near: Neighbourhood, background: Background, shell: Window, qtbot: QtBot
) -> None:
    background.become(near.actor)
    shell.open("referrals")
    page = shell.page("referrals")
    assert isinstance(page, ReferralsPage)
    page.ways.choose(2)
    qtbot.waitUntil(lambda: page.ended.empty.isVisibleTo(page))
