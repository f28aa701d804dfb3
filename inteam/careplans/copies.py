"""Copies of a plan: who holds one, in which form, how it was given, how holders of old ones were told. Pure values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CopyFormatCode(StrEnum):
    """The form of a copy that was given."""

    PAPER = "paper"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    HTML = "html"
    OTHER = "other"


class Holder(StrEnum):
    """Who holds a copy."""

    PERSON = "person"
    CARER = "carer"
    PRACTICE = "practice"
    PROFESSIONAL = "professional"
    ORGANISATION = "organisation"


class CopyHow(StrEnum):
    """How a copy was given."""

    BY_HAND = "by_hand"
    POST = "post"
    EMAIL = "email"


class Told(StrEnum):
    """How the holder of an old copy learned that it no longer holds."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    POST = "post"
    EMAIL = "email"
    RETURNED = "returned"


GIVEN_BY: dict[Told, CopyHow] = {
    Told.IN_PERSON: CopyHow.BY_HAND,
    Told.POST: CopyHow.POST,
    Told.EMAIL: CopyHow.EMAIL,
}
"""By which ways of telling the version that holds can be given at the same time."""


@dataclass(frozen=True)
class CopyEntry:
    """A copy that was given to somebody."""

    given_to: str
    holder: Holder
    format: CopyFormatCode
    how: CopyHow
    given_on: date


@dataclass(frozen=True)
class TellEntry:
    """How the holder of an old copy was told. new_copy: they were given the version that holds at the same time."""

    on: date
    how: Told
    new_copy: bool = False


def copy_problems(entry: CopyEntry, today: date) -> dict[str, str]:
    """Field name → problem code."""
    found: dict[str, str] = {}
    if not entry.given_to.strip():
        found["given_to"] = "required"
    if entry.given_on > today:
        found["given_on"] = "in_future"
    return found


def tell_problems(entry: TellEntry, given_on: date, today: date) -> dict[str, str]:
    """Field name → problem code. given_on: when the holder got the copy."""
    found: dict[str, str] = {}
    if entry.on > today:
        found["on"] = "in_future"
    elif entry.on < given_on:
        found["on"] = "told_before_given"
    if entry.new_copy and entry.how not in GIVEN_BY:
        found["how"] = "copy_not_given_so"
    return found
