"""The right of the live meeting: decisions, actions agreed, when the person comes back."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from inteam.meetings.queries_live import ActionRow, ItemView
from inteam.meetings.queries_record import DecisionRow
from inteam.meetings.rules import Again
from ui.app.acts import act_button
from ui.meetings.action_line import ActionLine, Colleague
from ui.meetings.decision_box import DecisionBox
from ui.meetings.words import initials
from ui.widgets import dates
from ui.widgets.buttons import FilterChip, IconButton
from ui.widgets.cards import Strip
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, framed, row, scrolling
from ui.widgets.marks import disc

_AGAIN = (
    (Again.TWO_WEEKS, "In 2 weeks"),
    (Again.FOUR_WEEKS, "4 weeks"),
    (Again.NO_FURTHER, "No further MDT"),
    (Again.CLOSE, "Close"),
)


class DecisionsPanel(QFrame):
    """decided(box), undecided(box), agreed(entry), again(value), back(), forward(), withdrawn(action)."""

    decided = Signal(object)
    undecided = Signal(object)
    withdrawn = Signal(object)
    agreed = Signal(object)
    again_chosen = Signal(object)
    back = Signal()
    forward = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Decisions and actions"))
        self._item: UUID | None = None
        self._running = self._about_person = True
        self.boxes: list[DecisionBox] = []
        self._boxes = column(gap=12)
        self._another = act_button("meetings.another_decision", self._add_box, "quiet", height=28)
        self._count = Label("", "dense", "muted")
        self._cards = column(gap=8)
        self.line = ActionLine(today)
        self.line.agreed.connect(self.agreed)
        self._chips: dict[Again, FilterChip] = {}
        self._live = Label("", "caption", "muted")
        head = row(Label(self.tr("Decisions and actions"), "section", elide=True), None, self._live)
        head.setContentsMargins(16, 12, 16, 8)
        self._closed = Strip()
        self._closed.hide()
        self._again_title = Label(self.tr("Discuss again"), "dense_strong")
        self._again = self._again_row()
        inner = column(gap=6, margins=(16, 0, 16, 16))
        inner.addWidget(self._closed)
        self._decision_title = Label(self.tr("Decision"), "dense_strong")
        self._actions_title = Label(self.tr("Actions"), "dense_strong")
        inner.addWidget(self._decision_title)
        inner.addLayout(self._boxes)
        inner.addLayout(row(self._another, None))
        inner.addSpacing(6)
        inner.addLayout(row(self._actions_title, self._count, None, gap=6))
        inner.addLayout(self._cards)
        inner.addWidget(self.line)
        inner.addSpacing(10)
        inner.addWidget(self._again_title)
        inner.addWidget(self._again)
        inner.addStretch(1)
        layout = column(head)
        layout.addWidget(scrolling(box(inner), bar=True), 1)
        layout.addWidget(self._foot())
        self.setLayout(layout)

    def _again_row(self) -> QWidget:
        for value, words in _AGAIN:
            made = FilterChip(self.tr(words))
            made.clicked.connect(lambda _on=False, value=value: self._choose(value))
            self._chips[value] = made
        return box(FlowLayout(*self._chips.values(), gap=8))

    def _foot(self) -> QWidget:
        self.back_button = act_button("meetings.back", self.back.emit)
        self.back_button.set_icon("chevron_left")
        self.next_button = act_button("meetings.next", self.forward.emit, "primary")
        line = row(gap=8, margins=(12, 12, 12, 12))
        line.addWidget(self.back_button)
        line.addStretch(1)
        line.addWidget(self.next_button)
        return framed(line, "foot")

    # --- showing ----------------------------------------------------------------------------------------------

    def set_people(self, people: list[Colleague]) -> None:
        """Who can be given an action."""
        self.line.set_people(people)

    def set_running(self, running: bool, words: str, why_not: str = "") -> None:
        """Whether anything may be entered; words: Live, or how it stands; why_not stands instead of the boxes."""
        self._live.say(words)
        self._running = running
        self._closed.say(why_not)
        self._closed.setVisible(not running)
        for part in (self._another, self._again_title, self._again):
            part.setVisible(running)
        self._decision_title.setVisible(running or any(not one.empty for one in self.boxes))
        self._actions_title.setVisible(running or self._cards.count() > 0)
        self.line.setVisible(running and self._about_person)
        for one in self.boxes:
            one.setEnabled(running)
            one.setVisible(running or not one.empty)

    def show_item(self, view: ItemView | None) -> None:
        """Shows an item; what is being typed about the same one stays."""
        if view is None:
            self._item = None
            self._make_boxes([])
            self._show_actions(())
            return
        if view.item.id != self._item:
            self._item = view.item.id
            self._make_boxes(list(view.decisions))
            self.line.clear()
        else:
            self._sync(list(view.decisions))
        self._show_actions(view.agreed)
        self.show_again(Again(view.item.again) if view.item.again else None)
        self._about_person = view.paper is not None

    def show_again(self, chosen: Again | None) -> None:
        """Which chip is on."""
        for value, made in self._chips.items():
            made.setChecked(value is chosen)

    def chosen_again(self) -> Again | None:
        """Which chip is on."""
        return next((value for value, made in self._chips.items() if made.isChecked()), None)

    def flush(self) -> None:
        """Save what is typed and not saved."""
        for one in self.boxes:
            one.flush()

    def _choose(self, value: Again) -> None:
        on = self._chips[value].isChecked()
        self.show_again(value if on else None)
        self.again_chosen.emit(value if on else None)

    def _make_boxes(self, rows: list[DecisionRow]) -> None:
        clear(self._boxes)
        self.boxes = []
        for one in rows:
            self._put(DecisionBox(one))
        if not rows:
            self._put(DecisionBox(None))

    def _put(self, made: DecisionBox, *, before_empty: bool = False) -> None:
        made.ready.connect(self.decided)
        made.withdrawn.connect(self.undecided)
        made.setEnabled(self._running)
        place = len(self.boxes)
        if before_empty and self.boxes and self.boxes[-1].kept.id is None:
            place -= 1
        self.boxes.insert(place, made)
        self._boxes.insertWidget(place, made)

    def took_back(self, gone: DecisionBox) -> None:
        """A decision was taken back: its box goes, and the keyboard is where the next one is typed."""
        if not any(one is gone for one in self.boxes):
            return  # another item is shown, or it was read again already
        self._drop(gone)
        if not self.boxes:
            self._put(DecisionBox(None))
        self.boxes[-1].words.edit.setFocus()

    def _drop(self, gone: DecisionBox) -> None:
        self.boxes.remove(gone)
        self._boxes.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _add_box(self) -> None:
        if not self.boxes or not self.boxes[-1].empty:
            self._put(DecisionBox(None))
        self.boxes[-1].words.edit.setFocus()

    def _sync(self, rows: list[DecisionRow]) -> None:
        """Boxes as the record has them now: a colleague's decision comes, one taken back goes, typing stays."""
        known = {one.kept.id: one for one in self.boxes if one.kept.id}
        there = {shown.id for shown in rows}
        for shown in rows:
            if shown.id in known:
                known[shown.id].sync(shown)
            elif not any(one.kept.id is None and one.entry().text.strip() == shown.text for one in self.boxes):
                self._put(DecisionBox(shown), before_empty=True)
        for one in [made for made in self.boxes if made.kept.id and made.kept.id not in there and made.settled]:
            self._drop(one)
        if not self.boxes:
            self._put(DecisionBox(None))

    def _show_actions(self, actions: tuple[ActionRow, ...]) -> None:
        clear(self._cards)
        self._count.say(self.tr("{n} agreed").format(n=len(actions)) if actions else "")
        for action in actions:
            self._cards.addWidget(self._card(action))

    def _card(self, action: ActionRow) -> QWidget:
        take_back = IconButton("cross", self.tr("Take back: {words}").format(words=action.text), 24, icon_size=14)
        take_back.setProperty("act", "meetings.take_back")
        take_back.clicked.connect(lambda: self.withdrawn.emit(action))
        first = row(gap=8)
        first.addWidget(Paragraph(action.text, "dense_strong"), 1)
        first.addWidget(take_back)
        who = Label(action.owner, "dense", "muted", elide=True)
        second = row(disc(24, "blue", initials(action.owner)), gap=8)
        second.addWidget(who, 1)
        second.addWidget(Label(dates.shown(action.due_on), "dense", "muted"))
        made = QFrame()
        made.setObjectName("mdtAction")
        made.setLayout(column(first, 2, second, margins=(12, 8, 10, 8)))
        made.setAccessibleName(f"{action.text}, {action.owner}, {dates.shown(action.due_on)}")
        return made
