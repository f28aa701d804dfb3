"""Sheets for who a person is: particulars, other names, access class, death."""

from functools import partial
from typing import Any

from inteam.errors import InputError
from inteam.people import dates, nhs_number, service, service_death
from inteam.people.banner import GENDER_WORDS
from inteam.people.choices import Answer, Confidentiality, DatePrecision, NameUse, Sex
from inteam.people.entries import ABSENT_WORDS, ETHNICITY, PersonEntry
from inteam.people.queries import HeaderRow
from inteam.timeline import deaths
from inteam.timeline.overview import Overview
from ui.app.background import UseCase
from ui.app.messages import words as sentences
from ui.person import words
from ui.person.sheet import PersonSheet

TITLES = "Mr, Mrs, Miss, Ms, Mx, Dr, Rev"
YES_NO = ((Answer.YES, "Yes"), (Answer.NO, "No"), (Answer.UNKNOWN, "Not known"))
LEVELS = (
    (Confidentiality.NORMAL, "Usual"),
    (Confidentiality.SENSITIVE, "Sensitive: address and phone withheld"),
    (Confidentiality.RESTRICTED, "Restricted: named staff only"),
)


def make_identity(sheet: PersonSheet, *, short: bool) -> None:
    """The fields of a person's particulars; the short form is for adding somebody."""
    sheet.text("family_name", "Family name", optional=False)
    sheet.text("given_name", "Given name")
    sheet.beside("family_name", "given_name")
    sheet.text("born", "Date of birth", hint="14-Mar-1957", help="Or only a month and year, or a year.")
    sheet.text("nhs_number", "NHS number", hint="999 000 0018")
    sheet.beside("born", "nhs_number")
    sheet.choice("nhs_number_absent_reason", "If there is no NHS number, why", tuple(ABSENT_WORDS.items()))
    sheet.choice("sex", "Gender", tuple((key, GENDER_WORDS[key]) for key in Sex), value=Sex.NOT_KNOWN)
    sheet.text("preferred_name", "Preferred name", help="What they want to be called.")
    sheet.beside("sex", "preferred_name")
    sheet.text("title", "Title", hint=TITLES)
    sheet.choice("language_code", "Language", tuple(words.LANGUAGES.items()))
    sheet.beside("title", "language_code")
    sheet.choice("interpreter_required", "Interpreter needed", YES_NO, value=Answer.UNKNOWN)
    if short:
        return
    sheet.text("interpreter_note", "About the interpreter", hint="A woman; Sylheti")
    sheet.check("dob_estimated", "The date of birth is estimated")
    sheet.text("middle_names", "Middle names")
    sheet.text("suffix", "Suffix")
    sheet.beside("middle_names", "suffix")
    sheet.text("gender_identity", "Gender identity, in their words")
    sheet.text("pronouns", "Pronouns", hint="she, her")
    sheet.beside("gender_identity", "pronouns")
    sheet.choice("ethnicity_code", "Ethnicity", tuple(ETHNICITY.items()), value="99")
    sheet.text(
        "nhs_number_override", "Why an unusual NHS number is right", help="Only for a number out of the issued range."
    )


def identity_entry(sheet: PersonSheet, **more: Any) -> PersonEntry:
    """The particulars as they stand in the fields."""
    typed = sheet.value("born") or ""
    birth = dates.parse_birth(typed) if typed else None
    born: dict[str, Any] = {"born_on": None, "dob_precision": DatePrecision.UNKNOWN}
    if birth is not None:
        born = {"born_on": birth.day, "dob_precision": birth.precision}
    made: PersonEntry = sheet.entered(PersonEntry, **born, **more)
    return made


def person_of(sheet: PersonSheet, seen: Overview) -> HeaderRow | None:
    """The person that the sheet is about; None when they were joined to another meanwhile."""
    return seen.person if sheet.row is None or sheet.row.id == seen.person.id else None


def birth_problem(sheet: PersonSheet) -> dict[str, str]:
    """A sentence for a date of birth that cannot be read."""
    typed = sheet.value("born")
    if typed and dates.parse_birth(typed) is None:
        return sentences(InputError(born="born_unreadable"))
    return {}


