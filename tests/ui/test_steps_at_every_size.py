"""What a page shows only after some steps, at every size: sections of a plan, a refused signing, steps of an import."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inteam.careplans import service
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, an_action, neighbourhood
from tests.ui import looking
from ui.app.window import Window
from ui.careplans.loading import NEEDS, SIGN
from ui.careplans.page import CarePlanPage
from ui.careplans.sections import TITLES
from ui.careplans.signoff import SignoffEditor
from ui.caseload.page import CaseloadPage
from ui.exchange.page import ImportPage
from ui.exchange.steps import CHECK, COLUMNS, DONE, SAME
from ui.widgets.layouts import lay_out

SIZES = {"wide": (1440, 900), "narrow": (1180, 720), "text-200": (720, 450)}
LIST = (
    "NHS Number,Given Name,Surname,Date of Birth,Postcode,Old notes\n"
    "999 000 0018,Noel,Ferris,14-Mar-1957,TS18 1HU,x\n"
    "999 000 1234,Sian,Malloy,15-Mar-1957,TS18 1HU,\n"
    ",Paul,Wren,04-Mar-1981,TS18 1HU,\n"
    ",Paul,Wrenn,04-Mar-1981,M1 1AE,\n"
)


def settle(shell: Window, qtbot: QtBot) -> None:
    """Until nothing is awaited and the last layout has had its turn."""
    quiet = 0
    while quiet < 4:
        qtbot.waitUntil(lambda: shell.background.idle)
        QApplication.processEvents()
        quiet = quiet + 1 if shell.background.idle else 0
    lay_out()


def faults(shell: Window) -> list[str]:
    return [f"{name}: {line}" for name, check in looking.CHECKS.items() for line in check(shell)]


def sideways(page: ImportPage | CarePlanPage) -> int:
    """How much wider the page's content is than the page: there is no bar to scroll to it by."""
    return page.horizontalScrollBar().maximum()


@pytest.fixture(params=SIZES)
def window(request: pytest.FixtureRequest, shell: Window) -> Iterator[Window]:
    shell.resize(*SIZES[request.param])
    shell.activateWindow()
    yield shell
    while (over := shell.overlay()) is not None:
        over.close_overlay()


@pytest.fixture
def near(local_database: Database, window: Window) -> Neighbourhood:
    made = neighbourhood(local_database)
    window.background.become(made.actor)
    with local_database.write(made.actor) as work:
        need = a_need(work, made.margaret, "Lonely since husband died", code="bereavement")
        goal = a_goal(work, made.margaret, need, "Walks with a group")
        an_action(work, made, "Ring about lunch club on every second Thursday", need_id=need, goal_id=goal)
        a_need(work, made.margaret, "Stairs are hard", code="mobility")
        service.start_draft(work, made.margaret)
    return made


@pytest.fixture
def plan(window: Window, near: Neighbourhood, qtbot: QtBot) -> CarePlanPage:
    window.open("person", near.margaret, "careplan")
    settle(window, qtbot)
    return next(one for one in window.findChildren(CarePlanPage) if one.isVisible())


def in_sight(page: CarePlanPage) -> bool:
    """Whether what has the keyboard can be seen in the page."""
    now = page.window().focusWidget()
    assert now is not None
    place = now.mapTo(page.viewport(), QPoint(now.width() // 2, now.height() // 2))
    return page.viewport().rect().contains(place)


@pytest.mark.parametrize("section", range(len(TITLES)), ids=[title for title, _ in TITLES])
def test_a_section_of_a_plan_fits_and_the_keyboard_is_in_sight(
    plan: CarePlanPage, window: Window, qtbot: QtBot, section: int
) -> None:
    plan.choose(section)
    settle(window, qtbot)
    assert faults(window) == []
    assert sideways(plan) == 0
    assert in_sight(plan)


def test_a_refused_signing_fits_and_leads_into_sight(plan: CarePlanPage, window: Window, qtbot: QtBot) -> None:
    plan.choose(SIGN)
    settle(window, qtbot)
    plan.foot.sign_button.click()
    settle(window, qtbot)
    assert faults(window) == []
    assert in_sight(plan)
    assert isinstance(plan.editor, SignoffEditor)
    plan.editor.problem.acted.emit()
    settle(window, qtbot)
    assert plan.section == NEEDS
    assert faults(window) == []
    assert in_sight(plan)


def test_each_step_of_an_import_fits(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(LIST, "utf-8")
    window.open("import")
    page = window.current()
    assert isinstance(page, ImportPage)
    page.look([path])
    for step in (COLUMNS, CHECK, SAME, DONE):
        settle(window, qtbot)
        assert page.step == step
        assert [f"step {step}, {line}" for line in faults(window)] == []
        assert (step, sideways(page)) == (step, 0)
        page.go_on()


def test_a_caseload_in_which_nobody_is_left_says_so_in_sight(window: Window, near: Neighbourhood, qtbot: QtBot) -> None:  # noqa: ARG001 (somebody has cases)
    window.open("caseload")
    settle(window, qtbot)
    page = window.current()
    assert isinstance(page, CaseloadPage)
    page.filters.search.edit.setText("zzz")
    settle(window, qtbot)
    assert page.empty.isVisible()
    place = page.empty.button.mapTo(page.viewport(), QPoint(0, page.empty.button.height()))
    assert page.viewport().rect().contains(place)
    assert faults(window) == []


@pytest.mark.parametrize("over", ["caseload", "palette", "contact"])
def test_the_keys_over_a_sheet_fit(window: Window, near: Neighbourhood, qtbot: QtBot, over: str) -> None:
    window.open("person", near.margaret)
    settle(window, qtbot)
    if over == "palette":
        window.search(">")
    elif over == "contact":
        window.log_contact(near.margaret)
    else:
        window.open("caseload")
    settle(window, qtbot)
    window.show_keys()
    settle(window, qtbot)
    assert faults(window) == []
