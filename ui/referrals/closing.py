"""Closing a referral: how it ended, each open action answered, and the vulnerability check."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from inteam.cases.queries_triage import TriageView
from inteam.contacts import casework
from inteam.needs import queries as needs
from inteam.needs.queries import ActionRow
from inteam.needs.rules import ActionAnswer, ActionStatus
from inteam.referrals.attempts import Vulnerability
from inteam.referrals.choices import ClosingOutcome
from inteam.referrals.rules import Closing
from inteam.referrals.words import OUTCOMES
from ui.app.background import UseCase
from ui.app.messages import sentence
from ui.referrals.sheets import ReferralSheet
from ui.widgets.buttons import CheckBox
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column

VULNERABILITIES = {
    Vulnerability.SAFEGUARDING: "Safeguarding concern",
    Vulnerability.SUICIDE_RISK: "Suicide risk",
    Vulnerability.LEARNING_DISABILITY: "Learning disability",
    Vulnerability.DEMENTIA: "Dementia",
    Vulnerability.HOMELESS: "Homeless",
    Vulnerability.LANGUAGE: "Language",
    Vulnerability.ACCESS_NEED_UNMET: "Access need not met",
    Vulnerability.CHILD: "Child: was not brought",
}
_ANSWERS = (
    (ActionStatus.DONE, "Done"),
    (ActionStatus.CANCELLED, "Cancel, no longer needed"),
    (ActionStatus.NOT_DONE, "Not done"),
)


class CloseReferralSheet(ReferralSheet):
    """Every open action is done, cancelled with a reason, or handed to somebody."""

    form: ClassVar[str] = "referrals.close"
    title_words = "Close the referral"
    save_words = "Close referral"
    done_words = "Referral closed. Feedback to the referrer is on the list"

    def make(self) -> None:
        self._actions: list[ActionRow] = []
        self._boxes: dict[str, CheckBox] = {}
        outcome = ChoiceField(self.tr("Outcome"), list(OUTCOMES.items()))
        outcome.changed.connect(self._outcome_chosen)
        self.add("outcome", Field(self.tr("How did it end?"), outcome))
        self.add("reason", Field(self.tr("Why?"), TextBox(self.tr("Why?"))))
        summary = TextArea(self.tr("Summary"), lines=5)
        self.add("summary", Field(self.tr("What was done, and what came of it?"), summary))
        self._answers = column(gap=12)
        self.body.addWidget(box(self._answers))
        self._check = self._vulnerability_check()
        self.body.addWidget(self._check)
        self.keep("signed_off_by_id", self._signed_off)
        self._check.hide()

    def _vulnerability_check(self) -> QWidget:
        for key, words in VULNERABILITIES.items():
            made = CheckBox(words)
            self._boxes[key] = made
            made.toggled.connect(lambda _on: self.draft.touch())
        self._signed_off = Field(
            self.tr("Signed off by"),
            ChoiceField(self.tr("Signed off by"), []),
            help=self.tr("Needed when any of these is ticked."),
        )
        return box(
            column(
                Label(self.tr("Before giving up: is any of these true?"), "dense_strong"),
                Paragraph(self.tr("Any tick asks for a supervisor's sign-off."), "caption", "muted"),
                box(FlowLayout(*self._boxes.values(), gap=16)),
                self._signed_off,
                gap=8,
            )
        )

    def show_view(self, view: TriageView) -> None:
        me = self.background.actor.staff_id
        staff = [(one.id, one.name) for one in view.staff if one.id != me]
        signed = self._signed_off.control
        if isinstance(signed, ChoiceField):
            signed.set_choices([(None, self.tr("Nobody")), *staff])
        query = partial(needs.actions_of_person, person_id=view.panel.referral.person_id, only_open=True)
        self.background.read(
            self, query, partial(self._show_actions, view), lambda error: self.show_problem(sentence(error))
        )

    def _show_actions(self, view: TriageView, rows: Sequence[ActionRow]) -> None:
        clear(self._answers)
        self._actions = [action for action in rows if action.case_id is not None]
        for name in [name for name in self.fields if name.startswith("action:")]:
            del self.fields[name]
        if self._actions:
            self._answers.addWidget(Label(self.tr("Open actions"), "dense_strong"))
        hand_over = [(one.id, self.tr("Hand over to {name}").format(name=one.name)) for one in view.staff]
        for action in self._actions:
            choices: list[tuple[Any, str]] = [*_ANSWERS, *hand_over]
            field = Field(action.text, ChoiceField(action.text, choices))
            self._answers.addWidget(field)
            self.keep(f"action:{action.id}", field)
        if self._given is not None:
            self.fill(self._given.fields)

    def _outcome_chosen(self) -> None:
        self._check.setVisible(self.choice("outcome") == ClosingOutcome.NOT_CONTACTABLE)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        for action in self._actions:
            if self.choice(f"action:{action.id}") is None:
                found[f"action:{action.id}"] = self.tr("Choose what becomes of this action.")
        return found

    def values(self) -> dict[str, Any]:
        return {**super().values(), "vulnerable": [key for key, made in self._boxes.items() if made.isChecked()]}

    def fill(self, values: Any) -> None:
        super().fill(values)
        for key in values.get("vulnerable", []):
            if key in self._boxes:
                self._boxes[key].setChecked(True)
        self._outcome_chosen()

    def use_case(self) -> UseCase[Any]:
        chosen = self.choice("outcome")
        entry = Closing(
            outcome=ClosingOutcome(chosen) if chosen else None,
            reason=self.words("reason"),
            summary=self.words("summary"),
            vulnerabilities=frozenset(str(key) for key, made in self._boxes.items() if made.isChecked()),
            signed_off_by_id=self.choice("signed_off_by_id"),
        )
        answers = [self._answer(action) for action in self._actions]
        return self.about(casework.close_referral, entry=entry, answers=answers)

    def _answer(self, action: ActionRow) -> ActionAnswer:
        chosen = self.choice(f"action:{action.id}")
        if isinstance(chosen, UUID):
            return ActionAnswer(action.id, action.version, ActionStatus.TRANSFERRED, self.words("reason"), chosen)
        return ActionAnswer(action.id, action.version, ActionStatus(chosen), self.words("reason"))
