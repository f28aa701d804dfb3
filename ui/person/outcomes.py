"""What came of a goal: recording it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from inteam.needs import service
from inteam.needs.queries import GoalRow
from inteam.needs.rules import Achieved, GoalStatus, OutcomeEntry, OutcomeSource
from inteam.timeline.overview import Overview
from ui.app.background import UseCase
from ui.person import words
from ui.person.sheet import PersonSheet
from ui.person.sheets_needs import GOAL_STATES, PROGRESS
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import box, clear, column

_ACHIEVED = (
    (Achieved.YES, "Yes, reached"),
    (Achieved.PARTLY, "Partly"),
    (Achieved.NO, "No"),
    (Achieved.UNKNOWN, "Not known yet"),
)
_SOURCES = (
    (OutcomeSource.PERSON, "The person"),
    (OutcomeSource.WORKER, "The worker"),
    (OutcomeSource.PROVIDER, "The provider"),
)
_RATINGS = tuple((number, str(number)) for number in range(11))


class OutcomeSheet(PersonSheet):
    """What came of a goal on one day. Without a goal, the sheet asks which."""

    form, what, is_act, adds = "person_outcome", "goal", True, False
    add_title = edit_title = "Record outcome"
    done_words, save_words = "Outcome recorded", "Record outcome"

    def make(self) -> None:
        self._so_far = column(gap=2)
        self._above = box(self._so_far)
        self._above.setVisible(self.record_id is not None)
        self.body.addWidget(self._above)
        if self.record_id is None:
            self.choice("goal_id", "Of which goal", ())
        self.choice("achieved", "Was the goal reached?", _ACHIEVED)
        self.day("observed_on", "On which day", value=self.today, past=True)
        self.beside("achieved", "observed_on")
        self.area(
            "what_changed", "What has changed", lines=3, optional=False, help="In the person’s words, if you can."
        )
        self.choice("source", "Who says so", _SOURCES, value=OutcomeSource.PERSON)
        self.choice("rating", "How things are now, 0 to 10", _RATINGS, help="As the person would say it.")
        self.beside("source", "rating")
        self.choice(
            "progress", "How far the goal is", PROGRESS, help="Empty: it stays. One that was reached is at 100%."
        )
        if self.seen is not None:
            self.found(self.seen)

    def listed(self, seen: Overview) -> Iterable[GoalRow]:
        return (goal for need in seen.needs.needs for goal in need.goals)

    def found(self, seen: Overview) -> None:
        if self.row is not None:
            self._show_goal(self.row)
        if "goal_id" in self.fields:
            choice: Any = self.control("goal_id")
            goals = [goal for goal in self.listed(seen) if goal.status != GoalStatus.STOPPED]
            choice.set_choices([(goal.id, goal.text[:80]) for goal in goals])
            choice.set_value(choice.value() or (goals[0].id if len(goals) == 1 else None))
            if not goals:
                self.show_problem(self.tr("There is no goal that goes on. Add one under a need first."))

    def fill_from(self, row: GoalRow) -> None:
        """The goal is read above the fields; what is recorded begins empty."""
        self._show_goal(row)

    def _show_goal(self, row: GoalRow) -> None:
        """Its words, and what came of it before, the newest first."""
        clear(self._so_far)
        self._so_far.addWidget(Paragraph(row.text, "section"))
        for one in reversed(row.outcomes):
            self._so_far.addWidget(Paragraph(words.outcome(one), "dense", "muted"))

    def now_stands(self, record: GoalRow) -> str:
        said = self.tr("The goal now stands as: {state}. Record the outcome again if it still holds.")
        return said.format(state=dict(GOAL_STATES)[GoalStatus(record.status)].lower())

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.record is None and not self._take_goal():
            found["goal_id"] = self.tr("Choose the goal that this is the outcome of.")
        if self.value("achieved") is None:
            found["achieved"] = self.tr("Choose whether the goal was reached.")
        if not self.value("what_changed"):
            found["what_changed"] = self.tr("Say in a few words what has changed, or that nothing has.")
        return found

    def _take_goal(self) -> bool:
        """The goal that was chosen is the record from here on, as it was read."""
        chosen = self.value("goal_id") if "goal_id" in self.fields else None
        goals = self.listed(self.seen) if self.seen is not None else ()
        goal = next((one for one in goals if one.id == chosen), None)
        if goal is not None:
            self.record_id = goal.id
            self.begin(goal)
        return goal is not None

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(OutcomeEntry, what_changed=self.value("what_changed") or "")
        return partial(service.record_outcome, goal_id=self.row.id, version=self.version, entry=entry)
