"""Settings: a leaver's last day with all that they own, and cover for an absence."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from inteam.access import Actor, Role
from inteam.cases.model import CareCase
from inteam.contacts.queries_cases import cases_view
from inteam.organisations.model import Cover, Staff
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, an_action, neighbourhood
from ui.app.window import Window
from ui.settings.covering import CoverDialog, EndCoverDialog
from ui.settings.leaving import LeaverDialog, StayDialog
from ui.settings.page import TEAM, SettingsPage

TODAY = date(2026, 11, 19)


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    """Priya Nair has a case, an action and a person; Sade Bello manages."""
    made = neighbourhood(local_database)
    with local_database.write(made.actor) as work:
        an_action(work, made, "Ring about the walking group", case_id=made.case)
    return made


@pytest.fixture
def page(near: Neighbourhood, shell: Window, qtbot: QtBot) -> SettingsPage:
    shell.background.become(Actor(near.bello, Role.MANAGER, near.team, name="Sade Bello"))
    shell.open("settings", TEAM)
    shown = shell.current()
    assert isinstance(shown, SettingsPage)
    qtbot.waitUntil(lambda: len(shown.team.staff_model.rows()) == 4)
    return shown


def line(page: SettingsPage, staff_id: UUID) -> int:
    return next(n for n, one in enumerate(page.team.staff_model.rows()) if one.id == staff_id)


def teams_words(page: SettingsPage, staff_id: UUID) -> str:
    return page.team.staff_model.look(line(page, staff_id), 3).words


def opened(page: SettingsPage, shell: Window, qtbot: QtBot, staff_id: UUID) -> LeaverDialog:
    page.team.staff.go_to(line(page, staff_id))
    page.team._last_day.click()
    dialog = shell.overlay()
    assert isinstance(dialog, LeaverDialog)
    qtbot.waitUntil(lambda: dialog.do_button.isEnabled() and shell.background.idle)
    return dialog


def owner(shell: Window, near: Neighbourhood) -> UUID:
    with shell.background.database.read() as session:
        return session.get_one(CareCase, near.case).owner_id


def left_on(shell: Window, staff_id: UUID) -> date | None:
    with shell.background.database.read() as session:
        return session.get_one(Staff, staff_id).left_on


def test_a_last_day_hands_everything_over_and_one_undo_brings_it_back(
    page: SettingsPage, shell: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    dialog = opened(page, shell, qtbot, near.priya)
    assert dialog.list.counts.text() == "1 open case, 1 open action, usual worker of 1 person"
    dialog.to.set_value(("staff", near.tom))
    assert "Tom Okafor has 0 of " in dialog.effect.text()
    assert "one Undo puts it back" in dialog.effect.text()
    qtbot.keyClick(dialog.on.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: left_on(shell, near.priya) == TODAY)
    assert owner(shell, near) == near.tom
    qtbot.waitUntil(lambda: teams_words(page, near.priya) == "Last day 19-Nov-2026")
    assert shell.shown_toast() == "Priya Nair leaves on 19-Nov-2026; everything is handed over"
    shell.press_toast()
    qtbot.waitUntil(lambda: left_on(shell, near.priya) is None)
    assert owner(shell, near) == near.priya
    qtbot.waitUntil(lambda: teams_words(page, near.priya) == "Harbour Vale INT")


def test_who_leaves_is_offered_no_new_work(
    page: SettingsPage, shell: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    dialog = opened(page, shell, qtbot, near.hana)
    dialog.on.set_value(TODAY + timedelta(days=30))
    dialog.submit()
    qtbot.waitUntil(lambda: left_on(shell, near.hana) is not None)
    with shell.background.database.read() as session:
        seen = cases_view(session, near.margaret, now=shell.background.now(), team_id=near.team)
    assert seen is not None
    assert near.hana not in [one.id for one in seen.staff]
    assert near.tom in [one.id for one in seen.staff]


def test_nobody_is_let_go_before_somebody_takes_over(
    page: SettingsPage, shell: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    dialog = opened(page, shell, qtbot, near.priya)
    dialog.on.set_value(None)
    dialog.submit()
    assert dialog.fields["left_on"].problem == "Enter a date."
    assert dialog.fields["takes_over"].problem == "Choose who takes it over. Nothing may be left without an owner."
    assert left_on(shell, near.priya) is None


def test_a_team_can_take_over(page: SettingsPage, shell: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    dialog = opened(page, shell, qtbot, near.priya)
    dialog.to.set_value(("team", near.team))
    assert "the rest goes to Tom Okafor, who leads it" in dialog.effect.text()
    dialog.submit()
    qtbot.waitUntil(lambda: owner(shell, near) == near.tom)


def test_who_owns_nothing_is_not_asked_who_takes_over(
    page: SettingsPage, shell: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    dialog = opened(page, shell, qtbot, near.hana)
    assert dialog.list.counts.text() == "Nothing open is theirs."
    assert dialog.fields["takes_over"].isHidden()
    dialog.submit()
    qtbot.waitUntil(lambda: left_on(shell, near.hana) == TODAY)


def test_a_last_day_is_taken_back_and_who_has_left_is_shown_when_asked_for(
    page: SettingsPage, shell: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    dialog = opened(page, shell, qtbot, near.hana)
    dialog.on.set_value(TODAY - timedelta(days=1))
    dialog.submit()
    qtbot.waitUntil(lambda: len(page.team.staff_model.rows()) == 3)
    page.team.left.click()
    qtbot.waitUntil(lambda: len(page.team.staff_model.rows()) == 4)
    page.team.staff.go_to(line(page, near.hana))
    page.team._last_day.click()
    back = shell.overlay()
    assert isinstance(back, StayDialog)
    back.submit()
    qtbot.waitUntil(lambda: left_on(shell, near.hana) is None)


def test_cover_is_arranged_with_what_it_is_for_and_ended_early(
    page: SettingsPage, shell: Window, qtbot: QtBot, near: Neighbourhood
) -> None:
    assert page.team.cover.empty.isVisibleTo(page.team)
    page.team.cover.empty.button.click()
    dialog = shell.overlay()
    assert isinstance(dialog, CoverDialog)
    dialog.submit()
    assert set(problems(dialog)) == {"absent_id", "covering_id"}
    dialog.absent.set_value(near.priya)
    qtbot.waitUntil(lambda: dialog.list.isVisibleTo(dialog))
    assert "1 open case" in dialog.list.counts.text()
    dialog.covering.set_value(near.tom)
    dialog.submit()
    qtbot.waitUntil(lambda: set(problems(dialog)) == {"reason"})
    dialog.why.set_text("Leave")
    dialog.submit()
    qtbot.waitUntil(lambda: len(page.team.cover.model.rows()) == 1)

    again = CoverDialog(shell, page.team._known, page.team.staff_model.row(line(page, near.priya)))
    again.open()
    said = "Priya Nair is covered by Tom Okafor from 19-Nov-2026 to 25-Nov-2026 already"
    qtbot.waitUntil(lambda: said in again.effect.text())
    again.dismiss()

    page.team.cover.table.go_to(0)
    page.team.cover.table.setFocus()
    qtbot.keyClick(page.team.cover.table, Qt.Key.Key_Return)
    ending = shell.overlay()
    assert isinstance(ending, EndCoverDialog)
    ending.submit()
    qtbot.waitUntil(lambda: until(shell) == [TODAY])


def problems(dialog: CoverDialog) -> dict[str, str]:
    return {name: field.problem for name, field in dialog.fields.items() if field.problem}


def until(shell: Window) -> list[date]:
    with shell.background.database.read() as session:
        return list(session.scalars(select(Cover.to_on)))
