"""Two windows on one record: the second save is told, both texts stand side by side, and the merged save holds both."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from inteam.drafts.queries import my_drafts
from inteam.organisations.model import Organisation, Staff
from inteam.people import (
    service,
    service_merge,
    service_reach,
)
from inteam.people.entries import PersonEntry
from inteam.people.model import Registration, UsualWorkerChange
from inteam.store.database import Database
from tests.ui.person.two_windows import (
    CASES,
    PRIYA,
    TOM,
    Case,
    TwoWindows,
    a_record,
    dialog_of,
    picks,
    press,
    words_of,
    write,
)
from ui.person.sheet import PersonSheet
from ui.widgets.buttons import Button


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_the_second_save_compares_and_keeps_what_is_chosen(two: TwoWindows, case: Case) -> None:
    mine, theirs = two.open(two.mine, case), two.open(two.theirs, case)
    write(theirs, **{case.both: case.theirs, case.alone[0]: case.alone[1]})
    theirs.save()
    two.qtbot.waitUntil(lambda: two.theirs.overlay() is None)
    saved = case.find(two.seen())
    two.front(two.mine)
    write(mine, **{case.both: case.mine})
    mine.save()
    dialog = dialog_of(two)
    said = words_of(dialog)
    assert "Tom changed this" in said
    assert "1 field differs" in said
    assert [pick.text() for pick in picks(dialog)] == [case.mine, case.theirs]
    if case.alone[1]:
        assert "From Tom Okafor:" in said
    if case.chosen == "mine":
        picks(dialog)[0].setFocus()
        press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
    now = case.find(two.seen())
    usual = f"{case.mine}\n{case.theirs}" if case.chosen == "both" else case.mine
    assert getattr(now, case.both) == (case.joined or usual)
    assert str(getattr(now, case.alone[0], "")) == case.alone[1]
    undone(two, case, saved)


def undone(two: TwoWindows, case: Case, saved: Any) -> None:
    """Undo of the merged save gives back what Tom had saved."""
    two.mine.press_toast()
    two.qtbot.waitUntil(lambda: two.mine.shown_toast().startswith("Undone"))
    assert getattr(case.find(two.seen()), case.both) == getattr(saved, case.both)


def case_of(key: str) -> Case:
    return next(case for case in CASES if case.key == key)


def test_what_only_one_side_changed_is_put_together_unasked_and_said(two: TwoWindows) -> None:
    case = case_of("people.related")
    mine, theirs = two.open(two.mine, case), two.open(two.theirs, case)
    write(theirs, phone="0117 496 0001")
    theirs.save()
    two.qtbot.waitUntil(lambda: two.theirs.overlay() is None)
    write(mine, may_be_told="Appointments")
    mine.save()
    two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
    now = case.find(two.seen())
    assert (now.phone, now.may_be_told) == ("0117 496 0001", "Appointments")
    assert two.mine.shown_toast() == "Saved. From Tom Okafor: Phone. From you: May be told."


def test_esc_in_the_conflict_sheet_writes_nothing_and_leaves_the_words_in_the_form(two: TwoWindows) -> None:
    case = case_of("people.risk")
    mine, theirs = two.open(two.mine, case), two.open(two.theirs, case)
    write(theirs, detail="Fell in the bath.")
    theirs.save()
    two.qtbot.waitUntil(lambda: two.theirs.overlay() is None)
    two.front(two.mine)
    write(mine, detail="Fell on the stairs.")
    mine.save()
    dialog_of(two)
    press(Qt.Key.Key_Escape)
    two.qtbot.waitUntil(lambda: two.mine.overlay() is mine)
    assert mine.value("detail") == "Fell on the stairs."
    assert case.find(two.seen()).detail == "Fell in the bath."
    mine.save()
    assert [pick.text() for pick in picks(dialog_of(two))] == ["Fell on the stairs.", "Fell in the bath."]


def test_a_draft_counts_from_what_it_began_with_not_from_what_stands_there_when_it_is_taken_up(
    two: TwoWindows,
) -> None:
    case = case_of("needs.add")
    mine = two.open(two.mine, case)
    write(mine, statement=case.mine)
    mine.dismiss()
    two.rest()
    theirs = two.open(two.theirs, case)
    write(theirs, statement=case.theirs)
    theirs.save()
    two.qtbot.waitUntil(lambda: two.theirs.overlay() is None)
    again = two.open(two.mine, case)
    two.qtbot.waitUntil(again.offer.isVisible)
    again.offer.acted.emit()
    again.save()
    assert [pick.text() for pick in picks(dialog_of(two))] == [case.mine, case.theirs]
    assert case.find(two.seen()).statement == case.theirs


def test_a_resumed_draft_with_an_owner_is_saved(two: TwoWindows) -> None:
    case = case_of("needs.action")
    mine = two.open(two.mine, case)
    write(mine, text="Ring the walking group")
    mine.dismiss()
    two.rest()
    again = two.open(two.mine, case)
    two.qtbot.waitUntil(again.offer.isVisible)
    again.offer.acted.emit()
    again.save()
    two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
    now = case.find(two.seen())
    assert (now.text, now.owner_id) == ("Ring the walking group", PRIYA)


def test_a_record_that_was_withdrawn_meanwhile_is_said_with_who_and_when(two: TwoWindows) -> None:
    case = case_of("people.address")
    mine = two.open(two.mine, case)
    write(mine, access_note="Ring twice.")
    with two.database.write(two.theirs.background.actor) as work:
        service_reach.withdraw_address(work, mine.row.id, mine.row.version, "Typed for somebody else")
    mine.save()
    two.qtbot.waitUntil(mine.problem.isVisible)
    assert mine.problem.accessibleName().startswith("Tom Okafor withdrew this address at 10:42. Nothing was saved.")
    assert mine.value("access_note") == "Ring twice."
    assert mine.panel.isEnabled()


def test_a_person_who_was_joined_to_another_meanwhile_is_said(two: TwoWindows) -> None:
    case = case_of("people.amend")
    mine = two.open(two.mine, case)
    write(mine, preferred_name="Peggy")
    with two.database.write(two.theirs.background.actor) as work:
        twin = PersonEntry("Pemberton", "Margret", born_on=date(1957, 3, 14), sex="2")
        other = service.register_person(work, twin)
    with two.database.write(two.theirs.background.actor) as work:
        service_merge.merge_people(work, other, 1, two.person_id, mine.row.version, "One person, typed twice")
    mine.save()
    two.qtbot.waitUntil(mine.problem.isVisible)
    assert mine.problem.accessibleName().startswith("Tom Okafor joined this record with another at 10:42.")
    assert mine.value("preferred_name") == "Peggy"


def test_closing_a_risk_that_somebody_has_rewritten_asks_again_and_closes_the_newer_one(two: TwoWindows) -> None:
    case = case_of("people.risk")
    mine, theirs = two.open(two.mine, case), two.open(two.theirs, case)
    write(theirs, detail="Fell in the bath.")
    theirs.save()
    two.qtbot.waitUntil(lambda: two.theirs.overlay() is None)
    write(mine, reason="The rail is in")
    close = next(one for one in mine.findChildren(Button) if one.text() == "Close this risk")
    close.click()
    two.qtbot.waitUntil(mine.problem.isVisible)
    assert mine.problem.accessibleName().startswith("Tom Okafor changed this risk at 10:42. Look at it again")
    assert mine.value("detail") == "Fell in the bath."
    close.click()
    two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
    now = case.find(two.seen())
    assert (now.status, now.detail) == ("closed", "Fell in the bath.")


def test_ending_a_record_saves_the_words_that_were_changed_before(two: TwoWindows) -> None:
    case = case_of("people.address")
    mine = two.open(two.mine, case)
    write(mine, access_note="Ring twice.")
    next(one for one in mine.findChildren(Button) if one.text() == "They have left this address").click()
    two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
    now = case.find(two.seen())
    assert (now.access_note, now.valid_to) == ("Ring twice.", date(2026, 11, 19))


def test_what_a_sheet_does_not_show_stays_as_it_was(two: TwoWindows) -> None:
    for key, name, value in (("people.address", "uprn", "100021"), ("people.contact_point", "rank", 2)):
        case = case_of(key)
        sheet = two.open(two.mine, case)
        write(sheet, **{case.both: case.mine})
        sheet.save()
        two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
        now = case.find(two.seen())
        assert (getattr(now, case.both), getattr(now, name)) == (case.mine, value)


def test_the_same_on_a_server_and_in_a_file(database: Database, qtbot: QtBot) -> None:
    two = TwoWindows(database, a_record(database), qtbot)
    try:
        test_the_second_save_compares_and_keeps_what_is_chosen(two, case_of("needs.add"))
    finally:
        two.end()


def test_the_arrows_go_between_the_texts_and_enter_chooses(two: TwoWindows) -> None:
    case = case_of("people.care_team")
    mine, theirs = two.open(two.mine, case), two.open(two.theirs, case)
    write(theirs, role="Usual GP", phone="0117 496 0002")
    theirs.save()
    two.qtbot.waitUntil(lambda: two.theirs.overlay() is None)
    two.front(two.mine)
    write(mine, role="GP partner", phone="0117 496 0003")
    mine.save()
    first_mine, first_other, second_mine, second_other = picks(dialog_of(two))
    assert first_mine.accessibleName() == "Role, Yours: GP partner"
    first_mine.setFocus()
    press(Qt.Key.Key_Return)
    for key, expected in ((Qt.Key.Key_Right, first_other), (Qt.Key.Key_Down, second_other)):
        press(key)
        assert QApplication.focusWidget() is expected
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is second_mine
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
    now = case.find(two.seen())
    assert (now.role, now.phone) == ("GP partner", "0117 496 0002")


def test_a_draft_whose_record_is_gone_says_so_and_its_words_can_be_added_anew(two: TwoWindows) -> None:
    case = case_of("people.address")
    mine = two.open(two.mine, case)
    row = mine.row
    write(mine, line1="2 Quay St", access_note="Ring twice.")
    mine.dismiss()
    two.rest()
    with two.database.write(two.theirs.background.actor) as work:
        service_reach.withdraw_address(work, row.id, row.version, "Typed for somebody else")
    with two.database.read() as session:
        (draft,) = my_drafts(session, PRIYA)
    again = two.mine.show_sheet(case.key, person_id=two.person_id, draft=draft)
    assert isinstance(again, PersonSheet)
    two.qtbot.waitUntil(again.problem.isVisible)
    assert again.problem.accessibleName().startswith("Tom Okafor withdrew this address at 10:42.")
    assert again.value("access_note") == "Ring twice."
    again.save()
    two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
    now = case.find(two.seen())
    assert (now.id == row.id, now.line1, now.access_note) == (False, "2 Quay St", "Ring twice.")


def worker(staff_id: UUID, name: str) -> dict[str, str]:
    """What a box holds once somebody was taken from its list."""
    return {"value": str(staff_id), "words": name}


def test_the_second_to_change_the_usual_worker_sees_both_and_chooses(two: TwoWindows) -> None:
    case = Case("people.usual_worker", lambda seen: seen.person, "", "", "", ("", ""))
    with two.database.write(two.mine.background.actor) as work:
        job = {"job_title": "link worker", "role": "link_worker", "sort_key": "bell amara"}
        work.session.add(Staff(id=UUID(int=0xBE), family_name="Bell", given_name="Amara", **job))
    mine, theirs = two.open(two.mine, case), two.open(two.theirs, case)
    assert mine.control("usual_worker_id").text() == "Priya Nair"  # type: ignore[attr-defined]  # (of its own kind)
    write(theirs, usual_worker_id=worker(TOM, "Tom Okafor"), reason="caseload")
    theirs.save()
    two.qtbot.waitUntil(lambda: two.theirs.overlay() is None)
    two.front(two.mine)
    write(mine, usual_worker_id=worker(UUID(int=0xBE), "Amara Bell"), reason="request", note="Asked for Amara")
    mine.save()
    dialog = dialog_of(two)
    assert "Tom changed this usual worker while you were editing" in words_of(dialog)
    assert [pick.text() for pick in picks(dialog)] == ["Amara Bell", "Tom Okafor"]
    assert two.seen().person.usual_worker_id == TOM
    picks(dialog)[0].setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
    assert two.seen().person.usual_worker_id == UUID(int=0xBE)
    with two.database.read() as session:
        to = select(Staff.given_name, UsualWorkerChange.reason, UsualWorkerChange.note)
        kept = session.execute(to.join(Staff, Staff.id == UsualWorkerChange.to_staff_id)).all()
    assert sorted(kept) == [
        ("Amara", "request", "Asked for Amara"),
        ("Priya", "first", None),
        ("Tom", "caseload", None),
    ]


def test_ending_a_registration_that_somebody_has_changed_says_so_and_waits_to_be_asked_again(two: TwoWindows) -> None:
    case = Case("people.practice", lambda seen: seen.person, "", "", "", ("", ""))
    practices = {}
    with two.database.write(two.mine.background.actor) as work:
        for name in ("Harbour Road Surgery", "Quay Practice"):
            made = Organisation(name=name, short_name=name, kind="gp_practice", sort_key=name.lower())
            work.session.add(made)
            work.session.flush()
            practices[name] = made.id
        service.register_with_practice(work, two.person_id, practices["Harbour Road Surgery"])
    mine, theirs = two.open(two.mine, case), two.open(two.theirs, case)
    assert mine.control("practice_id").text() == "Harbour Road Surgery"  # type: ignore[attr-defined]  # (of its own kind)
    write(theirs, practice_id=worker(practices["Quay Practice"], "Quay Practice"))
    theirs.save()
    two.qtbot.waitUntil(lambda: two.theirs.overlay() is None)
    end = next(one for one in mine.findChildren(Button) if one.text() == "Not registered with any practice")
    end.click()
    two.qtbot.waitUntil(mine.problem.isVisible)
    said = mine.problem.accessibleName()
    assert said.startswith("Tom Okafor changed this GP practice at 10:42.")
    assert said.endswith("It is Quay Practice now.")
    assert two.seen().person.practice == "Quay Practice"
    end.click()
    two.qtbot.waitUntil(lambda: two.mine.overlay() is None)
    assert two.seen().person.practice is None
    with two.database.read() as session:
        at = select(Organisation.name, Registration.valid_to)
        kept = session.execute(at.join(Organisation, Organisation.id == Registration.practice_id)).all()
    assert sorted(kept) == [
        ("Harbour Road Surgery", date(2026, 11, 19)),
        ("Quay Practice", date(2026, 11, 19)),
    ]
