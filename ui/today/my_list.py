"""My list: what is late, due and waited for, and what is done with a line of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget

from inteam.caseload.rules import Group
from inteam.caseload.today import Task
from inteam.people import nhs_number
from ui.app import acts
from ui.app.background import Background, Failed
from ui.app.messages import plural
from ui.app.shell import shell_of
from ui.today import words
from ui.widgets import models
from ui.widgets.buttons import FilterChip
from ui.widgets.cards import Card, EmptyState, foot
from ui.widgets.delegates import ActionCell, Cell, DateCell, IconCell, Look, NameCell
from ui.widgets.focus import show_part
from ui.widgets.marks import hint
from ui.widgets.models import Column, RowsModel
from ui.widgets.table import TableView

_HINTS = (("↑ ↓", "Move"), ("Enter", "Open person"), ("L", "Log contact"), ("D", "Done"), ("S", "Snooze"))


class MyList(Card):
    """whose(team): the list of the whole team is asked for, or one's own again."""

    whose = Signal(bool)

    def __init__(self, background: Background, failed: Failed) -> None:
        self.mine = FilterChip(_say("Mine"), True)
        self.team = FilterChip(_say("Whole team"))
        super().__init__(_say("My list"), " ", self.mine, self.team)
        self.background, self._failed = background, failed
        self.mine.clicked.connect(partial(self._choose, team=False))
        self.team.clicked.connect(partial(self._choose, team=True))
        self.model: RowsModel[Task] = RowsModel(self._columns(), self, key=_key)
        self.table = TableView(self.model, self.tr("My list"))
        self.table.opened.connect(self._open_line)
        self.table.key_pressed.connect(self._letter)
        self.log_cell.clicked.connect(self._log)
        self.empty = EmptyState(
            self.tr("Nothing is due"),
            self.tr("Actions and appointments appear here a week before they are due."),
            self.tr("Open the caseload"),
            lambda: shell_of(self).open("caseload"),
        )
        self._first: EmptyState | None = None  # made when the file turns out to hold nobody
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(foot(*(hint(keys, self.tr(said)) for keys, said in _HINTS)))

    def _columns(self) -> list[Column[Task]]:
        self.log_cell = ActionCell(self.tr("Log"), "L")
        return [
            Column(self.tr("When"), self._when, DateCell("dense_strong"), 106, 106),
            Column(self.tr("Person"), _person, NameCell(), 162, 140, small=196),
            Column(self.tr("NHS No."), lambda task: words.number(task.who), DateCell(token="muted"), 102, 102, small=0),
            Column(self.tr("Born"), lambda task: words.born(task.who), DateCell(token="muted"), 98, 98, small=0),
            Column(self.tr("Next action"), lambda task: words.text(task), Cell(), 0),
            Column(self.tr("How"), _how, IconCell(token="muted"), 110, 0),
            Column("", lambda _task: self.tr("Log"), self.log_cell, 72, 72),
        ]

    def _when(self, task: Task) -> Look:
        return Look(words.when(task, self.background.today()), "red" if task.group is Group.OVERDUE else None)

    def fit(self, *, narrow: bool, small: bool) -> None:
        """In one column the list is as high as its rows, and the page scrolls. small: 200 % text, tall rows."""
        self.table.set_narrow(small, small=small)
        rows = self.table.verticalHeader().length() + 34
        self._stack.setMinimumHeight(min(max(rows, 200), 640) if narrow else 240)

    # --- what stands in it -------------------------------------------------------------------------------------

    def show_tasks(self, all_tasks: tuple[Task, ...], only: str) -> None:
        """Puts them in under their heads; only: those of one group."""
        rows: list[Task | models.Group] = []
        shown = 0
        for one in Group:
            tasks = [task for task in all_tasks if task.group is one]
            if not tasks or (only and only != one.value):
                continue
            shown += len(tasks)
            rows.append(models.Group(words.group(one), str(len(tasks)), "red" if one is Group.OVERDUE else "ink"))
            rows.extend(tasks)
        self.model.show(rows)
        self._show_part(empty=not rows)
        self.caption.say(plural(shown, self.tr("1 action"), self.tr("{n} actions")))
        if not self.table.currentIndex().isValid():
            self.table.go_to(0)

    def show_anybody(self, anybody: bool) -> None:
        """Whether there are people in the file at all: if not, how to get them in."""
        before = self._first
        if anybody == (before is None):
            return
        self._first = None if anybody else self._how_to_begin()
        if self._first is not None:
            self._stack.addWidget(self._first)
        if self._stack.currentWidget() is not self.table:
            self._show_part(empty=True)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _show_part(self, *, empty: bool) -> None:
        says = self._first or self.empty
        show_part(self._stack, says if empty else self.table, says.button if empty else self.table)

    def _how_to_begin(self) -> EmptyState:
        shell, actor = shell_of(self), self.background.actor
        title = self.tr("Nobody is in this file yet")
        if actor.may("exchange.import"):
            said = self.tr("Import your people from a list, or add the first by hand with Ctrl+N.")
            return EmptyState(title, said, self.tr("Import people"), lambda: shell.open("import"))
        said = self.tr("Add the first person. Lists are imported by a colleague whose role allows it.")
        return EmptyState(title, said, self.tr("Add person"), lambda: shell.show_sheet("people.add"))

    def _choose(self, _checked: bool = False, *, team: bool) -> None:
        self.mine.setChecked(not team)
        self.team.setChecked(team)
        self.title.say(self.tr("Team list") if team else self.tr("My list"))
        self.whose.emit(team)

    # --- what is done with a line ------------------------------------------------------------------------------

    def _letter(self, letter: str, line: int) -> None:
        does: dict[str, Callable[[int], object]] = {"L": self._log, "D": self._done, "S": self._snooze}
        if letter in does:
            does[letter](line)

    def _open_line(self, line: int) -> None:
        task = self.model.row(line)
        if task is not None:
            shell_of(self).open("person", task.who.person_id)

    def _log(self, line: int) -> None:
        task = self.model.row(line)
        if task is not None:
            context: dict[str, Any] = {"action_id": task.action_id} if task.action_id else {}
            shell_of(self).log_contact(task.who.person_id, **context)

    def _done(self, line: int) -> None:
        task = self.model.row(line)
        if task is None or task.action_id is None or not self.background.actor.may(acts.act("caseload.done").needs):
            return
        from inteam.needs import actions  # noqa: PLC0415 (tables, which the first list does not wait for)

        use_case = partial(actions.finish_action, action_id=task.action_id, version=task.version)
        done = self.tr("Done: {action}").format(action=task.text)
        self.background.write(self, use_case, lambda _nothing: None, self._failed, done=done)

    def _snooze(self, line: int) -> None:
        task = self.model.row(line)
        if task is not None and task.action_id is not None:
            about = words.about(task)
            shell_of(self).show_sheet("today.snooze", action_id=task.action_id, version=task.version, about=about)


def _key(task: Task) -> tuple[Any, ...]:
    return (task.action_id,) if task.action_id else (task.who.person_id, task.time)


def _person(task: Task) -> Look:
    return Look(words.name(task.who), None, f"{nhs_number.bare(task.who.nhs_number)} · {words.born(task.who)}")


def _how(task: Task) -> Look:
    icon, said, token = words.how(task)
    return Look(said, token, icon)


def _say(words_to_say: str) -> str:
    return QCoreApplication.translate("MyList", words_to_say)
