"""Handovers: what is offered to me, what I have offered, and what became of it."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from inteam.meetings import queries_handover_board, service_handover
from inteam.meetings.queries_handover_board import BoardRow
from inteam.meetings.queries_handover_late import SEEN_FOR
from ui.app.acts import act, act_button
from ui.app.background import Background
from ui.app.page import Page
from ui.handovers import words
from ui.handovers.detail import Detail
from ui.widgets import paint
from ui.widgets.cards import Card, EmptyState, foot
from ui.widgets.delegates import Cell, DateCell, Look, NameCell
from ui.widgets.flow import Columns
from ui.widgets.labels import Label
from ui.widgets.layouts import column
from ui.widgets.marks import hint
from ui.widgets.models import Column, Group, RowsModel
from ui.widgets.table import TableView

_ANSWERS = ("handovers.accept", "handovers.refuse", "handovers.take_back")


class _Status(Cell):
    """The words in a chip whose tone is the value."""

    def content(self, painter: QPainter, area: QRectF, look: Look, current: bool) -> None:
        paint.chip(painter, area.x(), area.center().y(), look.words, look.value)


class HandoversPage(Page):
    """The sender stays responsible until somebody accepts. A accepts, X refuses, T takes back."""

    tables: ClassVar[frozenset[str]] = frozenset({"handover", "care_case", "action", "person"})
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", "Open the person"),
        ("A", "Accept"),
        ("X", "Refuse"),
        ("T", "Take back"),
    )

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self._note = Label("", "dense", "muted", elide=True)
        self.body.addLayout(column(Label(self.tr("Handovers"), "title", elide=True), self._note, gap=2))
        self.model: RowsModel[BoardRow] = RowsModel(
            [
                Column(self.tr("Person"), _person, NameCell(), 0),
                Column(self.tr("NHS No."), words.number, DateCell(token="muted"), 104, 104, small=0),
                Column(self.tr("Born"), words.born, DateCell(token="muted"), 100, 100, small=0),
                Column(self.tr("With"), words.other_side, Cell(), 160, 160, small=0),
                Column(self.tr("Answer by"), self._by, DateCell(), 140, 130, small=0),
                Column(self.tr("Stands at"), _stands, _Status(), 120, 120),
            ],
            self,
        )
        self.table = TableView(self.model, self.tr("Handovers"))
        self.table.opened.connect(self._open)
        self.table.key_pressed.connect(self._letter)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.empty = EmptyState(
            self.tr("Nothing is handed over"),
            self.tr("What colleagues offer you stands here, and what you offer them, until it is answered."),
            self.tr("Open the caseload"),
            self._to_caseload,
        )
        self.empty.hide()
        card = Card()
        card.setAccessibleName(self.tr("Handovers"))
        card.body.addWidget(self.table, 1)
        self.table.begin_card(card)
        card.body.addWidget(self.empty, 1)
        card.body.addWidget(
            foot(
                hint("Enter", self.tr("Open person")),
                *(hint(one.shortcut, self.tr(one.title)) for one in map(act, _ANSWERS)),
            )
        )
        self.detail = Detail(
            act_button("handovers.accept", self._accept, "primary"),
            act_button("handovers.refuse", self._refuse),
            act_button("handovers.take_back", self._take_back),
        )
        self.body.addWidget(Columns((card, 0), (self.detail, 352)), 1)

    # --- reading -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        me, since = self.background.actor.staff_id, self.background.today() - SEEN_FOR
        self.background.read(
            self, partial(queries_handover_board.board, me=me, since=since), self._show, self.fail, key="board"
        )

    def _show(self, found: list[BoardRow]) -> None:
        mine = [one for one in found if one.waits and one.mine]
        sent = [one for one in found if one.waits and not one.mine]
        late = [one for one in found if one.unsettled and not one.mine]
        answered = sorted((one for one in found if not one.waits and one not in late), key=_answered, reverse=True)
        lines: list[BoardRow | Group] = []
        for title, part, tone in (
            (self.tr("Offered to me"), mine, "red"),
            (self.tr("Nobody answered in time"), late, "red"),
            (self.tr("Offered by me, waiting"), sent, "ink"),
            (self.tr("Answered lately"), answered, "ink"),
        ):
            if part:
                lines += [Group(title, str(len(part)), tone), *part]
        self.model.show(lines)
        at_list = self.table.hasFocus()
        self.empty.setVisible(not found)
        self.table.setVisible(bool(found))
        if at_list and not found:
            self.empty.button.setFocus()  # Qt gives the focus of a table that goes to the rail
        self._note.say(
            self.tr("Until a handover is accepted, the sender stays responsible.")
            if not mine
            else self.tr("{n} to answer. Until then the sender stays responsible.").format(n=len(mine))
        )
        to_see = len(mine) + len(late)
        self.shell.set_count("handovers", str(to_see or ""), unread=bool(to_see))
        if found and self.table.current() is None:
            self.table.go_to(1)
        self._moved()

    def _by(self, one: BoardRow) -> Look:
        said, tone = words.answer_by(one, self.background.today())
        return Look(said, tone)

    def first_focus(self) -> QWidget:
        return self.table if not self.table.isHidden() else self.empty.button

    def reflow(self, narrow: bool) -> None:
        super().reflow(narrow)
        self.table.set_narrow(narrow, small=self.window().width() < 1000)
        self.table.setMinimumHeight(260 if narrow else 160)
        self.detail.setMinimumHeight(360 if narrow else 0)

    # --- acts --------------------------------------------------------------------------------------------------

    def _current(self) -> BoardRow | None:
        found = self.table.current()
        return found if isinstance(found, BoardRow) else None

    def _moved(self, *_what: object) -> None:
        self.detail.show_row(self._current(), self.background.today())

    def _open(self, line: int) -> None:
        one = self.model.row(line)
        if one is not None:
            self.shell.open("person", one.person_id)

    def _letter(self, letter: str, line: int) -> None:
        does = {"A": self._accept, "X": self._refuse, "T": self._take_back}.get(letter)
        if does is not None and self.model.row(line) is not None:
            does()

    def _accept(self) -> None:
        one = self._current()
        if one is not None and one.waits and one.mine:
            self.shell.show_sheet("handovers.accept", handover=one)

    def _refuse(self) -> None:
        one = self._current()
        if one is not None and one.waits and one.mine:
            self.shell.show_sheet("handovers.refuse", handover=one)

    def _take_back(self) -> None:
        one = self._current()
        if one is None or not one.waits or one.mine:
            return
        self.background.write(
            self,
            partial(service_handover.withdraw_handover, handover_id=one.id, version=one.version),
            lambda _done: None,
            self.fail,
            done=self.tr("Offer taken back"),
        )

    def _to_caseload(self) -> None:
        """Offers begin where the cases are: ticked there, or on the person's own page."""
        self.shell.open("caseload")


def _person(one: BoardRow) -> Look:
    return Look(words.named(one), value=words.identifiers(one))


def _stands(one: BoardRow) -> Look:
    said, tone = words.standing(one)
    return Look(said, value=tone)


def _answered(one: BoardRow) -> float:
    return one.answered_at.timestamp() if one.answered_at else 0.0
