"""The keyboard in a care plan: it comes to what was just added, stays where it was, and goes to what is wanting."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inteam.careplans import queries, service, service_needs, service_parts
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import ContingencyEntry, Section, StepEntry
from inteam.referrals.choices import Issue
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, an_action, neighbourhood
from ui.app.background import Background
from ui.app.window import Window
from ui.careplans.editor_needs import NeedsEditor
from ui.careplans.loading import ACTIONS, MATTERS, NEEDS, SIGN, WORSE
from ui.careplans.page import CarePlanPage
from ui.careplans.sheet import PlanSheet
from ui.careplans.signoff import SignoffEditor
from ui.widgets import controls
from ui.widgets.fields import ChoiceField


@pytest.fixture
def near(local_database: Database, background: Background) -> Neighbourhood:
    made = neighbourhood(local_database)
    background.become(made.actor)
    return made


@pytest.fixture
def plan_id(local_database: Database, near: Neighbourhood) -> UUID:
    with local_database.write(near.actor) as work:
        need = a_need(work, near.margaret, "Lonely since husband died", code="bereavement")
        goal = a_goal(work, near.margaret, need, "Walks with a group")
        an_action(work, near, "Ring about lunch club", need_id=need, goal_id=goal)
        a_need(work, near.margaret, "Stairs are hard", code="mobility")
        service_parts.write_about_me(work, near.margaret, Section.WHAT_MATTERS, "The allotment")
        entry = ContingencyEntry("She falls", (StepEntry("Ring", "Ruth"),))
        service_parts.write_contingency(work, near.margaret, entry)
        return service.start_draft(work, near.margaret)


@pytest.fixture
def page(shell: Window, near: Neighbourhood, plan_id: UUID, background: Background, qtbot: QtBot) -> CarePlanPage:
    made = CarePlanPage(background)
    made._alone = lambda: False  # type: ignore[method-assign]  # (as if somebody else were there)
    shell._stack.addWidget(made)
    shell._stack.setCurrentWidget(made)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    made.arrive(near.margaret)
    qtbot.waitUntil(lambda: made.plan_id == plan_id and background.idle)
    return made


def focused(page: CarePlanPage) -> QWidget:
    found = page.window().focusWidget()
    assert found is not None
    return found


def at(page: CarePlanPage) -> str:
    """What the keyboard is in: its words where it is a line, else its name."""
    found = focused(page)
    return found.text() if isinstance(found, QLineEdit) else found.accessibleName()


def go(page: CarePlanPage, name: str) -> None:
    """The keyboard to a button of the page, and its press."""
    button = next(one for one in page.findChildren(QWidget) if one.accessibleName() == name and one.isVisible())
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)


def save(page: CarePlanPage, qtbot: QtBot, **fields: object) -> None:
    sheet = page.shell.overlay()  # type: ignore[attr-defined]  # (of its own kind)
    assert isinstance(sheet, PlanSheet)
    qtbot.waitUntil(lambda: page.background.idle)
    for name, value in fields.items():
        controls.fill(sheet.control(name.replace("__", ".")), value)
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.shell.overlay() is None and page.background.idle)  # type: ignore[attr-defined]  # (of its own kind)


def view(database: Database, plan_id: UUID) -> PlanView:
    with database.read() as session:
        found = queries.plan_view(session, plan_id)
    assert found is not None
    return found


def test_after_a_need_is_added_the_keyboard_is_in_it(page: CarePlanPage, qtbot: QtBot) -> None:
    go(page, "Add need")
    save(page, qtbot, statement="No heating", code="housing_homelessness")
    qtbot.waitUntil(lambda: at(page) == "No heating")


def test_after_a_goal_is_added_the_keyboard_is_in_it(page: CarePlanPage, qtbot: QtBot) -> None:
    go(page, "Add goal: Stairs are hard")
    save(page, qtbot, text="Sleeps upstairs again")
    qtbot.waitUntil(lambda: at(page) == "Sleeps upstairs again")


def test_after_an_action_is_added_the_keyboard_is_at_it(page: CarePlanPage, qtbot: QtBot) -> None:
    go(page, "Add action: Stairs are hard")
    save(page, qtbot, text="Ask for a rail", due_on="26-Nov-2026")
    qtbot.waitUntil(lambda: at(page) == "Change action: Ask for a rail")


@pytest.mark.parametrize("section", [NEEDS, ACTIONS])
def test_after_an_action_is_changed_the_keyboard_is_at_it_though_its_words_are_others(
    page: CarePlanPage, qtbot: QtBot, section: int
) -> None:
    page.choose(section)
    go(page, "Change action: Ring about lunch club")
    save(page, qtbot, text="Ring about the choir")
    qtbot.waitUntil(lambda: at(page) == "Change action: Ring about the choir")


def test_after_what_happens_if_is_added_the_keyboard_is_at_it(page: CarePlanPage, qtbot: QtBot) -> None:
    page.choose(WORSE)
    go(page, "Add what happens if")
    save(page, qtbot, trigger="Chest pain", step0__text="Ring 999", step0__who="Ruth")
    qtbot.waitUntil(lambda: at(page) == "Change: Chest pain")


def test_a_button_gone_after_its_sheet_leaves_the_keyboard_at_its_need(page: CarePlanPage, qtbot: QtBot) -> None:
    go(page, "No action wanted: Stairs are hard")
    save(page, qtbot, reason="She manages")
    qtbot.waitUntil(lambda: at(page) == "Stairs are hard")


def test_esc_leaves_the_keyboard_at_the_button(page: CarePlanPage) -> None:
    go(page, "Add goal: Stairs are hard")
    QTest.keyClick(focused(page), Qt.Key.Key_Escape)
    assert at(page) == "Add goal: Stairs are hard"


def test_esc_leaves_it_there_though_a_colleague_changed_the_plan_meanwhile(
    page: CarePlanPage, plan_id: UUID, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    go(page, "Add goal: Stairs are hard")
    with local_database.write(near.actor) as work:
        service_needs.add_need(work, plan_id, "No heating", Issue.FUEL_POVERTY)
    page.mark_stale()
    qtbot.waitUntil(lambda: page.background.idle)
    QTest.keyClick(focused(page), Qt.Key.Key_Escape)
    assert at(page) == "Add goal: Stairs are hard"


def test_answering_a_need_leaves_the_keyboard_at_its_status(page: CarePlanPage, qtbot: QtBot) -> None:
    status = next(one for one in page.findChildren(ChoiceField) if one._combo.accessibleName() == "Status of need 2")
    status.setFocus()
    status.set_value("met")
    qtbot.waitUntil(lambda: page.background.idle and page.loaded is not None)
    assert at(page) == "Status of need 2"
    assert page.isAncestorOf(focused(page))


@pytest.mark.parametrize(
    ("keys", "section", "name"),
    [
        ("next", ACTIONS, "Change action: Ring about lunch club"),
        ("before", MATTERS, "What matters most to me"),
        ("sign", SIGN, "The person: name"),
    ],
)
def test_keys_from_section_to_section_take_the_keyboard_with_them(
    page: CarePlanPage, keys: str, section: int, name: str
) -> None:
    go_on: dict[str, Callable[[], None]] = {
        "next": lambda: QTest.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier),
        "before": lambda: QTest.keyClick(page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier),
        "sign": lambda: QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    }
    assert isinstance(page.editor, NeedsEditor)
    next(iter(page.editor.rows.values())).setFocus()
    go_on[keys]()
    assert page.section == section
    assert focused(page).accessibleName() == name


# --- a refused signing ----------------------------------------------------------------------------------------------


def sign(page: CarePlanPage, qtbot: QtBot) -> SignoffEditor:
    """Presses Sign, and waits for the refusal."""
    editor = page.editor
    assert isinstance(editor, SignoffEditor)
    page.foot.sign_button.click()
    qtbot.waitUntil(lambda: page.background.idle)
    return editor


def wrong(control: QWidget) -> bool:
    return bool(control.property("error"))


def test_a_plan_that_no_professional_signed_leads_to_how_they_signed(page: CarePlanPage, qtbot: QtBot) -> None:
    page.choose(SIGN)
    assert isinstance(page.editor, SignoffEditor)
    page.editor.signers[0].method.set_value("in_person")
    editor = sign(page, qtbot)
    how = editor.signers[1].method
    assert how.focusProxy() is focused(page)
    assert wrong(how)
    assert editor.signers[1].problem.text() == "A professional must sign. Add your own sign-off."
    assert focused(page).accessibleDescription() == "A professional must sign. Add your own sign-off."


def test_a_signature_without_a_name_leads_to_the_name(page: CarePlanPage, qtbot: QtBot) -> None:
    page.choose(SIGN)
    assert isinstance(page.editor, SignoffEditor)
    for signer in page.editor.signers[:2]:
        signer.method.set_value("in_person")
    page.editor.signers[0].name.set_text("")
    editor = sign(page, qtbot)
    assert editor.signers[0].name.edit is focused(page)
    assert wrong(editor.signers[0].name)
    assert not wrong(editor.signers[1].method)


def test_a_person_who_has_not_agreed_leads_to_why(page: CarePlanPage, qtbot: QtBot) -> None:
    page.choose(SIGN)
    assert isinstance(page.editor, SignoffEditor)
    page.editor.signers[1].method.set_value("in_person")
    editor = sign(page, qtbot)
    assert editor.not_agreed.edit is focused(page)
    assert editor._not_agreed.problem == "The person has not agreed. Say why; it is printed on page 1."


def test_needs_without_an_action_lead_to_them_and_back_with_what_was_filled_in(
    page: CarePlanPage, plan_id: UUID, local_database: Database, qtbot: QtBot
) -> None:
    page.choose(SIGN)
    assert isinstance(page.editor, SignoffEditor)
    for signer in page.editor.signers[:2]:
        signer.method.set_value("in_person")
    page.editor.signers[2].name.set_text("Ruth Pemberton")
    sign(page, qtbot)
    assert page.section == NEEDS
    assert at(page) == "Add action: Stairs are hard"
    said = "Add an action for this need, or say that the person wants none."
    assert focused(page).accessibleDescription() == said
    assert page.wanting.isVisible()
    assert page.wanting.accessibleName() == "The plan cannot be signed yet: 1 need has no action."
    QTest.keyClick(focused(page), Qt.Key.Key_Space)
    save(page, qtbot, text="Ask for a rail", due_on="26-Nov-2026")
    qtbot.waitUntil(lambda: page.wanting.accessibleName().startswith("Every need has an action now"))
    page.wanting.acted.emit()
    assert isinstance(page.editor, SignoffEditor)
    assert page.editor.signers[2].name.text() == "Ruth Pemberton"
    assert page.editor.signers[0].method.value() == "in_person"
    assert not page.wanting.isVisible()
    page.foot.sign_button.click()
    qtbot.waitUntil(lambda: view(local_database, plan_id).plan.status == "active" and page.background.idle)


def test_a_field_of_the_form_comes_before_a_need_that_is_wanting(page: CarePlanPage, qtbot: QtBot) -> None:
    page.choose(SIGN)
    editor = sign(page, qtbot)
    assert page.editor is editor
    assert editor.signers[1].method.focusProxy() is focused(page)
    assert "Stairs are hard: Add an action" in editor.problem.accessibleName()
    editor.problem.acted.emit()
    assert page.section == NEEDS
    assert at(page) == "Add action: Stairs are hard"
