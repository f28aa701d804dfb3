"""Who has a copy of a person's plan: those with an old one first, until they have been told that it no longer holds."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QWidget

from inteam.careplans import queries_sharing, service_copies
from inteam.careplans.queries_sharing import CopyRow
from inteam.people import banner
from inteam.people import queries as people
from ui.app.acts import act_button
from ui.app.messages import sentence
from ui.app.shell import Shell, as_widget
from ui.careplans.copies_told import ToldSheet
from ui.careplans.sheet import About
from ui.careplans.words import HOLDERS, TOLD, plain, say
from ui.widgets import dates
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import EmptyState, Strip
from ui.widgets.identity import Identity, identity_head
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, row, scrolling
from ui.widgets.marks import Rule, chip
from ui.widgets.overlay import Sheet


class CopiesSheet(Sheet):
    """The copy log of one person. Telling a holder opens over it, and it is read again whenever a copy changes."""

    def __init__(self, shell: Shell, *, person_id: UUID) -> None:
        super().__init__(as_widget(shell), "Who has a copy", 640)
        self.shell, self.background, self._person_id = shell, shell.background, person_id
        self._who: Identity | None = None
        self.to_press: list[Button] = []
        self._head, self._lines = column(), column(margins=(24, 0, 24, 16))
        self.problem = Strip("", "red")
        self.problem.hide()
        self.close_button = Button(self.tr("Close"), key="Esc")
        self.close_button.clicked.connect(self.close_overlay)
        cross = IconButton("cross", self.tr("Close"), 28)
        cross.clicked.connect(self.close_overlay)
        above = row(gap=10, margins=(24, 12, 19, 12))
        above.addWidget(self._head_box(), 1)
        above.addWidget(cross)
        below = row(None, self.close_button, margins=(24, 14, 24, 14))
        whole = column(_framed(above, "sheetHead"), self.problem, 12)
        whole.addWidget(scrolling(box(self._lines), bar=True), 1)
        whole.addWidget(_framed(below, "sheetFoot"))
        self.panel.setLayout(whole)
        self.background.changed.connect(self._changed)
        self.read()

    def _head_box(self) -> QWidget:
        self._head.addWidget(identity_head(self.tr("Who has a copy"), None))
        return box(self._head)

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & {"plan_copy", "care_plan"}:
            self.read()

    def read(self) -> None:
        """Reads the copies as they are now."""
        query = partial(_load, person_id=self._person_id, today=self.background.today())
        self.background.read(self, query, self._show, self._failed, key="copies")

    def _failed(self, error: Any) -> None:
        self.problem.say(sentence(error), "red")
        self.problem.show()

    def _show(self, found: tuple[Identity | None, list[CopyRow]]) -> None:
        self._who, copies = found
        clear(self._head)
        self._head.addWidget(identity_head(self.tr("Who has a copy"), self._who))
        at = QApplication.focusWidget()
        if at is not None and self.panel.isAncestorOf(at):
            at.clearFocus()
        clear(self._lines)
        self.to_press = []
        groups = (
            (self.tr("Old copies: to be told"), [one for one in copies if one.to_tell]),
            (self.tr("Copies of the version that holds"), [one for one in copies if not one.old]),
            (self.tr("Old copies: told"), [one for one in copies if one.old and not one.to_tell]),
        )
        for title, part in groups:
            if part:
                self._lines.addWidget(Label(title, "section", elide=True))
            for one in part:
                self._lines.addWidget(self._line(one))
                self._lines.addWidget(Rule())
            if part:
                self._lines.addSpacing(14)
        if not copies:
            words = self.tr("When you give somebody the plan, press Copy given: then they can be told when it changes.")
            self._lines.addWidget(EmptyState(self.tr("Nobody has a copy"), words))
        self._lines.addStretch(1)
        self._lead()

    def _lead(self) -> None:
        """The keyboard's place went with the lines that were there before: it goes on at the first that can be told."""
        if self.isVisible() and QApplication.focusWidget() in (None, self.window()):
            (self.to_press or [self.close_button])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, one: CopyRow) -> QWidget:
        title = self.tr("{name}, version {n}").format(name=one.given_to, n=one.number)
        text = column(Paragraph(title, "dense_strong"), Paragraph(_given(one), "caption", "muted"), gap=1)
        if one.recalled_on is not None:
            text.addWidget(Paragraph(told_words(one), "caption"))
        line = row(gap=12, margins=(0, 8, 0, 8))
        line.addLayout(text, 1)
        if one.to_tell:
            line.addWidget(chip(self.tr("Old"), "amber"))
            line.addWidget(self._button("careplans.told", one, self._tell))
        elif one.recalled_on is not None:
            line.addWidget(self._button("careplans.not_told", one, self._take_back))
        made = box(line)
        made.setAccessibleName(f"{title}. {_given(one)}")
        return made

    def _button(self, key: str, one: CopyRow, do: Any) -> Button:
        made = act_button(key, partial(do, one), height=28)
        made.setAccessibleName(f"{made.text()}: {one.given_to}")
        self.to_press.append(made)
        return made

    def _tell(self, one: CopyRow) -> None:
        sheet = ToldSheet(self.shell, About(one.plan_id, self._person_id, self._who), one)
        sheet.closed.connect(self._lead)
        sheet.open()

    def _take_back(self, one: CopyRow) -> None:
        case = partial(service_copies.take_back_telling, copy_id=one.id, version=one.version)
        self.background.write(self, case, lambda _none: None, self._failed, done=self.tr("Stands as not told"))


def _given(one: CopyRow) -> str:
    """Carer · Large print · by hand, 19-Nov-2026, Priya Nair."""
    how = plain(one.how).lower()
    parts = (say(HOLDERS[one.holder]), plain(one.format), f"{how}, {dates.shown(one.given_on)}, {one.given_by}")
    return " · ".join(parts)


def told_words(one: CopyRow) -> str:
    """Told by post on 22-Nov-2026, Tom Okafor; or only the day, for what was told before anybody wrote down how."""
    day = dates.shown(one.recalled_on)
    if not one.told_how:
        return say("Told on {day}").format(day=day)
    return say("{how} on {day}, {name}").format(how=say(TOLD[one.told_how]), day=day, name=one.told_by)


def _framed(layout: QLayout, name: str) -> QFrame:
    made = QFrame()
    made.setObjectName(name)
    made.setLayout(layout)
    return made


def _load(session: Any, *, person_id: UUID, today: Any) -> tuple[Identity | None, list[CopyRow]]:
    header = people.header(session, person_id)
    who = None
    if header is not None:
        shown = banner.banner(header.identity, today)
        family, _, given = shown.name.partition(", ")
        who = Identity(family, given, shown.born, shown.nhs_number)
    return who, queries_sharing.copies(session, person_id)
