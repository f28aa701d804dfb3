"""Closes, once a day, the offers that nobody answered in time. The program does it, whoever sits before it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from inteam.errors import InteamError
from ui.app.background import Background

LOOK_EVERY_MS = 600_000
"""A program that stays open over night notices the new day after this long at the latest."""


class LateHandovers(QObject):
    """Today says `look` once its lists are there; the first of each day looks, and closes what is late."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self.background = background
        self._looked: Any = None  # the day
        self._watch = QTimer(self, interval=LOOK_EVERY_MS)
        self._watch.timeout.connect(self.look)

    def look(self) -> None:
        """Counts what is late in a thread of its own; writes nothing where there is nothing."""
        if not self.background.connected or self._looked == (today := self.background.today()):
            return
        self._looked = today
        self._watch.start()
        count = partial(_to_close, on=today)
        self.background.read(self, count, self._counted, self._again_later, key="late", beside=True)

    def _counted(self, late: int) -> None:
        if late:
            self.background.aside(self, self._close, lambda _count: None, self._again_later)

    def _close(self) -> int:
        from inteam.access import PROGRAM  # noqa: PLC0415 (after the first list)
        from inteam.meetings.service_handover_answers import escalate_handovers  # noqa: PLC0415 (as above)

        with self.background.database.write(PROGRAM) as work:
            return escalate_handovers(work)

    def _again_later(self, _error: InteamError) -> None:
        """Another program was quicker, or the file cannot be written, which the next save says; no one waits here."""
        self._looked = None


def _to_close(session: Any, on: Any) -> int:
    from inteam.meetings.queries_handover_late import to_close  # noqa: PLC0415 (as above)

    return to_close(session, on)
