"""Log contact: from anywhere with Ctrl+L, in 12 keys and under 20 seconds with the person already open."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inteam.contacts import service
from inteam.contacts.queries_sheet import Opening, opening
from inteam.contacts.rules import ContactEntry, Mode
from inteam.drafts.queries import DraftRow
from inteam.organisations.queries import staff_list
from inteam.people import banner, dates, names, nhs_number
from inteam.people.search import Found as Answer
from inteam.people.search import search
from ui.app.background import UseCase
from ui.app.messages import sentence
from ui.app.shell import Shell
from ui.contacts import layout
from ui.contacts.entry import entry_of
from ui.contacts.form import MINUTES, ContactForm
from ui.widgets.buttons import Link
from ui.widgets.fields import Field
from ui.widgets.identity import Identity
from ui.widgets.suggest import Found, SuggestBox


class LogContactSheet(ContactForm):
    """Focus starts in the note. Digits choose how (outside a text), Alt and a digit the outcome, Ctrl+; is now."""

    form: ClassVar[str] = "contacts.log"

    def __init__(
        self,
        shell: Shell,
        *,
        person_id: UUID | None = None,
        draft: DraftRow | None = None,
        action_id: UUID | None = None,
    ) -> None:
        self._action_id = action_id
        self._name_before = ""
        person_id = person_id or (draft.person_id if draft else None)
        super().__init__(
            shell,
            self.tr_title(),
            "Save contact",
            done="Contact saved",
            person_id=person_id,
            draft=draft,
        )
        self._make()
        self._lay_out()
        self._watch()
        if person_id is None:
            self._ask_person()
        else:
            self._read_person(person_id)

    @staticmethod
    def tr_title() -> str:
        """The words at the top of the sheet."""
        return "Log contact"

    # --- parts ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.who = SuggestBox(self.tr("Person"), self._find, hint=self.tr("Name, NHS number or date of birth"))
        self.who_field = Field(self.tr("Who was it with or about?"), self.who)
        self.who.chosen.connect(self._person_chosen)
        self.rest = layout.of_form(self)
        self.body.setContentsMargins(24, 6, 24, 18)  # the strips above have 12 of their own
        self.body.addWidget(self.who_field)
        self.body.addWidget(self.rest)
        change = Link(self.tr("Change"))
        change.setAccessibleName(self.tr("Change the person"))
        change.clicked.connect(self._ask_person)
        self.change = change
        self.head_tools.addWidget(change)
        QWidget.setTabOrder(self.note.edit, self.action.text.edit)  # words first, then their options
        QWidget.setTabOrder(self.action.text.edit, self.action.due.chips[0])

    def first_field(self) -> QWidget | None:
        return self.who.edit if self.person_id is None else self.note.edit

    # --- whom it is about -------------------------------------------------------------------------------------

    def _ask_person(self) -> None:
        self.who_field.show()
        self.rest.setVisible(self.seen is not None)
        self.change.hide()
        self.save_button.setEnabled(self.seen is not None)
        self.who.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.who.edit.selectAll()

    def _find(self, words: str, take: Callable[[Sequence[Found]], None]) -> None:
        def show(answer: Answer) -> None:
            people = [match for match in answer.matches if not match.locked]
            take([Found(m.person_id, names.display(m.family_name, m.given_name), _facts(m)) for m in people])

        query = partial(search, text=words, actor=self.background.actor, limit=8)
        self.background.read(self, query, show, lambda error: self.show_problem(sentence(error)), key="who")

    def _person_chosen(self, person_id: UUID | None) -> None:
        if person_id is not None:
            self._read_person(person_id)
            self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_person(self, person_id: UUID) -> None:
        self.person_id = self.draft.person_id = person_id
        self.who_field.hide()
        self.rest.show()
        self.change.show()
        self.save_button.setEnabled(True)
        query = partial(
            opening, person_id=person_id, staff_id=self.background.actor.staff_id, now=self.background.now()
        )
        self.background.read(self, query, self._show_person, lambda error: self.show_problem(sentence(error)))
        if self.isVisible() and not self.draft.exists:
            self.draft.earlier(self._offer)

    def _show_person(self, found: Opening | None) -> None:
        if found is None:
            self.show_problem(self.tr("This person is no longer there. Choose somebody else."))
            return
        self.seen = found
        person, today = found.person, self.background.today()
        given = f"{person.given_name or ''} ({person.title})" if person.title else person.given_name or ""
        number = nhs_number.stated(person.nhs_number)
        self.set_person(Identity(person.family_name.upper(), given, banner.born(person.identity, today), number))
        self.interpreter.setVisible(person.interpreter_required == "yes")
        untouched = not self.note.text() and not self.draft.exists
        self._offer_choices(found)
        if untouched:
            self._prefill(found)
            self.draft.settle()
        self._show_details()
        staff = partial(staff_list, on=today, team_id=self.background.actor.team_id)
        self.background.read(
            self,
            staff,
            lambda rows: self.action.offer_staff(rows, self.background.actor.staff_id),
            lambda error: self.show_problem(sentence(error)),
        )

    def _offer_choices(self, found: Opening) -> None:
        before = self.companions.ticked()
        me = found.person.preferred_name or found.person.given_name or found.person.family_name
        self.own_name = me
        words = [me, *(one.words for one in found.companions)]
        extra = [name for name in before if name not in words and name != self._name_before]
        self._name_before = me
        self.companions.show_choices([*words, *extra], [name for name in before if name in words] + extra or [me])
        due = [action for action in found.actions if self._action_id in (None, action.id)]
        self.action.offer(due[0] if due else None, ticked=bool(due) and self._action_id is not None)
        self.goal.show_goals(found.goals)
        if self._given is not None:
            self._fill_offered(self._given.fields)

    def _prefill(self, found: Opening) -> None:
        """Mode and minutes from the appointment or the last contact; the time is the appointment's, else now."""
        if found.mode is not None:
            self._set_mode(Mode(found.mode))
        if found.minutes in MINUTES:
            self.minutes.set_current(MINUTES.index(found.minutes))
        if found.appointment is not None and found.appointment <= self.background.now():
            self.when.set_value(found.appointment)

    # --- what is shown ----------------------------------------------------------------------------------------

    # --- keys -------------------------------------------------------------------------------------------------

    # --- the draft --------------------------------------------------------------------------------------------

    def _use(self, draft: DraftRow) -> None:
        self._given = draft
        super()._use(draft)
        if draft.person_id is not None and draft.person_id != self.person_id:
            self._read_person(draft.person_id)
            self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- saving -----------------------------------------------------------------------------------------------

    def show_problems(self, problems: Mapping[str, str]) -> None:
        named = {_FIELDS.get(name, name): said for name, said in problems.items()}
        self.action.set_problem(named.pop("next_action", ""))
        super().show_problems(named)
        if self.action.problem_said and not named:
            self.action.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def use_case(self) -> UseCase[Any]:
        return partial(service.log_contact, entry=self.entry())

    def compare(self) -> bool:
        """Somebody has changed the action or the goal that is answered here: both are offered again as they stand."""
        if self.person_id is None:
            return False
        actor, now = self.background.actor, self.background.now()
        query = partial(opening, person_id=self.person_id, staff_id=actor.staff_id, now=now)
        self.background.read(self, query, self._offer_again, self._not_read, key="again", after_writes=True)
        return True

    def _offer_again(self, found: Opening | None) -> None:
        if found is None:
            self.show_problem(self.tr("This person is no longer there. Choose somebody else."))
            return
        kept = self.values()
        self.seen = found
        self._offer_choices(found)
        self._fill_offered(kept)
        said = self.tr("Somebody has changed an action or a goal of this person meanwhile.")
        self.tell(f"{said} {self.tr('Look at it as it stands now, then save: your words are still here.')}")

    def entry(self) -> ContactEntry:
        """What stands in the sheet, as the record wants it."""
        return entry_of(self)


_FIELDS = {
    "text": "next_action",
    "due_on": "next_action",
    "owner_id": "next_action",
    "type": "attempt_result",
    "attended_code": "attempt_result",
}
"""Names of the errors of what the sheet shows under one field."""


def _facts(match: Any) -> str:
    born = dates.short(match.born_on, match.dob_precision) or "not known"
    return f"Born {born} · {nhs_number.in_line(match.nhs_number)}"
