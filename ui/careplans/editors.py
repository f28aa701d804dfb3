"""The middle of the care plan: one editor for each section; every box saves itself into the draft."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from inteam.careplans import service_needs, service_parts
from inteam.careplans.content import ActionPart, ContingencyPart, GoalPart, NeedPart
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import Section, Subject
from inteam.errors import InteamError
from inteam.needs.rules import NeedStatus
from ui.app.acts import act_button
from ui.app.background import Background
from ui.careplans.autosave import Autosave, Save
from ui.careplans.words import ACTIONS, NEED_TONES, NEEDS, SECTIONS
from ui.widgets import controls, dates, theme
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import Rule, chip

Ask = Callable[..., None]
ABOUT = (
    Section.WHAT_MATTERS,
    Section.PEOPLE,
    Section.COMMUNICATION,
    Section.WELLNESS,
    Section.PLEASE_DO,
    Section.PLEASE_DONT,
    Section.SUPPORT,
    Section.ALSO,
    Section.STRENGTHS,
)


class Editor(QObject):
    """One section as it is edited. asked(act, context): a sheet is wanted; refused(error): a box was not saved."""

    asked = Signal(str, object)
    refused = Signal(object)
    saved = Signal()

    def __init__(self, background: Background, view: PlanView, parent: QObject) -> None:
        super().__init__(parent)
        self.background, self.view = background, view
        self.plan_id = view.plan.id
        self.saves: dict[str, tuple[Autosave, QWidget]] = {}
        self.body = column(gap=12, margins=(16, 0, 16, 16))
        self.widget = box(self.body)

    @property
    def open(self) -> bool:
        """Whether the version is a draft that may be changed."""
        return not self.view.plan.locked

    def keep(self, key: str, control: QWidget, save: Save, version: int) -> None:
        """A box that saves itself."""
        if not self.open:
            control.setEnabled(False)
            return
        made = Autosave(self.background, partial(controls.read, control), save, version, self)
        made.saved.connect(self.saved)
        made.refused.connect(self.refused)
        controls.watch(control, made.touch)
        self.saves[key] = (made, control)

    def refresh(self, key: str, value: Any, version: int) -> None:
        """The record was read again: show it, unless the box holds words that are not saved yet."""
        if key not in self.saves:
            return
        autosave, control = self.saves[key]
        if autosave.dirty or version < autosave.version():
            return  # a save comes, or one came after this was read
        if controls.read(control) == value:
            autosave.settle(version)
            return
        typing = QApplication.focusWidget()
        if typing is None or not control.isAncestorOf(typing):
            controls.fill(control, value)
        autosave.settle(version)

    def flush(self) -> None:
        """Save everything now."""
        for autosave, _control in self.saves.values():
            autosave.flush()

    def read_again(self, view: PlanView) -> None:
        """The same section of the same version, read again."""
        self.view = view


class AboutEditor(Editor):
    """Sections of "about me", each in the person's own words."""

    def __init__(
        self, background: Background, view: PlanView, parent: QObject, sections: tuple[Section, ...] = ABOUT
    ) -> None:
        super().__init__(background, view, parent)
        self._sections = sections
        for section in sections:
            self._add(section)
        self.body.addStretch(1)

    def _add(self, section: Section) -> None:
        part = self.view.content.section(section)
        mine = part is None or not part.own_words or not part.text or part.author_id == self.background.actor.staff_id
        said = f"Written down by {part.author}, {dates.shown(part.said_on)}" if part and part.text else ""
        lines = 4 if section in (Section.WHAT_MATTERS, Section.CARERS) else 2
        area = TextArea(SECTIONS[section], lines=lines, value=part.text if part else "")
        field = Field(SECTIONS[section], area, help=said)
        self.body.addWidget(field)
        for addendum in part.addenda if part else ():
            words = f"{addendum.author}, {dates.shown(addendum.added_on)}: {addendum.text}"
            self.body.addWidget(Paragraph(words, "dense", "muted"))
        if mine:
            self.keep(str(section), area, partial(self._save, section), part.version if part else 0)
        elif self.open and part is not None:
            area.edit.setReadOnly(True)
            context = {"about_id": part.id, "title": SECTIONS[section]}
            add = act_button("careplans.add_to", lambda: self.asked.emit("add_to", context), "quiet", height=28)
            self.body.addLayout(row(add, None))

    def _save(self, section: Section, work: Any, text: Any, version: int) -> int:
        person_id = self.view.plan.person_id
        given = version or None
        return service_parts.write_section(work, person_id, section, str(text or ""), version=given)

    def read_again(self, view: PlanView) -> None:
        super().read_again(view)
        for section in self._sections:
            part = view.content.section(section)
            if part is not None:
                self.refresh(str(section), part.text, part.version)


