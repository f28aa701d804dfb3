"""People who were found by a birth date, number or postcode, and whether they are called as was typed.

A common family name has more people than a search can look at; with a birth date it has one or two. So what is
known beside the name goes first, and the names of those few are compared here, typing errors included.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from inteam.people.choices import DatePrecision
from inteam.people.folding import is_cjk
from inteam.people.near_words import LONG, Near, distance
from inteam.people.ranking import names_of

_SHORTEST = 3  # letters; a shorter word is another name with any letter changed
Rows = Mapping[UUID, Row[Any]]


def called(rows: Rows, words: Sequence[str], near: dict[str, Near]) -> dict[UUID, Row[Any]]:
    """Those who have each of the words in a name, as typed or nearly; what is near is added to near."""
    kept: dict[UUID, Row[Any]] = {}
    for person_id, row in rows.items():
        parts = [part for names in names_of(row).values() for part in names]
        found = [_nearest(word, parts) for word in words]
        if any(best is None for best in found):
            continue
        kept[person_id] = row
        for word, best in zip(words, found, strict=True):
            if best and best[0]:
                near.setdefault(word, {})[best[1]] = best[0]
    return kept


def _nearest(word: str, parts: Iterable[str]) -> tuple[int, str] | None:
    """How many letters are wrong in the part that is meant, and that part; None when none is."""
    parts = tuple(parts)
    if any(part.startswith(word) for part in parts):
        return 0, word
    if len(word) < _SHORTEST or is_cjk(word):
        return None
    best = min(((distance(word, part), part) for part in parts), default=None)
    return best if best and best[0] <= (2 if len(word) >= LONG else 1) else None


def is_close(row: Row[Any], typed: tuple[date, date]) -> bool:
    """Whether one of day, month and year is another, day and month are swapped, or the record knows less."""
    born: date | None = row.born_on
    first, last = typed
    if born is None:
        return False
    if row.dob_precision != DatePrecision.DAY and born.year == first.year:
        return True
    if first == last:
        same = (born.day == first.day) + (born.month == first.month) + (born.year == first.year)
        return same == 2 or (born.day, born.month, born.year) == (first.month, first.day, first.year)
    if (first.year, first.month) == (last.year, last.month):
        return born.year == first.year or born.month == first.month
    return abs(born.year - first.year) == 1


__all__ = ["Rows", "called", "is_close"]
