"""The sheets of a plan's needs, goals and actions."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.careplans import service_needs, service_parts
from inteam.careplans.content import ActionPart, NeedPart
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import Subject
from inteam.needs.rules import ActionKind, NeedStatus
from inteam.organisations import queries as organisations
from inteam.referrals.choices import Issue
from ui.app.background import UseCase
from ui.app.shell import Shell
from ui.careplans.sheet import About, PlanSheet
from ui.careplans.words import ACTION_KINDS, NEEDS, plain, said, say
from ui.widgets import controls


class NeedSheet(PlanSheet):
    """A new need, in the person's words."""

    form: ClassVar[str] = "plan_need"
    title_words = save_words = ("Add need", "")
    done_words = ("Need added", "")

    def make(self, record: Any) -> None:
        self.area("statement", self.tr("What is needed"), 3, help=self.tr("In the person's words where you can."))
        issues = [(str(one), plain(one)) for one in Issue]
        self._code = self.choice("code", self.tr("What it is about"), issues)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self._code.value() is None:
            found["code"] = self.tr("Choose one.")
        return found

    def use_case(self) -> UseCase[Any]:
        return partial(
            service_needs.add_need,
            plan_id=self.about.plan_id,
            statement=self.text("statement"),
            code=Issue(self._code.value()),
        )


class GoalSheet(PlanSheet):
    """A new goal under a need."""

    form: ClassVar[str] = "plan_goal"
    title_words = save_words = ("Add goal", "")
    done_words = ("Goal added", "")

    def __init__(self, shell: Shell, about: About, need: NeedPart) -> None:
        self._need = need
        super().__init__(shell, about)

    def make(self, record: Any) -> None:
        self.heading(self._need.text)
        self.area("text", self.tr("Goal"), 2, help=self.tr("What the person wants to be able to do."))
        self._day = self.day("target_on", self.tr("By when"), optional=True)

    def use_case(self) -> UseCase[Any]:
        return partial(
            service_needs.add_goal,
            plan_id=self.about.plan_id,
            need_id=self._need.id,
            text=self.text("text"),
            target_on=self._day.value(),
        )


class ActionSheet(PlanSheet):
    """An action: what, who, by when; and how it reads in the person's copy."""

    form: ClassVar[str] = "plan_action"
    what: ClassVar[str] = "action"
    title_words = ("Add action", "Change action")
    save_words = ("Add action", "Save")
    done_words = ("Action added", "Action changed")

    def __init__(
        self,
        shell: Shell,
        about: About,
        *,
        need_id: UUID | None = None,
        goal_id: UUID | None = None,
        action: ActionPart | None = None,
    ) -> None:
        self._need_id, self._goal_id = need_id, goal_id
        super().__init__(shell, about, action)
        today = self.background.today()
        self.background.read(self, partial(organisations.staff_list, on=today), self._staff, self._failed)

    def make(self, record: Any) -> None:
        self.area("text", self.tr("Action"), 2, help=self.tr("Begin with a verb."))
        self._owner = self.choice("owner_id", self.tr("Owner"), [])
        self._day = self.day("due_on", self.tr("By when"))
        self._kind = self.choice("kind", self.tr("How"), said(ACTION_KINDS), "worker_does")
        instead = self.tr("Leave empty to use the words above.")
        self.line("plain", self.tr("In the person's copy"), help=instead, optional=True)

    def show_record(self, record: ActionPart) -> None:
        controls.fill(self.control("text"), record.text)
        self._day.set_value(record.due_on)
        self._kind.set_value(record.owner_kind)
        self._owner.set_value(record.owner_id)
        controls.fill(self.control("plain"), record.plain_text)

    def record_in(self, view: PlanView) -> ActionPart | None:
        parts = [one for need in view.content.needs for one in need.all_actions] + list(view.content.loose_actions)
        return next((one for one in parts if one.id == self.record_id), None)

    def _staff(self, found: list[Any]) -> None:
        self._owner.set_choices([(one.id, f"{one.name}, {one.job_title}") for one in found])
        self._owner.set_value(self.record.owner_id if self.record else self.background.actor.staff_id)
        if self.basis is not None:
            self.basis["owner_id"] = controls.read(self._owner)  # it could not be shown before its list was there
        self.draft.settle()

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self._owner.value() is None:
            found["owner_id"] = self.tr("Choose who does it.")
        if "due_on" not in found and self._day.value() is None:
            found["due_on"] = self.tr("Enter the day by which it is done.")
        return found

    def use_case(self) -> UseCase[Any]:
        day = self._day.value()
        assert day is not None  # noqa: S101 (problems() has looked)
        values: dict[str, Any] = {
            "text": self.text("text"),
            "due_on": day,
            "owner_id": self._owner.value(),
            "kind": ActionKind(self._kind.value()),
        }
        plain_text, plan_id = self.text("plain"), self.about.plan_id
        action: ActionPart | None = self.record
        version, need_id, goal_id = self.version, self._need_id, self._goal_id

        def save(work: Any) -> UUID:
            if action is not None:
                service_needs.change_action(work, plan_id, action.id, version, **values)
                action_id = action.id
            else:
                action_id = service_needs.add_action(work, plan_id, need_id=need_id, goal_id=goal_id, **values)
            was = action.plain_text if action else ""
            if plain_text != was:
                service_parts.say_plainly(work, plan_id, Subject.ACTION, action_id, plain_text, was=was)
            return action_id

        return save


class NoActionSheet(PlanSheet):
    """The person wants no action about a need."""

    form: ClassVar[str] = "plan_no_action"
    title_words = ("No action wanted", "")
    save_words = ("Save", "")
    done_words = ("Recorded: no action wanted", "")

    def __init__(self, shell: Shell, about: About, need: NeedPart) -> None:
        self._need = need
        super().__init__(shell, about)

    def make(self, record: Any) -> None:
        self.heading(self._need.text)
        help_line = self.tr("The person's choice, in their words where you can.")
        self.area("reason", self.tr("Why no action is wanted"), 3, help=help_line)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.text("reason"):
            found["reason"] = self.tr("Say why.")
        return found

    def use_case(self) -> UseCase[Any]:
        return partial(
            service_parts.want_no_action,
            plan_id=self.about.plan_id,
            need_id=self._need.id,
            reason=self.text("reason"),
            was=self._need.no_action_reason,
        )


class AnswerSheet(PlanSheet):
    """A need that was not met, or is no longer wanted: why."""

    form: ClassVar[str] = "plan_answer"
    what: ClassVar[str] = "need"
    is_act: ClassVar[bool] = True
    save_words = ("Save", "Save")
    done_words = ("Need answered", "Need answered")

    def __init__(self, shell: Shell, about: About, need: NeedPart, status: NeedStatus) -> None:
        self._status = status
        self.title_words = (NEEDS[status], NEEDS[status])  # type: ignore[misc]  # (of this one answer)
        super().__init__(shell, about, need)

    def make(self, record: NeedPart) -> None:
        self.heading(record.text)
        self.area("status_reason", self.tr("Why"), 3)

    def record_in(self, view: PlanView) -> NeedPart | None:
        return next((need for need in view.content.needs if need.id == self.record_id), None)

    def now_stands(self, record: NeedPart) -> str:
        return self.tr("It is now: {need} ({status}).").format(need=record.text, status=say(NEEDS[record.status]))

    def use_case(self) -> UseCase[Any]:
        return partial(
            service_needs.answer_need,
            plan_id=self.about.plan_id,
            need_id=self.record.id,
            version=self.version,
            status=self._status,
            reason=self.text("status_reason"),
        )
