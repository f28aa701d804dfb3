"""Importing people from CSV, checked, against executemany of exactly the rows that it leaves (decisions.md 40)."""

import tempfile
from pathlib import Path
from uuid import UUID

from inteam import application
from inteam.access import Actor, Role
from inteam.exchange import service
from inteam.exchange.csv_form import Options
from inteam.store import engines
from inteam.store.database import Database
from tests.bench.figures import Figure, timed
from tests.bench.files import people_csv
from tests.bench.floor_import import floor
from tests.stores import local_engine, make_tables

KEY = bytes(range(32))
ACTOR = Actor(UUID(int=0x5AFF), Role.MANAGER, name="Mina Manager")


def _import(path: Path, csv: Path) -> None:
    opened = engines.open_engines(path, bytearray(KEY))
    database = Database(opened.writer, reader=opened.reader, hooks=application.hooks(), close=opened.close)
    with database.write(ACTOR) as work:
        service.import_sources(work, service.prepare([csv], Options()))
    database.close()


def figures(people: int) -> list[Figure]:
    """One import of the whole list: from opening the CSV to the commit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        csv = people_csv(people, folder)
        for file in ("one.inteam", "two.inteam"):
            engine = local_engine(folder / file, KEY)
            make_tables(engine)
            engine.dispose()
        whole = timed(lambda: _import(folder / "one.inteam", csv))
        least = floor(folder / "one.inteam", folder / "two.inteam", KEY)
    return [Figure(f"import {people:,} CSV people, checked", whole / 1000, least / 1000, 3.0, "x", people, "s")]
