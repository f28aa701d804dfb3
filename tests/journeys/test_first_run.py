"""From nothing to Today: a new file, its code typed back, who I am."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.journeys import work
from tests.journeys.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # dialogs without a screen

PASSPHRASE = "copper kettle violets"


def test_a_new_file_is_made_and_opens_on_today(first_time: Callable[[], Desk], tmp_path: Path) -> None:
    desk = first_time()
    desk.finds("Where will your team’s records be kept?")
    desk.until(lambda: desk.focus_name().startswith("This computer"), "the focus is not on the first choice")
    work.tab_to(desk, "Continue")
    answers = name_the_file(desk, tmp_path / "team.inteam")
    desk.press("Space")
    answers.stop()
    desk.finds("Choose a passphrase")
    desk.until(lambda: desk.focus_name() == "New passphrase", "the focus is not where the passphrase is typed")
    desk.write(PASSPHRASE)
    desk.press("Return")
    desk.write(PASSPHRASE)
    desk.press("Return")
    desk.finds("Keep the recovery code")
    said = next(words for words in desk.words() if words.startswith("Recovery code: "))
    desk.until(lambda: desk.focus_name() == "Type the code back", "the focus is not where the code is typed")
    desk.write("wrong")
    desk.press("Return")
    desk.finds("Keep the recovery code", "this has 5")
    desk.until(lambda: desk.focus_name() == "Type the code back", "the focus left the code")
    desk.write(said.removeprefix("Recovery code: ").replace(", ", "").lower())
    desk.press("Return")
    desk.finds("Who are you?", "Your team")
    desk.until(lambda: desk.focus_name() == "Given name", "the focus is not on the first field")
    desk.write("Priya")
    work.enter(desk, "Family name", "Nair")
    work.enter(desk, "Job title", "Link worker")
    work.enter(desk, "Team", "Harbour team")
    desk.press("Return")
    desk.no_longer_sees("Who are you?")
    desk.finds(
        "My list", "Nobody is in this file yet", "Priya Nair, Link worker", "This computer, encrypted · team.inteam"
    )


def name_the_file(desk: Desk, path: Path) -> QTimer:
    """As soon as the system asks for a name: type it, Enter."""
    watch = QTimer()

    def answer() -> None:
        if isinstance(QApplication.activeModalWidget(), QFileDialog):
            watch.stop()
            desk.press("Ctrl+A")
            desk.write(str(path))
            desk.press("Return")

    watch.timeout.connect(answer)
    watch.start(20)
    return watch
