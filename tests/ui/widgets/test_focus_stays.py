"""What is taken away while it has the keyboard leaves the keyboard where it stood."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import Button
from ui.widgets.layouts import box, clear, column, scrolling


def test_a_cleared_button_hands_the_focus_to_what_scrolls_around_it(qtbot: QtBot) -> None:
    going, other = column(Button("Add action")), Button("Somewhere else")
    area = scrolling(box(going))
    window = box(column(other, area))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    going.itemAt(0).widget().setFocus()  # type: ignore[union-attr]
    clear(going)
    assert QApplication.focusWidget() is area
