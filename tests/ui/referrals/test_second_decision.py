"""Somebody decides about a referral, or moves a case, while I am writing: I am told, and nothing is done unseen."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from inteam.access import Actor, Role
from inteam.cases import queries as cases
from inteam.cases import service as case_service
from inteam.cases.rules import NewCase
from inteam.referrals import queries_panel, service
from inteam.referrals.rules import Question
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.referrals.samples import Neighbourhood, a_referral
from ui.app.window import Window
from ui.referrals.case_sheet import CaseSheet
from ui.referrals.case_sheets import ChangeOwnerSheet
from ui.referrals.page import ReferralsPage
from ui.referrals.sheets import DeclineSheet
from ui.widgets import controls


@pytest.fixture
def tom(near: Neighbourhood) -> Actor:
    return replace(near.actor, staff_id=near.tom, role=Role.CARE_COORDINATOR, name="Tom Okafor")


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.background.idle)


def test_declining_what_somebody_has_asked_about_meanwhile_waits_until_it_was_seen(
    qtbot: QtBot, window: Window, local_database: Database, near: Neighbourhood, tom: Actor
) -> None:
    referral_id = a_referral(local_database, near)
    window.open("referrals")
    page = window.page("referrals")
    assert isinstance(page, ReferralsPage)
    settled(qtbot, window)
    with local_database.read() as session:
        from inteam.cases.queries_triage import triage_view  # noqa: PLC0415 (what the page gives the sheet)

        view = triage_view(session, referral_id, now=NOW)
    sheet = window.show_sheet("referrals.decline", view=view)
    assert isinstance(sheet, DeclineSheet)
    controls.fill(sheet.control("reason"), sheet.control("reason")._values[0])  # type: ignore[attr-defined]  # (of its own kind)
    controls.fill(sheet.control("onward_advice"), "The day centre takes people like her")
    with local_database.write(tom) as work:
        found = queries_panel.panel(work.session, referral_id, now=NOW)
        assert found is not None
        service.ask_for_more(work, referral_id, found.referral.version, Question("Does she agree?", "Dr Bell"))
    sheet.save()
    qtbot.waitUntil(sheet.problem.isVisible)
    said = sheet.problem.accessibleName()
    assert said.startswith("Tom Okafor changed this referral at 10:42. Look at it again, then save")
    assert said.endswith("It is now: Waiting for an answer.")
    assert sheet.words("onward_advice") == "The day centre takes people like her"
    sheet.save()
    settled(qtbot, window)
    with local_database.read() as session:
        now = queries_panel.panel(session, referral_id, now=NOW)
    assert now is not None
    assert now.referral.state == "rejected"


def test_accepting_what_somebody_has_asked_about_meanwhile_shows_what_it_has_become(
    qtbot: QtBot, window: Window, local_database: Database, near: Neighbourhood, tom: Actor
) -> None:
    referral_id = a_referral(local_database, near)
    window.open("referrals")
    page = window.page("referrals")
    assert isinstance(page, ReferralsPage)
    settled(qtbot, window)
    page.tables = frozenset()  # type: ignore[misc]  # (as where another program's commit is not heard of)
    with local_database.read() as session:
        from inteam.cases.queries_triage import triage_view  # noqa: PLC0415 (what the page gives the panel)

        view = triage_view(session, referral_id, now=NOW)
    assert view is not None
    page.panel.show_view(view)
    with local_database.write(tom) as work:
        service.ask_for_more(work, referral_id, view.panel.referral.version, Question("Does she agree?", "Dr Bell"))
    page.panel.accept()
    qtbot.waitUntil(lambda: page.panel.view is not None and page.panel.view.panel.referral.state == "info_requested")
    assert page.panel.problem.accessibleName().startswith("Tom Okafor changed this referral at 10:42.")


def test_handing_over_a_case_that_has_moved_says_where_it_stands_and_then_goes_on(
    qtbot: QtBot, window: Window, local_database: Database, near: Neighbourhood, tom: Actor
) -> None:
    with local_database.write(near.actor) as work:
        case_id = case_service.open_case(
            work,
            NewCase(person_id=near.margaret, pathway_key="social_prescribing", team_id=near.team, owner_id=near.priya),
        )
    sheet = window.show_sheet("cases.owner", person_id=near.margaret)
    assert isinstance(sheet, CaseSheet)
    assert isinstance(sheet, ChangeOwnerSheet)
    settled(qtbot, window)
    controls.fill(sheet.control("case_id"), str(case_id))
    with local_database.read() as session:
        before = next(one for one in cases.cases_of_person(session, near.margaret) if one.id == case_id)
    with local_database.write(tom) as work:
        case_service.change_owner(work, case_id, before.version, near.tom, reason="Her day off")
    controls.fill(sheet.control("owner_id"), str(near.hana))
    controls.fill(sheet.control("reason"), "Back on Monday")
    sheet.save()
    qtbot.waitUntil(sheet.problem.isVisible)
    assert sheet.problem.accessibleName().startswith("Tom Okafor changed this case at 10:42.")
    sheet.save()
    qtbot.waitUntil(lambda: window.overlay() is None)
    with local_database.read() as session:
        now = next(one for one in cases.cases_of_person(session, near.margaret) if one.id == case_id)
    assert now.owner_id == near.hana
