"""Who is the same person: an incoming row against the people who are here and those earlier in the source.

The rules are people/duplicates.py; here is only how few are compared: those with the same NHS number, birth date or
identifier. Decisions 20 and 21.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from inteam.exchange import fhir_parts
from inteam.exchange.incoming import IncomingPerson, Key
from inteam.exchange.model import HeldRow, SourceKey
from inteam.people import duplicates, postcode
from inteam.people.duplicates import Particulars, Verdict
from inteam.people.folding import fold
from inteam.people.model import Address, Person


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"  # somebody known, new values update
    KNOWN = "known"  # read before, word for word: nothing changes
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a row, of whom, and why; twin_number: created beside somebody with another valid number."""

    outcome: Outcome
    person_id: UUID
    reason: str = ""
    twin_number: bool = False
    waiting: bool = False  # held before and not yet decided


class _Known(NamedTuple):
    person_id: UUID
    particulars: Particulars


class _Seen(NamedTuple):
    person_id: UUID
    fingerprint: str


class People:
    """The people who may be meant, read for each part of the source as it comes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_number: dict[str, list[_Known]] = {}
        self._by_birth: dict[object, list[_Known]] = {}
        self._by_id: dict[UUID, _Known] = {}
        self._keys: dict[tuple[str, str], _Seen] = {}
        self._stored: dict[tuple[str, str], UUID] = {}
        self._held: dict[str, HeldRow] = {}
        self._holding: dict[str, Decision] = {}
        self._asked: set[object] = set()

    def load(self, part: Sequence[IncomingPerson]) -> None:
        """Read who may be meant by these rows."""
        numbers = {person.nhs_number for person in part if person.nhs_number} - self._asked
        days = {person.born_on for person in part if person.born_on} - self._asked
        self._asked |= numbers | days
        if numbers:
            self._read(Person.nhs_number.in_(numbers))
        if days:
            self._read(Person.born_on.in_(days))
        self._read_keys({person.key for person in part})
        unknown = [person.fingerprint for person in part if (person.key.system, person.key.value) not in self._keys]
        self._read_held(unknown)

    def _read(self, clause: object) -> None:
        columns = (
            Person.id,
            Person.family_name,
            Person.given_name,
            Person.preferred_name,
            Person.born_on,
            Person.nhs_number,
            Address.postcode_key,
        )
        home = (
            (Address.person_id == Person.id)
            & (Address.use == "home")
            & Address.valid_to.is_(None)
            & Address.withdrawn_at.is_(None)
        )
        present = Person.withdrawn_at.is_(None) & Person.merged_into_id.is_(None)
        statement = select(*columns).outerjoin(Address, home).where(clause, present)  # type: ignore[arg-type]  # (one of two)
        for row in self._session.execute(statement):
            if row.id not in self._by_id:
                self._keep(_Known(row.id, Particulars(*row[1:])))

    def _read_keys(self, keys: set[Key]) -> None:
        wanted = sorted({(key.system, key.value) for key in keys if key.system} - self._keys.keys())
        for system, group in groupby(wanted, key=lambda pair: pair[0]):
            values = [value for _, value in group]
            found = self._session.execute(
                select(SourceKey.value, SourceKey.person_id, SourceKey.fingerprint).where(
                    SourceKey.system == system, SourceKey.value.in_(values), SourceKey.withdrawn_at.is_(None)
                )
            )
            for row in found:
                self._keys[system, row.value] = _Seen(row.person_id, row.fingerprint)
                self._stored[system, row.value] = row.person_id
            self._read_ours(system, values)

    def _read_ours(self, system: str, values: Iterable[str]) -> None:
        if system != fhir_parts.OURS:
            return
        for value in values:
            person = self._session.get(Person, UUID(value)) if _is_uuid(value) else None
            if person is not None and person.withdrawn_at is None:
                self._keys.setdefault((system, value), _Seen(person.merged_into_id or person.id, ""))
                self._read(Person.id == (person.merged_into_id or person.id))

    def _read_held(self, fingerprints: list[str]) -> None:
        if fingerprints:
            rows = select(HeldRow).where(HeldRow.fingerprint.in_(fingerprints), HeldRow.withdrawn_at.is_(None))
            self._held.update({row.fingerprint: row for row in self._session.scalars(rows)})

    def _keep(self, known: _Known) -> None:
        self._by_id[known.person_id] = known
        if known.particulars.nhs_number:
            self._by_number.setdefault(known.particulars.nhs_number, []).append(known)
        if known.particulars.born_on:
            self._by_birth.setdefault(known.particulars.born_on, []).append(known)

    def decide(self, incoming: IncomingPerson, *, read_before: bool) -> Decision:
        """What becomes of a row. read_before: the whole file has been imported before."""
        seen = self._keys.get((incoming.key.system, incoming.key.value))
        if seen is not None and (read_before or seen.fingerprint == incoming.fingerprint):
            return Decision(Outcome.KNOWN, seen.person_id)
        if (row := self._held.get(incoming.fingerprint)) is not None and row.decision == "waiting":
            return Decision(Outcome.HELD, row.candidate_id, row.reason, waiting=True)
        if (earlier := self._holding.get(incoming.fingerprint)) is not None:
            return earlier
        mine = particulars(incoming)
        if seen is not None and (decision := self._by_key(seen, mine)):
            return decision
        return self._by_identity(mine)

    def _by_key(self, seen: _Seen, mine: Particulars) -> Decision | None:
        known = self._by_id.get(seen.person_id)
        if known is None:
            self._read(Person.id == seen.person_id)
            known = self._by_id.get(seen.person_id)
        if known is None:
            return None
        theirs = known.particulars
        if not (_same(mine.born_on, theirs.born_on) or duplicates.near(mine.family_name, theirs.family_name)):
            return None  # a number that another system has used again
        if duplicates.two_numbers(mine, theirs):
            return Decision(Outcome.HELD, known.person_id, "held_number_changed")
        return Decision(Outcome.SAME, known.person_id)

    def _by_identity(self, mine: Particulars) -> Decision:
        same_number = self._by_number.get(mine.nhs_number or "", ())
        for known in same_number:
            if duplicates.compare(mine, known.particulars) is Verdict.SAME:
                return Decision(Outcome.SAME, known.person_id)
        if same_number:
            return Decision(Outcome.HELD, same_number[0].person_id, "held_same_number")
        twin_number = False
        for known in self._by_birth.get(mine.born_on, ()) if mine.born_on else ():
            if mine.nhs_number and known.particulars.nhs_number:
                twin_number |= _same_name(mine, known.particulars)
            elif duplicates.compare(mine, known.particulars) is Verdict.HELD:
                return Decision(Outcome.HELD, known.person_id, "held_same_name")
        return Decision(Outcome.NEW, uuid4(), twin_number=twin_number)

    def add(self, incoming: IncomingPerson, person_id: UUID) -> None:
        """Remember a row that becomes a new person, for the rows after it."""
        self._keep(_Known(person_id, particulars(incoming)))

    def saw(self, incoming: IncomingPerson, person_id: UUID) -> None:
        """Remember by which identifier a person is known."""
        self._keys[incoming.key.system, incoming.key.value] = _Seen(person_id, incoming.fingerprint)

    def holds(self, incoming: IncomingPerson, decision: Decision) -> None:
        """Remember a row that waits, so that the same row again waits with it and not beside it."""
        self._holding[incoming.fingerprint] = replace(decision, waiting=True)

    def stored_key(self, key: Key) -> UUID | None:
        """Whom an identifier named when this part of the source was loaded, rightly or not."""
        return self._stored.get((key.system, key.value))


def particulars(incoming: IncomingPerson) -> Particulars:
    """What a row is compared by."""
    home = next((address for address in incoming.addresses if address.use == "home" and not address.valid_to), None)
    return Particulars(
        incoming.family_name,
        incoming.given_name or None,
        incoming.preferred_name or None,
        incoming.born_on,
        incoming.nhs_number or None,
        postcode.key(home.postcode) or None if home else None,
    )


def _same(one: object, two: object) -> bool:
    return one is not None and one == two


def _same_name(one: Particulars, two: Particulars) -> bool:
    return fold(one.family_name) == fold(two.family_name) and fold(one.given_name or "") == fold(two.given_name or "")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
