"""Changing a contact within its 24 hours, and withdrawing one that is wrong."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.contacts import amending, queries, rules
from inteam.contacts.queries import ContactRow
from inteam.contacts.rules import (
    AttemptResult,
    AttendedCode,
    ContactEntry,
    ContactType,
    Direction,
    HowItWent,
    Mode,
    RiskChange,
    Visibility,
    WithWhom,
)
from inteam.drafts.queries import DraftRow
from inteam.people import banner, nhs_number
from inteam.people.queries import HeaderRow, header
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.messages import sentence
from ui.app.shell import Shell
from ui.contacts.when import WhenBox
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.identity import Identity
from ui.widgets.inputs import TextArea, TextBox

MODES = (
    (Mode.PHONE, "Phone"),
    (Mode.HOME, "Home visit"),
    (Mode.PRACTICE, "At the practice"),
    (Mode.COMMUNITY, "In the community"),
    (Mode.OTHER_SITE, "At another place"),
    (Mode.VIDEO, "Video"),
    (Mode.TEXT, "Text"),
    (Mode.EMAIL, "Email"),
    (Mode.LETTER, "Letter"),
    (Mode.PORTAL, "Portal"),
)
OUTCOMES = (
    (HowItWent.REACHED, "Reached"),
    (HowItWent.LEFT_MESSAGE, "Left message"),
    (HowItWent.NO_ANSWER, "No answer"),
    (HowItWent.DID_NOT_ATTEND, "Did not attend"),
    (HowItWent.CANCELLED, "Cancelled"),
)


class _ContactForm(FormSheet):
    """A form about one contact that is there; it reads the contact and says whose it is."""

    title_words: ClassVar[str]
    save_words: ClassVar[str]
    done_words: ClassVar[str]
    what: ClassVar[str] = "contact"

    def __init__(
        self,
        shell: Shell,
        *,
        contact_id: UUID | None = None,
        person_id: UUID | None = None,
        draft: DraftRow | None = None,
    ) -> None:
        contact_id = contact_id or (draft.record_id if draft else None)
        super().__init__(
            shell,
            self.title_words,
            self.save_words,
            done=self.done_words,
            person_id=person_id,
            record_id=contact_id,
            draft=draft,
        )
        self.make()
        self.save_button.setEnabled(False)
        if contact_id is not None:
            self.background.read(self, partial(_whole, contact_id=contact_id), self._take, self._unread)

    def make(self) -> None:
        """Adds the fields."""

    def _unread(self, error: Any) -> None:
        self.show_problem(sentence(error))

    def _take(self, found: tuple[ContactRow, HeaderRow] | None) -> None:
        if found is None:
            self.show_problem(self.tr("This contact is no longer there. Somebody may have withdrawn it."))
            return
        contact, person = found
        given = f"{person.given_name or ''} ({person.title})" if person.title else person.given_name or ""
        born = banner.born(person.identity, self.background.today())
        number = nhs_number.stated(person.nhs_number)
        self.set_person(Identity(person.family_name.upper(), given, born, number))
        self.save_button.setEnabled(True)
        self.show_record(contact)
        self.begin(contact)
        if self._given is not None:
            self.fill(self._given.fields)
        else:
            self.draft.settle()

    @property
    def contact(self) -> ContactRow:
        """The contact as it was read."""
        found: ContactRow | None = self.record
        if found is None:
            raise RuntimeError("the contact has not been read yet")
        return found

    def present(self, session: Any) -> ContactRow | None:
        return queries.contact(session, self.contact.id)

    def about(self, use_case: Any, **more: Any) -> UseCase[Any]:
        """A use case on the contact at the version that was read."""
        return partial(use_case, contact_id=self.contact.id, version=self.version, **more)


class AmendContactSheet(_ContactForm):
    """For the author, for 24 hours; the earlier words are kept."""

    form: ClassVar[str] = "contacts.amend"
    title_words, save_words, done_words = "Change a contact", "Save changes", "Contact changed"

    def make(self) -> None:
        self.when = WhenBox(self.tr("When"), self.background.now)
        self.add("summary", Field(self.tr("Note"), TextArea(self.tr("Note"), lines=8)))
        self.add("occurred_at", Field(self.tr("When"), self.when))
        self.add("mode", Field(self.tr("How"), ChoiceField(self.tr("How"), list(MODES))))
        self.add("attempt_result", Field(self.tr("Outcome"), ChoiceField(self.tr("Outcome"), list(OUTCOMES))))
        self.add("duration_min", Field(self.tr("Minutes"), TextBox(self.tr("Minutes")), optional=True))

    def show_record(self, record: ContactRow) -> None:
        self._text("summary").set_text(record.summary)
        self.when.set_value(record.occurred_at)
        self._choice("mode").set_value(Mode(record.mode))
        self._choice("attempt_result").set_value(HowItWent(record.quick_code) if record.quick_code else None)
        minutes = self.control("duration_min")
        if isinstance(minutes, TextBox):
            minutes.set_text("" if record.duration_min is None else str(record.duration_min))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        self.when.settle()
        if self.when.problem:
            found["occurred_at"] = self.when.problem
        if self._minutes() and not self._minutes().isdigit():
            found["duration_min"] = self.tr("Write the minutes in figures, like 25.")
        return found

    def use_case(self) -> UseCase[Any]:
        return self.about(amending.amend_contact, entry=self._entry(self.contact))

    def _entry(self, was: ContactRow) -> ContactEntry:
        """What stands here, with the rest as it was; another outcome or way brings its own codes."""
        mode = Mode(self._choice("mode").value())
        how = self._choice("attempt_result").value()
        type_, attended, result = ContactType(was.type), was.attended_code, was.attempt_result
        if how is not None and (how != was.quick_code or mode != was.mode):
            reading = rules.reading(HowItWent(how), mode, planned=was.planned)
            type_, attended, result = reading.type, reading.attended_code, reading.attempt_result
        return ContactEntry(
            person_id=was.person_id,
            occurred_at=self.when.value(),
            type=type_,
            mode=mode,
            direction=Direction(was.direction),
            with_whom=WithWhom(was.with_whom),
            with_names=was.with_names or "",
            duration_min=int(self._minutes()) if self._minutes() else None,
            planned=was.planned or how == HowItWent.DID_NOT_ATTEND,
            attended_code=AttendedCode(attended) if attended else None,
            attempt_result=AttemptResult(result) if result else None,
            meaningful=was.meaningful and type_ == was.type,
            summary=self._text("summary").text(),
            quick_code=HowItWent(how) if how else None,
            location=was.location or "",
            risk_change=RiskChange(was.risk_change),
            visibility=Visibility(was.visibility),
            no_action=was.no_action,
            next_contact_on=was.next_contact_on,
        )

    def _minutes(self) -> str:
        control = self.control("duration_min")
        return control.text() if isinstance(control, TextBox) else ""

    def _text(self, name: str) -> TextArea:
        control = self.control(name)
        if not isinstance(control, TextArea):
            raise TypeError(name)
        return control

    def _choice(self, name: str) -> ChoiceField:
        control = self.control(name)
        if not isinstance(control, ChoiceField):
            raise TypeError(name)
        return control


class WithdrawContactSheet(_ContactForm):
    """It should not have been logged here: left out of every list, still in the trail."""

    form: ClassVar[str] = "contacts.withdraw"
    is_act: ClassVar[bool] = True
    title_words, save_words, done_words = "Withdraw a contact", "Withdraw contact", "Contact withdrawn"

    def make(self) -> None:
        why = TextArea(self.tr("Why?"), lines=3)
        help_words = self.tr("It leaves every list and no longer stops a waiting clock. The audit trail keeps it.")
        self.add("reason", Field(self.tr("Why is it wrong here?"), why, help=help_words))

    def use_case(self) -> UseCase[Any]:
        control = self.control("reason")
        why = control.text() if isinstance(control, TextArea) else ""
        return self.about(amending.withdraw_contact, reason=why)


def _whole(session: Any, *, contact_id: UUID) -> tuple[ContactRow, HeaderRow] | None:
    contact = queries.contact(session, contact_id)
    person = header(session, contact.person_id) if contact else None
    return (contact, person) if contact and person else None
