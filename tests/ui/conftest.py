"""A shown window on a real local file, for tests of screens."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from inteam.access import Actor
from inteam.store.database import Database
from ui.app.background import Background
from ui.app.window import Window
from ui.widgets import theme


@pytest.fixture(autouse=True)
def dressed(qapp: object) -> None:
    """Fonts and tokens, as at the start of the program; nothing moves."""
    if not theme.current.dressed:
        theme.dress(qapp)  # type: ignore[arg-type]  # (a QApplication)
        theme.load_scripts()
    theme.current.motion = False


@pytest.fixture
def background(local_database: Database, actor: Actor) -> Iterator[Background]:
    made = Background(local_database, actor)
    yield made
    made.stop()


@pytest.fixture
def shell(background: Background, qtbot: QtBot) -> Iterator[Window]:
    """The window, 1440×900, with no page open yet."""
    window = Window(background)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    qtbot.waitUntil(lambda: background.idle)
