"""What a database is for, as marked inside it: demonstration, rehearsal or live.

A local file keeps the mark in its header (``user_version``), which is encrypted and sealed with the rest; a server
keeps it as a setting of the database, which only its owner can change.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Kind(StrEnum):
    """What a database is for. A demonstration can never be made live."""

    DEMO = "demo"
    REHEARSAL = "rehearsal"
    LIVE = "live"


MARKS = {Kind.DEMO: 1, Kind.REHEARSAL: 2, Kind.LIVE: 3}
"""What stands in a local file's header; never changed."""

_BY_MARK = {mark: kind for kind, mark in MARKS.items()}


def of_mark(mark: int) -> Kind:
    """The kind of a header's mark; a file without one is a rehearsal."""
    return _BY_MARK.get(mark, Kind.REHEARSAL)


def kind_of(session: "Session") -> Kind:
    """The kind of the database that a session belongs to."""
    from sqlalchemy import text  # noqa: PLC0415 (the door of a local file needs the names above only)

    if session.get_bind().dialect.name == "postgresql":
        mark = session.scalar(text("SELECT current_setting('inteam.kind', true)"))
        return Kind(mark) if mark else Kind.REHEARSAL
    return of_mark(int(session.scalar(text("PRAGMA user_version")) or 0))


def is_live(session: "Session") -> bool:
    """Whether the database holds real people, so that NHS numbers of the test range are refused."""
    return kind_of(session) is Kind.LIVE
