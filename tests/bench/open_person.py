"""Opening a person with five years of history, until the record is painted, beside bare SQL for the same rows."""

import os
import random
import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from inteam.contacts.model import Contact
from inteam.people.model import Person
from tests.bench.figures import Figure, p95
from tests.bench.files import NOW, people_file
from tests.bench.floor_open_person import floor
from tests.bench.opened import Opened
from tests.bench.save_contact import copied
from ui.person.page import PersonPage

RUNS, WARM, GOAL_MS, YEARS, A_YEAR = 200, 10, 50.0, 5, 24
OLD = 40  # people who are given five years; each is opened several times, others in between


def figures(people: int) -> list[Figure]:
    """On a copy, into which five years of contacts are written for some people."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("INTEAM_BENCH_DIR")) as folder:
        copy = copied(people_file(people), Path(folder))
        opened = Opened(copy)
        old = _give_history(opened)
        order = random.Random(3).choices(old, k=WARM + RUNS)
        taken = [spent for place, spent in enumerate(_open(opened, order)) if place >= WARM]
        key = opened.key
        opened.close()
        bare = p95(floor(copy, key, order))
    return [Figure("open a person with 5 years of history, p95", p95(taken), bare, GOAL_MS, "ms", people)]


def _give_history(opened: Opened) -> list[UUID]:
    """Some people with a contact every two weeks for five years, as long as the longest that are there."""
    with opened.database.write(opened.background.actor) as work:
        columns = Contact.__table__.columns
        usual = Contact.person_id.in_(select(Person.id).where(Person.confidentiality == "normal"))
        statement = select(*columns).where(Contact.summary != "", Contact.withdrawn_at.is_(None), usual).limit(800)
        patterns = [row._asdict() for row in work.session.execute(statement)]
        people = list(dict.fromkeys(row["person_id"] for row in patterns))[:OLD]
        rows = []
        for person_id in people:
            for place in range(YEARS * A_YEAR):
                at = NOW - timedelta(days=place * 15 + 1)
                pattern = patterns[place % len(patterns)]
                new = {"id": uuid4(), "person_id": person_id, "occurred_at": at, "occurred_on": at.date()}
                rows.append({**pattern, **new, "case_id": None, "referral_id": None})
        work.session.execute(insert(Contact.__table__), rows)  # type: ignore[arg-type]  # (a table, never a join)
    return people


def _open(opened: Opened, order: list[UUID]) -> list[float]:
    opened.window.open("person", order[-1])
    opened.settle()
    page = opened.window.current()
    if not isinstance(page, PersonPage):
        raise TypeError("the person's page did not open")
    taken = []
    for person_id in order:
        if page.seen is not None and page.seen.person.id == person_id:
            opened.window.open("person", next(other for other in order if other != person_id))
            opened.settle()
        show = partial(opened.window.open, "person", person_id)
        taken.append(opened.until_painted(show, page.overview_tab.entries.viewport(), partial(_shows, page, person_id)))
        while page._noting.isActive():  # who opened the record is written down once it is painted
            opened.wait()
        opened.settle()
    return taken


def _shows(page: PersonPage, person_id: UUID) -> bool:
    seen = page.overview_tab.seen
    first = page.overview_tab.entries.model().rowCount()
    return seen is not None and seen.person.id == person_id and first > 0
