"""Tables of other systems that are no list of people, told by their headers: staff, appointments, Synthea's lists.

EMIS and SystmOne give one file a table, most of which name nobody; staff and address books have names and are still
not the people a team works with.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from inteam.exchange import fields
from inteam.exchange.fields import Field, plain


@dataclass(frozen=True)
class Table:
    """A table that is recognised and is no list of people.

    name: what it is called where it comes from. marks: the headers that gave it away. kind: of the lines that people's
    lists take from it, or "".
    """

    name: str
    marks: tuple[str, ...]
    staff: bool = False
    kind: str = ""


_OF_A_PERSON = frozenset({Field.NHS_NUMBER, Field.BORN_ON})
_OF_A_PATIENT = frozenset(
    {Field.SEX, Field.DIED_ON, Field.ETHNICITY, Field.LANGUAGE, Field.INTERPRETER, Field.USUAL_GP, Field.SENSITIVE}
)
_OWN_NUMBERS = frozenset(
    {"patientguid", "personguid", "emisnumber", "emisno", "patientid", "patientnumber", "hospitalnumber", "mrn"}
)
# Columns that only a list of staff or professionals has where it has neither NHS number nor birth date.
_STAFF_HEADERS = (
    "UserInRoleGuid|UserGuid|StaffGuid|ProfessionalGuid|UserInRole|StaffMemberId|IDStaffMember|StaffId|"
    "Staff Number|StaffRole|Job Category Code|Job Category Name|Job Category|Job Title|Job Role|"
    "Position Title|Role|Role Name|Role Code|IDRole|User Id|User Name|Smartcard|Smartcard Id|IDSmartCard|"
    "Smart Card Number|GMC Number|GMC No|GMC Code|GMC|NMC Number|NMC Pin|GPhC Number|HCPC Number|GDP Number|"
    "National Id Type|IDNational|Staff Group|Professional Id|Professional Code|Prescriber Code|"
    "Prescribing Code|Prescribing Number|Staff Type|Employee Number|Employee Id|Assignment Number|"
    "Payroll Number|Contract Start Date|Contract End Date|HCP Type|IDParentAddressBookEntry|Clinician Type"
)
_STAFF = frozenset(map(plain, _STAFF_HEADERS.split("|")))
_MOST_MARKS = 6
_EMIS, _SYSTMONE = "EMIS", "SystmOne"
_IN_EMIS = frozenset({"processingid"})
_IN_SYSTMONE = frozenset({"rowidentifier", "idorganisationvisibleto"})
_FILE_NAMES = {
    _EMIS: re.compile(r"(?:Admin|Agreements|Appointment|Audit|CareRecord|Coding|Prescribing)_[A-Za-z]+"),
    _SYSTMONE: re.compile(r"(?<![A-Za-z])SR[A-Z][A-Za-z]+"),
}

Cells = dict[str, str]
"""Headers by their plain form, in the order of the columns."""


def of(source: str, header: tuple[str, ...]) -> Table | None:
    """The table that a file of this name and header is, None where it may be a list of people."""
    cells = {plain(cell): cell for cell in header if plain(cell)}
    if table := _synthea(source, cells):
        return table
    known = {found for cell in header if (found := fields.field_of(cell)) is not None}
    system = _system(cells)
    if fields.names_people(known):
        return None if known & _OF_A_PERSON else _staff(source, system, cells, known)
    return Table(_called(source, system), _marks(cells, _keys(cells, system))) if system else None


def _system(cells: Cells) -> str:
    """The system whose extract has such columns."""
    if cells.keys() & _IN_SYSTMONE:
        return _SYSTMONE
    return _EMIS if cells.keys() & _IN_EMIS or any(cell.endswith("guid") for cell in cells) else ""


def _keys(cells: Cells, system: str) -> set[str]:
    """The columns by which a system's tables refer to each other."""
    if system == _EMIS:
        return {cell for cell in cells if cell.endswith("guid") or cell in _IN_EMIS}
    return {cell for cell in cells if cell.startswith("id") or cell in _IN_SYSTMONE} if system else set()


def _staff(source: str, system: str, cells: Cells, known: set[Field]) -> Table | None:
    """Names beside nothing by which a patient is known: staff, where what only staff or such tables have is there."""
    if system != _SYSTMONE and cells.keys() & _OWN_NUMBERS:
        return None  # in SystmOne's tables the patient's number says whose relation or contact this is
    if any(cell.startswith("patient") for cell in cells if not cell.endswith("guid") and cell != "patientid"):
        return None
    marks = _marks(cells, cells.keys() & _STAFF or (set() if known & _OF_A_PATIENT else _keys(cells, system)))
    return Table(_called(source, system) or "table of staff", marks, staff=True) if marks else None


def _called(source: str, system: str) -> str:
    """The table's name as the file's name gives it."""
    if not system:
        return ""
    found = _FILE_NAMES[system].search(_stem(source))
    return f"{system} {found[0]}" if found else f"{system} table"


def _stem(source: str) -> str:
    return PurePosixPath(source.replace("!", "/")).stem


def _marks(cells: Cells, wanted: Collection[str]) -> tuple[str, ...]:
    return tuple(cell for name, cell in cells.items() if name in wanted)[:_MOST_MARKS]


# Synthea's lists: columns that tell one, its name ("": the file's), and the kind of line that it gives.
_SYNTHEA: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"patient", "encounterclass"}), "encounters", "encounter"),
    (frozenset({"patient", "start", "code", "description", "dispenses"}), "medications", "medication"),
    (frozenset({"patient", "start", "code", "description", "type", "category"}), "allergies", "allergy"),
    (frozenset({"id", "patient", "start", "stop", "code", "description", "reasoncode"}), "careplans", "care_plan"),
    (frozenset({"patient", "encounter", "code", "description", "value"}), "observations", ""),
    (frozenset({"patient", "start", "code", "description", "udi"}), "devices", ""),
    (frozenset({"patient", "encounter", "code", "description", "basecost"}), "", ""),
    (frozenset({"patient", "encounter", "code", "description", "cost"}), "", ""),
    (frozenset({"patient", "encounter", "code", "description", "quantity"}), "supplies", ""),
    (frozenset({"patient", "encounter", "date"}), "", ""),
    (frozenset({"organization", "name", "speciality"}), "providers", ""),
    (frozenset({"id", "name", "revenue", "utilization"}), "organizations", ""),
    (frozenset({"id", "name", "amountcovered", "amountuncovered"}), "payers", ""),
    (frozenset({"patient", "payer"}), "payer_transitions", ""),
    (frozenset({"claimid", "chargeid", "patientid"}), "claims_transactions", ""),
    (frozenset({"patientid", "providerid", "departmentid"}), "claims", ""),
)
_PLAIN_LIST = frozenset({"start", "stop", "patient", "encounter", "code", "description"})
_BY_FILE_NAME = (("allerg", "allergies", "allergy"), ("condition", "conditions", "condition"))


def _synthea(source: str, cells: Cells) -> Table | None:
    if not all(name.isupper() or name.casefold() == "id" for name in cells.values()):
        return None
    stem = _stem(source).casefold()
    for wanted, name, kind in _SYNTHEA:
        if wanted <= cells.keys():
            return Table(f"Synthea {name or stem}", _marks(cells, wanted), name == "providers", kind)
    if not cells.keys() >= _PLAIN_LIST:
        return None
    # Allergies and conditions have the same columns: only the name of the file tells them apart.
    name, kind = next(((name, kind) for part, name, kind in _BY_FILE_NAME if part in stem), ("list", ""))
    return Table(f"Synthea {name}", _marks(cells, _PLAIN_LIST), kind=kind)
