"""The sheets about a version as a whole: that it still holds, who leads it, one more signature."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from inteam.careplans import service
from inteam.careplans.queries import PlanView, VersionRow
from inteam.careplans.rules import SignoffEntry, SignoffMethod, SignoffRole
from inteam.organisations import queries as organisations
from ui.app.background import UseCase
from ui.app.messages import plural
from ui.app.shell import Shell
from ui.careplans.sheet import About, PlanSheet
from ui.careplans.words import METHODS, ROLES, STATUS, said, say
from ui.widgets import controls, dates
from ui.widgets.buttons import CheckBox
from ui.widgets.labels import Paragraph


def months_words(months: int) -> str:
    """6 months."""
    return plural(months, say("1 month"), say("{n} months"))


class ReviewedSheet(PlanSheet):
    """The version in force was reviewed with the person and still holds."""

    form: ClassVar[str] = "plan_reviewed"
    what: ClassVar[str] = "plan"
    is_act: ClassVar[bool] = True
    title_words = save_words = ("Reviewed, still holds", "Reviewed, still holds")
    done_words = ("Plan reviewed", "Plan reviewed")

    def make(self, record: VersionRow) -> None:
        stays = self.tr("Version {n} stays in force as it was signed. If something is to change, begin the next one.")
        self.body.addWidget(Paragraph(stays.format(n=record.number)))
        self._day = self.day("review_due", self.tr("Next review"))
        every = self.about.every
        if every is not None:
            self._day.set_value(every.due(record.high_risk, self.background.today()))
            policy = self.tr("After {months}, by the team's policy.")
            field: Any = self.fields["review_due"]
            field.set_help(policy.format(months=months_words(every.months(record.high_risk))))

    def record_in(self, view: PlanView) -> VersionRow:
        return view.plan

    def now_stands(self, record: VersionRow) -> str:
        status, due = say(STATUS[record.status][0]), dates.shown(record.review_due)
        return self.tr("It is now: {status}, review due {day}.").format(status=status, day=due)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if "review_due" not in found and self._day.value() is None:
            found["review_due"] = self.tr("Enter the day of the next review.")
        return found

    def use_case(self) -> UseCase[Any]:
        day = self._day.value()
        assert day is not None  # noqa: S101 (problems() has looked)
        return partial(service.finish_review, plan_id=self.record.id, version=self.version, review_due=day)


class DetailsSheet(PlanSheet):
    """Who leads a draft, and how often it is reviewed."""

    form: ClassVar[str] = "plan_details"
    what: ClassVar[str] = "plan"
    title_words = ("Who leads the plan", "Who leads the plan")
    save_words = ("Save", "Save")
    done_words = ("Plan changed", "Plan changed")

    def __init__(self, shell: Shell, about: About, plan: VersionRow) -> None:
        super().__init__(shell, about, plan)
        today = self.background.today()
        self.background.read(self, partial(organisations.staff_list, on=today), self._staff, self._failed)

    def make(self, record: VersionRow) -> None:
        self._lead = self.choice("lead_worker_id", self.tr("Led by"), [])
        field: Any = self.fields["lead_worker_id"]
        field.set_help(self.tr("Whom the person rings about the plan; printed on their copy."))
        words, every = self.tr("High risk: review earlier"), self.about.every
        if every is not None:
            sooner = self.tr("High risk: reviewed after {few} months, not {many}")
            words = sooner.format(few=every.high_risk, many=every.usual)
        self._risk = CheckBox(words)
        self.add("high_risk", self._risk)

    def show_record(self, record: VersionRow) -> None:
        self._lead.set_value(record.lead_id)
        self._risk.setChecked(record.high_risk)

    def record_in(self, view: PlanView) -> VersionRow:
        return view.plan

    def _staff(self, found: list[Any]) -> None:
        chosen = self._lead.value()
        self._lead.set_choices([(one.id, f"{one.name}, {one.job_title}") for one in found])
        self._lead.set_value(chosen or self.record.lead_id)
        if self.basis is not None:
            self.basis["lead_worker_id"] = controls.read(self._lead)  # it could not be shown before its list was there
        self.draft.settle()

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self._lead.value() is None:
            found["lead_worker_id"] = self.tr("Choose who leads the plan.")
        return found

    def use_case(self) -> UseCase[Any]:
        return partial(
            service.change_details,
            plan_id=self.record.id,
            version=self.version,
            lead_worker_id=self._lead.value(),
            high_risk=self._risk.isChecked(),
        )


class SignatureSheet(PlanSheet):
    """Somebody signs a version after it was agreed."""

    form: ClassVar[str] = "plan_signature"
    title_words, save_words = ("Add a signature", ""), ("Add the signature", "")
    done_words = ("Signature added", "")

    def __init__(self, shell: Shell, about: About, person: str) -> None:
        self._person = person
        super().__init__(shell, about)

    def make(self, record: Any) -> None:
        self._role = self.choice("role", self.tr("Who signs"), said(ROLES))
        self._name = self.line("name", self.tr("Name"))
        self._method = self.choice("method", self.tr("How"), said(METHODS))
        self._day = self.day("signed_on", self.tr("When"))
        self._day.set_value(self.background.today())
        self._why = self.line("unable_reason", self.tr("Why it could not be signed"))
        self.fields["unable_reason"].hide()
        self._role.changed.connect(self._role_chosen)
        self._method.changed.connect(self._how_chosen)

    def _role_chosen(self) -> None:
        theirs = self._role.value() == SignoffRole.PERSON
        if self._name.text().strip() in ("", self._person):
            self._name.set_text(self._person if theirs else "")

    def _how_chosen(self) -> None:
        self.fields["unable_reason"].setVisible(self._method.value() == SignoffMethod.UNABLE)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Words of a draft; that somebody has signed is the act itself and is chosen anew."""
        super().fill({name: value for name, value in values.items() if name != "method"})

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self._role.value() is None:
            found["role"] = self.tr("Choose who signs.")
        if self._method.value() is None:
            found["method"] = self.tr("Choose how they sign.")
        return found

    def use_case(self) -> UseCase[Any]:
        method = SignoffMethod(self._method.value())
        entry = SignoffEntry(
            SignoffRole(self._role.value()),
            self._name.text(),
            method,
            self._day.value() or self.background.today(),
            self._why.text() if method is SignoffMethod.UNABLE else "",
        )
        return partial(service.add_signoff, plan_id=self.about.plan_id, entry=entry)
