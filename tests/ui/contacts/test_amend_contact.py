from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inteam.contacts import amending, queries, service
from inteam.contacts.rules import ContactEntry, ContactType, HowItWent, Mode
from inteam.drafts.queries import my_drafts
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from ui.app.background import Background
from ui.app.conflict import ConflictDialog
from ui.app.conflict_rows import Pick
from ui.app.window import Window
from ui.contacts.amend import AmendContactSheet, WithdrawContactSheet
from ui.widgets.fields import Field
from ui.widgets.inputs import TextArea


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


@pytest.fixture
def contact_id(near: Neighbourhood, local_database: Database) -> UUID:
    entry = ContactEntry(
        person_id=near.margaret,
        type=ContactType.DIRECT,
        mode=Mode.PHONE,
        duration_min=20,
        summary="Talked about the allotmnet.",
        quick_code=HowItWent.REACHED,
        no_action=True,
    )
    with local_database.write(near.actor) as work:
        return service.log_contact(work, entry)


@pytest.fixture
def window(near: Neighbourhood, background: Background, shell: Window) -> Window:
    background.become(near.actor)
    return shell


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.background.idle)


def note(sheet: AmendContactSheet | WithdrawContactSheet, name: str) -> TextArea:
    field = sheet.fields[name]
    assert isinstance(field, Field)
    assert isinstance(field.control, TextArea)
    return field.control


def test_the_author_changes_the_words_and_the_earlier_ones_are_kept(
    qtbot: QtBot, window: Window, local_database: Database, contact_id: UUID
) -> None:
    sheet = window.show_sheet("contacts.amend", contact_id=contact_id)
    settled(qtbot, window)
    assert isinstance(sheet, AmendContactSheet)
    assert note(sheet, "summary").text() == "Talked about the allotmnet."
    note(sheet, "summary").set_text("Talked about the allotment.")
    sheet.save()
    settled(qtbot, window)
    with local_database.read() as session:
        found = queries.contact(session, contact_id)
        kept = queries.versions(session, contact_id)
    assert found is not None
    assert (found.summary, found.duration_min, found.type) == ("Talked about the allotment.", 20, "direct")
    assert [version.content["summary"] for version in kept] == ["Talked about the allotmnet."]


def test_another_outcome_changes_what_the_contact_counts_as(
    qtbot: QtBot, window: Window, local_database: Database, contact_id: UUID
) -> None:
    sheet = window.show_sheet("contacts.amend", contact_id=contact_id)
    settled(qtbot, window)
    assert isinstance(sheet, AmendContactSheet)
    sheet._choice("attempt_result").set_value(HowItWent.NO_ANSWER)
    sheet.save()
    settled(qtbot, window)
    with local_database.read() as session:
        found = queries.contact(session, contact_id)
    assert found is not None
    assert (found.type, found.attempt_result) == ("attempt", "no_answer")


def test_withdrawing_needs_a_reason_and_takes_the_contact_off_the_list(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database, contact_id: UUID
) -> None:
    sheet = window.show_sheet("contacts.withdraw", contact_id=contact_id)
    settled(qtbot, window)
    assert isinstance(sheet, WithdrawContactSheet)
    sheet.save()
    settled(qtbot, window)
    assert sheet.isVisible()
    note(sheet, "reason").set_text("Meant for her sister")
    sheet.save()
    settled(qtbot, window)
    with local_database.read() as session:
        assert queries.contacts(session, person_id=near.margaret) == []


def test_a_draft_of_a_change_opens_again_with_its_words(
    qtbot: QtBot, window: Window, near: Neighbourhood, local_database: Database, contact_id: UUID
) -> None:
    sheet = window.show_sheet("contacts.amend", contact_id=contact_id, person_id=near.margaret)
    settled(qtbot, window)
    assert isinstance(sheet, AmendContactSheet)
    note(sheet, "summary").edit.setPlainText("Half chan")
    sheet.dismiss()
    settled(qtbot, window)
    with local_database.read() as session:
        (draft,) = my_drafts(session, near.priya)
    again = window.show_sheet("contacts.amend", person_id=near.margaret, draft=draft)
    settled(qtbot, window)
    assert isinstance(again, AmendContactSheet)
    assert note(again, "summary").text() == "Half chan"


def test_another_window_changed_the_same_contact_and_both_texts_are_kept(
    qtbot: QtBot, window: Window, local_database: Database, contact_id: UUID, near: Neighbourhood
) -> None:
    sheet = window.show_sheet("contacts.amend", contact_id=contact_id)
    settled(qtbot, window)
    assert isinstance(sheet, AmendContactSheet)
    with local_database.read() as session:
        was = queries.contact(session, contact_id)
    assert was is not None
    entry = replace(sheet._entry(was), summary="She rang back.", duration_min=30)
    with local_database.write(near.actor) as work:
        amending.amend_contact(work, contact_id, was.version, entry)
    note(sheet, "summary").set_text("Talked about the allotment.")
    sheet.save()
    qtbot.waitUntil(lambda: isinstance(window.overlay(), ConflictDialog))
    dialog = window.overlay()
    assert dialog is not None
    assert [pick.text() for pick in dialog.findChildren(Pick)] == ["Talked about the allotment.", "She rang back."]
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "You changed this contact in another window" in said
    QTest.keyClick(dialog.findChildren(Pick)[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.overlay() is None)
    with local_database.read() as session:
        found = queries.contact(session, contact_id)
        kept = [version.content["summary"] for version in queries.versions(session, contact_id)]
    assert found is not None
    assert (found.summary, found.duration_min) == ("Talked about the allotment.\nShe rang back.", 30)
    assert sorted(kept) == ["She rang back.", "Talked about the allotmnet."]


def test_a_contact_that_was_withdrawn_meanwhile_keeps_the_words_in_the_form(
    qtbot: QtBot, window: Window, local_database: Database, contact_id: UUID, near: Neighbourhood
) -> None:
    sheet = window.show_sheet("contacts.amend", contact_id=contact_id)
    settled(qtbot, window)
    assert isinstance(sheet, AmendContactSheet)
    with local_database.write(near.actor) as work:
        amending.withdraw_contact(work, contact_id, sheet.version, "Logged for somebody else")
    note(sheet, "summary").set_text("Talked about the allotment.")
    sheet.save()
    qtbot.waitUntil(sheet.problem.isVisible)
    assert sheet.problem.accessibleName().startswith("Priya Nair withdrew this contact at 10:42. Nothing was saved.")
    assert note(sheet, "summary").text() == "Talked about the allotment."
