"""Today: the tiles, My list, and what to prepare."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from inteam.access import Actor
from inteam.caseload.my_list import my_list
from inteam.caseload.rules import Group
from inteam.caseload.today import Beside, DraftLine, Task
from inteam.clock import LONDON
from inteam.people import dates, nhs_number
from ui.app import acts
from ui.app.background import Background
from ui.app.messages import plural
from ui.app.page import Page
from ui.app.resume import resume
from ui.handovers.late import LateHandovers
from ui.today import words
from ui.today.cards import DraftsCard, DroppedCard, MeetingCard, ReferralsCard
from ui.today.tiles import Figure, Tiles
from ui.widgets import models
from ui.widgets.buttons import FilterChip
from ui.widgets.cards import Card, EmptyState, foot
from ui.widgets.delegates import ActionCell, Cell, DateCell, IconCell, Look, NameCell
from ui.widgets.flow import Columns
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import hint
from ui.widgets.models import Column, RowsModel
from ui.widgets.table import TableView

_HINTS = (("↑ ↓", "Move"), ("Enter", "Open person"), ("L", "Log contact"), ("D", "Done"), ("S", "Snooze"))
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
        self._team = False
        self._count = Label("", "dense", "muted", elide=True)
        self._day = Label("", "body", "muted")
        self.body.addLayout(row(Label("Today", "title"), self._day, None, self._count, gap=16))
        self.tiles = Tiles(_figures(None, None))
        self.tiles.pressed.connect(self._pressed)
        self.body.addWidget(self.tiles)
        self.meeting = MeetingCard(self._open_meeting, self._open_meeting)
        self.drafts = DraftsCard(self._finish)
        self.referrals = ReferralsCard(self._open_referrals)
        self.dropped = DroppedCard(self._open_person)
        self.dropped.hide()
        side = column(self.dropped, self.meeting, self.drafts, self.referrals, None, gap=16)
        self.body.addWidget(Columns((self._list_card(), 0), (box(side), 312)), 1)

    # --- My list -----------------------------------------------------------------------------------------------

    def _list_card(self) -> Card:
        self.mine = FilterChip(self.tr("Mine"), True)
        self.team = FilterChip(self.tr("Whole team"))
        self.mine.clicked.connect(partial(self._whose, team=False))
        self.team.clicked.connect(partial(self._whose, team=True))
        card = Card(self.tr("My list"), " ", self.mine, self.team)
        self._card = card
        self.model: RowsModel[Task] = RowsModel(self._columns(), self, key=_key)
        self.table = TableView(self.model, self.tr("My list"))
        self.table.opened.connect(self._open_line)
        self.table.key_pressed.connect(self._letter)
        self.log_cell.clicked.connect(self._log)
        self.empty = EmptyState(
            self.tr("Nothing is due"),
            self.tr("Actions and appointments appear here a week before they are due."),
            self.tr("Open the caseload"),
            lambda: self.shell.open("caseload"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(foot(*(hint(keys, self.tr(said)) for keys, said in _HINTS)))
        return card

    def _columns(self) -> list[Column[Task]]:
        self.log_cell = ActionCell(self.tr("Log"), "L")
        return [
            Column(self.tr("When"), self._when, DateCell("dense_strong"), 110, 110),
            Column(self.tr("Person"), _person, NameCell(), 162, 140, small=196),
            Column(self.tr("NHS No."), lambda task: words.number(task.who), DateCell(token="muted"), 104, 102, small=0),
            Column(self.tr("Born"), lambda task: words.born(task.who), DateCell(token="muted"), 100, 98, small=0),
            Column(self.tr("Next action"), lambda task: words.text(task), Cell(), 0),
            Column(self.tr("How"), _how, IconCell(token="muted"), 110, 0),
            Column("", lambda _task: self.tr("Log"), self.log_cell, 72, 72),
        ]

    def _when(self, task: Task) -> Look:
        return Look(words.when(task, self.background.today()), "red" if task.group is Group.OVERDUE else None)

    def reflow(self, narrow: bool) -> None:
        super().reflow(narrow)
        small = self.window().width() < _SMALL  # at 1180 the list stands alone and has room for every column
        self.tiles.set_narrow(small)
        self.table.set_narrow(small, small=small)
        self._fit()

    def _fit(self) -> None:
        """In one column the list is as high as its rows, and the page scrolls."""
        rows = self.table.verticalHeader().length() + 34
        self._stack.setMinimumHeight(min(max(rows, 200), 640) if self.narrow else 240)

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
        if self.tasks is None:
            return
        rows: list[Task | models.Group] = []
        shown = 0
        for one in Group:
            tasks = [task for task in self.tasks if task.group is one]
            if not tasks or (self._only and self._only != one.value):
                continue
            shown += len(tasks)
            rows.append(models.Group(words.group(one), str(len(tasks)), "red" if one is Group.OVERDUE else "ink"))
            rows.extend(tasks)
        self.model.show(rows)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._card.caption.say(plural(shown, self.tr("1 action"), self.tr("{n} actions")))
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

    def _whose(self, _checked: bool = False, *, team: bool) -> None:
        self._team = team
        self.mine.setChecked(not team)
        self.team.setChecked(team)
        self._card.title.say(self.tr("Team list") if team else self.tr("My list"))
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
        self.tiles.show_figures(_figures(self.tasks, self.beside), self._only)

    def _to_drafts(self) -> None:
        if self.drafts.first is not None:
            self.drafts.first.setFocus()
            self.ensureWidgetVisible(self.drafts.first)

    def _letter(self, letter: str, line: int) -> None:
        does: dict[str, Callable[[int], object]] = {"L": self._log, "D": self._done, "S": self._snooze}
        if letter in does:
            does[letter](line)

    def _open_line(self, line: int) -> None:
        task = self.model.row(line)
        if task is not None:
            self._open_person(task.who.person_id)

    def _open_person(self, person_id: UUID) -> None:
        self.shell.open("person", person_id)

    def _open_meeting(self, meeting_id: UUID | None) -> None:
        self.shell.open("meetings", *([meeting_id] if meeting_id else []))

    def _open_referrals(self) -> None:
        self.shell.open("referrals")

    def _log(self, line: int) -> None:
        task = self.model.row(line)
        if task is not None:
            context: dict[str, Any] = {"action_id": task.action_id} if task.action_id else {}
            self.shell.log_contact(task.who.person_id, **context)

    def _done(self, line: int) -> None:
        task = self.model.row(line)
        if task is None or task.action_id is None or not self.background.actor.may(acts.act("caseload.done").needs):
            return
        from inteam.needs import actions  # noqa: PLC0415 (tables, which the first list does not wait for)

        use_case = partial(actions.finish_action, action_id=task.action_id, version=task.version)
        done = self.tr("Done: {action}").format(action=task.text)
        self.background.write(self, use_case, lambda _nothing: None, self.fail, done=done)

    def _snooze(self, line: int) -> None:
        task = self.model.row(line)
        if task is not None and task.action_id is not None:
            who = f"{words.name(task.who)}. {words.identity(task.who)}"
            about = self.tr("{who}: {action}").format(who=who, action=task.text)
            self.shell.show_sheet("today.snooze", action_id=task.action_id, version=task.version, about=about)

    def _finish(self, one: DraftLine) -> None:
        if not resume(self.shell, one.draft):
            self.shell.notice(self.tr("This draft belongs to a form that this version does not have."))


def _key(task: Task) -> tuple[Any, ...]:
    return (task.action_id,) if task.action_id else (task.who.person_id, task.time)


def _person(task: Task) -> Look:
    return Look(words.name(task.who), None, f"{nhs_number.bare(task.who.nhs_number)} · {words.born(task.who)}")


def _how(task: Task) -> Look:
    icon, said, token = words.how(task)
    return Look(said, token, icon)


def _beside(session: Any, actor: Actor, now: datetime, *, whole_team: bool) -> Beside:
    from inteam.caseload.queries_today import beside  # noqa: PLC0415 (tables, which the first list does not wait for)

    return beside(session, actor, now, whole_team=whole_team)


def _handovers_to_see(session: Any, me: UUID, on: date) -> int:
    from inteam.meetings.queries_handover_board import waiting  # noqa: PLC0415 (as above)
    from inteam.meetings.queries_handover_late import SEEN_FOR, unanswered  # noqa: PLC0415 (as above)

    return waiting(session, me) + unanswered(session, me, on - SEEN_FOR)


def _figures(tasks: tuple[Task, ...] | None, found: Beside | None) -> list[Figure]:
    """The tiles; before the first reading they stand empty, so that nothing jumps."""
    numbers = {**(_of_list(tasks) if tasks is not None else {}), **(_of_beside(found) if found is not None else {})}
    return [
        Figure(key, str(of[0]), words.say(said), of[1], of[2] if of[0] else "ink")
        if (of := numbers.get(key))
        else Figure(key, "–", words.say(said), "")
        for key, said in _TILES
    ]


def _of_list(tasks: tuple[Task, ...]) -> dict[str, tuple[int, str, str]]:
    overdue = [task for task in tasks if task.group is Group.OVERDUE]
    due = [task for task in tasks if task.group is Group.TODAY]
    return {"overdue": (len(overdue), _oldest(overdue), "red"), "today": (len(due), _appointments(due), "ink")}


def _of_beside(found: Beside) -> dict[str, tuple[int, str, str]]:
    return {
        "past": (found.late_triage + found.late_first_contact, _late(found), "amber_text"),
        "referrals": (found.referral_count, _urgent(found), "blue"),
        "drafts": (len(found.drafts), _drafts(found), "ink"),
    }


_TILES = (
    ("overdue", "Overdue"),
    ("today", "Due today"),
    ("past", "Past waiting standard"),
    ("referrals", "New referrals"),
    ("drafts", "Drafts to finish"),
)


def _oldest(overdue: list[Task]) -> str:
    if not overdue:
        return words.say("Nothing is late")
    first = overdue[0]
    return words.say("Oldest due {day}").format(day=dates.short(first.due_on))


def _appointments(due: list[Task]) -> str:
    count = sum(task.time is not None for task in due)
    if not count:
        return words.say("No appointments")
    return plural(count, words.say("1 appointment"), words.say("{n} appointments"))


def _late(found: Beside) -> str:
    return words.say("{triage} triage, {contact} first contact").format(
        triage=found.late_triage, contact=found.late_first_contact
    )


def _urgent(found: Beside) -> str:
    return (
        words.say("{n} urgent").format(n=found.urgent_referrals) if found.urgent_referrals else words.say("None urgent")
    )


def _drafts(found: Beside) -> str:
    if not found.drafts:
        return words.say("Nothing unsaved")
    newest = found.drafts[0].draft.saved_at.astimezone(LONDON)
    return words.say("Last {day}").format(day=f"{dates.short(newest.date())} {newest:%H:%M}")
