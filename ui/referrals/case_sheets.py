"""Opening, moving, handing over and closing a case of the person whose record is open."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.cases import service as cases
from inteam.cases.queries import CaseRow, cases_of_person
from inteam.cases.rules import CaseClosing, NewCase, StageMove
from inteam.contacts import casework
from inteam.contacts.queries_cases import CasesView, cases_view
from inteam.drafts.queries import DraftRow
from inteam.pathways import current, pathway
from inteam.pathways.rules import SuicideRisk
from inteam.people import banner, dates, nhs_number
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.messages import sentence
from ui.app.shell import Shell
from ui.referrals.answers import ActionAnswers
from ui.widgets.buttons import CheckBox
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
        return f"{_pathway(case).title}, {_pathway(case).stage(case.stage).title}"

    def _take(self, view: CasesView | None) -> None:
        self.view = view
        if view is None or (self.needs_case and not self.choices()):
            self.show_problem(self.tr(self.nothing_words))
            return
        person = view.person
        given = f"{person.given_name or ''} ({person.title})" if person.title else person.given_name or ""
        number = nhs_number.shown(person.nhs_number) or self.tr("none")
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
        return self.tr("It is now: {stage}.").format(stage=_pathway(record).stage(record.stage).title)

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


class MoveStageSheet(CaseSheet):
    """One step along the pathway; it asks only for what this step needs."""

    form: ClassVar[str] = "cases.move"
    title_words = "Move to another stage"
    save_words = "Move"
    done_words = "Stage changed"

    def make(self) -> None:
        stages = ChoiceField(self.tr("To which stage?"), [])
        stages.changed.connect(self._stage_chosen)
        self.add("to_stage", Field(self.tr("To which stage?"), stages))
        self._guard_fields("reason", "destination", "appointment_on", "review_on")
        self._guard_fields("suicide_risk", "suicide_risk_reason", "safety_plan")
        self.told = CheckBox(self.tr("The person knows and agrees to be told the outcome"))
        self.add("person_told", self.told)
        self._ask_for(())

    def show_case(self, case: CaseRow | None) -> None:
        box = self.control("to_stage")
        if case is not None and isinstance(box, ChoiceField):
            way = _pathway(case)
            box.set_choices([(m.to_stage, way.stage(m.to_stage).title) for m in way.moves_from(case.stage)])

    def _stage_chosen(self) -> None:
        case = self.case
        if case is not None:
            ways = _pathway(case).moves_from(case.stage)
            self._ask_for(next((m.guards for m in ways if m.to_stage == self.choice("to_stage")), ()))

    def use_case(self) -> UseCase[Any]:
        risk = self.choice("suicide_risk")
        move = StageMove(
            to_stage=self.choice("to_stage") or "",
            reason=self.words("reason"),
            destination=self.words("destination"),
            appointment_on=self.choice("appointment_on"),
            review_on=self.choice("review_on"),
            suicide_risk=SuicideRisk(risk) if risk else None,
            suicide_risk_reason=self.words("suicide_risk_reason"),
            safety_plan=self.words("safety_plan"),
            person_told=self.told.isChecked(),
        )
        return self.about(casework.move_case, move=move)


class CloseCaseSheet(CaseSheet):
    """How the work ended; each open action is answered, and the referrals close with it."""

    form: ClassVar[str] = "cases.close"
    title_words = "Close the case"
    save_words = "Close case"
    done_words = "Case closed"

    def make(self) -> None:
        outcomes = ChoiceField(self.tr("How did it end?"), [])
        outcomes.changed.connect(self._outcome_chosen)
        self.add("outcome", Field(self.tr("How did it end?"), outcomes))
        self._guard_fields("reason", "summary", "destination")
        self._guard_fields("suicide_risk", "suicide_risk_reason", "safety_plan")
        self.left = ActionAnswers()
        self.body.addWidget(self.left)
        self._ask_for(())

    def show_case(self, case: CaseRow | None) -> None:
        box = self.control("outcome")
        if case is None or self.view is None or not isinstance(box, ChoiceField):
            return
        box.set_choices([(o.key, o.title) for o in _pathway(case).outcomes_from(case.stage)])
        for name in self.left.fields:
            self.fields.pop(name, None)
        own = [action for action in self.view.actions if action.case_id == case.id]
        self.left.show_actions(own, self.view.staff, self.keep)

    def _outcome_chosen(self) -> None:
        case = self.case
        if case is not None:
            ways = _pathway(case).outcomes
            self._ask_for(next((o.guards for o in ways if o.key == self.choice("outcome")), ()))

    def problems(self) -> dict[str, str]:
        found = super().problems() | self.left.missing()
        if self.choice("outcome") is None:
            found["outcome"] = self.tr("Choose how it ended.")
        return found

    def use_case(self) -> UseCase[Any]:
        risk = self.choice("suicide_risk")
        entry = CaseClosing(
            outcome=self.choice("outcome") or "",
            reason=self.words("reason"),
            summary=self.words("summary"),
            destination=self.words("destination"),
            suicide_risk=SuicideRisk(risk) if risk else None,
            suicide_risk_reason=self.words("suicide_risk_reason"),
            safety_plan=self.words("safety_plan"),
        )
        answers = self.left.answers(self.words("reason") or self.words("summary"))
        return self.about(casework.close_case, entry=entry, answers=answers)


class ChangeOwnerSheet(CaseSheet):
    """Another worker answers for the case, and for its referrals."""

    form: ClassVar[str] = "cases.owner"
    title_words = "Change who has the case"
    save_words = "Change"
    done_words = "The case has a new owner"

    def make(self) -> None:
        self.add("owner_id", Field(self.tr("To whom?"), ChoiceField(self.tr("To whom?"), [])))
        self.add("reason", Field(self.tr("Why?"), TextBox(self.tr("Why?")), optional=True))

    def show_case(self, case: CaseRow | None) -> None:
        box = self.control("owner_id")
        if case is not None and self.view is not None and isinstance(box, ChoiceField):
            box.set_choices([(one.id, one.name) for one in self.view.staff if one.id != case.owner_id])

    def use_case(self) -> UseCase[Any]:
        return self.about(cases.change_owner, owner_id=self.choice("owner_id"), reason=self.words("reason"))


class ReopenCaseSheet(CaseSheet):
    """Work with the person goes on; the referrals that were closed with the case open with it."""

    form: ClassVar[str] = "cases.reopen"
    title_words = "Reopen the case"
    save_words = "Reopen case"
    done_words = "Case opened again"
    nothing_words = "No case of this person is closed."

    def make(self) -> None:
        self.add("owner_id", Field(self.tr("Who works with them?"), ChoiceField(self.tr("Owner"), [])))
        said = self.tr("It goes on in the first stage of active work. A referral that was closed with it opens too.")
        self.add("reason", Field(self.tr("Why?"), TextArea(self.tr("Why?"), lines=3), help=said))

    def choices(self) -> tuple[CaseRow, ...]:
        return self.view.closed if self.view else ()

    def title_of(self, case: CaseRow) -> str:
        closed = self.tr("closed {day}").format(day=dates.short(case.closed_on))
        return f"{_pathway(case).title}, {closed}"

    def show_case(self, case: CaseRow | None) -> None:
        box = self.control("owner_id")
        if case is not None and self.view is not None and isinstance(box, ChoiceField):
            box.set_choices([(one.id, one.name) for one in self.view.staff])
            here = {one.id for one in self.view.staff}
            box.set_value(case.owner_id if case.owner_id in here else self.background.actor.staff_id)

    def use_case(self) -> UseCase[Any]:
        return self.about(casework.reopen_case, owner_id=self.choice("owner_id"), reason=self.words("reason"))


class OpenCaseSheet(CaseSheet):
    """Work that begins without a referral."""

    form: ClassVar[str] = "cases.open"
    title_words = "Open a case"
    save_words = "Open case"
    done_words = "Case opened"
    needs_case: ClassVar[bool] = False

    def make(self) -> None:
        ways = [(key, way.title) for key, way in current().items()]
        self.add("pathway_key", Field(self.tr("On which pathway?"), ChoiceField(self.tr("Pathway"), ways)))
        self.add("owner_id", Field(self.tr("Who works with them?"), ChoiceField(self.tr("Owner"), [])))

    def show_case(self, case: CaseRow | None) -> None:
        box = self.control("owner_id")
        if self.view is not None and isinstance(box, ChoiceField):
            box.set_choices([(one.id, one.name) for one in self.view.staff])
            box.set_value(self.background.actor.staff_id)

    def use_case(self) -> UseCase[Any]:
        team_id = self.background.actor.team_id
        entry = NewCase(self.person_id, team_id, self.choice("owner_id"), self.choice("pathway_key") or "")
        return partial(cases.open_case, entry=entry)


def _pathway(case: CaseRow) -> Any:
    return pathway(case.pathway_key, case.pathway_version)