class IdentitySheet(PersonSheet):
    """All particulars; a name that was right before is kept."""

    form, what = "person_identity", "record"
    add_title = edit_title = "Edit identity"
    done_words, save_words = "Identity saved", "Save identity"

    def make(self) -> None:
        make_identity(self, short=False)
        choices = (
            (NameUse.FORMER, "Kept as a former name"),
            (NameUse.MAIDEN, "Kept as the maiden name"),
            ("", "It was a mistake"),
        )
        self.choice("keep", "If the name changes, the old one is", choices, value=NameUse.FORMER)

    def found_in(self, seen: Overview) -> Any:
        return person_of(self, seen)

    def fill_from(self, row: Any) -> None:
        super().fill_from(row)
        self.set_value("born", dates.short(row.born_on, row.dob_precision))
        self.set_value("nhs_number", nhs_number.shown(row.nhs_number))

    def problems(self) -> dict[str, str]:
        return super().problems() | birth_problem(self)

    def show_problems(self, problems: Any) -> None:
        moved = {("born" if name == "born_on" else name): said for name, said in problems.items()}
        super().show_problems(moved)

    def use_case(self) -> UseCase[Any]:
        keep = self.value("keep")
        return partial(
            service.amend_person,
            person_id=self.row.id,
            version=self.version,
            entry=identity_entry(self),
            keep_former=NameUse(keep) if keep else None,
        )


class NameSheet(PersonSheet):
    """Another name by which the person was or is known."""

    form = "person_name"
    add_title, done_words, save_words = "Add other name", "Name added", "Add name"

    def make(self) -> None:
        self.text("family_name", "Family name")
        self.text("given_name", "Given name")
        self.choice("use", "What it is", tuple(words.NAME_USES.items()), value="former")

    def use_case(self) -> UseCase[Any]:
        return partial(
            service.add_name,
            person_id=self.whose,
            family_name=self.value("family_name") or "",
            given_name=self.value("given_name"),
            use=self.value("use"),
        )


class ConfidentialitySheet(PersonSheet):
    """Who may see the record, and whether the address is withheld."""

    form, what = "person_confidentiality", "record"
    add_title, done_words, save_words = "Change who may see this", "Access changed", "Change access"

    def make(self) -> None:
        self.choice(
            "confidentiality",
            "Access",
            LEVELS,
            help="A sensitive person is found by name only by their usual worker. A restricted record opens for "
            "named staff; anybody else must give a reason, which the privacy officer reads.",
        )

    def found_in(self, seen: Overview) -> Any:
        return person_of(self, seen)

    def use_case(self) -> UseCase[Any]:
        level = self.value("confidentiality")
        return partial(service.set_confidentiality, person_id=self.row.id, version=self.version, level=level)


class DeathSheet(PersonSheet):
    """A death: reported, confirmed, or a report that was wrong."""

    form, what = "person_death", "record"
    add_title, done_words, save_words, is_act = "Record a death", "Death recorded", "Record", True

    def make(self) -> None:
        choices = (("reported", "Reported: somebody said so"), ("confirmed", "Confirmed: known formally"))
        self.choice(
            "death_status",
            "What is known",
            choices,
            help="From now on no letter, reminder or prompt goes to them. Once confirmed, open referrals and plans "
            "end; open actions stay for somebody to decide about.",
        )
        self.day("died_on", "Died on", past=True)
        if self.row is not None:
            self._offer_life()

    def found_in(self, seen: Overview) -> Any:
        return person_of(self, seen)

    def found(self, seen: Overview) -> None:
        self._offer_life()

    def _offer_life(self) -> None:
        if self.row is not None and not self.row.is_alive:
            self.ending("They are alive: take it back", self._undo, self.tr("Taken back: they are alive"))

    def fill_from(self, row: Any) -> None:
        if not row.is_alive:
            self.set_value("died_on", row.died_on)

    def _undo(self) -> UseCase[Any]:
        return partial(service_death.undo_death, person_id=self.row.id, version=self.version)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.value("death_status") is None:
            found["death_status"] = sentences(InputError(death_status="required"))["death_status"]
        elif self.value("death_status") == "confirmed" and self.value("died_on") is None and not found:
            found["died_on"] = sentences(InputError(died_on="required"))["died_on"]
        return found

    def use_case(self) -> UseCase[Any]:
        on, confirmed = self.value("died_on"), self.value("death_status") == "confirmed"
        do: Any = deaths.confirm_death if confirmed else service_death.report_death
        made: UseCase[Any] = partial(do, person_id=self.row.id, version=self.version, died_on=on)
        return made
