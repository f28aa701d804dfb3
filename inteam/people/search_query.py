"""What was typed into the search box, taken apart: names, numbers, dates of birth, a postcode."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from inteam.people import dates, postcode
from inteam.people.choices import DatePrecision
from inteam.people.folding import is_cjk, words

LONGEST = 200  # characters; more is a text that was pasted by mistake
MOST_WORDS = 4
FEWEST_DIGITS = 3
# Typed along with a name, not looked for.
TITLES = frozenset({"mr", "mrs", "ms", "mx", "miss", "master", "dr", "rev", "prof"})
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|\d{1,2} \d{1,2} (?:18|19|20)\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ /.\-]*{_MONTH}\.?,?[ /.\-]*\d{{4}}|{_MONTH}[/.\-]\d{{4}}|\d{{1,2}}/\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w])\d(?:[ \-\u00a0\u2009\u2011\u202f]?\d)*(?!\w)")
_POSTCODE = re.compile(r"(?<!\w)[A-Za-z]{1,2}\d[A-Za-z\d]?(?: ?\d[A-Za-z]{0,2})?(?!\w)")


@dataclass(frozen=True)
class Query:
    """The parts of what was typed; an empty one asks nothing.

    words: folded, each once, in order. number: digits of an NHS number, from its beginning or its end.
    born: first and last day that fit. postcode_key: without spaces.
    """

    words: tuple[str, ...] = ()
    number: str = ""
    born: tuple[date, date] | None = None
    postcode_key: str = ""

    @property
    def says_more(self) -> bool:
        """Whether something stands beside the names."""
        return bool(self.number or self.born or self.postcode_key)

    @property
    def born_in(self) -> tuple[date, date] | None:
        """The year of birth that four digits may be."""
        year = int(self.number) if len(self.number) == 4 else 0
        return (date(year, 1, 1), date(year, 12, 31)) if 1890 <= year <= 2100 else None

    @property
    def asks(self) -> bool:
        """Whether there is enough to look for."""
        return bool(self.number or self.born or self.postcode_key or self.words)


def parse(text: str) -> Query:
    """Take apart what was typed."""
    rest = text[:LONGEST]
    born, rest = _take_born(rest)
    code, rest = _take_postcode(rest)
    number, rest = _take_number(rest)
    if born is None and len(number) == 8 and (day := dates.parse(number)):
        born, number = (day, day), ""
    return Query(_name_words(rest), number, born, code)


def is_too_short(text: str) -> bool:
    """One letter, which is not yet a search; a single CJK character is a whole name."""
    plain = "".join(words(text))
    return len(plain) == 1 and not is_cjk(plain)


def _take_born(text: str) -> tuple[tuple[date, date] | None, str]:
    found = _DATE.search(text)
    birth = dates.parse_birth(found[0]) if found else None
    if found is None or birth is None:
        return None, text
    return span(birth), f"{text[: found.start()]} {text[found.end() :]}"


def span(birth: dates.BirthDate) -> tuple[date, date]:
    """The first and the last day that a birth date of its precision can mean."""
    first = birth.day
    if birth.precision == DatePrecision.YEAR:
        return first, date(first.year, 12, 31)
    if birth.precision == DatePrecision.MONTH:
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    return first, first


def _take_postcode(text: str) -> tuple[str, str]:
    found = _POSTCODE.search(text)
    if found is None or not postcode.may_begin(found[0]):
        return "", text
    return postcode.key(found[0]), f"{text[: found.start()]} {text[found.end() :]}"


def _take_number(text: str) -> tuple[str, str]:
    found = _DIGITS.search(text)
    if found is None:
        return "", text
    digits = "".join(c for c in found[0] if c.isascii() and c.isdigit())
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return (digits, rest) if FEWEST_DIGITS <= len(digits) <= 10 else ("", rest)


def _name_words(text: str) -> tuple[str, ...]:
    found = tuple(word for word in words(text) if not word.isdecimal())
    if len(found) == 1 and len(found[0]) == 1 and not is_cjk(found[0]):
        return ()
    called = tuple(word for word in found if word not in TITLES)
    return (called or found)[:MOST_WORDS]
