"""Dialogs for what is done to many: who is affected, what is asked, what will be different."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut

from inteam.caseload import service
from inteam.caseload.queries import CaseloadRow, rows_of
from inteam.caseload.queries_views import MeetingAhead, WorkerRow, meetings_ahead, workers
from inteam.caseload.service import Outcome, Reassignment
from inteam.errors import InteamError
from inteam.people import dates
from inteam.people.choices import WorkerChange
from ui.app.background import UseCase
from ui.app.messages import plural, sentence
from ui.app.messages import words as problem_words
from ui.app.shell import Shell, as_widget
from ui.caseload import words
from ui.widgets.buttons import Button
from ui.widgets.cards import Strip
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, framed, scrolling
from ui.widgets.overlay import Dialog

LINES = 200
"""Names shown in a preview; beyond that nobody reads them, and the count says the rest."""


class ManyDialog(Dialog):
    """Shows who is affected; a child class adds fields and gives the use case. Ctrl+Enter does it, Esc does nothing."""

    title_words: ClassVar[str]
    verb: ClassVar[str]

    def __init__(
        self, shell: Shell, *, case_ids: Sequence[UUID], finished: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(as_widget(shell), words.say(self.title_words), width=600)
        self.shell, self.background, self._finished = shell, shell.background, finished
        self.ids, self.rows = list(case_ids), list[CaseloadRow]()
        self.fields: dict[str, Field] = {}
        self.problem = Strip("", "red")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.build()
        self._people = Label("", "dense_strong")
        self._lines = column(gap=2)
        self._list = scrolling(box(self._lines), bar=True)
        self._list.setFixedHeight(132)
        self._list.setAccessibleName(self.tr("Who is affected"))
        self.body.addLayout(column(self._people, framed(column(self._list, margins=(12, 8, 4, 8)), "inset"), gap=6))
        self.effect = Paragraph("", "dense", "muted")
        self.effect.hide()
        self.body.addWidget(self.effect)
        self.go = Button(words.say(self.verb), "primary", key="Ctrl ↵")
        self.go.setEnabled(False)
        self.go.clicked.connect(self.do)
        cancel = Button(self.tr("Cancel"), key="Esc")
        cancel.clicked.connect(self.dismiss)
        self.buttons(cancel, self.go)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.do)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.do)
        actor = self.background.actor
        self.background.read(
            self, partial(rows_of, actor=actor, ids=self.ids[: service.MOST_AT_ONCE]), self._take, self._fail
        )

    # --- what a child class gives ------------------------------------------------------------------------------

    def build(self) -> None:
        """Adds the fields."""
        raise NotImplementedError

    def use_case(self) -> UseCase[Outcome]:
        """What is done."""
        raise NotImplementedError

    def done_words(self) -> str:
        """What the toast says."""
        raise NotImplementedError

    def affected(self, rows: list[CaseloadRow]) -> list[CaseloadRow]:
        """Those of the chosen rows for whom something will be different."""
        return rows

    def foresee(self) -> None:
        """Says what will be different, once it is known."""

    # --- the base ----------------------------------------------------------------------------------------------

    def add(self, name: str, label: str, control: Any, *, help: str = "", optional: bool = False) -> Field:  # noqa: A002
        """A field under its label; name as in the errors."""
        made = Field(label, control, help=help, optional=optional)
        self.fields[name] = made
        self.body.addWidget(made)
        return made

    def chosen(self) -> list[tuple[UUID, int]]:
        """The cases and the versions at which their rows were shown here."""
        return [(one.case_id, one.version) for one in self.affected(self.rows)]

    def _take(self, rows: list[CaseloadRow]) -> None:
        self.rows = rows
        self.show_affected()

    def show_affected(self) -> None:
        """The names, and whether there is anything to do."""
        affected = self.affected(self.rows)
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in affected[:LINES]:
            self._lines.addWidget(Label(words.identity(one), "dense", elide=True))
        self._lines.addStretch(1)
        left = len(self.ids) - len(affected)
        said = plural(len(affected), self.tr("1 person is affected"), self.tr("{n} people are affected"))
        if left:
            said += ". " + plural(left, self.tr("1 is left as it is"), self.tr("{n} are left as they are"))
        self._people.say(said)
        self.go.setEnabled(bool(affected))
        self.foresee()
        self.fit()

    def do(self) -> None:
        """Does it, once."""
        if not self.go.isEnabled():
            return
        for field in self.fields.values():
            field.set_problem("")
        if len(self.ids) > service.MOST_AT_ONCE:
            most, chosen = service.MOST_AT_ONCE, len(self.ids)
            self._say(
                self.tr("{chosen} are selected; at most {most} can be changed at once. Select fewer.").format(
                    chosen=chosen, most=most
                )
            )
            return
        self.go.setEnabled(False)
        self.background.write(self, self.use_case(), self._done, self._fail, done=self.done_words())

    def _done(self, outcome: Outcome) -> None:
        self._finished()
        self.close_overlay()
        if outcome.refused:
            said = plural(len(outcome.refused), self.tr("1 person was left out"), self.tr("{n} people were left out"))
            why = self.tr("they declined to be discussed, or are on the agenda already")
            self.shell.notice(self.tr("{said}: {why}.").format(said=said, why=why))

    def _fail(self, error: InteamError) -> None:
        self.go.setEnabled(bool(self.rows))
        said = problem_words(error)
        first = None
        for name, problem in said.items():
            if name in self.fields:
                self.fields[name].set_problem(problem)
                first = first or self.fields[name]
        if first is not None:
            first.edit().setFocus()
        if not set(said) <= set(self.fields):
            self._say(sentence(error))
        self.fit()

    def _say(self, problem: str) -> None:
        self.problem.say(problem, "red")
        self.problem.show()
        self.fit()


class ReassignDialog(ManyDialog):
    """Give people to another worker; the load before and after stands beside each name."""

    title_words, verb = "Reassign people", "Reassign"

    def __init__(self, shell: Shell, *, owner_id: UUID | None = None, **context: Any) -> None:
        self._owner, self._workers = owner_id, list[WorkerRow]()
        super().__init__(shell, **context)
        self.background.read(self, partial(workers, today=self.background.today()), self._take_workers, self._fail)

    def build(self) -> None:
        self.worker = ChoiceField(self.tr("To"), [], none=self.tr("Choose a worker"))
        self.worker.changed.connect(self.show_affected)
        self.add("owner_id", self.tr("To"), self.worker)
        reasons = [
            (WorkerChange.CASELOAD, self.tr("Caseload")),
            (WorkerChange.STAFF_LEFT, self.tr("Worker is leaving")),
            (WorkerChange.REQUEST, self.tr("The person asked")),
            (WorkerChange.SKILL, self.tr("Skill or language")),
            (WorkerChange.OTHER, self.tr("Another reason")),
        ]
        self.reason = ChoiceField(self.tr("Why"), reasons, none=self.tr("Choose a reason"))
        self.add("reason", self.tr("Why"), self.reason)
        self.handover = TextArea(self.tr("For the new worker"), hint=self.tr("What they should know first"), lines=2)
        self.add("note", self.tr("For the new worker"), self.handover, optional=True)

    def _take_workers(self, found: list[WorkerRow]) -> None:
        self._workers = found
        self.worker.set_choices([(worker.id, load_words(worker, 0)) for worker in found])
        self.worker.set_value(self._owner)
        self.show_affected()

    def affected(self, rows: list[CaseloadRow]) -> list[CaseloadRow]:
        return [one for one in rows if one.owner_id != self.worker.value()]

    def foresee(self) -> None:
        worker = next((one for one in self._workers if one.id == self.worker.value()), None)
        if worker is None:
            self.effect.hide()
            return
        moved = self.affected(self.rows)
        after = worker.load.plus(len(moved), round(sum(one.points for one in moved)))
        self.effect.say(
            self.tr("{name}: {before} of {of} people, then {after}; {points} of {most} points, then {then}. ").format(
                name=worker.name,
                before=worker.load.people,
                of=worker.load.people_capacity,
                after=after.people,
                points=worker.load.points,
                most=worker.load.points_capacity,
                then=after.points,
            )
            + self.tr("Open actions and the place as usual worker go with them.")
        )
        self.effect.show()

    def use_case(self) -> UseCase[Outcome]:
        entry = Reassignment(self.worker.value(), self.reason.value(), self.handover.text())
        return partial(service.reassign, chosen=self.chosen(), entry=entry)

    def done_words(self) -> str:
        name = next((one.name for one in self._workers if one.id == self.worker.value()), "")
        count = len(self.affected(self.rows))
        return plural(count, self.tr("1 person moved to {name}"), self.tr("{n} people moved to {{name}}")).format(
            name=name
        )


class SetActionDialog(ManyDialog):
    """The same next action for each, owned by each one's worker."""

    title_words, verb = "Set action", "Set action"

    def build(self) -> None:
        self.text = TextBox(self.tr("Action"), hint=self.tr("Begin with a verb"))
        self.add("text", self.tr("Action"), self.text)
        self.due = DateField(self.tr("Due"), self.background.today, value=self.background.today() + timedelta(days=7))
        self.add("due_on", self.tr("Due"), self.due, help=self.tr("A date, or +2w for two weeks from today"))

    def use_case(self) -> UseCase[Outcome]:
        self.due.settle()
        return partial(service.set_action, chosen=self.chosen(), text=self.text.text(), due_on=self.due.value())

    def done_words(self) -> str:
        return plural(len(self.rows), self.tr("Action set for 1 person"), self.tr("Action set for {n} people"))


