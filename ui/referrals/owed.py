"""Word that is owed to referrers: who waits for it, since when, and telling them."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from inteam.people import dates, nhs_number
from inteam.referrals import queries_feedback, words
from inteam.referrals.queries_feedback import FeedbackRow
from ui.app.messages import sentence
from ui.app.shell import Shell, as_widget
from ui.widgets import paint
from ui.widgets.buttons import IconButton
from ui.widgets.cards import EmptyState, Strip
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, row
from ui.widgets.lists import ItemDelegate, ListModel, ListView
from ui.widgets.overlay import Sheet


class _Line(ItemDelegate[FeedbackRow]):
    """Name and identifiers, whom to tell and of what, and by when."""

    def __init__(self, today: Any) -> None:
        super().__init__()
        self._today = today

    def height(self, item: FeedbackRow, width: int) -> int:
        return 66

    def draw(self, painter: QPainter, area: QRectF, item: FeedbackRow, *, current: bool, hovered: bool) -> None:
        room = area.adjusted(24, 8, -24, -8)
        late = item.due_on < self._today
        due = f"{'Overdue since' if late else 'Due'} {dates.short(item.due_on)}"
        width = paint.text_width(due, "caption_strong") + 8
        right = QRectF(room.right() - width, room.y(), width, 18)
        paint.text(painter, right, due, "caption_strong", "red" if late else "muted", paint.RIGHT)
        name = QRectF(room.x(), room.y(), room.width() - width - 8, 18)
        paint.text(painter, name, _name(item), "dense_strong")
        facts = QRectF(room.x(), room.y() + 18, room.width(), 16)
        paint.text(painter, facts, _identifiers(item), "caption", "muted")
        about = QRectF(room.x(), room.y() + 34, room.width(), 16)
        paint.text(painter, about, _about(item), "caption")
        paint.rule(painter, area.left(), area.right(), area.bottom() - 1)


class FeedbackDueSheet(Sheet):
    """The list; Enter or a double click opens the form for one."""

    def __init__(self, shell: Shell, *, person_id: UUID | None = None) -> None:
        super().__init__(as_widget(shell), "Feedback due")
        self.shell, self.background = shell, shell.background
        self._person_id = person_id
        self.model: ListModel[FeedbackRow] = ListModel(_says)
        self.list = ListView(self.model, _Line(self.background.today()), self.tr("Feedback due"))
        self.list.opened.connect(self._tell)
        self.problem = Strip("", "red")
        self.problem.hide()
        self.empty = EmptyState(self.tr("No feedback is due"), self.tr("What you owe referrers stands here."))
        self.empty.hide()
        cross = IconButton("cross", self.tr("Close"), 28)
        cross.clicked.connect(self.dismiss)
        head = row(gap=8, margins=(24, 14, 19, 12))
        head.addLayout(column(Label(self.tr("Feedback due"), "sheet_name"), self._hint(), gap=2), 1)
        head.addWidget(cross)
        whole = column(box(head), self.problem, self.list, self.empty)
        whole.setStretch(2, 1)
        whole.setStretch(3, 1)
        self.panel.setLayout(whole)
        actor, today = self.background.actor, self.background.today()
        query = partial(queries_feedback.feedback_due, team_id=actor.team_id, on=today, person_id=person_id)
        self.background.read(self, query, self._show, self._failed)

    def _hint(self) -> Label:
        return Label(self.tr("Enter opens the form for one"), "caption", "muted", elide=True)

    def _show(self, rows: list[FeedbackRow]) -> None:
        self.model.show(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.list.go_to(0)

    def _failed(self, error: Any) -> None:
        self.problem.say(sentence(error), "red")
        self.problem.show()

    def _tell(self, line: int) -> None:
        item = self.model.item(line)
        if item is not None:
            self.dismiss()
            self.shell.show_sheet("referrals.feedback", feedback=item)


def _name(item: FeedbackRow) -> str:
    return f"{item.family_name.upper()}, {item.given_name}" if item.given_name else item.family_name.upper()


def _identifiers(item: FeedbackRow) -> str:
    born = dates.short(item.born_on) or "not known"
    return f"Born {born} · {nhs_number.in_line(item.nhs_number)}"


def _about(item: FeedbackRow) -> str:
    parts = [item.referrer_name, item.referrer_organisation]
    whom = ", ".join(part for part in parts if part)
    return f"{words.FEEDBACK_KINDS[item.kind]} · tell {whom or words.SOURCES.get(item.source, item.source)}"


def _says(item: FeedbackRow) -> str:
    return f"{_name(item)}, {_identifiers(item)}, {_about(item)}, due {dates.short(item.due_on)}"
