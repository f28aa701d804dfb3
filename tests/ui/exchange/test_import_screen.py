"""The Import screen by keyboard: from a file to people, with a row mended and doubles decided."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from inteam.exchange.deciding import Choice
from ui.app.window import Window
from ui.exchange.page import ImportPage
from ui.exchange.steps import CHECK, COLUMNS, DONE, FILE, SAME
from ui.widgets.buttons import Button

HEADER = "NHS Number,Given Name,Surname,Date of Birth,Postcode,Old notes\n"
ROWS = (
    "999 000 0018,Noel,Ferris,14-Mar-1957,TS18 1HU,x\n"
    "999 000 1234,Sian,Malloy,15-Mar-1957,TS18 1HU,\n"
    ",Paul,Wren,04-Mar-1981,TS18 1HU,\n"
    ",Paul,Wrenn,04-Mar-1981,M1 1AE,\n"
)


@pytest.fixture
def page(shell: Window, qtbot: QtBot) -> ImportPage:
    shell.open("import")
    found = shell.findChild(ImportPage)
    assert found is not None
    qtbot.waitUntil(lambda: shell.background.idle)
    return found


def look(page: ImportPage, qtbot: QtBot, path: Path, content: str = HEADER + ROWS) -> None:
    path.write_text(content, "utf-8")
    page.look([path])
    qtbot.waitUntil(lambda: page.background.idle)


def press(page: ImportPage, qtbot: QtBot, key: Qt.Key, step: int) -> None:
    qtbot.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.background.idle and page.step == step)


def people(page: ImportPage) -> list[str]:
    with page.background.database.read() as session:
        return list(session.scalars(text("SELECT family_name FROM person ORDER BY family_name")))


def words(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel)}


def test_nothing_is_written_before_the_last_step(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    assert page.step == FILE
    look(page, qtbot, tmp_path / "people.csv")
    assert page.step == COLUMNS
    assert page.columns.fields["Old notes"].words() == "Leave out"
    assert page.first_rows.model.data(page.first_rows.model.index(0, 1)) == "FERRIS, Noel"
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    assert [page.counts.ready.number.text(), page.counts.wrong.number.text(), page.counts.maybe.number.text()] == [
        "2",
        "1",
        "1",
    ]
    press(page, qtbot, Qt.Key.Key_Return, SAME)
    assert people(page) == []
    qtbot.keyClick(page.same, Qt.Key.Key_3)
    assert list(page.plan.decisions.values()) == [Choice.DIFFERENT]
    press(page, qtbot, Qt.Key.Key_Return, DONE)
    assert people(page) == ["Ferris", "Wren", "Wrenn"]


def test_a_value_can_be_mended_on_screen(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "people.csv")
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    (problem,) = page.rows.model.rows()
    page._fixed((problem.refusal.source, 3, 0), "9990000026")
    qtbot.waitUntil(lambda: page.background.idle and not page.rows.model.rows())
    assert page.counts.ready.number.text() == "3"


def test_a_column_that_is_left_out_is_not_read(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "people.csv")
    page.columns.fields["Postcode"].set_value(next(value for value in page.columns.fields["Postcode"]._values))
    qtbot.waitUntil(lambda: page.background.idle and page.columns.fields["Postcode"].words() == "Leave out")
    assert page.first_rows.model.rows()[0].address == ""


def test_dates_that_nobody_can_tell_must_be_chosen(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "people.csv", "Surname,DOB\nSmith,01/02/1980\n")
    assert not page.next.isEnabled()
    page.how.dates.set_value("DMY")
    qtbot.waitUntil(lambda: page.background.idle and page.next.isEnabled())
    assert page.first_rows.model.rows()[0].born == "01-Feb-1980"


def test_a_file_that_is_no_list_is_told_and_the_step_stays(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "colours.csv", "Colour\nred\n")
    assert page.step == FILE
    assert page.problem.isVisible()
    assert page.problem.accessibleName().startswith("colours.csv: There is no column of names.")


def test_problem_rows_are_saved_with_their_reason(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "people.csv")
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    page.write_refused(tmp_path / "fix.csv")
    qtbot.waitUntil(lambda: page.background.idle and (tmp_path / "fix.csv").exists())
    lines = (tmp_path / "fix.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].endswith('"Refused: row","Refused: column","Refused: why"')
    assert lines[1].startswith('"999 000 1234","Sian","Malloy"')


def test_an_import_is_undone_from_the_screen(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "people.csv", HEADER + ROWS.splitlines(keepends=True)[0])
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    press(page, qtbot, Qt.Key.Key_Return, DONE)
    page.undo_this()
    qtbot.waitUntil(lambda: page.background.idle and page.step == FILE)
    with page.background.database.read() as session:
        gone = "SELECT count(*) FROM person WHERE withdrawn_at IS NULL"
        assert session.execute(text(gone)).scalar_one() == 0


def test_rows_of_earlier_imports_are_decided_one_by_one(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "people.csv")
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    press(page, qtbot, Qt.Key.Key_Return, SAME)
    press(page, qtbot, Qt.Key.Key_Return, DONE)
    page.begin_again()
    qtbot.waitUntil(lambda: page.background.idle and page.start.waiting.isVisible())
    page.decide_waiting()
    qtbot.waitUntil(lambda: page.background.idle and page.step == SAME)
    qtbot.keyClick(page.same, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.background.idle and page.step == FILE)
    assert people(page) == ["Ferris", "Wren"]


def test_the_first_step_says_what_to_do(page: ImportPage) -> None:
    assert page.start.empty.isVisible()
    assert {"Choose files", "Choose folder"} <= {button.text() for button in page.findChildren(Button)}


def test_each_control_has_a_name(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "people.csv")
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert nameless == []


def test_a_folder_of_tables_says_what_each_is(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "extract"
    folder.mkdir()
    (folder / "allergies.csv").write_text(
        "START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION\n1973-11-02,,p-1,e-1,300913006,Shellfish allergy\n"
    )
    (folder / "patients.csv").write_text(
        "Id,BIRTHDATE,SSN,DRIVERS,PASSPORT,FIRST,LAST\np-1,1957-03-14,999-11-2222,,,Ada,Okoro\n"
    )
    (folder / "staff.csv").write_text("UserInRoleGuid,GivenName,Surname,JobCategoryCode\n{1},Ann,Lee,R1\n")
    page.look([folder])
    qtbot.waitUntil(lambda: page.background.idle and page.step == COLUMNS)
    said = words(page.found)
    assert {"1 list of people as CSV", "1 list about people as CSV", "1 table without people, not taken"} <= said
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    press(page, qtbot, Qt.Key.Key_Return, DONE)
    assert people(page) == ["Okoro"]


def test_a_table_of_staff_alone_is_told_and_nothing_is_shown(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "staff.csv", "UserInRoleGuid,GivenName,Surname,JobCategoryCode\n{1},Ann,Lee,R1\n")
    assert page.step == FILE
    assert any("table of staff" in said for said in words(page.problem))


def test_rare_delimiters_and_encodings_are_shown_as_detected(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("Surname^Forename^DOB\nCaféry^Zoë^14-Mar-1957\n".encode("mac_roman"))
    page.look([path])
    qtbot.waitUntil(lambda: page.background.idle and page.step == COLUMNS)
    assert (page.how.encoding.words(), page.how.delimiter.words()) == ("Mac Roman", "Caret ^")


def test_in_a_narrow_window_the_rows_to_fix_come_first(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    look(page, qtbot, tmp_path / "people.csv")
    press(page, qtbot, Qt.Key.Key_Return, CHECK)
    page.reflow(narrow=False)
    assert page.columns.isVisibleTo(page)
    page.reflow(narrow=True)
    assert (page.columns.isVisibleTo(page), page.rows.isVisibleTo(page)) == (False, True)
    page.go_back()
    assert page.columns.isVisibleTo(page)
