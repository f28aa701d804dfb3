from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from inteam.access import Actor
from inteam.errors import InputError
from inteam.meetings import letters_pack
from inteam.meetings.model import PrintRecord
from inteam.store.database import Database, Session
from tests.inteam import pdf_reader
from tests.inteam.paper_samples import JESSOP, PEMBERTON, STANNARD, a_pack
from tests.inteam.people.samples import entry, register, with_staff
from ui.app.window import Window
from ui.meetings.paper import Paper
from ui.meetings.preview import Preview


def a_paper(draw: Callable[[Any, Callable[[int, int], None]], bytes] = letters_pack.pack) -> Paper:
    def read(_session: Session, _actor: Actor, _now: datetime) -> Any:
        return a_pack(JESSOP, PEMBERTON, STANNARD)

    return Paper("Handover pack", "pack", read, draw, lambda _filled: [], first=letters_pack.cover_page)


@pytest.fixture(autouse=True)
def staff(local_database: Database) -> None:
    """Whoever prints is on the record."""
    with_staff(local_database)


@pytest.fixture
def preview(shell: Window, qtbot: QtBot) -> Preview:
    made = Preview(shell, a_paper())
    made.open()
    qtbot.waitUntil(made.print_button.isEnabled)
    return made


def records(database: Database) -> list[tuple[str, int, int, int]]:
    with database.read() as session:
        rows = session.scalars(select(PrintRecord).order_by(PrintRecord.printed_at, PrintRecord.copy_number)).all()
        return [(row.target, row.copy_number, row.copies, row.pages) for row in rows]


def test_the_pages_are_drawn_and_the_look_is_recorded_without_a_copy_number(
    preview: Preview, qtbot: QtBot, local_database: Database
) -> None:
    qtbot.waitUntil(lambda: preview.pages.drawn(0))
    assert preview.note.text().startswith("Page 1 of 3")
    assert records(local_database) == [("screen", 1, 0, 3)]


def test_scrolling_turns_the_pages_and_draws_them(preview: Preview, qtbot: QtBot) -> None:
    preview.pages.setFocus()
    qtbot.keyClick(preview.pages, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: preview.pages.drawn(2))
    assert preview.pages.page == 2
    assert preview.note.text().startswith("Page 3 of 3")
    assert preview.pages.accessibleDescription() == "Page 3 of 3"


def test_a_saved_copy_is_a_numbered_file_and_is_recorded(
    preview: Preview, qtbot: QtBot, local_database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "pack.pdf"
    preview.save_to(str(path))
    qtbot.waitUntil(preview.print_button.isEnabled)
    assert "copy 1 of 1" in pdf_reader.whole(path.read_bytes())
    assert ("file", 1, 1, 3) in records(local_database)


def test_a_copy_that_cannot_be_saved_is_not_recorded_and_the_reason_stands_in_the_preview(
    preview: Preview, qtbot: QtBot, local_database: Database, tmp_path: Path
) -> None:
    preview.save_to(str(tmp_path / "no such folder" / "pack.pdf"))
    qtbot.waitUntil(preview.problem.isVisible)
    assert [row[0] for row in records(local_database)] == ["screen"]
    assert preview.print_button.isEnabled()


def test_printed_copies_are_numbered_one_after_another_and_recorded(
    preview: Preview, qtbot: QtBot, local_database: Database, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    preview.copies.set_value(2)
    preview.print_on(printer)
    qtbot.waitUntil(preview.print_button.isEnabled)
    assert ("printer", 1, 2, 3) in records(local_database)
    assert len(pdf_reader.opened((tmp_path / "printed.pdf").read_bytes())) == 6


def test_without_a_printer_it_says_what_to_do_instead(preview: Preview) -> None:
    preview.ask_printer()
    assert preview.problem.isVisible()


def test_a_failure_is_shown_and_nothing_can_be_printed(shell: Window, qtbot: QtBot, local_database: Database) -> None:
    def draw(_filled: Any, _step: Callable[[int, int], None]) -> bytes:
        raise InputError("nobody_to_print")

    made = Preview(shell, a_paper(draw))
    made.open()
    qtbot.waitUntil(made.problem.isVisible)
    assert not made.print_button.isEnabled()
    assert records(local_database) == []


def test_closing_stops_what_is_still_being_drawn_and_records_nothing(
    shell: Window, qtbot: QtBot, local_database: Database
) -> None:
    import threading  # noqa: PLC0415 (this test only)

    closed = threading.Event()

    def draw(filled: Any, step: Callable[[int, int], None]) -> bytes:
        assert closed.wait(10)
        step(1, 2)
        return letters_pack.pack(filled)

    made = Preview(shell, a_paper(draw))
    made.open()
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    closed.set()
    qtbot.waitUntil(lambda: shell.background.idle)
    assert records(local_database) == []


def test_every_control_has_a_name(preview: Preview) -> None:
    for control in (preview.pages, preview.save_button, preview.print_button):
        assert control.accessibleName()


def test_the_file_name_names_nobody() -> None:
    assert a_paper().file_name(date(2026, 11, 24)) == "Handover pack 24-Nov-2026.pdf"


@pytest.mark.parametrize(
    ("key", "context"),
    [
        ("print.people", {"people": [UUID(int=5)]}),
        ("print.caseload", {"owner_id": UUID(int=5), "owner": "Priya Nair"}),
        ("print.handover", {}),
        ("print.plan_copy", {"plan_id": UUID(int=5), "person_id": UUID(int=6)}),
    ],
)
def test_any_screen_opens_a_preview_by_its_act_and_is_told_when_there_is_nothing_to_print(
    shell: Window, qtbot: QtBot, key: str, context: dict[str, Any]
) -> None:
    made = shell.show_sheet(key, **context)
    assert isinstance(made, Preview)
    qtbot.waitUntil(made.problem.isVisible)
    assert not made.print_button.isEnabled()


def test_the_handover_summary_and_the_pack_of_a_real_person_are_made_and_recorded(
    shell: Window, qtbot: QtBot, local_database: Database
) -> None:
    (person_id,) = register(local_database, entry("O'Neil", "Łukasz"))
    for key, context in (("print.handover", {"person_id": person_id}), ("print.people", {"people": [person_id]})):
        made = shell.show_sheet(key, **context)
        assert isinstance(made, Preview)
        qtbot.waitUntil(made.print_button.isEnabled)
        made.close_overlay()
    with local_database.read() as session:
        assert [row.people for row in session.scalars(select(PrintRecord))] == [1, 1]


def test_ctrl_p_belongs_to_the_preview_while_it_is_open(shell: Window, preview: Preview, qtbot: QtBot) -> None:
    pressed: list[int] = []
    underneath = QShortcut(QKeySequence("Ctrl+P"), shell)
    underneath.activated.connect(lambda: pressed.append(1))
    qtbot.keyClick(preview.pages, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []
    assert preview.problem.isVisible()  # there is no printer here: the preview had the key
