"""Making a page shows no window of its own: one that flashes up takes the keyboard away from what is being typed."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.app.screens import SCREENS
from ui.app.window import Window


class Watch(QObject):
    """Names every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()} {watched.accessibleName()}")
        return False


@pytest.mark.parametrize("key", [screen.key for screen in SCREENS])
def test_a_page_is_made_without_a_window_of_its_own(shell: Window, qapp: QApplication, key: str) -> None:
    watch = Watch()
    qapp.installEventFilter(watch)
    try:
        shell.page(key)
    finally:
        qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_a_toast_with_undo_is_no_window_of_its_own(shell: Window, qapp: QApplication) -> None:
    watch = Watch()
    qapp.installEventFilter(watch)
    try:
        shell.toast("Contact saved", "Undo", lambda: None)
    finally:
        qapp.removeEventFilter(watch)
    assert watch.seen == []
