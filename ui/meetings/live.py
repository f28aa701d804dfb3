"""The meeting itself: agenda left, one person's summary in the middle, decisions and actions right."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from inteam.errors import InteamError
from inteam.meetings import queries, queries_live, service_live
from inteam.meetings.queries import AttendanceRow, MeetingRow
from inteam.meetings.queries_live import ActionRow, ItemView
from inteam.meetings.rules import ActionEntry, Answer
from inteam.meetings.summaries import Reader
from ui.app.acts import act_button
from ui.app.background import Background
from ui.app.messages import sentence
from ui.app.page import Page
from ui.meetings import paper, sheets
from ui.meetings.action_line import Colleague
from ui.meetings.agenda_list import AgendaDelegate, Line, lines
from ui.meetings.decision_box import DecisionBox
from ui.meetings.decisions_panel import DecisionsPanel
from ui.meetings.keeper import NoteKeeper
from ui.meetings.person_panel import PersonPanel
from ui.meetings.preview import Preview
from ui.meetings.words import STATUS, initials, minutes, when
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import NO_LIMIT, clear, column, framed, row
from ui.widgets.lists import ListModel, ListView
from ui.widgets.marks import bar, chip, disc, icon

_STACK_BELOW = 960


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


class MeetingLivePage(Page):
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
        self.agenda_card = self._agenda()
        self.person = PersonPanel()
        self.person.typed.connect(self._typed)
        self.person.answered.connect(self._answered)
        self.decisions = DecisionsPanel(self.background.today)
        self.decisions.decided.connect(self._decided)
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

    def _agenda(self) -> Card:
        card = Card()
        self._done = Label("", "caption", "muted")
        head = row(Label(self.tr("Agenda"), "section"), None, self._done, margins=(16, 12, 16, 8))
        self._model: ListModel[Line] = ListModel(Line.words)
        self._delegate = AgendaDelegate()
        self.list = ListView(self._model, self._delegate, self.tr("Agenda"), shows_current=False)
        self.list.clicked.connect(lambda index: self._go(index.row()))
        self.list.opened.connect(self._go)
        card.body.addLayout(head)
        card.body.addWidget(self.list, 1)
        self._present = Label("", "dense_strong")
        self._discs = row(gap=4)
        self._chair = Label("", "caption", "muted", elide=True)
        self.attendance_button = act_button("meetings.attendance", self.attendance, "quiet", height=28)
        foot = column(gap=6, margins=(16, 10, 16, 12))
        foot.addLayout(row(self._present, None, self.attendance_button))
        foot.addLayout(self._discs)
        foot.addWidget(self._chair)
        card.body.addWidget(framed(foot, "foot"))
        return card

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
            self, partial(_load, meeting_id=self.meeting_id, reader=reader), self._show, self.fail, key="live"
        )

    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        if loaded.meeting is None:
            return
        self._show_head(loaded.meeting)
        self._show_people(loaded.meeting, loaded.people)
        ids = [view.item.id for view in loaded.views]
        if self.item_id not in ids:
            waiting = (v.item.id for v in loaded.views if v.item.status == "waiting")
            self.item_id = next(waiting, ids[0] if ids else None)
        self._delegate.current_id = self.item_id
        self._model.show(lines(list(loaded.views)))
        if self.item_id in ids:
            self.list.go_to(ids.index(self.item_id))
        done = sum(1 for view in loaded.views if view.item.status == "discussed")
        self._done.say(self.tr("{n} of {all} done").format(n=done, all=len(ids)))
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

    def _show_people(self, meeting: MeetingRow, people: tuple[AttendanceRow, ...]) -> None:
        present = [one for one in people if one.present]
        self._present.say(self.tr("Present {n} of {all}").format(n=len(present), all=len(people)))
        clear(self._discs)
        tones = ("blue", "green", "violet", "amber", "plain")
        for number, one in enumerate(present[:7]):
            self._discs.addWidget(disc(24, tones[number % len(tones)], initials(one.name)))
        self._discs.addStretch(1)
        self._chair.say(self.tr("Chair {a}, notes {b}").format(a=meeting.chair, b=meeting.note_taker))
        named = sorted((one for one in people if one.staff_id), key=lambda one: not one.present)
        self.decisions.set_people([Colleague(one.staff_id, one.name, one.role) for one in named if one.staff_id])

    @property
    def running(self) -> bool:
        """Whether the meeting is in progress."""
        meeting = self.loaded.meeting if self.loaded else None
        return meeting is not None and meeting.status == "in_progress"

    @property
    def mine(self) -> bool:
        """Whether I take the notes."""
        meeting = self.loaded.meeting if self.loaded else None
        return meeting is not None and meeting.notes_held_by_id == self.background.actor.staff_id

    def view(self) -> ItemView | None:
        """The item that is shown."""
        views = self.loaded.views if self.loaded else ()
        return next((view for view in views if view.item.id == self.item_id), None)

    def _show_item(self) -> None:
        view, views = self.view(), self.loaded.views if self.loaded else ()
        place = 1 + [v.item.id for v in views].index(view.item.id) if view else 0
        self.person.show_item(view, place, len(views), self.background.today(), running=self.running)
        self.decisions.show_item(view)
        self.person.set_enabled_notes(self.running and self.mine)
        words = self.tr("Live") if self.running else self._why_not()
        if self.running and not self.mine:
            words = self.tr("A colleague takes the notes")
        self.decisions.set_running(self.running, words)
        self.decisions.back_button.setEnabled(place > 1)
        last = place == len(views)
        self.decisions.next_button.setText(self.tr("Save") if last else self.tr("Save, next"))
        if view is None:
            return
        if self._keeper is None or self._keeper.item_id != view.item.id:
            self._keep(view)
        else:
            self.person.set_texts(self._keeper.take(view.item))
        if self.running and self.mine and self._opened != view.item.id:
            self._open(view.item.id)

    def _why_not(self) -> str:
        """Why nothing can be written now."""
        meeting = self.loaded.meeting if self.loaded else None
        status = meeting.status if meeting else "planned"
        return self.tr("Not begun") if status in ("planned", "papers_frozen") else self.tr("Ended")

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

    def _open(self, item_id: UUID) -> None:
        self._opened = item_id
        keeper = self._keeper

        def use_case(work: Any) -> None:
            version = service_live.open_item(work, item_id)
            if keeper is not None and keeper.item_id == item_id:
                keeper.bump(version)

        self.background.write(self, use_case, lambda _none: None, self.fail)

    def _pause(self) -> None:
        if self._opened is not None and self.running:
            self.background.write(
                self, partial(service_live.pause_item, item_id=self._opened), lambda _none: None, self.fail
            )
        self._opened = None

    # --- writing ----------------------------------------------------------------------------------------------

    def _typed(self, name: str, text: str) -> None:
        if self._keeper is not None and self.running and self.mine:
            self._keeper.type(name, text)

    def _to_decision(self) -> None:
        if self.decisions.boxes:
            self.decisions.boxes[-1].words.setFocus()

    def _decided(self, made: DecisionBox) -> None:
        item_id, entry = self.item_id, made.entry()
        if item_id is None:
            return

        def failed(error: InteamError) -> None:
            made.not_saved()
            self.fail(error)

        use_case = partial(made.kept.save, item_id=item_id, entry=entry)
        self.background.write(self, use_case, partial(made.saved, entry), failed)

    def _agreed(self, entry: ActionEntry) -> None:
        view = self.view()
        if view is None:
            return
        use_case = partial(service_live.agree_action, item_id=view.item.id, entry=entry)

        def done(_action: UUID) -> None:
            self.decisions.line.clear()
            self.decisions.line.setFocus()

        def failed(error: InteamError) -> None:
            self.decisions.line.set_problem(sentence(error))

        self.background.write(self, use_case, done, failed, done=self.tr("Action agreed"))

    def _take_back(self, action: ActionRow) -> None:
        use_case = partial(service_live.take_back_action, action_id=action.id, version=action.version)
        self.background.write(self, use_case, lambda _none: None, self.fail, done=self.tr("Action taken back"))

    def _answered(self, action: ActionRow, answer: Answer) -> None:
        if answer is Answer.DROP:
            sheets.DropSheet(self.shell, action, partial(self._answer, action, Answer.DROP)).open()
        else:
            self._answer(action, answer, "")

    def _answer(self, action: ActionRow, answer: Answer, reason: str) -> None:
        if self.item_id is None:
            return
        use_case = partial(
            service_live.answer_action,
            item_id=self.item_id,
            action_id=action.id,
            version=action.version,
            answer=answer,
            reason=reason,
        )
        words = {Answer.DONE: self.tr("Done"), Answer.CARRY: self.tr("Carried"), Answer.DROP: self.tr("Dropped")}
        said = f"{words[answer]}: {action.text}"
        self.background.write(self, use_case, lambda _none: None, self.fail, done=said)

    # --- the meeting ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin, or resume after ending too early."""
        meeting = self.loaded.meeting if self.loaded else None
        if meeting is None:
            return
        use_case = partial(service_live.begin_meeting, meeting_id=meeting.id, version=meeting.version)
        self.background.write(self, use_case, lambda _none: None, self.fail, done=self.tr("Meeting begun"))

    def end(self) -> None:
        """End, after saying what is left."""
        meeting, views = (self.loaded.meeting, self.loaded.views) if self.loaded else (None, ())
        if meeting is None:
            return
        if self._keeper is not None:
            self._keeper.flush()
        self.decisions.flush()
        left = [view.item.name for view in views if view.item.status == "waiting"]
        sheets.ask_end(self.shell, left, partial(self._end, meeting.id))

    def _end(self, meeting_id: UUID) -> None:
        def use_case(work: Any) -> int:
            return service_live.end_now(work, meeting_id)

        def ended(_missed: int) -> None:
            self._opened = None
            self.shell.open("minutes", meeting_id)

        self.background.write(self, use_case, ended, self.fail, done=self.tr("Meeting ended"))

    def take_notes(self) -> None:
        """Take over from a colleague, who sees that the notes have gone."""
        meeting = self.loaded.meeting if self.loaded else None
        if meeting is not None:
            use_case = partial(service_live.take_notes, meeting_id=meeting.id)
            self.background.write(self, use_case, lambda _none: None, self.fail, done=self.tr("You take the notes now"))

    def attendance(self) -> None:
        """Who is there."""
        if self.meeting_id is not None:
            sheets.AttendanceSheet(self.shell, self.meeting_id).open()

    def print_pack(self) -> None:
        """The pack of this meeting."""
        if self.meeting_id is not None:
            Preview(self, paper.meeting_pack(self.meeting_id)).open()

    def first_focus(self) -> QWidget | None:
        return self.list


def _load(session: Any, *, meeting_id: UUID, reader: Reader) -> Loaded:
    return Loaded(
        queries.meeting(session, meeting_id),
        tuple(queries_live.live(session, meeting_id, reader)),
        tuple(queries.attendance(session, meeting_id)),
    )
