"""Reassign people: to whom, why, and the load of each worker before and after."""

from functools import partial
from typing import Any
from uuid import UUID

from inteam.caseload import service
from inteam.caseload.queries import CaseloadRow
from inteam.caseload.queries_views import WorkerRow, workers
from inteam.caseload.service import Outcome, Reassignment
from inteam.people.choices import WorkerChange
from ui.app.background import UseCase
from ui.app.messages import plural
from ui.app.shell import Shell
from ui.caseload import words
from ui.caseload.many import ManyDialog
from ui.widgets.fields import ChoiceField
from ui.widgets.inputs import TextArea


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
