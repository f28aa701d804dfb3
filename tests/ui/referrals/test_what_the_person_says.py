"""From the panel: days on which the person chose to wait, and what they themselves say it is about."""

from datetime import timedelta
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from inteam.cases import service as cases
from inteam.cases.queries_triage import TriageView, triage_view
from inteam.referrals.choices import Issue
from inteam.referrals.rules import Acceptance
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.referrals.samples import Neighbourhood, a_referral
from ui.app.background import Background
from ui.app.window import Window
from ui.referrals import checks
from ui.referrals.page import ReferralsPage
from ui.referrals.sheets_person import DelaySheet, IssuesSheet
from ui.widgets.buttons import Button
from ui.widgets.fields import DateField, Field
from ui.widgets.inputs import TextArea


@pytest.fixture
def accepted(local_database: Database, near: Neighbourhood) -> UUID:
    referral_id = a_referral(local_database, near, received_at=NOW - timedelta(days=10))
    with local_database.write(near.actor) as work:
        cases.accept_referral(work, referral_id, 1, Acceptance(owner_id=near.priya))
    return referral_id


@pytest.fixture
def page(accepted: UUID, near: Neighbourhood, background: Background, shell: Window, qtbot: QtBot) -> ReferralsPage:
    background.become(near.actor)
    shell.open("referrals")
    shown = shell.page("referrals")
    assert isinstance(shown, ReferralsPage)
    qtbot.waitUntil(lambda: shown.panel.view is not None and shown.panel.view.panel.referral.id == accepted)
    return shown


def view(shell: Window, referral_id: UUID) -> TriageView:
    with shell.background.database.read() as session:
        found = triage_view(session, referral_id, now=NOW)
    assert found is not None
    return found


def pressed(page: ReferralsPage, act: str) -> None:
    next(one for one in page.panel.findChildren(Button) if one.property("act") == act).click()


def test_a_choice_to_wait_stands_beside_the_wait_and_moves_no_standard(
    page: ReferralsPage, shell: Window, qtbot: QtBot, accepted: UUID
) -> None:
    before = dict(checks.facts(view(shell, accepted), {}, page.background.today()))["First contact"]
    pressed(page, "referrals.delay")
    sheet = shell.overlay()
    assert isinstance(sheet, DelaySheet)
    sheet.save()
    assert said(sheet, "to_on") == "Enter a date."
    first, last, reason = sheet.control("from_on"), sheet.control("to_on"), sheet.control("reason")
    assert isinstance(first, DateField)
    assert isinstance(last, DateField)
    assert isinstance(reason, TextArea)
    first.set_value(page.background.today() - timedelta(days=3))
    last.set_value(page.background.today() + timedelta(days=4))
    reason.set_text("Away with her daughter")
    sheet.save()
    qtbot.waitUntil(lambda: len(view(shell, accepted).panel.delays) == 1)
    facts = dict(checks.facts(view(shell, accepted), {}, page.background.today()))
    assert facts["First contact"] == f"{before}, 4 of them the person’s choice"
    assert facts["Chose to wait"] == "16-Nov-2026 to 23-Nov-2026, Away with her daughter"


def test_what_the_person_says_stands_beside_what_the_referrer_says(
    page: ReferralsPage, shell: Window, qtbot: QtBot, accepted: UUID
) -> None:
    pressed(page, "referrals.issues")
    sheet = shell.overlay()
    assert isinstance(sheet, IssuesSheet)
    sheet.save()
    assert "Choose at least one thing" in sheet.problem.accessibleName()
    sheet._boxes[Issue.MONEY_DEBT_BENEFITS].setChecked(True)
    note = sheet.control("note")
    assert isinstance(note, TextArea)
    note.set_text("The bills come first")
    sheet.save()
    qtbot.waitUntil(lambda: len(view(shell, accepted).panel.person_issues) == 1)
    facts = dict(checks.facts(view(shell, accepted), {}, page.background.today()))
    assert facts["Reasons"] == "Lonely, low mood"
    assert facts["Says"] == "The bills come first"


def said(sheet: DelaySheet, name: str) -> str:
    field = sheet.fields[name]
    assert isinstance(field, Field)
    return field.problem
