"""Before a meeting ends, what the minutes will say of those who were never marked as here is said."""

from pytestqt.qtbot import QtBot

from inteam.meetings import service_live, service_papers
from inteam.meetings.model import Meeting
from inteam.store.base import require
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood
from tests.ui.meetings.test_meeting_screens import begun, live_page, near, opened  # noqa: F401 (the fixture)
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


def test_the_minutes_list_the_copies_that_exist_and_not_the_looks_on_a_screen(
    shell: Window,
    qtbot: QtBot,
    near: Neighbourhood,  # noqa: F811 (the fixture)
    local_database: Database,
) -> None:
    meeting = begun(local_database, near)
    with local_database.write(near.actor) as work:
        service_live.end_meeting(work, meeting, require(work.session, Meeting, meeting).version)
        for target, copies in (("screen", 0), ("file", 1)):
            service_papers.record_print(
                work,
                document="pack",
                people=(),
                pages=2,
                sha256="0" * 64,
                target=target,
                meeting_id=meeting,
                copies=copies,
            )
    page = opened(shell, qtbot, "minutes", meeting)
    said = [one.text() for one in page.findChildren(Paragraph) if "Pack, 2 pages" in one.text()]
    assert len(said) == 1
