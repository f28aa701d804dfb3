"""The clock: moments are aware and in UTC, days are London's."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
Clock = Callable[[], datetime]


def system() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


def fixed(moment: datetime) -> Clock:
    """A clock that stands still, for pictures, demonstrations and tests."""
    if moment.tzinfo is None:
        raise ValueError("a clock needs a zone")
    return lambda: moment.astimezone(UTC)


def day(moment: datetime) -> date:
    """The calendar day in London of an aware moment."""
    return moment.astimezone(LONDON).date()
