"""What the team sets in local policy is what the screens go by."""

import pytest
from pytestqt.qtbot import QtBot

from inteam.access import Actor, Role
from inteam.people import service_protection
from inteam.people.model import AccessNeed, Risk
from inteam.people.service_protection import AccessNeedEntry, RiskEntry
from inteam.policy.service import set_value
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from ui.app.window import Window
from ui.caseload.page import CaseloadPage
from ui.person.sheets_needs import NeedSheet
from ui.widgets.fields import ChoiceField


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    made = neighbourhood(local_database)
    with local_database.write(Actor(made.bello, Role.MANAGER, made.team)) as work:
        for key, value in (
            ("caseload.no_contact_days", 45),
            ("needs.confidence_prompt", 3),
            ("people.risk_review_days_high", 7),
            ("people.access_need_review_months", 6),
        ):
            set_value(work, key, value, source="Team meeting", checked=True)
    return made


def test_the_caseloads_standing_view_goes_by_the_teams_days(shell: Window, near: Neighbourhood, qtbot: QtBot) -> None:
    shell.background.become(near.actor)
    shell.open("caseload")
    page = shell.current()
    assert isinstance(page, CaseloadPage)
    qtbot.waitUntil(lambda: "No contact in 45 days" in [tab.view.name for tab in page._tabs])
    tab = next(tab for tab in page._tabs if tab.view.name == "No contact in 45 days")
    assert tab.view.filters.no_contact_for == 45


def test_what_would_help_is_asked_at_the_teams_confidence(shell: Window, near: Neighbourhood, qtbot: QtBot) -> None:
    shell.background.become(near.actor)
    sheet = shell.show_sheet("needs.add", person_id=near.margaret)
    assert isinstance(sheet, NeedSheet)
    qtbot.waitUntil(lambda: sheet.fields["confidence_note"].isHidden())
    confidence = sheet.control("confidence")
    assert isinstance(confidence, ChoiceField)
    confidence.set_value(3)
    assert not sheet.fields["confidence_note"].isHidden()
    confidence.set_value(4)
    assert sheet.fields["confidence_note"].isHidden()


def test_risks_and_needs_are_looked_at_again_after_the_teams_time(
    local_database: Database, near: Neighbourhood
) -> None:
    with local_database.write(near.actor) as work:
        risk = service_protection.record_risk(work, near.margaret, RiskEntry(title="falls", level="high"))
        need = service_protection.record_access_need(work, near.margaret, AccessNeedEntry("large_print_18"))
        assert (work.session.get_one(Risk, risk).review_due - work.today).days == 7  # type: ignore[operator]  # (never None here)
        due = work.session.get_one(AccessNeed, need).review_due
    assert due is not None
    assert due.isoformat() == "2027-05-19"
