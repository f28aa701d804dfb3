"""What is written at a live meeting: time, notes, decisions, actions, answers, its beginning and end."""

from functools import partial
from typing import Any
from uuid import UUID

from shiboken6 import isValid

from inteam.errors import InteamError
from inteam.meetings import service_actions, service_live
from inteam.meetings.queries_live import ActionRow, ItemView
from inteam.meetings.rules import ActionEntry, Answer
from ui.app.messages import sentence
from ui.app.page import Page
from ui.meetings import paper, sheets
from ui.meetings.attendance_sheet import AttendanceSheet
from ui.meetings.decision_box import DecisionBox
from ui.meetings.decisions_panel import DecisionsPanel
from ui.meetings.keeper import NoteKeeper
from ui.meetings.live_parts import Loaded
from ui.meetings.preview import Preview


class LiveActs(Page):
    """The acts of the page; what it shows is in the child class."""

    meeting_id: UUID | None
    loaded: Loaded | None
    item_id: UUID | None
    decisions: DecisionsPanel
    _keeper: NoteKeeper | None
    _opened: UUID | None

    @property
    def running(self) -> bool:
        """Whether the meeting is in progress."""
        meeting = self.loaded.meeting if self.loaded else None
        return meeting is not None and meeting.status == "in_progress"

    @property
    def mine(self) -> bool:
        """Whether I take the notes."""
        meeting = self.loaded.meeting if self.loaded else None
        return meeting is not None and meeting.notes_held_by_id == self.background.actor.staff_id

    def view(self) -> ItemView | None:
        """The item that is shown."""
        views = self.loaded.views if self.loaded else ()
        return next((view for view in views if view.item.id == self.item_id), None)

    def _why_not(self) -> str:
        """Why nothing can be written now."""
        meeting = self.loaded.meeting if self.loaded else None
        status = meeting.status if meeting else "planned"
        return self.tr("Not begun") if status in ("planned", "papers_frozen") else self.tr("Ended")

    def _what_instead(self) -> str:
        """What to do where nothing can be written here."""
        meeting = self.loaded.meeting if self.loaded else None
        if meeting is not None and meeting.status in ("planned", "papers_frozen"):
            return self.tr("Decisions and actions are written here once the meeting has begun.")
        return self.tr("The meeting has ended. Correct its minutes, or resume it.")

    def _open(self, item_id: UUID) -> None:
        self._opened = item_id
        keeper = self._keeper

        def use_case(work: Any) -> None:
            version = service_live.open_item(work, item_id)
            if keeper is not None and keeper.item_id == item_id:
                keeper.bump(version)

        self.background.write(self, use_case, lambda _none: None, self.fail)

    def _pause(self) -> None:
        if self._opened is not None and self.running:
            self.background.write(
                self, partial(service_live.pause_item, item_id=self._opened), lambda _none: None, self.fail
            )
        self._opened = None

    # --- writing ----------------------------------------------------------------------------------------------

    def _typed(self, name: str, text: str) -> None:
        if self._keeper is not None and self.running and self.mine:
            self._keeper.type(name, text)

    def _to_decision(self) -> None:
        if self.decisions.boxes:
            self.decisions.boxes[-1].words.setFocus()

    def _decided(self, made: DecisionBox) -> None:
        item_id, entry = self.item_id, made.entry()
        if item_id is None:
            return

        def failed(error: InteamError) -> None:
            made.not_saved()
            self.fail(error)

        use_case = partial(made.kept.save, item_id=item_id, entry=entry)
        self.background.write(self, use_case, partial(made.saved, entry), failed)

    def _undecided(self, box: DecisionBox) -> None:
        def done(_none: None) -> None:
            self.decisions.took_back(box)

        def failed(error: InteamError) -> None:
            if isValid(box):
                box.stays()
            self.fail(error)
            self.reload()  # as a colleague has changed it, or taken it back first

        self.background.write(self, box.kept.take_back, done, failed, done=self.tr("Decision taken back"))

    def _agreed(self, entry: ActionEntry) -> None:
        view = self.view()
        if view is None:
            return
        use_case = partial(service_actions.agree_action, item_id=view.item.id, entry=entry)

        def done(_action: UUID) -> None:
            self.decisions.line.clear()
            self.decisions.line.setFocus()

        def failed(error: InteamError) -> None:
            self.decisions.line.set_problem(sentence(error))

        self.background.write(self, use_case, done, failed, done=self.tr("Action agreed"))

    def _take_back(self, action: ActionRow) -> None:
        use_case = partial(service_actions.take_back_action, action_id=action.id, version=action.version)
        self.background.write(self, use_case, lambda _none: None, self.fail, done=self.tr("Action taken back"))

    def _answered(self, action: ActionRow, answer: Answer) -> None:
        if answer is Answer.DROP:
            sheets.DropSheet(self.shell, action, partial(self._answer, action, Answer.DROP)).open()
        else:
            self._answer(action, answer, "")

    def _answer(self, action: ActionRow, answer: Answer, reason: str) -> None:
        if self.item_id is None:
            return
        use_case = partial(
            service_actions.answer_action,
            item_id=self.item_id,
            action_id=action.id,
            version=action.version,
            answer=answer,
            reason=reason,
        )
        words = {Answer.DONE: self.tr("Done"), Answer.CARRY: self.tr("Carried"), Answer.DROP: self.tr("Dropped")}
        said = f"{words[answer]}: {action.text}"
        self.background.write(self, use_case, lambda _none: None, self.fail, done=said)

    # --- the meeting ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin, or resume after ending too early."""
        meeting = self.loaded.meeting if self.loaded else None
        if meeting is None:
            return
        use_case = partial(service_live.begin_meeting, meeting_id=meeting.id, version=meeting.version)
        self.background.write(self, use_case, lambda _none: None, self.fail, done=self.tr("Meeting begun"))

    def end(self) -> None:
        """End, after saying what is left."""
        meeting, views = (self.loaded.meeting, self.loaded.views) if self.loaded else (None, ())
        if meeting is None:
            return
        if self._keeper is not None:
            self._keeper.flush()
        self.decisions.flush()
        left = [view.item.name for view in views if view.item.status == "waiting"]
        nobody = self.loaded is not None and not any(one.present for one in self.loaded.people)
        sheets.ask_end(self.shell, left, partial(self._end, meeting.id), nobody=nobody)

    def _end(self, meeting_id: UUID) -> None:
        def use_case(work: Any) -> int:
            return service_live.end_now(work, meeting_id)

        def ended(_missed: int) -> None:
            self._opened = None
            self.shell.open("minutes", meeting_id)

        self.background.write(self, use_case, ended, self.fail, done=self.tr("Meeting ended"))

    def take_notes(self) -> None:
        """Take over from a colleague, who sees that the notes have gone."""
        meeting = self.loaded.meeting if self.loaded else None
        if meeting is not None:
            use_case = partial(service_live.take_notes, meeting_id=meeting.id)
            self.background.write(self, use_case, lambda _none: None, self.fail, done=self.tr("You take the notes now"))

    def attendance(self) -> None:
        """Who is there."""
        if self.meeting_id is not None:
            AttendanceSheet(self.shell, self.meeting_id).open()

    def print_pack(self) -> None:
        """The pack of this meeting."""
        if self.meeting_id is not None:
            Preview(self, paper.meeting_pack(self.meeting_id)).open()
