"""A plan in force on screen: reviewed, its review begun, signed once more; who leads a draft; an item printed again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inteam.access import Role
from inteam.careplans import queries, queries_copy, queries_sharing, service, service_parts
from inteam.careplans.model import CarePlan
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import Section, Subject, WithheldReason, WithholdEntry
from inteam.drafts.queries import my_drafts
from inteam.store.base import require
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_need, an_action, neighbourhood
from tests.inteam.careplans.signing import sign
from ui.app.background import Background
from ui.app.window import Window
from ui.careplans.editor_needs import NeedsEditor
from ui.careplans.loading import NEEDS, SIGN
from ui.careplans.page import CarePlanPage
from ui.careplans.sheet import PlanSheet
from ui.careplans.signoff import SignoffEditor
from ui.widgets import controls
from ui.widgets.fields import Field

NEXT = date(2027, 5, 19)  # six months after today
OVERDUE = date(2026, 11, 1)


class Desk:
    """A window with the plan of Margaret."""

    def __init__(self, database: Database, qtbot: QtBot, near: Neighbourhood, *, by_tom: bool = False) -> None:
        self.database, self.qtbot, self.near = database, qtbot, near
        tom = replace(near.actor, staff_id=near.tom, role=Role.CARE_COORDINATOR, name="Tom Okafor")
        self.window = Window(Background(database, tom if by_tom else near.actor))
        qtbot.addWidget(self.window)
        self.window.show()
        self.page = CarePlanPage(self.window.background)
        self.page._alone = lambda: False  # type: ignore[method-assign]  # (as if somebody else were there)
        self.window._stack.addWidget(self.page)
        self.window._stack.setCurrentWidget(self.page)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.page.arrive(near.margaret)
        qtbot.waitUntil(lambda: self.page.editor is not None and self.window.background.idle)

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(lambda: self.window.background.idle and holds())

    def press(self, name: str) -> None:
        """By keyboard: to the button of this name, and Space."""
        (button,) = [one for one in self.page.findChildren(QPushButton) if one.isVisible() and _name(one) == name]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)

    def offers(self, name: str) -> bool:
        return any(one.isVisible() and _name(one) == name for one in self.page.findChildren(QPushButton))

    def sheet(self) -> PlanSheet:
        self.until(lambda: isinstance(self.window.overlay(), PlanSheet))
        found = self.window.overlay()
        assert isinstance(found, PlanSheet)
        return found

    def save(self, **fields: object) -> None:
        """What is chosen in the open sheet, and Ctrl+Enter."""
        sheet = self.sheet()
        for name, value in fields.items():
            controls.fill(sheet.control(name), value)
        QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def saved(self, **fields: object) -> None:
        self.save(**fields)
        self.until(lambda: self.window.overlay() is None)

    def view(self, plan_id: UUID) -> PlanView:
        with self.database.read() as session:
            found = queries.plan_view(session, plan_id)
        assert found is not None
        return found

    def words(self) -> str:
        return " | ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())


def _name(button: QWidget) -> str:
    return button.accessibleName() or button.text()  # type: ignore[attr-defined]  # (a button's)


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


@pytest.fixture
def draft_id(local_database: Database, near: Neighbourhood) -> UUID:
    with local_database.write(near.actor) as work:
        need = a_need(work, near.margaret, "Lonely since husband died", code="bereavement")
        an_action(work, near, "Ring about lunch club", need_id=need)
        service_parts.write_about_me(work, near.margaret, Section.WHAT_MATTERS, "The allotment")
        return service.start_draft(work, near.margaret)


@pytest.fixture
def plan_id(local_database: Database, near: Neighbourhood, draft_id: UUID) -> UUID:
    """In force, its review overdue."""
    with local_database.write(near.actor) as work:
        sign(work, draft_id)
        require(work.session, CarePlan, draft_id).review_due = OVERDUE
    return draft_id


@pytest.fixture
def desk(local_database: Database, qtbot: QtBot, near: Neighbourhood, request: pytest.FixtureRequest) -> Iterator[Desk]:
    request.getfixturevalue("plan_id" if "plan_id" in request.fixturenames else "draft_id")
    made = Desk(local_database, qtbot, near)
    yield made
    made.window.background.stop()


# --- reviewed -----------------------------------------------------------------------------------------------------


def test_a_plan_that_still_holds_is_reviewed_until_the_day_of_the_policy(desk: Desk, plan_id: UUID) -> None:
    assert "Review due 01-Nov-2026" in desk.words()
    desk.press("Reviewed, still holds")
    assert controls.read(desk.sheet().control("review_due")) == "19-May-2027"
    desk.saved()
    assert (desk.view(plan_id).plan.status, desk.view(plan_id).plan.review_due) == ("active", NEXT)
    desk.until(lambda: "Review due 19-May-2027" in desk.words())
    assert desk.window.shown_toast() == "Plan reviewed"


def test_undo_of_a_review_brings_back_the_day_that_was_due(desk: Desk, plan_id: UUID) -> None:
    desk.press("Reviewed, still holds")
    desk.saved()
    desk.window.press_toast()
    desk.until(lambda: desk.view(plan_id).plan.review_due == OVERDUE)
    desk.until(lambda: "Review due 01-Nov-2026" in desk.words())


@pytest.mark.parametrize(
    ("day", "said"),
    [("01-Nov-2026", "The review date must be after today."), ("", "Enter the day of the next review.")],
)
def test_a_next_review_that_cannot_be_is_said_at_the_field(desk: Desk, plan_id: UUID, day: str, said: str) -> None:
    desk.press("Reviewed, still holds")
    desk.save(review_due=day)
    field = desk.sheet().fields["review_due"]
    assert isinstance(field, Field)
    desk.until(lambda: field.problem == said)
    assert desk.view(plan_id).plan.review_due == OVERDUE


def test_a_plan_reviewed_by_somebody_else_meanwhile_is_looked_at_first(desk: Desk, plan_id: UUID) -> None:
    desk.press("Reviewed, still holds")
    sheet = desk.sheet()
    desk.page.tables = frozenset()  # type: ignore[misc]  # (as where another program's commit is not heard of)
    with desk.database.write(replace(desk.near.actor, staff_id=desk.near.tom)) as work:
        service.finish_review(work, plan_id, desk.view(plan_id).plan.version, review_due=date(2027, 1, 8))
    desk.save()
    desk.until(sheet.problem.isVisible)
    assert "Tom Okafor" in sheet.problem.accessibleName()
    assert sheet.problem.accessibleName().endswith("It is now: signed, review due 08-Jan-2027.")
    assert desk.view(plan_id).plan.review_due == date(2027, 1, 8)
    desk.saved()
    assert desk.view(plan_id).plan.review_due == NEXT


def test_a_review_that_is_due_is_begun_with_the_next_version(desk: Desk, plan_id: UUID) -> None:
    assert not desk.offers("Start the next version")
    desk.press("Begin review")
    desk.until(lambda: desk.page.plan_id != plan_id and not desk.page.locked)
    assert desk.view(plan_id).plan.status == "under_review"
    assert desk.window.shown_toast() == "Review begun"
    desk.window.press_toast()
    desk.until(lambda: desk.view(plan_id).plan.status == "active" and desk.page.plan_id == plan_id)
    assert desk.offers("Begin review")


def test_a_plan_under_review_can_be_said_to_hold(desk: Desk, plan_id: UUID) -> None:
    desk.press("Begin review")
    desk.until(lambda: desk.page.plan_id != plan_id and not desk.page.locked)
    desk.page.side.version.emit(plan_id)
    desk.until(lambda: desk.page.plan_id == plan_id and desk.page.locked)
    assert not desk.offers("Begin review")
    assert desk.offers("Open the draft")
    desk.press("Reviewed, still holds")
    desk.saved()
    assert (desk.view(plan_id).plan.status, desk.view(plan_id).plan.review_due) == ("active", NEXT)


def test_before_the_review_is_due_the_next_version_is_started_without_one(desk: Desk, plan_id: UUID) -> None:
    desk.press("Reviewed, still holds")
    desk.saved()
    assert desk.view(plan_id).plan.review_due == NEXT
    desk.until(lambda: desk.offers("Start the next version"))
    assert not desk.offers("Begin review")


def test_a_plan_that_has_ended_is_neither_reviewed_nor_signed(desk: Desk, plan_id: UUID) -> None:
    desk.page.choose(SIGN)
    assert desk.offers("Add a signature")
    desk.press("End plan")
    desk.saved(reason="Moved away")
    desk.until(lambda: not desk.offers("Reviewed, still holds"))
    assert desk.view(plan_id).plan.status == "ended"
    assert not desk.offers("Begin review")
    assert not desk.offers("Add a signature")


# --- one more signature -------------------------------------------------------------------------------------------


def test_somebody_signs_after_the_plan_came_into_force(desk: Desk, plan_id: UUID) -> None:
    desk.page.choose(SIGN)
    desk.press("Add a signature")
    desk.saved(role="professional", name="Dr Sade Bello", method="electronic")
    assert ("professional", "Dr Sade Bello", "electronic") in [
        (one.role, one.name, one.method) for one in desk.view(plan_id).signoffs
    ]
    desk.until(lambda: "Dr Sade Bello, professional" in desk.words())
    desk.window.press_toast()
    desk.until(lambda: "Dr Sade Bello" not in desk.words())


def test_what_a_signature_lacks_is_said_at_each_field(desk: Desk, plan_id: UUID) -> None:
    before = desk.view(plan_id).signoffs
    desk.page.choose(SIGN)
    desk.press("Add a signature")
    desk.save(name="", signed_on="30-Nov-2026")
    fields = {name: field for name, field in desk.sheet().fields.items() if isinstance(field, Field)}
    desk.until(lambda: fields["role"].problem == "Choose who signs.")
    assert fields["method"].problem == "Choose how they sign."
    desk.save(role="carer", method="unable")
    desk.until(lambda: fields["name"].problem != "")
    assert fields["signed_on"].problem
    assert fields["unable_reason"].isVisible()
    assert fields["unable_reason"].problem
    assert desk.view(plan_id).signoffs == before


def test_the_person_is_not_typed_again_where_they_sign(desk: Desk, plan_id: UUID) -> None:
    desk.page.choose(SIGN)
    desk.press("Add a signature")
    sheet = desk.sheet()
    controls.fill(sheet.control("role"), "person")
    assert controls.read(sheet.control("name")) == "Margaret Pemberton"
    controls.fill(sheet.control("role"), "professional")
    assert controls.read(sheet.control("name")) == ""
    assert len(desk.view(plan_id).signoffs) == 2


def test_a_kept_draft_of_a_signature_does_not_say_that_somebody_signed(desk: Desk, plan_id: UUID) -> None:
    desk.page.choose(SIGN)
    desk.press("Add a signature")
    sheet = desk.sheet()
    controls.fill(sheet.control("name"), "Dr Sade Bello")
    controls.fill(sheet.control("method"), "in_person")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    desk.until(lambda: desk.window.overlay() is None)
    with desk.database.read() as session:
        assert [one.form for one in my_drafts(session, desk.near.priya)] == ["plan_signature"]
    desk.press("Add a signature")
    sheet = desk.sheet()
    desk.until(sheet.offer.isVisible)
    sheet.offer.acted.emit()
    desk.until(lambda: controls.read(sheet.control("name")) == "Dr Sade Bello")
    assert controls.read(sheet.control("method")) is None
    assert len(desk.view(plan_id).signoffs) == 2


# --- who leads a draft --------------------------------------------------------------------------------------------


def test_who_leads_a_draft_and_how_often_it_is_reviewed_is_said_and_changed(desk: Desk, draft_id: UUID) -> None:
    assert "Led by Priya Nair | Reviewed every 6 months" in desk.words()
    desk.press("Change who leads the plan and how often it is reviewed")
    desk.saved(lead_worker_id=str(desk.near.tom), high_risk=True)
    plan = desk.view(draft_id).plan
    assert (plan.lead, plan.high_risk) == ("Tom Okafor", True)
    desk.until(lambda: "Led by Tom Okafor | High risk: reviewed every 3 months" in desk.words())
    desk.window.press_toast()
    desk.until(lambda: "Led by Priya Nair | Reviewed every 6 months" in desk.words())


def test_changing_who_leads_leaves_why_nobody_said_what_matters(desk: Desk, draft_id: UUID) -> None:
    with desk.database.write(desk.near.actor) as work:
        require(work.session, CarePlan, draft_id).no_what_matters = "Cannot speak yet"
    desk.page.mark_stale()
    desk.until(lambda: desk.page.loaded.view.plan.version == 2)  # type: ignore[union-attr]  # (it is shown)
    desk.press("Change who leads the plan and how often it is reviewed")
    desk.saved(high_risk=True)
    assert desk.view(draft_id).plan.no_what_matters == "Cannot speak yet"


def test_two_people_change_what_is_about_a_draft_and_both_changes_stand(desk: Desk, draft_id: UUID) -> None:
    desk.press("Change who leads the plan and how often it is reviewed")
    desk.sheet()
    with desk.database.write(replace(desk.near.actor, staff_id=desk.near.tom)) as work:
        version = desk.view(draft_id).plan.version
        service.change_details(work, draft_id, version, lead_worker_id=desk.near.tom, high_risk=False)
    desk.saved(high_risk=True)
    plan = desk.view(draft_id).plan
    assert (plan.lead, plan.high_risk) == ("Tom Okafor", True)


def test_a_high_risk_said_beside_the_sign_off_is_ticked_in_it(desk: Desk, draft_id: UUID) -> None:
    desk.page.choose(SIGN)
    assert isinstance(desk.page.editor, SignoffEditor)
    controls.fill(desk.page.editor.not_agreed, "Too tired today")
    desk.press("Change who leads the plan and how often it is reviewed")
    desk.saved(high_risk=True)
    editor = desk.page.editor
    assert isinstance(editor, SignoffEditor)
    desk.until(editor.high_risk.isChecked)
    assert desk.view(draft_id).plan.high_risk
    assert editor.not_agreed.text() == "Too tired today"


def test_who_leads_a_signed_plan_is_only_read(desk: Desk, plan_id: UUID) -> None:
    assert desk.view(plan_id).plan.locked
    assert "Led by Priya Nair | Reviewed every 6 months" in desk.words()
    assert not desk.offers("Change who leads the plan and how often it is reviewed")


# --- printed again ------------------------------------------------------------------------------------------------


def copied(desk: Desk, plan_id: UUID) -> list[str]:
    with desk.database.read() as session:
        copy = queries_copy.persons_copy(session, plan_id, date(2026, 11, 19))
    return [need.text for need in copy.needs]


def withheld(desk: Desk, plan_id: UUID) -> None:
    need = desk.view(plan_id).content.needs[0]
    entry = WithholdEntry(Subject.NEED, need.id, WithheldReason.THIRD_PARTY, "lead worker", date(2027, 2, 17))
    with desk.database.write(desk.near.actor) as work:
        service_parts.withhold(work, desk.near.margaret, entry)
    desk.page.mark_stale()
    desk.until(lambda: desk.offers("Print again: Lonely since husband died"))


def test_what_is_withheld_says_so_and_is_printed_again(desk: Desk, draft_id: UUID) -> None:
    withheld(desk, draft_id)
    said = "Left out of the person’s copy: said by or about somebody else. Look at it again 17-Feb-2027"
    assert said in desk.words()
    assert not desk.offers("Withhold: Lonely since husband died")
    assert copied(desk, draft_id) == []
    desk.press("Print again: Lonely since husband died")
    desk.until(lambda: desk.offers("Withhold: Lonely since husband died"))
    assert copied(desk, draft_id) == ["Lonely since husband died"]
    assert isinstance(desk.page.editor, NeedsEditor)
    (row,) = [desk.page.editor.rows[need.id] for need in desk.view(draft_id).content.needs]
    assert desk.window.focusWidget() is row
    desk.window.press_toast()
    desk.until(lambda: desk.offers("Print again: Lonely since husband died"))
    assert copied(desk, draft_id) == []


def test_it_is_printed_again_in_a_plan_in_force_too(desk: Desk, plan_id: UUID) -> None:
    withheld(desk, plan_id)
    desk.press("Print again: Lonely since husband died")
    desk.until(lambda: not desk.offers("Print again: Lonely since husband died"))
    assert copied(desk, plan_id) == ["Lonely since husband died"]
    assert desk.window.focusWidget() is desk.page.side.tabs[NEEDS]


def test_the_second_to_print_it_again_is_told(desk: Desk, draft_id: UUID) -> None:
    withheld(desk, draft_id)
    desk.page.tables = frozenset()  # type: ignore[misc]  # (as where another program's commit is not heard of)
    with desk.database.write(replace(desk.near.actor, staff_id=desk.near.tom)) as work:
        (row,) = queries_sharing.withheld(work.session, desk.near.margaret)
        service_parts.end_withholding(work, row.id, row.version)
    desk.press("Print again: Lonely since husband died")
    desk.until(desk.page.problem.isVisible)
    assert copied(desk, draft_id) == ["Lonely since husband died"]
