"""A box for a day and a time of day: 19-Nov-2026, 09:30."""

import re
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from inteam.clock import LONDON
from ui.widgets import dates
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label

_TIME = re.compile(r"(?:^|[\s,])(\d{1,2})[:.](\d{2})$|(?:^|[\s,])(\d{2})(\d{2})$")


def shown(moment: datetime) -> str:
    """19-Nov-2026, 09:30, in London."""
    here = moment.astimezone(LONDON)
    return f"{dates.shown(here.date())}, {here:%H:%M}"


def read(words: str, now: datetime) -> datetime:
    """The moment that is meant: 19 Nov 9:30, y 14:05, 9.30 (today), now. Raises dates.DateError."""
    typed = words.strip()
    here = now.astimezone(LONDON)
    if typed.lower() in ("now", ""):
        return now
    found = _TIME.search(typed)
    if found is None:
        raise dates.DateError("Write the time too, like 09:30.")
    hour, minute = (int(part) for part in found.groups() if part is not None)
    day_words = typed[: found.start()].strip().rstrip(",")
    day = dates.read(day_words, here.date(), past=True) if day_words else here.date()
    if day is None or hour > 23 or minute > 59:
        raise dates.DateError("Check the time: write it like 09:30.")
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


class WhenBox(TextBox):
    """Up and Down move five minutes; Ctrl+; is now. Read when it is left; `problem` says what is wrong."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, name: str, now: Callable[[], datetime]) -> None:
        super().__init__(
            name,
            "calendar",
            "19-Nov-2026, 09:30",
            icon_token="ink",
            after=(Label("Now: Ctrl ;", "dense", "muted"),),
        )
        self._now, self._value = now, now()
        self.problem = ""
        self.edit.setMaxLength(40)
        self.edit.editingFinished.connect(self.settle)
        self.set_value(self._value)

    def value(self) -> datetime | None:
        """The moment that stands there (aware), or None where it cannot be read."""
        self.settle()
        return None if self.problem else self._value

    def set_value(self, moment: datetime) -> None:
        """Puts a moment in."""
        self._value, self.problem = moment, ""
        self.edit.setText(shown(moment))
        self.set_wrong(False)
        self.changed.emit()

    def set_now(self) -> None:
        """Puts in the minute that it is."""
        self.set_value(self._now())

    def settle(self) -> None:
        """Reads what is typed."""
        words = self.text()
        if words == shown(self._value) and not self.problem:
            return
        try:
            moment = read(words, self._now())
        except dates.DateError as problem:
            self.problem = str(problem)
            self.set_wrong(True)
            self.refused.emit(self.problem)
            return
        self.set_value(moment)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            minutes = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}.get(Qt.Key(event.key()), 0)
            moment = self.value() if minutes else None
            if moment is not None:
                self.set_value(datetime.fromtimestamp(moment.timestamp() + minutes * 60, tz=LONDON))
                return True
        return super().eventFilter(watched, event)
