"""Offering cases to a colleague or a team; whoever has them stays responsible until it is accepted."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.drafts.queries import DraftRow
from inteam.errors import InteamError
from inteam.meetings import queries_handover_board, service_handover
from inteam.meetings.handovers import HandoverEntry, HandoverKind
from inteam.meetings.queries_handover_board import CaseToOffer, Receiver
from inteam.meetings.service_handover import Offered
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.messages import plural, sentence
from ui.app.shell import Shell
from ui.handovers import words
from ui.widgets.buttons import CheckBox
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, framed

_LINES = 60
"""Names shown; beyond that nobody reads them, and the count says the rest."""


class OfferSheet(FormSheet):
    """For a person's open cases, or for those that are ticked in the caseload."""

    form: ClassVar[str] = "handovers.offer"

    def __init__(
        self,
        shell: Shell,
        *,
        person_id: UUID | None = None,
        case_ids: Sequence[UUID] = (),
        finished: Callable[[], object] = lambda: None,
        draft: DraftRow | None = None,
    ) -> None:
        super().__init__(
            shell,
            words.say("Offer a handover"),
            words.say("Offer"),
            person_id=person_id or (draft.person_id if draft else None),
            draft=draft,
        )
        kept = draft.fields.get("cases", []) if draft else []
        self._wanted = [UUID(one) for one in kept] or list(case_ids)
        self._finished, self._cases, self._receivers = finished, list[CaseToOffer](), list[Receiver]()
        self._boxes: dict[UUID, CheckBox] = {}
        self._people = Label("", "dense_strong", elide=True)
        self._lines = column(gap=2)
        self.body.addLayout(
            column(self._people, framed(column(box(self._lines), margins=(12, 8, 12, 8)), "inset"), gap=6)
        )
        self.to = ChoiceField(self.tr("To whom?"), [], none=self.tr("Choose a colleague or a team"))
        self.add("to_staff_id", Field(self.tr("To whom?"), self.to))
        self.kind = ChoiceField(self.tr("Why?"), [(one, words.say(said)) for one, said in words.KINDS])
        self.kind.set_value(HandoverKind.PERMANENT)
        self.add("kind", Field(self.tr("Why?"), self.kind))
        today = self.background.today
        self.start = DateField(self.tr("From when?"), today, value=today())
        self.add("effective_from", Field(self.tr("From when?"), self.start))
        self.situation = TextArea(self.tr("What should they know?"), lines=4)
        self.add("situation", Field(self.tr("What should they know?"), self.situation))
        self.asked = TextArea(self.tr("What do you ask of them?"), lines=2)
        self.add("recommendation", Field(self.tr("What do you ask of them?"), self.asked, optional=True))
        self.soon = TextArea(self.tr("What comes up in the next seven days?"), lines=2)
        self.add("next_7_days", Field(self.tr("What comes up in the next seven days?"), self.soon, optional=True))
        stays = self.tr("Whoever is responsible now stays so until this is accepted. Open actions then go along.")
        self.body.addWidget(Paragraph(stays, "caption", "muted"))
        self.save_button.setEnabled(False)
        read = partial(_surroundings, cases=tuple(self._wanted), person_id=self.person_id, on=self.background.today())
        self.background.read(self, read, self._take, self._unread)

    def first_field(self) -> Any:
        return self.fields["to_staff_id"]

    def values(self) -> dict[str, Any]:
        return super().values() | {"cases": [str(one.case_id) for one in self.chosen()]}

    # --- reading -----------------------------------------------------------------------------------------------

    def _take(self, found: tuple[list[CaseToOffer], list[Receiver]]) -> None:
        self._cases, self._receivers = found
        self._show_cases()
        teams = {one.team_id: one for one in self._receivers if one.lead}
        choices: list[tuple[str, str]] = [
            (f"team {one.team_id}", self.tr("Team {team}, {lead} answers").format(team=one.team, lead=one.name))
            for one in teams.values()
        ]
        choices += [
            (f"{one.staff_id} {one.team_id}", ", ".join(filter(None, (one.name, one.job_title, one.team))))
            for one in self._receivers
            if one.staff_id != self.background.actor.staff_id
        ]
        self.to.set_choices(choices)
        if self._given is not None:
            self.fill(self._given.fields)
        else:
            self.draft.settle()
        self.save_button.setEnabled(bool(self.chosen()))
        if not self._cases:
            where = self.tr("Open a person’s record first, or select people in the caseload.")
            none = self.tr("There is no open case to hand over.")
            self.show_problem(none if self.person_id or self._wanted else where)

    def _unread(self, error: InteamError) -> None:
        self.show_problem(sentence(error))

    def _show_cases(self) -> None:
        clear(self._lines)
        self._boxes = {}
        one_person = len({one.person_id for one in self._cases}) == 1
        if one_person:
            self.set_person(words.identity(self._cases[0]))
        for one in self._cases[:_LINES]:
            if one_person and len(self._cases) > 1:
                self._lines.addWidget(self._box(one))
            elif one_person:
                self._lines.addWidget(Label(_line(one), "dense", elide=True))
            else:
                who = f"{words.named(one)} · {words.identifiers(one)}"
                self._lines.addWidget(Label(who, "dense", elide=True))
                self._lines.addWidget(Label(_line(one), "caption", "muted", elide=True))
        if len(self._cases) > _LINES:
            left = plural(len(self._cases) - _LINES, self.tr("and 1 more"), self.tr("and {n} more"))
            self._lines.addWidget(Label(left, "dense", "muted"))
        self._count()

    def _box(self, one: CaseToOffer) -> CheckBox:
        made = CheckBox(_line(one), on=not one.offered_to)
        made.setEnabled(not one.offered_to)
        made.toggled.connect(self._count)
        made.toggled.connect(self.draft.touch)
        self._boxes[one.case_id] = made
        return made

    def _count(self, *_what: object) -> None:
        count, already = len(self.chosen()), sum(bool(one.offered_to) for one in self._cases)
        said = plural(count, self.tr("1 case is offered"), self.tr("{n} cases are offered"))
        if already:
            said += ". " + plural(already, self.tr("1 is offered already"), self.tr("{n} are offered already"))
        self._people.say(said)
        self.save_button.setEnabled(count > 0)

    def chosen(self) -> list[CaseToOffer]:
        """The cases that saving offers."""
        return [
            one
            for one in self._cases
            if not one.offered_to and (one.case_id not in self._boxes or self._boxes[one.case_id].isChecked())
        ]

    # --- saving ------------------------------------------------------------------------------------------------

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self._receiver() is None:
            found["to_staff_id"] = self.tr("Choose who is to take over.")
        return found

    def _receiver(self) -> Receiver | None:
        value = str(self.to.value() or "")
        for one in self._receivers:
            if value == f"{one.staff_id} {one.team_id}" or (one.lead and value == f"team {one.team_id}"):
                return one
        return None

    def use_case(self) -> UseCase[Offered]:
        to = self._receiver()
        if to is None:
            raise RuntimeError("problems() asks for the receiver first")
        entry = HandoverEntry(
            to_staff_id=to.staff_id,
            to_team_id=to.team_id,
            kind=self.kind.value() or HandoverKind.PERMANENT,
            effective_from=self.start.value() or self.background.today(),
            situation=self.situation.text(),
            recommendation=self.asked.text(),
            next_7_days=self.soon.text(),
        )
        chosen = [(one.case_id, one.version) for one in self.chosen()]
        count = plural(len(chosen), self.tr("1 case offered to {name}"), self.tr("{n} cases offered to {{name}}"))
        self._done_words = count.format(name=to.name)
        return partial(service_handover.offer_cases, chosen=chosen, entry=entry)

    def saved(self, result: Offered) -> None:
        self._finished()
        if result.left_out:
            left = plural(len(result.left_out), self.tr("1 case was left out"), self.tr("{n} cases were left out"))
            why = self.tr("it is closed, theirs already, or offered already")
            self.shell.notice(self.tr("{left}: {why}.").format(left=left, why=why))


def _line(one: CaseToOffer) -> str:
    about = words.on_pathway(one)
    if one.offered_to:
        return words.say("{pathway}, offered to {name} already").format(pathway=about, name=one.offered_to)
    return words.say("{pathway}, {owner} is responsible").format(pathway=about, owner=one.owner)


def _surroundings(
    session: Any, cases: tuple[UUID, ...], person_id: UUID | None, on: Any
) -> tuple[list[CaseToOffer], list[Receiver]]:
    return (
        queries_handover_board.cases_to_offer(session, case_ids=cases, person_id=None if cases else person_id),
        queries_handover_board.receivers(session, on),
    )
