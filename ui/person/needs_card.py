"""Needs, goals and actions of a person as one list that is read from above."""

from collections.abc import Callable
from functools import partial
from typing import Any

from inteam.needs import actions, onward, onward_words
from inteam.needs.queries_actions import ActionRow
from inteam.needs.queries_onward import OnwardRow
from inteam.needs.rules_onward import OnwardState, Step
from inteam.timeline.overview import Overview
from ui.app.acts import act, act_button
from ui.app.page import Page
from ui.person import words
from ui.person.lists import ActionLine, GoalLine, Line, NeedsDelegate, need_lines
from ui.person.onward_lines import OnwardLine, SignpostLine
from ui.person.parts import link
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.layouts import row
from ui.widgets.lists import ListModel, ListView

ASKING = (OnwardState.BOOKED, OnwardState.OUTCOME_RECEIVED)
"""Steps that ask for more than their day."""


class NeedsCard(Card):
    """Enter opens a line; Space or a click ticks an action, S moves its date; O records what came of a goal.

    N takes a referral's next step, or notes what became of a signpost.
    """

    def __init__(self, page: Page, sheet: Callable[..., object], open_plan: Callable[[], object]) -> None:
        super().__init__("Needs, goals and actions", "", link("Open care plan", open_plan))
        self.page, self.sheet = page, sheet
        self.model: ListModel[Line] = ListModel(lambda one: one.says())
        delegate = NeedsDelegate()
        delegate.ticked.connect(self._tick)
        self.view = ListView(self.model, delegate, self.tr("Needs, goals and actions"), shows_current=True)
        self.view.setMinimumHeight(200)
        self.view.opened.connect(self._open_line)
        self.view.key_pressed.connect(self._need_key)
        self._no_needs = EmptyState(
            self.tr("No needs yet"),
            self.tr("What the person says they need stands here, with its goals and actions."),
            self.tr("Add need"),
            partial(self.sheet, "needs.add"),
        )
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._no_needs, 1)
        adding = (
            ("needs.add", "Add need"),
            ("needs.goal", "Add goal"),
            ("needs.action", "Add action"),
            ("needs.refer_on", "Refer on"),
            ("needs.signpost", "Signpost"),
        )
        more = row(*(self._adding(key, self.tr(said)) for key, said in adding), None)
        more.setContentsMargins(5, 8, 16, 10)  # the words of the first stand under the card's title
        self.body.addLayout(more)

    def _adding(self, key: str, said: str) -> Button:
        return act_button(key, partial(self._add_under, key), "quiet", words=said, height=28)

    def show_person(self, seen: Overview) -> None:
        """Shows the person as they were just read."""
        plan = seen.plan
        said = ""
        if plan is not None:
            said = self.tr("Version {number}").format(number=plan.number)
            said += f", signed {words.day(plan.agreed_on)}" if plan.agreed_on else ", draft"
            said += self.tr(", in the record joined to this one") if plan.joined else ""
        self.caption.say(said)
        lines = need_lines(seen.needs, seen.today, seen.onward)
        self.view.setVisible(bool(lines))
        self._no_needs.setVisible(not lines)
        if lines != self.model.items():
            self.model.show(lines)

    # --- lines ------------------------------------------------------------------------------------------------

    def _open_line(self, place: int) -> None:
        item = self.model.item(place)
        if isinstance(item, OnwardLine):
            self.sheet("needs.onward_step", row=item.onward)
            return
        if isinstance(item, SignpostLine):
            self.sheet("needs.told", row=item.signpost)
            return
        match getattr(item, "need", None) or getattr(item, "goal", None) or getattr(item, "action", None):
            case None:
                return
            case ActionRow() as action:
                self.sheet("needs.action", row=action)
            case found:
                self.sheet("needs.goal" if hasattr(item, "goal") else "needs.add", row=found)

    def _need_key(self, key: str, place: int) -> None:
        item = self.model.item(place)
        if isinstance(item, ActionLine) and key in (" ", "D"):
            self._tick(item)
        elif isinstance(item, ActionLine) and key == "S" and item.action.is_open:
            self.sheet("needs.snooze", row=item.action)
        elif isinstance(item, OnwardLine) and key == act("needs.onward_step").shortcut:
            self._next_step(item.onward)
        elif isinstance(item, SignpostLine) and key == act("needs.told_became").shortcut:
            self.sheet("needs.told_became", row=item.signpost)
        elif isinstance(item, GoalLine) and key == "O":
            self.sheet("needs.outcome", row=item.goal)

    def _next_step(self, row: OnwardRow) -> None:
        """The usual next step at once where its day is all there is to say; else its sheet, for what it asks."""
        to = row.next_step
        if to is None or to in ASKING:
            self.sheet("needs.onward_step", row=row)
            return
        case: Any = partial(onward.take_step, onward_id=row.id, version=row.version, step=Step(to))
        done = f"{row.provider_name}: {onward_words.STATES[to].lower()}"
        self.page.background.write(self, case, lambda _result: None, self.page.fail, done=done)

    def _tick(self, item: Any) -> None:
        action: ActionRow = item.action
        if action.is_open:
            case: Any = partial(actions.finish_action, action_id=action.id, version=action.version)
            done = self.tr("Action done")
        else:
            case = partial(actions.reopen_action, action_id=action.id, version=action.version)
            done = self.tr("Action open again")
        self.page.background.write(self, case, lambda _result: None, self.page.fail, done=done)

    def _add_under(self, key: str) -> None:
        """A goal or action under the line that is current."""
        item: Any = self.view.current()
        need = getattr(item, "need", None)
        goal = getattr(item, "goal", None)
        action = getattr(item, "action", None)
        need_id = need.id if need else goal.need_id if goal else action.need_id if action else None
        goal_id = goal.id if goal else action.goal_id if action else None
        under = {"need_id": need_id, "goal_id": goal_id} if key in ("needs.goal", "needs.action") else {}
        if key in ("needs.refer_on", "needs.signpost"):
            under = {"need_id": need_id}
        self.sheet(key, **under)
