"""A line of the timeline, and where it stands among the others of its day. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from inteam import clock

Key = tuple[datetime, UUID]
_LAST = time(23, 59, 59, 999_000)
# What has a day and no time, and was written down on another day: after all that has a time, as it happens in a piece
# of work. First what was asked and found, then what was agreed, then what came of it.
_NATURAL = ("sharing", "risk", "risk_review", "plan", "onward", "signpost", "action", "became", "outcome")


@dataclass(frozen=True)
class Entry:
    """One line. kind: contact, attempt, referral, case, decision, plan, action, outcome, onward, signpost, became (of a
    signpost, with its id), risk, risk_review, sharing, worker.

    code and detail say what happened, in the codes of its feature; text is what somebody wrote; day is London's.
    timed: whether the moment is when it happened, or only where it stands within its day.
    """

    at: datetime
    id: UUID
    kind: str
    code: str
    detail: str | None
    text: str | None
    by: str | None
    minutes: int | None
    timed: bool

    @property
    def key(self) -> Key:
        """For the page after this one."""
        return self.at, self.id

    @property
    def day(self) -> date:
        """The day in London."""
        return clock.day(self.at)


def place(day: date, written: datetime | None, kind: str) -> datetime:
    """Where something with a day and no time stands: when it was written, if that was on the day, else at its end.

    written None: not known, so at its end.
    """
    if written is not None and clock.day(written) == day:
        return written
    rank = _NATURAL.index(kind) if kind in _NATURAL else 0
    return datetime.combine(day, _LAST.replace(microsecond=_LAST.microsecond + rank), clock.LONDON).astimezone(UTC)
