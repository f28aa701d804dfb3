"""Who is at a meeting: there, by video, sent apologies, left early; and whether there is a quorum."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from inteam.errors import InteamError
from inteam.meetings import queries, rules, service_attendance
from inteam.meetings.queries import AttendanceRow
from inteam.meetings.rules import AttendanceState
from inteam.meetings.words import quorum_sentence
from ui.app.messages import sentence
from ui.app.shell import Shell, as_widget
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.cards import Strip
from ui.widgets.labels import Label
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.marks import Rule
from ui.widgets.overlay import Sheet


class AttendanceSheet(Sheet):
    """Who is there, who sent apologies, and whether that is a quorum. Each press is saved at once."""

    def __init__(self, shell: Shell, meeting_id: UUID) -> None:
        super().__init__(as_widget(shell), "Attendance", 480)
        self.shell, self.background, self.meeting_id = shell, shell.background, meeting_id
        self.quorum = Strip("", "blue")
        self._rows = column()
        self.problem = Strip("", "red")
        self.problem.hide()
        close = Button("Close", key="Esc")
        close.clicked.connect(self.close_overlay)
        head = column(Label("Attendance", "lead"), margins=(24, 16, 24, 12))
        body = column(self.quorum, self.problem, gap=12, margins=(24, 0, 24, 0))
        body.addLayout(self._rows)
        body.addStretch(1)
        whole = column()
        whole.addLayout(head)
        whole.addLayout(body, 1)
        whole.addLayout(row(None, close, margins=(24, 12, 24, 16)))
        self.panel.setLayout(whole)
        self._read()

    def _read(self) -> None:
        self.background.read(
            self, partial(_attendance, meeting_id=self.meeting_id, today=self.background.today()), self._show, self._bad
        )

    def _show(self, answer: tuple[list[AttendanceRow], tuple[str, ...]]) -> None:
        people, missing = answer
        self.quorum.say(quorum_sentence(missing), "amber" if missing else "green")
        clear(self._rows)
        for one in people:
            self._rows.addWidget(self._line(one))
            self._rows.addWidget(Rule())

    def _line(self, one: AttendanceRow) -> Any:
        words = column(Label(one.name, "dense_strong", elide=True))
        words.addWidget(Label(", ".join(filter(None, (one.role, one.organisation))), "caption", "muted", elide=True))
        there = CheckBox("There", one.present)
        there.setAccessibleName(self.tr("There: {name}").format(name=one.name))
        sorry = CheckBox("Apologies", one.state == "apologies")
        sorry.setAccessibleName(self.tr("Apologies: {name}").format(name=one.name))
        remote = CheckBox("Remote", one.remote)
        remote.setAccessibleName(self.tr("Remote: {name}").format(name=one.name))
        there.clicked.connect(lambda on: self._set(one, AttendanceState.PRESENT, left=not on, remote=one.remote))
        sorry.clicked.connect(lambda on: self._set(one, AttendanceState.APOLOGIES if on else AttendanceState.EXPECTED))
        remote.clicked.connect(lambda on: self._set(one, AttendanceState.PRESENT, remote=on))
        line = row(gap=8, margins=(0, 6, 0, 6))
        line.addLayout(words, 1)
        for part in (there, remote, sorry):
            line.addWidget(part)
        return box(line)

    def _set(self, one: AttendanceRow, state: AttendanceState, *, left: bool = False, remote: bool = False) -> None:
        use_case = partial(
            service_attendance.set_attendance,
            attendance_id=one.id,
            version=one.version,
            state=state,
            left=left,
            remote=remote,
            confidentiality=True,
        )
        self.background.write(self, use_case, lambda _missing: self._read(), self._bad)

    def _bad(self, error: InteamError) -> None:
        self.problem.say(sentence(error), "red")
        self.problem.show()
        self._read()


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
