"""What readers give: people, their lists and organisations as another system wrote them, and what was not taken."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not taken, with its place; row is None for a whole file. reason is a code of messages.py."""

    source: str
    row: int | None
    field: str
    value: str
    reason: str
    facts: tuple[tuple[str, object], ...] = ()
    cells: tuple[str, ...] = ()  # the row as it stood, to be saved and mended
    person: bool = True  # whether the row is a person's


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to look at again in a row that is taken."""

    source: str
    row: int
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """So many of a kind that the record has no place for."""

    kind: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Key:
    """How another system knows something: its naming system and the identifier there."""

    system: str
    value: str


NO_KEY = Key("", "")


@dataclass(frozen=True, slots=True)
class IncomingName:
    """A former or other name."""

    family_name: str
    given_name: str
    use: str
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class IncomingAddress:
    """An address as it was given, at most five lines."""

    lines: tuple[str, ...]
    postcode: str
    use: str = "home"
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class IncomingPoint:
    """A phone number or e-mail address."""

    system: str
    value: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class IncomingNeed:
    """A need of the Accessible Information Standard: category, code and the words it came in."""

    category: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class IncomingRelation:
    """Somebody in the person's life, as the person's own entry names them."""

    name: str
    relationship: str
    phone: str = ""
    next_of_kin: bool = False
    emergency_contact: bool = False


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """One person of a source, checked and tidied; "" and None mean that the source does not say.

    row counts from the first line of the file, or from the first entry of a bundle. references are the ways in which
    other entries of the same source speak of this person.
    """

    source: str
    row: int
    family_name: str = ""
    given_name: str = ""
    middle_names: str = ""
    title: str = ""
    suffix: str = ""
    preferred_name: str = ""
    other_names: tuple[IncomingName, ...] = ()
    born_on: date | None = None
    dob_precision: str = "day"
    nhs_number: str = ""
    nhs_number_status: str = ""
    sex: str = ""
    ethnicity_code: str = ""
    language_code: str = ""
    interpreter_required: str = ""
    addresses: tuple[IncomingAddress, ...] = ()
    points: tuple[IncomingPoint, ...] = ()
    needs: tuple[IncomingNeed, ...] = ()
    relations: tuple[IncomingRelation, ...] = ()
    practice_code: str = ""
    practice_name: str = ""
    registered_on: date | None = None
    usual_gp_name: str = ""
    died_on: date | None = None
    death_status: str = ""
    sensitive: bool = False
    key: Key = NO_KEY
    fingerprint: str = ""
    references: tuple[str, ...] = ()
    replaced_by: str = ""  # the reference of the record to which the source has joined this one


@dataclass(frozen=True, slots=True)
class IncomingEntry:
    """One line of a list about a person: an allergy, a medicine, a relation, or what else another record says.

    kind: allergy, medication, related_person, care_team_member, or a kind of OutsideEntry. in_error: the source has
    taken it back; it is not shown, and withdrawn where it was taken before. values: column → value.
    """

    source: str
    row: int
    kind: str
    person: str  # the reference to the person, as the source writes it
    person_number: str  # the person's NHS number, where the reference gives only that
    key: Key
    fingerprint: str
    in_error: bool
    values: dict[str, object] = field(default_factory=dict)
    person_key: Key = NO_KEY  # the person's, where the source knows them by a number of its own


@dataclass(frozen=True, slots=True)
class IncomingOrganisation:
    """An organisation of a source, known by its ODS code or, without one, by its name."""

    source: str
    row: int
    name: str
    ods_code: str = ""
    kind: str = "other"
    address: str = ""
    postcode: str = ""
    phone: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    parent_code: str = ""


Incoming = IncomingPerson | IncomingEntry | IncomingOrganisation | Refusal | Warned | NotTaken
"""What a reader yields, in the order of the source."""
