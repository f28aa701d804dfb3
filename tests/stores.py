"""Making databases for tests."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from inteam import application
from inteam.store import migrations


def local_engine(path: Path, key: bytes) -> Engine:
    """The encrypted file, opened with its raw key."""
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415 (heavy)

    engine = create_engine(f"sqlite:///{path}", module=sqlcipher, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _unlock(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def make_tables(engine: Engine) -> None:
    """All tables as the migrations make them, and on a server the functions that answer the reads."""
    migrations.upgrade(engine, application.all_reads())
