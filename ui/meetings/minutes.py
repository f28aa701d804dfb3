"""Minutes: what was recorded, corrected while a draft, agreed, then only added to."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inteam import clock
from inteam.meetings import queries, queries_live, queries_record, service_live, service_minutes
from inteam.meetings.queries import AttendanceRow, MeetingRow
from inteam.meetings.queries_live import ActionRow, ItemView
from inteam.meetings.queries_record import DecisionRow, MinutesChangeRow, PrintRow
from inteam.meetings.summaries import Reader
from inteam.meetings.words import AGAIN, ANSWERS, DECISIONS
from ui.app.acts import act_button
from ui.app.background import Background
from ui.app.page import Page
from ui.meetings import paper
from ui.meetings.minutes_sheets import AddendumSheet, BusinessSheet, CorrectDecisionSheet, CorrectSheet, PacksSheet
from ui.meetings.preview import Preview
from ui.meetings.words import STATUS, attendee, counted, say, when
from ui.widgets import dates
from ui.widgets.cards import Card, Strip
from ui.widgets.flow import Columns, FlowLayout
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.marks import Rule, chip

_NOTES = (
    ("discussion", "Discussion"),
    ("situation", "Situation"),
    ("background", "Background"),
    ("assessment", "Assessment"),
    ("recommendation", "Recommendation"),
)


@dataclass(frozen=True)
class Loaded:
    """All that the page shows."""

    meeting: MeetingRow | None
    views: tuple[ItemView, ...]
    people: tuple[AttendanceRow, ...]
    changes: tuple[MinutesChangeRow, ...]
    prints: tuple[PrintRow, ...]


class MinutesPage(Page):
    """The minutes of one meeting."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"meeting", "agenda_item", "attendance", "decision", "action", "minutes_change", "print_record"}
    )
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("Ctrl+P", "Print minutes"),)

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self.meeting_id: UUID | None = None
        self.loaded: Loaded | None = None
        self.title = Label("", "title", elide=True)
        self._status = row()
        self._when = Label("", "dense", "muted", elide=True)
        self.print_button = act_button("meetings.print_minutes", self._print)
        to_print = QShortcut(QKeySequence.StandardKey.Print, self)
        to_print.activated.connect(self._print)
        self.print_button.set_icon("print")
        self.resume = act_button("meetings.begin", self._resume, words=self.tr("Resume meeting"))
        self.business = act_button("meetings.correct", self._business, words=self.tr("Other business and learning"))
        self.packs = act_button("meetings.packs", self._packs)
        self.agree = act_button("meetings.agree", self._agree, "primary")
        self.addendum = act_button("meetings.addendum", self._add, "primary")
        names = column(row(self.title, self._status, None, gap=12), gap=2)
        names.addWidget(self._when)
        self.body.addLayout(names)
        tools = (self.agree, self.addendum, self.print_button, self.business, self.packs, self.resume)
        self.body.addWidget(box(FlowLayout(*tools, gap=12)))
        self.note = Strip("", "blue")
        self.body.addWidget(self.note)
        self._items = column(gap=16)
        self._side = column(gap=16)
        self.body.addWidget(Columns((box(self._items), 0), (box(self._side), 340), gap=16))
        self.body.addStretch(1)

    # --- reading ----------------------------------------------------------------------------------------------

    def arrive(self, meeting_id: UUID | None = None) -> None:
        """Show a meeting's minutes."""
        if meeting_id is not None and meeting_id != self.meeting_id:
            self.meeting_id = meeting_id
            self.mark_stale()

    def reload(self) -> None:
        if self.meeting_id is None:
            return
        reader = Reader(self.background.today(), self.background.actor.may("safeguarding.detail"))
        query = partial(_load, meeting_id=self.meeting_id, reader=reader)
        self.background.read(self, query, self._show, self.fail, key="minutes")

    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        meeting = loaded.meeting
        if meeting is None:
            return
        self.title.say(self.tr("Minutes, {name}").format(name=meeting.name))
        self._when.say(when(meeting))
        clear(self._status)
        words, tone = STATUS[meeting.status]
        self._status.addWidget(chip(self.tr(words), tone))
        draft, agreed = meeting.status == "minutes_draft", meeting.status == "minutes_agreed"
        for button, shown in (
            (self.agree, draft),
            (self.resume, draft),
            (self.business, draft),
            (self.addendum, agreed),
            (self.packs, draft or agreed),
        ):
            button.setVisible(shown)
        self._say(meeting, loaded.prints)
        clear(self._items)
        for place, view in enumerate(loaded.views, 1):
            self._items.addWidget(self._item(view, place, draft=draft))
        if meeting.learning or meeting.other_business or meeting.next_on:
            self._items.addWidget(self._other(meeting))
        self._items.addStretch(1)
        self._show_side(loaded)

    def _say(self, meeting: MeetingRow, prints: tuple[PrintRow, ...]) -> None:
        if meeting.packs_out is not None and meeting.packs_out != meeting.packs_back:
            missing = meeting.packs_out - (meeting.packs_back or 0)
            packs = counted(missing, "printed pack is", "printed packs are")
            words = self.tr("{packs} missing. Report it as an incident.").format(packs=packs)
            self.note.say(words, "red", "alert")
        elif meeting.status == "minutes_draft":
            words = self.tr("A draft: corrections keep both wordings. Once agreed, the minutes are only added to.")
            self.note.say(words, "blue")
        elif meeting.status != "minutes_agreed":
            self.note.say(self.tr("The minutes are written while the meeting is held. There are none yet."), "blue")
        else:
            at = meeting.minutes_agreed_at
            on = dates.shown(at.astimezone(clock.LONDON).date()) if at else ""
            self.note.say(self.tr("Agreed on {day}. What is new is added as an addendum.").format(day=on), "green")

    def _item(self, view: ItemView, place: int, *, draft: bool) -> Card:
        item = view.item
        tools: list[QWidget] = []
        if draft:
            correct = act_button("meetings.correct", partial(self._correct, view), "quiet", height=28)
            correct.setAccessibleName(self.tr("Correct: {name}").format(name=item.name))
            tools.append(correct)
        facts = item.identity.partition(" · ")[2]
        card = Card(f"{place}. {item.name}", facts, *tools)
        body = card.inside(gap=8)
        if item.question:
            body.addWidget(_lead(self.tr("Question:"), item.question))
        for name, title in _NOTES:
            if getattr(item, name):
                body.addWidget(_lead(f"{say(title)}:", getattr(item, name)))
        for action in view.earlier:
            said = ANSWERS.get(action.answer) or ("Done" if action.status == "done" else "Not answered")
            body.addWidget(_lead(self.tr("Last time:"), f"{action.text} ({action.owner}): {say(said)}"))
        for decision in view.decisions:
            body.addWidget(self._decision(decision, draft=draft))
        for action in view.agreed:
            body.addWidget(_action(action))
        self._additions(body, item.id)
        body.addWidget(Label(_outcome(view), "caption_strong", "muted", elide=True))
        return card

    def _decision(self, decision: DecisionRow, *, draft: bool) -> QWidget:
        lead = self.tr("Decision ({kind}):").format(kind=say(DECISIONS[decision.kind]).lower())
        words = f"{decision.text} {decision.rationale}".strip()
        if not decision.quorate:
            words = self.tr("{words} (taken without a quorum)").format(words=words)
        line = row(gap=8)
        line.addWidget(_lead(lead, words), 1)
        if draft:
            correct = act_button("meetings.correct", partial(self._correct_decision, decision), "quiet", height=28)
            correct.setAccessibleName(self.tr("Correct the decision: {words}").format(words=decision.text[:40]))
            line.addWidget(correct, 0, Qt.AlignmentFlag.AlignTop)
        return box(line)

    def _additions(self, body: QVBoxLayout, item_id: UUID | None) -> None:
        for change in self.loaded.changes if self.loaded else ():
            if change.item_id != item_id:
                continue
            at = change.made_at.astimezone(clock.LONDON)
            who = f"{dates.shown(at.date())} {at:%H:%M}, {change.author}"
            if change.kind == "addendum":
                body.addWidget(_lead(self.tr("Addendum {who}:").format(who=who), change.after))
            else:
                read = self.tr("Corrected {who}. It read: {words}").format(who=who, words=change.before or "–")
                body.addWidget(Paragraph(read, "caption", "muted"))

    def _other(self, meeting: MeetingRow) -> Card:
        card = Card(self.tr("Other business"))
        body = card.inside(gap=8)
        if meeting.learning:
            body.addWidget(_lead(self.tr("Learning:"), meeting.learning))
        if meeting.other_business:
            body.addWidget(_lead(self.tr("Other business:"), meeting.other_business))
        if meeting.next_on:
            body.addWidget(_lead(self.tr("Next meeting:"), dates.shown(meeting.next_on)))
        return card

    def _show_side(self, loaded: Loaded) -> None:
        clear(self._side)
        there = Card(self.tr("Attendance"))
        lines = there.inside(gap=6)
        for state, title in (("present", "There"), ("apologies", "Apologies"), ("absent", "Absent")):
            named = [attendee(one) for one in loaded.people if one.state == state]
            if named:
                lines.addWidget(_lead(f"{say(title)}:", ", ".join(named)))
        self._side.addWidget(there)
        general = [c for c in loaded.changes if c.item_id is None]
        if general:
            card = Card(self.tr("Addenda"))
            self._additions(card.inside(gap=6), None)
            self._side.addWidget(card)
        copies = Card(self.tr("Copies"), self.tr("printed or saved"))
        inside = copies.inside(gap=6)
        made_of_it = [one for one in loaded.prints if one.copies]  # a look on the screen is no copy
        for made in made_of_it[:8]:
            at = made.printed_at.astimezone(clock.LONDON)
            what = f"{say(made.document.capitalize())}, {counted(made.pages, 'page', 'pages')}, {made.by}"
            inside.addWidget(Paragraph(f"{dates.shown(at.date())} {at:%H:%M}: {what}", "dense"))
        if not made_of_it:
            inside.addWidget(Label(self.tr("None"), "dense", "muted"))
        self._side.addWidget(copies)
        self._side.addStretch(1)

    # --- acts -------------------------------------------------------------------------------------------------

    def _meeting(self) -> MeetingRow | None:
        return self.loaded.meeting if self.loaded else None

    def _agree(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            use_case = partial(service_minutes.agree_minutes, meeting_id=meeting.id, version=meeting.version)
            self.background.write(self, use_case, lambda _none: None, self.fail, done=self.tr("Minutes agreed"))

    def _resume(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            use_case = partial(service_live.begin_meeting, meeting_id=meeting.id, version=meeting.version)
            self.background.write(self, use_case, lambda _none: self.shell.open("meeting_live", meeting.id), self.fail)

    def _correct(self, view: ItemView) -> None:
        CorrectSheet(self.shell, view).open()

    def _correct_decision(self, decision: DecisionRow) -> None:
        CorrectDecisionSheet(self.shell, decision).open()

    def _business(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            BusinessSheet(self.shell, meeting).open()

    def _add(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            AddendumSheet(self.shell, meeting.id).open()

    def _packs(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            PacksSheet(self.shell, meeting).open()

    def _print(self) -> None:
        if self.meeting_id is not None:
            Preview(self, paper.minutes(self.meeting_id)).open()


def _lead(caption: str, words: str) -> Paragraph:
    return Paragraph(f"{caption} {words}", "dense", lead=len(caption))


def _action(action: ActionRow) -> QWidget:
    line = column(Rule(), 4)
    due = dates.shown(action.due_on)
    line.addWidget(
        _lead(say("Action:"), say("{words} – {owner}, by {due}").format(words=action.text, owner=action.owner, due=due))
    )
    return box(line)


def _outcome(view: ItemView) -> str:
    item = view.item
    spent = counted(max(1, round(item.seconds / 60)), "minute", "minutes") if item.seconds else ""
    if item.status == "not_reached":
        return "Not reached: carried forward"
    if item.status == "waiting":
        return "Not discussed yet"
    again = AGAIN.get(item.again or "", "Discussed")
    if item.again_on:
        again = say("{when}, by {day}").format(when=again, day=dates.shown(item.again_on))
    return f"{again} · {spent}" if spent else again


def _load(session: Any, *, meeting_id: UUID, reader: Reader) -> Loaded:
    return Loaded(
        queries.meeting(session, meeting_id),
        tuple(queries_live.live(session, meeting_id, reader)),
        tuple(queries.attendance(session, meeting_id)),
        tuple(queries_record.minutes_changes(session, meeting_id)),
        tuple(queries_record.prints(session, meeting_id)),
    )
