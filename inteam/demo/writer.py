"""What all who write the demo share: the rows, the dice, the day, and values given in turn."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from random import Random
from typing import Any
from uuid import UUID

from inteam import clock
from inteam.demo.rows import Rows, Turns
from inteam.demo.somebody import Somebody
from inteam.store.base import Base


class Writer:
    """Adds rows, dated between a person's arrival and today. A subclass names the values that it gives in turn."""

    in_turn: Mapping[str, Sequence[Any]] = {}

    def __init__(self, rows: Rows, random: Random, now: datetime) -> None:
        self._rows, self._random, self._now = rows, random, now
        self._today = clock.day(now)
        self._next = {name: Turns(random, values) for name, values in self.in_turn.items()}

    def _about(self, one: Somebody, model: type[Base], at: datetime, **values: Any) -> UUID:
        """Keep a row about somebody, made at a moment by their worker; gives its id."""
        return self._rows.add(model, at=at, by=one.worker.id, person_id=one.id, **values)

    def _at(self, day: date) -> datetime:
        """A moment of the working day, never after now."""
        minute = self._random.randrange(9 * 60, 17 * 60, 5)
        moment = datetime.combine(day, time(minute // 60, minute % 60), clock.LONDON)
        return moment if day > self._today else min(moment, self._now)

    def _moment(self, day: date) -> datetime:
        """A full hour of the working day, without regard to now."""
        return datetime.combine(day, self._now.timetz().replace(hour=9 + self._random.randrange(8)))
