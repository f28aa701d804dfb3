"""Many people onto the agenda of a meeting."""

from functools import partial
from typing import Any

from inteam.caseload import service
from inteam.caseload.queries_views import MeetingAhead, meetings_ahead
from inteam.caseload.service import Outcome
from inteam.people import dates
from ui.app.background import UseCase
from ui.app.messages import plural
from ui.app.shell import Shell
from ui.caseload import words
from ui.caseload.many import ManyDialog
from ui.widgets.fields import ChoiceField
from ui.widgets.inputs import TextArea


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


def _meeting_words(one: MeetingAhead) -> str:
    when = f"{one.held_on:%a} {dates.short(one.held_on)}, {one.starts}"
    people = plural(one.people, words.say("1 person"), words.say("{n} people"))
    return words.say("{name}, {when}, {people}").format(name=one.name, when=when, people=people)
