"""Handovers on screen: offered from a person and from the caseload, accepted, refused, taken back, undone."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inteam.access import Actor, Role
from inteam.cases.model import CareCase
from inteam.meetings import queries_handover_board, service_handover
from inteam.meetings.handovers import HandoverEntry, HandoverKind
from inteam.store.base import require
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_case, a_person, neighbourhood
from ui.app.background import Background
from ui.app.window import Window
from ui.handovers.answer import AcceptDialog, RefuseDialog
from ui.handovers.offer import OfferSheet
from ui.handovers.page import HandoversPage

KEY = Qt.Key
CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def near(local_database: Database, background: Background) -> Neighbourhood:
    made = neighbourhood(local_database)
    background.become(made.actor)
    return made


def tom(near: Neighbourhood) -> Actor:
    return Actor(near.tom, Role.CARE_COORDINATOR, near.team, name="Tom Okafor")


def offered(database: Database, near: Neighbourhood) -> UUID:
    with database.write(near.actor) as work:
        version = require(work.session, CareCase, near.case).version
        entry = HandoverEntry(
            near.tom, near.team, HandoverKind.PERMANENT, work.today, "She knows Tom.", recommendation="A joint visit"
        )
        return service_handover.offer_cases(work, [(near.case, version)], entry).made[0]


def page(shell: Window, qtbot: QtBot) -> HandoversPage:
    shell.open("handovers")
    found = shell.page("handovers")
    assert isinstance(found, HandoversPage)
    qtbot.waitUntil(lambda: shell.background.idle)
    return found


def owner(database: Database, near: Neighbourhood) -> UUID:
    with database.read() as session:
        return require(session, CareCase, near.case).owner_id


def press(shell: Window, key: Qt.Key, ctrl: bool = False) -> None:
    QTest.keyClick(
        shell.focusWidget(), key, Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    )


def sheet(shell: Window, kind: type[QWidget]) -> QWidget:
    (found,) = [one for one in shell.findChildren(kind) if one.isVisible()]
    return found


@pytest.mark.usefixtures("near")
def test_with_nothing_handed_over_the_page_says_what_would_be_here(shell: Window, qtbot: QtBot) -> None:
    board = page(shell, qtbot)
    assert board.empty.isVisible()
    assert board.empty.button.hasFocus()
    assert not board.table.isVisible()
    board.empty.button.click()
    assert shell.key == "caseload"


def test_a_person_is_offered_and_stays_with_the_sender(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    shell.show_sheet("handovers.offer", person_id=near.margaret)
    form = sheet(shell, OfferSheet)
    assert isinstance(form, OfferSheet)
    qtbot.waitUntil(lambda: form.save_button.isEnabled())
    assert form.person is not None
    assert form.person.family == "PEMBERTON"
    form.to.set_value(f"{near.tom} {near.team}")
    form.situation.set_text("She knows Tom.")
    press(shell, KEY.Key_Return, ctrl=True)
    qtbot.waitUntil(lambda: not shell.findChildren(OfferSheet) or not form.isVisible())
    qtbot.waitUntil(lambda: shell.background.idle)
    with local_database.read() as session:
        (row,) = queries_handover_board.board(session, near.tom, shell.background.today())
    assert (row.situation, row.status, row.mine) == ("She knows Tom.", "offered", True)
    assert owner(local_database, near) == near.priya


def test_an_offer_without_a_receiver_or_words_says_so_at_the_fields(
    shell: Window, near: Neighbourhood, qtbot: QtBot
) -> None:
    shell.show_sheet("handovers.offer", person_id=near.margaret)
    form = sheet(shell, OfferSheet)
    assert isinstance(form, OfferSheet)
    qtbot.waitUntil(lambda: form.save_button.isEnabled())
    form.save()
    assert form.fields["to_staff_id"].problem  # type: ignore[attr-defined]  # (of its own kind)
    form.to.set_value(f"team {near.team}")
    form.save()
    qtbot.waitUntil(lambda: bool(form.fields["situation"].problem))  # type: ignore[attr-defined]  # (of its own kind)
    assert form.isVisible()


def test_those_ticked_in_the_caseload_are_offered_together_and_taken_back_by_undo(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    with local_database.write(near.actor) as work:
        albert = a_person(work, "Jessop", "Albert", nhs_number="9990000115")
        second = a_case(work, albert, near.team, near.priya).id
    shell.show_sheet("handovers.offer", case_ids=[near.case, second])
    form = sheet(shell, OfferSheet)
    assert isinstance(form, OfferSheet)
    qtbot.waitUntil(lambda: form.save_button.isEnabled())
    assert len(form.chosen()) == 2
    form.to.set_value(f"team {near.team}")
    form.situation.set_text("Leave in December.")
    form.save()
    qtbot.waitUntil(lambda: waiting(local_database, near) == 2)
    qtbot.waitUntil(lambda: shell.background.idle)
    QTest.keyClick(shell, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: waiting(local_database, near) == 0)


def waiting(database: Database, near: Neighbourhood) -> int:
    with database.read() as session:
        return queries_handover_board.waiting(session, near.tom)


def test_accepting_waits_for_the_risks_to_be_read(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    offered(local_database, near)
    shell.background.become(tom(near))
    board = page(shell, qtbot)
    assert board.detail.accept.isVisible()
    assert not board.detail.take_back.isVisible()
    board.table.setFocus()
    press(shell, KEY.Key_A)
    dialog = sheet(shell, AcceptDialog)
    assert isinstance(dialog, AcceptDialog)
    qtbot.waitUntil(lambda: dialog.read.isEnabled())
    dialog.do()
    assert owner(local_database, near) == near.priya
    press(shell, KEY.Key_Space)
    press(shell, KEY.Key_Return, ctrl=True)
    qtbot.waitUntil(lambda: owner(local_database, near) == near.tom)
    qtbot.waitUntil(lambda: shell.background.idle)
    assert [one.status for one in board.model.rows()] == ["accepted"]


def test_refusing_needs_a_reason_which_the_sender_reads(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    offered(local_database, near)
    shell.background.become(tom(near))
    board = page(shell, qtbot)
    board.table.setFocus()
    press(shell, KEY.Key_X)
    dialog = sheet(shell, RefuseDialog)
    assert isinstance(dialog, RefuseDialog)
    dialog.do()
    qtbot.waitUntil(lambda: bool(dialog.field.problem))
    dialog.reason.set_text("Caseload is full")
    press(shell, KEY.Key_Return, ctrl=True)
    qtbot.waitUntil(lambda: waiting(local_database, near) == 0)
    shell.background.become(near.actor)
    qtbot.waitUntil(lambda: [one.refusal_reason for one in board.model.rows()] == ["Caseload is full"])
    assert owner(local_database, near) == near.priya


def test_the_sender_takes_an_offer_back_by_a_key(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    offered(local_database, near)
    board = page(shell, qtbot)
    assert board.detail.take_back.isVisible()
    board.table.setFocus()
    press(shell, KEY.Key_A)  # not theirs to accept
    assert not shell.findChildren(AcceptDialog)
    press(shell, KEY.Key_T)
    qtbot.waitUntil(lambda: [one.status for one in board.model.rows()] == ["withdrawn"])
    assert owner(local_database, near) == near.priya


def test_today_counts_what_waits_for_my_answer(
    shell: Window, near: Neighbourhood, local_database: Database, qtbot: QtBot
) -> None:
    offered(local_database, near)
    shell.background.become(tom(near))
    shell.open("today")
    qtbot.waitUntil(lambda: shell.rail.items["handovers"].accessibleName() == "Handovers, 1")


def test_ctrl_h_offers_the_person_whose_record_is_open(shell: Window, near: Neighbourhood, qtbot: QtBot) -> None:
    shell.open("person", near.margaret)
    qtbot.waitUntil(lambda: shell.background.idle)
    QTest.keyClick(shell, KEY.Key_H, CTRL)
    form = sheet(shell, OfferSheet)
    assert isinstance(form, OfferSheet)
    qtbot.waitUntil(lambda: form.save_button.isEnabled())
    assert form.person_id == near.margaret
    form.dismiss()
