"""Reading a typed date. Pure: no Qt. Shown dates are 14-Mar-1957, two digits, three letters, four digits."""

import re
from datetime import date, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = {"d": 1, "w": 7}


def shown(day: date | None) -> str:
    """14-Mar-1957, or nothing."""
    return f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}" if day else ""


class DateError(ValueError):
    """Why a typed date was not taken; ``meant`` are the dates that it may be."""

    def __init__(self, words: str, *meant: date) -> None:
        super().__init__(words)
        self.meant = meant


def _month(words: str) -> int:
    for number, name in enumerate(MONTHS, start=1):
        if words[:3].lower() == name.lower():
            return number
    raise DateError("Write the month as a number or three letters, such as Mar.")


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("Check the day: there is no such date.") from None


def _relative(words: str, today: date) -> date | None:
    if words in ("t", "today", "now"):
        return today
    if words in ("y", "yesterday"):
        return today - timedelta(days=1)
    if words in ("tomorrow", "tom"):
        return today + timedelta(days=1)
    step = re.fullmatch(r"t?([+-])\s*(\d{1,4})\s*([dwm]?)", words)
    if step is None:
        return None
    sign, number, unit = step.groups()
    count = int(number) * (1 if sign == "+" else -1)
    return add_months(today, count) if unit == "m" else today + timedelta(days=count * _STEPS[unit or "d"])


def add_months(day: date, count: int) -> date:
    """The same day of another month, or that month's last day."""
    place = day.year * 12 + day.month - 1 + count
    year, month = divmod(place, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


_PARTS = re.compile(r"(\d{1,4})[\s./‑-]+(\d{1,2}|[A-Za-z]{3,9})(?:[\s./‑-]+(\d{4}|\d{2}))?")


def read(words: str, today: date, *, past: bool = False) -> date | None:
    """The date that is meant, or None for nothing typed.

    Taken: 14-Mar-1957, 14/3/1957, 1957-03-14, 140357 (with ``past``), 14 Mar (the nearest), t, t+7, +2w, +1m, -3.
    Two-digit years are asked about unless only one century can be meant: with ``past`` a year after today's is
    the last century's. Raises DateError.
    """
    typed = words.strip().lower()
    if not typed:
        return None
    near = _relative(typed, today)
    if near is not None:
        return near
    digits = re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", typed)
    parts = digits or _PARTS.fullmatch(typed)
    if parts is None:
        raise DateError("Write the date like 14-Mar-1957.")
    first, second, third = parts.groups()
    if len(first) == 4 and third is not None and not digits:  # 1957-03-14
        return _made(int(first), int(second) if second.isdigit() else _month(second), int(third))
    month = int(second) if second.isdigit() else _month(second)
    if third is None:
        return _nearest(int(first), month, today, past=past)
    if len(third) == 4:
        return _made(int(third), month, int(first))
    return _century(int(first), month, int(third), today, past=past)


def _nearest(day: int, month: int, today: date, *, past: bool) -> date:
    """A date without a year: the last one, or the next one."""
    years = (today.year, today.year - 1, today.year - 4) if past else (today.year, today.year + 1, today.year + 4)
    for year in years:
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if made <= today if past else made >= today:
            return made
    return _made(today.year, month, day)


def _century(day: int, month: int, year: int, today: date, *, past: bool) -> date:
    """A two-digit year: taken when one century only can be meant, asked about otherwise."""
    this, last = _made(2000 + year, month, day), _made(1900 + year, month, day)
    if not past:
        return this
    if this > today:
        return last
    raise DateError(f"Which century? Write {shown(last)} or {shown(this)}.", last, this)
