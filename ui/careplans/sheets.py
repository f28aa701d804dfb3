"""The sheets of a care plan: needs, goals, actions, what happens if, copies given, what is withheld, comparing."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.careplans import service, service_needs, service_parts
from inteam.careplans.content import ActionPart, ContingencyPart, Difference, NeedPart
from inteam.careplans.rules import (
    ContingencyEntry,
    CopyEntry,
    CopyFormatCode,
    CopyHow,
    Holder,
    StepEntry,
    Subject,
    WithheldReason,
    WithholdEntry,
)
from inteam.needs.rules import ActionKind, NeedStatus
from inteam.organisations import queries as organisations
from inteam.referrals.choices import Issue
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.shell import Shell, as_widget
from ui.careplans.words import ACTION_KINDS, CHANGED, FIELDS, NEEDS, PARTS, REASONS
from ui.widgets import dates
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.cards import EmptyState
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.identity import Identity
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, row, scrolling
from ui.widgets.marks import Rule, chip
from ui.widgets.overlay import Sheet

_STEPS = 4


class NeedSheet(FormSheet):
    """A new need, in the person's words."""

    form: ClassVar[str] = "plan_need"

    def __init__(self, shell: Shell, plan_id: UUID, person: Identity | None, person_id: UUID) -> None:
        super().__init__(shell, "Add need", "Add need", done="Need added", person=person, person_id=person_id)
        self._plan_id = plan_id
        help_line = "In the person's words where you can."
        self.add("statement", Field("What is needed", TextArea("What is needed", lines=3), help=help_line))
        issues = [(str(one), one.replace("_", " ").capitalize()) for one in Issue]
        self._code = ChoiceField("What it is about", issues)
        self.add("code", Field("What it is about", self._code))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self._code.value() is None:
            found["code"] = self.tr("Choose one.")
        return found

    def use_case(self) -> UseCase[Any]:
        statement = str(self.values()["statement"] or "")
        return partial(
            service_needs.add_need, plan_id=self._plan_id, statement=statement, code=Issue(self._code.value())
        )


class GoalSheet(FormSheet):
    """A new goal under a need."""

    form: ClassVar[str] = "plan_goal"

    def __init__(
        self, shell: Shell, plan_id: UUID, need_id: UUID, need: str, person: Identity | None, person_id: UUID
    ) -> None:
        super().__init__(shell, "Add goal", "Add goal", done="Goal added", person=person, person_id=person_id)
        self._plan_id, self._need_id = plan_id, need_id
        self.body.addWidget(Paragraph(need, "body_strong"))
        self.add("text", Field("Goal", TextArea("Goal", lines=2), help="What the person wants to be able to do."))
        self._day = DateField("By when", self.background.today)
        self.add("target_on", Field("By when", self._day, optional=True))

    def use_case(self) -> UseCase[Any]:
        text = str(self.values()["text"] or "")
        return partial(
            service_needs.add_goal,
            plan_id=self._plan_id,
            need_id=self._need_id,
            text=text,
            target_on=self._day.value(),
        )


