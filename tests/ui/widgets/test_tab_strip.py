"""Tabs that do not fit: arrows say so, and the one that is open or has the keyboard is in sight."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.bars import Tabs
from ui.widgets.layouts import column, lay_out
from ui.widgets.tab_strip import TabStrip

NAMES = ["My caseload", "Overdue action", "Past waiting standard", "Plan review due", "Whole team"]


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[TabStrip]:
    made = TabStrip(Tabs([(name, "") for name in NAMES], in_card=True, action="Save view"))
    window = QWidget()
    window.setLayout(column(made, None))
    qtbot.addWidget(window)
    window.resize(420, 200)
    window.show()
    lay_out()
    yield made
    window.close()


def tabs(strip: TabStrip) -> list[QAbstractButton]:
    return [one for one in strip.tabs.findChildren(QAbstractButton) if one.text() in NAMES]


def free(strip: TabStrip) -> QRect:
    """The room that no arrow covers."""
    room = QRect(strip.area.geometry())
    if strip.back.isVisible():
        room.setLeft(strip.back.geometry().right() + 1)
    if strip.on.isVisible():
        room.setRight(strip.on.geometry().left() - 1)
    return room


def in_sight(strip: TabStrip, tab: QWidget) -> bool:
    left = tab.mapTo(strip, QPoint(0, 0)).x()
    return free(strip).left() <= left and left + tab.width() - 1 <= free(strip).right()


def arrows(strip: TabStrip) -> tuple[bool, bool]:
    return strip.back.isVisible(), strip.on.isVisible()


def test_an_arrow_stands_at_each_end_beyond_which_there_are_more(strip: TabStrip) -> None:
    seen = []
    for number in range(len(NAMES)):
        strip.tabs.choose(number)
        seen.append(arrows(strip))
    assert (seen[0], seen[2], seen[-1]) == ((False, True), (True, True), (True, False))
    assert strip.back.accessibleName() == "Earlier tabs"
    assert strip.on.accessibleName() == "More tabs"


def test_the_open_tab_is_in_sight_however_it_is_chosen(strip: TabStrip) -> None:
    for number, tab in enumerate(tabs(strip)):
        strip.tabs.choose(number)
        assert in_sight(strip, tab)
    for number in (1, 4, 2):
        QTest.keyClick(strip, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.AltModifier)
        assert strip.tabs.current() == number
        assert in_sight(strip, tabs(strip)[number])


def test_the_tab_that_has_the_keyboard_is_in_sight(strip: TabStrip, qtbot: QtBot) -> None:
    qtbot.waitUntil(strip.isVisible)
    strip.window().activateWindow()
    qtbot.waitUntil(strip.window().isActiveWindow)
    tabs(strip)[0].setFocus()
    for tab in tabs(strip)[1:]:
        QTest.keyClick(strip.window().focusWidget(), Qt.Key.Key_Right)
        assert strip.window().focusWidget() is tab
        assert in_sight(strip, tab)
    QTest.keyClick(strip.window().focusWidget(), Qt.Key.Key_Tab)
    assert strip.window().focusWidget() is strip.tabs.action


def test_an_arrow_shows_the_next_ones_and_what_is_open_stays_open(strip: TabStrip) -> None:
    while strip.on.isVisible():
        strip.on.click()
    assert strip.tabs.current() == 0
    assert in_sight(strip, tabs(strip)[-1])
    while strip.back.isVisible():
        strip.back.click()
    assert in_sight(strip, tabs(strip)[0])


def test_counts_that_come_later_do_not_push_the_open_tab_out(strip: TabStrip) -> None:
    strip.tabs.choose(3)
    for number in range(len(NAMES)):
        strip.tabs.set_count(number, "50,000")
    lay_out()
    assert in_sight(strip, tabs(strip)[3])


def test_in_a_wide_window_there_are_no_arrows_and_the_action_stands_at_the_end(strip: TabStrip) -> None:
    strip.window().resize(1100, 200)
    lay_out()
    assert arrows(strip) == (False, False)
    assert strip.tabs.action.mapTo(strip, QPoint(0, 0)).x() > strip.width() - 120
