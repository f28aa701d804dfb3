"""The records of people who are here already, read as states, and brought up to what a source says."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from inteam.exchange import new_people
from inteam.exchange.incoming import IncomingAddress, IncomingPerson, IncomingPoint
from inteam.exchange.practices import Organisations
from inteam.exchange.state import Difference, State, address_key, name_key, point_key
from inteam.people.folding import fold, sort_key
from inteam.people.model import (
    AccessNeed,
    Address,
    ContactPoint,
    Person,
    PersonName,
    Registration,
    RelatedPerson,
)
from inteam.people.service_protection import need_review_due
from inteam.store.base import Record
from inteam.store.database import Work

_COLUMNS = (
    "family_name",
    "given_name",
    "middle_names",
    "title",
    "suffix",
    "preferred_name",
    "born_on",
    "dob_precision",
    "nhs_number",
    "nhs_number_status",
    "sex",
    "ethnicity_code",
    "language_code",
    "interpreter_required",
    "usual_gp_name",
    "confidentiality",
    "death_status",
    "died_on",
    "practice_id",
)
_PART = 500


def states(session: Session, person_ids: Sequence[UUID], organisations: Organisations) -> dict[UUID, State]:
    """What stands in the records of these people."""
    found: dict[UUID, State] = {}
    for start in range(0, len(person_ids), _PART):
        part = person_ids[start : start + _PART]
        columns = [getattr(Person, name) for name in _COLUMNS]
        for row in session.execute(select(Person.id, *columns).where(Person.id.in_(part))):
            values = dict(zip(_COLUMNS, row[1:], strict=True))
            values["practice_code"] = organisations.code_of(values.pop("practice_id"))
            found[row.id] = State(values)
        _add_lists(session, part, found)
    return found


def _add_lists(session: Session, part: Sequence[UUID], found: dict[UUID, State]) -> None:
    for address in _rows(session, Address, part):
        lines = [getattr(address, f"line{number}") for number in range(1, 6)]
        key = address_key(lines, address.postcode)
        found[address.person_id].addresses.add(key)
        if address.use == "home" and address.valid_to is None:
            found[address.person_id].home = key
    for point in _rows(session, ContactPoint, part):
        found[point.person_id].points.add(point_key(point.system, point.value))
    for name in _rows(session, PersonName, part):
        found[name.person_id].names.add(name_key(name.family_name, name.given_name))
    for need in _rows(session, AccessNeed, part):
        found[need.person_id].needs.add((need.category, need.need_code))
    for relation in _rows(session, RelatedPerson, part):
        found[relation.person_id].relations.add(fold(relation.name))


def _rows(session: Session, model: Any, part: Sequence[UUID]) -> Iterable[Any]:
    statement = select(*model.__table__.columns).where(model.person_id.in_(part), model.withdrawn_at.is_(None))
    return session.execute(statement)


class Records:
    """The records of some people who are known, loaded together to be changed."""

    def __init__(self, work: Work, person_ids: Sequence[UUID]) -> None:
        self._work = work
        self._people: dict[UUID, Person] = {}
        self._homes: dict[UUID, list[Address]] = {}
        self._registrations: dict[UUID, list[Registration]] = {}
        self._ranks: dict[UUID, int] = {}
        wanted = list(dict.fromkeys(person_ids))
        for start in range(0, len(wanted), _PART):
            self._load(wanted[start : start + _PART])

    def _load(self, part: Sequence[UUID]) -> None:
        session = self._work.session
        self._people.update({one.id: one for one in session.scalars(select(Person).where(Person.id.in_(part)))})
        for address in session.scalars(_present(Address, part).where(Address.use == "home")):
            self._homes.setdefault(address.person_id, []).append(address)
        for registration in session.scalars(_present(Registration, part)):
            self._registrations.setdefault(registration.person_id, []).append(registration)
        highest = select(ContactPoint.person_id, func.max(ContactPoint.rank)).where(
            ContactPoint.person_id.in_(part), ContactPoint.withdrawn_at.is_(None)
        )
        for person_id, rank in session.execute(highest.group_by(ContactPoint.person_id)):
            self._ranks[person_id] = rank

    def update(self, person_id: UUID, found: Difference, incoming: IncomingPerson, practices: Organisations) -> None:
        """Bring a record up to what a source says: new values stand, old ones are kept with the day they ended."""
        person = self._people[person_id]
        values = dict(found.values)
        code = values.pop("practice_code", None)
        for column, value in values.items():
            setattr(person, column, value)
        if "family_name" in values or "given_name" in values:
            person.sort_key = sort_key(person.family_name, person.given_name)
        if values.get("ethnicity_code"):
            person.ethnicity_source = "imported"
        if values.get("nhs_number"):
            person.nhs_number_absent_reason = None
        if code:
            self._register(person, practices.practice(code, incoming.practice_name), incoming, practices)
        self._add(PersonName, [new_people.name_values(person_id, name) for name in found.former])
        for address in found.addresses:
            self._move(person_id, address)
        self._reach(person_id, found.points)
        source, today = incoming.source, self._work.today
        if found.needs:
            due = need_review_due(self._work, today)
            self._add(AccessNeed, [new_people.need_values(person_id, one, source, today, due) for one in found.needs])
        self._add(RelatedPerson, [new_people.relation_values(person_id, one, 9) for one in found.relations])

    def _add(self, model: type[Record], rows: list[dict[str, Any]]) -> None:
        self._work.session.add_all(model(**row) for row in rows)

    def _register(self, person: Person, practice_id: UUID, incoming: IncomingPerson, practices: Organisations) -> None:
        practices.write(self._work)
        since = incoming.registered_on or self._work.today
        for old in self._registrations.get(person.id, ()):
            old.valid_to = max(since, old.valid_from) if old.valid_from else since
        person.practice_id = practice_id
        made = Registration(**new_people.registration_values(person.id, practice_id, since, incoming.source))
        self._work.session.add(made)
        self._registrations[person.id] = [made]

    def _move(self, person_id: UUID, address: IncomingAddress) -> None:
        made = Address(**new_people.address_values(person_id, address))
        if address.use == "home" and not address.valid_to:
            for old in self._homes.get(person_id, ()):
                old.valid_to = address.valid_from or self._work.today
            self._homes[person_id] = [made]
        self._work.session.add(made)

    def _reach(self, person_id: UUID, points: Iterable[IncomingPoint]) -> None:
        for point in points:
            rank = self._ranks[person_id] = self._ranks.get(person_id, 0) + 1
            self._work.session.add(ContactPoint(**new_people.point_values(person_id, point, rank)))


def _present(model: Any, part: Sequence[UUID]) -> Select[Any]:
    return select(model).where(model.person_id.in_(part), model.valid_to.is_(None), model.withdrawn_at.is_(None))
