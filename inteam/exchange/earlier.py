"""Whom lines are about that name nobody of their own source: people of earlier imports."""

from collections.abc import Iterable, Sequence
from itertools import islice
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inteam.exchange.incoming import IncomingEntry, Key
from inteam.exchange.model import SourceKey
from inteam.people.model import Person

_PART = 500


class Earlier:
    """The people whom some lines name by NHS number, or by the number under which a source has given them before."""

    def __init__(self, session: Session, entries: Sequence[IncomingEntry]) -> None:
        self._by_number: dict[str, list[UUID]] = {}
        self._by_key: dict[Key, UUID] = {}
        present = Person.withdrawn_at.is_(None) & Person.merged_into_id.is_(None)
        for numbers in _parts({entry.person_number for entry in entries if entry.person_number}):
            people = select(Person.nhs_number, Person.id).where(Person.nhs_number.in_(numbers), present)
            for number, person_id in session.execute(people):
                self._by_number.setdefault(number or "", []).append(person_id)
        keys = {entry.person_key for entry in entries if entry.person_key.value}
        for system in sorted({key.system for key in keys}):
            for values in _parts({key.value for key in keys if key.system == system}):
                known = (
                    select(SourceKey.value, func.coalesce(Person.merged_into_id, Person.id))
                    .join(Person, Person.id == SourceKey.person_id)
                    .where(
                        SourceKey.system == system,
                        SourceKey.value.in_(values),
                        SourceKey.kind == "person",
                        SourceKey.withdrawn_at.is_(None),
                        Person.withdrawn_at.is_(None),
                    )
                )
                self._by_key.update({Key(system, value): person_id for value, person_id in session.execute(known)})

    def person_of(self, entry: IncomingEntry) -> UUID | None:
        """Whom a line is about; None where that is nobody, or where two have the number."""
        same = self._by_number.get(entry.person_number, []) if entry.person_number else []
        return same[0] if len(same) == 1 else self._by_key.get(entry.person_key)


def _parts(values: set[str]) -> Iterable[list[str]]:
    left = iter(sorted(values))
    while part := list(islice(left, _PART)):
        yield part
