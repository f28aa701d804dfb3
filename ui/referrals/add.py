"""Adding a referral: who, from whom, why, how urgent, which risks."""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from inteam import clock
from inteam.drafts.queries import DraftRow
from inteam.organisations.queries import teams
from inteam.pathways import current
from inteam.people import banner, dates, names, nhs_number
from inteam.people.queries import HeaderRow, header
from inteam.people.search import Found as Answer
from inteam.people.search import search
from inteam.referrals import service
from inteam.referrals.choices import Agreement, Issue, RiskState, Source, Urgency, Via
from inteam.referrals.rules import NewReferral, Reason
from inteam.referrals.words import AGREEMENTS, ISSUES, RISK_STATES, SOURCES, URGENCIES, VIAS
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.messages import sentence
from ui.app.shell import Shell
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.identity import Identity
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.suggest import Found, SuggestBox


class AddReferralSheet(FormSheet):
    """A new referral. Up to three reasons from the list, each with the referrer's own words."""

    form: ClassVar[str] = "referrals.add"

    def __init__(self, shell: Shell, *, person_id: UUID | None = None, draft: DraftRow | None = None) -> None:
        person_id = person_id or (draft.person_id if draft else None)
        super().__init__(shell, "Add referral", "Add referral", done="Referral added", person_id=person_id, draft=draft)
        self._make()
        if person_id is not None:
            self._read_person(person_id)
        read_teams = partial(teams, on=self.background.today())
        self.background.read(self, read_teams, self._show_teams, lambda error: self.show_problem(sentence(error)))

    def _make(self) -> None:
        self.who = SuggestBox(self.tr("Person"), self._find, hint=self.tr("Name, NHS number or date of birth"))
        self.who.chosen.connect(self._person_chosen)
        self.add("person_id", Field(self.tr("Who is referred?"), self.who))
        self._choice("team_id", self.tr("To which team?"), [])
        self._choice("pathway_key", self.tr("What is asked for?"), [(k, w.title) for k, w in current().items()])
        self._choice("source", self.tr("Who refers?"), SOURCES.items())
        for name, label in (
            ("referrer_name", self.tr("Referrer's name")),
            ("referrer_role", self.tr("Referrer's role")),
            ("referrer_organisation", self.tr("Referrer's organisation")),
            ("referrer_contact", self.tr("How to reach the referrer")),
        ):
            self.add(name, Field(label, TextBox(label), optional=name != "referrer_name"))
        received = DateField(self.tr("Received on"), self.background.today, value=self.background.today())
        self.add("received_at", Field(self.tr("Received on"), received))
        self._choice("received_via", self.tr("How did it come?"), VIAS.items(), Via.FORM)
        self._choice("reasons", self.tr("Main reason"), ISSUES.items())
        self.add("reason_note", Field(self.tr("In the referrer's words"), TextBox(self.tr("Words")), optional=True))
        self._choice("reason_2", self.tr("Second reason"), [(None, self.tr("None")), *ISSUES.items()])
        self._choice("reason_3", self.tr("Third reason"), [(None, self.tr("None")), *ISSUES.items()])
        self.add("letter", Field(self.tr("Referral letter"), TextArea(self.tr("Letter"), lines=6), optional=True))
        self._choice("urgency", self.tr("How urgent?"), URGENCIES.items())
        self._choice("person_agrees", self.tr("Does the person agree?"), AGREEMENTS.items())
        self._choice("risk_state", self.tr("Risks"), RISK_STATES.items())
        risks = TextArea(self.tr("Which risks?"), lines=3)
        self.add("risk_summary", Field(self.tr("Which risks?"), risks, optional=True))

    def _choice(self, name: str, label: str, choices: Any, value: Any = None) -> None:
        made = ChoiceField(label, list(choices))
        made.set_value(value)
        self.add(name, Field(label, made))

    def first_field(self) -> QWidget | None:
        return self.who.edit if self.person_id is None else self.control("pathway_key")

    # --- person and teams -------------------------------------------------------------------------------------

    def _find(self, words: str, take: Callable[[Sequence[Found]], None]) -> None:
        def show(answer: Answer) -> None:
            people = [match for match in answer.matches if not match.locked]
            take([Found(m.person_id, names.display(m.family_name, m.given_name), _facts(m)) for m in people])

        query = partial(search, text=words, actor=self.background.actor, limit=8)
        self.background.read(self, query, show, lambda error: self.show_problem(sentence(error)), key="who")

    def _person_chosen(self, person_id: UUID | None) -> None:
        if person_id is not None:
            self._read_person(person_id)

    def _read_person(self, person_id: UUID) -> None:
        self.person_id = self.draft.person_id = person_id
        query = partial(header, person_id=person_id)
        self.background.read(self, query, self._show_person, lambda error: self.show_problem(sentence(error)))

    def _show_person(self, found: HeaderRow | None) -> None:
        if found is None:
            return
        given = f"{found.given_name or ''} ({found.title})" if found.title else found.given_name or ""
        number = nhs_number.stated(found.nhs_number)
        born = banner.born(found.identity, self.background.today())
        self.set_person(Identity(found.family_name.upper(), given, born, number))
        self.who.set_value(found.id, names.display(found.family_name, found.given_name))

    def _show_teams(self, rows: Sequence[Any]) -> None:
        box = self.control("team_id")
        if isinstance(box, ChoiceField):
            before = box.value()
            box.set_choices([(team.id, team.name) for team in rows])
            box.set_value(before or self.background.actor.team_id or (rows[0].id if len(rows) == 1 else None))
            if self._given is not None:
                box.set_text_value(self._given.fields.get("team_id"))
            elif not self.draft.exists:
                self.draft.settle()

    # --- saving -----------------------------------------------------------------------------------------------

    def use_case(self) -> UseCase[Any]:
        return partial(service.receive_referral, entry=self.entry())

    def entry(self) -> NewReferral:
        """What stands in the form."""
        return NewReferral(
            person_id=self.person_id,
            team_id=self._chosen("team_id"),
            received_at=self._received(),
            received_via=Via(self._chosen("received_via") or Via.FORM),
            source=Source(self._chosen("source") or Source.OTHER),
            referrer_name=self._text("referrer_name"),
            referrer_role=self._text("referrer_role"),
            referrer_organisation=self._text("referrer_organisation"),
            referrer_contact=self._text("referrer_contact"),
            reasons=self._reasons(),
            letter=self._text("letter"),
            urgency=Urgency(self._chosen("urgency")) if self._chosen("urgency") else None,
            person_agrees=Agreement(self._chosen("person_agrees") or Agreement.NOT_ASKED),
            risk_state=RiskState(self._chosen("risk_state")) if self._chosen("risk_state") else None,
            risk_summary=self._text("risk_summary"),
            pathway_key=self._chosen("pathway_key"),
        )

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self._chosen("source") is None:
            found["source"] = self.tr("Choose who refers.")
        return found

    def _received(self) -> datetime | None:
        control = self.control("received_at")
        day = control.value() if isinstance(control, DateField) else None
        if day is None or day == self.background.today():
            return None
        return datetime.combine(day, time(9), tzinfo=clock.LONDON)

    def _reasons(self) -> tuple[Reason, ...]:
        codes = [self._chosen(name) for name in ("reasons", "reason_2", "reason_3")]
        notes = [self._text("reason_note"), "", ""]
        return tuple(Reason(Issue(code), note) for code, note in zip(codes, notes, strict=True) if code)

    def _chosen(self, name: str) -> Any:
        control = self.control(name)
        return control.value() if isinstance(control, ChoiceField) else None

    def _text(self, name: str) -> str:
        control = self.control(name)
        return control.text() if isinstance(control, TextBox | TextArea) else ""


def _facts(match: Any) -> str:
    born = dates.short(match.born_on, match.dob_precision) or "not known"
    return f"Born {born} · {nhs_number.in_line(match.nhs_number)}"
