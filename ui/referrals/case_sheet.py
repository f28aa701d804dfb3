"""The form about one open case, from which each act on a case has its sheet."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.cases.queries import CaseRow, cases_of_person
from inteam.contacts.queries_cases import CasesView, cases_view
from inteam.drafts.queries import DraftRow
from inteam.pathways import pathway
from inteam.pathways.rules import SuicideRisk
from inteam.people import banner, nhs_number
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.messages import sentence
from ui.app.shell import Shell
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.identity import Identity
from ui.widgets.inputs import TextArea, TextBox

RISKS = (
    (SuicideRisk.NOT_ASKED, "Not asked"),
    (SuicideRisk.NO_THOUGHTS, "No thoughts"),
    (SuicideRisk.THOUGHTS_NO_PLAN, "Thoughts, no plan"),
    (SuicideRisk.PLAN, "A plan"),
    (SuicideRisk.RECENT_ATTEMPT, "A recent attempt"),
)
_FIELDS_OF_GUARD = {
    "reason": ("reason",),
    "summary": ("summary",),
    "destination": ("destination",),
    "appointment": ("appointment_on",),
    "review_date": ("review_on",),
    "person_told": ("person_told",),
    "suicide_risk_asked": ("suicide_risk", "suicide_risk_reason", "safety_plan"),
}
"""Which fields a guard of the pathway asks for; the other guards look at the record."""


class CaseSheet(FormSheet):
    """A form about one open case; where a person has several, it asks which."""

    title_words: ClassVar[str]
    save_words: ClassVar[str]
    done_words: ClassVar[str]
    needs_case: ClassVar[bool] = True
    what: ClassVar[str] = "case"
    is_act: ClassVar[bool] = True
    nothing_words: ClassVar[str] = "There is no open case. Open one first."

    def __init__(self, shell: Shell, *, person_id: UUID | None = None, draft: DraftRow | None = None) -> None:
        person_id = person_id or (draft.person_id if draft else None)
        super().__init__(
            shell, self.title_words, self.save_words, done=self.done_words, person_id=person_id, draft=draft
        )
        self.view: CasesView | None = None
        self.which = ChoiceField(self.tr("Which case?"), [])
        self.which.changed.connect(self._case_chosen)
        self.add("case_id", Field(self.tr("Which case?"), self.which))
        self.fields["case_id"].hide()
        self.make()
        self.save_button.setEnabled(False)
        if person_id is None:
            self.show_problem(self.tr("Open a person's record first."))
        else:
            background = self.background
            query = partial(cases_view, person_id=person_id, now=background.now(), team_id=background.actor.team_id)
            background.read(self, query, self._take, lambda error: self.show_problem(sentence(error)))

    def make(self) -> None:
        """Adds the fields."""

    def show_case(self, case: CaseRow | None) -> None:
        """Fills what depends on the case."""

    def choices(self) -> tuple[CaseRow, ...]:
        """The cases that may be meant."""
        return self.view.cases if self.view else ()

    def title_of(self, case: CaseRow) -> str:
        """A case among several."""
        return f"{pathway_of(case).title}, {pathway_of(case).stage(case.stage).title}"

    def _take(self, view: CasesView | None) -> None:
        self.view = view
        if view is None or (self.needs_case and not self.choices()):
            self.show_problem(self.tr(self.nothing_words))
            return
        person = view.person
        given = f"{person.given_name or ''} ({person.title})" if person.title else person.given_name or ""
        number = nhs_number.stated(person.nhs_number)
        born = banner.born(person.identity, self.background.today())
        self.set_person(Identity(person.family_name.upper(), given, born, number))
        titles = [(case.id, self.title_of(case)) for case in self.choices()]
        self.which.set_choices(titles)
        self.fields["case_id"].setVisible(self.needs_case and len(titles) > 1)
        self.save_button.setEnabled(True)
        self.which.set_value(titles[0][0] if titles else None)
        self._case_chosen()
        if self._given is not None:
            self.fill(self._given.fields)
        else:
            self.draft.settle()

    def _case_chosen(self) -> None:
        if self.view is not None:
            self.show_case(self.case)
        if self.case is not None:
            self.begin(self.case)
            self._from_draft = None  # another case may be chosen

    @property
    def case(self) -> CaseRow | None:
        """The case that is meant."""
        return next((case for case in self.choices() if case.id == self.which.value()), None)

    def words(self, name: str) -> str:
        """What is typed in a field."""
        control = self.control(name)
        return control.text() if isinstance(control, TextArea | TextBox) else ""

    def choice(self, name: str) -> Any:
        """What is chosen in a field."""
        control = self.control(name)
        return control.value() if isinstance(control, ChoiceField | DateField) else None

    def present(self, session: Any) -> CaseRow | None:
        found = cases_of_person(session, self.record.person_id)
        return next((case for case in found if case.id == self.record.id), None)

    def now_stands(self, record: CaseRow) -> str:
        return self.tr("It is now: {stage}.").format(stage=pathway_of(record).stage(record.stage).title)

    def about(self, use_case: Any, **more: Any) -> UseCase[Any]:
        """A use case on the case at the version that was read."""
        if self.case is None:
            raise RuntimeError("the case has not been read yet")
        return partial(use_case, case_id=self.case.id, version=self.version, **more)

    def _ask_for(self, guards: tuple[str, ...]) -> None:
        """Shows the fields that these guards ask for."""
        asked = {name for guard in guards for name in _FIELDS_OF_GUARD.get(guard, ())}
        for names in _FIELDS_OF_GUARD.values():
            for name in names:
                if name in self.fields:
                    self.fields[name].setVisible(name in asked)

    def _guard_fields(self, *names: str) -> None:
        labels = {
            "reason": self.tr("Why?"),
            "summary": self.tr("What was done, and what came of it?"),
            "destination": self.tr("Where to?"),
            "appointment_on": self.tr("Appointment on"),
            "review_on": self.tr("Look at it again on"),
            "suicide_risk": self.tr("Thoughts of suicide, asked now"),
            "suicide_risk_reason": self.tr("If not asked: why?"),
            "safety_plan": self.tr("Safety plan: what is done today, and by whom?"),
        }
        for name in names:
            label = labels[name]
            if name.endswith("_on"):
                self.add(name, Field(label, DateField(label, self.background.today)))
            elif name == "suicide_risk":
                self.add(name, Field(label, ChoiceField(label, list(RISKS))))
            elif name in ("summary", "safety_plan"):
                self.add(name, Field(label, TextArea(label, lines=4)))
            else:
                self.add(name, Field(label, TextBox(label)))


def pathway_of(case: CaseRow) -> Any:
    """The pathway of a case, in the version under which it began."""
    return pathway(case.pathway_key, case.pathway_version)