class NeedsEditor(Editor):
    """Needs with their goals and actions, one card each."""

    def __init__(self, background: Background, view: PlanView, parent: QObject) -> None:
        super().__init__(background, view, parent)
        if not view.content.needs:
            self.body.addWidget(
                EmptyState("No needs yet", "Write down what the person needs, in their words.")
                if not self.open
                else self._empty()
            )
        for number, need in enumerate(view.content.needs, 1):
            self.body.addWidget(self._need(number, need))
        self.body.addStretch(1)

    def _empty(self) -> EmptyState:
        made = EmptyState(
            "No needs yet",
            "Write down what the person needs, in their words.",
            "Add need",
            lambda: self.asked.emit("need", {}),
        )
        made.button.setProperty("act", "careplans.need")
        return made

    def _need(self, number: int, need: NeedPart) -> QWidget:
        inner = column(gap=8, margins=(12, 12, 12, 10))
        head = row(gap=8)
        head.addWidget(Label(str(number), "body_strong", "muted"))
        words = TextBox(f"Need {number}", value=need.text)
        words.edit.setFont(theme.font("body_strong"))
        self.keep(f"need.{need.id}", words, partial(self._reword, need.id), need.version)
        head.addWidget(words, 1)
        if self.open:
            status = ChoiceField(f"Status of need {number}", list(NEEDS.items()))
            status.set_value(need.status)
            status.setFixedWidth(136)
            status.changed.connect(partial(self._answer, need, status))
            head.addWidget(status)
        else:
            head.addWidget(chip(NEEDS.get(need.status, need.status), NEED_TONES.get(need.status, "plain")))
        inner.addLayout(head)
        if self.open or need.plain_text:
            inner.addLayout(self._plain(f"plain.{need.id}", Subject.NEED, need.id, need.plain_text, need.text))
        for goal in need.goals:
            self._goal(inner, number, goal)
        if need.no_action_reason:
            said = f"No action wanted: {need.no_action_reason}"
            inner.addWidget(Paragraph(said, "dense", "muted"))
        for action in need.actions:
            inner.addWidget(Rule())
            inner.addWidget(self._action(action))
        if self.open:
            inner.addLayout(self._tools(need))
        made = QFrame()
        made.setObjectName("mdtAction")
        made.setLayout(inner)
        return made

    def _plain(self, key: str, subject: Subject, subject_id: UUID, value: str, instead: str) -> Any:
        words = TextBox("In the person's copy", hint=instead, value=value, height=32)
        self.keep(key, words, partial(self._say, subject, subject_id), 0)
        caption = Label("In the copy", "caption", "muted")
        caption.setFixedWidth(70)
        line = row(20, caption, gap=8)
        line.addWidget(words, 1)
        return line

    def _goal(self, inner: QVBoxLayout, number: int, goal: GoalPart) -> None:
        caption = Label("Goal", "caption", "muted")
        caption.setFixedWidth(70)
        words = TextBox(f"Goal of need {number}", value=goal.text)
        day = DateField(f"Goal of need {number}: by when", self.background.today, value=goal.target_on)
        day.setFixedWidth(150)
        line = row(20, caption, gap=8)
        line.addWidget(words, 1)
        line.addWidget(day)
        inner.addLayout(line)
        pair = _Goal(words, day)
        self.keep(f"goal.{goal.id}", words, partial(self._reword_goal, goal.id, pair), goal.version)
        if self.open:
            day.changed.connect(lambda: self._goal_day(goal.id))
        else:
            day.setEnabled(False)
        for action in goal.actions:
            inner.addWidget(Rule())
            inner.addWidget(self._action(action))

    def _goal_day(self, goal_id: UUID) -> None:
        autosave, _control = self.saves[f"goal.{goal_id}"]
        autosave.force()

    def _action(self, action: ActionPart) -> QWidget:
        late = action.due_on is not None and action.status in ("planned", "started")
        late = late and action.due_on is not None and action.due_on < self.background.today()
        line = row(gap=8, margins=(8, 2, 0, 2))
        line.addWidget(Paragraph(action.text, "dense"), 1)
        owner = Label(action.owner, "dense", elide=True)
        owner.setFixedWidth(116)
        line.addWidget(owner)
        words = ACTIONS.get(action.status, "") or dates.shown(action.due_on)
        due = Label(words, "dense_strong" if late else "dense", "red_text" if late else "ink")
        due.setMinimumWidth(96)
        line.addWidget(due)
        if self.open and action.status in ("planned", "started"):
            change = act_button("careplans.change_action", partial(self._change, action), "quiet", height=28)
            change.setAccessibleName(f"Change action: {action.text}")
            line.addWidget(change)
        elif self.open:
            line.addSpacing(80)  # under the others' buttons, so that the columns stay straight
        return box(line)

    def _tools(self, need: NeedPart) -> Any:
        goal_id = need.goals[0].id if need.goals else None
        made: list[Button] = [
            act_button(
                "careplans.action",
                lambda: self.asked.emit("action", {"need_id": need.id, "goal_id": goal_id}),
                "quiet",
                height=28,
            ),
            act_button(
                "careplans.goal",
                lambda: self.asked.emit("goal", {"need_id": need.id, "need": need.text}),
                "quiet",
                height=28,
            ),
        ]
        if not need.all_actions and not need.no_action_reason:
            made.append(
                act_button(
                    "careplans.no_action",
                    lambda: self.asked.emit("no_action", {"need_id": need.id, "need": need.text}),
                    "quiet",
                    height=28,
                )
            )
        made.append(
            act_button(
                "careplans.withhold",
                lambda: self.asked.emit("withhold", {"subject": Subject.NEED, "id": need.id, "words": need.text}),
                "quiet",
                height=28,
            )
        )
        for one in made:
            one.setAccessibleName(f"{one.text()}: {need.text}")
        return row(*made, None, gap=4)

    def _change(self, action: ActionPart) -> None:
        self.asked.emit("action", {"action": action})

    # --- saving -----------------------------------------------------------------------------------------------

    def _reword(self, need_id: UUID, work: Any, text: Any, version: int) -> int:
        return service_needs.reword_need(work, self.plan_id, need_id, version, str(text or ""))

    def _reword_goal(self, goal_id: UUID, pair: "_Goal", work: Any, text: Any, version: int) -> int:
        return service_needs.reword_goal(work, self.plan_id, goal_id, version, str(text or ""), pair.target_on)

    def _say(self, subject: Subject, subject_id: UUID, work: Any, text: Any, version: int) -> int:
        service_parts.say_plainly(work, self.plan_id, subject, subject_id, str(text or ""))
        return version

    def _answer(self, need: NeedPart, status: ChoiceField) -> None:
        chosen = status.value()
        if chosen is None or chosen == need.status:
            return
        autosave, _control = self.saves[f"need.{need.id}"]
        autosave.flush()
        if chosen in ("not_met", "no_longer_wanted"):
            status.set_value(need.status)
            self.asked.emit("answer", {"need": need, "status": NeedStatus(chosen)})
            return

        def use_case(work: Any) -> None:
            version = autosave.version()
            new = service_needs.answer_need(work, self.plan_id, need.id, version, NeedStatus(chosen))
            autosave.bump(new)

        def failed(error: InteamError) -> None:
            status.set_value(need.status)
            self.refused.emit(error)

        self.background.write(self, use_case, lambda _none: self.saved.emit(), failed, done="Need answered")

    def read_again(self, view: PlanView) -> None:
        super().read_again(view)
        for need in view.content.needs:
            self.refresh(f"need.{need.id}", need.text, need.version)
            for goal in need.goals:
                self.refresh(f"goal.{goal.id}", goal.text, goal.version)


