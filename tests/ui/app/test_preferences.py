"""What is kept of a person's preferences, and what a broken file does."""

from pathlib import Path

import pytest

from ui.app import preferences
from ui.app.preferences import Preferences


def test_they_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "inner" / "preferences.json"
    kept = Preferences(theme="dark", text=150, motion=False, lock_minutes=5, recent=("a", "b"), me={"f": "s"})
    preferences.write(kept, file)
    assert preferences.read(file) == kept


@pytest.mark.parametrize("words", ["", "{", "[]", '{"text": "big"}', '{"theme": "pink", "text": 117}', "\x00"])
def test_a_broken_file_gives_the_usual_ones(tmp_path: Path, words: str) -> None:
    file = tmp_path / "preferences.json"
    file.write_text(words, "utf-8")
    assert preferences.read(file) == Preferences()


def test_the_lock_stays_between_one_and_fifteen_minutes(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    file.write_text('{"lock_minutes": 600}', "utf-8")
    assert preferences.read(file).lock_minutes == 15
    file.write_text('{"lock_minutes": -1}', "utf-8")
    assert preferences.read(file).lock_minutes == 1


def test_the_newest_file_comes_first_and_each_once() -> None:
    known = Preferences(recent=("/a", "/b"))
    assert known.opened(Path("/b")).recent == ("/b", "/a")


def test_a_folder_that_cannot_be_written_loses_only_the_preference(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    preferences.write(Preferences(theme="dark"), blocked / "preferences.json")
    assert blocked.read_text() == "x"
