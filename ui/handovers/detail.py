"""The card beside the board: what is handed over, from whom to whom, and the answer."""

from datetime import date

from PySide6.QtWidgets import QWidget

from inteam.meetings.queries_handover_board import BoardRow
from inteam.people import dates
from ui.app.messages import plural
from ui.handovers import words
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.identity import identity_head
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, scrolling


class Detail(Card):
    """Shows one handover whole; its buttons are those that its state allows."""

    def __init__(self, accept: Button, refuse: Button, take_back: Button) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("The handover"))
        self._said = column(gap=12, margins=(16, 14, 16, 14))
        self._area = scrolling(box(self._said), bar=True)
        self.accept, self.refuse, self.take_back = accept, refuse, take_back
        self._acts = box(FlowLayout(self.accept, self.refuse, self.take_back, gap=8, row_gap=8))
        self._foot = box(column(self._acts, margins=(16, 8, 16, 14)))
        self._empty = EmptyState(self.tr("No handover chosen"), self.tr("Choose one to read it whole."))
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._foot)
        self.body.addWidget(self._empty, 1)
        self.show_row(None, date.min)

    def show_row(self, one: BoardRow | None, today: date) -> None:
        """What is chosen, or that nothing is."""
        for part in (self._area, self._foot):
            part.setVisible(one is not None)
        self._empty.setVisible(one is None)
        if one is None:
            return
        clear(self._said)
        for widget in _parts(one, today):
            self._said.addWidget(widget)
        self._said.addStretch(1)
        self.accept.setVisible(one.waits and one.mine)
        self.refuse.setVisible(one.waits and one.mine)
        self.take_back.setVisible(one.waits and not one.mine)
        self._foot.setVisible(one.waits)


def _parts(one: BoardRow, today: date) -> list[QWidget]:
    said, tone = words.standing(one)
    made: list[QWidget] = [identity_head(words.say("Handover"), words.identity(one))]
    way = words.say("{sender} to {receiver}").format(sender=one.from_worker, receiver=one.to_worker)
    made.append(Paragraph(way, "body_strong"))
    facts = [words.on_pathway(one), words.kind(one.kind)]
    facts.append(words.say("from {day}").format(day=dates.short(one.effective_from)))
    facts.append(plural(one.open_actions, words.say("1 open action"), words.say("{n} open actions")))
    made.append(Paragraph(" · ".join(facts), "dense", "muted"))
    by, colour = words.answer_by(one, today)
    if by:
        made.append(Label(words.say("Answer by {day}").format(day=by), "dense_strong", colour or "ink", elide=True))
    if not one.waits:
        made.append(Label(said, "dense_strong", "red" if tone == "red" else "ink", elide=True))
    if step := words.next_step(one):
        made.append(Paragraph(step, "dense"))
    for title, text in (
        (words.say("Why it was refused"), one.refusal_reason),
        (words.say("What to know"), one.situation),
        (words.say("What is asked"), one.recommendation),
        (words.say("In the next seven days"), one.next_7_days),
    ):
        if text.strip():
            made.append(box(column(Label(title, "caption_strong", "muted"), Paragraph(text, "dense"), gap=2)))
    return made
