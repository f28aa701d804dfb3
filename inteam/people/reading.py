"""One way to read the parts of people's records: by the ids of ``queries.joined_ids``, without what is withdrawn."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Text, Uuid, func, select
from sqlalchemy.orm import Session

from inteam.people.queries import MOST
from inteam.store.reads import Read, my_people, one_of

R = TypeVar("R")
Ids = list[UUID]


def read_of(name: str, model: Any, row: type[Any], order: tuple[Any, ...], /, **named: Any) -> Read:
    """A read of the columns that a row has, for people, without what is withdrawn."""
    columns = [named[f].label(f) if f in named else getattr(model, f) for f in row.__dataclass_fields__]
    return Read(
        name,
        select(*columns)
        .select_from(model)
        .join(my_people, my_people.c.person_id == model.person_id)
        .where(one_of(model.person_id, "people", Uuid()), model.withdrawn_at.is_(None))
        .order_by(*order, model.id),
    )


def spoken(staff: Any) -> Any:
    """A member of staff as they are spoken of: given name, family name."""
    return select(func.trim(staff.given_name + " " + staff.family_name, type_=Text()))


def rows(session: Session, read: Read, row: type[R], people: Ids) -> list[R]:
    """What a read finds for people, as its rows; at most MOST."""
    return [row(*found) for found in read.run(session, people=people, limit=MOST)]
