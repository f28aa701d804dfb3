"""What came of a goal, and what the person was told about: recording each, and what became of it."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from inteam.needs import service, signposts
from inteam.needs.queries import GoalRow, SignpostRow
from inteam.needs.rules import Achieved, GoalStatus, OutcomeEntry, OutcomeSource, SignpostEntry
from inteam.timeline.overview import Overview
from ui.app.background import UseCase
from ui.app.shell import Shell
from ui.person import finders, words
from ui.person.mistakes import mistake_link
from ui.person.parts import fact
from ui.person.sheet import PersonSheet
from ui.person.sheets_needs import GOAL_STATES, PROGRESS, need_choices, open_case
from ui.widgets.fields import Field
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column
from ui.widgets.suggest import SuggestBox

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


class SignpostSheet(PersonSheet):
    """The person is told about a service; none of their details leave. Where these are sent, it is a referral on."""

    form, what = "person_signpost", "signpost"
    add_title, done_words, save_words = "Signpost", "Signpost noted", "Note signpost"

    def __init__(self, shell: Shell, *, need_id: UUID | None = None, **context: Any) -> None:
        self._need_id = need_id
        super().__init__(shell, **context)

    def make(self) -> None:
        said = self.tr("None of their details leave. To send these, refer on instead.")
        self.body.addWidget(Paragraph(said, "dense", "muted"))
        find = finders.bodies(self, self.background)
        self.service = SuggestBox("Service", find, hint="Organisation, or any name", free=True)
        self.add("service_name", Field(self.tr("Which service"), self.service, optional=False))
        self.area("told", "What they were told or given", lines=3, optional=False)
        self.choice("need_id", "For the need", ())
        self.day("given_on", "Told on", value=self.today, past=True)
        self.day("follow_up_on", "Ask what became of it on", help="An action for you on that day. Empty: nobody asks.")
        self.beside("given_on", "follow_up_on")
        if self.seen is not None:
            self.found(self.seen)

    def found(self, seen: Overview) -> None:
        needs: Any = self.control("need_id")
        needs.set_choices([(None, self.tr("No one need")), *need_choices(seen)])
        if not self.draft.exists:
            needs.set_value(needs.value() or self._need_id)
            self.draft.settle()

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.service.text().strip():
            found["service_name"] = self.tr("Say which service they were told about.")
        if not self.value("told"):
            found["told"] = self.tr("Say what they were told: a number, a day, a leaflet.")
        return found

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(
            SignpostEntry,
            service_name=self.service.text().strip(),
            case_id=open_case(self.seen),
            told=self.value("told"),
        )
        return partial(signposts.add_signpost, person_id=self.whose, entry=entry)


class FollowUpSheet(PersonSheet):
    """What became of a signpost: whether the person went, and how it was."""

    form, what, adds = "person_signpost_follow_up", "signpost", False
    add_title = edit_title = "What became of it"
    done_words, save_words = "Noted what became of it", "Note it"

    def __init__(self, shell: Shell, *, signpost_id: UUID | None = None, **context: Any) -> None:
        super().__init__(shell, record_id=signpost_id, **context)

    def make(self) -> None:
        self._said = column(gap=2)
        self.body.addWidget(box(self._said))
        self.area("follow_up_note", "What became of it", lines=3, optional=False)
        self.day("followed_up_on", "On which day", value=self.today, past=True)
        self.body.addWidget(mistake_link(self))
        if self.row is not None:
            self._show_signpost(self.row)

    def listed(self, seen: Overview) -> Iterable[SignpostRow]:
        return seen.needs.signposts

    def found(self, seen: Overview) -> None:
        if self.row is not None:
            self._show_signpost(self.row)

    def fill_from(self, row: SignpostRow) -> None:
        self._show_signpost(row)
        self.set_value("follow_up_note", row.follow_up_note)
        self.set_value("followed_up_on", row.followed_up_on or row.asked_on or self.today)

    def _show_signpost(self, row: SignpostRow) -> None:
        """What was told, over the fields."""
        clear(self._said)
        self._said.addWidget(Label(row.service_name, "section", elide=True))
        said = f"Told on {words.day(row.given_on)} by {row.given_by}"
        self._said.addWidget(Paragraph(said, "dense", "muted"))
        self._said.addWidget(fact(self.tr("They were told"), row.told))
        if row.asks_on is not None:
            self._said.addWidget(fact(self.tr("To be asked on"), words.day(row.asks_on)))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.value("follow_up_note"):
            found["follow_up_note"] = self.tr("Say what became of it: whether they went, and how it was.")
        return found

    def use_case(self) -> UseCase[Any]:
        note, on = self.value("follow_up_note") or "", self.value("followed_up_on")
        return partial(signposts.follow_up_signpost, signpost_id=self.row.id, version=self.version, note=note, on=on)
