"""Reading an action that is typed in one line: words, ``@`` who, ``/`` the day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# @ and / begin something only after a space or at the start: "and/or" and e-mail addresses stay words.
_WHO = re.compile(r"(?:^|\s)@([^@/]*)")
_WHEN = re.compile(r"(?:^|\s)/([^@/]*)")
_DATE = re.compile(r"(\d{1,2})[\s-]*([a-z]{3})[a-z]*[\s-]*(\d{4}|\d{2})?")
_NUMERIC = re.compile(r"(\d{1,2})[.-](\d{1,2})(?:[.-](\d{4}))?")
_AHEAD = re.compile(r"(\d{1,3})\s*([dwm])")


@dataclass(frozen=True)
class TypedAction:
    """The parts of the line. who: letters after @, None when there is no @. when: likewise after /."""

    text: str
    who: str | None
    when: str | None


def parse(line: str) -> TypedAction:
    """Take the line apart; the last @ and the last / count.

    >>> parse("Evening transport for lunch club @ruth /2w")
    TypedAction(text='Evening transport for lunch club', who='ruth', when='2w')
    """
    who, when = _last(_WHO, line), _last(_WHEN, line)
    text = line
    for found in sorted((m for m in (who, when) if m), key=lambda m: m.start(), reverse=True):
        text = text[: found.start()] + text[found.end() :]
    return TypedAction(
        " ".join(text.split()),
        who.group(1).strip() if who else None,
        when.group(1).strip() if when else None,
    )


def day(words: str, today: date) -> date | None:
    """The day that the words mean, never before today; None when they mean none (yet).

    Understands today, tomorrow, a weekday, 3d, 2w, 1m, 27-Nov, 27 November 2026, 27.11. A day and month without a
    year is the next such day.
    """
    word = words.strip().casefold()
    if word in ("today", "tod"):
        return today
    if word in ("tomorrow", "tom"):
        return today + timedelta(days=1)
    for number, name in enumerate(_DAYS):
        if len(word) >= 3 and name.startswith(word):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return _ahead(word, today) or _calendar(word, today)


def matching(who: str, names: Sequence[str]) -> list[int]:
    """Places of the names that the letters fit: each word typed begins a word of the name, in any order."""
    words = who.casefold().split()
    return [
        place
        for place, name in enumerate(names)
        if all(any(part.startswith(word) for part in name.casefold().replace("-", " ").split()) for word in words)
    ]


def _last(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(line):  # noqa: B007 (the last one is wanted)
        pass
    return found


def _ahead(word: str, today: date) -> date | None:
    found = _AHEAD.fullmatch(word)
    if not found:
        return None
    count, unit = int(found.group(1)), found.group(2)
    if unit == "m":
        months = today.month - 1 + count
        return _real(today.year + months // 12, months % 12 + 1, today.day)
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _calendar(word: str, today: date) -> date | None:
    if (found := _DATE.fullmatch(word)) and found.group(2) in _MONTHS:
        month, year = _MONTHS.index(found.group(2)) + 1, found.group(3)
    elif found := _NUMERIC.fullmatch(word):
        month, year = int(found.group(2)), found.group(3)
    else:
        return None
    number = int(found.group(1))
    if year:
        exact = _exact(int(year) + (2000 if len(year) == 2 else 0), month, number)
        return exact if exact and exact >= today else None
    this_year = _exact(today.year, month, number)
    return this_year if this_year and this_year >= today else _exact(today.year + 1, month, number)


def _exact(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _real(year: int, month: int, number: int) -> date | None:
    for shorter in range(4):  # the last day of a shorter month
        if found := _exact(year, month, number - shorter):
            return found
    return None
