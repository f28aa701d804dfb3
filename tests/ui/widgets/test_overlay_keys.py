"""The keys of a sheet are its own, whatever the page underneath does with the same ones."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import Button
from ui.widgets.focus import FocusRing
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import box, column
from ui.widgets.overlay import Dialog, ask


def test_a_key_that_page_and_dialog_share_is_the_dialogs_until_it_closes(qtbot: QtBot) -> None:
    pressed: list[str] = []
    window = box(column(Button("Underneath")))
    QShortcut(QKeySequence("Ctrl+Return"), window, lambda: pressed.append("page"))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    dialog = Dialog(window, "Reassign people")
    save = Button("Save")
    dialog.buttons(save)
    QShortcut(QKeySequence("Ctrl+Return"), dialog, lambda: pressed.append("dialog"))
    dialog.open()
    QTest.keySequence(save, QKeySequence("Ctrl+Return"))
    dialog.close_overlay()
    QTest.keySequence(window, QKeySequence("Ctrl+Return"))
    assert pressed == ["dialog", "page"]


def test_the_focus_is_on_something_shown_after_closing_though_its_old_place_is_hidden(qtbot: QtBot) -> None:
    freeze, other = Button("Freeze papers"), Button("Begin meeting")
    window = box(column(freeze, other))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    freeze.setFocus()
    dialog = Dialog(window, "Handover pack")
    dialog.buttons(Button("Close"))
    dialog.open()
    freeze.hide()
    dialog.close_overlay()
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keySequence(now, QKeySequence("Tab"))
    assert QApplication.focusWidget() is other


@pytest.mark.parametrize("by_key", [True, False])
def test_the_ring_that_was_at_a_button_is_there_again_after_its_dialog(qtbot: QtBot, *, by_key: bool) -> None:
    opener, other = Button("Withhold"), Button("Change")
    window = box(column(opener, other))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    other.setFocus()
    opener.setFocus(Qt.FocusReason.TabFocusReason if by_key else Qt.FocusReason.MouseFocusReason)
    dialog = Dialog(window, "Withhold")
    keep = Button("Keep it")
    dialog.buttons(keep)
    dialog.open(keep)
    ring = window.findChild(FocusRing)
    assert ring is not None
    assert ring.follows(keep) is by_key
    dialog.close_overlay()
    assert QApplication.focusWidget() is opener
    assert ring.follows(opener) is by_key


def test_a_question_shows_all_its_words_without_scrolling(qtbot: QtBot) -> None:
    window = box(column(Button("Underneath")))
    window.resize(1180, 720)
    qtbot.addWidget(window)
    window.show()
    words = "What you typed is kept as a draft. Try again; if it happens again, close INTeam, open it, "
    dialog = ask(
        window,
        "Something went wrong",
        f"{words}and tell your administrator this: RW21-GF0S.",
        [("Close", "primary", lambda: None)],
    )
    QApplication.processEvents()
    said = next(one for one in dialog.findChildren(Paragraph) if one.text().startswith("What you typed"))
    area = dialog.findChild(QScrollArea)
    assert area is not None
    bottom = said.mapTo(area.viewport(), QPoint(0, said.height())).y()
    assert bottom <= area.viewport().height(), "the last line lies below the edge"
    assert area.verticalScrollBar().maximum() == 0
