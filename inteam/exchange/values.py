"""Reading the cells of a list of people: each function gives the value, or raises UnreadableError with the reason.

What may be wrong is told by code (decision 22): a malformed NHS number or date refuses the row, an odd postcode or
phone only warns.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from inteam.people import dates, names, nhs_number, phone, postcode
from inteam.people.nhs_number import Ranges

_EMPTY = frozenset({"", "-", "--", "n/a", "na", "null", "unknown", "not known", "none"})
_NULL_DAY = date(1900, 1, 1)  # exports write it for "no date"


class UnreadableError(ValueError):
    """A value that cannot be taken; the message is the code of the reason."""

    @property
    def code(self) -> str:
        """The code of the reason."""
        return str(self.args[0])


class DateOrder(StrEnum):
    """In which order a date of three numbers is written."""

    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was read; warning is a code or ""."""

    day: date
    precision: str = "day"
    warning: str = ""


def is_empty(text: str) -> bool:
    """Whether a cell says nothing."""
    return text.strip().casefold() in _EMPTY


@lru_cache(maxsize=65536)
def name(text: str) -> str:
    """A name tidied as it is stored. Raises UnreadableError."""
    tidied = names.tidy(text)
    if tidied in ("", "-"):
        return ""
    if code := names.problem(tidied):
        raise UnreadableError(code)
    return tidied


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@lru_cache(maxsize=65536)
def line(text: str, most: int) -> str:
    """A line of text without breaks. Raises UnreadableError."""
    if len(text) <= most and text.isprintable() and "  " not in text and text == text.strip():
        return text
    if _CONTROLS.search(text):
        raise UnreadableError("bad_characters")
    tidied = " ".join(text.split())
    if len(tidied) > most:
        raise UnreadableError("too_long")
    return tidied


_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_KEPT_AS_TEXT = re.compile(r"=\"([\d -]+)\"|'([\d -]+)")  # how a spreadsheet is told to leave digits alone
_NINE = 9


def number(text: str, issued: Ranges | None = None) -> tuple[str, str]:
    """The ten digits of an NHS number, or "", and the code of a warning, or "". Raises UnreadableError if malformed.

    issued: the ranges by local policy; None: as shipped.
    """
    digits = nhs_number.strip(text)
    if len(digits) == nhs_number.LENGTH and digits.startswith(nhs_number.TEST_PREFIX) and digits.isascii():
        # The long way round costs five times as much, and a rehearsal's numbers are all of this range.
        if digits.isdigit() and nhs_number.with_check_digit(digits[:9]) == digits and len(set(digits)) > 1:
            return digits, ""
    elif is_empty(text):
        return "", ""
    words = text.strip().removesuffix(".0")
    if kept := _KEPT_AS_TEXT.fullmatch(words):
        words = kept[1] or kept[2]
    if _SCIENTIFIC.fullmatch(words):
        raise UnreadableError("nhs_number_spreadsheet")
    checked = nhs_number.check(words, issued)
    if checked.ok:
        odd = checked.result is nhs_number.Result.OUT_OF_RANGE
        return checked.digits, "nhs_number_out_of_range" if odd else ""
    if len(checked.digits) == _NINE and nhs_number.check(f"0{checked.digits}").ok:
        raise UnreadableError("nhs_number_lost_zero")
    raise UnreadableError(f"nhs_number_{checked.result}")


_NUMBERS = re.compile(r"(\d{1,4})([/.\- ])(\d{1,2})\2(\d{1,4})(?:[T ]\d{1,2}:\d{2}.*)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_TWO_DIGITS = re.compile(r"\d{1,2}[/.\- ](?:\d{1,2}|[^\W\d_]{3,9})[/.\- ]\d{2}")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_SERIAL_DAYS = range(366, 73_415)  # 31-Dec-1900 to 31-Dec-2100
_SERIAL_ZERO = date(1899, 12, 30)  # after the 29-Feb-1900 that spreadsheets believe in


def numbers_of(text: str) -> tuple[int, int] | None:
    """First and second number of a date of three numbers that does not begin with the year, or None."""
    found = _NUMBERS.fullmatch(text.strip())
    if found is None or len(found[1]) > 2 or len(found[4]) <= 2:
        return None  # a year of two digits is refused, whatever stands before it
    return int(found[1]), int(found[3])


@lru_cache(maxsize=65536)
def day(text: str, order: DateOrder = DateOrder.DMY) -> Day | None:
    """A day, or None where the cell says nothing. Raises UnreadableError."""
    words = text.strip()
    if is_empty(words):
        return None
    if _TWO_DIGITS.fullmatch(words):
        raise UnreadableError("date_two_digit_year")
    found = _numeric(words, order) or _other(words)
    if found.day == _NULL_DAY and found.precision == "day":
        return None
    return found


def _numeric(words: str, order: DateOrder) -> Day | None:
    found = _NUMBERS.fullmatch(words)
    if found is None or (len(found[1]) > 2) == (len(found[4]) > 2):
        return None
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) > 2:
        return _made(first, second, third)
    if order is DateOrder.YMD:
        raise UnreadableError("date_unreadable")
    return _made(third, first, second) if order is DateOrder.MDY else _made(third, second, first)


