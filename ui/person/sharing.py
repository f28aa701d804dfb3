"""Who may know: agreement to share, per organisation, and who opened the record."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from inteam import clock
from inteam.people import queries_access
from inteam.people import sharing as rules
from inteam.people.queries_circle import SharingRow
from inteam.timeline.overview import Overview
from ui.app.page import Page
from ui.person import words
from ui.person.parts import LinesCard, line, link
from ui.widgets.cards import Strip
from ui.widgets.flow import Columns
from ui.widgets.layouts import box, column

_TONES = {"agreed": "green", "declined": "red", "not_asked": "amber"}
OPENINGS = 100


class SharingTab(QWidget):
    """The last tab."""

    def __init__(self, page: Page, sheet: Callable[..., object]) -> None:
        super().__init__()
        self.page, self.sheet = page, sheet
        self.seen: Overview | None = None
        self._note = Strip(
            self.tr("Where nobody was asked, nothing goes to a charity or any other body outside health and care."),
            "blue",
        )
        add = link(self.tr("Record an answer"), partial(sheet, "people.sharing"))
        self.now = LinesCard(self.tr("Agreement to share"), "", add)
        self.before = LinesCard(self.tr("Earlier answers"))
        self.access = LinesCard(self.tr("Who opened this record"), self.tr("the newest 100"))
        left = column(self._note, self.now, self.before, gap=16)
        left.addStretch(1)
        right = column(self.access)
        right.addStretch(1)
        layout = column()
        layout.addWidget(Columns((box(left), 0), (box(right), 420)))
        layout.addStretch(1)  # one under the other, the cards stand close together
        self.setLayout(layout)

    def show_person(self, seen: Overview) -> None:
        """Shows the answers as they were just read, then asks for the openings."""
        self.seen = seen
        current = [one for one in seen.sharing if one.rule.in_force(seen.today)]
        earlier = [one for one in seen.sharing if not one.rule.in_force(seen.today)]
        self.now.show_lines(
            [self._line(one, current=True) for one in current],
            self.tr("Nobody has asked about sharing yet. Ask, and record the answer."),
        )
        self.before.show_lines([self._line(one, current=False) for one in earlier], "")
        self.before.setVisible(bool(earlier))
        ask = partial(queries_access.openings, people=list(seen.people), limit=OPENINGS)
        self.page.background.read(self, ask, self._took, self.page.fail, key="openings")

    def _line(self, one: SharingRow, *, current: bool) -> QWidget:
        kind = one.category or ""
        whom = one.organisation or (words.BODIES.get(kind, words.plain(kind)) if kind else self.tr("Everybody"))
        scope = rules.SCOPE_WORDS.get(one.scope, one.scope)
        basis = rules.BASIS_WORDS.get(one.basis or "", "")
        given = f"{words.day(one.given_on)}{f', by {one.given_by}' if one.given_by else ''}"
        until = f"until {words.day(one.expires_on)}" if one.expires_on else ""
        ended = f"taken back {words.day(one.ended_on)}" if one.ended_on else ""
        note = ". ".join(p for p in (basis, ", ".join(q for q in (given, until, ended) if q), one.evidence_note) if p)
        mark = (rules.ANSWER_WORDS.get(one.decision, one.decision), _TONES.get(one.decision, "plain"))
        tools = [link(self.tr("Take back"), partial(self.sheet, "people.take_back", row=one))] if current else []
        return line(f"{whom}: {scope[0].lower()}{scope[1:]}", note, mark=mark, tools=tools, former=not current)

    def _took(self, found: Sequence[Any]) -> None:
        lines = []
        for one in found:
            at = one.at.astimezone(clock.LONDON)
            when = f"{words.day(at.date())}, {at:%H:%M}"
            urgent = one.action == "people.emergency_access"
            note = f"{when}. Reason: {one.reason}" if one.reason else when
            lines.append(
                line(one.name or self.tr("Not in the staff list"), note, mark=("Emergency", "red") if urgent else None)
            )
        self.access.show_lines(lines, self.tr("Nobody has opened it yet."))
