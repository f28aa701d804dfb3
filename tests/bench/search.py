"""From a key in the search box to the painted results, beside a bare FTS query for the same letters."""

import os
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest

from tests.bench.figures import Figure, p95
from tests.bench.files import people_file
from tests.bench.floor_search import floor
from tests.bench.opened import Opened
from tests.bench.save_contact import copied
from ui.palette.lines import PersonLine
from ui.palette.palette import Palette

PEOPLE, GOAL_MS, FEWEST = 40, 16.0, 200


def figures(people: int) -> list[Figure]:
    """On a copy, as the floor makes a table in it."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("INTEAM_BENCH_DIR")) as folder:
        copy = copied(people_file(people), Path(folder))
        opened = Opened(copy)
        key = opened.key
        taken, typed = _type_names(opened)
        opened.close()
        bare = p95(floor(copy, key, typed))
    return [Figure("keystroke to painted search results, p95", p95(taken), bare, GOAL_MS, "ms", people)]


def _type_names(opened: Opened) -> tuple[list[float], list[str]]:
    """Types whole names, right and with two letters changed about, and looks at what is painted at each key."""
    palette = Palette(opened.window, "")
    palette.open()
    opened.settle()
    taken: list[float] = []
    typed: list[str] = []
    for place, (person_id, family, given) in enumerate(opened.people(PEOPLE + 4)):
        words = f"{_mistyped(family) if place % 3 == 2 else family} {given}"
        palette.edit.clear()
        opened.settle()
        answers = _Answers(palette)
        for end, letter in enumerate(words, start=1):
            press = partial(QTest.keyClick, palette.edit, letter)
            spent = opened.until_painted(press, palette.list.viewport(), partial(answers.are_for, words[:end]))
            if place >= 4 and end >= 2:  # the first people warm the caches up
                taken.append(spent)
                typed.append(words[:end])
        found = [line.person_id for line in palette.model.items() if isinstance(line, PersonLine)]
        names = {(line.name) for line in palette.model.items() if isinstance(line, PersonLine)}
        if person_id not in found and not any(_namesake(name, family, given) for name in names):
            raise AssertionError(f"{words!r} does not find its person")
    if len(taken) < FEWEST:
        raise AssertionError("too few keys were timed")
    return taken, typed


class _Answers:
    """Knows which letters the rows that stand in the palette answer."""

    def __init__(self, palette: Palette) -> None:
        self._answered = ""
        original = palette._found

        def found(words: str, answer: object) -> None:
            original(words, answer)  # type: ignore[arg-type]  # (as the palette calls it)
            self._answered = words

        palette._found = found  # type: ignore[method-assign]  # (a watcher around it)

    def are_for(self, words: str) -> bool:
        """Whether the rows in the list are those for these letters."""
        return self._answered == words


def _namesake(name: str, family: str, given: str) -> bool:
    """Among a million there are more of one name than a list shows, also with the two names the other way about."""
    said = name.casefold()
    return family.casefold() in said or given.casefold() in said


def _mistyped(name: str) -> str:
    """The name with two letters changed about."""
    middle = len(name) // 2
    return (
        name
        if len(name) < 6 or not name.isalpha()
        else f"{name[: middle - 1]}{name[middle]}{name[middle - 1]}{name[middle + 1 :]}"
    )
