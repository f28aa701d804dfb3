"""What a defect does: a number in the log and one box, and never a word of a person."""

import sys
from pathlib import Path

import pytest

from inteam import incidents
from ui.app import failure
from ui.app.window import Window
from ui.widgets.labels import Paragraph
from ui.widgets.overlay import Dialog


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "log" / "inteam.log"
    monkeypatch.setattr(incidents, "log_file", lambda: file)
    incidents._log.cache_clear()
    yield_handlers = list(incidents._log().handlers)
    monkeypatch.setattr(incidents._log(), "handlers", yield_handlers[-1:])
    return file


def defect() -> BaseException:
    try:
        raise ValueError("PEMBERTON, Margaret 999 000 0018")  # noqa: TRY301 (a defect of this test's own)
    except ValueError as error:
        return error


def boxes(window: Window) -> list[Dialog]:
    return [one for one in window.findChildren(Dialog) if one.isVisible()]


def test_a_defect_is_one_box_with_the_number_that_stands_in_the_log(
    shell: Window, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    failure.install()
    error = defect()
    sys.excepthook(type(error), error, error.__traceback__)
    (box,) = boxes(shell)
    said = " ".join(part.text() for part in box.findChildren(Paragraph))
    number = log.read_text("utf-8").split()[2]
    assert number in said
    assert "kept as a draft" in said


def test_neither_the_log_nor_the_box_holds_what_a_person_said(
    shell: Window, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    failure.install()
    error = defect()
    sys.excepthook(type(error), error, error.__traceback__)
    (box,) = boxes(shell)
    said = " ".join(part.text() for part in box.findChildren(Paragraph)) + log.read_text("utf-8")
    assert "PEMBERTON" not in said
    assert "999" not in said


def test_many_defects_are_one_box(shell: Window, log: Path) -> None:
    for number in range(3):
        failure.show(shell, f"NUMBER-{number}")
    assert len(boxes(shell)) == 1
    assert not log.exists() or "NUMBER" not in log.read_text("utf-8")
