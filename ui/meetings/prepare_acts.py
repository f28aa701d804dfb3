"""What is done before a meeting begins: its agenda, whom it takes, its papers."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from inteam.errors import InteamError
from inteam.meetings import queries, queries_live, queries_suggestions, service_agenda, service_live, service_papers
from inteam.meetings.queries import AttendanceRow, ItemRow, MeetingRow
from inteam.meetings.queries_live import ItemView
from inteam.meetings.queries_suggestions import SuggestionRow
from inteam.meetings.rules import ItemEntry
from inteam.meetings.summaries import Reader
from ui.app.page import Page
from ui.meetings import paper
from ui.meetings.agenda_order import AgendaOrder
from ui.meetings.attendance_sheet import AttendanceSheet
from ui.meetings.preview import Preview
from ui.meetings.sheets import ItemSheet, PlanMeetingSheet, ReasonSheet
from ui.widgets.buttons import Button
from ui.widgets.lists import ListModel


@dataclass(frozen=True)
class Loaded:
    """All that the page shows."""

    meeting: MeetingRow | None
    views: tuple[ItemView, ...]
    people: tuple[AttendanceRow, ...]
    suggestions: tuple[SuggestionRow, ...]


class PrepareActs(Page):
    """The acts of the page; what it shows is in the child class."""

    meeting_id: UUID | None
    loaded: Loaded | None
    list: AgendaOrder
    model: ListModel[ItemView]
    steps: tuple[Button, ...]
    _waits_after: int | None

    def _meeting(self) -> MeetingRow | None:
        return self.loaded.meeting if self.loaded else None

    def _current(self) -> ItemRow | None:
        view = self.list.current()
        return view.item if view is not None else None

    def add(self) -> None:
        """Put somebody or a topic on the agenda."""
        if self.meeting_id is not None:
            ItemSheet(self.shell, self.meeting_id).open()

    def _edit(self, line: int) -> None:
        item = self.model.item(line)
        if item is not None and self.meeting_id is not None:
            ItemSheet(self.shell, self.meeting_id, item.item).open()

    def _move(self, line: int, to: int) -> None:
        view = self.model.item(line)
        if view is not None:
            use_case = partial(service_agenda.move_item, item_id=view.item.id, to=to)
            self.background.write(self, use_case, lambda _none: None, self.fail)

    def _remove(self) -> None:
        item = self._current()
        if item is not None:
            use_case = partial(service_agenda.remove_item, item_id=item.id, version=item.version)
            self.background.write(
                self, use_case, _nothing, self.fail, done=self.tr("Off the agenda: {name}").format(name=item.name)
            )

    def _sort(self) -> None:
        if self.meeting_id is not None:
            use_case = partial(service_agenda.sort_agenda, meeting_id=self.meeting_id)
            self.background.write(self, use_case, _nothing, self.fail, done=self.tr("Agenda in its usual order"))

    def _accept(self, one: SuggestionRow) -> None:
        if self.meeting_id is not None:
            entry = ItemEntry("", one.person_id, reason=one.why, case_id=one.case_id)
            use_case = partial(service_agenda.add_item, meeting_id=self.meeting_id, entry=entry)
            self.background.write(
                self, use_case, _nothing, self.fail, done=self.tr("On the agenda: {name}").format(name=one.name)
            )

    def _decline(self, one: SuggestionRow) -> None:
        note = self.tr("It is not suggested again for 30 days.")
        then = partial(self._declined, one)
        title = self.tr("Not now: {name}").format(name=one.name)
        ReasonSheet(self.shell, title, note, "meetings.decline", then).open()

    def _declined(self, one: SuggestionRow, reason: str) -> None:
        meeting = self._meeting()
        if meeting is not None:
            use_case = partial(
                service_agenda.reject_suggestion,
                team_id=meeting.team_id,
                person_id=one.person_id,
                criterion=str(one.criterion),
                reason=reason,
            )
            self.background.write(self, use_case, _nothing, self.fail, done=self.tr("Suggestion declined"))

    def _freeze(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            use_case = partial(service_papers.freeze_papers, meeting_id=meeting.id, version=meeting.version)
            self._rest(meeting.version)
            self.background.write(self, use_case, lambda _hash: None, self._not_done, done=self.tr("Papers frozen"))

    def _reopen(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            use_case = partial(service_papers.reopen_papers, meeting_id=meeting.id, version=meeting.version)
            self._rest(meeting.version)
            self.background.write(self, use_case, _nothing, self._not_done, done=self.tr("Papers open again"))

    def _rest(self, version: int | None) -> None:
        """No other step with the meeting until a later version of it than this one has been read."""
        self._waits_after = version
        for button in self.steps:
            button.setEnabled(version is None)

    def _not_done(self, error: InteamError) -> None:
        self._rest(None)
        self.fail(error)

    def _begin(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            use_case = partial(service_live.begin_meeting, meeting_id=meeting.id, version=meeting.version)
            self.background.write(self, use_case, lambda _none: self.shell.open("meeting_live", meeting.id), self.fail)

    def _change(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            PlanMeetingSheet(self.shell, meeting).open()

    def _cancel(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            note = self.tr("Its people wait for the next meeting.")
            ReasonSheet(self.shell, self.tr("Cancel this meeting"), note, "meetings.cancel", self._cancelled).open()

    def _cancelled(self, reason: str) -> None:
        from inteam.meetings.service import cancel_meeting  # noqa: PLC0415 (rarely)

        meeting = self._meeting()
        if meeting is not None:
            use_case = partial(cancel_meeting, meeting_id=meeting.id, version=meeting.version, reason=reason)
            self.background.write(
                self, use_case, lambda _none: self.shell.open("meetings"), self.fail, done=self.tr("Meeting cancelled")
            )

    def _attendance(self) -> None:
        if self.meeting_id is not None:
            AttendanceSheet(self.shell, self.meeting_id).open()

    def _print(self) -> None:
        if self.meeting_id is not None:
            Preview(self, paper.meeting_pack(self.meeting_id)).open()


def _nothing(_answer: Any) -> None:
    return None


def load(session: Any, *, meeting_id: UUID, reader: Reader, today: date) -> Loaded:
    """One read for the whole page."""
    meeting = queries.meeting(session, meeting_id)
    suggestions = queries_suggestions.suggestions(session, meeting.team_id, meeting_id, today) if meeting else []
    return Loaded(
        meeting,
        tuple(queries_live.live(session, meeting_id, reader)),
        tuple(queries.attendance(session, meeting_id)),
        tuple(suggestions),
    )
