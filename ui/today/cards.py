"""The cards at the right of Today: next MDT, drafts, new referrals, and what the team may drop."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from inteam.caseload.today import DraftLine, Dropped, NewReferral, NextMeeting
from inteam.people import dates
from ui.app.messages import plural
from ui.today import words
from ui.widgets import paint
from ui.widgets.buttons import Button, Link
from ui.widgets.cards import Card
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.marks import Rule, chip, clock, disc, icon

_MOST, _MINE = 4, 3


class SideCard(Card):
    """A card whose lines are filled anew at each reading."""

    def __init__(self, title: str, caption: str, tool: QWidget) -> None:
        super().__init__(title, caption, tool)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(16, 0, 16, 12)
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)

    def _begin(self) -> None:
        clear(self._lines)

    def _line(self, layout: QWidget, height: int) -> None:
        if self._lines.count():
            self._lines.addWidget(Rule())
        layout.setFixedHeight(height)
        self._lines.addWidget(layout)

    def _nothing(self, said: str) -> None:
        self._lines.addWidget(Paragraph(said, "dense", "muted"))

    def _more(self, count: int) -> None:
        if count > 0:
            more = plural(count, words.say("1 more"), words.say("{n} more"))
            self._lines.addWidget(box(column(2, Label(more, "caption", "muted"), 4)))


class MeetingCard(SideCard):
    """The next MDT, and which of its people are mine."""

    def __init__(self, opened: Callable[[UUID | None], object], write: Callable[[UUID], object]) -> None:
        self._open = Link(words.say("Open agenda"))
        super().__init__(words.say("Next MDT"), "", self._open)
        self._opened, self._write = opened, write
        self._meeting: UUID | None = None
        self._open.clicked.connect(lambda: self._opened(self._meeting))

    def show_meeting(self, meeting: NextMeeting | None) -> None:
        """Shows it, or that none is planned."""
        self._begin()
        self._meeting = meeting.meeting_id if meeting else None
        self._open.setText(words.say("Open agenda") if meeting else words.say("Plan one"))
        if meeting is None:
            self._nothing(words.say("No meeting is planned."))
            return
        on = f"{meeting.held_on:%a} {dates.short(meeting.held_on)}, {meeting.starts}"
        people = plural(meeting.people, words.say("1 person on the agenda"), words.say("{n} people on the agenda"))
        mine = plural(len(meeting.mine), words.say("1 is yours"), words.say("{n} are yours"))
        lines = column(
            None,
            Label(on, "body_strong", elide=True),
            Label(words.say("{people}, {mine}").format(people=people, mine=mine), "caption", "muted", elide=True),
            None,
        )
        head = row(_date_tile(meeting), gap=12)
        head.addLayout(lines, 1)
        self._lines.addWidget(box(head))
        self._lines.addSpacing(12)
        self._lines.addWidget(Rule())
        self._lines.addSpacing(4)
        for one in meeting.mine[:_MINE]:
            place = Label(str(one.number), "dense", "muted")
            place.setFixedWidth(18)
            ready = box(row(icon("check", 14, "green"), Label(words.say("Ready"), "dense_strong", "green"), gap=4))
            ask = Button(words.say("Write question"), height=24)
            ask.setAccessibleName(words.say("Write the question about {name}").format(name=words.name(one.who)))
            ask.clicked.connect(partial(self._asked, meeting.meeting_id))
            name = Label(words.name(one.who), "dense", elide=True)
            name.setToolTip(words.identity(one.who))
            line = row(place)
            line.addWidget(name, 1)
            line.addWidget(ready if one.ready else ask)
            holder = box(line)
            holder.setFixedHeight(28)
            self._lines.addWidget(holder)
        self._more(len(meeting.mine) - _MINE)

    def _asked(self, meeting_id: UUID, _checked: bool = False) -> None:
        self._write(meeting_id)


class DraftsCard(SideCard):
    """Words that were typed and not saved."""

    def __init__(self, finish: Callable[[DraftLine], object]) -> None:
        super().__init__(words.say("Drafts to finish"), "", Label(words.say("Encrypted here"), "caption", "muted"))
        self._finish = finish
        self.first: Button | None = None

    def show_drafts(self, drafts: Sequence[DraftLine], shown: Callable[[DraftLine], str]) -> None:
        """Shows them, the newest first."""
        self._begin()
        self.first = None
        for one in drafts[:_MOST]:
            line = row(disc(24, "amber", icon_name="pencil"), gap=12)
            title = words.name(one.who) if one.who else words.say("Nobody chosen yet")
            line.addWidget(_two_lines(title, shown(one)), 1)
            button = Button(words.say("Finish"), height=28)
            button.setAccessibleName(words.say("Finish the draft about {name}").format(name=title))
            button.clicked.connect(partial(self._pressed, one))
            self.first = self.first or button
            line.addWidget(button)
            self._line(box(line), 42)
        if not drafts:
            self._nothing(words.say("No drafts. What you type is kept here until it is saved."))
        self._more(len(drafts) - _MOST)

    def _pressed(self, one: DraftLine, _checked: bool = False) -> None:
        self._finish(one)


class ReferralsCard(SideCard):
    """Referrals that nobody has looked at."""

    def __init__(self, opened: Callable[[], object]) -> None:
        self._triage = Link(words.say("Triage"))
        super().__init__(words.say("New referrals"), "", self._triage)
        self._triage.clicked.connect(lambda: opened())

    def show_referrals(self, referrals: Sequence[NewReferral], owed: str, most: int = _MOST) -> None:
        """Shows at most so many, the urgent first; owed: who waits for word from us."""
        self._begin()
        if referrals:
            standard = referrals[0].standard_days
            self.caption.say(plural(standard, words.say("Triage in 1 day"), words.say("Triage in {n} days")))
        else:
            self._nothing(words.say("No new referrals."))
        for one in referrals[:most]:
            line = row()
            line.addWidget(_two_lines(words.name(one.who), words.source(one)), 1)
            if one.urgent:
                line.addWidget(chip(words.say("Urgent"), "red"))
            line.addWidget(clock(one.hours / 24, one.standard_days, words.waited(one.hours), 44))
            holder = box(line)
            holder.setToolTip(words.identity(one.who))
            self._line(holder, 39)
        self._more(len(referrals) - most)
        if owed:
            self._line(
                box(row(icon("alert", 14, "amber"), Label(owed, "caption_strong", "amber_text", elide=True), None)), 28
            )


class DroppedCard(SideCard):
    """What is about to fall between people, in the view of the whole team."""

    def __init__(self, opened: Callable[[UUID], object]) -> None:
        super().__init__(words.say("About to be dropped"), "", Label("", "caption"))
        self._opened = opened

    def show_dropped(self, dropped: Sequence[Dropped]) -> None:
        """Shows it, or that there is nothing."""
        self._begin()
        self.caption.say(str(len(dropped)) if dropped else "")
        for one in dropped[: 2 * _MOST]:
            line = row(gap=8)
            line.addWidget(_two_lines(words.name(one.who), words.dropped(one)), 1)
            button = Button(words.say("Open"), height=28)
            button.setAccessibleName(words.say("Open {name}").format(name=words.name(one.who)))
            button.clicked.connect(partial(self._pressed, one.who.person_id))
            line.addWidget(button)
            holder = box(line)
            holder.setToolTip(words.identity(one.who))
            self._line(holder, 42)
        if not dropped:
            self._nothing(words.say("Every case, handover and action has an owner."))
        self._more(len(dropped) - 2 * _MOST)

    def _pressed(self, person_id: UUID, _checked: bool = False) -> None:
        self._opened(person_id)


def _two_lines(title: str, note: str) -> QWidget:
    lines = (Label(title, "dense_strong", elide=True), Label(note, "caption", "muted", elide=True))
    return box(column(None, *lines, None))


def _date_tile(meeting: NextMeeting) -> QFrame:
    month, day = Label(f"{meeting.held_on:%b}", "caption_strong", "on_blue"), Label(str(meeting.held_on.day), "name")
    month.setObjectName("dateTileMonth")
    month.setFixedSize(50, 18)
    day.setFixedSize(50, 30)
    month.align = day.align = paint.CENTRE
    made = QFrame()
    made.setObjectName("dateTile")
    made.setLayout(column(month, day, margins=(1, 1, 1, 1)))
    made.setFixedSize(52, 50)
    return made
