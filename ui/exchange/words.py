"""The words of the Import screen."""

from PySide6.QtCore import QCoreApplication

from inteam.exchange.fields import Field
from inteam.exchange.report import Report, Side
from inteam.people import dates, names, nhs_number
from ui.app.messages import plural
from ui.exchange.work import Looked


def say(words: str) -> str:
    """The words in the language of the screen."""
    return QCoreApplication.translate("exchange", words)


FIELDS: dict[Field, str] = {
    Field.LEAVE_OUT: "Leave out",
    Field.SOURCE_ID: "Their number",
    Field.NHS_NUMBER: "NHS No.",
    Field.NHS_NUMBER_STATUS: "NHS No. status",
    Field.FULL_NAME: "Full name",
    Field.FAMILY_NAME: "Family name",
    Field.GIVEN_NAME: "Given name",
    Field.MIDDLE_NAMES: "Middle names",
    Field.PREFERRED_NAME: "Preferred name",
    Field.PREVIOUS_FAMILY_NAME: "Former family name",
    Field.TITLE: "Title",
    Field.SUFFIX: "Suffix",
    Field.BORN_ON: "Born",
    Field.SEX: "Sex",
    Field.ETHNICITY: "Ethnic group",
    Field.LANGUAGE: "Language",
    Field.INTERPRETER: "Interpreter",
    Field.ADDRESS: "Address",
    Field.POSTCODE: "Postcode",
    Field.PHONE: "Phone",
    Field.MOBILE: "Mobile",
    Field.EMAIL: "E-mail",
    Field.PRACTICE_CODE: "Practice code",
    Field.PRACTICE_NAME: "Practice",
    Field.USUAL_GP: "Usual GP",
    Field.REGISTERED_ON: "Registered on",
    Field.DIED_ON: "Died on",
    Field.SENSITIVE: "Sensitive",
    Field.REMOVED: "Deleted mark",
}
FAMILIES = {"emis": "EMIS export", "systmone": "SystmOne export", "synthea": "Synthea", "gp_list": "GP list extract"}
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-8-sig", "UTF-8 with mark"),
    ("cp1252", "Windows-1252"),
    ("latin-1", "Latin-1"),
    ("utf-16", "UTF-16"),
    ("utf-16-le", "UTF-16, small end first"),
    ("utf-16-be", "UTF-16, big end first"),
    ("utf-32", "UTF-32"),
    ("mac-roman", "Mac Roman"),
)
DELIMITERS = (
    (",", "Comma ,"),
    (";", "Semicolon ;"),
    ("\t", "Tab"),
    ("|", "Bar |"),
    ("^", "Caret ^"),
    ("~", "Tilde ~"),
    (":", "Colon :"),
    ("\u00ac", "Not sign \u00ac"),
)
ORDERS = (("DMY", "Day, month, year"), ("MDY", "Month, day, year"), ("YMD", "Year, month, day"))
KINDS = {
    "allergy": "Allergies",
    "no_known_allergies": "No known allergies",
    "medication": "Medicines",
    "related_person": "Related people",
    "condition": "Conditions",
    "care_plan": "Care plans from elsewhere",
    "goal": "Goals from elsewhere",
    "encounter": "Encounters from elsewhere",
    "service_request": "Requests from elsewhere",
    "communication": "Messages from elsewhere",
    "organisation": "Organisations",
}


def field(found: Field | None) -> str:
    """The words for a field; None is left out."""
    return say(FIELDS[found or Field.LEAVE_OUT])


def name(side: Side) -> str:
    """FAMILY, Given."""
    return names.display(side.family_name, side.given_name or None)


def born(side: Side) -> str:
    """The birth date as far as it is known."""
    return dates.short(side.born_on, side.dob_precision) or say("Not known")


def number(side: Side) -> str:
    """The NHS number in groups."""
    return say(nhs_number.stated(side.nhs_number))


def column_title(name: str) -> str:
    """The head of a column as it stands in the file; where a file has no heads, what the column holds."""
    return say(FIELDS[Field(name)]) if name in {str(field) for field in FIELDS} else name


def summary(report: Report) -> str:
    """What an import did, in one sentence."""
    words = say(
        "{created} new, {updated} updated, {unchanged} unchanged, {held} wait for a decision, {refused} left out."
    )
    return words.format(
        created=f"{report.created:,}",
        updated=f"{report.updated:,}",
        unchanged=f"{report.unchanged:,}",
        held=f"{len(report.held):,}",
        refused=f"{len(report.refused):,}",
    )


def named(looked: Looked) -> str:
    """The name of what was chosen, or how many files it is."""
    return looked.paths[0].name if len(looked.paths) == 1 else _files(len(looked.paths))


def said_of(looked: Looked) -> str:
    """The name, and how many rows or files are in it."""
    form = looked.form
    if form is None or len(looked.documents) > 1:
        return f"{named(looked)}, {_files(len(looked.documents))}"
    return f"{named(looked)}, {plural(form.rows, say('1 row'), say('{n} rows'))}"


def _files(count: int) -> str:
    return plural(count, say("1 file"), say("{n} files"))
