"""Saving a contact with its next action, through every rule and hook, beside a bare insert and commit."""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from inteam import application, garbage
from inteam.access import Actor, Role
from inteam.cases.model import CareCase
from inteam.contacts import service
from inteam.contacts.rules import ContactEntry, ContactType, HowItWent, Mode
from inteam.needs.rules import ActionEntry
from inteam.store import local
from inteam.store.database import Database
from inteam.store.keys.passphrase import DEMO_PASSPHRASE
from tests.bench.figures import Figure, p95, timed
from tests.bench.files import people_file
from tests.bench.floor_save_contact import floor

RUNS, WARM = 300, 20
GOAL_MS, GOAL_RATIO = 10.0, 2.5
NOTE = "Walked to the allotment and back with the Tuesday group. Says evenings are still hard."


@dataclass(frozen=True)
class Whose:
    """One open case: its person and who works with them."""

    person_id: UUID
    owner_id: UUID
    team_id: UUID


def some_cases(database: Database, count: int) -> list[Whose]:
    """Open cases from all over the file, always the same ones."""
    with database.read() as session:
        every = select(CareCase.person_id, CareCase.owner_id, CareCase.team_id).where(CareCase.status == "open")
        rows = session.execute(every.order_by(CareCase.id)).all()
    return [Whose(*row) for row in random.Random(7).choices(rows, k=count)]


def entry_for(whose: Whose, database: Database) -> ContactEntry:
    """As the sheet gives it."""
    today = database.now().date()
    return ContactEntry(
        person_id=whose.person_id,
        type=ContactType.DIRECT,
        mode=Mode.PHONE,
        duration_min=20,
        summary=NOTE,
        quick_code=HowItWent.REACHED,
        next_action=ActionEntry("Ring about the lunch club", today + timedelta(weeks=2), whose.owner_id),
    )


def save(database: Database, whose: Whose) -> None:
    """One save, as the background does it."""
    actor = Actor(whose.owner_id, Role.LINK_WORKER, whose.team_id)
    with database.write(actor) as work:
        service.log_contact(work, entry_for(whose, database))


def samples(database: Database) -> Iterator[float]:
    """Milliseconds of each save, after some to warm up."""
    for place, whose in enumerate(some_cases(database, WARM + RUNS)):
        taken = timed(partial(save, database, whose))
        if place >= WARM:
            yield taken


def figures(people: int) -> list[Figure]:
    """On a copy of the file, so that the next bench finds it as it was."""
    application.load_tables()
    source = people_file(people)
    with tempfile.TemporaryDirectory(dir=os.environ.get("INTEAM_BENCH_DIR")) as folder:
        copy = copied(source, Path(folder))
        closed = local.approach(copy)
        key = bytes(closed.key_by_passphrase(DEMO_PASSPHRASE))
        opened = closed.open(bytearray(key))
        database = Database(opened.engine, reader=opened.reader, hooks=application.hooks(), close=opened.close)
        with garbage.held():  # as the window holds it
            ours = p95(samples(database))
        database.close()
        bare = p95(floor(copy, key, RUNS))
    name = "save a contact, p95"
    return [
        Figure(name, ours, bare, GOAL_MS, "ms", people),
        Figure(f"{name}, against a bare insert and commit", ours, bare, GOAL_RATIO, "x", people),
    ]


def copied(source: Path, folder: Path) -> Path:
    """The file with its log and its keys."""
    for beside in source.parent.glob(f"{source.name}*"):
        if not beside.name.endswith((".lock", "-shm")):
            shutil.copy(beside, folder / beside.name)
    return folder / source.name