class ActionSheet(FormSheet):
    """An action: what, who, by when; and how it reads in the person's copy."""

    form: ClassVar[str] = "plan_action"

    def __init__(
        self,
        shell: Shell,
        plan_id: UUID,
        person: Identity | None,
        person_id: UUID,
        *,
        need_id: UUID | None = None,
        goal_id: UUID | None = None,
        action: ActionPart | None = None,
    ) -> None:
        title = "Change action" if action else "Add action"
        done = "Action changed" if action else "Action added"
        super().__init__(
            shell,
            title,
            "Save" if action else "Add action",
            done=done,
            person=person,
            person_id=person_id,
            record_id=action.id if action else None,
        )
        self._plan_id, self._need_id, self._goal_id, self._action = plan_id, need_id, goal_id, action
        value = action.text if action else ""
        self.add("text", Field("Action", TextArea("Action", lines=2, value=value), help="Begin with a verb."))
        self._owner = ChoiceField("Owner", [])
        self.add("owner_id", Field("Owner", self._owner))
        self._day = DateField("By when", self.background.today, value=action.due_on if action else None)
        self.add("due_on", Field("By when", self._day))
        self._kind = ChoiceField("How", list(ACTION_KINDS.items()))
        self._kind.set_value(action.owner_kind if action else "worker_does")
        self.add("kind", Field("How", self._kind))
        plain = TextBox("In the person's copy", value=action.plain_text if action else "")
        self.add(
            "plain", Field("In the person's copy", plain, help="Leave empty to use the words above.", optional=True)
        )
        self.background.read(
            self, partial(organisations.staff_list, on=self.background.today()), self._staff, self._failed
        )

    def _staff(self, found: list[Any]) -> None:
        self._owner.set_choices([(one.id, f"{one.name}, {one.job_title}") for one in found])
        self._owner.set_value(self._action.owner_id if self._action else self.background.actor.staff_id)
        if self._given is not None:
            self.fill(self._given.fields)
        self.draft.settle()

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self._owner.value() is None:
            found["owner_id"] = self.tr("Choose who does it.")
        if "due_on" not in found and self._day.value() is None:
            found["due_on"] = self.tr("Enter the day by which it is done.")
        return found

    def use_case(self) -> UseCase[Any]:
        values = self.values()
        day, action = self._day.value(), self._action
        assert day is not None  # noqa: S101 (problems() has looked)
        said: dict[str, Any] = {
            "text": str(values["text"] or ""),
            "due_on": day,
            "owner_id": self._owner.value(),
            "kind": ActionKind(self._kind.value()),
        }
        plain = str(values["plain"] or "")

        def save(work: Any) -> None:
            if action is not None:
                service_needs.change_action(work, self._plan_id, action.id, action.version, **said)
                action_id = action.id
            else:
                action_id = service_needs.add_action(
                    work, self._plan_id, need_id=self._need_id, goal_id=self._goal_id, **said
                )
            if plain != (action.plain_text if action else ""):
                service_parts.say_plainly(work, self._plan_id, Subject.ACTION, action_id, plain)

        return save


class NoActionSheet(FormSheet):
    """The person wants no action about a need."""

    form: ClassVar[str] = "plan_no_action"

    def __init__(
        self, shell: Shell, plan_id: UUID, need_id: UUID, need: str, person: Identity | None, person_id: UUID
    ) -> None:
        super().__init__(
            shell, "No action wanted", "Save", done="Recorded: no action wanted", person=person, person_id=person_id
        )
        self._plan_id, self._need_id = plan_id, need_id
        self.body.addWidget(Paragraph(need, "body_strong"))
        help_line = "The person's choice, in their words where you can."
        self.add("reason", Field("Why no action is wanted", TextArea("Why", lines=3), help=help_line))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not str(self.values()["reason"] or "").strip():
            found["reason"] = self.tr("Say why.")
        return found

    def use_case(self) -> UseCase[Any]:
        reason = str(self.values()["reason"] or "")
        return partial(service_parts.want_no_action, plan_id=self._plan_id, need_id=self._need_id, reason=reason)


class AnswerSheet(FormSheet):
    """A need that was not met, or is no longer wanted: why."""

    form: ClassVar[str] = "plan_answer"

    def __init__(
        self, shell: Shell, plan_id: UUID, need: NeedPart, status: NeedStatus, person: Identity | None, person_id: UUID
    ) -> None:
        title = NEEDS[status]
        super().__init__(shell, title, "Save", done="Need answered", person=person, person_id=person_id)
        self._plan_id, self._need, self._status = plan_id, need, status
        self.body.addWidget(Paragraph(need.text, "body_strong"))
        self.add("status_reason", Field("Why", TextArea("Why", lines=3)))

    def use_case(self) -> UseCase[Any]:
        return partial(
            service_needs.answer_need,
            plan_id=self._plan_id,
            need_id=self._need.id,
            version=self._need.version,
            status=self._status,
            reason=str(self.values()["status_reason"] or ""),
        )


class AddendumSheet(FormSheet):
    """Add under words that a colleague wrote down."""

    form: ClassVar[str] = "plan_addendum"

    def __init__(self, shell: Shell, about_id: UUID, title: str, person: Identity | None, person_id: UUID) -> None:
        super().__init__(shell, "Add underneath", "Add", done="Added", person=person, person_id=person_id)
        self._about_id = about_id
        self.body.addWidget(Paragraph(title, "body_strong"))
        self.add("text", Field("What to add", TextArea("What to add", lines=3), help="Dated, with your name."))

    def use_case(self) -> UseCase[Any]:
        text = str(self.values()["text"] or "")
        return partial(service_parts.add_to_about_me, about_me_id=self._about_id, text=text)


