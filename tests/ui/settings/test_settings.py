"""Settings: each part shows what is in force, and changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.orm import Session

from inteam import messages
from inteam.access import PROGRAM
from inteam.organisations import service as organisations
from inteam.organisations.service import NewStaff
from inteam.store import local
from inteam.store.database import Database
from inteam.store.keys import argon, keyfile
from inteam.store.kind import is_live
from tests.local_files import OTHER, PASSPHRASE, Sample, make
from tests.ui.program import end, start
from ui.app import preferences
from ui.app.start import Program
from ui.settings import keys
from ui.settings.page import POLICY, SECURITY, TEAM, SettingsPage
from ui.settings.policy import BADGE, ChangePolicy
from ui.settings.team import JoinDialog, StaffDialog
from ui.settings.teams import TeamDialog
from ui.widgets import theme
from ui.widgets.labels import Label, Paragraph


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    from inteam import application  # noqa: PLC0415 (loads every feature)

    application.load_tables()
    sample = make(tmp_path_factory.mktemp("original") / "team.inteam")
    opened = sample.open()
    database = Database(opened.engine, reader=opened.reader, hooks=application.hooks(), close=opened.close)
    with database.write(PROGRAM) as work:
        nair = organisations.add_staff(work, NewStaff("Nair", "Priya", "Link worker", "manager"))
        team = organisations.add_team(work, "Harbour Vale INT", "mdt", from_on=work.today, lead_id=nair)
        organisations.join_team(work, team, nair, "manager", from_on=work.today)
    database.close()
    return sample


@pytest.fixture
def sample(original: Sample, tmp_path: Path) -> Sample:
    return original.copy(tmp_path / "team.inteam")


@pytest.fixture
def program(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample: Sample) -> Iterator[Program]:
    monkeypatch.setattr(argon, "NORMAL", argon.LOWEST)
    made = start(monkeypatch, tmp_path)
    made.session.who_needed.connect(lambda who: made.session.be(who.staff[0].id))
    made.session.key_needed.connect(lambda _closed: made.session.give_passphrase(PASSPHRASE, print))
    made.open(sample.path)
    qtbot.waitUntil(lambda: made.session.who is not None and made.window.cover is None)
    yield made
    end(made, qtbot)


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> SettingsPage:
    program.window.open("settings")
    shown = program.window.current()
    assert isinstance(shown, SettingsPage)
    qtbot.waitUntil(lambda: bool(shown.policy.model.rows() and shown.team.staff_model.rows()))
    qtbot.waitUntil(lambda: shown.security.place.count() == 3)
    return shown


def words(page: SettingsPage) -> str:
    labels = [*page.findChildren(Label), *page.findChildren(Paragraph)]
    return " ".join(label.text() for label in labels if label.isVisible())


def test_the_theme_is_taken_at_once_and_kept(page: SettingsPage, program: Program, qtbot: QtBot) -> None:
    page.looks.theme.setFocus()
    qtbot.keyClick(page.looks.theme, Qt.Key.Key_Right)
    assert preferences.read().theme == "dark"
    assert is_dark_now()
    qtbot.keyClick(page.looks.theme, Qt.Key.Key_Left)
    assert not is_dark_now()
    assert program.prefer.theme == "light"


def acts(program: Program) -> list[str]:
    """What stands in the trail about coming, going and keys."""
    with program.background.database.read() as session:
        found = session.execute(text("SELECT action FROM audit_entry ORDER BY seq")).scalars().all()
    return [one for one in found if one.startswith(("session.", "keys.", "file."))]


def is_dark_now() -> bool:
    return theme.current.dark


def letters_act() -> bool:
    return theme.current.letters


def test_the_lock_time_runs_from_1_to_15_minutes(page: SettingsPage, program: Program) -> None:
    page.looks.minutes.set_value(1)
    assert program.lock.minutes == 1
    page.looks.minutes.set_value(15)
    assert preferences.read().lock_minutes == 15
    page.looks.minutes.set_value(16)
    assert page.looks.minutes.value() is None
    assert program.lock.minutes == 15


def test_single_letters_and_motion_can_be_turned_off(page: SettingsPage) -> None:
    page.looks.letters.click()
    assert preferences.read().letters is False
    assert letters_act() is False
    page.looks.letters.click()
    assert letters_act() is True
    page.looks.motion.click()
    assert theme.current.motion
    page.looks.motion.click()
    assert not preferences.read().motion


def test_security_says_what_the_file_is_and_what_opens_it(page: SettingsPage) -> None:
    page.tabs.choose(SECURITY)
    said = words(page)
    assert "Make it live before real people are entered." in said
    assert "They do not protect" in said
    assert "the passphrase is asked for at each start" in said
    assert "typed back" in said


def test_the_passphrase_is_changed_with_the_old_one(
    page: SettingsPage, program: Program, qtbot: QtBot, sample: Sample
) -> None:
    page.tabs.choose(SECURITY)
    file = program.session.file
    assert file is not None
    dialog = keys.ChangePassphrase(program.window, file)
    dialog.open()
    dialog.old.edit.setText(OTHER)
    for box in (dialog.new.first, dialog.new.second):
        box.edit.setText("violet kettle 92")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.fields["old"].problem))
    assert dialog.fields["old"].problem == messages.sentence("wrong_passphrase")
    dialog.old.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.changed):
        dialog.submit()
    program.session.close()
    closed = local.approach(sample.path)
    assert closed.key_by_passphrase("violet kettle 92")
    closed.let_go()


def test_a_new_recovery_code_counts_once_it_is_typed_back(
    page: SettingsPage, program: Program, qtbot: QtBot, sample: Sample
) -> None:
    page.tabs.choose(SECURITY)
    file = program.session.file
    assert file is not None
    dialog = keys.NewRecoveryCode(program.window, file)
    dialog.open()
    dialog.typed.edit.setText(sample.recovery_code)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.fields["recovery_code"].problem))
    assert dialog.fields["recovery_code"].problem == messages.sentence("recovery_differs")
    dialog.typed.edit.setText(dialog.shown.code)
    with qtbot.waitSignal(dialog.changed):
        dialog.submit()
    program.session.close()
    closed = local.approach(sample.path)
    assert closed.key_by_recovery(dialog.shown.code)
    closed.let_go()


def test_a_rehearsal_is_made_live(page: SettingsPage, program: Program, qtbot: QtBot, sample: Sample) -> None:
    page.tabs.choose(SECURITY)
    file = program.session.file
    assert file is not None
    dialog = keys.MakeLive(program.window, file)
    dialog.open()
    dialog.typed.edit.setText(sample.recovery_code)
    with qtbot.waitSignal(dialog.changed):
        dialog.submit()
    with Session(file.reader) as session:
        assert is_live(session)
    page.security.reload(program)
    qtbot.waitUntil(lambda: "It holds real people." in words(page))


def test_the_key_is_changed_and_everything_goes_on(
    page: SettingsPage, program: Program, qtbot: QtBot, sample: Sample
) -> None:
    file = program.session.file
    assert file is not None
    before = bytes(file.key)
    dialog = keys.ChangeKey(program.window, program.session, file)
    dialog.open()
    dialog.words.edit.setText(PASSPHRASE)
    dialog.submit()
    qtbot.waitUntil(lambda: isinstance(program.window.overlay(), keys.FirstRecoveryCode))
    shown = program.window.overlay()
    assert isinstance(shown, keys.FirstRecoveryCode)
    shown.typed.edit.setText(shown.shown.code)
    with qtbot.waitSignal(shown.changed):
        shown.submit()
    renewed = program.session.file
    assert renewed is not None
    qtbot.waitUntil(lambda: "keys.changed" in acts(program))
    assert acts(program)[0] == "session.begun"
    assert bytes(renewed.key) != before
    assert keyfile.read(sample.path).recovery_tested
    page.mark_stale()
    qtbot.waitUntil(lambda: [one.name for one in page.team.staff_model.rows()] == ["Priya Nair"])


def test_a_wrong_passphrase_changes_no_key_and_everything_goes_on(
    page: SettingsPage, program: Program, qtbot: QtBot
) -> None:
    file = program.session.file
    assert file is not None
    dialog = keys.ChangeKey(program.window, program.session, file)
    dialog.open()
    dialog.words.edit.setText(OTHER)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.fields["passphrase"].problem))
    assert dialog.fields["passphrase"].problem == messages.sentence("wrong_passphrase")
    dialog.close_overlay()
    page.policy.model.show([])
    page.mark_stale()
    qtbot.waitUntil(lambda: bool(page.policy.model.rows()))


def test_shipped_policy_carries_its_badge_until_the_team_has_confirmed_it(
    page: SettingsPage, program: Program, qtbot: QtBot
) -> None:
    page.tabs.choose(POLICY)
    row = next(one for one in page.policy.model.rows() if one.key == "careplans.review_months")
    line = page.policy.model.line_of(row.key)
    assert page.policy.model.look(line, 3).words == BADGE

    page.policy.table.go_to(line)
    page.policy.table.setFocus()
    qtbot.keyClick(page.policy.table, Qt.Key.Key_Return)
    dialog = program.window.overlay()
    assert isinstance(dialog, ChangePolicy)
    value = dialog.fields["value"].control
    value.edit.setText("soon")  # type: ignore[attr-defined]  # (of its own kind)
    dialog.submit()
    assert dialog.fields["value"].problem
    assert dialog.fields["source"].problem
    value.edit.setText("4")  # type: ignore[attr-defined]  # (of its own kind)
    dialog._source.edit.setText("Team meeting, minute 7")
    dialog.submit()

    def confirmed() -> bool:
        now = next(one for one in page.policy.model.rows() if one.key == row.key)
        return now.value == 4 and now.checked

    qtbot.waitUntil(confirmed)
    assert page.policy.model.look(page.policy.model.line_of(row.key), 3).words.startswith("Confirmed ")


def test_staff_teams_and_memberships_are_added(page: SettingsPage, program: Program, qtbot: QtBot) -> None:
    page.tabs.choose(TEAM)
    adding = StaffDialog(program.window, page.team._known)
    adding.open()
    adding.submit()
    assert {name for name, field in adding.fields.items() if field.problem} == {
        "given_name",
        "family_name",
        "job_title",
        "role",
    }
    adding.given.set_text("Siân")
    adding.family.set_text("O'Hughes")
    adding.job.set_text("Nurse")
    adding.role.set_value("clinician")
    adding.submit()
    qtbot.waitUntil(lambda: len(page.team.staff_model.rows()) == 2)

    team = TeamDialog(program.window, page.team._known)
    team.open()
    team.name.set_text("Quayside")
    team.kind.set_value("practice_team")
    team.submit()
    qtbot.waitUntil(lambda: len(page.team.teams.model.rows()) == 2)

    nurse = next(one for one in page.team._known.staff if one.given_name == "Siân")
    joining = JoinDialog(program.window, page.team._known, nurse)
    joining.open()
    joining.team.set_value(next(one.id for one in page.team._known.teams if one.name == "Quayside"))
    joining.submit()
    qtbot.waitUntil(lambda: page.team._known.teams_of(nurse) == "Quayside")


def test_a_member_of_staff_is_changed_with_enter(page: SettingsPage, program: Program, qtbot: QtBot) -> None:
    page.tabs.choose(TEAM)
    page.team.staff.go_to(0)
    page.team.staff.setFocus()
    qtbot.keyClick(page.team.staff, Qt.Key.Key_Return)
    dialog = program.window.overlay()
    assert isinstance(dialog, StaffDialog)
    assert dialog.family.text() == "Nair"
    dialog.job.set_text("Senior link worker")
    dialog.submit()
    qtbot.waitUntil(lambda: page.team.staff_model.rows()[0].job_title == "Senior link worker")
