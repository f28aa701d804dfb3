"""Reads of how to reach a person: addresses and contact points; what has ended is told apart by date."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from inteam.people.model import Address, ContactPoint
from inteam.people.reading import Ids, read_of, rows


@dataclass(frozen=True)
class AddressRow:
    """An address; valid_to None is where the person lives now."""

    id: UUID
    version: int
    use: str
    line1: str | None
    line2: str | None
    line3: str | None
    line4: str | None
    line5: str | None
    postcode: str | None
    no_fixed_abode: bool
    uprn: str | None
    valid_from: date | None
    valid_to: date | None
    key_safe_note: str | None
    access_note: str | None

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it is written, one line each."""
        if self.no_fixed_abode:
            return ("No fixed abode",)
        parts = (self.line1, self.line2, self.line3, self.line4, self.line5, self.postcode)
        return tuple(part for part in parts if part)


@dataclass(frozen=True)
class ContactPointRow:
    """A way to reach the person."""

    id: UUID
    version: int
    system: str
    value: str
    e164: str | None
    use: str | None
    rank: int
    preferred: bool
    safe_to_leave_message: str
    safe_times: str | None
    who_answers: str | None
    verified_on: date | None
    ended_on: date | None


_ADDRESSES = read_of(
    "person_addresses", Address, AddressRow, (Address.valid_to.is_not(None), Address.use, Address.valid_from.desc())
)
_POINTS = read_of(
    "person_contact_points",
    ContactPoint,
    ContactPointRow,
    (ContactPoint.ended_on.is_not(None), ContactPoint.preferred.desc(), ContactPoint.rank),
)


def addresses(session: Session, people: Ids) -> list[AddressRow]:
    """Present addresses first, then former ones."""
    return rows(session, _ADDRESSES, AddressRow, people)


def contact_points(session: Session, people: Ids) -> list[ContactPointRow]:
    """Present contact points first, the preferred one at the top."""
    return rows(session, _POINTS, ContactPointRow, people)


READS = (_ADDRESSES, _POINTS)
