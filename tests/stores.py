"""Making databases for tests."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

from inteam import application
from inteam.store import migrations

MOST_STATEMENTS = 3000
_first: dict[str, Engine] = {}


def local_engine(path: Path, key: bytes) -> Engine:
    """The encrypted file, opened with its raw key."""
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415 (heavy)

    unlocked = {"check_same_thread": False}
    engine = create_engine(
        f"sqlite:///{path}", module=sqlcipher, connect_args=unlocked, query_cache_size=MOST_STATEMENTS
    )

    @event.listens_for(engine, "connect")
    def _unlock(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return _remembering(engine)


def server_engine(url: URL) -> Engine:
    """A database of a test's own on the tests' server."""
    options = {"options": "-c search_path=inteam"}
    return _remembering(create_engine(url, connect_args=options, query_cache_size=MOST_STATEMENTS))


def _remembering(engine: Engine) -> Engine:
    """An engine that knows the statements which others of its kind have compiled: a third of a test's time."""
    first = _first.get(engine.dialect.name)
    if first is None:
        engine.connect().close()  # the dialect learns here what it talks to
        _first[engine.dialect.name] = engine
    else:
        engine.dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
    return engine


def make_tables(engine: Engine) -> None:
    """All tables as the migrations make them, and on a server the functions that answer the reads."""
    migrations.upgrade(engine, application.all_reads())
