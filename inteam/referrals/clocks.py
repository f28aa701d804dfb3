"""The clocks of a referral in calendar and in working days (domain 3.4); they never pause."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Clock(StrEnum):
    """C1 to C8 of domain 3.4."""

    TRIAGE = "triage"
    FIRST_ATTEMPT = "first_attempt"
    FIRST_CONTACT = "first_contact"
    MEANINGFUL_CONTACT = "meaningful_contact"
    FIRST_ACTION = "first_action"
    ONWARD_CONTACT = "onward_contact"
    EPISODE = "episode"
    FEEDBACK = "feedback"


FROM_RECEIPT = (
    Clock.TRIAGE,
    Clock.FIRST_ATTEMPT,
    Clock.FIRST_CONTACT,
    Clock.MEANINGFUL_CONTACT,
    Clock.FIRST_ACTION,
)


@dataclass(frozen=True)
class Days:
    """How long: whole calendar days, and working days of England."""

    calendar: int
    working: int


class Wait(StrEnum):
    """How a wait stands to its standard: the colour and the word of the waiting clock."""

    WITHIN = "within"
    NEAR = "near"
    OVER = "over"


NEAR_FROM = 0.8
"""The part of a standard from which a wait is shown amber (design: waiting clock)."""


def elapsed(start: date, end: date, holidays: Set[date]) -> Days:
    """From the day a clock starts to the day it stops; the first day does not count, the last one does.

    Negative when end lies before start: that is an error of the data, to be listed, not a zero.

    >>> easter = {date(2026, 4, 3), date(2026, 4, 6)}
    >>> elapsed(date(2026, 4, 2), date(2026, 4, 8), easter)
    Days(calendar=6, working=2)
    """
    calendar = (end - start).days
    if calendar < 0:
        back = elapsed(end, start, holidays)
        return Days(-back.calendar, -back.working)
    weeks, rest = divmod(calendar, 7)
    working = weeks * 5 + sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, rest + 1))
    working -= sum(start < day <= end and day.weekday() < 5 for day in holidays)
    return Days(calendar, working)


def add_working_days(start: date, count: int, holidays: Set[date]) -> date:
    """The day on which that many working days have passed; start itself does not count."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in holidays
    return day


def delay_days(delays: Iterable[tuple[date, date]], start: date, end: date) -> int:
    """Calendar days of the person's own choice within a wait; days that two delays share count once."""
    chosen: set[date] = set()
    for first, last in delays:
        day = max(first, start + timedelta(days=1))
        while day <= min(last, end):
            chosen.add(day)
            day += timedelta(days=1)
    return len(chosen)


def wait(days: int, standard: int) -> Wait:
    """Green under four fifths of the standard, amber up to and on its last day, red past it."""
    if days > standard:
        return Wait.OVER
    return Wait.NEAR if days >= NEAR_FROM * standard else Wait.WITHIN
