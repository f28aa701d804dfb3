from collections.abc import Iterator
from datetime import timedelta

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from inteam.cases import queries
from inteam.cases import service as cases
from inteam.cases.rules import NewCase
from inteam.contacts import service as contacts
from inteam.contacts.rules import ContactEntry, ContactType, Mode
from inteam.needs import queries_actions
from inteam.needs.rules import ActionStatus
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.careplans.people import Neighbourhood, a_person, an_action, neighbourhood
from ui.app.background import Background
from ui.app.window import Window
from ui.referrals.case_sheet import CaseSheet
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextArea, TextBox

SHEETS: list[CaseSheet] = []


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


@pytest.fixture
def window(near: Neighbourhood, background: Background, shell: Window) -> Window:
    background.become(near.actor)
    return shell


@pytest.fixture(autouse=True)
def put_away() -> Iterator[None]:
    yield
    for sheet in SHEETS:
        if shiboken6.isValid(sheet):
            sheet.draft._timer.stop()
    SHEETS.clear()


def opened(qtbot: QtBot, window: Window, key: str, near: Neighbourhood) -> CaseSheet:
    sheet = window.show_sheet(key, person_id=near.margaret)
    qtbot.waitUntil(lambda: window.background.idle)
    assert isinstance(sheet, CaseSheet)
    SHEETS.append(sheet)
    return sheet


def fill(sheet: CaseSheet, **values: object) -> None:
    for name, value in values.items():
        control = sheet.control(name)
        if isinstance(control, ChoiceField | DateField):
            control.set_value(value)  # type: ignore[arg-type]  # (of the control's kind)
        elif isinstance(control, TextBox | TextArea):
            control.set_text(str(value))


def saved(qtbot: QtBot, window: Window, sheet: CaseSheet) -> None:
    sheet.save()
    qtbot.waitUntil(lambda: window.background.idle)


def test_only_what_the_outcome_asks_for_is_shown_and_the_case_closes_with_its_actions(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    with local_database.write(near.actor) as work:
        action_id = an_action(work, near, "Ring the club", case_id=near.case)
    sheet = opened(qtbot, window, "cases.close", near)
    assert not sheet.fields["summary"].isVisible()
    fill(sheet, outcome="moved_on_to_other_service")
    assert sheet.fields["destination"].isVisible()
    assert not sheet.fields["suicide_risk"].isVisible()
    saved(qtbot, window, sheet)
    field = sheet.fields[f"action:{action_id}"]
    assert isinstance(field, Field)
    assert field.problem == "Choose what becomes of this action."
    fill(
        sheet,
        reason="Housing team",
        summary="They take over",
        destination="Housing",
        **{f"action:{action_id}": near.tom},
    )
    saved(qtbot, window, sheet)
    with local_database.read() as session:
        (case,) = queries.cases_of_person(session, near.margaret)
        (action,) = queries_actions.open_actions(session, owner_id=near.tom)
    assert (case.status, case.outcome) == ("closed", "moved_on_to_other_service")
    assert (action.id, action.status) == (action_id, ActionStatus.PLANNED)


def test_a_move_asks_for_suicide_risk_in_gambling_support(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    with local_database.write(near.actor) as work:
        case_id = cases.open_case(work, NewCase(near.margaret, near.team, near.priya, "gambling_support"))
        entry = ContactEntry(
            person_id=near.margaret,
            type=ContactType.DIRECT,
            mode=Mode.PHONE,
            duration_min=30,
            summary="Met",
            no_action=True,
            occurred_at=NOW - timedelta(minutes=30),
        )
        contacts.log_contact(work, entry)
    sheet = opened(qtbot, window, "cases.move", near)
    assert sheet.fields["case_id"].isVisible()
    fill(sheet, case_id=case_id, to_stage="screened")
    assert sheet.fields["suicide_risk"].isVisible()
    saved(qtbot, window, sheet)
    risk = sheet.fields["suicide_risk"]
    assert isinstance(risk, Field)
    assert risk.problem.startswith("Ask about suicide risk")
    fill(sheet, suicide_risk="no_thoughts")
    saved(qtbot, window, sheet)
    with local_database.read() as session:
        stages = {case.id: case.stage for case in queries.cases_of_person(session, near.margaret)}
    assert stages[case_id] == "screened"


def test_a_case_is_handed_over(qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database) -> None:
    sheet = opened(qtbot, window, "cases.owner", near)
    saved(qtbot, window, sheet)
    owner = sheet.fields["owner_id"]
    assert isinstance(owner, Field)
    assert owner.problem.startswith("Choose who answers for this")
    fill(sheet, owner_id=near.tom)
    saved(qtbot, window, sheet)
    with local_database.read() as session:
        assert queries.cases_of_person(session, near.margaret)[0].owner_id == near.tom


def test_a_case_is_opened_without_a_referral(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    sheet = opened(qtbot, window, "cases.open", near)
    fill(sheet, pathway_key="complex_care")
    saved(qtbot, window, sheet)
    with local_database.read() as session:
        found = [(case.pathway_key, case.owner_id) for case in queries.cases_of_person(session, near.margaret)]
    assert ("complex_care", near.priya) in found


def test_somebody_without_a_case_is_told_to_open_one(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database
) -> None:
    with local_database.write(near.actor) as work:
        person = a_person(work, "Uddin", "Rafiq")
    sheet = window.show_sheet("cases.move", person_id=person.id)
    qtbot.waitUntil(lambda: window.background.idle)
    assert isinstance(sheet, CaseSheet)
    SHEETS.append(sheet)
    assert sheet.problem.isVisible()
    assert not sheet.save_button.isEnabled()


@pytest.mark.parametrize(("key", "first"), [("cases.close", "outcome"), ("cases.move", "to_stage")])
def test_the_keyboard_begins_in_the_first_field_that_is_shown(
    qtbot: QtBot, window: Window, near: Neighbourhood, key: str, first: str
) -> None:
    sheet = opened(qtbot, window, key, near)
    at = window.focusWidget()
    assert at is not None
    assert sheet.control(first).isAncestorOf(at)
