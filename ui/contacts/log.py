"""Log contact: from anywhere with Ctrl+L, in 12 keys and under 20 seconds with the person already open."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from inteam.contacts import service
from inteam.contacts.queries_sheet import Opening, opening
from inteam.contacts.rules import ContactEntry, HowItWent, Mode
from inteam.drafts.queries import DraftRow
from inteam.organisations.queries import staff_list
from inteam.people import banner, dates, names, nhs_number
from inteam.people.search import Found as Answer
from inteam.people.search import search
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.messages import sentence
from ui.app.shell import Shell
from ui.contacts import layout
from ui.contacts.chips import ChoiceChips, TickChips
from ui.contacts.entry import MINUTES, OTHER_MINUTES, RISK_WORDS, entry_of
from ui.contacts.goal import GoalBar
from ui.contacts.next_action import NextAction
from ui.contacts.when import WhenBox
from ui.widgets.buttons import CheckBox, Link
from ui.widgets.fields import Field
from ui.widgets.identity import Identity
from ui.widgets.inputs import TextArea, TextBox, _Lines
from ui.widgets.segmented import SegmentedControl
from ui.widgets.suggest import Found, SuggestBox

IN_PERSON, IN_WRITING = 1, 4
MODES: tuple[Mode | None, ...] = (Mode.PHONE, None, Mode.HOME, Mode.VIDEO, None)
HOW = (("Phone", "phone"), ("In person", "person"), ("Visit", "house"), ("Video", "video"), ("Text", "message"))
PLACES = (Mode.PRACTICE, Mode.COMMUNITY, Mode.OTHER_SITE)
WRITTEN = (Mode.TEXT, Mode.EMAIL, Mode.LETTER)
OUTCOMES = tuple(HowItWent)
TAGS = {"/mood": "Mood: ", "/goal": "Goal: ", "/risk": RISK_WORDS}


class LogContactSheet(FormSheet):
    """Focus starts in the note. Digits choose how (outside a text), Alt and a digit the outcome, Ctrl+; is now."""

    form: ClassVar[str] = "contacts.log"

    def __init__(
        self,
        shell: Shell,
        *,
        person_id: UUID | None = None,
        draft: DraftRow | None = None,
        action_id: UUID | None = None,
    ) -> None:
        self._action_id = action_id
        self.seen: Opening | None = None
        self.own_name = self._name_before = ""  # of the person, on the first chip of Who with
        person_id = person_id or (draft.person_id if draft else None)
        super().__init__(
            shell,
            self.tr_title(),
            "Save contact",
            done="Contact saved",
            person_id=person_id,
            draft=draft,
        )
        self._make()
        self._lay_out()
        self._watch()
        if person_id is None:
            self._ask_person()
        else:
            self._read_person(person_id)

    @staticmethod
    def tr_title() -> str:
        """The words at the top of the sheet."""
        return "Log contact"

    # --- parts ------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.who = SuggestBox(self.tr("Person"), self._find, hint=self.tr("Name, NHS number or date of birth"))
        self.who_field = Field(self.tr("Who was it with or about?"), self.who)
        modes = [
            ("Phone", "phone"),
            ("In person", "person"),
            ("Visit", "house"),
            ("Video", "video"),
            ("Text", "message"),
        ]
        self.mode = SegmentedControl(self.tr("How"), modes, 0, numbered=True)
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

    def _lay_out(self) -> None:
        self.rest = layout.of_form(self)
        self.body.setContentsMargins(24, 6, 24, 18)  # the strips above have 12 of their own
        self.body.addWidget(self.who_field)
        self.body.addWidget(self.rest)
        change = Link(self.tr("Change"))
        change.setAccessibleName(self.tr("Change the person"))
        change.clicked.connect(self._ask_person)
        self.change = change
        self.head_tools.addWidget(change)
        QWidget.setTabOrder(self.note.edit, self.action.text.edit)  # words first, then their options
        QWidget.setTabOrder(self.action.text.edit, self.action.due.chips[0])

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
        self.who.chosen.connect(self._person_chosen)
        self.note.changed.connect(self._expand_tag)
        QShortcut("Ctrl+;", self, self.when.set_now)
        for edit in self.findChildren(QWidget):
            if isinstance(edit, QLineEdit | _Lines | SegmentedControl | GoalBar | CheckBox):
                edit.installEventFilter(self)
        self._show_details()

    def first_field(self) -> QWidget | None:
        return self.who.edit if self.person_id is None else self.note.edit

    # --- whom it is about -------------------------------------------------------------------------------------

    def _ask_person(self) -> None:
        self.who_field.show()
        self.rest.setVisible(self.seen is not None)
        self.change.hide()
        self.save_button.setEnabled(self.seen is not None)
        self.who.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.who.edit.selectAll()

    def _find(self, words: str, take: Callable[[Sequence[Found]], None]) -> None:
        def show(answer: Answer) -> None:
            people = [match for match in answer.matches if not match.locked]
            take([Found(m.person_id, names.display(m.family_name, m.given_name), _facts(m)) for m in people])

        query = partial(search, text=words, actor=self.background.actor, limit=8)
        self.background.read(self, query, show, lambda error: self.show_problem(sentence(error)), key="who")

    def _person_chosen(self, person_id: UUID | None) -> None:
        if person_id is not None:
            self._read_person(person_id)
            self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_person(self, person_id: UUID) -> None:
        self.person_id = self.draft.person_id = person_id
        self.who_field.hide()
        self.rest.show()
        self.change.show()
        self.save_button.setEnabled(True)
        query = partial(
            opening, person_id=person_id, staff_id=self.background.actor.staff_id, now=self.background.now()
        )
        self.background.read(self, query, self._show_person, lambda error: self.show_problem(sentence(error)))
        if self.isVisible() and not self.draft.exists:
            self.draft.earlier(self._offer)

    def _show_person(self, found: Opening | None) -> None:
        if found is None:
            self.show_problem(self.tr("This person is no longer there. Choose somebody else."))
            return
        self.seen = found
        person, today = found.person, self.background.today()
        given = f"{person.given_name or ''} ({person.title})" if person.title else person.given_name or ""
        number = nhs_number.shown(person.nhs_number) or self.tr("none")
        self.set_person(Identity(person.family_name.upper(), given, banner.born(person.identity, today), number))
        self.interpreter.setVisible(person.interpreter_required == "yes")
        untouched = not self.note.text() and not self.draft.exists
        self._offer_choices(found)
        if untouched:
            self._prefill(found)
            self.draft.settle()
        self._show_details()
        staff = partial(staff_list, on=today, team_id=self.background.actor.team_id)
        self.background.read(
            self,
            staff,
            lambda rows: self.action.offer_staff(rows, self.background.actor.staff_id),
            lambda error: self.show_problem(sentence(error)),
        )

    def _offer_choices(self, found: Opening) -> None:
        before = self.companions.ticked()
        me = found.person.preferred_name or found.person.given_name or found.person.family_name
        self.own_name = me
        words = [me, *(one.words for one in found.companions)]
        extra = [name for name in before if name not in words and name != self._name_before]
        self._name_before = me
        self.companions.show_choices([*words, *extra], [name for name in before if name in words] + extra or [me])
        due = [action for action in found.actions if self._action_id in (None, action.id)]
        self.action.offer(due[0] if due else None, ticked=bool(due) and self._action_id is not None)
        self.goal.show_goals(found.goals)
        if self._given is not None:
            self._fill_offered(self._given.fields)

    def _prefill(self, found: Opening) -> None:
        """Mode and minutes from the appointment or the last contact; the time is the appointment's, else now."""
        if found.mode is not None:
            self._set_mode(Mode(found.mode))
        if found.minutes in MINUTES:
            self.minutes.set_current(MINUTES.index(found.minutes))
        if found.appointment is not None and found.appointment <= self.background.now():
            self.when.set_value(found.appointment)

    def _set_mode(self, mode: Mode) -> None:
        if mode in PLACES:
            self.mode.set_current(IN_PERSON)
            self.where.set_current(PLACES.index(mode))
        elif mode in WRITTEN:
            self.mode.set_current(IN_WRITING)
            self.written.set_current(WRITTEN.index(mode))
        elif mode in MODES:
            self.mode.set_current(MODES.index(mode))

    # --- what is shown ----------------------------------------------------------------------------------------

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

    def _ask_someone(self) -> None:
        self.someone.show()
        self.someone.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_someone(self) -> None:
        if self.someone.text() and self.someone.text() not in self.companions.chips:
            self.companions.add(self.someone.text()[:100])
        self.someone.edit.clear()
        self.someone.hide()
        self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

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

    # --- keys -------------------------------------------------------------------------------------------------

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

    # --- the draft --------------------------------------------------------------------------------------------

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

    def _use(self, draft: DraftRow) -> None:
        self._given = draft
        super()._use(draft)
        if draft.person_id is not None and draft.person_id != self.person_id:
            self._read_person(draft.person_id)
            self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- saving -----------------------------------------------------------------------------------------------

    def how(self) -> HowItWent | None:
        """The outcome that is chosen."""
        return OUTCOMES[self.outcome.current] if self.outcome.current >= 0 else None

    def chosen_mode(self) -> Mode:
        """How, with where or as what it was."""
        if self.mode.current == IN_WRITING:
            return WRITTEN[self.written.current]
        return MODES[self.mode.current] or PLACES[self.where.current]

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

    def show_problems(self, problems: Mapping[str, str]) -> None:
        named = {_FIELDS.get(name, name): said for name, said in problems.items()}
        self.action.set_problem(named.pop("next_action", ""))
        super().show_problems(named)
        if self.action.problem_said and not named:
            self.action.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def use_case(self) -> UseCase[Any]:
        return partial(service.log_contact, entry=self.entry())

    def compare(self) -> bool:
        """Somebody has changed the action or the goal that is answered here: both are offered again as they stand."""
        if self.person_id is None:
            return False
        actor, now = self.background.actor, self.background.now()
        query = partial(opening, person_id=self.person_id, staff_id=actor.staff_id, now=now)
        self.background.read(self, query, self._offer_again, self._not_read, key="again", after_writes=True)
        return True

    def _offer_again(self, found: Opening | None) -> None:
        if found is None:
            self.show_problem(self.tr("This person is no longer there. Choose somebody else."))
            return
        kept = self.values()
        self.seen = found
        self._offer_choices(found)
        self._fill_offered(kept)
        said = self.tr("Somebody has changed an action or a goal of this person meanwhile.")
        self.tell(f"{said} {self.tr('Look at it as it stands now, then save: your words are still here.')}")

    def entry(self) -> ContactEntry:
        """What stands in the sheet, as the record wants it."""
        return entry_of(self)


_FIELDS = {
    "text": "next_action",
    "due_on": "next_action",
    "owner_id": "next_action",
    "type": "attempt_result",
    "attended_code": "attempt_result",
}
"""Names of the errors of what the sheet shows under one field."""


def _facts(match: Any) -> str:
    born = dates.short(match.born_on, match.dob_precision) or "not known"
    return f"Born {born} · NHS no. {nhs_number.shown(match.nhs_number) or 'none'}"
