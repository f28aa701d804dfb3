"""The care plan on screen: begun, edited beside the person's copy, signed, compared."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inteam.careplans import queries, service, service_parts
from inteam.careplans.rules import Section
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, an_action, neighbourhood
from tests.inteam.careplans.signing import sign
from ui.app.background import Background
from ui.app.window import Window
from ui.careplans.editor import Editor
from ui.careplans.loading import MATTERS, NEEDS, SIGN, WORSE
from ui.careplans.page import CarePlanPage
from ui.careplans.signoff import SignoffEditor

TODAY = date(2026, 11, 19)


@pytest.fixture
def near(local_database: Database, background: Background) -> Neighbourhood:
    made = neighbourhood(local_database)
    background.become(made.actor)
    return made


@pytest.fixture
def page(shell: Window, near: Neighbourhood, background: Background) -> CarePlanPage:  # noqa: ARG001 (somebody acts)
    """The page as it stands in the record, here alone in a window of its own."""
    made = CarePlanPage(background)
    made._alone = lambda: False  # type: ignore[method-assign]  # (as if somebody else were there)
    shell._stack.addWidget(made)
    shell._stack.setCurrentWidget(made)
    return made


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(holds)


def a_draft(database: Database, near: Neighbourhood) -> UUID:
    with database.write(near.actor) as work:
        need = a_need(work, near.margaret, "Lonely since husband died", code="bereavement")
        goal = a_goal(work, near.margaret, need, "Walks with a group")
        an_action(work, near, "Ring about lunch club", need_id=need, goal_id=goal)
        service_parts.write_about_me(work, near.margaret, Section.WHAT_MATTERS, "The allotment")
        return service.start_draft(work, near.margaret)


def shown(page: CarePlanPage, near: Neighbourhood, qtbot: QtBot) -> None:
    page.arrive(near.margaret)
    until(qtbot, lambda: page.loaded is not None and page.background.idle)


def test_without_a_plan_the_page_offers_to_begin_one(
    page: CarePlanPage, near: Neighbourhood, qtbot: QtBot, local_database: Database
) -> None:
    shown(page, near, qtbot)
    assert page.empty.isVisible()
    page.empty.button.click()
    until(qtbot, lambda: page.holder.isVisible())
    with local_database.read() as session:
        assert [v.status for v in queries.versions(session, near.margaret)] == ["draft"]


def test_what_is_typed_is_saved_and_stands_in_the_copy(
    page: CarePlanPage, near: Neighbourhood, qtbot: QtBot, local_database: Database
) -> None:
    plan_id = a_draft(local_database, near)
    shown(page, near, qtbot)
    page.choose(MATTERS)
    assert page.editor is not None
    assert isinstance(page.editor, Editor)
    area: Any = page.editor.boxes["what_matters"].parts["text"]
    QTest.keyClicks(area.edit, " and Sundays")

    def said() -> str:
        with local_database.read() as session:
            view = queries.plan_view(session, plan_id)
        part = view.content.section("what_matters") if view else None
        return part.text if part else ""

    until(qtbot, lambda: said() == "The allotment and Sundays")
    until(qtbot, lambda: "The allotment and Sundays" in page.copy_view.words())


def test_typing_twice_is_never_a_conflict_with_oneself(
    page: CarePlanPage, near: Neighbourhood, qtbot: QtBot, local_database: Database
) -> None:
    plan_id = a_draft(local_database, near)
    shown(page, near, qtbot)
    assert page.editor is not None
    assert isinstance(page.editor, Editor)
    autosave = next(one for key, one in page.editor.boxes.items() if key.startswith("need."))
    box: Any = autosave.parts["text"]
    for words in (" a", " b", " c"):
        QTest.keyClicks(box.edit, words)
        autosave.flush()

    def stored() -> str:
        with local_database.read() as session:
            view = queries.plan_view(session, plan_id)
        return view.content.needs[0].text if view else ""

    until(qtbot, lambda: stored() == "Lonely since husband died a b c")
    assert not page.problem.isVisible()


def test_a_plan_is_signed_from_the_page(
    page: CarePlanPage, near: Neighbourhood, qtbot: QtBot, local_database: Database
) -> None:
    plan_id = a_draft(local_database, near)
    shown(page, near, qtbot)
    page.choose(SIGN)
    assert isinstance(page.editor, SignoffEditor)
    page.foot.sign_button.click()
    until(qtbot, lambda: isinstance(page.editor, SignoffEditor) and page.editor.problem.isVisible())
    page.editor.signers[0].method.set_value("in_person")
    page.editor.signers[1].method.set_value("in_person")
    assert page.editor.signers[0].name.text() == "Margaret Pemberton"
    page.foot.sign_button.click()

    def status() -> str:
        with local_database.read() as session:
            plan = queries.version(session, plan_id)
        return plan.status if plan else ""

    until(qtbot, lambda: status() == "active")
    until(qtbot, lambda: page.foot.next_version.isVisible())
    assert page.foot.next_version.text() == "Start the next version"


def test_a_locked_version_cannot_be_typed_into(
    page: CarePlanPage, near: Neighbourhood, qtbot: QtBot, local_database: Database
) -> None:
    plan_id = a_draft(local_database, near)
    with local_database.write(near.actor) as work:
        sign(work, plan_id)
    shown(page, near, qtbot)
    page.choose(NEEDS)
    assert page.editor is not None
    assert page.editor.boxes == {}  # type: ignore[union-attr]  # (it is there)
    assert not page.add_need.isVisible()


@pytest.mark.parametrize("section", [MATTERS, NEEDS, WORSE, SIGN])
def test_every_control_has_a_name(
    page: CarePlanPage, near: Neighbourhood, qtbot: QtBot, local_database: Database, section: int
) -> None:
    a_draft(local_database, near)
    shown(page, near, qtbot)
    page.choose(section)
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []
