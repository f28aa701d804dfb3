"""Organisations of the team's own, and teams inside teams, on the Team part of Settings."""

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inteam import messages
from inteam.access import Actor, Role
from inteam.organisations import queries, service, service_teams
from inteam.organisations.queries import OrganisationRow, PlaceRow, StaffRow
from inteam.organisations.service import NewOrganisation, NewStaff
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from ui.app.background import Background
from ui.app.window import Window
from ui.settings import people
from ui.settings.organisations import OrganisationDialog
from ui.settings.page import TEAM, SettingsPage
from ui.settings.team import StaffDialog
from ui.settings.teams import TeamDialog


def manager(near: Neighbourhood) -> Actor:
    return Actor(near.tom, Role.MANAGER, name="Tom Okafor")


@pytest.fixture
def near(local_database: Database, background: Background) -> Neighbourhood:
    made = neighbourhood(local_database)
    background.become(manager(made))
    return made


@pytest.fixture
def page(shell: Window, near: Neighbourhood, qtbot: QtBot) -> SettingsPage:
    assert shell.background.actor.staff_id == near.tom
    shell.open("settings", TEAM)
    shown = shell.current()
    assert isinstance(shown, SettingsPage)
    qtbot.waitUntil(lambda: bool(shown.team.teams.model.rows()) and shell.background.idle)
    return shown


def organisations(shell: Window) -> dict[str, OrganisationRow]:
    with shell.background.database.read() as session:
        found = queries.organisations(session, on=shell.background.today())
    return {one.name: one for one in found}


def place(shell: Window, team: UUID) -> PlaceRow | None:
    with shell.background.database.read() as session:
        found = queries.places(session, on=shell.background.today(), team_id=team)
    return found[0] if found else None


def problems(dialog: OrganisationDialog | TeamDialog) -> dict[str, str]:
    return {name: field.problem for name, field in dialog.fields.items() if field.problem}


def add_team(shell: Window, actor: Actor, name: str) -> UUID:
    with shell.background.database.write(actor) as work:
        return service.add_team(work, name, "virtual", from_on=work.today)


def test_a_local_charity_is_added_by_keyboard_and_undone(page: SettingsPage, shell: Window, qtbot: QtBot) -> None:
    before = set(organisations(shell))
    page.team.organisations._add_button.setFocus()
    QTest.keyClick(page.team.organisations._add_button, Qt.Key.Key_Space)
    dialog = shell.overlay()
    assert isinstance(dialog, OrganisationDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert set(problems(dialog)) == {"name", "kind"}
    assert shell.focusWidget() is dialog.name.edit
    QTest.keyClicks(dialog.name.edit, "Harbour Shed")
    dialog.kind.setFocus()
    QTest.keyClicks(dialog.kind.focusProxy() or dialog.kind, "Vol")
    QTest.keyClicks(dialog.postcode.edit, "hv11aa")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Harbour Shed" in [one.name for one in page.team.organisations.model.rows()])
    made = organisations(shell)["Harbour Shed"]
    assert (made.kind, made.postcode, made.statutory) == ("vcse", "HV1 1AA", False)
    qtbot.waitUntil(lambda: shell.shown_toast() == "Organisation added" and shell.background.idle)
    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: set(organisations(shell)) == before)


