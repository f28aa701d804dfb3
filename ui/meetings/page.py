"""MDT meetings: what is ahead, in progress and behind."""

from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from inteam.meetings import queries
from inteam.meetings.queries import MeetingRow
from ui.app.acts import act_button
from ui.app.background import Background
from ui.app.page import Page
from ui.meetings.sheets import PlanMeetingSheet
from ui.meetings.words import STATUS, clock, counted, say, weekday
from ui.widgets import paint
from ui.widgets.cards import Card, EmptyState
from ui.widgets.delegates import Cell, DateCell, Look
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row
from ui.widgets.models import Column, Group, RowsModel
from ui.widgets.table import TableView

_MOST = 200


class _StatusCell(Cell):
    """The words in a chip whose tone is the value."""

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        paint.chip(painter, area.x(), area.center().y(), look.words, look.value)


class MeetingsPage(Page):
    """The list of meetings; Enter opens one where it stands: preparing, in progress, minutes."""

    tables: ClassVar[frozenset[str]] = frozenset({"meeting", "agenda_item"})
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "Open the meeting"),)

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self._note = Label("", "dense", "muted", elide=True)
        plan = act_button("meetings.plan", self.plan, "primary")
        plan.set_icon("plus")
        head = row(gap=16)
        head.addLayout(column(Label(self.tr("MDT meetings"), "title", elide=True), self._note, gap=2), 1)
        head.addWidget(plan)
        self.body.addLayout(head)
        self.model: RowsModel[MeetingRow] = RowsModel(
            [
                Column(self.tr("Date"), lambda m: weekday(m.held_on), DateCell(), 150, 140),
                Column(self.tr("Time"), lambda m: f"{clock(m.starts)}–{clock(m.ends)}", Cell(), 110, 0),
                Column(self.tr("Meeting"), lambda m: m.name, Cell("dense_strong"), 0),
                Column(self.tr("Team"), lambda m: m.team, Cell(), 200, 0),
                Column(self.tr("Agenda"), _agenda, Cell(), 150, 120),
                Column(self.tr("Chair"), lambda m: m.chair, Cell(), 150, 0),
                Column(self.tr("Stands at"), _stands, _StatusCell(), 180, 170),
            ],
        )
        self.list = TableView(self.model, self.tr("MDT meetings"))
        self.list.opened.connect(self._open)
        self.empty = EmptyState(
            self.tr("No meetings yet"),
            self.tr("Plan the first one; the team's members are expected at it."),
            self.tr("Plan meeting"),
            self.plan,
        )
        self.empty.button.setProperty("act", "meetings.plan")
        self.card = Card()
        self.card.body.addWidget(self.list, 1)
        self.list.begin_card(self.card, alone=True)
        self.card.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.body.addWidget(self.card, 1)

    def reload(self) -> None:
        read = partial(queries.meetings, limit=_MOST)
        self.background.read(self, read, self._show, self.fail, key="meetings")

    def _show(self, found: list[MeetingRow]) -> None:
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))
        today = self.background.today()
        ahead = sorted((m for m in found if _ahead(m, today)), key=lambda m: (m.held_on, m.starts))
        behind = [m for m in found if not _ahead(m, today)]
        lines: list[MeetingRow | Group] = []
        for title, part in ((self.tr("Ahead, or minutes to agree"), ahead), (self.tr("Held"), behind)):
            if part:
                lines += [Group(title, str(len(part))), *part]
        self.model.show(lines)
        self._note.say(
            counted(len(ahead), self.tr("meeting to prepare or finish"), self.tr("meetings to prepare or finish"))
        )
        if found and self.list.current() is None:
            self.list.go_to(0)

    def _open(self, line: int) -> None:
        meeting = self.model.row(line)
        if meeting is None:
            return
        pages = {"in_progress": "meeting_live", "minutes_draft": "minutes", "minutes_agreed": "minutes"}
        self.shell.open(pages.get(meeting.status, "meeting"), meeting.id)

    def plan(self) -> None:
        """Plan a meeting."""
        PlanMeetingSheet(self.shell).open()

    def first_focus(self) -> QWidget | None:
        return self.list

    def reflow(self, narrow: bool) -> None:
        super().reflow(narrow)
        self.list.set_narrow(narrow=narrow)


def _ahead(meeting: MeetingRow, today: date) -> bool:
    if meeting.status in ("in_progress", "minutes_draft"):
        return True
    return meeting.status in ("planned", "papers_frozen") and meeting.held_on >= today


def _agenda(meeting: MeetingRow) -> str:
    if meeting.discussed:
        return say("{n} of {all} done").format(n=meeting.discussed, all=meeting.items)
    return counted(meeting.items, "item", "items")


def _stands(meeting: MeetingRow) -> Look:
    words, tone = STATUS[meeting.status]
    return Look(say(words), value=tone)
