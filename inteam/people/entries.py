"""What is entered about a person's identity, and what is wrong with it. No database, no clock."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from inteam.people import dates, names, nhs_number, texts
from inteam.people.choices import Answer, DatePrecision, NhsNumberAbsent, NhsNumberStatus, Sex

ETHNICITY: dict[str, str] = {
    "A": "White British",
    "B": "White Irish",
    "C": "Any other White background",
    "D": "White and Black Caribbean",
    "E": "White and Black African",
    "F": "White and Asian",
    "G": "Any other mixed background",
    "H": "Indian",
    "J": "Pakistani",
    "K": "Bangladeshi",
    "L": "Any other Asian background",
    "M": "Caribbean",
    "N": "African",
    "P": "Any other Black background",
    "R": "Chinese",
    "S": "Any other ethnic group",
    "Z": "Not stated: asked, chose not to say",
    "99": "Not known",
}
"""National codes, 2001 list (domain.md 1.4); Z and 99 are different."""

ABSENT_WORDS: dict[str, str] = {
    NhsNumberAbsent.NOT_YET_KNOWN: "Not yet known",
    NhsNumberAbsent.NOT_REGISTERED: "Not registered with a GP",
    NhsNumberAbsent.OVERSEAS_VISITOR: "Overseas visitor",
    NhsNumberAbsent.ARMED_FORCES: "Armed forces",
    NhsNumberAbsent.REFUSED: "Does not wish to give it",
    NhsNumberAbsent.OTHER: "Other",
}
_NAMES = ("family_name", "given_name", "middle_names", "preferred_name")
_SHORT = {
    "title": 35,
    "suffix": 35,
    "pronouns": 40,
    "gender_identity": 100,
    "interpreter_note": 200,
    "language_code": 10,
}


@dataclass(frozen=True)
class PersonEntry:
    """A person's particulars as they are typed; nhs_number in any spacing."""

    family_name: str = ""
    given_name: str | None = None
    middle_names: str | None = None
    title: str | None = None
    suffix: str | None = None
    preferred_name: str | None = None
    born_on: date | None = None
    dob_precision: str = DatePrecision.DAY
    dob_estimated: bool = False
    nhs_number: str | None = None
    nhs_number_absent_reason: str | None = None
    nhs_number_override: str | None = None
    sex: str = Sex.NOT_KNOWN
    gender_identity: str | None = None
    pronouns: str | None = None
    ethnicity_code: str = "99"
    ethnicity_source: str | None = None
    language_code: str | None = None
    interpreter_required: str = Answer.UNKNOWN
    interpreter_note: str | None = None


def tidied(entry: PersonEntry) -> PersonEntry:
    """The entry as it is stored: names in NFC, numbers without spaces, a lone given name kept as such."""
    changes: dict[str, str | None] = {name: names.tidy(getattr(entry, name)) or None for name in _NAMES}
    changes["family_name"] = changes["family_name"] or ""
    changes |= {name: texts.tidy(getattr(entry, name)) for name in (*_SHORT, "nhs_number_override")}
    number = nhs_number.strip(entry.nhs_number or "")
    changes["nhs_number"] = number or None
    if number:
        changes["nhs_number_absent_reason"] = None
    return replace(entry, **changes)  # type: ignore[arg-type]  # (texts, by the fields' names)


def problems(entry: PersonEntry, today: date, *, live: bool) -> dict[str, str]:
    """Field → code of all that cannot be accepted in a tidied entry."""
    found: dict[str, str | None] = {name: names.problem(getattr(entry, name)) for name in _NAMES}
    if not entry.family_name and not entry.given_name:
        found["family_name"] = "name_required"
    found |= {name: texts.problem(getattr(entry, name), most) for name, most in _SHORT.items()}
    found["nhs_number_override"] = texts.problem(entry.nhs_number_override, 200)
    found["born_on"] = dates.born_problem(entry.born_on, today)
    if entry.nhs_number:
        found["nhs_number"] = nhs_number.problem(entry.nhs_number, live=live)
    found |= _choice_problems(entry)
    return {name: code for name, code in found.items() if code}


def _choice_problems(entry: PersonEntry) -> dict[str, str]:
    known: Mapping[str, tuple[str | None, Container[Any]]] = {
        "sex": (entry.sex, set(Sex)),
        "dob_precision": (entry.dob_precision, set(DatePrecision)),
        "ethnicity_code": (entry.ethnicity_code, ETHNICITY),
        "interpreter_required": (entry.interpreter_required, set(Answer)),
        "nhs_number_absent_reason": (entry.nhs_number_absent_reason, {None, *NhsNumberAbsent}),
    }
    return {name: "unknown" for name, (value, choices) in known.items() if value not in choices}


def warnings(entry: PersonEntry) -> dict[str, str]:
    """Field → code of what is accepted but worth a second look."""
    found: dict[str, str | None] = {"born_on": dates.born_warning(entry.born_on, entry.dob_precision)}
    if entry.born_on is None:
        found["born_on"] = "born_missing"
    if entry.nhs_number:
        out = nhs_number.check(entry.nhs_number).result is nhs_number.Result.OUT_OF_RANGE
        found["nhs_number"] = "nhs_number_out_of_range" if out and not entry.nhs_number_override else None
    else:
        found["nhs_number"] = None if entry.nhs_number_absent_reason else "nhs_number_missing"
    return {name: code for name, code in found.items() if code}


def status_of(entry: PersonEntry, before: str | None = None, *, same_number: bool = False) -> str:
    """The NHS number status after an entry by hand; 01 is never set by INTeam itself."""
    if not entry.nhs_number:
        return NhsNumberStatus.NOT_PRESENT if entry.nhs_number_absent_reason else NhsNumberStatus.TRACE_REQUIRED
    return before if same_number and before else NhsNumberStatus.NOT_TRACED


FIELDS = tuple(field.name for field in fields(PersonEntry))
