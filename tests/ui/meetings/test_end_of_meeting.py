"""Before a meeting ends, what the minutes will say of those who were never marked as here is said."""

from pytestqt.qtbot import QtBot

from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood
from tests.ui.meetings.test_meeting_screens import begun, live_page, near  # noqa: F401 (the fixture)
from ui.app.window import Window
from ui.widgets.labels import Paragraph


def test_ending_with_nobody_marked_as_here_says_what_the_minutes_will_say(
    shell: Window,
    qtbot: QtBot,
    near: Neighbourhood,  # noqa: F811 (the fixture)
    local_database: Database,
) -> None:
    page = live_page(shell, qtbot, begun(local_database, near))
    assert page.loaded is not None
    assert not any(one.present for one in page.loaded.people)
    page.end()
    qtbot.waitUntil(lambda: shell.overlay() is not None)
    overlay = shell.overlay()
    assert overlay is not None
    said = " ".join(one.text() for one in overlay.findChildren(Paragraph))
    assert "Nobody is marked as being here" in said
    assert "without a quorum" in said
