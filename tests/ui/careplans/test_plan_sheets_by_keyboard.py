"""Every sheet of a care plan by keyboard: Tab goes round, each stop has a name, Esc leaves nothing behind."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inteam.careplans import queries
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import Subject
from inteam.drafts.queries import my_drafts
from inteam.needs.rules import NeedStatus
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from tests.ui.careplans.test_two_in_one_plan import a_draft
from ui.app.background import Background
from ui.app.window import Window
from ui.careplans.asking import open_sheet
from ui.careplans.sheet import About, PlanSheet

Context = Callable[[PlanView], dict[str, Any]]
SHEETS: dict[str, Context] = {
    "need": lambda _view: {},
    "goal": lambda view: {"need": view.content.needs[0]},
    "action": lambda view: {"action": view.content.needs[0].all_actions[0]},
    "no_action": lambda view: {"need": view.content.needs[0]},
    "answer": lambda view: {"need": view.content.needs[0], "status": NeedStatus.NOT_MET},
    "contingency": lambda view: {"part": view.content.contingencies[0]},
    "copy": lambda _view: {},
    "withhold": lambda view: {"subject": Subject.NEED, "id": view.content.needs[0].id, "words": "Lonely"},
    "end": lambda _view: {},
    "reviewed": lambda _view: {},
    "details": lambda _view: {},
    "signature": lambda _view: {},
}


@pytest.fixture
def near(local_database: Database, background: Background) -> Neighbourhood:
    made = neighbourhood(local_database)
    background.become(made.actor)
    return made


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


@pytest.mark.parametrize("what", SHEETS)
def test_tab_goes_round_both_ways_and_esc_leaves_no_draft(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot, what: str
) -> None:
    plan_id = a_draft(local_database, near)
    with local_database.read() as session:
        view = queries.plan_view(session, plan_id)
    assert view is not None
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    open_sheet(shell, About(plan_id, near.margaret, None), view, what, SHEETS[what](view))
    qtbot.waitUntil(lambda: shell.background.idle)
    sheet = shell.overlay()
    assert isinstance(sheet, PlanSheet)
    begun = QApplication.focusWidget()
    stops = sheet._stops()
    assert begun in stops
    assert [stop for stop in stops if not stop.accessibleName()] == []
    for key, modifier in (
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
    ):
        passed: list[QWidget | None] = []
        for _ in stops:
            press(key, modifier)
            passed.append(QApplication.focusWidget())
        assert set(passed) == set(stops)
        assert QApplication.focusWidget() is begun
    press(Qt.Key.Key_Escape)
    assert shell.overlay() is None
    qtbot.waitUntil(lambda: shell.background.idle)
    with local_database.read() as session:
        assert my_drafts(session, near.priya) == []
