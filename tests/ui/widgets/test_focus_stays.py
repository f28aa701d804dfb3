"""What is taken away while it has the keyboard leaves the keyboard where it stood."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.focus import FocusRing
from ui.widgets.layouts import box, clear, column, scrolling


def test_a_cleared_button_hands_the_focus_to_what_scrolls_around_it(qtbot: QtBot) -> None:
    going, other = column(Button("Add action")), Button("Somewhere else")
    area = scrolling(box(going))
    window = box(column(other, area))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    going.itemAt(0).widget().setFocus()  # type: ignore[union-attr]  # (it is there)
    clear(going)
    assert QApplication.focusWidget() is area


def test_the_ring_forgets_a_button_that_is_gone(qtbot: QtBot) -> None:
    going, other = column(Button("Save")), Button("Somewhere else")
    window = box(column(other, box(going)))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    going.itemAt(0).widget().setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[union-attr]  # (it is there)
    ring = window.findChild(FocusRing)
    assert ring is not None
    clear(going)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    ring.follow(other)
    assert ring.isVisible()


def test_the_ring_goes_when_the_keyboard_is_in_a_box_for_words(qtbot: QtBot) -> None:
    save, words = Button("Save"), QLineEdit()
    window = box(column(words, save))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    save.setFocus(Qt.FocusReason.TabFocusReason)
    ring = window.findChild(FocusRing)
    assert ring is not None
    save.clearFocus()
    ring.follow(save)  # as where what had the keyboard went away without a word
    assert ring.isVisible()
    words.setFocus()
    assert ring.isHidden()


def test_the_ring_goes_with_a_button_that_is_deleted_under_it(qtbot: QtBot) -> None:
    save, words = Button("Save"), QLineEdit()
    window = box(column(words, save))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    save.setFocus(Qt.FocusReason.TabFocusReason)
    ring = window.findChild(FocusRing)
    assert ring is not None
    assert ring.isVisible()
    save.deleteLater()
    QApplication.sendPostedEvents(save, QEvent.Type.DeferredDelete)
    words.setFocus()
    assert ring.isHidden()


def test_the_list_that_comes_instead_of_an_empty_state_takes_its_focus(qtbot: QtBot) -> None:
    nothing, rows = EmptyState("Nobody is on the agenda yet", "", "Add to agenda", lambda: None), QListView()
    rows.hide()
    window = box(column(nothing, rows, Button("Take off the agenda")))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    nothing.button.setFocus()
    nothing.hide()
    rows.show()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is rows)
