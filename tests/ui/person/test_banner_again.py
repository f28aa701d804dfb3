"""The banner keeps its whole height when the record is read again: after each save, and when it is opened again."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.person.test_person_page import actor, margaret, page, settle  # noqa: F401 (fixtures)
from ui.app.window import Window
from ui.person.page import PersonPage


def test_the_name_stands_whole_in_the_banner_when_the_record_is_shown_again(
    page: PersonPage,  # noqa: F811 (the fixture)
    shell: Window,
    qtbot: QtBot,
) -> None:
    before = page.banner.height()
    page.reload()
    settle(shell, qtbot)
    qtbot.waitUntil(lambda: any(label.text() == "PEMBERTON," and label.isVisible() for label in labels(page)))
    assert page.banner.height() == before
    for label in labels(page):
        if label.isVisible():
            top = label.mapTo(page.banner, QPoint(0, 0)).y()
            assert top >= 0, f"{label.text()} is cut at the top"
            assert top + label.height() <= page.banner.height(), f"{label.text()} is cut at the foot"


def labels(page: PersonPage) -> list[QLabel]:  # noqa: F811 (not the fixture)
    """Every word of the banner."""
    return page.banner.findChildren(QLabel)
