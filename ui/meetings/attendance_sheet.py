"""Who is at a meeting: there, by video, sent apologies, left early; and whether there is a quorum."""

from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from inteam.errors import InteamError
from inteam.meetings import queries, rules, service, service_attendance
from inteam.meetings.queries import AttendanceRow
from inteam.meetings.rules import AttendanceState
from inteam.meetings.words import quorum_sentence
from ui.app.acts import act_button
from ui.app.messages import sentence
from ui.app.shell import Shell, as_widget
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.cards import Strip
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, row, scrolling
from ui.widgets.marks import Rule
from ui.widgets.overlay import Sheet


class AttendanceSheet(Sheet):
    """Who is there, who sent apologies, and whether that is a quorum. Each press is saved at once."""

    def __init__(self, shell: Shell, meeting_id: UUID) -> None:
        super().__init__(as_widget(shell), "Attendance", 520)
        self.shell, self.background, self.meeting_id = shell, shell.background, meeting_id
        self.quorum = Strip("", "blue")
        self._rows = column()
        self._lines = box(column(self._rows, None))
        self._pressed = ""  # the name of what was pressed, while that is being saved
        self._refused: tuple[UUID, str] | None = None  # whose line says why the last press was not taken
        self.problem = Strip("", "red")
        self.problem.hide()
        self._close = close = Button("Close", key="Esc")
        close.clicked.connect(self.close_overlay)
        self._first = True
        self.guest_button = act_button("meetings.guest", self._add_guest)
        head = column(Label("Attendance", "lead"), margins=(24, 16, 24, 12))
        top = column(self.quorum, self.problem, gap=12, margins=(24, 0, 24, 8))
        self._rows.setContentsMargins(24, 0, 24, 0)
        whole = column()
        whole.addLayout(head)
        whole.addLayout(top)
        whole.addWidget(scrolling(self._lines, bar=True), 1)
        whole.addLayout(row(self.guest_button, None, close, margins=(24, 12, 24, 16)))
        self.panel.setLayout(whole)
        self.background.changed.connect(self._changed)
        self._read()

    def _read(self) -> None:
        query = partial(_attendance, meeting_id=self.meeting_id, today=self.background.today())
        self.background.read(self, query, self._show, self._unread, key="attendance", after_writes=True)

    def _unread(self, error: InteamError) -> None:
        self.problem.say(sentence(error), "red")
        self.problem.show()

    def _changed(self, tables: frozenset[str]) -> None:
        if "attendance" in tables and self.isVisible():
            self._read()

    def _show(self, answer: tuple[list[AttendanceRow], tuple[str, ...]]) -> None:
        people, missing = answer
        self.quorum.say(quorum_sentence(missing), "amber" if missing else "green")
        name, self._pressed = self._pressed or self._focused(), ""
        clear(self._rows)
        self._lines.setEnabled(True)
        parts: list[QWidget] = []
        for one in people:
            parts += self._line(one)
            self._rows.addWidget(Rule())
        stops: list[QWidget] = [*parts, self.guest_button, self._close]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)  # as they are read, though the lines are made later
        if self._first and parts:
            self._first, name = False, parts[0].accessibleName()
        again = next((part for part in parts if part.accessibleName() == name), None)
        if again is not None:  # the lines are new: the keyboard stays where it was
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name and not self._focused():
            self.guest_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> str:
        """The name of what has the keyboard in this sheet."""
        now = QApplication.focusWidget()
        return now.accessibleName() if now is not None and self.panel.isAncestorOf(now) else ""

    def _line(self, one: AttendanceRow) -> list[QWidget]:
        """Adds somebody's line; gives its controls."""
        what = (one.role, one.organisation, self.tr("guest") if one.staff_id is None else "")
        words = column(Label(one.name, "dense_strong", elide=True))
        words.addWidget(Label(", ".join(filter(None, what)), "caption", "muted", elide=True))
        there, remote, sorry = self._boxes(one)
        line = row(gap=8, margins=(0, 6, 0, 6))
        line.addLayout(words, 1)
        for part in (there, remote, sorry):
            line.addWidget(part)
        self._rows.addWidget(box(line))
        under = self._under(one)
        if under:
            second = row(gap=8, margins=(0, 0, 0, 6))
            if one.observer:
                second.addWidget(under[0])
            second.addStretch(1)
            for widget in under[int(one.observer) :]:
                second.addWidget(widget)
            self._rows.addWidget(box(second))
        if self._refused is not None and self._refused[0] == one.id:
            there.setAccessibleDescription(self._refused[1])
            self._rows.addWidget(Paragraph(self._refused[1], "dense", "red_text"))
            self._rows.addSpacing(6)
        return [there, remote, sorry, *under]

    def _boxes(self, one: AttendanceRow) -> tuple[CheckBox, CheckBox, CheckBox]:
        there = CheckBox("There", one.present)
        there.setAccessibleName(self.tr("There: {name}").format(name=one.name))
        sorry = CheckBox("Apologies", one.state == "apologies")
        sorry.setAccessibleName(self.tr("Apologies: {name}").format(name=one.name))
        remote = CheckBox("Remote", one.remote)
        remote.setAccessibleName(self.tr("Remote: {name}").format(name=one.name))
        there.clicked.connect(lambda on: self._set(one, AttendanceState.PRESENT, left=not on, remote=one.remote))
        sorry.clicked.connect(lambda on: self._set(one, AttendanceState.APOLOGIES if on else AttendanceState.EXPECTED))
        remote.clicked.connect(lambda on: self._set(one, AttendanceState.PRESENT, remote=on))
        return there, remote, sorry

    def _under(self, one: AttendanceRow) -> list[QWidget]:
        """What else there is to say of an observer, or to do about a guest who has not come."""
        made: list[QWidget] = []
        if one.observer:
            read = CheckBox(self.tr("Observer: has read the statement"), one.confidentiality)
            said = self.tr("Observer, has read the confidentiality statement: {name}")
            read.setAccessibleName(said.format(name=one.name))
            read.clicked.connect(lambda on: self._read_statement(one, read=on))
            made.append(read)
        if one.staff_id is None and one.state != "present":
            words = self.tr("Take off the list")
            off = act_button("meetings.guest_remove", partial(self._take_off, one), "quiet", words=words, height=28)
            off.setAccessibleName(self.tr("Take off the list: {name}").format(name=one.name))
            made.append(off)
        return made

    def _add_guest(self) -> None:
        self.shell.show_sheet("meetings.guest", meeting_id=self.meeting_id)

    def _set(self, one: AttendanceRow, state: AttendanceState, *, left: bool = False, remote: bool = False) -> None:
        use_case = partial(
            service_attendance.set_attendance,
            attendance_id=one.id,
            version=one.version,
            state=state,
            left=left,
            remote=remote,
        )
        self._write(one, use_case)

    def _read_statement(self, one: AttendanceRow, *, read: bool) -> None:
        use_case = partial(service_attendance.read_statement, attendance_id=one.id, version=one.version, read=read)
        self._write(one, use_case)

    def _take_off(self, one: AttendanceRow) -> None:
        use_case = partial(service.remove_attendee, attendance_id=one.id, version=one.version)
        self._write(one, use_case, done=self.tr("Off the list: {name}").format(name=one.name))

    def _write(self, one: AttendanceRow, use_case: partial[Any], done: str = "") -> None:
        def saved(_result: Any) -> None:
            self._refused = None
            self.problem.hide()
            self._read()

        def failed(error: InteamError) -> None:
            if "confidentiality" in error.problems:
                self._refused = one.id, sentence(error)
            else:
                self._unread(error)
            self._read()

        self._pressed = self._focused()
        self._lines.setEnabled(False)  # a second press would say the version that was read before the first
        self.background.write(self, use_case, saved, failed, done=done)


def _attendance(session: Any, *, meeting_id: UUID, today: date) -> tuple[list[AttendanceRow], tuple[str, ...]]:
    people = queries.attendance(session, meeting_id)
    meeting = queries.meeting(session, meeting_id)
    rule = service_attendance.quorum_rule(session, today)
    chair = meeting.chair_id if meeting else None
    counted = [
        rules.Attendee(
            one.state,
            one.observer,
            one.clinician,
            one.coordinator,
            one.staff_id == chair,
            one.organisation_id,
            left=one.left_at is not None,
        )
        for one in people
    ]
    return people, rules.quorum_missing(counted, rule)
