"""Valid people and staff, to begin a test with."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import Engine, inspect, select

from inteam.access import Actor, Role
from inteam.organisations.model import Organisation, Staff
from inteam.people import service
from inteam.people.entries import PersonEntry
from inteam.store.base import Base
from inteam.store.database import Database, Work

MARGARET = PersonEntry(
    family_name="Pemberton",
    given_name="Margaret",
    title="Mrs",
    born_on=date(1957, 3, 14),
    nhs_number="999 000 0018",
    sex="2",
)
WORKER = UUID(int=0x5AFF)
COLLEAGUE = UUID(int=0xC011)
PRACTICE = UUID(int=0x6B)
CHARITY = UUID(int=0xC4A)
LINK_WORKER = Actor(WORKER, Role.LINK_WORKER, name="Priya Nair")
OTHER_WORKER = Actor(COLLEAGUE, Role.LINK_WORKER, name="Tom Okafor")
WITHOUT_FORMER_NAMES = Actor(COLLEAGUE, Role.VCSE_WORKER, name="Tom Okafor")


def entry(family: str, given: str | None = None, **more: object) -> PersonEntry:
    return replace(PersonEntry(family, given), **more)  # type: ignore[arg-type]  # (what a test names)


def add_staff(work: Work) -> None:
    """Two colleagues, a practice and a charity."""
    common = {"job_title": "link worker", "role": "link_worker"}
    work.session.add(Staff(id=WORKER, family_name="Nair", given_name="Priya", sort_key="nair priya", **common))
    work.session.add(Staff(id=COLLEAGUE, family_name="Okafor", given_name="Tom", sort_key="okafor tom", **common))
    for id_, name, kind in ((PRACTICE, "Quayside Surgery", "gp_practice"), (CHARITY, "Kind Hearts", "vcse")):
        work.session.add(Organisation(id=id_, name=name, short_name=name, sort_key=name.lower(), kind=kind))
    work.session.flush()


def with_staff(database: Database) -> Database:
    with database.write(LINK_WORKER) as work:
        add_staff(work)
    return database


def register(database: Database, *entries: PersonEntry) -> list[UUID]:
    with database.write(LINK_WORKER) as work:
        return [service.register_person(work, given) for given in entries]


def rows_of_all_tables(engine: Engine, *, without: frozenset[str] = frozenset()) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for the columns that only say who and when."""
    skipped = {"version", "updated_at", "updated_by"}
    found = {}
    with engine.connect() as connection:
        present = set(inspect(connection).get_table_names())
        for table in Base.metadata.sorted_tables:
            if table.name in without or table.name not in present:
                continue
            columns = [column for column in table.columns if column.name not in skipped]
            rows = connection.execute(select(*columns)).all()
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found
