"""What an empty state says is never cut, however narrow the card that it stands in."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.cards import EmptyState
from ui.widgets.labels import Label, Paragraph

WORDS = "Contacts, decisions and changes stand here, the newest first."


def shown(state: EmptyState) -> QLabel:
    """The label with the words that is to be seen."""
    (one,) = [label for label in state.findChildren(QLabel) if label.text() == WORDS and label.isVisible()]
    return one


@pytest.mark.parametrize("width", [200, 300, 330])
def test_in_a_narrow_card_the_words_go_on_to_another_line(qtbot: QtBot, width: int) -> None:
    state = EmptyState("Nothing has happened yet", WORDS, "Log contact", lambda: None)
    qtbot.addWidget(state)
    state.resize(width, 400)
    state.show()
    words = shown(state)
    assert isinstance(words, Paragraph)
    assert words.width() <= width - 32
    assert words.height() >= 2 * 16


def test_in_a_wide_one_they_stand_on_one_line(qtbot: QtBot) -> None:
    state = EmptyState("Nothing has happened yet", WORDS, "Log contact", lambda: None)
    qtbot.addWidget(state)
    state.resize(900, 400)
    state.show()
    words = shown(state)
    assert isinstance(words, Label)
    assert words.width() >= words.sizeHint().width()
