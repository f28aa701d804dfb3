"""The first run, saying who I am, locking and unlocking, by keys in the shown window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from inteam import messages
from inteam.store import local
from inteam.store.keys import argon, keyfile
from tests.local_files import OTHER, PASSPHRASE, Sample, make
from tests.ui.program import end, start
from ui.app.start import Program
from ui.sign_in.first_run import FirstRun
from ui.sign_in.server import ServerUnlock
from ui.sign_in.unlock import Unlock
from ui.sign_in.who import WhoAmI
from ui.widgets.buttons import Button
from ui.widgets.labels import Label, Paragraph


@pytest.fixture
def program(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Program]:
    monkeypatch.setattr(argon, "NORMAL", argon.LOWEST)
    made = start(monkeypatch, tmp_path)
    yield made
    end(made, qtbot)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make(tmp_path_factory.mktemp("original") / "team.inteam")


@pytest.fixture
def sample(original: Sample, tmp_path: Path) -> Sample:
    return original.copy(tmp_path / "team.inteam")


def cover(program: Program, qtbot: QtBot, kind: type) -> object:
    """What stands in front of the window, once it is of this kind."""
    qtbot.waitUntil(lambda: isinstance(program.window.cover, kind))
    return program.window.cover


def words(program: Program) -> str:
    """All that can be read in front of the window."""
    shown = program.window.cover
    assert shown is not None
    labels = [*shown.findChildren(Label), *shown.findChildren(Paragraph)]
    return " ".join(label.text() for label in labels if label.isVisible())


def focused(program: Program) -> QLineEdit:
    field = program.window.focusWidget()
    assert isinstance(field, QLineEdit)
    return field


def test_a_file_is_made_its_code_typed_back_and_the_first_person_is_at_work(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    program.first_run()
    first = cover(program, qtbot, FirstRun)
    assert isinstance(first, FirstRun)
    assert "Whoever can open the file sees all of it" in words(program)
    first.ask_passphrase(tmp_path / "new.inteam")  # the dialog of the operating system has chosen the place
    qtbot.waitUntil(lambda: "no keyring that may keep the key" in words(program))
    qtbot.keyClicks(focused(program), PASSPHRASE)
    qtbot.keyClick(focused(program), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(program), PASSPHRASE)
    qtbot.keyClick(focused(program), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hasattr(first, "recovery"))
    code = first.recovery.shown.code
    qtbot.waitUntil(lambda: program.window.focusWidget() is first.recovery.typed.edit)
    qtbot.keyClicks(focused(program), code.replace("-", " ").lower())
    qtbot.keyClick(focused(program), Qt.Key.Key_Return)

    who = cover(program, qtbot, WhoAmI)
    assert isinstance(who, WhoAmI)
    assert "whoever can open the file has all of it" in words(program)
    qtbot.waitUntil(lambda: isinstance(program.window.focusWidget(), QLineEdit))
    qtbot.keyClick(focused(program), Qt.Key.Key_Return)
    assert [name for name, field in who._fields.items() if field.problem] == ["given_name", "family_name", "team"]
    assert focused(program).accessibleName() == "Given name"
    for typed in ("Priya", "Nair", "Link worker"):
        qtbot.keyClicks(focused(program), typed)
        qtbot.keyClick(focused(program), Qt.Key.Key_Tab)
    qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Tab)  # the role stays manager
    qtbot.keyClicks(focused(program), "Harbour Vale INT")
    qtbot.keyClick(focused(program), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: program.window.cover is None)
    assert program.window.top.team.text() == "Harbour Vale INT"
    assert keyfile.read(tmp_path / "new.inteam").recovery_tested
    assert code.encode() not in b"".join(place.read_bytes() for place in tmp_path.iterdir() if place.is_file())


def test_two_passphrases_that_differ_are_said_at_the_second(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    program.first_run()
    first = cover(program, qtbot, FirstRun)
    assert isinstance(first, FirstRun)
    first.ask_passphrase(tmp_path / "new.inteam")
    first.passphrase.new.first.edit.setText(PASSPHRASE)
    first.passphrase.new.second.edit.setText(OTHER)
    first.passphrase.make()
    assert first.passphrase.new.fields["again"].problem == messages.sentence("passphrase_differs")
    first.passphrase.new.first.edit.setText("password1234")
    first.passphrase.make()
    assert first.passphrase.new.fields["passphrase"].problem == messages.sentence("passphrase_common")
    assert not (tmp_path / "new.inteam").exists()


def test_a_file_that_cannot_be_made_is_said_and_what_was_typed_stays(
    program: Program, qtbot: QtBot, sample: Sample
) -> None:
    program.first_run()
    first = cover(program, qtbot, FirstRun)
    assert isinstance(first, FirstRun)
    first.ask_passphrase(sample.path)
    for box in (first.passphrase.new.first, first.passphrase.new.second):
        box.edit.setText(OTHER)
    first.passphrase.make()
    qtbot.waitUntil(lambda: first.passphrase.problem.isVisible())
    assert first.passphrase.problem.accessibleName() == messages.sentence("exists", {"file": "team.inteam"})
    assert first.passphrase.new.words() == OTHER


def test_a_wrong_passphrase_stands_at_the_field_and_the_right_one_opens(
    program: Program, qtbot: QtBot, sample: Sample
) -> None:
    program.open(sample.path)
    unlock = cover(program, qtbot, Unlock)
    assert isinstance(unlock, Unlock)
    qtbot.waitUntil(lambda: program.window.focusWidget() is unlock.box.edit)
    qtbot.keyClicks(focused(program), OTHER)
    qtbot.keyClick(focused(program), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(unlock.field.problem))
    assert unlock.field.problem == messages.sentence("wrong_passphrase")

    unlock.box.edit.clear()
    qtbot.keyClicks(unlock.box.edit, PASSPHRASE)
    qtbot.keyClick(unlock.box.edit, Qt.Key.Key_Return)
    cover(program, qtbot, WhoAmI)  # nobody works in this file yet


def test_the_recovery_code_opens_and_a_new_passphrase_is_offered(
    program: Program, qtbot: QtBot, sample: Sample
) -> None:
    enter_somebody(sample)
    program.open(sample.path)
    unlock = cover(program, qtbot, Unlock)
    assert isinstance(unlock, Unlock)
    unlock.other.click()
    unlock.box.edit.setText(sample.recovery_code)
    unlock.button.click()
    who = cover(program, qtbot, WhoAmI)
    assert isinstance(who, WhoAmI)
    who._take_current()
    qtbot.waitUntil(lambda: program.window.cover is None)

    program.window._notice.acted.emit()
    sheet = program.window.overlay()
    assert sheet is not None
    for box in (sheet.new.first, sheet.new.second):  # type: ignore[attr-defined]  # (of its own kind)
        box.edit.setText(OTHER)
    sheet.submit()  # type: ignore[attr-defined]  # (of its own kind)
    qtbot.waitUntil(lambda: program.window.overlay() is None)
    program.session.close()
    closed = local.approach(sample.path)
    assert closed.key_by_passphrase(OTHER)
    closed.let_go()


def test_locking_hides_everything_and_the_passphrase_brings_it_back(
    program: Program, qtbot: QtBot, sample: Sample
) -> None:
    enter_somebody(sample)
    program.open(sample.path)
    unlock = cover(program, qtbot, Unlock)
    assert isinstance(unlock, Unlock)
    unlock.box.edit.setText(PASSPHRASE)
    unlock.unlock()
    who = cover(program, qtbot, WhoAmI)
    assert isinstance(who, WhoAmI)
    who._take_current()
    qtbot.waitUntil(lambda: program.window.cover is None)
    file = program.session.file
    assert file is not None
    secret = file.key
    keep_draft(program, qtbot)

    heard: list[object] = []
    program.background.read(program.window, lambda _session: "a name", heard.append, lambda _error: None)

    program.lock.due.emit()

    locked = cover(program, qtbot, Unlock)
    assert isinstance(locked, Unlock)
    assert secret == bytearray(32)
    assert heard == []  # an answer that was on its way is not shown to whoever comes by
    assert program.window.current() is None
    assert "after 10 minutes without use" in words(program)
    assert "1 draft is safe. It opens where you left it." in words(program)
    qtbot.waitUntil(lambda: program.window.focusWidget() is locked.box.edit)
    qtbot.keyClicks(focused(program), "T")
    assert "Caps Lock is on" in words(program)
    locked.box.edit.clear()
    qtbot.keyClicks(focused(program), PASSPHRASE)
    assert "Caps Lock is off" in words(program)
    locked.unlock()
    qtbot.waitUntil(lambda: program.window.cover is None)


def test_a_refused_file_says_why_and_offers_other_ways(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "broken.inteam").write_bytes(b"")
    program.open(tmp_path / "broken.inteam")
    first = cover(program, qtbot, FirstRun)
    assert isinstance(first, FirstRun)
    assert messages.sentence("truncated", {"file": "broken.inteam"}) in words(program)


def test_the_server_form_says_what_is_missing_and_who_does_not_answer(program: Program, qtbot: QtBot) -> None:
    program.first_run()
    first = cover(program, qtbot, FirstRun)
    assert isinstance(first, FirstRun)
    qtbot.waitUntil(lambda: program.window.focusWidget() is first.cards[0])
    qtbot.keyClick(first.cards[0], Qt.Key.Key_Right)
    assert first.cards[1].on
    first.go_on()
    assert first.form.fields["host"].problem == messages.sentence("required")
    first.form.host.set_text("localhost/x?sslmode=disable")
    first.form.login.set_text("priya")
    first.go_on()
    assert first.form.fields["host"].problem == messages.sentence("server_address")
    first.form.host.set_text("localhost")
    first.form.port.set_text("1")  # nobody listens there
    first.form.password.edit.setText("word")
    first.go_on()
    qtbot.waitUntil(lambda: first.form.problem.isVisible())
    assert first.form.problem.accessibleName() == messages.sentence("server_unreachable", {"host": "localhost"})
    assert first.next.isEnabled()


def test_a_server_asks_for_the_password_only(program: Program, qtbot: QtBot) -> None:
    program.ask_server("postgresql://p%20nair@localhost:1/inteam")
    asked = cover(program, qtbot, ServerUnlock)
    assert isinstance(asked, ServerUnlock)
    assert "p nair" in words(program)
    asked.unlock()
    assert asked.field.problem
    asked.box.edit.setText("word")
    asked.unlock()
    qtbot.waitUntil(lambda: "does not answer" in asked.field.problem)


def test_every_button_in_front_of_the_window_has_a_name(program: Program, qtbot: QtBot) -> None:
    program.first_run()
    first = cover(program, qtbot, FirstRun)
    assert isinstance(first, FirstRun)
    assert all(button.accessibleName() for button in first.findChildren(Button) if button.isVisible())


def keep_draft(program: Program, qtbot: QtBot) -> None:
    from functools import partial  # noqa: PLC0415 (one test)
    from uuid import uuid4  # noqa: PLC0415 (one test)

    from inteam.drafts import service  # noqa: PLC0415 (one test)

    kept: list[object] = []
    keep = partial(service.keep, draft_id=uuid4(), form="contact", fields={"summary": "half a sentence"})
    program.background.write(program.window, keep, kept.append, lambda error: pytest.fail(str(error)))
    qtbot.waitUntil(lambda: bool(kept))


def enter_somebody(sample: Sample) -> None:
    """Priya works in the file."""
    from inteam import application  # noqa: PLC0415 (few tests)
    from inteam.access import PROGRAM  # noqa: PLC0415 (few tests)
    from inteam.organisations import service  # noqa: PLC0415 (few tests)
    from inteam.organisations.service import NewStaff  # noqa: PLC0415 (few tests)
    from inteam.store.database import Database  # noqa: PLC0415 (few tests)

    application.load_tables()
    opened = sample.open()
    database = Database(opened.engine, reader=opened.reader, hooks=application.hooks(), close=opened.close)
    with database.write(PROGRAM) as work:
        service.add_staff(work, NewStaff("Nair", "Priya", "Link worker", "manager"))
    database.close()
