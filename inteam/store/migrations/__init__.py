"""Bringing a database of any earlier version up to this one."""

from collections.abc import Iterable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from inteam.store.reads import Read


def upgrade(engine: Engine, reads: Iterable[Read] = ()) -> None:
    """Run the missing migrations in one transaction: all of them, or none.

    On the server the functions that answer the reads are part of the program, not of the tables: they are all made
    again, so give ``application.all_reads()``.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine.begin() as connection:
        shared = connection.dialect.name == "postgresql"
        if shared:
            for schema in ("inteam", "api"):
                connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            connection.exec_driver_sql("SET LOCAL search_path = inteam")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if shared:
            install(connection, reads)


def install(connection: Connection, reads: Iterable[Read]) -> None:
    """Replace all functions of the schema ``api`` by those of these reads."""
    from inteam.store import functions  # noqa: PLC0415 (the server's dialect; slow to import)

    there = "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'api'::regnamespace"
    for (signature,) in connection.execute(text(there)).all():
        connection.exec_driver_sql(f"DROP FUNCTION {signature}")
    for read in reads:
        for function in functions.create(read):
            connection.exec_driver_sql(function.replace("%", "%%"))
