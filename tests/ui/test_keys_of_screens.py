"""The keyboard map of the design, key by key on the screens of the demo neighbourhood, at 1440×900 and 1180×720."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import stage as stages
from ui.app import preferences
from ui.app.keys import KeysSheet
from ui.contacts.log import LogContactSheet
from ui.palette.lines import ActLine, HereLine
from ui.palette.palette import Palette
from ui.stage import Look, Stage
from ui.widgets import theme
from ui.widgets.segmented import SegmentedControl
from ui.widgets.table import TableView

SIZES = {"wide": Look(1440, 900, "light", 100), "narrow": Look(1180, 720, "light", 100)}


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo neighbourhood, made once."""
    from inteam import commands  # noqa: PLC0415 (loads every feature)

    file = tmp_path_factory.mktemp("demo") / "demo.inteam"
    assert commands.main(["create", str(file), "--demo", "120", "--as-of", stages.DAY.isoformat()]) == 0
    return file


@pytest.fixture(scope="module", params=SIZES)
def stage(request: pytest.FixtureRequest, demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The program in one size."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    patch.setattr(preferences, "place", lambda: home / "preferences.json")
    with stages.stage(demo_file, SIZES[request.param]) as made:
        yield made
    patch.undo()


@pytest.fixture(autouse=True)
def cleared(stage: Stage) -> Iterator[None]:
    """Each test begins and ends with nothing in front of the pages."""
    stage.reset()
    yield
    stage.reset()


def press(stage: Stage, keys: str) -> None:
    """A key, as in Ctrl+K, to whatever has the focus; then until all is quiet."""
    combination = QKeyCombination.fromCombined(QKeySequence(keys)[0].toCombined())  # type: ignore[index]  # (one combination)
    focused: QWidget | None = stage.window.focusWidget()
    target = focused if focused is not None else stage.window
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
    stage.settle()


def page(stage: Stage, key: str, *args: Any) -> Any:
    stage.window.open(key, *args)
    stage.settle()
    return stage.window.current()


def rows(shown: Any) -> TableView:
    table: TableView = shown.table
    table.setFocus()
    table.go_to(0)
    return table


def test_ctrl_and_a_number_go_through_the_rail_in_its_order(stage: Stage) -> None:
    names = list(stage.window.rail.items)
    for number, key in enumerate(names[:8], start=1):
        press(stage, f"Ctrl+{number}")
        assert stage.window.key == key
        assert stage.window.rail.items[key].isChecked()


@pytest.mark.parametrize("keys", ["F1", "?"])
@pytest.mark.parametrize("screen", ["today", "caseload", "referrals", "meetings", "settings"])
def test_the_keys_of_a_screen_are_shown_and_esc_gives_the_focus_back(stage: Stage, screen: str, keys: str) -> None:
    page(stage, screen)
    before = stage.window.focusWidget()
    press(stage, keys)
    assert isinstance(stage.window.overlay(), KeysSheet)
    press(stage, "Esc")
    assert stage.window.overlay() is None
    assert stage.window.focusWidget() is before


def test_a_question_mark_in_a_box_is_typed_and_does_nothing_where_letters_are_off(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = page(stage, "caseload")
    press(stage, "Ctrl+F")
    box = stage.window.focusWidget()
    assert isinstance(box, QLineEdit)
    press(stage, "?")
    assert (box.text(), stage.window.overlay()) == ("?", None)
    box.clear()
    stage.settle()
    rows(shown)
    monkeypatch.setattr(theme.current, "letters", False)
    press(stage, "?")
    assert stage.window.overlay() is None


def test_f6_goes_from_the_page_to_the_rail_to_the_bar_and_back(stage: Stage) -> None:
    shown = page(stage, "caseload")
    rows(shown)
    window = stage.window
    seen = []
    for _ in range(3):
        press(stage, "F6")
        now = window.focusWidget()
        assert now is not None
        seen.append(next(name for name, pane in (("rail", window.rail), ("bar", window.top), ("page", shown))
                         if pane.isAncestorOf(now)))  # fmt: skip
    assert sorted(seen) == ["bar", "page", "rail"]
    assert seen[-1] == "page"


@pytest.mark.parametrize("screen", ["today", "caseload", "referrals", "meetings"])
def test_ctrl_l_logs_a_contact_from_any_screen_and_esc_closes_it(stage: Stage, screen: str) -> None:
    page(stage, screen)
    press(stage, "Ctrl+L")
    assert isinstance(stage.window.overlay(), LogContactSheet)
    press(stage, "Esc")
    assert stage.window.overlay() is None


def test_numbers_say_how_and_ctrl_semicolon_says_now_in_log_contact(stage: Stage) -> None:
    page(stage, "person", stage.samples["person_id"])
    press(stage, "Ctrl+L")
    sheet = stage.window.overlay()
    assert isinstance(sheet, LogContactSheet)
    how = sheet.findChildren(SegmentedControl)[0]
    how.setFocus()
    for key, place in (("3", 2), ("1", 0), ("5", 4)):
        press(stage, key)
        assert how.current == place
    before = sheet.when.edit.text()
    sheet.when.edit.clear()
    press(stage, "Ctrl+;")
    assert sheet.when.edit.text() == before


def test_arrows_enter_and_letters_act_on_a_row_of_the_caseload(stage: Stage) -> None:
    shown = page(stage, "caseload")
    table = rows(shown)
    press(stage, "Down")
    assert table.current_row == 1
    press(stage, "Space")
    press(stage, "Shift+Down")
    assert len(shown.model.ticked) == 2
    press(stage, "Ctrl+A")
    press(stage, "Ctrl+A")
    assert len(shown.model.ticked) == shown.total
    for letter in ("L", "R", "S"):
        rows(shown)
        press(stage, letter)
        assert stage.window.overlay() is not None, letter
        press(stage, "Esc")
        assert stage.window.overlay() is None, letter
    rows(shown)
    press(stage, "Return")
    assert stage.window.key == "person"
    press(stage, "Alt+Left")
    assert stage.window.key == "caseload"


def test_letters_act_on_a_row_of_today(stage: Stage) -> None:
    shown = page(stage, "today")
    for letter in ("L", "S"):
        rows(shown)
        press(stage, letter)
        assert stage.window.overlay() is not None, letter
        press(stage, "Esc")
    rows(shown)
    press(stage, "Return")
    assert stage.window.key == "person"


def test_d_does_a_row_of_today_and_ctrl_z_puts_it_back(stage: Stage) -> None:
    shown = page(stage, "today")
    rows(shown)
    before = len(shown.model.rows())
    press(stage, "D")
    assert len(shown.model.rows()) == before - 1
    press(stage, "Ctrl+Z")
    assert len(shown.model.rows()) == before


def test_alt_and_a_number_open_the_tabs_of_a_person(stage: Stage) -> None:
    shown = page(stage, "person", stage.samples["person_id"])
    for number in (2, 3, 4, 5, 1):
        press(stage, f"Alt+{number}")
        assert shown.tabs.current() == number - 1


@pytest.mark.parametrize("screen", ["caseload", "person", "meeting"])
def test_ctrl_p_opens_a_preview_of_what_is_printed(stage: Stage, screen: str) -> None:
    wants = {"person": "person_id", "meeting": "meeting_id"}
    page(stage, screen, *([stage.samples[wants[screen]]] if screen in wants else []))
    press(stage, "Ctrl+P")
    assert stage.window.overlay() is not None


def test_ctrl_n_adds_a_person_and_ctrl_shift_l_locks(stage: Stage) -> None:
    page(stage, "today")
    press(stage, "Ctrl+N")
    assert stage.window.overlay() is not None
    press(stage, "Esc")
    press(stage, "Ctrl+Shift+L")
    assert stage.window.cover is not None


@pytest.mark.parametrize("screen", ["today", "caseload", "referrals", "meetings", "person", "meeting", "import"])
def test_the_palette_reaches_every_act_of_the_screen_and_of_the_window(stage: Stage, screen: str) -> None:
    wants = {"person": "person_id", "meeting": "meeting_id"}
    shown = page(stage, screen, *([stage.samples[wants[screen]]] if screen in wants else []))
    buttons = {
        one.accessibleName() for one in shown.findChildren(QWidget)
        if one.property("act") and one.isVisible() and one.isEnabled()
    }  # fmt: skip
    press(stage, "Ctrl+K")
    press(stage, ">")
    palette = stage.window.overlay()
    assert isinstance(palette, Palette)
    lines = palette.model.items()
    offered = {one.words for one in lines if isinstance(one, ActLine | HereLine)}
    kept_here = {one for one in buttons if one not in offered}
    about_somebody = {"Entered in error"} if screen == "referrals" else set()  # the panel's: it knows whose referral
    assert kept_here <= {"Move date", "Add need", "Add action", "Add risk"} | about_somebody, "shorter words of acts"
    if screen != "person":
        assert not any(isinstance(one, ActLine) and one.words == "Add need" for one in lines), "about whom?"


def test_an_act_of_the_screen_is_done_from_the_palette(stage: Stage) -> None:
    page(stage, "caseload")
    press(stage, "Ctrl+K")
    palette = stage.window.overlay()
    assert isinstance(palette, Palette)
    QTest.keyClicks(palette.edit, ">columns")
    stage.settle()
    press(stage, "Return")
    dialog = stage.window.overlay()
    assert dialog is not None
    assert dialog is not palette
