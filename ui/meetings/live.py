"""The meeting itself: agenda left, one person's summary in the middle, decisions and actions right."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from inteam.errors import InteamError
from inteam.meetings import service_live
from inteam.meetings.queries import AttendanceRow, MeetingRow
from inteam.meetings.queries_live import ItemView
from inteam.meetings.summaries import Reader
from ui.app.acts import act_button
from ui.app.background import Background
from ui.meetings.action_line import Colleague
from ui.meetings.decisions_panel import DecisionsPanel
from ui.meetings.keeper import NoteKeeper
from ui.meetings.live_acts import LiveActs
from ui.meetings.live_agenda import LiveAgenda
from ui.meetings.live_parts import Loaded, Timer, load
from ui.meetings.person_panel import PersonPanel
from ui.meetings.words import STATUS, when
from ui.widgets.labels import Label
from ui.widgets.layouts import NO_LIMIT, clear, column, row
from ui.widgets.marks import chip

_STACK_BELOW = 960


class MeetingLivePage(LiveActs):
    """One meeting while it runs; before and after it the same page can be read."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"meeting", "agenda_item", "attendance", "decision", "action", "action_answer", "contact", "need", "risk"}
    )
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("PgDn", "Save, next person"),
        ("PgUp", "Previous person"),
        ("Alt+D", "Decision"),
        ("Alt+A", "Action: words, @ who, / day, Enter"),
        ("Alt+N", "Discussion"),
        ("Ctrl+P", "Print pack"),
    )
    moved = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__(background, 16)
        self.meeting_id: UUID | None = None
        self.loaded: Loaded | None = None
        self.item_id: UUID | None = None
        self._keeper: NoteKeeper | None = None
        self._opened: UUID | None = None
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._build()
        for keys, do in (
            ("PgDown", self.next_item),
            ("PgUp", self.previous_item),
            ("Ctrl+P", self.print_pack),
            ("Alt+D", self._to_decision),
            ("Alt+A", lambda: self.decisions.line.setFocus()),
            ("Alt+N", lambda: self.person.fields["discussion"].setFocus()),
        ):
            QShortcut(QKeySequence(keys), self, lambda do=do: self._if_shown(do))

    # --- parts ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = Label("", "title", elide=True)
        self._status = row()
        self._when = Label("", "dense", "muted", elide=True)
        self.timer = Timer()
        self.print_button = act_button("meetings.print", self.print_pack)
        self.print_button.set_icon("print")
        self.begin_button = act_button("meetings.begin", self.begin, "primary")
        self.end_button = act_button("meetings.end", self.end, "danger")
        self.take_button = act_button("meetings.take_notes", self.take_notes, "primary")
        left = column(gap=2)
        left.addLayout(row(self.title, self._status, None, gap=12))
        left.addWidget(self._when)
        self._tools = row(self.timer, self.take_button, self.print_button, self.begin_button, self.end_button, gap=16)
        self._header = row(gap=16)
        self._header.addLayout(left, 1)
        self._header.addLayout(self._tools)
        self.body.addLayout(self._header)
        self._columns = row(gap=16)
        self.agenda_card = LiveAgenda(self.attendance)
        self.agenda_card.chosen.connect(self._go)
        self.list = self.agenda_card.list
        self.person = PersonPanel()
        self.person.typed.connect(self._typed)
        self.person.answered.connect(self._answered)
        self.decisions = DecisionsPanel(self.background.today)
        self.decisions.decided.connect(self._decided)
        self.decisions.undecided.connect(self._undecided)
        self.decisions.agreed.connect(self._agreed)
        self.decisions.withdrawn.connect(self._take_back)
        self.decisions.back.connect(self.previous_item)
        self.decisions.forward.connect(self.next_item)
        self._columns.addWidget(self.agenda_card)
        self._columns.addWidget(self.person, 1)
        self._columns.addWidget(self.decisions)
        holder = QWidget()
        holder.setLayout(self._columns)
        self.body.addWidget(holder, 1)

    def reflow(self, narrow: bool) -> None:
        self._place(self.window().width())

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place(self.window().width())

    def _place(self, width: int) -> None:
        stacked = width < _STACK_BELOW
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self._header.setDirection(ways.TopToBottom if width < 1280 and stacked else ways.LeftToRight)
        self.timer.setVisible(True)
        for widget, usual, small in ((self.agenda_card, 240, 246), (self.decisions, 312, 280)):
            fixed = 0 if stacked else usual if width >= 1280 else small
            widget.setMinimumWidth(fixed)
            widget.setMaximumWidth(fixed or NO_LIMIT)
            widget.setMinimumHeight(360 if stacked else 0)
        self.person.setMinimumHeight(520 if stacked else 0)

    # --- reading ----------------------------------------------------------------------------------------------

    def arrive(self, meeting_id: UUID | None = None) -> None:
        """Show a meeting."""
        if meeting_id is not None and meeting_id != self.meeting_id:
            self._let_go()
            self.meeting_id, self.item_id, self.loaded = meeting_id, None, None
            self.mark_stale()

    def leave(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        if self._keeper is not None:
            self._keeper.flush()
        self.decisions.flush()
        self._pause()

    def reload(self) -> None:
        if self.meeting_id is None:
            return
        reader = Reader(self.background.today(), self.background.actor.may("safeguarding.detail"))
        self.background.read(
            self, partial(load, meeting_id=self.meeting_id, reader=reader), self._show, self.fail, key="live"
        )

    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        if loaded.meeting is None:
            return
        self._show_head(loaded.meeting)
        self.agenda_card.show_people(loaded.meeting, loaded.people)
        self._offer(loaded.people)
        ids = [view.item.id for view in loaded.views]
        if self.item_id not in ids:
            waiting = (v.item.id for v in loaded.views if v.item.status == "waiting")
            self.item_id = next(waiting, ids[0] if ids else None)
        self.agenda_card.show_items(loaded.views, self.item_id)
        self._show_item()
        self._clock.start()
        self._tick()

    def _show_head(self, meeting: MeetingRow) -> None:
        self.title.say(meeting.name)
        self._when.say(when(meeting))
        clear(self._status)
        words, tone = STATUS[meeting.status]
        self._status.addWidget(chip(self.tr(words), tone))
        self.begin_button.setVisible(meeting.status in ("planned", "papers_frozen", "minutes_draft"))
        self.begin_button.setText(self.tr("Resume") if meeting.status == "minutes_draft" else self.tr("Begin meeting"))
        self.end_button.setVisible(meeting.status == "in_progress")
        self.take_button.setVisible(self.running and not self.mine)

    def _offer(self, people: tuple[AttendanceRow, ...]) -> None:
        """Staff who can be given an action, those who are there first."""
        named = sorted((one for one in people if one.staff_id), key=lambda one: not one.present)
        self.decisions.set_people([Colleague(one.staff_id, one.name, one.role) for one in named if one.staff_id])

    def _show_item(self) -> None:
        view, views = self.view(), self.loaded.views if self.loaded else ()
        place = 1 + [v.item.id for v in views].index(view.item.id) if view else 0
        self.person.show_item(view, place, len(views), self.background.today(), running=self.running)
        self.decisions.show_item(view)
        self.person.set_enabled_notes(self.running and self.mine)
        words = self.tr("Live") if self.running else self._why_not()
        if self.running and not self.mine:
            words = self.tr("A colleague takes the notes")
        self.decisions.set_running(self.running, words, self._what_instead())
        self.decisions.back_button.setEnabled(place > 1)
        last = place == len(views)
        onward = self.tr("Save, next") if self.running else self.tr("Next")
        self.decisions.next_button.setText(self.tr("Save") if last and self.running else onward)
        self.decisions.next_button.setEnabled(self.running or not last)
        if view is None:
            return
        if self._keeper is None or self._keeper.item_id != view.item.id:
            self._keep(view)
        else:
            self.person.set_texts(self._keeper.take(view.item))
        if self.running and self.mine and self._opened != view.item.id:
            self._open(view.item.id)

    def _keep(self, view: ItemView) -> None:
        self._keeper = NoteKeeper(self.background, view.item, self)
        self._keeper.merged.connect(self.person.set_texts)
        self._keeper.refused.connect(self.fail)
        self.person.set_texts({name: getattr(view.item, name) for name in service_live.NOTES})

    def _tick(self) -> None:
        if not self.background.connected:  # locked, and the page not yet gone
            self._clock.stop()
            return
        view = self.view()
        if view is None:
            self.timer.say(0, 0)
            return
        spent = view.item.seconds
        if view.item.open_since is not None:
            spent += max(0, int((self.background.now() - view.item.open_since).total_seconds()))
        self.timer.say(spent, view.item.minutes)

    def hideEvent(self, event: Any) -> None:
        self._clock.stop()
        super().hideEvent(event)

    def _if_shown(self, do: Any) -> None:
        if self.isVisible() and self.loaded is not None:
            do()

    # --- going round ------------------------------------------------------------------------------------------

    def _go(self, line: int) -> None:
        views = self.loaded.views if self.loaded else ()
        if 0 <= line < len(views) and views[line].item.id != self.item_id:
            self._switch(views[line].item.id)

    def _switch(self, item_id: UUID) -> None:
        if self._keeper is not None:
            self._keeper.flush()
        self.decisions.flush()
        self.item_id = item_id
        self._keeper = None
        if self.loaded is not None:
            self._show(self.loaded)
        self.moved.emit()

    def previous_item(self) -> None:
        """The one before, without finishing this one."""
        self._step(-1)

    def _step(self, step: int) -> None:
        views = self.loaded.views if self.loaded else ()
        ids = [view.item.id for view in views]
        if self.item_id in ids and 0 <= ids.index(self.item_id) + step < len(ids):
            self._switch(ids[ids.index(self.item_id) + step])

    def next_item(self) -> None:
        """Save, say that this one was discussed, and go to the next."""
        view = self.view()
        if view is None:
            return
        if not self.running:
            self._step(1)
            return
        if view.unanswered:
            self._unanswered()
            return
        keeper = self._keeper
        if keeper is None:
            return
        keeper.flush()
        self.decisions.flush()
        again = self.decisions.chosen_again()

        def finish(work: Any) -> None:
            keeper.bump(service_live.finish_item(work, view.item.id, keeper.version(), again=again))

        self.background.write(self, finish, lambda _none: self._finished(view.item.id), self._not_finished)

    def _finished(self, item_id: UUID) -> None:
        if self.item_id == item_id:
            self._step(1)

    def _not_finished(self, error: InteamError) -> None:
        if "answers" in error.problems:
            self._unanswered()
        else:
            self.fail(error)

    def _unanswered(self) -> None:
        self.problem.say(self.tr("Answer each action of last time first: done, carry or drop."), "amber")
        self.problem.show()
        first = self.person.first_unanswered()
        if first is not None:
            first.setFocus()

    def first_focus(self) -> QWidget | None:
        return self.list
