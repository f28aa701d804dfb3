"""Closing a referral: how it ended, each open action answered, and the vulnerability check."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from inteam.cases.queries_triage import TriageView
from inteam.contacts import casework
from inteam.needs import queries_actions
from inteam.needs.queries_actions import ActionRow
from inteam.referrals.attempts import Vulnerability
from inteam.referrals.choices import ClosingOutcome
from inteam.referrals.rules import Closing
from inteam.referrals.words import OUTCOMES
from ui.app.background import UseCase
from ui.app.messages import sentence
from ui.referrals.answers import ActionAnswers
from ui.referrals.sheets import ReferralSheet
from ui.widgets.buttons import CheckBox
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column

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


class CloseReferralSheet(ReferralSheet):
    """Every open action is done, cancelled with a reason, or handed to somebody."""

    form: ClassVar[str] = "referrals.close"
    title_words = "Close the referral"
    save_words = "Close referral"
    leave_words = "Not now"  # beside "Close referral", "Close" would be read as it
    done_words = "Referral closed. Feedback to the referrer is on the list"

    def make(self) -> None:
        self._boxes: dict[str, CheckBox] = {}
        outcome = ChoiceField(self.tr("Outcome"), list(OUTCOMES.items()))
        outcome.changed.connect(self._outcome_chosen)
        self.add("outcome", Field(self.tr("How did it end?"), outcome))
        self.add("reason", Field(self.tr("Why?"), TextBox(self.tr("Why?"))))
        summary = TextArea(self.tr("Summary"), lines=5)
        self.add("summary", Field(self.tr("What was done, and what came of it?"), summary))
        self.left = ActionAnswers()
        self.body.addWidget(self.left)
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
                box(FlowLayout(*self._boxes.values(), gap=8, column=140)),
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
        query = partial(queries_actions.actions_of_person, person_id=view.panel.referral.person_id, only_open=True)
        self.background.read(
            self, query, partial(self._show_actions, view), lambda error: self.show_problem(sentence(error))
        )

    def _show_actions(self, view: TriageView, rows: Sequence[ActionRow]) -> None:
        for name in self.left.fields:
            self.fields.pop(name, None)
        self.left.show_actions([action for action in rows if action.case_id is not None], view.staff, self.keep)
        if self._given is not None:
            self.fill(self._given.fields)

    def _outcome_chosen(self) -> None:
        self._check.setVisible(self.choice("outcome") == ClosingOutcome.NOT_CONTACTABLE)

    def problems(self) -> dict[str, str]:
        return super().problems() | self.left.missing()

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
        return self.about(casework.close_referral, entry=entry, answers=self.left.answers(self.words("reason")))
