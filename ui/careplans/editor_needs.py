"""The editor of needs with their goals and actions, one card each; every box saves itself into the draft."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from inteam.careplans import service_needs, service_parts
from inteam.careplans.content import ActionPart, GoalPart, NeedPart
from inteam.careplans.queries import PlanView
from inteam.careplans.queries_sharing import WithheldRow
from inteam.careplans.rules import Subject
from inteam.errors import InteamError
from inteam.needs.rules import NeedStatus
from ui.app.acts import act_button
from ui.app.background import Background
from ui.careplans.autosave import Values
from ui.careplans.editor import Editor, Standing
from ui.careplans.sheet import About
from ui.careplans.words import ACTIONS, NEED_TONES, NEEDS, REASONS, WITHHELD_FROM, said, say
from ui.widgets import dates, theme
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.fields import ChoiceField, DateField
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import Rule, chip, icon


class NeedsEditor(Editor):
    """Needs with their goals and actions, one card each."""

    def __init__(self, background: Background, view: PlanView, about: About, parent: QObject) -> None:
        super().__init__(background, view, about, parent)
        self._wanting: dict[UUID, Paragraph] = {}
        self._add_action: dict[UUID, Button] = {}
        self._ended: set[UUID] = set()
        self._today = background.today()
        if not view.content.needs:
            self.body.addWidget(self._empty() if self.open else EmptyState(self.tr("No needs yet")))
        for number, need in enumerate(view.content.needs, 1):
            self.body.addWidget(self._need(number, need))
        self.body.addStretch(1)

    def _empty(self) -> EmptyState:
        made = EmptyState(
            self.tr("No needs yet"),
            self.tr("Write down what the person needs, in their words."),
            self.tr("Add need"),
            lambda: self.asked.emit("need", {}),
        )
        made.button.setProperty("act", "careplans.need")
        return made

    def _need(self, number: int, need: NeedPart) -> QWidget:
        inner = column(gap=8, margins=(12, 12, 12, 10))
        head = row(gap=8)
        head.addWidget(Label(str(number), "body_strong", "muted"))
        label = self.tr("Need {n}").format(n=number)
        words = TextBox(label, value=need.text)
        words.edit.setFont(theme.font("body_strong"))
        self.rows[need.id] = words.edit
        save = partial(self._reword, need.id)
        self.keep(f"need.{need.id}", {"text": words}, save, need.version, label=label)
        head.addWidget(words, 1)
        if self.open:
            status = ChoiceField(self.tr("Status of need {n}").format(n=number), said(NEEDS))
            status.set_value(need.status)
            status.setFixedWidth(136)
            status.changed.connect(partial(self._answer, need, status))
            head.addWidget(status)
        else:
            head.addWidget(chip(say(NEEDS.get(need.status, need.status)), NEED_TONES.get(need.status, "plain")))
        inner.addLayout(head)
        wanting = Paragraph("", "caption_strong", "red")
        wanting.hide()
        self._wanting[need.id] = wanting
        inner.addWidget(wanting)
        if self.open or need.plain_text:
            inner.addLayout(self._plain(number, need))
        for goal in need.goals:
            self._goal(inner, number, goal)
        if need.no_action_reason:
            why = self.tr("No action wanted: {why}").format(why=need.no_action_reason)
            inner.addWidget(Paragraph(why, "dense", "muted"))
        for action in need.actions:
            inner.addWidget(Rule())
            inner.addWidget(self._action(action))
        withheld = [one for one in self.about.withheld if one.subject_id == need.id]
        for one in withheld:
            inner.addWidget(self._withheld(need, one))
        if self.open:
            inner.addLayout(self._tools(need, withheld=bool(withheld)))
        made = QFrame()
        made.setObjectName("mdtAction")
        made.setLayout(inner)
        return made

    def _plain(self, number: int, need: NeedPart) -> Any:
        label = self.tr("Need {n} in the person's copy").format(n=number)
        words = TextBox(label, hint=need.text, value=need.plain_text, height=32)
        save = partial(self._say_plainly, need.id)
        self.keep(f"plain.{need.id}", {"text": words}, save, 0, label=label)
        caption = Label(self.tr("In the copy"), "caption", "muted")
        caption.setFixedWidth(70)
        line = row(20, caption, gap=8)
        line.addWidget(words, 1)
        return line

    def _goal(self, inner: QVBoxLayout, number: int, goal: GoalPart) -> None:
        caption = Label(self.tr("Goal"), "caption", "muted")
        caption.setFixedWidth(70)
        label = self.tr("Goal of need {n}").format(n=number)
        words = TextBox(label, value=goal.text)
        when = self.tr("Goal of need {n}: by when").format(n=number)
        day = DateField(when, self.background.today, value=goal.target_on)
        day.setFixedWidth(150)
        line = row(20, caption, gap=8)
        line.addWidget(words, 1)
        line.addWidget(day)
        inner.addLayout(line)
        self.rows[goal.id] = words.edit
        parts = {"text": words, "target_on": day}
        save = partial(self._reword_goal, goal.id)
        self.keep(f"goal.{goal.id}", parts, save, goal.version, label=label)
        for action in goal.actions:
            inner.addWidget(Rule())
            inner.addWidget(self._action(action))

    def _action(self, action: ActionPart) -> QWidget:
        late = action.due_on is not None and action.status in ("planned", "started")
        late = late and action.due_on is not None and action.due_on < self.background.today()
        line = row(gap=8, margins=(8, 2, 0, 2))
        line.addWidget(Paragraph(action.text, "dense"), 1)
        owner = Label(action.owner, "dense", elide=True)
        owner.setFixedWidth(116)
        line.addWidget(owner)
        words = say(ACTIONS.get(action.status, "")) or dates.shown(action.due_on)
        due = Label(words, "dense_strong" if late else "dense", "red_text" if late else "ink")
        due.setMinimumWidth(96)
        line.addWidget(due)
        if self.open and action.status in ("planned", "started"):
            change = act_button("careplans.change_action", partial(self._change, action), "quiet", height=28)
            change.setAccessibleName(self.tr("Change action: {words}").format(words=action.text))
            self.rows[action.id] = change
            line.addWidget(change)
        elif self.open:
            line.addSpacing(80)  # under the others' buttons, so that the columns stay straight
        return box(line)

    def _withheld(self, need: NeedPart, one: WithheldRow) -> QWidget:
        """That it is left out of copies, why, and until when; and the end of it."""
        said = self.tr("Left out of {what}: {why}. Look at it again {day}")
        whence = say(WITHHELD_FROM[one.from_person, one.from_professionals])
        why, day = say(REASONS[one.reason]).lower(), dates.shown(one.review_on)
        due = one.review_on <= self._today
        words = Paragraph(said.format(what=whence, why=why, day=day), "dense", "red_text" if due else "muted")
        again = act_button("careplans.print_again", partial(self._print_again, need, one), "quiet", height=28)
        again.setAccessibleName(f"{again.text()}: {need.text}")
        line = row(icon("lock", 16, "muted"), gap=8)
        line.addWidget(words, 1)
        line.addWidget(again)
        return box(line)

    def _print_again(self, need: NeedPart, one: WithheldRow) -> None:
        if one.id in self._ended:
            return  # it is on its way

        def failed(error: InteamError) -> None:
            self._ended.discard(one.id)
            self.refused.emit(error)

        self._ended.add(one.id)
        self.going.emit(need.id)
        use_case = partial(service_parts.end_withholding, withheld_id=one.id, version=one.version)
        self.background.write(self, use_case, lambda _none: None, failed, done=self.tr("Printed again"))

    def _tools(self, need: NeedPart, *, withheld: bool) -> Any:
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
                lambda: self.asked.emit("goal", {"need": need}),
                "quiet",
                height=28,
            ),
        ]
        if not need.all_actions and not need.no_action_reason:
            made.append(
                act_button(
                    "careplans.no_action",
                    lambda: self.asked.emit("no_action", {"need": need}),
                    "quiet",
                    height=28,
                )
            )
        if not withheld:
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
        self._add_action[need.id] = made[0]
        return row(*made, None, gap=4)

    def show_wanting(self, problems: Mapping[UUID, str]) -> int:
        """What signing found wanting, at the needs; gives at how many. What has been put right since is left out."""
        left = 0
        for need in self.view.content.needs:
            problem = "" if need.all_actions or need.no_action_reason else problems.get(need.id, "")
            self._wanting[need.id].say(problem)
            self._wanting[need.id].setVisible(bool(problem))
            self._add_action[need.id].setAccessibleDescription(problem)
            left += bool(problem)
        return left

    def first_wanting(self) -> QWidget | None:
        """The button that puts the first of them right."""
        shown = [need for need, said in self._wanting.items() if not said.isHidden()]
        return self._add_action[shown[0]] if shown else None

    def _change(self, action: ActionPart) -> None:
        self.asked.emit("action", {"action": action})

    # --- saving -----------------------------------------------------------------------------------------------

    def _reword(self, need_id: UUID, work: Any, values: Values, version: int, _began: Values) -> int:
        return service_needs.reword_need(work, self.plan_id, need_id, version, str(values["text"] or ""))

    def _reword_goal(self, goal_id: UUID, work: Any, values: Values, version: int, _began: Values) -> int:
        day = dates.read(str(values["target_on"] or ""), self._today)
        return service_needs.reword_goal(work, self.plan_id, goal_id, version, str(values["text"] or ""), day)

    def _say_plainly(self, need_id: UUID, work: Any, values: Values, version: int, began: Values) -> int:
        words, was = str(values["text"] or ""), str(began["text"] or "")
        service_parts.say_plainly(work, self.plan_id, Subject.NEED, need_id, words, was=was)
        return version

    def _answer(self, need: NeedPart, status: ChoiceField) -> None:
        chosen = status.value()
        if chosen is None or chosen == need.status:
            return
        autosave = self.boxes[f"need.{need.id}"]
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

        self.background.write(self, use_case, lambda _none: self.saved.emit(), failed, done=self.tr("Need answered"))

    def standing(self, view: PlanView) -> Standing:
        found: Standing = {}
        for need in view.content.needs:
            found[f"need.{need.id}"] = (need.version, {"text": need.text})
            found[f"plain.{need.id}"] = (0, {"text": need.plain_text})
            for goal in need.goals:
                found[f"goal.{goal.id}"] = (goal.version, {"text": goal.text, "target_on": dates.shown(goal.target_on)})
        return found

    def row_of(self, view: PlanView, key: str) -> UUID | None:
        return UUID(key.partition(".")[2])
