"""Files dropped onto Import: taken at every step, refused with a sentence, or asked about; never ignored."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.exchange.test_import_screen import look, people, press
from ui.app.window import Window
from ui.exchange.page import ImportPage
from ui.exchange.steps import CHECK, COLUMNS, DONE, FILE, SAME
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.widgets.overlay import Dialog


@pytest.fixture
def page(shell: Window, qtbot: QtBot) -> ImportPage:
    shell.open("import")
    found = shell.findChild(ImportPage)
    assert found is not None
    qtbot.waitUntil(lambda: shell.background.idle)
    return found


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.csv"
    path.write_text("Given Name,Surname,Date of Birth\nAda,Okoro,14-Mar-1957\n", "utf-8")
    return path


def drop(page: ImportPage, *urls: QUrl) -> None:
    """As Qt does: to the first widget under the pointer, from inside to outside, that takes drops."""
    middle = page.viewport().rect().center()
    target: QWidget | None = page.viewport().childAt(middle) or page.viewport()
    while target is not None and not target.acceptDrops():
        target = target.parentWidget()
    assert target is not None, "nothing takes drops here"
    data = QMimeData()
    data.setUrls(list(urls))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, left, none))


def drop_file(page: ImportPage, path: Path) -> None:
    drop(page, QUrl.fromLocalFile(str(path)))


def to_columns(page: ImportPage, qtbot: QtBot, folder: Path) -> None:
    look(page, qtbot, folder / "people.csv")


def to_check(page: ImportPage, qtbot: QtBot, folder: Path) -> None:
    to_columns(page, qtbot, folder)
    press(page, qtbot, Qt.Key.Key_Return, CHECK)


def to_same(page: ImportPage, qtbot: QtBot, folder: Path) -> None:
    to_check(page, qtbot, folder)
    press(page, qtbot, Qt.Key.Key_Return, SAME)


def to_done(page: ImportPage, qtbot: QtBot, folder: Path) -> None:
    to_same(page, qtbot, folder)
    press(page, qtbot, Qt.Key.Key_Return, DONE)


def to_waiting(page: ImportPage, qtbot: QtBot, folder: Path) -> None:
    to_done(page, qtbot, folder)
    page.begin_again()
    qtbot.waitUntil(lambda: page.background.idle and page.start.waiting.isVisible())
    page.decide_waiting()
    qtbot.waitUntil(lambda: page.background.idle and page.step == SAME)


def shows(page: ImportPage, name: str) -> bool:
    return page.background.idle and page.step == COLUMNS and page.caption.text().startswith(name)


def question(shell: Window) -> Dialog:
    found = shell.overlay()
    assert isinstance(found, Dialog)
    return found


def answer(dialog: Dialog, words: str) -> None:
    next(one for one in dialog.findChildren(Button) if one.text() == words).click()


Way = Callable[[ImportPage, QtBot, Path], None]


@pytest.mark.parametrize("way", [lambda *_: None, to_columns, to_done, to_waiting])
def test_where_nothing_is_lost_a_dropped_file_is_taken_at_once(
    page: ImportPage, shell: Window, qtbot: QtBot, tmp_path: Path, other: Path, way: Way
) -> None:
    way(page, qtbot, tmp_path)
    drop_file(page, other)
    qtbot.waitUntil(lambda: shows(page, "other.csv"))
    assert shell.overlay() is None
    assert (page.deciding, page.plan.paths) == (False, (other,))


@pytest.mark.parametrize("way", [to_check, to_same])
def test_where_work_would_be_lost_it_is_asked_first(
    page: ImportPage, shell: Window, qtbot: QtBot, tmp_path: Path, other: Path, way: Way
) -> None:
    way(page, qtbot, tmp_path)
    step = page.step
    drop_file(page, other)
    answer(question(shell), "Go on with this one")
    assert (page.step, page.plan.paths[0].name) == (step, "people.csv")
    drop_file(page, other)
    answer(question(shell), "Take what was dropped")
    qtbot.waitUntil(lambda: shows(page, "other.csv"))
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    press(page, qtbot, Qt.Key.Key_Return, DONE)
    assert people(page) == ["Okoro"]


def test_the_question_names_what_would_have_to_be_done_again(
    page: ImportPage, shell: Window, qtbot: QtBot, tmp_path: Path, other: Path
) -> None:
    to_columns(page, qtbot, tmp_path)
    page.columns.fields["Postcode"].set_value(page.columns.fields["Postcode"]._values[0])
    qtbot.waitUntil(lambda: page.background.idle and page.columns.fields["Postcode"].words() == "Leave out")
    drop_file(page, other)
    said = [one.text() for one in question(shell).findChildren(Paragraph)]
    assert any("people.csv has not been imported. Not kept: 1 column chosen." in words for words in said)


def test_a_dropped_file_that_cannot_be_read_leaves_the_open_import_as_it_was(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    to_columns(page, qtbot, tmp_path)
    bad = tmp_path / "colours.csv"
    bad.write_text("Colour\nred\n")
    drop_file(page, bad)
    qtbot.waitUntil(lambda: page.background.idle and page.problem.isVisible())
    assert page.problem.accessibleName().startswith("colours.csv: There is no column of names.")
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    assert page.counts.ready.number.text() == "2"


def test_what_is_dropped_while_rows_are_checked_is_refused_in_words(
    page: ImportPage, qtbot: QtBot, tmp_path: Path, other: Path
) -> None:
    to_columns(page, qtbot, tmp_path)
    page.check()
    drop_file(page, other)
    assert page.problem.accessibleName().startswith("Checking all rows: this is not finished yet.")
    qtbot.waitUntil(lambda: page.background.idle and page.step == CHECK)
    assert page.plan.paths[0].name == "people.csv"


def test_an_address_of_a_web_page_is_refused_in_words(page: ImportPage) -> None:
    drop(page, QUrl("https://example.org/people.csv"))
    assert page.problem.isVisible()
    assert page.problem.accessibleName() == "Only files and folders of this computer can be dropped here."
    assert page.step == FILE
