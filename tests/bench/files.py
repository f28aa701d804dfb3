"""The file that the benches read: a neighbourhood in which each person has an open case, made once a size."""

import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from inteam.store.database import Database, Work

TOLD = 1_000  # people with months of casework; the others come from a practice list
MOST_IMPORTED = 50_000  # a larger file is made from this one
NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)


def people_file(people: int) -> Path:
    """A demo file of so many people; kept in the temporary folder from one bench to the next."""
    folder = Path(os.environ.get("INTEAM_BENCH_DIR") or Path(tempfile.gettempdir(), "inteam-bench"))
    path = folder / f"people-{people}.inteam"
    finished = path.with_suffix(".finished")
    if not finished.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{path.name}*"):
            old.unlink()
        if people > MOST_IMPORTED:
            _multiply(people_file(MOST_IMPORTED), path, people)
        else:
            _make(path, people)
        finished.touch()
    return path


def _multiply(smaller: Path, path: Path, people: int) -> None:
    from tests.bench.multiply import multiply

    sys.stderr.write(f"… making a file of {people:,} people\n")
    for suffix in ("", ".keys", ".keys.copy"):
        shutil.copy(f"{smaller}{suffix}", f"{path}{suffix}")
    multiply(path, people)


def _make(path: Path, people: int) -> None:
    from inteam import application, clock, demo
    from inteam.store import making
    from inteam.store.database import Database
    from inteam.store.keys.passphrase import DEMO_PASSPHRASE
    from inteam.store.kind import Kind

    sys.stderr.write(f"… making a file of {people:,} people\n")
    made = making.make(path, DEMO_PASSPHRASE, kind=Kind.DEMO, confirm=None)
    try:
        database = Database(made.file.engine, reader=made.file.reader, now=clock.fixed(NOW), hooks=application.hooks())
        told = min(TOLD, people)
        demo.fill(database, people=told, now=NOW, every_case=True)
        if people > told:
            _add_practice_list(database, people - told)
    finally:
        made.file.close()


def _add_practice_list(database: "Database", people: int) -> None:
    """People of a GP system's export, imported as anybody would, and an open case for each of them."""
    from inteam.access import PROGRAM
    from inteam.caseload import derive
    from inteam.exchange import service
    from inteam.exchange.csv_form import Options

    with tempfile.TemporaryDirectory() as folder:
        csv = people_csv(people, Path(folder))
        with database.write(PROGRAM) as work:
            service.import_sources(work, service.prepare([csv], Options()))
    with database.write(PROGRAM) as work:
        _open_cases(work)
        derive.rebuild(work)


def people_csv(people: int, folder: Path) -> Path:
    """A practice list as make_people.py, which comes with the third-party records, writes it."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "shared" / "data"))
    import make_people

    made = folder / "people.csv"
    make_people.generate(people, made, folder / "people.truth.csv")
    return made


def _open_cases(work: "Work") -> None:
    """An open case, with an owner and a day of its own, for each person who has none."""
    from sqlalchemy import insert, select

    from inteam.cases.model import CareCase
    from inteam.people.model import Person

    pattern = [
        {column.name: value for column, value in zip(CareCase.__table__.columns, row, strict=True)}
        for row in work.session.execute(select(CareCase.__table__).where(CareCase.status == "open").limit(500))
    ]
    without = work.session.scalars(select(Person.id).where(Person.id.not_in(select(CareCase.person_id)))).all()
    rows = [
        {
            **pattern[number % len(pattern)],
            "id": uuid4(),
            "person_id": person_id,
            "referral_id": None,
            "opened_on": NOW.date() - timedelta(days=number % 400),
        }
        for number, person_id in enumerate(without)
    ]
    work.session.execute(insert(CareCase), rows)
