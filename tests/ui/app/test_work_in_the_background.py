"""The threads: answers, refusals, the latest read, undo, jobs that can be stopped."""

import threading
from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inteam.access import PROGRAM
from inteam.errors import CancelledError, ConflictError, InputError, InteamError
from inteam.organisations import queries, service
from inteam.organisations.service import NewStaff
from inteam.store.database import Work
from ui.app.background import Background, Done, Job

PRIYA = NewStaff("Nair", "Priya", "Link worker", "link_worker")


def nothing(_result: object) -> None:
    return None


def never(error: InteamError) -> None:
    raise AssertionError(error)


def staff_names(background: Background) -> list[str]:
    with background.database.read() as session:
        return [row.name for row in queries.staff_list(session, on=background.today())]


def add(background: Background, qtbot: QtBot, done: str = "") -> UUID:
    saved: list[UUID] = []
    background.write(background, partial(service.add_staff, entry=PRIYA), saved.append, never, done=done)
    qtbot.waitUntil(lambda: bool(saved))
    return saved[0]


def test_a_write_is_read_back_and_its_tables_are_told(background: Background, qtbot: QtBot) -> None:
    changed: list[frozenset[str]] = []
    background.changed.connect(changed.append)
    add(background, qtbot)
    found: list[list[queries.StaffRow]] = []
    background.read(background, partial(queries.staff_list, on=background.today()), found.append, never)
    qtbot.waitUntil(lambda: bool(found) and bool(changed))
    assert [row.name for row in found[0]] == ["Priya Nair"]
    assert "staff" in changed[0]


def test_a_refused_write_saves_nothing_and_says_its_codes(background: Background, qtbot: QtBot) -> None:
    def refuse(work: Work) -> None:
        service.add_staff(work, PRIYA)
        raise InputError(job_title="required")

    failures: list[InteamError] = []
    background.write(background, refuse, nothing, failures.append, done="Saved")
    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].problems == {"job_title": "required"}
    assert staff_names(background) == []


def test_undo_puts_back_what_a_write_did(background: Background, qtbot: QtBot) -> None:
    done: list[Done] = []
    background.done.connect(done.append)
    add(background, qtbot, "Staff added")
    qtbot.waitUntil(lambda: bool(done))
    undone: list[None] = []
    changes = done[0].changes
    assert changes is not None
    background.undo(background, changes, undone.append, never)
    qtbot.waitUntil(lambda: bool(undone))
    assert staff_names(background) == []


def test_undo_of_what_somebody_changed_since_is_refused(background: Background, qtbot: QtBot) -> None:
    done: list[Done] = []
    background.done.connect(done.append)
    staff_id = add(background, qtbot, "Staff added")
    qtbot.waitUntil(lambda: bool(done))
    with background.database.write(background.actor) as work:
        service.amend_staff(work, staff_id, 1, NewStaff("Nair", "Priya", "Senior link worker", "link_worker"))
    failures: list[InteamError] = []
    changes = done[0].changes
    assert changes is not None
    background.undo(background, changes, nothing, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], ConflictError)
    assert staff_names(background) == ["Priya Nair"]


def test_only_the_latest_of_several_reads_of_one_key_is_answered(background: Background, qtbot: QtBot) -> None:
    begun, gate = threading.Event(), threading.Event()

    def slow(_session: object) -> str:
        begun.set()
        gate.wait(10)
        return "first"

    answers: list[str] = []
    ran: list[str] = []

    def quick(name: str, _session: object) -> str:
        ran.append(name)
        return name

    background.read(background, slow, answers.append, never, key="search")
    assert begun.wait(10)
    background.read(background, partial(quick, "second"), answers.append, never, key="search")
    background.read(background, partial(quick, "third"), answers.append, never, key="search")
    gate.set()
    qtbot.waitUntil(lambda: background.idle)
    assert answers == ["third"]
    assert ran == ["third"]


def test_an_answer_to_something_that_is_gone_is_dropped(background: Background, qtbot: QtBot) -> None:
    import shiboken6  # noqa: PLC0415 (this test only)

    gate, owner = threading.Event(), QObject()
    answers: list[int] = []

    def wait(_session: object) -> int:
        gate.wait(10)
        return 1

    background.read(owner, wait, answers.append, never)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: background.idle)
    assert answers == []


def test_a_job_tells_how_far_it_is_and_gives_its_result(background: Background, qtbot: QtBot) -> None:
    def job(running: Job) -> int:
        for number in range(3):
            running.progress(number, 3, "Reading")
        with running.read() as session:
            return len(queries.staff_list(session, on=background.today()))

    told: list[tuple[int, int, str]] = []
    results: list[int] = []
    background.report(background, job, results.append, never, lambda *told_now: told.append(told_now))
    qtbot.waitUntil(lambda: bool(results))
    assert results == [0]
    assert told[1:] == [(0, 3, "Reading"), (1, 3, "Reading"), (2, 3, "Reading")]


def test_a_cancelled_job_leaves_everything_as_it_was(background: Background, qtbot: QtBot) -> None:
    half_way, gate = threading.Event(), threading.Event()

    def job(running: Job) -> None:
        with running.write() as work:
            service.add_staff(work, PRIYA)
            half_way.set()
            gate.wait(10)
            running.progress(1, 2)

    failures: list[InteamError] = []
    running = background.report(background, job, nothing, failures.append)
    assert half_way.wait(10)
    running.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], CancelledError)
    assert staff_names(background) == []


def test_a_defect_reaches_the_hook_and_not_the_page(background: Background, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as defects:
        background.read(background, lambda _session: 1 // 0, nothing, never)
        qtbot.waitUntil(lambda: bool(defects))
    assert defects[0][0] is ZeroDivisionError


def test_without_a_file_a_read_is_a_defect() -> None:
    background = Background(None, PROGRAM)
    with pytest.raises(RuntimeError, match="no database is open"):
        _ = background.database
    background.stop()
