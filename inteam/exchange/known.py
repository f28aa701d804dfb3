"""The records of people who are here already, read as states, and brought up to what a source says."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inteam.exchange import new_people
from inteam.exchange.incoming import IncomingPerson
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


def update(work: Work, person_id: UUID, found: Difference, incoming: IncomingPerson, practices: Organisations) -> None:
    """Bring a record up to what a source says: new values stand, old ones are kept with the day they ended."""
    person = work.session.get_one(Person, person_id)
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
        _register(work, person, practices.practice(code, incoming.practice_name), incoming, practices)
    _add(work, PersonName, [new_people.name_values(person_id, name) for name in found.former])
    _move(work, person_id, found, work.today)
    ranks = enumerate(found.points, _last_rank(work, person_id) + 1) if found.points else ()
    _add(work, ContactPoint, [new_people.point_values(person_id, point, rank) for rank, point in ranks])
    source = incoming.source
    _add(work, AccessNeed, [new_people.need_values(person_id, n, source, work.today) for n in found.needs])
    _add(work, RelatedPerson, [new_people.relation_values(person_id, r, 9) for r in found.relations])


def _add(work: Work, model: type[Record], rows: list[dict[str, Any]]) -> None:
    work.session.add_all(model(**row) for row in rows)


def _register(
    work: Work, person: Person, practice_id: UUID, incoming: IncomingPerson, practices: Organisations
) -> None:
    practices.write(work)
    since = incoming.registered_on or work.today
    for old in _present(work, Registration, person.id):
        old.valid_to = max(since, old.valid_from) if old.valid_from else since
    person.practice_id = practice_id
    work.session.add(Registration(**new_people.registration_values(person.id, practice_id, since, incoming.source)))


def _move(work: Work, person_id: UUID, found: Difference, today: date) -> None:
    for address in found.addresses:
        if address.use == "home" and not address.valid_to:
            for old in _present(work, Address, person_id):
                if old.use == "home":
                    old.valid_to = address.valid_from or today
        work.session.add(Address(**new_people.address_values(person_id, address)))


def _present(work: Work, model: Any, person_id: UUID) -> list[Any]:
    statement = select(model).where(
        model.person_id == person_id, model.valid_to.is_(None), model.withdrawn_at.is_(None)
    )
    return list(work.session.scalars(statement))


def _last_rank(work: Work, person_id: UUID) -> int:
    statement = select(ContactPoint.rank).where(
        ContactPoint.person_id == person_id, ContactPoint.withdrawn_at.is_(None)
    )
    return max(work.session.scalars(statement), default=0)
