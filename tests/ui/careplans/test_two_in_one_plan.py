"""Two people in one care plan: every box tells the second, joins the texts, and keeps what the plan cannot take."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from inteam.access import Role
from inteam.careplans import queries, service, service_needs, service_parts
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import ContingencyEntry, Section, StepEntry
from inteam.drafts.queries import my_drafts
from inteam.needs.rules import NeedStatus
from inteam.store.database import Database
from tests.conftest import MovableClock
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, an_action, neighbourhood
from tests.inteam.careplans.signing import sign
from ui.app.background import Background
from ui.app.conflict import ConflictDialog
from ui.app.conflict_rows import Pick
from ui.app.window import Window
from ui.careplans.autosave import Autosave
from ui.careplans.editor import Editor
from ui.careplans.loading import ACTIONS, CARERS, MATTERS, NEEDS, WORSE
from ui.careplans.page import CarePlanPage
from ui.careplans.sheet import PlanSheet
from ui.careplans.sheets_needs import ActionSheet, AnswerSheet
from ui.careplans.sheets_worse import ContingencySheet
from ui.widgets import controls


@dataclass
class Desk:
    """Somebody at the plan."""

    window: Window
    page: CarePlanPage

    def box(self, start: str) -> Autosave:
        assert isinstance(self.page.editor, Editor)
        return next(one for key, one in self.page.editor.boxes.items() if key.startswith(start))

    def write(self, start: str, words: str, part: str = "text") -> None:
        """Puts words into a box and saves them without waiting for the pause."""
        box = self.box(start)
        control = box.parts[part]
        controls.fill(control, words)
        box.flush()


class Plan:
    """A draft that Priya and Tom have open."""

    def __init__(self, database: Database, qtbot: QtBot) -> None:
        self.database, self.qtbot = database, qtbot
        self.near = neighbourhood(database)
        self.plan_id = a_draft(database, self.near)
        tom = replace(self.near.actor, staff_id=self.near.tom, role=Role.CARE_COORDINATOR, name="Tom Okafor")
        self.mine, self.theirs = self._desk(self.near.actor), self._desk(tom)

    def _desk(self, actor: Any) -> Desk:
        window = Window(Background(self.database, actor))
        self.qtbot.addWidget(window)
        window.show()
        page = CarePlanPage(window.background)
        page._alone = lambda: False  # type: ignore[method-assign]  # (as if somebody else were there)
        window._stack.addWidget(page)
        window._stack.setCurrentWidget(page)
        page.arrive(self.near.margaret)
        self.qtbot.waitUntil(lambda: page.editor is not None and window.background.idle)
        return Desk(window, page)

    def go(self, section: int) -> None:
        for desk in (self.mine, self.theirs):
            desk.page.choose(section)
        self.rest()

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: self.mine.window.background.idle and self.theirs.window.background.idle)

    def view(self) -> PlanView:
        with self.database.read() as session:
            found = queries.plan_view(session, self.plan_id)
        assert found is not None
        return found

    def hold(self, desk: Desk) -> None:
        """Its window reads nothing again, as one of another program that has not heard of a commit."""
        desk.page.tables = frozenset()  # type: ignore[misc]  # (as where another program's commit is not heard of)

    def dialog(self) -> ConflictDialog:
        self.qtbot.waitUntil(lambda: isinstance(self.mine.window.overlay(), ConflictDialog))
        self.rest()
        found = self.mine.window.overlay()
        assert isinstance(found, ConflictDialog)
        return found

    def end(self) -> None:
        self.rest()
        for desk in (self.mine, self.theirs):
            desk.window.background.stop()


def a_draft(database: Database, near: Neighbourhood) -> UUID:
    with database.write(near.actor) as work:
        need = a_need(work, near.margaret, "Lonely since husband died", code="bereavement")
        goal = a_goal(work, near.margaret, need, "Walks with a group")
        an_action(work, near, "Ring about lunch club", need_id=need, goal_id=goal, done_by="Ruth")
        entry = ContingencyEntry("She falls", (StepEntry("Ring Ruth", "Priya", "0117 496 0001"),))
        service_parts.write_contingency(work, near.margaret, entry)
        return service.start_draft(work, near.margaret)


@pytest.fixture
def plan(local_database: Database, qtbot: QtBot, now: MovableClock) -> Iterator[Plan]:
    made = Plan(local_database, qtbot)
    now.now += timedelta(minutes=3)
    yield made
    made.end()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def words_of(dialog: ConflictDialog) -> str:
    return " | ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def in_front(plan: Plan) -> None:
    plan.mine.window.activateWindow()
    plan.qtbot.waitUntil(plan.mine.window.isActiveWindow)


BOXES = (
    (NEEDS, "need.", lambda view: view.content.needs[0].text),
    (NEEDS, "plain.", lambda view: view.content.needs[0].plain_text),
    (NEEDS, "goal.", lambda view: view.content.needs[0].goals[0].text),
)


@pytest.mark.parametrize(("section", "box", "stored"), BOXES, ids=[one[1] for one in BOXES])
def test_two_texts_in_one_box_are_both_kept(plan: Plan, section: int, box: str, stored: Any) -> None:
    plan.go(section)
    plan.hold(plan.mine)
    plan.theirs.write(box, "What Tom heard")
    plan.rest()
    in_front(plan)
    plan.mine.write(box, "What Priya heard")
    dialog = plan.dialog()
    assert "Tom changed this plan while you were editing" in words_of(dialog)
    assert [pick.text() for pick in dialog.findChildren(Pick)] == ["What Priya heard", "What Tom heard"]
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    plan.qtbot.waitUntil(lambda: "What Tom heard" in stored(plan.view()) and "What Priya heard" in stored(plan.view()))
    assert not plan.mine.page.problem.isVisible()


@pytest.mark.parametrize(("section", "part"), [(MATTERS, Section.WHAT_MATTERS), (CARERS, Section.CARERS)])
def test_own_words_stay_as_the_first_wrote_them_and_the_second_stand_underneath(
    plan: Plan, section: int, part: Section
) -> None:
    plan.go(section)
    plan.hold(plan.mine)
    plan.theirs.write(str(part), "The allotment")
    plan.rest()
    plan.mine.write(str(part), "Her sister")
    plan.qtbot.waitUntil(lambda: plan.mine.window.shown_toast().startswith("Tom Okafor wrote this down first."))
    plan.rest()
    said = plan.view().content.section(part)
    assert said is not None
    assert (said.text, [one.text for one in said.addenda]) == ("The allotment", ["Her sister"])
    assert not plan.mine.page.problem.isVisible()


def test_another_state_of_a_need_does_not_cost_the_words_typed_meanwhile(plan: Plan) -> None:
    plan.go(NEEDS)
    plan.hold(plan.mine)
    need = plan.view().content.needs[0]
    with plan.database.write(plan.theirs.window.background.actor) as work:
        service_needs.answer_need(work, plan.plan_id, need.id, need.version, NeedStatus.PARTLY_MET)
    plan.mine.write("need.", "Lonely in the evenings")
    plan.qtbot.waitUntil(lambda: plan.view().content.needs[0].text == "Lonely in the evenings")
    assert plan.view().content.needs[0].status == "partly_met"
    assert plan.mine.window.overlay() is None


def test_the_words_of_a_goal_and_its_day_from_two_people_are_put_together(plan: Plan) -> None:
    plan.go(NEEDS)
    plan.hold(plan.mine)
    plan.theirs.write("goal.", "20-Dec-2026", "target_on")
    plan.rest()
    plan.mine.write("goal.", "Walks with Ruth")
    plan.qtbot.waitUntil(lambda: plan.view().content.needs[0].goals[0].text == "Walks with Ruth")
    assert str(plan.view().content.needs[0].goals[0].target_on) == "2026-12-20"


def test_a_text_read_again_while_the_caret_is_in_the_box_is_shown_and_not_overwritten(plan: Plan) -> None:
    plan.go(NEEDS)
    in_front(plan)
    control = plan.mine.box("need.").parts["text"]
    control.setFocus()
    plan.theirs.write("need.", "Lonely since her husband died")
    plan.qtbot.waitUntil(lambda: controls.read(control) == "Lonely since her husband died")
    focused = QApplication.focusWidget()
    assert focused is not None
    press(Qt.Key.Key_End)
    QTest.keyClicks(focused, ", and tired")
    plan.mine.box("need.").flush()
    plan.qtbot.waitUntil(lambda: plan.view().content.needs[0].text == "Lonely since her husband died, and tired")


def shown_actions(plan: Plan) -> set[str]:
    editor = plan.mine.page.editor
    return {one.text for one in editor.view.content.needs[0].actions} if isinstance(editor, Editor) else set()


def test_a_colleagues_new_action_does_not_take_the_keyboard_out_of_a_box(plan: Plan) -> None:
    plan.go(NEEDS)
    in_front(plan)
    plan.mine.box("need.").parts["text"].setFocus()
    press(Qt.Key.Key_End)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, " ago")
    with plan.database.write(plan.theirs.window.background.actor) as work:
        an_action(work, plan.near, "Ask the choir", need_id=plan.view().content.needs[0].id)
    plan.qtbot.waitUntil(lambda: "Ask the choir" in shown_actions(plan))
    plan.rest()
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClicks(at, ", she says")
    plan.mine.box("need.").flush()
    plan.qtbot.waitUntil(lambda: plan.view().content.needs[0].text == "Lonely since husband died ago, she says")


def test_words_typed_while_somebody_signs_are_kept_and_go_into_the_next_version(plan: Plan) -> None:
    plan.go(NEEDS)
    plan.hold(plan.mine)
    with plan.database.write(plan.near.actor) as work:
        service_parts.write_about_me(work, plan.near.margaret, Section.WHAT_MATTERS, "The allotment")
        sign(work, plan.plan_id)
    plan.mine.write("need.", "Lonely, mostly at night")
    plan.qtbot.waitUntil(plan.mine.page.problem.isVisible)
    plan.rest()
    with plan.database.read() as session:
        kept = my_drafts(session, plan.near.priya)
    assert [(one.fields["title"], one.fields["values"]) for one in kept] == [
        ("Need 1", {"text": "Lonely, mostly at night"})
    ]
    plan.mine.page.mark_stale()
    plan.qtbot.waitUntil(plan.mine.page.kept_note.isVisible)
    plan.rest()
    plan.mine.page.tables = CarePlanPage.tables  # type: ignore[misc]  # (heard of again)
    plan.mine.page.kept_note.acted.emit()
    plan.qtbot.waitUntil(lambda: plan.mine.page.plan_id != plan.plan_id)
    plan.plan_id = plan.mine.page.plan_id or plan.plan_id
    plan.qtbot.waitUntil(lambda: plan.view().content.needs[0].text == "Lonely, mostly at night")
    plan.rest()
    with plan.database.read() as session:
        assert my_drafts(session, plan.near.priya) == []


def test_a_box_whose_first_words_are_saved_goes_on_taking_keys(plan: Plan) -> None:
    plan.go(MATTERS)
    in_front(plan)
    control = plan.mine.box("wellness").parts["text"]
    control.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "A walk")
    plan.mine.box("wellness").flush()
    plan.rest()
    assert QApplication.focusWidget() is focused
    QTest.keyClicks(focused, " a day")
    plan.mine.box("wellness").flush()
    plan.rest()
    said = plan.view().content.section(Section.WELLNESS)
    assert said is not None
    assert said.text == "A walk a day"


# --- sheets -----------------------------------------------------------------------------------------------------------


def sheet_of(plan: Plan, desk: Desk, what: str, context: dict[str, Any]) -> PlanSheet:
    desk.page._ask(what, context)
    plan.rest()
    found = desk.window.overlay()
    assert isinstance(found, PlanSheet)
    return found


def test_two_people_change_one_action_of_the_plan(plan: Plan) -> None:
    plan.go(ACTIONS)
    action = plan.view().content.needs[0].all_actions[0]
    mine, theirs = (sheet_of(plan, desk, "action", {"action": action}) for desk in (plan.mine, plan.theirs))
    assert isinstance(mine, ActionSheet)
    for sheet, text in ((mine, "Ring the lunch club at St Paul's"), (theirs, "Ring about the tea dance")):
        controls.fill(sheet.control("text"), text)
    controls.fill(theirs.control("owner_id"), str(plan.near.tom))
    controls.fill(theirs.control("plain"), "Tom will ring")
    theirs.save()
    plan.qtbot.waitUntil(lambda: plan.theirs.window.overlay() is None)
    in_front(plan)
    mine.save()
    dialog = plan.dialog()
    assert "Tom changed this action while you were editing" in words_of(dialog)
    assert "From Tom Okafor: Owner, In the person's copy." in words_of(dialog)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    plan.qtbot.waitUntil(lambda: plan.mine.window.overlay() is None)
    now = plan.view().content.needs[0].all_actions[0]
    assert now.text == "Ring the lunch club at St Paul's\nRing about the tea dance"
    assert (now.owner_id, now.plain_text) == (plan.near.tom, "Tom will ring")


def test_two_people_write_what_happens_if_things_get_worse(plan: Plan) -> None:
    plan.go(WORSE)
    part = plan.view().content.contingencies[0]
    mine, theirs = (sheet_of(plan, desk, "contingency", {"part": part}) for desk in (plan.mine, plan.theirs))
    assert isinstance(mine, ContingencySheet)
    controls.fill(theirs.control("step1.text"), "Ring 111")
    controls.fill(theirs.control("step1.who"), "Anybody")
    controls.fill(theirs.control("coping"), "The radio")
    theirs.save()
    plan.qtbot.waitUntil(lambda: plan.theirs.window.overlay() is None)
    in_front(plan)
    controls.fill(mine.control("coping"), "A neighbour")
    controls.fill(mine.control("early_signs"), "She stays in bed")
    mine.save()
    plan.dialog()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    plan.qtbot.waitUntil(lambda: plan.mine.window.overlay() is None)
    now = plan.view().content.contingencies[0]
    assert (now.coping, now.early_signs) == ("A neighbour\nThe radio", "She stays in bed")
    assert [(step.text, step.who) for step in now.steps] == [("Ring Ruth", "Priya"), ("Ring 111", "Anybody")]
    plan.mine.window.press_toast()
    plan.qtbot.waitUntil(lambda: plan.view().content.contingencies[0].coping == "The radio")


def taking_out(sheet: Any) -> QAbstractButton:
    """Its button."""
    (button,) = [one for one in sheet.findChildren(QAbstractButton) if one.property("act")]
    assert button.property("act") == "careplans.remove_contingency"
    return button  # type: ignore[no-any-return]  # (found by its type)


def test_what_no_longer_holds_is_taken_out_of_the_plan_and_undo_brings_it_back(plan: Plan) -> None:
    plan.go(WORSE)
    sheet: Any = sheet_of(plan, plan.mine, "contingency", {"part": plan.view().content.contingencies[0]})
    taking_out(sheet).click()
    plan.qtbot.waitUntil(lambda: plan.mine.window.overlay() is None)
    assert plan.view().content.contingencies == ()
    plan.mine.window.press_toast()
    plan.qtbot.waitUntil(lambda: [one.trigger for one in plan.view().content.contingencies] == ["She falls"])


def test_what_a_colleague_has_changed_is_looked_at_before_it_is_taken_out(plan: Plan) -> None:
    plan.go(WORSE)
    part = plan.view().content.contingencies[0]
    mine, theirs = (sheet_of(plan, desk, "contingency", {"part": part}) for desk in (plan.mine, plan.theirs))
    controls.fill(theirs.control("coping"), "The radio")
    theirs.save()
    plan.qtbot.waitUntil(lambda: plan.theirs.window.overlay() is None)
    in_front(plan)
    taking_out(mine).click()
    plan.qtbot.waitUntil(lambda: "Tom Okafor" in mine.problem.accessibleName())
    assert len(plan.view().content.contingencies) == 1
    taking_out(mine).click()
    plan.qtbot.waitUntil(lambda: plan.view().content.contingencies == ())


def test_a_need_reworded_meanwhile_is_looked_at_before_it_is_answered(plan: Plan) -> None:
    plan.go(NEEDS)
    need = plan.view().content.needs[0]
    mine = sheet_of(plan, plan.mine, "answer", {"need": need, "status": "not_met"})
    assert isinstance(mine, AnswerSheet)
    plan.theirs.write("need.", "Lonely in the evenings")
    plan.rest()
    controls.fill(mine.control("status_reason"), "She moved away")
    mine.save()
    plan.qtbot.waitUntil(mine.problem.isVisible)
    said = mine.problem.accessibleName()
    assert said.startswith("Tom Okafor changed this need at 10:45.")
    assert said.endswith("It is now: Lonely in the evenings (Open).")
    mine.save()
    plan.qtbot.waitUntil(lambda: plan.mine.window.overlay() is None)
    assert plan.view().content.needs[0].status == "not_met"


def test_who_does_an_action_stays_when_its_words_are_changed(plan: Plan) -> None:
    action = plan.view().content.needs[0].all_actions[0]
    with plan.database.write(plan.near.actor) as work:
        values = {"text": "Ring again", "due_on": action.due_on, "owner_id": action.owner_id}
        service_needs.change_action(work, plan.plan_id, action.id, action.version, kind=action.owner_kind, **values)  # type: ignore[arg-type]  # (what a test names)
    with plan.database.read() as session:
        from inteam.needs.queries import tree  # noqa: PLC0415 (this one test

        (now,) = tree(session, plan.near.margaret).needs[0].goals[0].actions
    assert (now.text, now.done_by) == ("Ring again", "Ruth")