class EndSheet(FormSheet):
    """End a plan, with the reason."""

    form: ClassVar[str] = "plan_end"

    def __init__(self, shell: Shell, plan_id: UUID, version: int, person: Identity | None, person_id: UUID) -> None:
        super().__init__(shell, "End plan", "End plan", done="Plan ended", person=person, person_id=person_id)
        self._plan_id, self._version = plan_id, version
        self.add("reason", Field("Why it ends", TextArea("Why it ends", lines=3)))

    def use_case(self) -> UseCase[Any]:
        reason = str(self.values()["reason"] or "")
        return partial(service.end_plan, plan_id=self._plan_id, version=self._version, reason=reason)


class ContingencySheet(FormSheet):
    """If this happens: early signs, what to do in which order, who with which phone number."""

    form: ClassVar[str] = "plan_contingency"

    def __init__(
        self, shell: Shell, person: Identity | None, person_id: UUID, part: ContingencyPart | None = None
    ) -> None:
        super().__init__(
            shell,
            "If things get worse",
            "Save",
            done="Saved",
            person=person,
            person_id=person_id,
            record_id=part.id if part else None,
        )
        self._person, self._part = person_id, part
        for name, title, lines in (
            ("trigger", "If this happens", 2),
            ("early_signs", "Early signs", 2),
            ("coping", "What helps me cope", 2),
        ):
            value = getattr(part, name) if part else ""
            self.add(name, Field(title, TextArea(title, lines=lines, value=value), optional=name != "trigger"))
        self.body.addWidget(Label("Steps, in order", "section"))
        for number in range(_STEPS):
            self._step(number, part)
        for name, title in (("medicines", "Medicines kept for this"), ("escalation", "If that does not help")):
            value = getattr(part, name) if part else ""
            self.add(name, Field(title, TextArea(title, lines=2, value=value), optional=True))

    def _step(self, number: int, part: ContingencyPart | None) -> None:
        step = part.steps[number] if part and number < len(part.steps) else None
        texts = (("text", "What"), ("who", "Who"), ("phone", "Phone"))
        line = row(gap=8)
        for name, title in texts:
            label = f"Step {number + 1}: {title.lower()}"
            control = TextBox(label, hint=title, value=getattr(step, name) if step else "")
            self.keep(f"step{number}.{name}", control)
            line.addWidget(control, {"text": 4, "who": 3, "phone": 2}[name])
        self.body.addLayout(line)

    def use_case(self) -> UseCase[Any]:
        values = {name: str(value or "") for name, value in self.values().items()}
        steps = []
        for number in range(_STEPS):
            text, who = values[f"step{number}.text"], values[f"step{number}.who"]
            if text or who:
                steps.append(StepEntry(text, who, values[f"step{number}.phone"]))
        more = self._part.steps[_STEPS:] if self._part else ()
        steps += [StepEntry(step.text, step.who, step.phone) for step in more]
        entry = ContingencyEntry(
            values["trigger"],
            tuple(steps),
            values["early_signs"],
            values["coping"],
            values["medicines"],
            values["escalation"],
        )
        return partial(
            service_parts.write_contingency,
            person_id=self._person,
            entry=entry,
            contingency_id=self._part.id if self._part else None,
            version=self._part.version if self._part else 0,
        )


class CopySheet(FormSheet):
    """Who was given a copy."""

    form: ClassVar[str] = "plan_copy"

    def __init__(self, shell: Shell, plan_id: UUID, name: str, person: Identity | None, person_id: UUID) -> None:
        super().__init__(shell, "Copy given", "Record", done="Copy recorded", person=person, person_id=person_id)
        self._plan_id = plan_id
        self.add("given_to", Field("To whom", TextBox("To whom", value=name)))
        self._holder = ChoiceField("Who they are", [(str(h), h.capitalize()) for h in Holder])
        self._holder.set_value("person")
        self.add("holder", Field("Who they are", self._holder))
        self._format = ChoiceField("Format", [(str(f), f.replace("_", " ").capitalize()) for f in CopyFormatCode])
        self._format.set_value("paper")
        self.add("format", Field("Format", self._format))
        self._how = ChoiceField("How", [(str(h), h.replace("_", " ").capitalize()) for h in CopyHow])
        self._how.set_value("by_hand")
        self.add("how", Field("How", self._how))
        self._day = DateField("When", self.background.today, value=self.background.today())
        self.add("given_on", Field("When", self._day))

    def use_case(self) -> UseCase[Any]:
        entry = CopyEntry(
            str(self.values()["given_to"] or ""),
            Holder(self._holder.value()),
            CopyFormatCode(self._format.value()),
            CopyHow(self._how.value()),
            self._day.value() or self.background.today(),
        )
        return partial(service_parts.record_copy, plan_id=self._plan_id, entry=entry)


