"""The next action of many people: set the same one, or put each off."""

from datetime import timedelta
from functools import partial

from inteam.caseload import service
from inteam.caseload.queries import CaseloadRow
from inteam.caseload.service import Outcome
from inteam.people import dates
from ui.app.background import UseCase
from ui.app.messages import plural
from ui.caseload.many import ManyDialog
from ui.widgets.fields import DateField
from ui.widgets.inputs import TextBox


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
