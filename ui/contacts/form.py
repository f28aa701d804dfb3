"""The controls of the Log contact sheet: what they hold, and what they show of each other."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from inteam.contacts.queries_sheet import Opening
from inteam.contacts.rules import HowItWent, Mode
from ui.app.form import FormSheet
from ui.contacts.chips import ChoiceChips, TickChips
from ui.contacts.goal import GoalBar
from ui.contacts.next_action import NextAction
from ui.contacts.when import WhenBox
from ui.widgets.buttons import CheckBox
from ui.widgets.fields import Field
from ui.widgets.inputs import TextArea, TextBox, _Lines
from ui.widgets.segmented import SegmentedControl

IN_PERSON, IN_WRITING = 1, 4
MODES: tuple[Mode | None, ...] = (Mode.PHONE, None, Mode.HOME, Mode.VIDEO, None)
HOW = (("Phone", "phone"), ("In person", "person"), ("Visit", "house"), ("Video", "video"), ("Text", "message"))
PLACES = (Mode.PRACTICE, Mode.COMMUNITY, Mode.OTHER_SITE)
WRITTEN = (Mode.TEXT, Mode.EMAIL, Mode.LETTER)
OUTCOMES = tuple(HowItWent)
MINUTES = (10, 20, 30, 45, 60)
OTHER_MINUTES = len(MINUTES)
RISK_WORDS = "Risk: "
"""A line of the note that begins so says that something about risk has changed."""
TAGS = {"/mood": "Mood: ", "/goal": "Goal: ", "/risk": RISK_WORDS}


class ContactForm(FormSheet):
    """How, when, who with, the outcome and the note, with what comes next; whom it is about is the sheet's matter."""

    seen: Opening | None = None
    own_name = ""  # of the person, on the first chip of Who with

    def _make(self) -> None:
        self.mode = SegmentedControl(self.tr("How"), list(HOW), 0, numbered=True)
        self.inbound = CheckBox(self.tr("They contacted us"))
        self.where = ChoiceChips(self.tr("Where"), [("Practice", ""), ("Community", ""), ("Another place", "")])
        self.written = ChoiceChips(self.tr("Written as"), [("Text", ""), ("Email", ""), ("Letter", "")])
        self.when = WhenBox(self.tr("When"), self.background.now)
        self.when_field = Field(self.tr("When"), self.when)
        minutes = [*((str(n), "") for n in MINUTES), (self.tr("Other"), "")]
        self.minutes = SegmentedControl(self.tr("Minutes"), minutes)
        self.other_minutes = TextBox(self.tr("Minutes, in figures"), hint=self.tr("Minutes, in figures"))
        self.companions = TickChips(self.tr("Who with"), self.tr("Someone else"))
        self.someone = TextBox(self.tr("Someone else"), hint=self.tr("Name and who they are, then Enter"))
        words = ["Reached", "Left message", "No answer", "Did not attend", "Cancelled"]
        self.outcome = SegmentedControl(self.tr("Outcome"), [(word, "") for word in words], 0)
        self.outcome_field = Field(self.tr("Outcome"), self.outcome)
        self.cancelled_by = ChoiceChips(self.tr("Cancelled"), [("By the person", ""), ("By us", "")])
        self.what_matters = CheckBox(self.tr("“What matters” conversation"))
        self.interpreter = CheckBox(self.tr("Interpreter used"))
        self.note = TextArea(self.tr("Note"), lines=6)
        initials = "".join(part[:1] for part in self.background.actor.name.split()[:2]).upper()
        self.action = NextAction(self.background.today, initials)
        self.goal = GoalBar()
        self.risk_changed = False

    def _watch(self) -> None:
        kept: dict[str, QWidget] = {
            "mode": self.mode,
            "inbound": self.inbound,
            "occurred_at": self.when_field,
            "minutes": self.minutes,
            "duration_min": self.other_minutes,
            "attempt_result": self.outcome_field,
            "meaningful": self.what_matters,
            "interpreter_used": self.interpreter,
            "summary": self.note,
        }
        for name, widget in kept.items():
            self.keep(name, widget)
        self.when.refused.connect(self.when_field.set_problem)
        self.when.changed.connect(partial(self.when_field.set_problem, ""))
        for signal in (self.action.changed, self.companions.changed, self.goal.changed):
            signal.connect(self.draft.touch)
        for chips in (self.where, self.written, self.cancelled_by):
            chips.chosen.connect(lambda _place: self.draft.touch())
        for control in (self.mode, self.outcome, self.minutes):
            control.chosen.connect(lambda _place: self._show_details())
        self.companions.more.connect(self._ask_someone)
        self.someone.edit.returnPressed.connect(self._add_someone)
        self.note.changed.connect(self._expand_tag)
        QShortcut("Ctrl+;", self, self.when.set_now)
        for edit in self.findChildren(QWidget):
            if isinstance(edit, QLineEdit | _Lines | SegmentedControl | GoalBar | CheckBox):
                edit.installEventFilter(self)
        self._show_details()

    # --- how, and how it went -------------------------------------------------------------------------------

    def how(self) -> HowItWent | None:
        """The outcome that is chosen."""
        return OUTCOMES[self.outcome.current] if self.outcome.current >= 0 else None

    def chosen_mode(self) -> Mode:
        """How, with where or as what it was."""
        if self.mode.current == IN_WRITING:
            return WRITTEN[self.written.current]
        return MODES[self.mode.current] or PLACES[self.where.current]

    def _set_mode(self, mode: Mode) -> None:
        if mode in PLACES:
            self.mode.set_current(IN_PERSON)
            self.where.set_current(PLACES.index(mode))
        elif mode in WRITTEN:
            self.mode.set_current(IN_WRITING)
            self.written.set_current(WRITTEN.index(mode))
        elif mode in MODES:
            self.mode.set_current(MODES.index(mode))

    def _show_details(self) -> None:
        how = self.how()
        self.where.setVisible(self.mode.current == IN_PERSON)
        self.written.setVisible(self.mode.current == IN_WRITING)
        self.other_minutes.setVisible(self.minutes.current == OTHER_MINUTES)
        self.cancelled_by.setVisible(how is HowItWent.CANCELLED)
        self.what_matters.setVisible(how is HowItWent.REACHED)
        unsafe = self.seen is not None and not self.seen.safe_to_leave_message
        warns = how is HowItWent.LEFT_MESSAGE and self.chosen_mode() is Mode.PHONE and unsafe
        self.outcome_field.set_help(self.tr("It is not recorded as safe to leave a message.") if warns else "")

    # --- who with -------------------------------------------------------------------------------------------

    def _ask_someone(self) -> None:
        self.someone.show()
        self.someone.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_someone(self) -> None:
        if self.someone.text() and self.someone.text() not in self.companions.chips:
            self.companions.add(self.someone.text()[:100])
        self.someone.edit.clear()
        self.someone.hide()
        self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- headings in the note -------------------------------------------------------------------------------

    def insert_tag(self, tag: str) -> None:
        """Begins a line of the note with a heading."""
        cursor = self.note.edit.textCursor()
        before = self.note.edit.toPlainText()[: cursor.position()]
        cursor.insertText(("" if not before or before.endswith("\n") else "\n") + TAGS[tag])
        self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _expand_tag(self) -> None:
        cursor = self.note.edit.textCursor()
        before = self.note.edit.toPlainText()[: cursor.position()]
        for tag, words in TAGS.items():
            if before.endswith(f"{tag} "):
                cursor.setPosition(cursor.position() - len(tag) - 1, cursor.MoveMode.KeepAnchor)
                cursor.insertText(words)

    # --- keys -----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() in kinds and isinstance(event, QKeyEvent) and self._chooses(watched, event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # a page under the sheet may have the same keys
                return True
            place = event.key() - Qt.Key.Key_1
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            (self.outcome if alt else self.mode).choose(place)
            return True
        return super().eventFilter(watched, event)

    def _chooses(self, watched: QObject, event: QKeyEvent) -> bool:
        if not Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_5:
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held in (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier):
            return True
        return held == Qt.KeyboardModifier.NoModifier and not isinstance(watched, QLineEdit | _Lines)

    # --- what stands in it ----------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        return {
            **super().values(),
            "where": self.where.current,
            "written": self.written.current,
            "cancelled_by": self.cancelled_by.current,
            "with": self.companions.ticked(),
            "action": self.action.kept(),
            "goal": [self.goal.place, self.goal.progress] if self.goal.moved else None,
        }

    def fill(self, values: Mapping[str, Any]) -> None:
        super().fill(values)
        self.when.settle()
        self.where.set_current(int(values.get("where", 0)))
        self.written.set_current(int(values.get("written", 0)))
        self.cancelled_by.set_current(int(values.get("cancelled_by", 0)))
        self._fill_offered(values)
        self._show_details()

    def _fill_offered(self, values: Mapping[str, Any]) -> None:
        ticked = [str(words) for words in values.get("with", [])]
        self.companions.show_choices(list(dict.fromkeys([*self.companions.chips, *ticked])), ticked)
        self.action.put_back(values.get("action", {}))
        goal = values.get("goal")
        if goal and self.goal.goals:
            self.goal.go_to(int(goal[0]))
            self.goal.set_progress(int(goal[1]))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        self.when.settle()
        if self.when.problem:
            found["occurred_at"] = self.when.problem
        if self.how() is None:
            found["attempt_result"] = self.tr("Choose how it went.")
        if self.minutes.current == OTHER_MINUTES and not self.other_minutes.text().isdigit():
            found["duration_min"] = self.tr("Write the minutes in figures, like 25.")
        if words := self.action.problem_seen():
            found["next_action"] = words
        return found
