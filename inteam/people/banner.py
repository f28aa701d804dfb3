"""The banner of one person, in the order and words of the NHS CUI patient banner. domain.md 1.12.

Only where a single record is shown; a list has identity cells instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inteam.people import access_needs, dates, names, nhs_number, risks
from inteam.people.access_needs import RecordedNeed
from inteam.people.choices import AllergiesStanding, Confidentiality, DeathStatus, Sex
from inteam.people.risks import RiskLine, Standing

GENDER_WORDS: dict[str, str] = {
    Sex.MALE: "Male",
    Sex.FEMALE: "Female",
    Sex.INDETERMINATE: "Indeterminate",
    Sex.NOT_KNOWN: "Not known",
}
SENSITIVE = "SENSITIVE – address withheld"
RESTRICTED = "RESTRICTED – named staff only"


@dataclass(frozen=True)
class Identity:
    """The particulars that a banner and an identity cell are made of."""

    family_name: str
    given_name: str | None
    title: str | None = None
    preferred_name: str | None = None
    born_on: date | None = None
    dob_precision: str = "day"
    dob_estimated: bool = False
    sex: str = Sex.NOT_KNOWN
    nhs_number: str | None = None
    confidentiality: str = Confidentiality.NORMAL
    death_status: str = DeathStatus.ALIVE
    died_on: date | None = None


@dataclass(frozen=True)
class Banner:
    """The words of the first zone; an empty text is not shown. alert: the line of the access class."""

    name: str
    preferred: str
    born: str
    died: str
    gender: str
    nhs_number: str
    alert: str
    deceased: bool


def banner(person: Identity, today: date) -> Banner:
    """The first zone on a day; the age stands still at death."""
    died = person.died_on if person.death_status != DeathStatus.ALIVE else None
    return Banner(
        name=names.display(person.family_name, person.given_name, person.title),
        preferred=person.preferred_name or "",
        born=born(person, today),
        died=_died(person) if person.death_status != DeathStatus.ALIVE else "",
        gender=GENDER_WORDS.get(person.sex, "Not known"),
        nhs_number=nhs_number.stated(person.nhs_number),
        alert={Confidentiality.SENSITIVE: SENSITIVE, Confidentiality.RESTRICTED: RESTRICTED}.get(
            Confidentiality(person.confidentiality), ""
        ),
        deceased=died is not None or person.death_status != DeathStatus.ALIVE,
    )


def born(person: Identity, today: date) -> str:
    """14-Mar-1957 (69y); without the age once the person has died."""
    day = dates.short(person.born_on, person.dob_precision)
    if not day:
        return "Not known"
    approximate = "approx. " if person.dob_estimated else ""
    if person.death_status != DeathStatus.ALIVE:
        return f"{approximate}{day}"
    return f"{approximate}{day} ({dates.age(person.born_on, person.dob_precision, today)})"


def _died(person: Identity) -> str:
    reported = ", reported" if person.death_status == DeathStatus.REPORTED else ""
    if person.died_on is None:
        return f"Date not known{reported}"
    age = dates.age(person.born_on, person.dob_precision, person.died_on)
    return f"{dates.short(person.died_on)} ({age}){reported}"


def identity_line(person: Identity, *, today: date | None = None) -> str:
    """FAMILY, Given · Born 14-Mar-1957 · NHS no. 999 000 0018, for lists of several people."""
    day = dates.short(person.born_on, person.dob_precision) or "not known"
    if today is not None and person.born_on is not None:
        day = f"{day} ({dates.age(person.born_on, person.dob_precision, person.died_on or today)})"
    return (
        f"{names.display(person.family_name, person.given_name)} · Born {day} · {nhs_number.in_line(person.nhs_number)}"
    )


def risk_words(lines: Sequence[RiskLine], newest_answer: str | None, *, safeguarding_detail: bool) -> str:
    """What the banner says of risks; each of the four standings has its own words."""
    stand = risks.standing(lines, newest_answer)
    if stand is Standing.OPEN:
        return f"Risk: {risks.banner_words(lines, safeguarding_detail=safeguarding_detail)}"
    return {
        Standing.NO_KNOWN_RISKS: "No known risks",
        Standing.NOT_ASSESSED: "Risks not assessed",
        Standing.ALL_CLOSED: "No open risks",
    }[stand]


def need_words(needs: Sequence[RecordedNeed], language: str | None = None, interpreter: str = "unknown") -> str:
    """Needs: 18 pt large print; hearing loop; "" where none is recorded."""
    parts = [access_needs.summary(needs)] if needs else []
    if interpreter == "yes":
        parts.append(f"interpreter: {language}" if language else "interpreter")
    words = "; ".join(part for part in parts if part)
    return f"Needs: {words}" if words else ""


def allergy_words(standing: str, displays: Sequence[str]) -> str:
    """No known allergies, not recorded, or the list: three different answers."""
    if displays:
        return f"Allergies: {', '.join(displays)}"
    return "No known allergies" if standing == AllergiesStanding.NONE_KNOWN else "Allergies not recorded"
