"""Dates of birth, ages and how days are written. domain.md 1.2, 1.12, 14.10."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from inteam.people.choices import DatePrecision

OLDEST = date(1890, 1, 1)  # decision 22
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class BirthDate:
    """A date of birth with as much of it as is known; day is the first of the month or year then."""

    day: date
    precision: DatePrecision = DatePrecision.DAY
    estimated: bool = False


def short(day: date | None, precision: str = DatePrecision.DAY) -> str:
    """14-Mar-1957, Mar-1957 or 1957; "" for none. For staff, on screen and paper."""
    if day is None or precision == DatePrecision.UNKNOWN:
        return ""
    if precision == DatePrecision.YEAR:
        return f"{day.year:04}"
    month = f"{MONTHS[day.month - 1]}-{day.year:04}"
    return month if precision == DatePrecision.MONTH else f"{day.day:02}-{month}"


def long(day: date, *, weekday: bool = False) -> str:
    """3 March 2026, or Tuesday 3 March 2026; for what the person reads."""
    words = f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words


def years(born: date, on: date) -> int:
    """Completed years; a birthday of 29-Feb counts on 1-Mar in a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def months(born: date, on: date) -> int:
    """Completed months; a day that the month does not have counts on the first of the next."""
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def add_months(day: date, count: int) -> date:
    """The same day count months later, or the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age(born: date | None, precision: str, on: date) -> str:
    """The age as it is shown: 69y, 14m, 20d, 34-35y, about 35y, or age unknown."""
    if born is None or precision == DatePrecision.UNKNOWN or on < born:
        return "age unknown"
    if precision == DatePrecision.YEAR:
        return f"about {on.year - born.year}y"
    if precision == DatePrecision.MONTH:
        least, most = years(add_months(born, 1) - timedelta(days=1), on), years(born, on)
        return f"{max(least, 0)}y" if least == most else f"{max(least, 0)}\u2013{most}y"
    return _exact_age(born, on)


def _exact_age(born: date, on: date) -> str:
    if (on - born).days < 28:
        return f"{(on - born).days}d"
    if years(born, on) < 2:
        return f"{months(born, on)}m"
    return f"{years(born, on)}y"


def age_in_years(born: date | None, precision: str, on: date) -> int | None:
    """Completed years where the date settles them, else None: rules that need an age cannot tell."""
    if born is None or precision in (DatePrecision.UNKNOWN, DatePrecision.YEAR) or on < born:
        return None
    if precision == DatePrecision.MONTH:
        least = years(add_months(born, 1) - timedelta(days=1), on)
        return least if least == years(born, on) else None
    return years(born, on)


def born_problem(born: date | None, today: date) -> str | None:
    """The code of why a date of birth cannot be right, or None."""
    if born is None:
        return None
    if born > today:
        return "born_in_future"
    return "born_too_early" if born < OLDEST else None


def born_warning(born: date | None, precision: str) -> str | None:
    """The code of what to look at again in a date of birth that is accepted, or None."""
    if born is None or precision != DatePrecision.DAY or (born.month, born.day) != (1, 1):
        return None
    return "born_null_marker" if born.year == 1900 else "born_first_of_january"


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[/.\- ]*([^\W\d_]{3,9})\.?,?[/.\- ]*(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,9})\.?,?[/.\- ]*(\d{4})")
_NUMBER_MONTH = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")


def parse(text: str) -> date | None:
    """A whole day in one of the usual forms, day before month; None for anything else.

    14-Mar-1957, 14 March 1957, 14/03/1957, 14.03.1957, 14-03-1957, 1957-03-14, 19570314.
    Two-digit years and months before days are never guessed.
    """
    words = text.strip()
    if found := _ISO.fullmatch(words) or _COMPACT.fullmatch(words):
        return _day(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(words):
        return _day(found[3], found[2], found[1])
    if found := _NAMED.fullmatch(words):
        return _day(found[3], _month(found[2]), found[1])
    return None


def parse_birth(text: str) -> BirthDate | None:
    """A day, a month and year (Mar-1957, 03/1957, 1957-03) or a year, with its precision."""
    words = text.strip()
    if (day := parse(words)) is not None:
        return BirthDate(day)
    if found := _MONTH_YEAR.fullmatch(words):
        day = _day(found[2], _month(found[1]), "1")
    elif found := _NUMBER_MONTH.fullmatch(words):
        day = _day(found[2] or found[3], found[1] or found[4], "1")
    elif _YEAR.fullmatch(words) and (day := _day(words, "1", "1")):
        return BirthDate(day, DatePrecision.YEAR)
    return BirthDate(day, DatePrecision.MONTH) if day else None


def _month(name: str) -> str:
    low = name.casefold()
    for number, (month, whole) in enumerate(zip(MONTHS, LONG_MONTHS, strict=True), 1):
        if low in (month.casefold(), whole.casefold()) or (low == "sept" and number == 9):
            return str(number)
    return "0"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