class _Goal:
    """A goal's day, read in the GUI thread whenever it changes, so that the writing thread only takes it."""

    def __init__(self, words: TextBox, day: DateField) -> None:
        self.words, self.target_on = words, day.value()
        day.changed.connect(lambda: self._take(day))

    def _take(self, day: DateField) -> None:
        self.target_on = day.value()


class ActionsEditor(Editor):
    """All actions of the plan in one list, those of no need too."""

    def __init__(self, background: Background, view: PlanView, parent: QObject) -> None:
        super().__init__(background, view, parent)
        found = [a for need in view.content.needs for a in need.all_actions] + list(view.content.loose_actions)
        found.sort(key=lambda a: (a.status not in ("planned", "started"), a.due_on or date.max, a.text))
        lines = column()
        for action in found:
            lines.addWidget(self._line(action))
            lines.addWidget(Rule())
        self.body.addWidget(box(lines))
        if not found:
            self.body.addWidget(EmptyState("No actions yet", "Add actions to the needs, each with who and by when."))
        self.body.addStretch(1)

    def _change(self, action: ActionPart) -> None:
        self.asked.emit("action", {"action": action})

    def _line(self, action: ActionPart) -> QWidget:
        line = row(gap=12, margins=(0, 8, 0, 8))
        words = column(Paragraph(action.text, "dense_strong"))
        if action.plain_text:
            words.addWidget(Paragraph(f"In the copy: {action.plain_text}", "caption", "muted"))
        line.addLayout(words, 1)
        line.addWidget(Label(action.owner, "dense", elide=True))
        line.addWidget(Label(ACTIONS.get(action.status, "") or dates.shown(action.due_on), "dense"))
        if self.open and action.status in ("planned", "started"):
            change = act_button("careplans.change_action", partial(self._change, action), "quiet", height=28)
            change.setAccessibleName(f"Change action: {action.text}")
            line.addWidget(change)
        return box(line)


