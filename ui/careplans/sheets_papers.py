"""The sheets beside a plan's content: copies given, what is withheld, what is added underneath, the end."""

from datetime import timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.careplans import service, service_copies, service_parts
from inteam.careplans.copies import CopyEntry, CopyFormatCode, CopyHow, Holder
from inteam.careplans.queries import PlanView, VersionRow
from inteam.careplans.rules import Subject, WithheldReason, WithholdEntry
from ui.app.background import UseCase
from ui.app.shell import Shell
from ui.careplans.sheet import About, PlanSheet
from ui.careplans.words import REASONS, STATUS, plain, said, say
from ui.widgets.buttons import CheckBox
from ui.widgets.fields import Field
from ui.widgets.inputs import TextBox

_REVIEW_DAYS = 90  # until somebody looks again at what is withheld


class AddendumSheet(PlanSheet):
    """Add under words that a colleague wrote down."""

    form: ClassVar[str] = "plan_addendum"
    title_words, save_words, done_words = ("Add underneath", ""), ("Add", ""), ("Added", "")

    def __init__(self, shell: Shell, about: About, about_id: UUID, title: str) -> None:
        self._about_id, self._section = about_id, title
        super().__init__(shell, about)

    def make(self, record: Any) -> None:
        self.heading(self._section)
        self.area("text", self.tr("What to add"), 3, help=self.tr("Dated, with your name."))

    def use_case(self) -> UseCase[Any]:
        return partial(service_parts.add_to_about_me, about_me_id=self._about_id, text=self.text("text"))


class EndSheet(PlanSheet):
    """End a plan, with the reason."""

    form: ClassVar[str] = "plan_end"
    what: ClassVar[str] = "plan"
    is_act: ClassVar[bool] = True
    title_words = save_words = ("End plan", "End plan")
    done_words = ("Plan ended", "Plan ended")

    def make(self, record: VersionRow) -> None:
        self.area("reason", self.tr("Why it ends"), 3)

    def record_in(self, view: PlanView) -> VersionRow:
        return view.plan

    def now_stands(self, record: VersionRow) -> str:
        return self.tr("It is now: {status}.").format(status=say(STATUS[record.status][0]))

    def use_case(self) -> UseCase[Any]:
        return partial(service.end_plan, plan_id=self.record.id, version=self.version, reason=self.text("reason"))


class CopySheet(PlanSheet):
    """Who was given a copy."""

    form: ClassVar[str] = "plan_copy"
    title_words, save_words, done_words = ("Copy given", ""), ("Record", ""), ("Copy recorded", "")

    def __init__(self, shell: Shell, about: About, name: str) -> None:
        self._name = name
        super().__init__(shell, about)

    def make(self, record: Any) -> None:
        self.line("given_to", self.tr("To whom"), value=self._name)
        self._holder = self.choice("holder", self.tr("Who they are"), _codes(Holder), "person")
        self._format = self.choice("format", self.tr("Format"), _codes(CopyFormatCode), "paper")
        self._how = self.choice("how", self.tr("How"), _codes(CopyHow), "by_hand")
        self._day = self.day("given_on", self.tr("When"))
        self._day.set_value(self.background.today())

    def use_case(self) -> UseCase[Any]:
        entry = CopyEntry(
            self.text("given_to"),
            Holder(self._holder.value()),
            CopyFormatCode(self._format.value()),
            CopyHow(self._how.value()),
            self._day.value() or self.background.today(),
        )
        return partial(service_copies.record_copy, plan_id=self.about.plan_id, entry=entry)


class WithholdSheet(PlanSheet):
    """Leave one item out of copies, with the reason that is never printed."""

    form: ClassVar[str] = "plan_withhold"
    title_words = save_words = ("Withhold", "")
    done_words = ("Withheld from copies", "")

    def __init__(self, shell: Shell, about: About, subject: Subject, subject_id: UUID, words: str) -> None:
        self._subject, self._subject_id, self._words = subject, subject_id, words
        super().__init__(shell, about)

    def make(self, record: Any) -> None:
        self.heading(self._words)
        self._reason = self.choice("reason", self.tr("Reason"), said(REASONS))
        reason = self.fields["reason"]
        if isinstance(reason, Field):
            reason.set_help(self.tr("It stays in the record and is never printed."))
        self._own = self._tick("from_person", self.tr("From the person's copy"), on=True)
        self._staff = self._tick("from_professionals", self.tr("From professional papers"))
        unsaid = self.tr("Do not even say that something is left out of the person's copy")
        self._trace = self._tick("without_trace", unsaid)
        ask = TextBox(self.tr("Whom to ask"), value=self.tr("lead worker"))
        printed = self.tr("Printed as: Item withheld – contact …")
        self.add("ask_role", Field(self.tr("Whom to ask"), ask, help=printed))
        self._day = self.day("review_on", self.tr("Look at this again"))
        self._day.set_value(self.background.today() + timedelta(days=_REVIEW_DAYS))

    def _tick(self, name: str, words: str, *, on: bool = False) -> CheckBox:
        made = CheckBox(words, on)
        self.add(name, made)
        return made

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
            self.text("ask_role"),
            self._day.value() or self.background.today(),
            from_person=self._own.isChecked(),
            from_professionals=self._staff.isChecked(),
            without_trace=self._trace.isChecked(),
        )
        return partial(service_parts.withhold, person_id=self.about.person_id, entry=entry)


def _codes(kinds: Any) -> list[tuple[Any, str]]:
    return [(str(one), plain(one)) for one in kinds]
