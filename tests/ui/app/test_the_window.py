"""The window: pages, keys, panes, toasts, locking away; with two small pages of the test's own."""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from types import ModuleType
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inteam.errors import StoreError
from ui.app import screens
from ui.app import window as window_module
from ui.app.background import Background
from ui.app.keys import KeysSheet
from ui.app.page import Page
from ui.app.screens import NOWHERE, PAGES, TOOLS, Screen
from ui.app.window import Window
from ui.palette.palette import Palette
from ui.widgets.buttons import Button
from ui.widgets.fields import DateField
from ui.widgets.overlay import Dialog
from ui.widgets.rail import NARROW, WIDE


class PlainPage(Page):
    """Counts how often it reads."""

    tables: ClassVar[frozenset[str]] = frozenset({"staff"})

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self.read, self.args, self.left = 0, (), 0
        self.button = Button("First")
        self.body.addWidget(self.button)

    args: tuple[Any, ...]

    def arrive(self, *args: Any) -> None:
        self.args = args

    def leave(self) -> None:
        self.left += 1

    def reload(self) -> None:
        self.read += 1

    def first_focus(self) -> QWidget:
        return self.button


class OtherPage(PlainPage):
    """The same, elsewhere."""


TEST_SCREENS = (
    Screen("one", "One", "home", PAGES, "test_pages:PlainPage"),
    Screen("two", "Two", "people", TOOLS, "test_pages:OtherPage"),
    Screen("hidden", "Hidden", "person", NOWHERE, "test_pages:PlainPage"),
    Screen("denied", "Denied", "lock", PAGES, "test_pages:PlainPage", "nobody.may"),
)