class ContingencyEditor(Editor):
    """If things get worse: what, the steps, who with which phone number."""

    def __init__(self, background: Background, view: PlanView, parent: QObject) -> None:
        super().__init__(background, view, parent)
        for part in view.content.contingencies:
            self.body.addWidget(self._part(part))
        if not view.content.contingencies:
            self.body.addWidget(
                EmptyState("Nothing yet", "Say what should happen if things get worse: who does what, and their phone.")
            )
        if self.open:
            add = act_button("careplans.contingency", lambda: self.asked.emit("contingency", {}), height=28)
            add.set_icon("plus")
            self.body.addLayout(row(add, None))
        self.body.addStretch(1)

    def _part(self, part: ContingencyPart) -> QWidget:
        inner = column(gap=6, margins=(12, 10, 12, 10))
        head = row(gap=8)
        head.addWidget(Paragraph(part.trigger, "body_strong"), 1)
        if self.open:
            change = act_button(
                "careplans.contingency",
                lambda: self.asked.emit("contingency", {"part": part}),
                "quiet",
                words="Change",
                height=28,
            )
            change.setAccessibleName(f"Change: {part.trigger}")
            head.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(head)
        for title, words in (
            ("Early signs:", part.early_signs),
            ("What helps:", part.coping),
            ("Medicines:", part.medicines),
        ):
            if words:
                inner.addWidget(Paragraph(f"{title} {words}", "dense", lead=len(title)))
        for number, step in enumerate(part.steps, 1):
            who = ", ".join(filter(None, (step.who, step.phone)))
            inner.addWidget(Paragraph(f"{number}. {step.text} – {who}", "dense"))
        if part.escalation:
            inner.addWidget(Paragraph(f"If that does not help: {part.escalation}", "dense", lead=23))
        made = QFrame()
        made.setObjectName("mdtAction")
        made.setLayout(inner)
        return made
