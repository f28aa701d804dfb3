"""Parts of the live meeting: what it reads at once, and the time on the item."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFrame

from inteam.meetings import queries, queries_live
from inteam.meetings.queries import AttendanceRow, MeetingRow
from inteam.meetings.queries_live import ItemView
from inteam.meetings.summaries import Reader
from ui.meetings.words import minutes
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, row
from ui.widgets.marks import bar, icon


@dataclass(frozen=True)
class Loaded:
    """All that the page shows, read at once."""

    meeting: MeetingRow | None
    views: tuple[ItemView, ...]
    people: tuple[AttendanceRow, ...]


class Timer(QFrame):
    """Time on the item: 04:38 of 7:00, with a bar."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.spent = Label("00:00", "lead")
        self.planned = Label("", "dense", "muted")
        self._bar = row()
        line = row(icon("clock", 18, "muted"), self.spent, self.planned, self._bar, gap=8, margins=(14, 9, 14, 9))
        self.setLayout(line)

    def say(self, seconds: int, planned: int) -> None:
        """Seconds spent, minutes planned."""
        over = planned and seconds > planned * 60
        self.spent.say(minutes(seconds), "red_text" if over else "ink")
        self.planned.say(self.tr("of {time}").format(time=f"{planned}:00"))
        clear(self._bar)
        self._bar.addWidget(bar(min(1.0, seconds / (planned * 60)) if planned else 0.0, 90))
        self.setAccessibleName(self.tr("Time on this item: {a} of {b} minutes").format(a=minutes(seconds), b=planned))


def load(session: Any, *, meeting_id: UUID, reader: Reader) -> Loaded:
    """One read for the whole page."""
    return Loaded(
        queries.meeting(session, meeting_id),
        tuple(queries_live.live(session, meeting_id, reader)),
        tuple(queries.attendance(session, meeting_id)),
    )
