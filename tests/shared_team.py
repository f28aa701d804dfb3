"""A small team on a shared database, for tests that run whole programs against a server."""

from datetime import date

from sqlalchemy import create_engine, make_url, text

from inteam import application, clock
from inteam.access import PROGRAM
from inteam.needs import service as needs
from inteam.needs.rules import NeedEntry
from inteam.organisations import service as organisations
from inteam.organisations.service import NewStaff
from inteam.people import service as people
from inteam.people.entries import PersonEntry
from inteam.referrals.choices import Issue
from inteam.store import server
from inteam.store.database import Database
from tests.conftest import NOW

NEED = "Lonely since my husband died"
MARGARET = PersonEntry(
    "Pemberton", "Margaret", title="Mrs", born_on=date(1957, 3, 14), nhs_number="9990000018", sex="2"
)


def make(url: str, name: str) -> str:
    """A new database with Priya, Tom and Margaret, who has one need; gives its address."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    address = make_url(url).set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    application.load_tables()
    engine = server.set_up(address, application.all_reads())
    database = Database(engine, now=clock.fixed(NOW), hooks=application.hooks())
    with database.write(PROGRAM) as work:
        priya = organisations.add_staff(work, NewStaff("Nair", "Priya", "Link worker", "link_worker"))
        tom = organisations.add_staff(work, NewStaff("Okafor", "Tom", "Care coordinator", "care_coordinator"))
        team = organisations.add_team(work, "Harbour Vale INT", "mdt", from_on=work.today, lead_id=tom)
        for one, role in ((priya, "link_worker"), (tom, "care_coordinator")):
            organisations.join_team(work, team, one, role, from_on=work.today)
        person = people.register_person(work, MARGARET, usual_worker_id=priya)
        needs.add_need(work, person, NeedEntry(Issue.LONELINESS_ISOLATION, NEED))
    database.close()
    return address


def drop(url: str, name: str) -> None:
    """The database and all who are connected to it go."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
