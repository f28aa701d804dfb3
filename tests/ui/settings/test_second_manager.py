"""Two managers change one member of staff: the second compares, and what only one changed is put together."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inteam.access import Actor, Role
from inteam.organisations import queries, service
from inteam.organisations.queries import StaffRow
from inteam.organisations.service import NewStaff
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from ui.app.conflict import ConflictDialog
from ui.app.conflict_rows import Pick
from ui.app.window import Window
from ui.settings.people import People
from ui.settings.team import StaffDialog


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


def row_of(shell: Window, staff_id: UUID) -> StaffRow:
    with shell.background.database.read() as session:
        found = queries.staff_list(session, on=shell.background.today())
    return next(one for one in found if one.id == staff_id)


def opened(shell: Window, staff: StaffRow) -> StaffDialog:
    with shell.background.database.read() as session:
        organisations = queries.organisations(session, on=shell.background.today())
    dialog = StaffDialog(shell, People((staff,), (), (), organisations), staff)
    dialog.open()
    return dialog


def amend(shell: Window, actor: Actor, staff: StaffRow, **values: str) -> None:
    entry = {"job_title": staff.job_title, "phone": staff.phone, "email": staff.email} | values
    new = NewStaff(staff.family_name, staff.given_name, role=staff.role, organisation_id=staff.organisation_id, **entry)  # type: ignore[arg-type]  # (what a test names)
    with shell.background.database.write(actor) as work:
        service.amend_staff(work, staff.id, staff.version, new)


def test_what_both_changed_is_asked_and_what_one_changed_is_put_together(
    shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    staff = row_of(shell, near.hana)
    dialog = opened(shell, staff)
    colleague = Actor(near.tom, Role.MANAGER, name="Tom Okafor")
    amend(shell, colleague, staff, job_title="Senior therapist", phone="0117 496 0009")
    dialog.job.set_text("Lead therapist")
    dialog.email.set_text("hana@example.test")
    dialog.submit()
    qtbot.waitUntil(lambda: isinstance(shell.overlay(), ConflictDialog))
    asked = shell.overlay()
    assert asked is not None
    mine, theirs = asked.findChildren(Pick)
    assert (mine.text(), theirs.text()) == ("Lead therapist", "Senior therapist")
    QTest.keyClick(mine, Qt.Key.Key_Space)
    QTest.keyClick(mine, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.overlay() is None)
    now = row_of(shell, near.hana)
    assert (now.job_title, now.phone, now.email) == ("Lead therapist", "0117 496 0009", "hana@example.test")
    assert shell.shown_toast() == "Member of staff saved. From Tom Okafor: Phone. From you: Email."
    shell.press_toast()
    qtbot.waitUntil(lambda: row_of(shell, near.hana).job_title == "Senior therapist")