@pytest.fixture
def window(background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    module = ModuleType("test_pages")
    module.PlainPage, module.OtherPage = PlainPage, OtherPage  # type: ignore[attr-defined]  # (of its own kind)
    module.__spec__ = find_spec("ui")
    monkeypatch.setitem(sys.modules, "test_pages", module)
    monkeypatch.setattr(screens, "SCREENS", TEST_SCREENS)
    monkeypatch.setattr(window_module, "SCREENS", TEST_SCREENS)
    made = Window(background)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def page(window: Window, key: str) -> PlainPage:
    found = window.page(key)
    assert isinstance(found, PlainPage)
    return found


def press(window: Window, keys: str) -> None:
    QTest.keySequence(QApplication.focusWidget() or window, keys)
    QApplication.processEvents()


def test_the_rail_shows_the_pages_that_the_role_may_see(window: Window) -> None:
    assert list(window.rail.items) == ["one", "two"]


def test_ctrl_and_a_number_open_pages_in_the_order_of_the_rail(window: Window) -> None:
    window.start()
    press(window, "Ctrl+2")
    assert window.key == "two"
    press(window, "Ctrl+1")
    assert window.key == "one"


def test_a_page_gets_what_it_was_opened_with_and_is_told_when_it_is_left(window: Window) -> None:
    window.start()
    window.open("two", 7)
    assert page(window, "two").args == (7,)
    assert page(window, "one").left == 1


def test_the_first_widget_of_a_page_has_the_focus(window: Window, qtbot: QtBot) -> None:
    window.start()
    qtbot.waitUntil(page(window, "one").button.hasFocus)


def test_a_page_reads_when_shown_and_again_only_when_its_tables_change(window: Window) -> None:
    window.start()
    one = page(window, "one")
    assert one.read == 1
    window.background.changed.emit(frozenset({"person"}))
    assert one.read == 1
    window.background.changed.emit(frozenset({"staff"}))
    assert one.read == 2


def test_a_hidden_page_reads_once_when_it_is_shown_again(window: Window) -> None:
    window.start()
    window.open("two")
    for _ in range(3):
        window.background.changed.emit(frozenset({"staff"}))
    assert page(window, "one").read == 1
    window.open("one")
    assert page(window, "one").read == 2


def test_alt_left_goes_back_with_what_the_page_was_opened_with(window: Window) -> None:
    window.start()
    window.open("two", 7)
    window.open("one", 8)
    press(window, "Alt+Left")
    assert (window.key, page(window, "two").args) == ("two", (7,))


def test_f6_goes_round_rail_bar_and_page(window: Window) -> None:
    window.start()
    panes = []
    for _ in range(3):
        press(window, "F6")
        focused = QApplication.focusWidget()
        assert focused is not None
        panes.append(
            next(name for name in ("rail", "top") if getattr(window, name).isAncestorOf(focused))
            if not page(window, "one").isAncestorOf(focused)
            else "page"
        )
    assert sorted(panes) == ["page", "rail", "top"]


def test_f1_shows_the_keys_and_esc_closes_them_and_gives_the_focus_back(window: Window, qtbot: QtBot) -> None:
    window.start()
    qtbot.waitUntil(page(window, "one").button.hasFocus)
    press(window, "F1")
    assert isinstance(window.overlay(), KeysSheet)
    press(window, "Esc")
    assert window.overlay() is None
    qtbot.waitUntil(page(window, "one").button.hasFocus)


def words_of(sheet: KeysSheet) -> set[str]:
    return {label.text() for label in sheet.findChildren(QLabel) if label.isVisible()}


def test_f1_over_a_sheet_shows_its_keys_and_gives_the_focus_back_to_the_field(window: Window, qtbot: QtBot) -> None:
    window.start()
    sheet = Dialog(window, "Snooze: Margaret")
    due, other = DateField("Until", window.background.today), DateField("From", window.background.today)
    sheet.body.addWidget(other)
    sheet.body.addWidget(due)
    sheet.buttons(Button("Put it off", "primary", key="Ctrl ↵"))
    sheet.open(due.edit)
    qtbot.waitUntil(due.edit.hasFocus)
    press(window, "F1")
    keys = window.overlay()
    assert isinstance(keys, KeysSheet)
    assert {"Snooze", "Put it off", "In a date", "A day later, earlier"} <= words_of(keys)
    assert "Everywhere" not in words_of(keys)  # those rest while a sheet is open
    press(window, "Esc")
    assert window.overlay() is sheet
    qtbot.waitUntil(due.edit.hasFocus)
    press(window, "Esc")
    assert window.overlay() is None


def test_f1_pressed_again_takes_the_keys_away(window: Window, qtbot: QtBot) -> None:
    window.start()
    qtbot.waitUntil(page(window, "one").button.hasFocus)
    press(window, "F1")
    press(window, "F1")
    assert window.overlay() is None
    qtbot.waitUntil(page(window, "one").button.hasFocus)


def test_keys_of_the_window_rest_while_something_covers_it(window: Window) -> None:
    window.start()
    press(window, "F1")
    press(window, "Ctrl+2")
    assert window.key == "one"


def test_ctrl_k_opens_the_palette_and_a_letter_in_the_search_box_does_too(window: Window) -> None:
    window.start()
    press(window, "Ctrl+K")
    assert isinstance(window.overlay(), Palette)
    press(window, "Esc")
    window.top.search.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, "p")
    palette = window.overlay()
    assert isinstance(palette, Palette)
    assert palette.edit.text() == "p"


def test_the_palette_goes_to_a_page_by_its_name(window: Window) -> None:
    window.start()
    window.search("two")
    press(window, "Return")
    assert window.key == "two"


def test_a_failed_page_says_so_until_it_reads_again(window: Window) -> None:
    window.start()
    one = page(window, "one")
    one.fail(StoreError("busy"))
    assert one.problem.isVisible()
    one.mark_stale()
    assert not one.problem.isVisible()


def test_the_rail_falls_to_icons_in_a_narrow_window_and_keeps_the_names(window: Window) -> None:
    window.resize(1440, 900)
    assert window.rail.width() == WIDE
    window.resize(1180, 720)
    assert window.rail.width() == NARROW
    assert window.rail.items["one"].toolTip() == "One"


def test_closing_the_pages_forgets_them_and_reopening_leads_back(window: Window) -> None:
    window.start()
    window.open("two", 7)
    before = page(window, "two")
    way_back = window.close_pages()
    assert window.current() is None
    window.reopen(way_back)
    assert page(window, "two") is not before
    assert page(window, "two").args == (7,)


def test_a_toast_replaces_the_one_before_it(window: Window) -> None:
    window.toast("First")
    window.toast("Second", "Open", lambda: None)
    assert window.shown_toast() == "Second"


def test_a_count_is_read_out_with_its_page(window: Window) -> None:
    window.set_count("one", "4", unread=True)
    assert window.rail.items["one"].accessibleName() == "One, 4"
