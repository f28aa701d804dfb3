"""The agenda beside a live meeting, with who is there."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal

from inteam.meetings.queries import AttendanceRow, MeetingRow
from inteam.meetings.queries_live import ItemView
from ui.app.acts import act_button
from ui.meetings.agenda_list import AgendaDelegate, Line, lines
from ui.meetings.words import initials
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.lists import ListModel, ListView
from ui.widgets.marks import disc


class LiveAgenda(Card):
    """Items in their order, and under them the people at the table."""

    chosen = Signal(int)

    def __init__(self, attendance: Callable[[], None]) -> None:
        super().__init__()
        self._done = Label("", "caption", "muted")
        head = row(Label(self.tr("Agenda"), "section"), None, self._done, margins=(16, 12, 16, 8))
        self._model: ListModel[Line] = ListModel(Line.words)
        self._delegate = AgendaDelegate()
        self.list = ListView(self._model, self._delegate, self.tr("Agenda"), shows_current=False)
        self.list.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.list.opened.connect(self.chosen)
        self.body.addLayout(head)
        self.body.addWidget(self.list, 1)
        self._present = Label("", "dense_strong")
        self._discs = row(gap=4)
        self._chair = Label("", "caption", "muted", elide=True)
        foot = column(gap=6, margins=(16, 10, 16, 12))
        foot.addLayout(row(self._present, None, act_button("meetings.attendance", attendance, "quiet", height=28)))
        foot.addLayout(self._discs)
        foot.addWidget(self._chair)
        self.body.addWidget(framed(foot, "foot"))

    def show_items(self, views: tuple[ItemView, ...], current: UUID | None) -> None:
        """The items, and which of them is shown beside."""
        self._delegate.current_id = current
        self._model.show(lines(list(views)))
        ids = [view.item.id for view in views]
        if current in ids:
            self.list.go_to(ids.index(current))
        done = sum(1 for view in views if view.item.status == "discussed")
        self._done.say(self.tr("{n} of {all} done").format(n=done, all=len(ids)))

    def show_people(self, meeting: MeetingRow, people: tuple[AttendanceRow, ...]) -> None:
        """Who is there, who chairs and who writes."""
        present = [one for one in people if one.present]
        self._present.say(self.tr("Present {n} of {all}").format(n=len(present), all=len(people)))
        clear(self._discs)
        tones = ("blue", "green", "violet", "amber", "plain")
        for number, one in enumerate(present[:7]):
            self._discs.addWidget(disc(24, tones[number % len(tones)], initials(one.name)))
        self._discs.addStretch(1)
        self._chair.say(self.tr("Chair {a}, notes {b}").format(a=meeting.chair, b=meeting.note_taker))