class WithholdSheet(FormSheet):
    """Leave one item out of copies, with the reason that is never printed."""

    form: ClassVar[str] = "plan_withhold"

    def __init__(
        self, shell: Shell, subject: Subject, subject_id: UUID, words: str, person: Identity | None, person_id: UUID
    ) -> None:
        super().__init__(shell, "Withhold", "Withhold", done="Withheld from copies", person=person, person_id=person_id)
        self._subject, self._subject_id, self._person = subject, subject_id, person_id
        self.body.addWidget(Paragraph(words, "body_strong"))
        self._reason = ChoiceField("Reason", list(REASONS.items()))
        self.add("reason", Field("Reason", self._reason, help="It stays in the record and is never printed."))
        self._own, self._staff = CheckBox("From the person's copy", True), CheckBox("From professional papers")
        self._trace = CheckBox("Do not even say that something is left out of the person's copy")
        self.body.addWidget(box(column(self._own, self._staff, self._trace)))
        role = TextBox("Whom to ask", value="lead worker")
        self.add("ask_role", Field("Whom to ask", role, help="Printed as: Item withheld – contact …"))
        self._day = DateField("Look at this again", self.background.today)
        self._day.set_value(self.background.today() + timedelta(days=90))
        self.add("review_on", Field("Look at this again", self._day))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self._reason.value() is None:
            found["reason"] = self.tr("Choose the reason.")
        return found

    def use_case(self) -> UseCase[Any]:
        entry = WithholdEntry(
            self._subject,
            self._subject_id,
            WithheldReason(self._reason.value()),
            str(self.values()["ask_role"] or ""),
            self._day.value() or self.background.today(),
            from_person=self._own.isChecked(),
            from_professionals=self._staff.isChecked(),
            without_trace=self._trace.isChecked(),
        )
        return partial(service_parts.withhold, person_id=self._person, entry=entry)


class CompareSheet(Sheet):
    """Two versions: what was added, changed, removed."""

    def __init__(self, shell: Shell, title: str, found: Sequence[Difference]) -> None:
        super().__init__(as_widget(shell), title, 640)
        lines = column(margins=(24, 0, 24, 16))
        for one in found:
            lines.addWidget(_difference(one))
            lines.addWidget(Rule())
        if not found:
            lines.addWidget(EmptyState("No differences", "Both versions say the same."))
        lines.addStretch(1)
        close = Button("Close", key="Esc")
        close.clicked.connect(self.close_overlay)
        whole = column(Label(title, "lead", elide=True), margins=(0, 0, 0, 0))
        whole.setContentsMargins(24, 16, 24, 0)
        outer = column()
        outer.addLayout(whole)
        outer.addSpacing(10)
        outer.addWidget(scrolling(box(lines), bar=True), 1)
        outer.addLayout(row(None, close, margins=(24, 12, 24, 16)))
        self.panel.setLayout(outer)


def _difference(one: Difference) -> Any:
    words, tone = CHANGED[one.what]
    title = one.title or one.before or one.after
    text = column(Paragraph(f"{PARTS[one.kind]}: {title}", "dense_strong"))
    if one.field:
        before, after = (_value(one.field, words_of) for words_of in (one.before, one.after))
        text.addWidget(Paragraph(f"{FIELDS[one.field].capitalize()}: {before} → {after}", "dense"))
    line = row(gap=12, margins=(0, 8, 0, 8))
    line.addLayout(text, 1)
    line.addWidget(chip(words, tone))
    return box(line)


def _value(field: str, words: str) -> str:
    """A value as people read it: days are not stored as they are said."""
    if not words:
        return "nothing"
    if field in ("target_on", "due_on", "valid_to"):
        return dates.shown(date.fromisoformat(words))
    return words.replace("_", " ") if field in ("status", "state") else words