def test_an_organisation_is_changed_with_enter_closed_and_found_again(
    page: SettingsPage, shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    card = page.team.organisations
    with shell.background.database.write(manager(near)) as work:
        made = service.add_organisation(work, NewOrganisation("Harbour Shed", "vcse"))
    qtbot.waitUntil(lambda: card.model.line_of(made) >= 0)
    card.table.go_to(card.model.line_of(made))
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    dialog = shell.overlay()
    assert isinstance(dialog, OrganisationDialog)
    assert dialog.name.text() == "Harbour Shed"
    dialog.closed_on.edit.setText("someday")
    dialog.submit()
    assert set(problems(dialog)) == {"closed_on"}
    dialog.closed_on.set_value(shell.background.today())
    dialog.submit()
    qtbot.waitUntil(lambda: card.model.line_of(made) < 0)
    card.closed.click()
    qtbot.waitUntil(lambda: card.model.line_of(made) >= 0)
    assert card.model.look(card.model.line_of(made), 3).words.startswith("Closed on ")
    OrganisationDialog(shell, card.model.row(card.model.line_of(made))).open()
    again = shell.overlay()
    assert isinstance(again, OrganisationDialog)
    again.closed_on.set_value(None)
    again.submit()
    qtbot.waitUntil(lambda: "Harbour Shed" in organisations(shell))


def test_a_code_that_another_has_is_said_at_its_field(shell: Window, near: Neighbourhood, qtbot: QtBot) -> None:
    with shell.background.database.write(manager(near)) as work:
        service.add_organisation(work, NewOrganisation("Salt Lane", "gp_practice", ods_code="A81002"))
    dialog = OrganisationDialog(shell)
    dialog.open()
    dialog.name.set_text("Salt Lane Surgery")
    dialog.kind.set_value("gp_practice")
    dialog.code.set_text("a81002")
    dialog.submit()
    qtbot.waitUntil(lambda: problems(dialog) == {"ods_code": messages.sentence("ods_code_taken")})
    assert dialog.panel.isEnabled()
    assert shell.focusWidget() is dialog.code.edit


def test_a_long_list_is_searched_by_any_word(
    page: SettingsPage, shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    card = page.team.organisations
    with shell.background.database.write(manager(near)) as work:
        for number in range(20):
            service.add_organisation(work, NewOrganisation(f"Group {number:02}", "hospice" if number == 7 else "vcse"))
    qtbot.waitUntil(lambda: card.search.isVisible())
    QTest.keyClicks(card.search.edit, "group hosp")
    assert [one.name for one in card.model.rows()] == ["Group 07"]


def test_who_may_not_write_organisations_is_offered_nothing(
    shell: Window, near: Neighbourhood, background: Background, qtbot: QtBot
) -> None:
    background.become(Actor(near.priya, Role.LINK_WORKER, name="Priya Nair"))
    shell.open("settings", TEAM)
    page = shell.current()
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: bool(page.team.teams.model.rows()) and background.idle)
    card, teams = page.team.organisations, page.team.teams
    shown = (card._add_button, card._change_button, card.empty.button, teams._add_button, teams._change_button)
    assert [one for one in shown if one.isVisible()] == []
    teams.table.go_to(0)
    QTest.keyClick(teams.table, Qt.Key.Key_Return)
    assert shell.overlay() is None


def test_a_team_says_to_which_it_belongs_and_the_list_shows_it(
    page: SettingsPage, shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    card = page.team.teams
    inner = add_team(shell, manager(near), "Quayside connectors")
    qtbot.waitUntil(lambda: card.model.line_of(inner) >= 0)
    card.table.go_to(card.model.line_of(inner))
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    dialog = shell.overlay()
    assert isinstance(dialog, TeamDialog)
    outer = next(one for one in card.model.rows() if one.id == near.team)
    dialog.outer.set_value(outer.id)
    dialog.inside_from.edit.setText("")
    dialog.submit()
    assert set(problems(dialog)) == {"inside_from"}
    dialog.inside_from.set_value(shell.background.today())
    dialog.submit()
    qtbot.waitUntil(lambda: card.model.look(card.model.line_of(inner), 2).words == outer.name)

    dialog = TeamDialog(shell, card._known, card.model.row(card.model.line_of(inner)))
    dialog.open()
    assert dialog.outer.value() == outer.id
    dialog.outer.set_value(None)
    dialog.submit()
    qtbot.waitUntil(lambda: place(shell, inner) is None)


def test_a_team_that_would_be_inside_itself_is_refused_at_the_field(
    page: SettingsPage, shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    card, who = page.team.teams, manager(near)
    inner = add_team(shell, who, "Quayside connectors")
    with shell.background.database.write(who) as work:
        service_teams.place_team(work, inner, near.team, work.today)
    qtbot.waitUntil(lambda: card.model.line_of(inner) >= 0 and shell.background.idle)
    dialog = TeamDialog(shell, card._known, card.model.row(card.model.line_of(near.team)))
    dialog.open()
    dialog.name.set_text("A name that is not saved either")
    dialog.outer.set_value(inner)
    dialog.submit()
    qtbot.waitUntil(lambda: problems(dialog) == {"outer_id": messages.sentence("cycle")})
    assert place(shell, near.team) is None
    assert "A name that is not saved either" not in [one.name for one in card.model.rows()]


def test_a_new_team_begins_inside_another_on_a_later_day(
    page: SettingsPage, shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    card = page.team.teams
    dialog = TeamDialog(shell, card._known)
    dialog.open()
    dialog.name.set_text("Quayside connectors")
    dialog.kind.set_value("virtual")
    dialog.outer.set_value(near.team)
    later = shell.background.today() + timedelta(days=30)
    dialog.inside_from.set_value(later)
    dialog.submit()
    qtbot.waitUntil(lambda: "Quayside connectors" in [one.name for one in card.model.rows()])
    made = next(one for one in card.model.rows() if one.name == "Quayside connectors")
    kept = place(shell, made.id)
    assert kept is not None
    assert (kept.outer_id, kept.from_on) == (near.team, later)
    assert " from " in card.model.look(card.model.line_of(made.id), 2).words


def test_another_place_begins_today_unless_another_day_is_given(
    page: SettingsPage, shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    card, who = page.team.teams, manager(near)
    inner, other = add_team(shell, who, "Quayside connectors"), add_team(shell, who, "Harbour East")
    began, today = shell.background.today() - timedelta(days=90), shell.background.today()
    with shell.background.database.write(who) as work:
        service_teams.place_team(work, inner, near.team, began)
    qtbot.waitUntil(lambda: card.model.line_of(other) >= 0 and place(shell, inner) == _known_place(page, inner))
    dialog = TeamDialog(shell, card._known, card.model.row(card.model.line_of(inner)))
    dialog.open()
    assert dialog.inside_from.value() == began
    dialog.outer.set_value(other)
    assert dialog.inside_from.value() == today
    dialog.outer.set_value(near.team)
    assert dialog.inside_from.value() == began
    dialog.outer.set_value(other)
    dialog.submit()
    qtbot.waitUntil(lambda: getattr(place(shell, inner), "outer_id", None) == other)
    with shell.background.database.read() as session:
        kept = queries.places(session, on=began, team_id=inner)
    assert [(one.outer_id, one.from_on, one.to_on) for one in kept] == [
        (near.team, began, today - timedelta(days=1)),
        (other, today, None),
    ]


def test_staff_of_an_organisation_that_has_closed_keep_it_until_it_is_changed(
    shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    who, today = manager(near), shell.background.today()
    closed = NewOrganisation("Harbour Shed", "vcse", closed_on=today)
    with shell.background.database.write(who) as work:
        shed = service.add_organisation(work, closed)
        made = service.add_staff(work, NewStaff("Ash", "Joy", "Volunteer", "vcse_worker", organisation_id=shed))
    with shell.background.database.read() as session:
        known = people.read(session, today)
    dialog = StaffDialog(shell, known, next(one for one in known.staff if one.id == made))
    dialog.open()
    assert dialog.organisation.words() == "Harbour Shed"
    dialog.job.set_text("Volunteer lead")
    dialog.submit()

    def row() -> StaffRow:
        with shell.background.database.read() as session:
            return next(one for one in queries.staff_list(session, on=today) if one.id == made)

    qtbot.waitUntil(lambda: row().job_title == "Volunteer lead")
    assert row().organisation_id == shed


def _known_place(page: SettingsPage, team: UUID) -> PlaceRow | None:
    row = next((one for one in page.team.teams.model.rows() if one.id == team), None)
    return page.team.teams._known.place_of(row) if row is not None else None
