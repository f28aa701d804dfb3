"""Opening, moving, handing over and closing a case of the person whose record is open."""

from functools import partial
from typing import Any, ClassVar

from inteam.cases import service as cases
from inteam.cases.queries import CaseRow
from inteam.cases.rules import CaseClosing, NewCase, StageMove
from inteam.contacts import casework
from inteam.pathways import current
from inteam.pathways.rules import SuicideRisk
from inteam.people import dates
from ui.app.background import UseCase
from ui.referrals.answers import ActionAnswers
from ui.referrals.case_sheet import CaseSheet, pathway_of
from ui.widgets.buttons import CheckBox
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.inputs import TextArea, TextBox


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
            way = pathway_of(case)
            box.set_choices([(m.to_stage, way.stage(m.to_stage).title) for m in way.moves_from(case.stage)])

    def _stage_chosen(self) -> None:
        case = self.case
        if case is not None:
            ways = pathway_of(case).moves_from(case.stage)
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
    leave_words = "Not now"  # beside "Close case", "Close" would be read as it
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
        box.set_choices([(o.key, o.title) for o in pathway_of(case).outcomes_from(case.stage)])
        for name in self.left.fields:
            self.fields.pop(name, None)
        own = [action for action in self.view.actions if action.case_id == case.id]
        self.left.show_actions(own, self.view.staff, self.keep)

    def _outcome_chosen(self) -> None:
        case = self.case
        if case is not None:
            ways = pathway_of(case).outcomes
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
        return f"{pathway_of(case).title}, {closed}"

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