class SnoozeDialog(ManyDialog):
    """Puts the next action of each off."""

    title_words, verb = "Snooze", "Snooze"

    def build(self) -> None:
        self.due = DateField(self.tr("Until"), self.background.today, value=self.background.today() + timedelta(days=7))
        self.add("due_on", self.tr("Until"), self.due, help=self.tr("The old date stays readable in the record"))

    def affected(self, rows: list[CaseloadRow]) -> list[CaseloadRow]:
        return [one for one in rows if one.action_id is not None]

    def use_case(self) -> UseCase[Outcome]:
        self.due.settle()
        chosen = [(one.action_id, one.action_version or 0) for one in self.affected(self.rows) if one.action_id]
        return partial(service.snooze, next_actions=chosen, due_on=self.due.value())

    def done_words(self) -> str:
        until = dates.short(self.due.value())
        count = len(self.affected(self.rows))
        return plural(count, self.tr("1 action put off to {day}"), self.tr("{n} actions put off to {{day}}")).format(
            day=until
        )


class AddToMeetingDialog(ManyDialog):
    """Puts people on the agenda of a meeting that has not been held."""

    title_words, verb = "Add to MDT", "Add to agenda"

    def __init__(self, shell: Shell, **context: Any) -> None:
        super().__init__(shell, **context)
        self.background.read(
            self, partial(meetings_ahead, today=self.background.today()), self._take_meetings, self._fail
        )

    def build(self) -> None:
        self.meeting = ChoiceField(self.tr("Meeting"), [], none=self.tr("No meeting is planned"))
        self.add("meeting_id", self.tr("Meeting"), self.meeting)
        self.question = TextArea(self.tr("Question for the team"), lines=2)
        self.add(
            "question",
            self.tr("Question for the team"),
            self.question,
            help=self.tr("Can follow until the papers are frozen"),
            optional=True,
        )

    def _take_meetings(self, found: list[MeetingAhead]) -> None:
        self.meeting.set_choices([(one.id, _meeting_words(one)) for one in found])
        if found:
            self.meeting.set_value(found[0].id)
        self.fit()

    def use_case(self) -> UseCase[Outcome]:
        chosen, question = self.chosen(), self.question.text()
        return partial(service.add_to_meeting, chosen=chosen, meeting_id=self.meeting.value(), question=question)

    def done_words(self) -> str:
        return self.tr("Added to the agenda")


def load_words(worker: WorkerRow, more: int) -> str:
    """Tom Okafor, 31 of 40; with more: …, then 37."""
    load = worker.load
    if not more:
        return words.say("{name}, {people} of {of}").format(
            name=worker.name, people=load.people, of=load.people_capacity
        )
    return words.say("{people} of {of}, then {after}").format(
        people=load.people, of=load.people_capacity, after=load.people + more
    )


def _meeting_words(one: MeetingAhead) -> str:
    when = f"{one.held_on:%a} {dates.short(one.held_on)}, {one.starts}"
    people = plural(one.people, words.say("1 person"), words.say("{n} people"))
    return words.say("{name}, {when}, {people}").format(name=one.name, when=when, people=people)
