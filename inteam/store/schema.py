"""Which version of the tables a local file has, and which this program knows, without loading the migrations."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from inteam.errors import StoreError

VERSIONS = Path(__file__).parent / "migrations" / "versions"
_REVISION = re.compile(r"""^revision(?:: str)? = ["'](\w+)["']""", re.MULTILINE)


@cache
def known() -> tuple[str, ...]:
    """The revisions of this program, oldest first; files are numbered in their order."""
    texts = [place.read_text("utf-8") for place in sorted(VERSIONS.glob("[0-9]*.py"))]
    return tuple(found.group(1) for text in texts if (found := _REVISION.search(text)))


def newest() -> str:
    """The revision that this program works with."""
    return known()[-1]


def of(connection: Any) -> str | None:
    """The revision of a file, from a connection of the driver; None for one without tables."""
    named = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if not connection.execute(named).fetchone()[0]:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def needs_upgrade(revision: str | None) -> bool:
    """Whether a file of this revision is older. Raises StoreError("file_newer") when it is newer than the program."""
    if revision is not None and revision not in known():
        raise StoreError("file_newer").about(revision=revision, known=newest())
    return revision != newest()