def _made(year: int, month: int, day_of_month: int) -> Day:
    try:
        return Day(date(year, month, day_of_month))
    except ValueError as error:
        raise UnreadableError("date_impossible") from error


def _other(words: str) -> Day:
    if found := dates.parse_birth(words) or dates.parse_birth(_TIME.sub("", words)):
        return Day(found.day, found.precision)
    if (serial := _SERIAL.fullmatch(words)) and int(serial[1]) in _SERIAL_DAYS:
        return Day(_SERIAL_ZERO + timedelta(days=int(serial[1])), warning="date_spreadsheet")
    raise UnreadableError("date_impossible" if _LOOKS_LIKE_DATE.fullmatch(words) else "date_unreadable")


_LOOKS_LIKE_DATE = re.compile(r"\d{1,2}[/.\- ]*[^\W\d_]{3,9}[/.\- ]*\d{4}|\d{8}")


def born(text: str, order: DateOrder, today: date) -> Day | None:
    """A date of birth between 1890 and today. Raises UnreadableError."""
    found = day(text, order)
    if found is not None and (code := dates.born_problem(found.day, today)):
        raise UnreadableError(code)
    return found


def died(died_on: date, born_on: date | None, today: date) -> date:
    """A day of death not before the birth and not after today. Raises UnreadableError."""
    if died_on > today:
        raise UnreadableError("died_in_future")
    if born_on is not None and died_on < born_on:
        raise UnreadableError("died_before_birth")
    return died_on


_SEXES = {
    "1": "1", "m": "1", "male": "1", "man": "1", "2": "2", "f": "2", "female": "2", "woman": "2", "9": "9",
    "i": "9", "indeterminate": "9", "not specified": "9", "other": "9", "o": "9", "0": "X", "x": "X", "u": "X",
    "not known": "X", "unknown": "X", "not stated": "X", "": "", "-": "", "null": "",
}  # fmt: skip


def sex(text: str) -> str:
    """The NHS Data Dictionary's code, or "" where the cell says nothing. Raises UnreadableError."""
    code = _SEXES.get(text.strip().casefold())
    if code is None:
        raise UnreadableError("sex_unknown")
    return code


_NATIONAL = re.compile(r"0[1-9]\d{9}")
_NOT_DIALLED = str.maketrans("", "", " -()\u00a0")


@lru_cache(maxsize=65536)
def e164(text: str) -> str | None:
    """As phone.e164; the ordinary British number without the long way round."""
    digits = text.translate(_NOT_DIALLED)
    return f"+44{digits[1:]}" if _NATIONAL.fullmatch(digits) else phone.e164(text)


@lru_cache(maxsize=65536)
def post_code(text: str) -> tuple[str, bool]:
    """A postcode tidied, and whether it is odd."""
    return postcode.tidy(text), postcode.is_odd(text)


_EMAIL = re.compile(r"[^@\s,;<>?:]+@[^@\s,;<>?:]+\.[^@\s,;<>?:.]{2,}")


def is_odd_email(text: str) -> bool:
    """Whether this does not look like one e-mail address."""
    return not _EMAIL.fullmatch(text)


_YES = frozenset({"yes", "y", "true", "1", "required"})
_NO = frozenset({"no", "n", "false", "0", "not required"})


def answer(text: str) -> str:
    """yes, no, or "" where the cell says neither."""
    words = text.strip().casefold()
    return "yes" if words in _YES else "no" if words in _NO else ""


_SPLIT = re.compile(r"\s*([^,]+),\s*([^()]*?)\s*(?:\(([^()]{1,35})\))?\s*")


def split_name(text: str) -> tuple[str, str, str]:
    """Family name, given names and title of "SURNAME, First (Mr)"; without a comma the last word is the family."""
    if found := _SPLIT.fullmatch(text):
        return found[1], found[2], found[3] or ""
    words = text.split()
    return (words[-1], " ".join(words[:-1]), "") if words else ("", "", "")
