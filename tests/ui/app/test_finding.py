"""The palette on real people: found at each key, opened, acted for."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from inteam import application, clock, demo
from inteam.cases.queries import cases_of_person
from inteam.people.model import Person
from inteam.store.database import Database
from tests.conftest import KEY, NOW
from tests.stores import local_engine, make_tables
from ui.app.window import Window
from ui.palette.lines import ActLine, Head, NoteLine, PageLine, PersonLine
from ui.palette.palette import Palette


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not empty here: the demo neighbourhood, made once for this module."""
    path = tmp_path_factory.mktemp("found") / "demo.inteam"
    engine = local_engine(path, KEY)
    make_tables(engine)
    database = Database(engine, now=clock.fixed(NOW), hooks=application.hooks())
    demo.fill(database, people=60, now=NOW, seed=0)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture
def opened(shell: Window, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the palette asks the window to do, in order."""
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(shell, "open", lambda key, *args: asked.append((key, *args)))
    monkeypatch.setattr(shell, "show_sheet", lambda key, **context: asked.append((key, context)))
    return asked


def palette(shell: Window, qtbot: QtBot, typed: str) -> Palette:
    shell.search()
    made = shell.overlay()
    assert isinstance(made, Palette)
    qtbot.keyClicks(made.edit, typed)
    qtbot.waitUntil(lambda: shell.background.idle)
    return made


def people(shown: Palette) -> list[PersonLine]:
    return [line for line in shown.model.items() if isinstance(line, PersonLine)]


def test_three_letters_and_enter_open_a_person(shell: Window, qtbot: QtBot, opened: list[tuple[Any, ...]]) -> None:
    shown = palette(shell, qtbot, "pemb marg")
    best = people(shown)[0]
    assert best.family == "PEMBERTON"
    assert dict(best.facts)["NHS No."] == "999 000 0018"
    qtbot.keyClick(shown.edit, Qt.Key.Key_Return)
    assert opened == [("person", best.person_id)]


def test_a_number_in_any_spacing_finds_its_person(shell: Window, qtbot: QtBot) -> None:
    assert [line.family for line in people(palette(shell, qtbot, "9990000018"))] == ["PEMBERTON"]


def test_the_order_is_people_then_acts_then_pages(shell: Window, qtbot: QtBot) -> None:
    kinds = [type(line) for line in palette(shell, qtbot, "pemb marg").model.items()]
    assert kinds[:2] == [Head, PersonLine]
    assert kinds.index(ActLine) > kinds.index(PersonLine)
    assert PageLine not in kinds[: kinds.index(ActLine)]


def test_tab_chooses_whom_the_acts_are_for(shell: Window, qtbot: QtBot, opened: list[tuple[Any, ...]]) -> None:
    shown = palette(shell, qtbot, "ma")
    second = people(shown)[1]
    qtbot.keyClick(shown.edit, Qt.Key.Key_Down)
    qtbot.keyClick(shown.edit, Qt.Key.Key_Tab)
    assert any(isinstance(line, Head) and second.name in line.words for line in shown.model.items())
    qtbot.keyClick(shown.edit, Qt.Key.Key_Return)
    assert opened == [("contacts.log", {"person_id": second.person_id})]


def test_greater_than_shows_acts_only(shell: Window, qtbot: QtBot) -> None:
    kinds = {type(line) for line in palette(shell, qtbot, ">log").model.items()}
    assert kinds == {Head, ActLine}


def test_nobody_found_says_what_to_try(shell: Window, qtbot: QtBot) -> None:
    notes = [line.words for line in palette(shell, qtbot, "zzzzqq").model.items() if isinstance(line, NoteLine)]
    assert notes == ["Nobody found. Check the spelling, or try the NHS number or date of birth."]


def test_one_letter_shows_a_hint(shell: Window, qtbot: QtBot) -> None:
    shown = palette(shell, qtbot, "p")
    assert people(shown) == []
    assert any(isinstance(line, NoteLine) for line in shown.model.items())


def test_headings_are_never_current(shell: Window, qtbot: QtBot) -> None:
    shown = palette(shell, qtbot, "ma")
    seen = set()
    for _ in range(len(shown.model.items())):
        seen.add(type(shown.list.current()))
        qtbot.keyClick(shown.edit, Qt.Key.Key_Down)
    assert Head not in seen
    assert NoteLine not in seen
    assert {PersonLine, ActLine} <= seen


def test_each_line_is_read_out_whole(shell: Window, qtbot: QtBot) -> None:
    shown = palette(shell, qtbot, "pemb marg")
    line = next(n for n, one in enumerate(shown.model.items()) if isinstance(one, PersonLine))
    words = shown.model.index(line, 0).data()
    assert "PEMBERTON, Margaret" in words
    assert "NHS No. 999 000 0018" in words


def test_an_id_is_what_is_opened(shell: Window, qtbot: QtBot) -> None:
    assert isinstance(people(palette(shell, qtbot, "pemb marg"))[0].person_id, UUID)


# --- acts of a case -------------------------------------------------------------------------------------------------

OF_OPEN_CASES = {"cases.move", "cases.owner", "cases.close", "handovers.offer"}


def statuses(database: Database, person_id: UUID) -> set[str]:
    with database.read() as session:
        return {row.status for row in cases_of_person(session, person_id)}


def with_cases(database: Database, *wanted: str) -> UUID:
    """The first whose cases stand so, all of them."""
    with database.read() as session:
        everybody = list(session.scalars(select(Person.id).order_by(Person.sort_key, Person.id)))
    return next(one for one in everybody if statuses(database, one) == set(wanted))


def acts_for(shell: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, person_id: UUID, typed: str) -> Palette:
    monkeypatch.setattr(shell, "person_id", lambda: person_id)
    return palette(shell, qtbot, typed)


def keys_of(shown: Palette) -> set[str]:
    return {line.act.key for line in shown.model.items() if isinstance(line, ActLine)}


@pytest.mark.parametrize(
    ("how", "offered", "left_out"),
    [
        (("open",), OF_OPEN_CASES, {"cases.reopen"}),
        (("closed",), {"cases.reopen"}, OF_OPEN_CASES),
        ((), {"contacts.log", "referrals.add", "cases.open"}, {*OF_OPEN_CASES, "cases.reopen"}),
    ],
)
def test_acts_of_a_case_are_offered_where_there_is_such_a_case(
    shell: Window,
    qtbot: QtBot,
    local_database: Database,
    monkeypatch: pytest.MonkeyPatch,
    how: tuple[str, ...],
    offered: set[str],
    left_out: set[str],
) -> None:
    found = keys_of(acts_for(shell, qtbot, monkeypatch, with_cases(local_database, *how), ">"))
    assert offered <= found
    assert not left_out & found


def test_an_act_that_is_asked_for_and_cannot_be_done_says_why(
    shell: Window, qtbot: QtBot, local_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = acts_for(shell, qtbot, monkeypatch, with_cases(local_database), ">close case")
    notes = [line.words for line in shown.model.items() if isinstance(line, NoteLine)]
    assert notes == ["“Close the case” needs an open case, and there is none."]


def test_the_case_of_whoever_is_found_first_counts(shell: Window, qtbot: QtBot, local_database: Database) -> None:
    with local_database.read() as session:
        wanted = session.get_one(Person, with_cases(local_database))
    shown = palette(shell, qtbot, f"{wanted.family_name} {wanted.given_name}")
    assert people(shown)[0].person_id == wanted.id
    assert not (OF_OPEN_CASES | {"cases.reopen"}) & keys_of(shown)


def test_tab_to_somebody_else_asks_for_their_cases_and_stays_on_the_act(
    shell: Window, qtbot: QtBot, local_database: Database
) -> None:
    shown = palette(shell, qtbot, "ma")
    for place, line in enumerate(people(shown)):
        shown.list.go_to(place + 1)
        qtbot.keyClick(shown.edit, Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda: shell.background.idle)
        current = shown.list.current()
        assert isinstance(current, ActLine)
        assert current.act.key == "contacts.log"
        assert bool(keys_of(shown) & OF_OPEN_CASES) == ("open" in statuses(local_database, line.person_id))
