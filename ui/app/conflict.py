"""Two people changed the same thing: what differs, yours left and theirs right, a choice for each.

Nothing is written until "Save choices"; texts can be kept both, in order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.app.conflict_rows import LABELS, Pick, Row
from ui.app.merging import Choices, Difference, Side
from ui.app.messages import plural
from ui.app.shell import Shell, as_widget
from ui.widgets.buttons import Button, Link
from ui.widgets.identity import Identity
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, framed, row, scrolling
from ui.widgets.marks import Rule, disc, icon
from ui.widgets.overlay import Overlay, height_at

SMALL = 900  # a window at 200 %: names and times stand under each other


@dataclass(frozen=True)
class Version:
    """Whose words: a name, initials, and when in words (10:41, not yet saved)."""

    name: str
    initials: str
    when: str


_AROUND = 196  # the head, the names of the two sides and the foot


class ConflictDialog(Overlay):
    """`decided` gives the choice for each field that differs; Esc goes back to the form, with nothing written.

    agree: the names of the fields that both say alike, folded away. kept: what was put together without asking.
    """

    decided = Signal(object)

    def __init__(
        self,
        shell: Shell,
        title: str,
        person: Identity | None,
        yours: Version,
        theirs: Version,
        differences: Sequence[Difference],
        *,
        agree: Sequence[str] = (),
        kept: str = "",
        decided: Callable[[Choices], object] | None = None,
    ) -> None:
        super().__init__(as_widget(shell), title)
        self.panel.setObjectName("dialog")
        self._theirs = theirs
        self._rows = [Row(one, yours.name, theirs.name) for one in differences]
        self._count = Label("", "dense_strong")
        self._save = Button(self.tr("Save choices"), "primary", key="Ctrl ↵")
        self._save.clicked.connect(self._decide)
        if decided is not None:
            self.decided.connect(decided)
        body = column()
        for one in self._rows:
            one.chosen.connect(self._say)
            body.addWidget(one)
            body.addWidget(Rule())
        self._tail = box(self._below(agree, kept))
        body.addWidget(self._tail)
        body.addStretch(1)
        self._inner = box(body)
        whole = column(margins=(1, 1, 1, 1))
        whole.addWidget(self._head(title, person, len(differences), len(agree)))
        whole.addWidget(self._sides(yours, theirs))
        self._area = scrolling(self._inner, bar=True)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._foot())
        self.panel.setLayout(whole)
        self._picks = [(one.mine, one.other) for one in self._rows]
        for pair in self._picks:
            for pick in pair:
                pick.moved.connect(self._go)
        self._say()

    def _below(self, agree: Sequence[str], kept: str) -> QVBoxLayout:
        """What was put together unasked, and the fields that agree, folded away."""
        below = column(gap=8, margins=(24, 12, 24, 12))
        if kept:
            below.addWidget(Paragraph(self.tr("Put together already. {what}").format(what=kept), "dense", "muted"))
        if not agree:
            return below
        words = plural(len(agree), self.tr("1 field agrees"), self.tr("{n} fields agree"))
        self._fold = Link(words, "dense", "muted")
        self._fold.set_icon("chevron_right")
        self._fold.clicked.connect(self._unfold)
        self._agreeing = Paragraph(", ".join(agree), "dense", "muted")
        self._agreeing.hide()
        below.addLayout(row(self._fold, None))
        below.addWidget(self._agreeing)
        return below

    def _unfold(self) -> None:
        show = self._agreeing.isHidden()
        self._agreeing.setVisible(show)
        self._fold.set_icon("chevron_down" if show else "chevron_right")
        self.fit()

    def _go(self, columns: int, rows: int) -> None:
        pick = self.sender()
        if not isinstance(pick, Pick):
            return
        line = next(n for n, pair in enumerate(self._picks) if pick in pair)
        place = min(1, max(0, self._picks[line].index(pick) + columns))
        target = self._picks[min(len(self._picks) - 1, max(0, line + rows))][place]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(target, 8, 24)

    def _head(self, title: str, person: Identity | None, differ: int, agree: int) -> QFrame:
        words = column(Label(title, "lead", elide=True), gap=0)
        if person is not None:
            whole = person._replace(nhs=person.nhs.replace(" ", "\u00a0")).words()  # a number never breaks
            words.addWidget(Paragraph(whole, "dense", "muted"))
        line = row(gap=10, margins=(24, 14, 24, 14))
        line.addWidget(icon("alert", 18, "amber"))
        line.addLayout(words, 1)
        said = plural(differ, self.tr("1 field differs"), self.tr("{n} fields differ"))
        said += self.tr(", {n} agree").format(n=agree) if agree else ""
        line.addWidget(Label(said, "dense", "muted"))
        made = column()
        made.addLayout(line)
        made.addWidget(Rule())
        return framed(made, "")

    def _sides(self, yours: Version, theirs: Version) -> QFrame:
        small = self.window().width() < SMALL
        line = row(gap=16, margins=(24, 10, 24, 10))
        line.addSpacing(LABELS + 16)  # no gap is made beside a spacer
        for version, side, tone in ((yours, Side.YOURS, "blue"), (theirs, Side.THEIRS, "green")):
            every = Link(self.tr("Choose all"))
            every.setAccessibleName(self.tr("Choose all of {name}").format(name=version.name))
            every.clicked.connect(lambda _checked=False, side=side: self._choose_all(side))
            part = row(disc(24, tone, version.initials), gap=8)
            name, when = (
                Label(version.name, "dense_strong", elide=True),
                Label(version.when, "caption", "muted", elide=True),
            )
            part.addLayout(column(name, when) if small else row(name, when), 1 if small else 0)
            if not small:
                part.addStretch(1)
            part.addWidget(every)
            line.addLayout(part, 1)
        return framed(line, "head")

    def _foot(self) -> QFrame:
        said = self.tr("Nothing is written until you save. Undo puts the saved version back.")
        words = column(self._count, Paragraph(said, "caption", "muted"))
        back = Button(self.tr("Keep editing"), key="Esc")
        back.clicked.connect(self.dismiss)
        line = row(gap=12, margins=(24, 14, 24, 14))
        line.addLayout(words, 1)
        line.addWidget(back)
        line.addWidget(self._save)
        made = framed(line, "foot")
        made.setProperty("of", "dialog")
        return made

    def place(self, width: int, height: int) -> None:
        wide = min(1112, width - 32)
        rows = sum(one.height_at(wide - 12) for one in self._rows)
        high = min(_AROUND + rows + height_at(self._tail, wide - 12), height - 32)
        self.panel.setGeometry((width - wide) // 2, max(16, (height - high) // 2), wide, high)

    def choices(self) -> Choices:
        """What is chosen so far."""
        return {one.difference.name: side for one in self._rows if (side := one.side()) is not None}

    def _choose_all(self, side: Side) -> None:
        for one in self._rows:
            one.choose(side)
        self._say()

    def _say(self) -> None:
        chosen, total = len(self.choices()), len(self._rows)
        self._count.say(self.tr("{chosen} of {total} chosen").format(chosen=chosen, total=total))
        self._save.setEnabled(chosen == total)

    def _decide(self) -> None:
        if self._save.isEnabled():
            choices = self.choices()
            self.close_overlay()
            self.decided.emit(choices)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._decide()
        else:
            super().keyPressEvent(event)
