"""The forms of triage: ask for more, write down the answer, decline, redirect."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.cases.queries_triage import TriageView, triage_view
from inteam.drafts.queries import DraftRow
from inteam.people import dates
from inteam.referrals import service
from inteam.referrals.rows import PanelRow
from inteam.referrals.rules import Decline, Question, Redirect
from inteam.referrals.words import REFUSALS, STATES
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.messages import sentence
from ui.app.shell import Shell
from ui.referrals import checks
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.identity import Identity
from ui.widgets.inputs import TextArea, TextBox


class ReferralSheet(FormSheet):
    """A form about one referral. Opened from a draft, it reads the referral again."""

    title_words: ClassVar[str]
    save_words: ClassVar[str]
    done_words: ClassVar[str]
    what: ClassVar[str] = "referral"
    is_act: ClassVar[bool] = True

    def __init__(
        self,
        shell: Shell,
        *,
        view: TriageView | None = None,
        person_id: UUID | None = None,
        draft: DraftRow | None = None,
    ) -> None:
        found = view.panel.referral if view else None
        super().__init__(
            shell,
            self.title_words,
            self.save_words,
            done=self.done_words,
            person=identity(found) if found else None,
            person_id=found.person_id if found else person_id or (draft.person_id if draft else None),
            record_id=found.id if found else draft.record_id if draft else None,
            draft=draft,
        )
        self.view = view
        self.make()
        if view is not None:
            self.show_view(view)
            self.begin(view.panel.referral)
        elif self.record_id is not None:
            query = partial(triage_view, referral_id=self.record_id, now=self.background.now())
            self.background.read(self, query, self._read, lambda error: self.show_problem(sentence(error)))

    def make(self) -> None:
        """Adds the fields."""

    def show_view(self, view: TriageView) -> None:
        """Fills what depends on the referral."""

    def _read(self, view: TriageView | None) -> None:
        if view is None:
            self.show_problem(self.tr("This referral is no longer there."))
            return
        self.view = view
        self.set_person(identity(view.panel.referral))
        self.show_view(view)
        self.begin(view.panel.referral)
        if self._given is not None:
            self.fill(self._given.fields)

    @property
    def referral(self) -> PanelRow:
        """The referral as it was read."""
        if self.view is None:
            raise RuntimeError("the referral has not been read yet")
        return self.view.panel.referral

    def present(self, session: Any) -> PanelRow | None:
        view = triage_view(session, self.referral.id, now=self.background.now())
        return view.panel.referral if view is not None else None

    def now_stands(self, record: PanelRow) -> str:
        return self.tr("It is now: {state}.").format(state=STATES[record.state])

    def words(self, name: str) -> str:
        """What is typed in a field."""
        control = self.control(name)
        return control.text() if isinstance(control, TextArea | TextBox) else ""

    def choice(self, name: str) -> Any:
        """What is chosen in a field."""
        control = self.control(name)
        return control.value() if isinstance(control, ChoiceField) else None

    def about(self, use_case: Any, **more: Any) -> UseCase[Any]:
        """A use case on this referral at the version that was read."""
        return partial(use_case, referral_id=self.referral.id, version=self.version, **more)


class AskSheet(ReferralSheet):
    """A question to the referrer; the clocks keep running."""

    form: ClassVar[str] = "referrals.ask"
    title_words = "Ask for more"
    save_words = "Keep the question"
    done_words = "Question kept. The wait goes on"

    def make(self) -> None:
        self.add("question", Field(self.tr("What do you need to know?"), TextArea(self.tr("Question"), lines=5)))
        self.add("asked_of", Field(self.tr("Whom do you ask?"), TextBox(self.tr("Whom do you ask?"))))

    def show_view(self, view: TriageView) -> None:
        found = view.panel.referral
        box = self.control("asked_of")
        if isinstance(box, TextBox) and not box.text():
            box.set_text(found.referrer_name or found.referrer_organisation or "")
        if found.referrer_contact and isinstance(field := self.fields["asked_of"], Field):
            field.set_help(found.referrer_contact)

    def use_case(self) -> UseCase[Any]:
        entry = Question(self.words("question"), self.words("asked_of"))
        return self.about(service.ask_for_more, entry=entry)


class AnswerSheet(ReferralSheet):
    """The reply to a question; the referral is back in triage."""

    form: ClassVar[str] = "referrals.answer"
    title_words = "Write down the answer"
    save_words = "Keep the answer"
    done_words = "Answer kept, back in triage"

    def make(self) -> None:
        self.add("answer", Field(self.tr("Answer"), TextArea(self.tr("Answer"), lines=6)))

    def show_view(self, view: TriageView) -> None:
        asked = [q.question for q in view.panel.questions if q.answer is None]
        if isinstance(field := self.fields["answer"], Field) and asked:
            field.set_help(self.tr("Asked: {question}").format(question=" ".join(asked)))

    def use_case(self) -> UseCase[Any]:
        return self.about(service.record_answer, answer=self.words("answer"))


class DeclineSheet(ReferralSheet):
    """Not taken: why, and what is advised instead. The referrer is owed word of it."""

    form: ClassVar[str] = "referrals.decline"
    title_words = "Decline the referral"
    save_words = "Decline"
    done_words = "Declined. Feedback to the referrer is on the list"

    def make(self) -> None:
        reasons = ChoiceField(self.tr("Reason"), list(REFUSALS.items()))
        advice = TextArea(self.tr("Advice"), lines=4)
        note = TextArea(self.tr("Note for the team"), lines=3)
        self.add("reason", Field(self.tr("Why?"), reasons))
        help_words = self.tr("Goes to the referrer: where else the person can turn.")
        self.add("onward_advice", Field(self.tr("What do you advise instead?"), advice, help=help_words))
        self.add("note", Field(self.tr("Note for the team"), note, optional=True))

    def use_case(self) -> UseCase[Any]:
        entry = Decline(self.choice("reason"), self.words("onward_advice"), self.words("note"))
        return self.about(service.decline_referral, entry=entry)


class RedirectSheet(ReferralSheet):
    """Another team of ours triages it; no wait begins anew."""

    form: ClassVar[str] = "referrals.redirect"
    title_words = "Redirect to another team"
    save_words = "Redirect"
    done_words = "Redirected. The wait counts from the first receipt"

    def make(self) -> None:
        self.add("team_id", Field(self.tr("Which team?"), ChoiceField(self.tr("Which team?"), [])))
        self.add("reason", Field(self.tr("Why there?"), TextArea(self.tr("Why there?"), lines=3)))

    def show_view(self, view: TriageView) -> None:
        box = self.control("team_id")
        others = [(team.id, team.name) for team in view.teams if team.id != view.panel.referral.team_id]
        if isinstance(box, ChoiceField):
            box.set_choices(others)
        if not others:
            self.show_problem(self.tr("There is no other team. Decline it with advice, or add a team in Settings."))

    def use_case(self) -> UseCase[Any]:
        entry = Redirect(self.choice("team_id"), self.words("reason"))
        return self.about(service.redirect_referral, entry=entry)


def identity(found: PanelRow) -> Identity:
    """Who the sheet is about, for its head."""
    given = f"{found.given_name or ''} ({found.title})" if found.title else found.given_name or ""
    born = dates.short(found.born_on, found.dob_precision)
    return Identity(found.family_name.upper(), given.strip(), born, checks.number(found))
