"""Where nothing is handed over, the keyboard is on the way on, not in the rail."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.handovers.test_handover_screens import near  # noqa: F401 (the fixture)
from ui.app.window import Window
from ui.handovers.page import HandoversPage


@pytest.mark.usefixtures("near")
def test_the_button_of_the_empty_page_has_the_focus(shell: Window, qtbot: QtBot) -> None:
    shell.open("handovers")
    page = shell.current()
    assert isinstance(page, HandoversPage)
    qtbot.waitUntil(page.empty.isVisible)
    assert shell.focusWidget() is page.empty.button
