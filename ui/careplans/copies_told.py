"""The sheet with which the holder of an old copy is told."""

from functools import partial
from typing import Any, ClassVar

from inteam.careplans import queries_sharing, service_copies
from inteam.careplans.copies import TellEntry, Told
from inteam.careplans.queries_sharing import CopyRow
from ui.app.background import UseCase
from ui.careplans.sheet import PlanSheet
from ui.careplans.words import TOLD, said
from ui.widgets import dates
from ui.widgets.buttons import CheckBox


class ToldSheet(PlanSheet):
    """On which day and how; with a tick, that they were given the version that holds."""

    form: ClassVar[str] = "plan_copy_told"
    what: ClassVar[str] = "copy"
    is_act: ClassVar[bool] = True
    title_words = save_words = ("", "Told about the new version")
    done_words = ("", "Holder told")

    def make(self, record: CopyRow) -> None:
        given = self.tr("{name} was given version {n} on {day}.")
        self.heading(given.format(name=record.given_to, n=record.number, day=dates.shown(record.given_on)))
        self._how = self.choice("how", self.tr("How they were told"), said(TOLD), str(Told.IN_PERSON))
        self._day = self.day("on", self.tr("When"))
        self._day.set_value(self.background.today())
        self._new = CheckBox(self.tr("They were given the version that holds"), False)
        self.add("new_copy", self._new)

    def present(self, session: Any) -> CopyRow | None:
        found = queries_sharing.copies(session, self.about.person_id)
        return next((one for one in found if one.id == self.record_id), None)

    def now_stands(self, record: CopyRow) -> str:
        if record.recalled_on is None:
            return self.tr("Its holder is still to be told.")
        return self.tr("Its holder was told on {day}.").format(day=dates.shown(record.recalled_on))

    def use_case(self) -> UseCase[Any]:
        entry = TellEntry(
            self._day.value() or self.background.today(), Told(self._how.value()), new_copy=self._new.isChecked()
        )
        return partial(service_copies.tell_holder, copy_id=self.record.id, version=self.version, entry=entry)
