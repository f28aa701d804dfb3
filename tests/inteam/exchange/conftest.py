"""Files to import, made by the tests."""

from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from inteam.access import Actor
from inteam.exchange import service
from inteam.exchange.csv_form import Options
from inteam.exchange.report import Report
from inteam.exchange.sources import Document
from inteam.store.database import Database

SAMPLES = Path(__file__).parents[2] / "samples" / "exchange"
TODAY = date(2026, 11, 19)
HEADER = "NHS Number,Given Name,Surname,Date of Birth,Postcode\n"


def document(content: bytes, name: str = "people.csv") -> Document:
    """A document in memory."""
    return Document(name, len(content), partial(BytesIO, content))


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a CSV of people: lines under the usual header."""

    def made(*lines: str, name: str = "people.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text(header + "".join(f"{line}\n" for line in lines), "utf-8")
        return path

    return made


@pytest.fixture
def take(database: Database, actor: Actor) -> Callable[..., Report]:
    """Imports files, as the command line does."""

    def imported(*paths: Path, options: Options | None = None, **more: object) -> Report:
        sources = service.prepare(list(paths), options or Options())
        with database.write(actor) as work:
            return service.import_sources(work, sources, **more)  # type: ignore[arg-type]  # (what a test names)

    return imported


@pytest.fixture
def check(database: Database) -> Callable[..., Report]:
    """Checks files, and writes nothing."""

    def checked(*paths: Path, options: Options | None = None) -> Report:
        with database.read() as session:
            return service.check(session, service.prepare(list(paths), options or Options()), today=TODAY)

    return checked
