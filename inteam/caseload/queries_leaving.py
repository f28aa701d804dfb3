"""Reading what a member of staff answers for, before they leave or are away."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, String, Uuid, and_, cast, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from inteam.access import Actor
from inteam.caseload.leaving import Kind, held_by
from inteam.people.model import NamedStaff, Person
from inteam.store.reads import Read, my_people, param


@dataclass
class AffectedRow:
    """One person about whom somebody has something open, and how much of each kind."""

    person_id: UUID
    family_name: str
    given_name: str | None
    born_on: date | None
    dob_precision: str
    nhs_number: str | None
    held: Counter[Kind] = field(default_factory=Counter)


@dataclass(frozen=True)
class Held:
    """What somebody answers for: counts by kind, and the people. hidden: restricted records, counted but not named."""

    counts: Counter[Kind]
    people: tuple[AffectedRow, ...]
    hidden: int


def _one(kind: Kind, model: Any, clause: Any) -> Any:
    # Of an own row of the person the id is the person's; meetings and teams have none.
    about = model.id if model is Person else getattr(model, "person_id", None)
    person = cast(null(), Uuid()) if about is None else about
    return select(literal(kind.value, String()).label("kind"), person.label("person_id")).where(
        model.withdrawn_at.is_(None), clause
    )


_HELD = union_all(
    *(
        _one(kind, model, clause)
        for kind, (model, clause) in held_by(param("staff_id", Uuid()), param("on", Date())).items()
    )
).subquery("held")
_NAMED = select(NamedStaff.id).where(
    NamedStaff.person_id == Person.id,
    NamedStaff.staff_id == param("me", Uuid()),
    NamedStaff.ended_on.is_(None),
    NamedStaff.withdrawn_at.is_(None),
)
_SHOWN = or_(
    Person.confidentiality != "restricted",
    Person.usual_worker_id.is_not_distinct_from(param("me", Uuid())),
    param("staff_id", Uuid()) == param("me", Uuid()),
    _NAMED.exists(),
)
_ROWS = Read(
    "held_by_staff",
    select(
        _HELD.c.kind,
        _HELD.c.person_id,
        Person.family_name,
        Person.given_name,
        Person.born_on,
        Person.dob_precision,
        Person.nhs_number,
        and_(Person.id.is_not(None), ~_SHOWN).label("hidden"),
    )
    .select_from(_HELD)
    .outerjoin(Person, Person.id == _HELD.c.person_id)
    .where(or_(_HELD.c.person_id.is_(None), _HELD.c.person_id.in_(select(my_people.c.person_id))))
    .order_by(Person.sort_key, _HELD.c.person_id, _HELD.c.kind),
)


def held(session: Session, actor: Actor, staff_id: UUID, *, on: date) -> Held:
    """What a member of staff answers for on a day: open work, places as usual worker and in care teams, meetings."""
    counts = Counter[Kind]()
    people: dict[UUID, AffectedRow] = {}
    hidden = set[UUID]()
    for row in _ROWS.run(session, staff_id=staff_id, on=on, me=actor.staff_id, limit=20_000):
        kind = Kind(row.kind)
        counts[kind] += 1
        if row.person_id is None:
            continue
        if row.hidden:
            hidden.add(row.person_id)
            continue
        known = people.setdefault(row.person_id, AffectedRow(*row[1:7]))
        known.held[kind] += 1
    return Held(counts, tuple(people.values()), len(hidden))


READS = (_ROWS,)
