"""Logging a session of a group: who was on the list, who came, and what was done; saved for all of them at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from inteam.contacts import groups
from inteam.contacts.groups import Came
from inteam.contacts.rules import ContactEntry, Mode
from inteam.drafts.queries import DraftRow
from ui.app.background import Background, UseCase
from ui.app.form import FormSheet
from ui.app.messages import plural
from ui.app.shell import Shell
from ui.contacts.when import WhenBox
from ui.person import finders
from ui.widgets.buttons import IconButton
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.labels import Label
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.suggest import SuggestBox

MODES = (
    (Mode.COMMUNITY, "In the community"),
    (Mode.PRACTICE, "At the practice"),
    (Mode.OTHER_SITE, "At another place"),
    (Mode.VIDEO, "Video"),
)
ATTENDANCE = (
    (Came.ON_TIME, "Came"),
    (Came.LATE, "Came late"),
    (Came.DID_NOT_ATTEND, "Did not attend"),
    (Came.CANCELLED, "Cancelled before"),
)


@dataclass
class _Listed:
    """One person on the list."""

    person_id: UUID
    words: str
    came: Came = Came.ON_TIME


class Attendance(QWidget):
    """The list: type a name and take it; each has what became of them, and a cross that takes them off."""

    changed = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.listed: list[_Listed] = []
        self.box = SuggestBox(
            self.tr("Add a person"), finders.people(self, background), hint=self.tr("Name, NHS number or birth date")
        )
        self.box.chosen.connect(self._add)
        self._count = Label("", "caption", "muted")
        self._lines = column(gap=6)
        self.setLayout(column(self.box, box(self._lines), self._count, gap=8))
        self.setFocusProxy(self.box)
        self._show()

    def _add(self, person_id: Any) -> None:
        if person_id is None:
            return
        words = self.box.text()
        self.box.set_value(None, "")
        if person_id not in {one.person_id for one in self.listed}:
            self.listed.append(_Listed(person_id, words))
            self._show()
            self.changed.emit()

    def remove(self, person_id: UUID) -> None:
        """Takes somebody off the list."""
        self.listed = [one for one in self.listed if one.person_id != person_id]
        self._show()
        self.box.edit.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._lines)
        for one in self.listed:
            came = ChoiceField(self.tr("What became of {name}").format(name=one.words), list(ATTENDANCE))
            came.set_value(one.came)
            came.setFixedWidth(190)
            came.changed.connect(partial(self._set, one, came))
            off = IconButton("cross", self.tr("Take {name} off the list").format(name=one.words), 28)
            off.clicked.connect(partial(self._off, one))
            line = row(gap=8)
            line.addWidget(Label(one.words, "dense_strong", elide=True), 1)
            line.addWidget(came)
            line.addWidget(off)
            self._lines.addWidget(box(line))
        some = plural(len(self.listed), self.tr("1 person is on the list"), self.tr("{n} people are on the list"))
        self._count.say(some if self.listed else self.tr("Nobody is on the list yet."))

    def _set(self, one: _Listed, came: ChoiceField) -> None:
        one.came = came.value()
        self.changed.emit()

    def _off(self, one: _Listed, _checked: bool = False) -> None:
        self.remove(one.person_id)

    def kept(self) -> list[dict[str, str]]:
        """For the draft."""
        return [{"id": str(one.person_id), "words": one.words, "came": one.came.value} for one in self.listed]

    def take(self, kept: list[dict[str, str]]) -> None:
        """From a draft."""
        self.listed = [_Listed(UUID(one["id"]), one["words"], Came(one["came"])) for one in kept]
        self._show()


class GroupSheet(FormSheet):
    """One session. The note stands in each person's record, so it names nobody else."""

    form: ClassVar[str] = "contacts.group"

    def __init__(self, shell: Shell, *, person_id: UUID | None = None, draft: DraftRow | None = None) -> None:
        del person_id  # a session is about several
        super().__init__(shell, "Group session", "Save session", done="Group session saved", draft=draft)
        self.attendance = Attendance(self.background)
        self._people = Field(self.tr("Who was on the list?"), self.attendance)
        self.attendance.changed.connect(self.draft.touch)
        self.body.addWidget(self._people)
        self.when = WhenBox(self.tr("When"), self.background.now)
        QShortcut(QKeySequence("Ctrl+;"), self, self.when.set_now)
        self.mode = ChoiceField(self.tr("Where"), list(MODES))
        self.mode.set_value(Mode.COMMUNITY)
        self.minutes = TextBox(self.tr("Minutes"), hint="90")
        self.venue = TextBox(self.tr("Place"), hint=self.tr("Community hall"))
        self.note = TextArea(self.tr("Note"), lines=5)
        self.next = DateField(self.tr("Next session"), self.background.today)
        self.add("occurred_at", Field(self.tr("When"), self.when))
        self._beside(("mode", Field(self.tr("Where"), self.mode)), ("duration_min", self._minutes()))
        self.add("location", Field(self.tr("Place"), self.venue, optional=True))
        said = self.tr("It stands in the record of each of them: write what was done, and name nobody.")
        self.add("summary", Field(self.tr("What was done?"), self.note, help=said))
        self.add("next_contact_on", Field(self.tr("Next session"), self.next, optional=True))

    def _minutes(self) -> Field:
        return Field(self.tr("Minutes"), self.minutes, help=self.tr("Of the whole session: each has all of them."))

    def _beside(self, *named: tuple[str, Field]) -> None:
        laid = row(gap=16)
        for name, field in named:
            laid.addWidget(self.keep(name, field), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(box(laid))

    def first_field(self) -> QWidget | None:
        return self.attendance.box.edit

    def values(self) -> dict[str, Any]:
        return {**super().values(), "people": self.attendance.kept()}

    def fill(self, values: Mapping[str, Any]) -> None:
        super().fill(values)
        self.attendance.take(values.get("people", []))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self._people.set_problem(problems.get("person_id", ""))
        super().show_problems({name: said for name, said in problems.items() if name != "person_id"})
        if problems.get("person_id"):
            self.attendance.box.edit.setFocus()

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.attendance.listed:
            found["person_id"] = self.tr("Add who was on the list.")
        self.when.settle()
        if self.when.problem:
            found["occurred_at"] = self.when.problem
        if not self.minutes.text().isdigit() and self.minutes.text():
            found["duration_min"] = self.tr("Write the minutes in figures, like 90.")
        if not self.note.text():
            found["summary"] = self.tr("Write a few words.")
        return found

    def use_case(self) -> UseCase[Any]:
        entry = ContactEntry(
            occurred_at=self.when.value(),
            mode=self.mode.value(),
            duration_min=int(self.minutes.text()) if self.minutes.text() else None,
            location=self.venue.text(),
            summary=self.note.text(),
            next_contact_on=self.next.value(),
            no_action=True,
        )
        listed = [(one.person_id, one.came) for one in self.attendance.listed]
        return partial(groups.log_group_session, entry=entry, attendance=listed)
