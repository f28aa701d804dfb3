"""Preparing a meeting: the agenda and its order, whom the criteria suggest, papers frozen and printed."""

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inteam.meetings.queries import AttendanceRow, MeetingRow
from inteam.meetings.queries_live import ItemView
from inteam.meetings.queries_suggestions import SuggestionRow
from inteam.meetings.summaries import Reader
from ui.app.acts import act_button, act_shortcut
from ui.app.background import Background
from ui.meetings.agenda_order import AgendaOrder, says
from ui.meetings.prepare_acts import Loaded, PrepareActs, load
from ui.meetings.words import STATUS, attendee, counted, when
from ui.widgets.cards import Card, EmptyState, Strip
from ui.widgets.flow import Columns, FlowLayout
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import NO_LIMIT, box, clear, column, framed, row, scrolling
from ui.widgets.lists import ListModel
from ui.widgets.marks import Rule, chip, hint


class PreparePage(PrepareActs):
    """One meeting before it begins."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"meeting", "agenda_item", "attendance", "suggestion_rejection", "action", "need", "risk", "care_plan"}
    )
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", "Change the item"),
        ("Alt+↑ ↓", "Move the item"),
        ("A", "Add to the agenda"),
        ("Ctrl+P", "Print pack"),
    )

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self.meeting_id: UUID | None = None
        self.loaded: Loaded | None = None
        self._waits_after: int | None = None
        self._build()
        act_shortcut("meetings.print", self, self._print)

    def _build(self) -> None:
        self.title = Label("", "title", elide=True)
        self._status = row()
        self._when = Label("", "dense", "muted", elide=True)
        self.change = act_button("meetings.change", self._change)
        self.cancel = act_button("meetings.cancel", self._cancel, "danger")
        self.print_button = act_button("meetings.print", self._print)
        self.print_button.set_icon("print")
        self.freeze = act_button("meetings.freeze", self._freeze)
        self.reopen = act_button("meetings.reopen", self._reopen)
        self.begin = act_button("meetings.begin", self._begin, "primary")
        self.steps = (self.freeze, self.reopen, self.begin, self.change, self.cancel)
        names = column(row(self.title, self._status, None, gap=12), gap=2)
        names.addWidget(self._when)
        self.body.addLayout(names)
        tools = (self.begin, self.freeze, self.reopen, self.print_button, self.change, self.cancel)
        self.body.addWidget(box(FlowLayout(*tools, gap=12)))
        self.note = Strip("", "amber")
        self.note.hide()
        self.body.addWidget(self.note)
        self._columns = Columns((self._agenda_card(), 0), (self._side(), 380), gap=16)
        self.body.addWidget(self._columns, 1)

    def _agenda_card(self) -> Card:
        sort = act_button("meetings.sort", self._sort, "quiet", height=28)
        add = act_button("meetings.add_item", self.add, height=28)
        add.set_icon("plus")
        card = Card(self.tr("Agenda"), "", sort, add)
        self._agenda_caption = card.caption
        self.model: ListModel[ItemView] = ListModel(says, key=lambda view: view.item.id)
        self.list = AgendaOrder(self.model, self.tr("Agenda"))
        self.list.opened.connect(self._edit)
        self.list.moved.connect(self._move)
        self.list.key_pressed.connect(self._key)
        self.list.setMinimumHeight(300)
        self.empty = EmptyState(
            self.tr("Nobody is on the agenda yet"),
            self.tr("Add a person, or take one of the suggestions."),
            self.tr("Add to agenda"),
            self.add,
            key="A",
        )
        self.empty.button.setProperty("act", "meetings.add_item")
        act_shortcut("meetings.add_item", self.empty, self.add)  # there is no list to take the letter
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.empty, 1)
        self.remove = act_button("meetings.remove_item", self._remove, "quiet", height=28)
        self.edit = act_button("meetings.change_item", lambda: self._edit(self.list.current_row), height=28)
        keys = FlowLayout(hint("Enter", self.tr("change")), hint("Alt ↑↓", self.tr("move")), gap=16)
        foot = row(margins=(16, 8, 16, 8))
        foot.addWidget(box(keys), 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.remove)
        foot.addWidget(self.edit)
        card.body.addWidget(framed(foot, "foot"))
        return card

    def _side(self) -> QWidget:
        self._suggestions = column()
        self.suggested = Card(self.tr("Suggested"), self.tr("by the team's criteria"))
        self.suggested.body.addWidget(scrolling(box(self._suggestions), bar=True), 1)
        self.suggested.setMinimumHeight(220)
        self.people = Card(self.tr("Expected"), "", act_button("meetings.attendance", self._attendance, "quiet"))
        self._expected = self.people.inside(Paragraph("", "dense", "muted"))
        self._beside = column(self.suggested, self.people, None, gap=16)
        return box(self._beside)

    # --- reading ----------------------------------------------------------------------------------------------

    def arrive(self, meeting_id: UUID | None = None) -> None:
        """Show a meeting."""
        if meeting_id is not None and meeting_id != self.meeting_id:
            self.meeting_id, self.loaded = meeting_id, None
            self._rest(None)
            self.mark_stale()

    def reload(self) -> None:
        if self.meeting_id is None:
            return
        reader = Reader(self.background.today(), self.background.actor.may("safeguarding.detail"))
        query = partial(load, meeting_id=self.meeting_id, reader=reader, today=self.background.today())
        self.background.read(self, query, self._show, self.fail, key="prepare")

    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        meeting = loaded.meeting
        if meeting is None:
            return
        self.title.say(meeting.name)
        self._when.say(when(meeting))
        clear(self._status)
        words, tone = STATUS[meeting.status]
        self._status.addWidget(chip(self.tr(words), tone))
        planned, frozen = meeting.status == "planned", meeting.status == "papers_frozen"
        for button, shown in (
            (self.freeze, planned),
            (self.reopen, frozen),
            (self.begin, planned or frozen),
            (self.change, planned or frozen),
            (self.cancel, planned or frozen),
        ):
            button.setVisible(shown)
        if self._waits_after is None or meeting.version > self._waits_after:
            self._rest(None)
        self.model.show(list(loaded.views))
        self.list.setVisible(bool(loaded.views))
        self.empty.setVisible(not loaded.views)
        if loaded.views and self.list.current_row < 0:
            self.list.go_to(0)
        total = sum(view.item.minutes for view in loaded.views)
        there = counted(len(loaded.views), "item", "items")
        self._agenda_caption.say(self.tr("{items}, {n} minutes").format(items=there, n=total))
        self._say_minutes(meeting, total)
        self._show_suggestions(loaded.suggestions)
        self._show_people(loaded.people)

    def _say_minutes(self, meeting: MeetingRow, total: int) -> None:
        there = (meeting.ends.hour - meeting.starts.hour) * 60 + meeting.ends.minute - meeting.starts.minute
        missing = sum(1 for view in self.loaded.views if not view.item.question) if self.loaded else 0
        said = []
        if missing:
            items = counted(missing, "item has", "items have")
            said.append(self.tr("{items} no question for the team yet.").format(items=items))
        if total > there:
            said.append(self.tr("The agenda takes {n} minutes and the meeting has {of}.").format(n=total, of=there))
        self.note.say(" ".join(said), "amber")
        self.note.setVisible(bool(said))

    def _show_suggestions(self, rows: tuple[SuggestionRow, ...]) -> None:
        clear(self._suggestions)
        self.suggested.setMinimumHeight(220 if rows else 0)
        self.suggested.setMaximumHeight(NO_LIMIT if rows else 104)  # one sentence needs no more
        self._beside.setStretch(0, 1 if rows else 0)
        self._beside.setStretch(2, 0 if rows else 1)
        if not rows:
            words = self.tr("Nobody else meets the criteria now.")
            self._suggestions.addWidget(box(row(Paragraph(words, "dense", "muted"), margins=(16, 0, 16, 16))))
        for one in rows:
            self._suggestions.addWidget(self._suggestion(one))
            self._suggestions.addWidget(Rule())
        self._suggestions.addStretch(1)

    def _suggestion(self, one: SuggestionRow) -> QWidget:
        facts = one.identity.partition(" · ")[2]
        add = act_button("meetings.accept", partial(self._accept, one), height=28)
        add.setAccessibleName(self.tr("Add {name} to the agenda").format(name=one.name))
        decline = act_button("meetings.decline", partial(self._decline, one), "quiet", height=28)
        decline.setAccessibleName(self.tr("Not now: {name}").format(name=one.name))
        top = row(Label(one.name, "dense_strong", elide=True), decline, add, gap=8)
        top.setStretch(0, 1)
        # Three identifiers stand on every line about a person, so the buttons must not cut them short.
        return box(
            column(top, Paragraph(one.why, "dense"), Paragraph(facts, "caption", "muted"), margins=(16, 8, 12, 8))
        )

    def _show_people(self, people: tuple[AttendanceRow, ...]) -> None:
        clear(self._expected)
        names = [attendee(one) for one in people if one.state != "apologies"]
        sorry = [p.name for p in people if p.state == "apologies"]
        self._expected.addWidget(Paragraph(", ".join(names) or self.tr("Nobody yet"), "dense"))
        if sorry:
            self._expected.addSpacing(8)
            self._expected.addWidget(
                Paragraph(self.tr("Apologies: {names}").format(names=", ".join(sorry)), "dense", "muted")
            )

    def _key(self, letter: str, line: int) -> None:
        if letter == "A":
            self.add()

    def first_focus(self) -> QWidget | None:
        return self.list if not self.list.isHidden() else self.empty.button
