"""How days and numbers stand on paper."""

from datetime import date

from inteam.messages import NOT_KNOWN
from inteam.pdf import bidi

_TOGETHER = "\u00a0"  # copied from the page as a plain space
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(on: date | None) -> str:
    """A day for staff: 14-Mar-1957."""
    return f"{on.day:02d}-{_MONTHS[on.month - 1][:3]}-{on.year:04d}" if on else ""


def long_day(on: date | None) -> str:
    """A day for the person: 3 March 2026, which no line end divides."""
    return f"{on.day}{_TOGETHER}{_MONTHS[on.month - 1]}{_TOGETHER}{on.year}" if on else ""


def nhs(number: str) -> str:
    """An NHS number in its groups, 3-3-4, which no line end divides; or that it is not known, as part of a line."""
    digits = number.replace(" ", "")
    groups = (digits[:3], digits[3:6], digits[6:])
    return _TOGETHER.join(groups) if digits else NOT_KNOWN.lower()


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that say something, each fenced off from its neighbours' direction."""
    return by.join(bidi.isolate(part) for part in parts if part)


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 action", "2 actions"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
