"""Reads of the allergies and medicines that other systems gave."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from inteam.people.model import Allergy, Medication
from inteam.people.reading import Ids, read_of, rows


@dataclass(frozen=True)
class ListedRow:
    """An allergy or a medicine as another system gave it."""

    id: UUID
    display: str
    status: str
    detail: str | None
    on: date | None
    source: str | None


_ALLERGIES = read_of(
    "person_allergies",
    Allergy,
    ListedRow,
    (Allergy.status, Allergy.display),
    detail=Allergy.reaction,
    on=Allergy.recorded_on,
)
_MEDICATIONS = read_of(
    "person_medications",
    Medication,
    ListedRow,
    (Medication.status, Medication.display),
    detail=Medication.dosage,
    on=Medication.authored_on,
)


def allergies(session: Session, people: Ids) -> list[ListedRow]:
    """Allergies and intolerances; active ones first."""
    return rows(session, _ALLERGIES, ListedRow, people)


def medications(session: Session, people: Ids) -> list[ListedRow]:
    """Medicines; active ones first."""
    return rows(session, _MEDICATIONS, ListedRow, people)


READS = (_ALLERGIES, _MEDICATIONS)
