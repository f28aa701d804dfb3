"""What the person says and chooses about a referral: their own issues, and days on which they wanted to wait."""

from typing import Any, ClassVar

from inteam.cases.queries_triage import TriageView
from inteam.people import dates
from inteam.referrals import course, service, words
from inteam.referrals.choices import Issue
from inteam.referrals.rules import Reason
from ui.app.background import UseCase
from ui.referrals.sheets import ReferralSheet
from ui.widgets.buttons import CheckBox
from ui.widgets.cards import Strip
from ui.widgets.fields import DateField, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column


class DelaySheet(ReferralSheet):
    """Days on which the person chose to wait: the clocks run on, and say how many of their days were a choice."""

    form: ClassVar[str] = "referrals.delay"
    title_words = "The person chose to wait"
    save_words = "Save"
    done_words = "Choice to wait saved. The clocks run on"

    def make(self) -> None:
        today = self.background.today
        self.add("from_on", Field(self.tr("From"), DateField(self.tr("From"), today, value=today())))
        until = DateField(self.tr("Until"), today)
        said = self.tr("The last day on which they want to wait. +2w is in two weeks.")
        self.add("to_on", Field(self.tr("Until"), until, help=said))
        why = self.tr("Why do they want to wait?")
        self.add("reason", Field(why, TextArea(why, lines=3), help=self.tr("In their words: away with her daughter.")))
        self.effect = Strip(
            self.tr("No clock pauses. Each wait is shown with the days of it that were the person’s choice."), "blue"
        )
        self.body.addWidget(self.effect)
        self._recorded = column(gap=2)
        self.body.addWidget(box(self._recorded))

    def show_view(self, view: TriageView) -> None:
        clear(self._recorded)
        if view.panel.delays:
            self._recorded.addWidget(Label(self.tr("Recorded already"), "dense_strong"))
        for one in view.panel.delays:
            said = f"{dates.short(one.from_on)} to {dates.short(one.to_on)}: {one.reason}"
            self._recorded.addWidget(Paragraph(said, "caption", "muted"))

    def _day(self, name: str) -> Any:
        control = self.control(name)
        return control.value() if isinstance(control, DateField) else None

    def problems(self) -> dict[str, str]:
        found = super().problems()
        for name in ("from_on", "to_on"):
            if name not in found and self._day(name) is None:
                found[name] = self.tr("Enter a date.")
        return found

    def use_case(self) -> UseCase[Any]:
        referral_id, reason = self.referral.id, self.words("reason")
        first, last = self._day("from_on"), self._day("to_on")
        return lambda work: course.record_choice_delay(work, referral_id, from_on=first, to_on=last, reason=reason)


class IssuesSheet(ReferralSheet):
    """What the person says it is about, at the first contact; the referrer's reasons stay as they are beside it."""

    form: ClassVar[str] = "referrals.issues"
    title_words = "What the person says it is about"
    save_words = "Save"
    done_words = "The person’s own issues saved"

    def make(self) -> None:
        self._boxes: dict[str, CheckBox] = {}
        self._reasons = Paragraph("", "dense", "muted")
        self.body.addWidget(self._reasons)
        for issue in Issue:
            self._boxes[issue] = made = CheckBox(words.issue(issue, None))
            made.toggled.connect(lambda _on: self.draft.touch())
        self._choice = Field(
            self.tr("What is it about?"),
            box(FlowLayout(*self._boxes.values(), gap=8, column=140)),
            help=self.tr("Tick all that apply."),
        )
        self._choice.setFocusProxy(next(iter(self._boxes.values())))
        self.body.addWidget(self._choice)
        said = self.tr("In their own words")
        self.add("note", Field(said, TextArea(said, lines=3), optional=True))

    def first_field(self) -> Any:
        return next(iter(self._boxes.values()))

    def show_view(self, view: TriageView) -> None:
        reasons = ", ".join(words.issue(one.code, one.note) for one in view.panel.reasons)
        own = ", ".join(words.issue(one.code, one.note) for one in view.panel.person_issues)
        said = [self.tr("The referrer says: {said}.").format(said=reasons.rstrip(".") or self.tr("nothing"))]
        if own:
            said.append(self.tr("The person has said: {said}.").format(said=own.rstrip(".")))
        self._reasons.say(" ".join(said))

    def values(self) -> dict[str, Any]:
        return {**super().values(), "issues": [key for key, made in self._boxes.items() if made.isChecked()]}

    def fill(self, values: Any) -> None:
        super().fill(values)
        for key in values.get("issues", []):
            if key in self._boxes:
                self._boxes[key].setChecked(True)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not any(made.isChecked() for made in self._boxes.values()):
            found[""] = self.tr("Choose at least one thing that it is about.")
        return found

    def use_case(self) -> UseCase[Any]:
        chosen = [Issue(key) for key, made in self._boxes.items() if made.isChecked()]
        # The words belong to all that was said: they stand with the first, so that they are not read twice.
        issues = tuple(Reason(issue, self.words("note") if number == 0 else "") for number, issue in enumerate(chosen))
        referral_id = self.referral.id
        return lambda work: service.add_person_issues(work, referral_id, issues)
