"""What is filled in at a sign-off and not signed: kept as my draft, put back, and never as if somebody had signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inteam.access import Role
from inteam.careplans import queries, service, service_parts
from inteam.careplans.rules import Section
from inteam.drafts.queries import DraftRow, my_drafts
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, an_action, neighbourhood
from tests.inteam.careplans.signing import sign
from ui.app.background import Background
from ui.app.window import Window
from ui.careplans.loading import NEEDS, SIGN
from ui.careplans.page import CarePlanPage
from ui.careplans.signoff import SignoffEditor

REASON = "Too tired to talk it through today"


class Open(Protocol):
    """Opens the plan in a window of its own, as the program does after it was closed."""

    def __call__(self, *, by_tom: bool = False) -> CarePlanPage: ...


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


@pytest.fixture
def plan_id(local_database: Database, near: Neighbourhood) -> UUID:
    with local_database.write(near.actor) as work:
        need = a_need(work, near.margaret, "Lonely since husband died", code="bereavement")
        goal = a_goal(work, near.margaret, need, "Walks with a group")
        an_action(work, near, "Ring about lunch club", need_id=need, goal_id=goal)
        service_parts.write_about_me(work, near.margaret, Section.WHAT_MATTERS, "The allotment")
        return service.start_draft(work, near.margaret)


@pytest.fixture
def opened(local_database: Database, near: Neighbourhood, plan_id: UUID, qtbot: QtBot) -> Iterator[Open]:
    windows: list[Window] = []

    def go(*, by_tom: bool = False) -> CarePlanPage:
        tom = replace(near.actor, staff_id=near.tom, role=Role.CARE_COORDINATOR, name="Tom Okafor")
        window = Window(Background(local_database, tom if by_tom else near.actor))
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        page = CarePlanPage(window.background)
        page._alone = lambda: False  # type: ignore[method-assign]  # (as if somebody else were there)
        window._stack.addWidget(page)
        window._stack.setCurrentWidget(page)
        page.arrive(near.margaret)
        qtbot.waitUntil(lambda: page.plan_id == plan_id and window.background.idle)
        return page

    yield go
    qtbot.waitUntil(lambda: all(window.background.idle for window in windows))
    for window in windows:
        window.background.stop()


def form(page: CarePlanPage) -> SignoffEditor:
    """The sign-off, shown."""
    if page.section != SIGN:
        page.choose(SIGN)
    assert isinstance(page.editor, SignoffEditor)
    return page.editor


def rest(page: CarePlanPage, qtbot: QtBot) -> None:
    """What was filled in is kept: the pause is over and everything is written."""
    form(page).flush()
    qtbot.waitUntil(lambda: page.background.idle)


def drafts(database: Database, staff_id: UUID) -> list[DraftRow]:
    with database.read() as session:
        return my_drafts(session, staff_id)


def fill_in(editor: SignoffEditor) -> None:
    """The person cannot sign, the carer and I do; a day of review."""
    person, professional, carer, _ = editor.signers
    person.method.set_value("unable")
    person.why.set_text(REASON)
    professional.method.set_value("in_person")
    carer.name.set_text("Ruth Pemberton")
    carer.method.set_value("verbal")
    editor.not_agreed.set_text("She will be asked again")
    editor.review.set_value(date(2027, 2, 1))


def test_a_pause_in_typing_keeps_it_by_itself(
    opened: Open, local_database: Database, near: Neighbourhood, qtbot: QtBot
) -> None:
    page = opened()
    QTest.keyClicks(form(page).not_agreed.edit, "Asks for time")
    fields = {"title": "Sign-off of version 1", "signers": {}, "fields": {"not_agreed": "Asks for time"}}
    qtbot.waitUntil(lambda: [one.fields for one in drafts(local_database, near.priya)] == [fields])
    (draft,) = drafts(local_database, near.priya)
    assert (draft.form, draft.person_id, draft.record_id) == ("plan_signoff", near.margaret, page.plan_id)


def test_opened_again_it_stands_there_and_nobody_has_signed(opened: Open, plan_id: UUID, qtbot: QtBot) -> None:
    before = opened()
    fill_in(form(before))
    rest(before, qtbot)
    page = opened()
    assert page.unsigned_note.accessibleName() == "You filled in the sign-off on 19-Nov-2026, 10:42 and did not sign."
    page.unsigned_note.acted.emit()
    editor = form(page)
    person, professional, carer, _ = editor.signers
    assert page.window().focusWidget() is person.name.edit
    assert (person.method.value(), person.why.text(), person.why.isVisible()) == ("unable", REASON, True)
    assert (carer.name.text(), carer.method.value()) == ("Ruth Pemberton", None)
    assert professional.method.value() is None
    assert (editor.not_agreed.text(), editor.review.value()) == ("She will be asked again", date(2027, 2, 1))
    assert not page.unsigned_note.isVisible()
    assert "How each of them signs is to be chosen again." in editor.back.accessibleName()
    assert [one.role for one in (signer.entry() for signer in editor.signers) if one] == ["person"]
    assert page.plan_id == plan_id


def test_how_somebody_signs_is_not_in_the_draft(
    opened: Open, local_database: Database, near: Neighbourhood, qtbot: QtBot
) -> None:
    page = opened()
    for signer in form(page).signers[:2]:
        signer.method.set_value("in_person")
    rest(page, qtbot)
    assert drafts(local_database, near.priya) == []
    fill_in(form(page))
    rest(page, qtbot)
    (draft,) = drafts(local_database, near.priya)
    assert draft.fields["signers"] == {
        "person": {"": "unable", "unable_reason": REASON},
        "carer": {"name": "Ruth Pemberton"},
    }


def test_a_day_that_was_not_chosen_is_that_of_signing(opened: Open, qtbot: QtBot) -> None:
    before = opened()
    fill_in(form(before))
    form(before).signers[1].day.set_value(date(2026, 11, 17))
    rest(before, qtbot)
    page = opened()
    page.background.today = lambda: date(2026, 11, 20)  # type: ignore[method-assign]  # (the day after)
    person, professional, *_ = form(page).signers
    assert (person.day.value(), professional.day.value()) == (date(2026, 11, 20), date(2026, 11, 17))


def test_between_sections_it_is_the_same_draft_and_how_they_sign_stays(
    opened: Open, local_database: Database, near: Neighbourhood, qtbot: QtBot
) -> None:
    page = opened()
    fill_in(form(page))
    page.choose(NEEDS)  # before the pause is over
    qtbot.waitUntil(lambda: page.background.idle)
    assert not page.unsigned_note.isVisible()
    editor = form(page)
    assert not editor.back.isVisible()
    assert editor.signers[1].method.value() == "in_person"
    editor.not_agreed.set_text("She will be asked on Monday")
    rest(page, qtbot)
    (draft,) = drafts(local_database, near.priya)
    assert draft.fields["fields"]["not_agreed"] == "She will be asked on Monday"
    for control in (editor.not_agreed, *(signer.name for signer in editor.signers[2:])):
        control.set_text("")
    editor.review.set_value(None)
    editor.signers[0].put_back()
    rest(page, qtbot)
    assert drafts(local_database, near.priya) == []


def test_once_signed_it_is_gone(
    opened: Open, local_database: Database, near: Neighbourhood, plan_id: UUID, qtbot: QtBot
) -> None:
    before = opened()
    fill_in(form(before))
    rest(before, qtbot)
    page = opened()
    editor = form(page)
    editor.signers[1].method.set_value("in_person")
    page.foot.sign_button.click()
    qtbot.waitUntil(lambda: page.foot.next_version.isVisible() and page.background.idle)
    assert drafts(local_database, near.priya) == []
    assert not page.unsigned_note.isVisible()
    with local_database.read() as session:
        plan = queries.plan_view(session, plan_id)
    assert plan is not None
    assert [(one.role, one.unable_reason) for one in plan.signoffs] == [("person", REASON), ("professional", "")]


def test_a_refused_signing_keeps_it(opened: Open, local_database: Database, near: Neighbourhood, qtbot: QtBot) -> None:
    page = opened()
    form(page).signers[2].name.set_text("Ruth Pemberton")  # and the pause is not over
    page.foot.sign_button.click()
    qtbot.waitUntil(lambda: form(page).problem.isVisible())
    qtbot.waitUntil(lambda: bool(drafts(local_database, near.priya)))
    assert drafts(local_database, near.priya)[0].fields["signers"] == {"carer": {"name": "Ruth Pemberton"}}


def test_a_colleague_does_not_see_it(opened: Open, local_database: Database, near: Neighbourhood, qtbot: QtBot) -> None:
    page = opened()
    fill_in(form(page))
    rest(page, qtbot)
    theirs = opened(by_tom=True)
    assert not theirs.unsigned_note.isVisible()
    editor = form(theirs)
    assert editor.written() == {}
    assert not editor.back.isVisible()
    editor.not_agreed.set_text("Tom's own words")
    rest(theirs, qtbot)
    (mine,) = drafts(local_database, near.priya)
    (own,) = drafts(local_database, near.tom)
    assert mine.fields["fields"]["not_agreed"] == "She will be asked again"
    assert own.fields["fields"] == {"not_agreed": "Tom's own words"}


def test_a_colleague_at_the_same_window_does_not_see_it(
    opened: Open, local_database: Database, near: Neighbourhood, qtbot: QtBot
) -> None:
    page = opened()
    fill_in(form(page))
    rest(page, qtbot)
    tom = replace(near.actor, staff_id=near.tom, role=Role.CARE_COORDINATOR, name="Tom Okafor")
    page.background.become(tom)
    qtbot.waitUntil(lambda: form(page).signers[1].name.text() == "Tom Okafor" and page.background.idle)
    assert form(page).written() == {}
    assert form(page).signers[1].method.value() is None
    assert drafts(local_database, near.tom) == []
    page.background.become(near.actor)
    qtbot.waitUntil(lambda: form(page).signers[1].name.text() == "Priya Nair" and page.background.idle)
    assert form(page).not_agreed.text() == "She will be asked again"


def test_taken_out_it_can_be_put_back(
    opened: Open, local_database: Database, near: Neighbourhood, qtbot: QtBot
) -> None:
    before = opened()
    fill_in(form(before))
    rest(before, qtbot)
    (kept,) = drafts(local_database, near.priya)
    page = opened()
    editor = form(page)
    editor.back.acted.emit()
    rest(page, qtbot)
    assert editor.written() == {}
    assert drafts(local_database, near.priya) == []
    editor.back.acted.emit()
    rest(page, qtbot)
    (again,) = drafts(local_database, near.priya)
    assert again.fields == kept.fields
    assert not editor.back.isVisible()


def test_words_for_a_version_that_somebody_else_signed_are_shown_until_they_are_let_go(
    opened: Open, local_database: Database, near: Neighbourhood, plan_id: UUID, qtbot: QtBot
) -> None:
    before = opened()
    fill_in(form(before))
    rest(before, qtbot)
    with local_database.write(near.actor) as work:
        sign(work, plan_id)
    page = opened()
    said = page.unsigned_note.accessibleName()
    assert said.startswith("You filled in a sign-off on 19-Nov-2026, 10:42. That version is no longer a draft:")
    for words in (REASON, "Ruth Pemberton", "She will be asked again"):
        assert words in said
    page.unsigned_note.acted.emit()
    qtbot.waitUntil(lambda: page.background.idle and not page.unsigned_note.isVisible())
    assert drafts(local_database, near.priya) == []


def test_a_discarded_version_takes_its_sign_off_with_it(
    opened: Open, local_database: Database, near: Neighbourhood, qtbot: QtBot
) -> None:
    page = opened()
    fill_in(form(page))
    rest(page, qtbot)
    QTest.mouseClick(page.foot.discard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.empty.isVisible() and page.background.idle)
    assert drafts(local_database, near.priya) == []
