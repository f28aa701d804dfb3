"""The middle of the live meeting: one person's summary on one page, with marks for what changed."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from inteam.careplans.papers import ActionLine, NeedLine, PersonPaper
from inteam.meetings.queries_live import ActionRow, ItemView
from inteam.meetings.rules import Answer
from inteam.people import nhs_number
from ui.app.acts import act_button
from ui.meetings.person_parts import change_line, chips, fact, lead, need_line, question, standing, withheld
from ui.meetings.words import identity
from ui.widgets import dates, paint
from ui.widgets.cards import EmptyState
from ui.widgets.flow import Columns, FlowLayout
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Label, Painted, Paragraph
from ui.widgets.layouts import box, clear, column, framed, row, scrolling
from ui.widgets.marks import Rule

_MOST = 6
_SBAR = (
    ("situation", "Situation", "Why we talk about them today"),
    ("background", "Background", "What led to it"),
    ("assessment", "Assessment", "What we think is going on"),
    ("recommendation", "Recommendation", "What should happen, and who does it"),
)


class PersonPanel(QFrame):
    """Who, the question, what changed, what is open, what was said. typed(field, text); answered(action, answer)."""

    typed = Signal(str, str)
    answered = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Summary of the person"))
        self._head = column(gap=2, margins=(20, 14, 20, 12))
        head = QFrame()
        head.setObjectName("mdtHead")
        head.setLayout(self._head)
        self._content: QVBoxLayout = column(gap=12, margins=(20, 14, 20, 16))
        self._answers: list[QWidget] = []
        self.fields: dict[str, TextArea] = {}
        self._sbar = box(column(gap=8))
        self._sbar.hide()
        self._more = act_button("meetings.sbar", self._show_sbar, "quiet", height=28)
        layout = column(head, Rule())
        layout.addWidget(scrolling(box(self._content), bar=True), 1)
        layout.addWidget(self._notes())
        self.setLayout(layout)

    def _notes(self) -> QWidget:
        discussion = self._field("discussion", self.tr("Discussion"), self.tr("What was said, in a few sentences"))
        for name, title, hint in _SBAR:
            layout = self._sbar.layout()
            if layout is not None:
                layout.addWidget(Label(self.tr(title), "caption_strong", "muted"))
                layout.addWidget(self._field(name, self.tr(title), self.tr(hint)))
        head = row(Label(self.tr("Discussion"), "dense_strong"), None, self._more, gap=8)
        area = scrolling(self._sbar, bar=True)
        area.setMaximumHeight(220)
        area.hide()
        self._sbar_area = area
        inner = column(gap=6, margins=(20, 10, 20, 12))
        inner.addLayout(head)
        inner.addWidget(discussion)
        inner.addWidget(area)
        return framed(inner, "foot")

    def _field(self, name: str, title: str, hint: str) -> TextArea:
        area = TextArea(title, lines=2, hint=hint)
        area.changed.connect(lambda: self.typed.emit(name, area.edit.toPlainText()))
        self.fields[name] = area
        return area

    def _show_sbar(self) -> None:
        shown = not self._sbar_area.isVisible()
        self._sbar.setVisible(shown)
        self._sbar_area.setVisible(shown)
        if shown:
            self.fields["situation"].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- showing ----------------------------------------------------------------------------------------------

    def set_texts(self, texts: dict[str, str]) -> None:
        """Puts the notes in, without telling that they were typed."""
        for name, text in texts.items():
            area = self.fields[name]
            if area.edit.toPlainText() != text:
                area.edit.blockSignals(True)
                area.set_text(text)
                area.edit.blockSignals(False)

    def set_enabled_notes(self, enabled: bool) -> None:
        """Only who takes the notes writes them."""
        for area in self.fields.values():
            area.edit.setReadOnly(not enabled)

    def show_item(self, view: ItemView | None, place: int, total: int, today: date, *, running: bool) -> None:
        """Shows an item; None: the agenda is empty."""
        clear(self._head)
        clear(self._content)
        self._answers = []
        if view is None:
            empty = EmptyState(self.tr("Nobody is on the agenda"), self.tr("Add people while preparing the meeting."))
            self._content.addWidget(empty)
            return
        if view.paper is None:
            self._topic(view, place, total)
        else:
            self._person(view.paper, view, place, total)
            self._summary(view.paper, view, today, running=running)
        self._content.addStretch(1)

    def first_unanswered(self) -> QWidget | None:
        """The first button that still wants an answer."""
        return self._answers[0] if self._answers else None

    def _topic(self, view: ItemView, place: int, total: int) -> None:
        name = Label(view.item.topic, "name", elide=True)
        self._head.addLayout(row(name, None, self._place(place, total)))
        self._content.addWidget(question(view.item.question, self.tr("Question for the meeting")))

    def _place(self, place: int, total: int) -> Label:
        return Label(self.tr("Item {n} of {all}").format(n=place, all=total), "dense", "muted")

    def _person(self, paper: PersonPaper, view: ItemView, place: int, total: int) -> None:
        who = identity(paper)
        names = FlowLayout(
            Label(f"{who.family},", "name", elide=True), Label(who.given, "given", elide=True), gap=6, row_gap=0
        )
        line = row(gap=12)
        line.addWidget(box(names), 1)
        line.addWidget(self._place(place, total), 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(line)
        facts = [
            fact(self.tr("Born"), paper.born),
            fact(self.tr("Gender"), paper.sex),
            fact(self.tr("NHS No."), nhs_number.stated(paper.nhs_number)),
        ]
        if paper.died:
            facts.append(fact(self.tr("Died"), paper.died))
        self._head.addWidget(box(FlowLayout(*facts, gap=20, row_gap=0)))
        self._head.addSpacing(6)
        self._head.addWidget(box(FlowLayout(*chips(paper, view.item.told), gap=8)))

    def _summary(self, paper: PersonPaper, view: ItemView, today: date, *, running: bool) -> None:
        self._content.addWidget(question(paper.question, self.tr("Question for the meeting")))
        waits = running and bool(view.unanswered)
        if waits:
            self._earlier(view.earlier, today, running=running)  # the item is not done before they are answered
        if paper.reason:
            self._content.addWidget(lead(self.tr("Why now:"), paper.reason))
        self._content.addWidget(lead(self.tr("What matters:"), paper.what_matters or self.tr("nobody has said yet")))
        left, right = column(gap=0), column(gap=0)
        self._changes(left, paper)
        self._needs(right, paper.needs)
        left.addStretch(1)
        right.addStretch(1)
        pair = Columns((box(left), 0), (box(right), 0), gap=24)
        self._content.addWidget(pair)
        if view.earlier and not waits:
            self._earlier(view.earlier, today, running=running)
        asked = {one.id for one in view.earlier}
        open_ones = [one for one in paper.actions if one.done_on is None and one.action_id not in asked]
        if open_ones:
            self._open_actions(open_ones, today)
        self._content.addWidget(lead(self.tr("Plan:"), paper.plan))
        if paper.services:
            self._content.addWidget(lead(self.tr("Also caring:"), "; ".join(paper.services)))
        if view.since_papers:
            words = self.tr("{n} more recorded since the papers were frozen").format(n=view.since_papers)
            self._content.addWidget(Paragraph(words, "caption", "muted"))

    def _changes(self, layout: QVBoxLayout, paper: PersonPaper) -> None:
        if paper.last_discussed_on is None:
            layout.addWidget(Label(self.tr("Since the last meeting"), "dense_strong", elide=True))
            layout.addSpacing(6)
            layout.addWidget(Rule())
            layout.addWidget(box(row(Label(self.tr("New to MDT"), "dense", "muted"), None, margins=(0, 8, 0, 8))))
            return
        said = self.tr("Since the last meeting, {day}").format(day=dates.shown(paper.last_discussed_on))
        layout.addWidget(Paragraph(said, "dense_strong"))
        layout.addSpacing(6)
        for change in paper.changes[:_MOST]:
            layout.addWidget(Rule())
            layout.addWidget(change_line(change))
        self._more_line(layout, len(paper.changes))

    def _needs(self, layout: QVBoxLayout, needs: tuple[NeedLine, ...]) -> None:
        layout.addWidget(Label(self.tr("Needs and goals"), "dense_strong", elide=True))
        layout.addSpacing(6)
        for need in needs[:_MOST]:
            layout.addWidget(Rule())
            layout.addWidget(need_line(need))
        if not needs:
            layout.addWidget(Rule())
            layout.addWidget(box(row(Label(self.tr("None recorded"), "dense", "muted"), None, margins=(0, 8, 0, 8))))
        self._more_line(layout, len(needs))

    def _more_line(self, layout: QVBoxLayout, count: int) -> None:
        if count > _MOST:
            words = self.tr("{n} more, see record").format(n=count - _MOST)
            layout.addWidget(Label(words, "caption", "muted"))

    def _earlier(self, actions: tuple[ActionRow, ...], today: date, *, running: bool) -> None:
        self._content.addWidget(Label(self.tr("Actions from last time"), "dense_strong"))
        lines = column()
        for action in actions:
            lines.addWidget(self._earlier_line(action, today, running=running))
            lines.addWidget(Rule())
        self._content.addWidget(box(lines))

    def _earlier_line(self, action: ActionRow, today: date, *, running: bool) -> QWidget:
        line = row(gap=12, margins=(0, 6, 0, 6))
        done = action.status == "done"
        tick = Painted(18, 20, lambda p, r: paint.check_box(p, 0, r.center().y(), on=done), "")
        line.addWidget(tick)
        line.addLayout(column(Paragraph(action.text, "dense"), Label(action.owner, "caption", "muted", elide=True)), 1)
        words, token = standing(action, today)
        line.addWidget(Label(words, "dense_strong", token))
        if running and action.open and not action.answer:
            for act, answer in (
                ("meetings.answer_done", Answer.DONE),
                ("meetings.answer_carry", Answer.CARRY),
                ("meetings.answer_drop", Answer.DROP),
            ):
                line.addWidget(self._answer(act, action, answer))
        return box(line)

    def _answer(self, act: str, action: ActionRow, answer: Answer) -> QWidget:
        made = act_button(act, lambda: self.answered.emit(action, answer), height=28)
        made.setAccessibleName(f"{made.text()}: {action.text}")
        self._answers.append(made)
        return made

    def _open_actions(self, actions: list[ActionLine], today: date) -> None:
        self._content.addWidget(Label(self.tr("Other open actions"), "dense_strong"))
        lines = column()
        for action in actions[:_MOST]:
            due = dates.shown(action.due_on)
            late = action.due_on is not None and action.due_on < today
            line = row(gap=12, margins=(0, 6, 0, 6))
            line.addWidget(Paragraph(action.text or withheld(action.withheld), "dense"), 3)
            line.addWidget(Label(action.owner, "dense", elide=True), 1)
            line.addWidget(Label(due, "dense_strong" if late else "dense", "red_text" if late else "ink"))
            lines.addWidget(box(line))
            lines.addWidget(Rule())
        self._more_line(lines, len(actions))
        self._content.addWidget(box(lines))
