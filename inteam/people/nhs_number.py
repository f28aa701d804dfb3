"""The NHS number: ten digits, a check digit, and three ways of being wrong that still pass it.

Source: NHS Data Dictionary; domain.md 1.1, decision 12.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from nhs_number.validate import calculate_checksum

from inteam.messages import NOT_KNOWN


class Result(StrEnum):
    """What a number turned out to be; out_of_range is a warning, never a refusal."""

    VALID = "valid"
    VALID_TEST_RANGE = "valid_test_range"
    BAD_LENGTH = "bad_length"
    BAD_CHARACTERS = "bad_characters"
    BAD_CHECK_DIGIT = "bad_check_digit"
    ALL_SAME_DIGIT = "all_same_digit"
    OUT_OF_RANGE = "out_of_range"


MALFORMED = frozenset({Result.BAD_LENGTH, Result.BAD_CHARACTERS, Result.BAD_CHECK_DIGIT, Result.ALL_SAME_DIGIT})
_CODES = {
    Result.BAD_LENGTH: "nhs_number_bad_length",
    Result.BAD_CHARACTERS: "nhs_number_bad_characters",
    Result.BAD_CHECK_DIGIT: "nhs_number_bad_check_digit",
    Result.ALL_SAME_DIGIT: "nhs_number_all_same_digit",
}
LENGTH = 10
Ranges = tuple[range, ...]
"""The first three digits of issued numbers: local policy ("people.nhs_number_issued"), as published ones differ."""
TEST_PREFIX = "999"  # reserved for tests, never issued
# Space, no-break, figure and thin spaces, the hyphens and dashes, tab, and marks that paste brings along.
_SEPARATORS = dict.fromkeys(
    map(ord, " \t\u00a0\u2007\u2009\u200a\u202f-\u2010\u2011\u2012\u2013\u2014\u2212\u200b\u200e\u200f\ufeff")
)


@dataclass(frozen=True)
class Check:
    """The result, and the digits without separators ("" where there are other characters)."""

    result: Result
    digits: str

    @property
    def ok(self) -> bool:
        """Whether it may be kept; a number out of range may, with a warning."""
        return self.result not in MALFORMED


def strip(text: str) -> str:
    """The text without spaces, hyphens and the invisible marks that come with pasting."""
    return text.translate(_SEPARATORS)


def ranges(given: Iterable[str]) -> Ranges:
    """Local policy's words: "300-499" is each beginning from 300 to 499. Raises ValueError."""
    ends = [tuple(map(int, one.split("-"))) for one in given]
    return tuple(range(first, last + 1) for first, last in ends)


@cache
def shipped() -> Ranges:
    """The ranges that hold until a team says otherwise."""
    from inteam.policy.defaults import defaults  # noqa: PLC0415 (loads SQLAlchemy, and a list shows numbers before)

    given = defaults()["people.nhs_number_issued"].value
    return ranges(map(str, given)) if isinstance(given, list) else ()


def check(text: str, issued: Ranges | None = None) -> Check:
    """What an NHS number, typed in any spacing, is. issued: by local policy; None: as shipped."""
    digits = strip(text)
    if not (digits.isascii() and digits.isdigit()):
        return Check(Result.BAD_CHARACTERS if digits else Result.BAD_LENGTH, "")
    return Check(_result(digits, issued), digits)


def _result(digits: str, issued: Ranges | None) -> Result:
    if len(digits) != LENGTH:
        return Result.BAD_LENGTH
    if len(set(digits)) == 1:  # all ten of them pass modulus 11
        return Result.ALL_SAME_DIGIT
    # Not the library's is_valid: in the Scottish range it wants a birth date, and our table does not.
    if calculate_checksum(digits[:-1]) != int(digits[-1]):
        return Result.BAD_CHECK_DIGIT
    if digits.startswith(TEST_PREFIX):
        return Result.VALID_TEST_RANGE
    if not any(int(digits[:3]) in one for one in (shipped() if issued is None else issued)):
        return Result.OUT_OF_RANGE
    return Result.VALID


def problem(text: str, *, live: bool) -> str | None:
    """The code of why the number cannot be kept, or None.

    live: the file holds real people; then a number of the test range is refused too.
    """
    checked = check(text)
    if checked.result in MALFORMED:
        return _CODES[checked.result]
    if live and checked.result is Result.VALID_TEST_RANGE:
        return "nhs_number_test_range"
    return None


def one_mistake_away(digits: str) -> tuple[str, ...]:
    """The numbers with a right check digit that ten digits may have been meant to be: one wrong, or two swapped."""
    if len(digits) != LENGTH:
        return ()
    wrong = (f"{digits[:i]}{other}{digits[i + 1 :]}" for i in range(LENGTH) for other in "0123456789")
    swapped = (f"{digits[:i]}{digits[i + 1]}{digits[i]}{digits[i + 2 :]}" for i in range(LENGTH - 1))
    return tuple(sorted({n for n in (*wrong, *swapped) if n != digits and check(n).ok}))


def shown(digits: str | None) -> str:
    """A stored number as it is displayed and printed, 3-3-4; "" for none."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if digits else ""


def stated(digits: str | None) -> str:
    """A number as it stands under its own name or head: 999 000 0018, or Not known."""
    return shown(digits) or NOT_KNOWN


def in_line(digits: str | None) -> str:
    """A number with its name, among other facts: NHS no. 999 000 0018, or NHS no. not known."""
    return f"NHS no. {shown(digits) or NOT_KNOWN.lower()}"


def bare(digits: str | None) -> str:
    """A number where there is no room for its name: 999 000 0018. Only that it is not known has the name with it."""
    return shown(digits) or in_line(None)


def with_check_digit(nine: str) -> str | None:
    """Nine digits and their check digit; None for the one in eleven that has none."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    digit = (11 - total % 11) % 11
    return None if digit == 10 else f"{nine}{digit}"
