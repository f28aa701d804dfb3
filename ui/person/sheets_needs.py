"""Sheets for needs, goals and actions, opened from the overview."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from inteam import policy
from inteam.needs import actions, service
from inteam.needs.queries_actions import due_changes
from inteam.needs.rules import (
    ActionEntry,
    ActionKind,
    GoalEntry,
    GoalStatus,
    IdentifiedBy,
    NeedEntry,
    NeedStatus,
    asks_for_more_confidence,
)
from inteam.referrals.choices import Issue
from inteam.timeline.overview import Overview, all_actions
from ui.app.acts import act_button
from ui.app.background import UseCase
from ui.app.shell import Shell
from ui.person import finders, words
from ui.person.mistakes import mistake_link
from ui.person.sheet import PersonSheet
from ui.widgets.fields import Field
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import box, clear, column
from ui.widgets.suggest import SuggestBox

KINDS = (
    (ActionKind.WORKER_DOES, "The worker does it"),
    (ActionKind.PERSON_DOES, "The person does it"),
    (ActionKind.ACCOMPANY, "The worker goes along"),
    (ActionKind.ONWARD_REFERRAL, "Referral to another service"),
    (ActionKind.SIGNPOST, "Signpost"),
    (ActionKind.OTHER_PROFESSIONAL, "Another professional does it"),
)
SAID_BY = (
    (IdentifiedBy.PERSON, "The person"),
    (IdentifiedBy.FAMILY, "Family"),
    (IdentifiedBy.WORKER, "The worker"),
    (IdentifiedBy.REFERRER, "The referrer"),
)
SCALE = tuple((number, str(number)) for number in range(1, 11))
PROGRESS = tuple((number, f"{number}%") for number in range(0, 101, 5))
STATES = tuple((status, words.NEED_STATES[status][0]) for status in NeedStatus)
GOAL_STATES = (
    (GoalStatus.AGREED, "Agreed"),
    (GoalStatus.PROPOSED, "Proposed"),
    (GoalStatus.IN_PROGRESS, "In progress"),
    (GoalStatus.ACHIEVED, "Achieved"),
    (GoalStatus.PARTLY, "Partly achieved"),
    (GoalStatus.NOT_ACHIEVED, "Not achieved"),
    (GoalStatus.STOPPED, "Stopped"),
)
ISSUES = tuple((issue, words.plain(issue)) for issue in Issue)


class NeedSheet(PersonSheet):
    """What the person needs, in their own words."""

    form, what = "person_need", "need"
    add_title, edit_title, done_words, save_words = "Add need", "Edit need", "Need saved", "Save need"

    def make(self) -> None:
        self.area("statement", "The need, in the person's words", lines=3, optional=False)
        self.choice("code", "What it is about", ISSUES)
        self.choice("identified_by", "Who named it", SAID_BY, value=IdentifiedBy.PERSON)
        self.beside("code", "identified_by")
        self.choice("importance", "How important it is, 1 to 10", SCALE)
        self.choice("confidence", "How confident they are, 1 to 10", SCALE)
        self.beside("importance", "confidence")
        self.text("confidence_note", "What would make it a 7")
        self._ask_at_most: int | None = None
        confidence: Any = self.control("confidence")
        confidence.changed.connect(self._confidence_chosen)
        at_most = partial(policy.value, key="needs.confidence_prompt", today=self.today)
        self.background.read(self, at_most, self._prompt_known, self._failed)
        if self.row is not None:
            self.choice("status", "How it stands", STATES, value=self.row.status)
            self.area("status_reason", "Why", lines=2, help="Needed for not met and no longer wanted.")
        if self.record_id is not None:
            self.body.addWidget(mistake_link(self))

    def listed(self, seen: Overview) -> Iterable[Any]:
        return seen.needs.needs

    def _prompt_known(self, at_most: Any) -> None:
        self._ask_at_most = int(at_most)
        self._confidence_chosen()

    def _confidence_chosen(self) -> None:
        """What would help is asked where confidence is low by local policy, and stays where it was answered."""
        if self._ask_at_most is not None:
            asks = asks_for_more_confidence(self.value("confidence"), self._ask_at_most)
            self.fields["confidence_note"].setVisible(asks or bool(self.value("confidence_note")))

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(NeedEntry, statement=self.value("statement") or "", case_id=self._case())
        if self.row is None:
            return partial(service.add_need, person_id=self.whose, entry=entry)
        need, read_at, status = self.row, self.version, self.value("status")
        reason = self.value("status_reason") or ""

        def change(work: Any) -> None:
            version = read_at
            if status is not None and status != need.status:
                service.answer_need(work, need.id, version, NeedStatus(status), reason)
                work.session.flush()
                version += 1
            service.change_need(work, need.id, version, entry)

        return change

    def _case(self) -> UUID | None:
        if self.row is not None:
            case_id: UUID | None = self.row.case_id
            return case_id
        return open_case(self.seen)


def open_case(seen: Overview | None) -> UUID | None:
    """The newest open case, to which what is added belongs."""
    found = [case for case in (seen.cases if seen else ()) if case.status == "open"]
    return found[0].id if found else None


def need_choices(seen: Overview, present: UUID | None = None) -> list[tuple[UUID, str]]:
    """The open needs and the one that a record hangs on at present; where no need is open, all of them."""
    is_open = any(need.status == "open" for need in seen.needs.needs)
    needs = [need for need in seen.needs.needs if need.status == "open" or need.id == present or not is_open]
    return [(need.id, need.statement[:80]) for need in needs]


class GoalSheet(PersonSheet):
    """What matters about a need."""

    form, what = "person_goal", "goal"
    add_title, edit_title, done_words, save_words = "Add goal", "Edit goal", "Goal saved", "Save goal"

    def __init__(
        self, shell: Shell, *, need_id: UUID | None = None, goal_id: UUID | None = None, **context: Any
    ) -> None:
        self._need_id = need_id
        del goal_id
        super().__init__(shell, **context)

    def make(self) -> None:
        if self.row is None and self.record_id is None:
            self.choice("need_id", "For the need", (), value=None)
            if self.seen is not None:
                self.found(self.seen)
        self.area("text", "The goal, in the person's words", lines=3, optional=False)
        self.day("target_on", "By", help="Leave empty if no day was agreed.")
        self.choice("status", "How it stands", GOAL_STATES, value=GoalStatus.AGREED)
        self.beside("target_on", "status")
        self.choice("progress", "How far it is", PROGRESS)
        if self.record_id is not None:
            self.head_tools.addWidget(act_button("needs.outcome", self._outcome, "quiet", height=28))
            self.body.addWidget(mistake_link(self))

    def _outcome(self) -> None:
        person_id, goal_id = self.person_id, self.record_id
        self.dismiss()
        self.shell.show_sheet("needs.outcome", person_id=person_id, record_id=goal_id)

    def listed(self, seen: Overview) -> Iterable[Any]:
        return (goal for need in seen.needs.needs for goal in need.goals)

    def found(self, seen: Overview) -> None:
        if "need_id" in self.fields:
            choice: Any = self.control("need_id")
            needs = need_choices(seen)
            choice.set_choices(needs)
            first = needs[0][0] if len(needs) == 1 else None
            choice.set_value(self._need_id or choice.value() or first)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if "need_id" in self.fields and self.value("need_id") is None:
            found["need_id"] = self.tr("Choose the need that the goal is for.")
        return found

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(GoalEntry, text=self.value("text") or "")
        if self.row is None:
            return partial(service.add_goal, need_id=self.value("need_id"), entry=entry)
        return partial(service.change_goal, goal_id=self.row.id, version=self.version, entry=entry)


class ActionSheet(PersonSheet):
    """A step with an owner and a due day."""

    form, what = "person_action", "action"
    add_title, edit_title, done_words, save_words = "Add action", "Edit action", "Action saved", "Save action"

    def __init__(
        self, shell: Shell, *, need_id: UUID | None = None, goal_id: UUID | None = None, **context: Any
    ) -> None:
        self._need_id, self._goal_id = need_id, goal_id
        super().__init__(shell, **context)

    def make(self) -> None:
        self.area("text", "What is to be done", lines=2, optional=False)
        self.day("due_on", "Due", help="Type t for today, +2w for in two weeks.")
        self.choice("kind", "Sort of action", KINDS, value=ActionKind.WORKER_DOES)
        self.beside("due_on", "kind")
        me = self.background.actor
        self.owner = SuggestBox("Owner", finders.staff(self, self.background), hint="Name of a colleague")
        self.owner.set_value(me.staff_id, me.name)
        self.add("owner_id", Field(self.tr("Owner"), self.owner, help="Left empty, the team owns it."))
        self.text("done_by", "Who does it, if not the owner", hint="Ruth")
        if self.record_id is not None:
            self.body.addWidget(mistake_link(self))

    def listed(self, seen: Overview) -> Iterable[Any]:
        return all_actions(seen.needs)

    def fill_from(self, row: Any) -> None:
        super().fill_from(row)
        self.owner.set_value(row.owner_id, row.owner_name if row.owner_id is not None else "")

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(
            ActionEntry,
            text=self.value("text") or "",
            owner_id=self.owner.value(),
            team_id=self.row.team_id if self.row else None,
            need_id=self.row.need_id if self.row else self._need_id,
            goal_id=self.row.goal_id if self.row else self._goal_id,
            case_id=self.row.case_id if self.row else open_case(self.seen),
            contact_id=self.row.contact_id if self.row else None,
            agenda_item_id=self.row.agenda_item_id if self.row else None,
        )
        return self.either(actions.add_action, actions.change_action, "action_id", entry=entry)


class SnoozeSheet(PersonSheet):
    """Another due day for an action; the old promise stays readable."""

    form, what = "person_snooze", "action"
    add_title = edit_title = "Move the date"
    done_words, save_words, adds = "Date moved", "Move date", False

    def make(self) -> None:
        self.day("due_on", "Due", help="Type +1w for a week from today.")
        self.area("reason", "Why", lines=2)
        self._moved = column(gap=2)
        self.body.addWidget(box(self._moved))
        if self.record_id is not None:
            ask = partial(due_changes, action_id=self.record_id)
            self.background.read(self, ask, self._show_moved, self._failed)

    def _show_moved(self, changes: list[tuple[date, date, str | None]]) -> None:
        """The days that were promised before, the latest first."""
        clear(self._moved)
        for before, after, reason in reversed(changes):
            said = self.tr("Moved from {before} to {after}").format(before=words.day(before), after=words.day(after))
            self._moved.addWidget(Paragraph(": ".join(filter(None, (said, reason))), "dense", "muted"))

    def listed(self, seen: Overview) -> Iterable[Any]:
        return all_actions(seen.needs)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.value("due_on") is None and "due_on" not in found:
            found["due_on"] = self.tr("Type the new day: 27-Nov-2026, or +1w.")
        return found

    def use_case(self) -> UseCase[Any]:
        due_on, reason = self.value("due_on"), self.value("reason") or ""
        return partial(actions.snooze_action, action_id=self.row.id, version=self.version, due_on=due_on, reason=reason)
