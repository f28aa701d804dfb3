"""A shared database: PostgreSQL 15 or newer, opened by its address."""

import ipaddress
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, text

from inteam.errors import InputError, StoreError
from inteam.store import schema
from inteam.store.reads import Read

SCHEMES = ("postgresql://", "postgres://")
CONNECT_TIMEOUT_S = 5
POOL = 4


def is_address(place: str) -> bool:
    """Whether a place is the address of a server and not a file."""
    return place.startswith(SCHEMES)


def address(host: str, port: int, database: str, login: str) -> str:
    """The address that a sign-in gives. Over the network the server must prove who it is.

    Raises InputError(host=…, login=…).
    """
    for name, value in (("host", host), ("login", login)):
        if not value.strip():
            raise InputError(**{name: "required"})
    # A host is a host: "h?options=…" or "h/db" would set more than the address.
    if any(c in host for c in "/?#@&= ,%"):
        raise InputError(host="server_address")
    safe = "" if _is_this_computer(host) else "?sslmode=verify-full&channel_binding=require&gssencmode=disable"
    bracketed = f"[{host}]" if ":" in host else host
    return f"postgresql://{quote(login.strip(), safe='')}@{bracketed}:{port}/{quote(database, safe='')}{safe}"


def open_server(url: str, password: str | None = None) -> Engine:
    """Connections to a server whose tables fit this program.

    Raises InputError(host="server_address") for what is no address, StoreError: server_unreachable, server_refused,
    server_untrusted, server_empty, server_newer, server_older.
    """
    engine = connect(url, password)
    try:
        _check(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def set_up(url: str, reads: Iterable[Read], password: str | None = None) -> Engine:
    """Bring a database's tables and functions up to this program, as its owner. Raises as open_server()."""
    from inteam.store import migrations  # noqa: PLC0415 (alembic is slow to import and rarely needed)

    engine = connect(url, password)
    migrations.upgrade(engine, reads)
    return engine


def connect(url: str, password: str | None = None) -> Engine:
    """An engine for an address, tried once. The password stands in no address. Raises as open_server()."""
    import psycopg  # noqa: PLC0415 (heavy, shared databases only)
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 (heavy, shared databases only)

    try:
        given: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError as error:
        raise InputError(host="server_address") from error
    given.setdefault("connect_timeout", CONNECT_TIMEOUT_S)
    settings = {"application_name": "INTeam", "options": "-c search_path=inteam -c synchronous_commit=on"}
    given |= settings | ({"password": password} if password else {})

    def creator() -> Any:
        return psycopg.connect(**given)

    try:
        creator().close()
    except psycopg.OperationalError as error:
        raise _own(error, str(given.get("host", ""))) from error
    return create_engine(
        "postgresql+psycopg://", creator=creator, pool_size=POOL, pool_pre_ping=True, hide_parameters=True
    )


def _own(error: Exception, host: str) -> StoreError:
    words = str(error)
    if "certificate" in words or "SSL error" in words:
        return StoreError("server_untrusted")
    if (
        "no pg_hba.conf entry" in words
        or "authentication failed" in words
        or "no password supplied" in words
        or "does not exist" in words
    ):
        return StoreError("server_refused")
    unreachable = StoreError("server_unreachable")
    unreachable.about(host=host or "localhost")
    return unreachable


def _check(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.scalar(text("SELECT to_regclass('inteam.alembic_version')::text")) is None:
            raise StoreError("server_empty")
        revision = str(connection.scalar(text("SELECT version_num FROM inteam.alembic_version")))
    if revision not in schema.known():
        raise StoreError("server_newer")
    if revision != schema.newest():
        raise StoreError("server_older")


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
