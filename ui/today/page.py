"""Today: the tiles, My list, and what to prepare."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from inteam.access import Actor
from inteam.caseload.my_list import my_list
from inteam.caseload.rules import Group
from inteam.caseload.today import Beside, DraftLine, Task
from inteam.clock import LONDON
from inteam.people import dates
from ui.app.background import Background
from ui.app.messages import plural
from ui.app.page import Page
from ui.app.resume import resume
from ui.handovers.late import LateHandovers
from ui.today import words
from ui.today.cards import DraftsCard, DroppedCard, MeetingCard, ReferralsCard
from ui.today.figures import figures
from ui.today.my_list import MyList
from ui.today.tiles import Tiles
from ui.widgets.flow import Columns
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, row

_SMALL = 1000
_PAST_STANDARD = 2  # the place of this view among the caseload's tabs


class TodayPage(Page):
    """The start of the day. The first overdue row has focus."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"action", "referral", "case_work", "draft", "feedback", "meeting", "agenda_item", "handover", "cover"}
    )
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", "Open the person"),
        ("L", "Log contact"),
        ("D", "Done"),
        ("S", "Snooze"),
    )

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self.tasks: tuple[Task, ...] | None = None
        self.beside: Beside | None = None
        self.late = LateHandovers(background, self)
        self._only = ""
        self._team = self._small = False
        self._count = Label("", "dense", "muted", elide=True)
        self._day = Label("", "body", "muted")
        self.body.addLayout(row(Label("Today", "title"), self._day, None, self._count, gap=16))
        self.tiles = Tiles(figures(None, None))
        self.tiles.pressed.connect(self._pressed)
        self.body.addWidget(self.tiles)
        self.meeting = MeetingCard(self._open_meeting, self._open_meeting)
        self.drafts = DraftsCard(self._finish)
        self.referrals = ReferralsCard(self._open_referrals)
        self.dropped = DroppedCard(self._open_person)
        self.dropped.hide()
        side = column(self.dropped, self.meeting, self.drafts, self.referrals, None, gap=16)
        self.list = MyList(background, self.fail)
        self.list.whose.connect(self._whose)
        self.table, self.model, self.team = self.list.table, self.list.model, self.list.team
        self.body.addWidget(Columns((self.list, 0), (box(side), 312)), 1)

    def reflow(self, narrow: bool) -> None:
        super().reflow(narrow)
        self._small = self.window().width() < _SMALL  # at 1180 the list stands alone and has room for every column
        self.tiles.set_narrow(self._small)
        self._fit()

    def _fit(self) -> None:
        self.list.fit(narrow=self.narrow, small=self._small)

    def first_focus(self) -> QWidget:
        return self.table

    # --- reading -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        now = self.background.now()
        local = now.astimezone(LONDON)
        self._day.say(f"{local:%a} {dates.short(local.date())}")
        mine = partial(my_list, actor=self.background.actor, now=now, whole_team=self._team)
        around = partial(_beside, actor=self.background.actor, now=now, whole_team=self._team)
        # The list first, at the start even before the database is there; what stands around it fills in.
        self.background.read(self, mine, self._take_list, self.fail, key="list", at_once=not self._team)
        self.background.read(self, around, self._take_beside, self.fail, key="beside", beside=True)
        offered = partial(_handovers_to_see, me=self.background.actor.staff_id, on=local.date())
        self.background.read(self, offered, self._take_handovers, self.fail, key="handovers")

    def _take_list(self, tasks: tuple[Task, ...]) -> None:
        self.tasks = tasks
        self._show_tiles()
        self._show_tasks()
        due = sum(task.group in (Group.OVERDUE, Group.TODAY) for task in tasks)
        self.shell.set_count("today", str(due) if due else "")

    def _take_beside(self, found: Beside) -> None:
        self.beside = found
        self.list.show_anybody(found.anybody)
        self._show_tiles()
        self.meeting.show_meeting(found.meeting)
        self.drafts.show_drafts(found.drafts, self._draft_words)
        room = max(2, 6 - min(4, len(found.drafts)))  # lines that fit beside the list at 900 pixels
        self.referrals.show_referrals(found.referrals, self._owed(found), room)
        self.dropped.setVisible(self._team)
        self.dropped.show_dropped(found.dropped)
        people = plural(found.people, self.tr("1 person"), self.tr("{n} people"))
        if self._team:
            self._count.say(self.tr("{people} on the team’s caseload").format(people=people))
        else:
            said = self.tr("{people} on your caseload of {of}").format(people=people, of=found.people_capacity)
            self._count.say(said)
        self.shell.set_count("referrals", str(found.referral_count or ""), unread=bool(found.referral_count))
        self.late.look()

    def _take_handovers(self, count: int) -> None:
        self.shell.set_count("handovers", str(count or ""), unread=bool(count))

    def _owed(self, found: Beside) -> str:
        if not found.feedback_due:
            return ""
        one, many = self.tr("1 referrer is waiting for word"), self.tr("{n} referrers are waiting for word")
        return plural(found.feedback_due, one, many)

    def _show_tasks(self) -> None:
        if self.tasks is not None:
            self.list.show_tasks(self.tasks, self._only)
            self._fit()
            if not self.table.currentIndex().isValid():
                self.table.go_to(0)

    def _draft_words(self, one: DraftLine) -> str:
        saved = one.draft.saved_at.astimezone(LONDON)
        title = words.draft_title(one.draft.form, one.draft.fields)
        return self.tr("{title}, {day} {time}").format(
            title=title, day=dates.short(saved.date()), time=f"{saved:%H:%M}"
        )

    # --- what is asked -----------------------------------------------------------------------------------------

    def _whose(self, team: bool) -> None:
        self._team = team
        self.reload()

    def _pressed(self, key: str) -> None:
        opens: dict[str, Callable[[], object]] = {
            "past": lambda: self.shell.open("caseload", _PAST_STANDARD),
            "referrals": self._open_referrals,
            "drafts": self._to_drafts,
        }
        if key in opens:
            self._show_tiles()
            opens[key]()
            return
        self._only = "" if self._only == key else key
        self._show_tiles()
        self._show_tasks()
        self.table.setFocus()

    def _show_tiles(self) -> None:
        self.tiles.show_figures(figures(self.tasks, self.beside), self._only)

    def _to_drafts(self) -> None:
        if self.drafts.first is not None:
            self.drafts.first.setFocus()
            self.ensureWidgetVisible(self.drafts.first)

    def _open_person(self, person_id: UUID) -> None:
        self.shell.open("person", person_id)

    def _open_meeting(self, meeting_id: UUID | None) -> None:
        self.shell.open("meetings", *([meeting_id] if meeting_id else []))

    def _open_referrals(self) -> None:
        self.shell.open("referrals")

    def _finish(self, one: DraftLine) -> None:
        if not resume(self.shell, one.draft):
            self.shell.notice(self.tr("This draft belongs to a form that this version does not have."))


def _beside(session: Any, actor: Actor, now: datetime, *, whole_team: bool) -> Beside:
    from inteam.caseload.queries_today import beside  # noqa: PLC0415 (tables, which the first list does not wait for)

    return beside(session, actor, now, whole_team=whole_team)


def _handovers_to_see(session: Any, me: UUID, on: date) -> int:
    from inteam.meetings.queries_handover_board import waiting  # noqa: PLC0415 (as above)
    from inteam.meetings.queries_handover_late import SEEN_FOR, unanswered  # noqa: PLC0415 (as above)

    return waiting(session, me) + unanswered(session, me, on - SEEN_FOR)
