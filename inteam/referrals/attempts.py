"""When enough has been tried to reach a person, and who must look before giving up (domain 3.5)."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from inteam import clock
from inteam.referrals import clocks


class Vulnerability(StrEnum):
    """Each of these asks for a supervisor's sign-off before a person counts as not contactable."""

    SAFEGUARDING = "safeguarding"
    SUICIDE_RISK = "suicide_risk"
    LEARNING_DISABILITY = "learning_disability"
    DEMENTIA = "dementia"
    HOMELESS = "homeless"
    LANGUAGE = "language"
    ACCESS_NEED_UNMET = "access_need_unmet"
    CHILD = "child"


@dataclass(frozen=True)
class AttemptRule:
    """Local policy: at least so many attempts, modes and times of day, over so many working days."""

    attempts: int
    modes: int
    times_of_day: int
    working_days: int


@dataclass(frozen=True)
class Tried:
    """What has been tried so far, and what is still missing of the rule."""

    attempts: int
    modes: int
    times_of_day: int
    working_days: int
    missing: frozenset[str]

    @property
    def enough(self) -> bool:
        """Whether the rule is met."""
        return not self.missing


_NOON, _EVENING = time(12), time(17)


def time_of_day(moment: datetime) -> str:
    """morning, afternoon or evening, in London."""
    here = moment.astimezone(clock.LONDON).time()
    if here < _NOON:
        return "morning"
    return "afternoon" if here < _EVENING else "evening"


def tried(attempts: Sequence[tuple[datetime, str]], rule: AttemptRule, holidays: Set[date]) -> Tried:
    """How far attempts (moment, mode) meet the rule."""
    days = [clock.day(moment) for moment, _mode in attempts]
    over = clocks.elapsed(min(days), max(days), holidays).working if days else 0
    counts = {
        "attempts": len(attempts),
        "modes": len({mode for _moment, mode in attempts}),
        "times_of_day": len({time_of_day(moment) for moment, _mode in attempts}),
        "working_days": over,
    }
    missing = frozenset(name for name, count in counts.items() if count < getattr(rule, name))
    return Tried(**counts, missing=missing)


def may_give_up(
    found: Tried, vulnerabilities: Iterable[str], *, signed_off: bool, letter_on: date | None, today: date, grace: int
) -> dict[str, str]:
    """Field name → code of what hinders closing as not contactable; empty when it may be done.

    letter_on: when the "we tried" letter went out; grace: calendar days to wait after it.
    """
    if not found.enough:
        return {"attempts": "not_tried_enough"}
    if letter_on is None:
        return {"attempts": "no_letter_sent"}
    if (today - letter_on).days < grace:
        return {"attempts": "letter_too_recent"}
    if any(vulnerabilities) and not signed_off:
        return {"signed_off_by_id": "sign_off_needed"}
    return {}
