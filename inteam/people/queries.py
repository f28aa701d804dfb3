"""Reads of one person: the banner's particulars, and each part of the record that is people's.

A record that others were merged into is read with theirs: nothing moved, everything is seen.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, func, or_, select
from sqlalchemy.orm import Session, aliased

from inteam.organisations.model import Organisation, Staff
from inteam.people.banner import Identity
from inteam.people.choices import Confidentiality, DeathStatus
from inteam.people.model import Person, PersonMerge, PersonName
from inteam.store.reads import Read, my_people, one_of, param

MOST = 500  # rows of one list of one person


@dataclass(frozen=True)
class HeaderRow:
    """All of a person's own row, with the names of practice and usual worker."""

    id: UUID
    version: int
    family_name: str
    given_name: str | None
    middle_names: str | None
    title: str | None
    suffix: str | None
    preferred_name: str | None
    sort_key: str
    born_on: date | None
    dob_precision: str
    dob_estimated: bool
    nhs_number: str | None
    nhs_number_status: str
    nhs_number_absent_reason: str | None
    nhs_number_override: str | None
    sex: str
    gender_identity: str | None
    pronouns: str | None
    ethnicity_code: str
    ethnicity_source: str | None
    language_code: str | None
    interpreter_required: str
    interpreter_note: str | None
    practice_id: UUID | None
    usual_gp_name: str | None
    usual_worker_id: UUID | None
    confidentiality: str
    death_status: str
    died_on: date | None
    allergies_standing: str
    merged_into_id: UUID | None
    practice: str | None
    practice_code: str | None
    usual_worker: str | None

    @property
    def identity(self) -> Identity:
        """What the banner is made of."""
        return Identity(
            self.family_name,
            self.given_name,
            self.title,
            self.preferred_name,
            self.born_on,
            self.dob_precision,
            self.dob_estimated,
            self.sex,
            self.nhs_number,
            self.confidentiality,
            self.death_status,
            self.died_on,
        )

    @property
    def withholds_address(self) -> bool:
        """Whether address, phone, practice and place of work stay off every output."""
        return self.confidentiality != Confidentiality.NORMAL

    @property
    def is_alive(self) -> bool:
        """Whether nothing was said of a death."""
        return self.death_status == DeathStatus.ALIVE


_worker = aliased(Staff)
_header_columns: Any = (
    *(getattr(Person, name) for name in HeaderRow.__dataclass_fields__ if hasattr(Person, name)),
    Organisation.name.label("practice"),
    Organisation.ods_code.label("practice_code"),
    func.trim(_worker.given_name + " " + _worker.family_name, type_=Text()).label("usual_worker"),
)
_HEADER = Read(
    "person_header",
    select(*_header_columns)
    .join(my_people, my_people.c.person_id == Person.id)
    .outerjoin(Organisation, Organisation.id == Person.practice_id)
    .outerjoin(_worker, _worker.id == Person.usual_worker_id)
    .where(Person.id == param("person_id", Uuid()), Person.withdrawn_at.is_(None)),
)
_JOINED = Read(
    "people_joined_to",
    select(Person.id)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(or_(Person.id == param("person_id", Uuid()), Person.merged_into_id == param("person_id", Uuid())))
    .order_by(Person.id),
)
_NAMES = Read(
    "person_names",
    select(
        PersonName.id,
        PersonName.version,
        PersonName.family_name,
        PersonName.given_name,
        PersonName.use,
        PersonName.valid_from,
        PersonName.valid_to,
    )
    .join(my_people, my_people.c.person_id == PersonName.person_id)
    .where(one_of(PersonName.person_id, "people", Uuid()), PersonName.withdrawn_at.is_(None))
    .order_by(PersonName.valid_to.desc(), PersonName.id),
)
_MERGES = Read(
    "person_merges",
    select(
        PersonMerge.id,
        PersonMerge.version,
        PersonMerge.merged_id,
        PersonMerge.merged_at,
        PersonMerge.reason,
        Person.family_name,
        Person.given_name,
        Person.born_on,
        Person.nhs_number,
    )
    .join(my_people, my_people.c.person_id == PersonMerge.survivor_id)
    .join(Person, Person.id == PersonMerge.merged_id)
    .where(
        PersonMerge.survivor_id == param("person_id", Uuid()),
        PersonMerge.unmerged_at.is_(None),
        PersonMerge.withdrawn_at.is_(None),
    )
    .order_by(PersonMerge.merged_at.desc(), PersonMerge.id),
)


@dataclass(frozen=True)
class NameRow:
    """Another name, now or before."""

    id: UUID
    version: int
    family_name: str
    given_name: str | None
    use: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class MergeRow:
    """A record that was joined to this one and may be parted again."""

    id: UUID
    version: int
    merged_id: UUID
    merged_at: Any
    reason: str
    family_name: str
    given_name: str | None
    born_on: date | None
    nhs_number: str | None


def header(session: Session, person_id: UUID) -> HeaderRow | None:
    """The person's particulars, or None where there is nobody."""
    rows = _HEADER.run(session, person_id=person_id, limit=1)
    return HeaderRow(*rows[0]) if rows else None


def joined_ids(session: Session, person_id: UUID) -> list[UUID]:
    """The person and all who were merged into them: whose rows are read together."""
    return [row.id for row in _JOINED.run(session, person_id=person_id, limit=MOST)]


def names(session: Session, people: list[UUID]) -> list[NameRow]:
    """Other names, newest first; only for those who have people.previous_names."""
    return [NameRow(*row) for row in _NAMES.run(session, people=people, limit=MOST)]


def merges(session: Session, person_id: UUID) -> list[MergeRow]:
    """Records that were joined to this one."""
    return [MergeRow(*row) for row in _MERGES.run(session, person_id=person_id, limit=MOST)]


READS = (_HEADER, _JOINED, _NAMES, _MERGES)
