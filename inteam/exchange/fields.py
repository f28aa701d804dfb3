"""The fields that a column of people can hold, and the headers by which they are known. domain.md 12.3."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum


class Field(StrEnum):
    """What a column holds; the value is what --map takes."""

    SOURCE_ID = "source_id"
    NHS_NUMBER = "nhs_number"
    NHS_NUMBER_STATUS = "nhs_number_status"
    FULL_NAME = "full_name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    MIDDLE_NAMES = "middle_names"
    PREFERRED_NAME = "preferred_name"
    PREVIOUS_FAMILY_NAME = "previous_family_name"
    TITLE = "title"
    SUFFIX = "suffix"
    BORN_ON = "born_on"
    SEX = "sex"
    ETHNICITY = "ethnicity_code"
    LANGUAGE = "language_code"
    INTERPRETER = "interpreter_required"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    PRACTICE_CODE = "practice_code"
    PRACTICE_NAME = "practice_name"
    USUAL_GP = "usual_gp_name"
    REGISTERED_ON = "registered_on"
    DIED_ON = "died_on"
    SENSITIVE = "sensitive"
    REMOVED = "removed"
    LEAVE_OUT = "leave_out"


NAMES = frozenset({Field.FAMILY_NAME, Field.GIVEN_NAME, Field.FULL_NAME})
_NAMES = frozenset({Field.FAMILY_NAME, Field.GIVEN_NAME})
_OF_A_PERSON = frozenset({Field.NHS_NUMBER, Field.BORN_ON, Field.SEX})

DATES = (Field.BORN_ON, Field.REGISTERED_ON, Field.DIED_ON)
SEVERAL = frozenset({Field.ADDRESS, Field.PHONE, Field.MOBILE, Field.EMAIL})
"""Fields that several columns may hold; of any other field the first column counts."""

_HEADERS: dict[Field, str] = {
    Field.SOURCE_ID: "emis number|emis no|patient guid|person guid|patient number|patient id|patientid|id|"
    "row identifier|rowidentifier|systmone id|source id|local id|hospital number|mrn|rid|crn",
    Field.NHS_NUMBER: "nhs number|nhs no|nhs no.|nhsno|nhs num|nhs_num|patient nhs number|nhsnumber|new nhs number",
    Field.NHS_NUMBER_STATUS: "nhs number status|nhsnumberstatus|nhs number verification status|nhs number trace status",
    Field.FULL_NAME: "patient|name|full name|patient name|patient full name|patient details|fullname",
    Field.FAMILY_NAME: "surname|last name|family name|patient surname|last|family|lastname|gp name family|"
    "patient last name",
    Field.GIVEN_NAME: "forename|forenames|forename(s)|first name|first names|given name|given names|first|given|"
    "firstname|christian name|gp name given|patient forename|patient first name|patient given name",
    Field.MIDDLE_NAMES: "middle names|middle name|middlename|other names|second forename|other forenames",
    Field.PREFERRED_NAME: "preferred name|known as|preferred forename|calling name|likes to be called|"
    "preferred given name",
    Field.PREVIOUS_FAMILY_NAME: "previous surname|previous surname(s)|maiden|maiden name|former surname|previous name|"
    "gp name previous family|birth surname",
    Field.TITLE: "title|prefix|name prefix|patient title|gp name prefix|salutation",
    Field.SUFFIX: "suffix|name suffix",
    Field.BORN_ON: "date of birth|dob|birth date|d.o.b.|birthdate|date birth|born|born on|patient dob|gp birth date|"
    "patient date of birth",
    Field.SEX: "sex|gender|patient gender|patient sex|gp gender|gender code|stated gender",
    Field.ETHNICITY: "ethnic origin|ethnicity|ethnic category|ethnic group|ethnic category code|ethnicity code",
    Field.LANGUAGE: "main language|language|first language|preferred language|spoken language|main spoken language",
    Field.INTERPRETER: "interpreter required|needs interpreter|interpreter|interpreter needed|requires interpreter",
    Field.ADDRESS: "address|house name flat number|house name/flat number|house name/number|house name|house number|"
    "number and street|number & street|street|road|village|locality|town|city|county|state|address line 1|"
    "address line 2|address line 3|address line 4|address line 5|address1|address2|address3|address4|address5|add 1|"
    "add 2|add 3|add 4|add 5|line1|line2|line3|line4|line5|name of building|number of building|name of road|"
    "name of locality|name of town|name of county|full address|home address|address line|patient address|"
    "gp address line1|gp address line2|gp address line3|gp address line4|gp address line5|post town|"
    "addressline1|addressline2|addressline3|addressline4|addressline5",
    Field.POSTCODE: "postcode|post code|pcode|full postcode|zip|postal code|fullpostcode|gp postal code|"
    "patient postcode",
    Field.PHONE: "home tel|home telephone|home phone|telephone|phone|tel|preferred tel|preferred telephone|work phone|"
    "work telephone|contact number|phone number|telephone number|tel 1|tel_1|tel home|home telephone number|"
    "preferred telephone number",
    Field.MOBILE: "mobile|mobile telephone|mobile phone|mobile tel|mobile number|tel mobile|cell|"
    "mobile telephone number",
    Field.EMAIL: "email|e-mail|email address|e-mail address|e mail",
    Field.PRACTICE_CODE: "ods code|practice code|gp code|gp practice code|gp_code|usual gp organisation ods code|"
    "organisation code|registered practice code|national code|gp general practitioner ods|practice ods code|"
    "registered practice ods code|gp organisation code|organisation ods code|org code|gp ods code",
    Field.PRACTICE_NAME: "organisation|practice|registered organisation|usual gp organisation|practice name|"
    "gp practice|"
    "registered practice|surgery|gp surgery|external usual gp organisation|externalususalgporganisation",
    Field.USUAL_GP: "usual gp|usual gp's full name|usual gp full name|registered gp|named accountable gp|named gp|"
    "external usual gp|externalususalgp|gp name",
    Field.REGISTERED_ON: "date of registration|registered on|registration date|date registration|date registered|"
    "date accept.|date accepted",
    Field.DIED_ON: "date of death|death date|deathdate|date death|died|died on|deceased date",
    Field.SENSITIVE: "spine sensitive|spinesensitive|sensitive flag|s flag",
    Field.REMOVED: "deleted|removed data|removeddata|is deleted",
}


def plain(header: str) -> str:
    """A header without case, spaces and signs."""
    folded = unicodedata.normalize("NFKD", header).casefold()
    return "".join(character for character in folded if character.isalnum())


_BY_HEADER = {plain(words): field for field, headers in _HEADERS.items() for words in headers.split("|")}
# Synthea's race and ethnicity are not the NHS's categories, and its numbers are not NHS numbers.
_SYNTHEA = frozenset({"ssn", "drivers", "passport"})
_NOT_IN_SYNTHEA = frozenset({"ethnicity"})


def field_of(header: str) -> Field | None:
    """The field that a header names, or None."""
    return _BY_HEADER.get(plain(header))


def known(cells: tuple[str, ...] | list[str]) -> int:
    """How many of the cells are headers that we know, each field once."""
    return len({field for cell in cells if (field := field_of(cell)) is not None})


def columns(header: tuple[str, ...]) -> tuple[Field | None, ...]:
    """The field of each column as its header suggests; None is left out."""
    skipped = _NOT_IN_SYNTHEA if is_synthea(header) else frozenset()
    taken: set[Field] = set()
    found: list[Field | None] = []
    for cell in header:
        field = field_of(cell)
        if field is None or plain(cell) in skipped or (field in taken and field not in SEVERAL):
            found.append(None)
        else:
            taken.add(field)
            found.append(field)
    return tuple(found)


def names_people(found: Iterable[Field | None]) -> bool:
    """Whether there is a name column; "name" alone could be anything's: a person's column must stand beside it."""
    fields = set(found)
    return bool(fields & _NAMES) or (Field.FULL_NAME in fields and bool(fields & _OF_A_PERSON))


def is_synthea(header: tuple[str, ...]) -> bool:
    """Whether this is Synthea's table of patients."""
    return {plain(cell) for cell in header} >= _SYNTHEA


def family_of(header: tuple[str, ...]) -> str:
    """The kind of system whose export has such headers: synthea, emis, systmone, gp_list or ""."""
    cells = {plain(cell) for cell in header}
    if cells >= _SYNTHEA:
        return "synthea"
    for name, marks in _FAMILIES.items():
        if cells & marks:
            return name
    return ""


_FAMILIES = {
    "emis": frozenset({"emisnumber", "patientguid", "usualgporganisationodscode", "usualgporganisation"}),
    "systmone": frozenset({"rowidentifier", "idorganisationvisibleto", "idpatient", "ssref"}),
    "gp_list": frozenset({"dateaccept", "gpnamefamily"}),
}
