"""Cards, strips, empty states and the sunk foot of a card."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.buttons import Button, Link
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, framed, row
from ui.widgets.marks import icon
from ui.widgets.speaking import announce
from ui.widgets.theme import set_property

ONE_LINE, FOLDED = 420, 340  # how wide an empty state's words stand: unbroken, and on several lines


class Card(QFrame):
    """A white box with a header row of title, caption, stretch and links or controls. Content goes into `body`.

    tone: "" (white), "blue" (the one next thing), "sunk".
    """

    def __init__(self, title: str = "", caption: str = "", *tools: QWidget, tone: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setProperty("tone", tone)
        if title:
            self.setAccessibleName(title)
        self.body = column()
        self.setLayout(self.body)
        self.title = Label(title, "section", elide=True)
        self.caption = Label(caption, "caption", "muted", elide=True)
        if title:
            slack = 2 if tools and tools[-1].property("kind") == "quiet" else 0  # a link is 24 in a 20 line
            head = row(margins=(16, 12 - slack, 16, 8 - slack))
            head.addWidget(self.title)
            head.addWidget(self.caption)
            head.addStretch(1)
            for tool in tools:
                head.addWidget(tool)
            self.body.addLayout(head)

    def inside(self, *items: QWidget | int | None, gap: int = 0, bottom: int = 16) -> QVBoxLayout:
        """Adds a column of content with the card's padding, and gives it."""
        made = column(*items, gap=gap, margins=(16, 0, 16, bottom))
        self.body.addLayout(made)
        return made


def foot(*parts: QWidget, first: QWidget | None = None) -> QFrame:
    """The sunk line under a card; with `first` at the left, the parts go to the right."""
    if first:
        return framed(row(first, None, *parts, gap=16, margins=(16, 8, 16, 7)), "foot")
    layout = row(margins=(16, 8, 16, 7))
    layout.addWidget(box(FlowLayout(*parts, gap=16)), 1)
    return framed(layout, "foot")


class Strip(QFrame):
    """One sentence that needs notice, in a tint, with an icon and at most one link."""

    acted = Signal()

    def __init__(
        self, words: str = "", tone: str = "blue", symbol: str = "", *, lead: str = "", action: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("kind", "strip")
        self._line = row(gap=10, margins=(14, 10, 14, 10))
        self._words = Paragraph("", "dense")
        self._link = Link(action)
        self._link.clicked.connect(self.acted)
        self._holder = column()
        self._line.addLayout(self._holder)
        self._line.addWidget(self._words, 1)
        self._line.addWidget(self._link, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(words, tone, symbol, lead=lead, action=action)

    def say(self, words: str, tone: str = "blue", symbol: str = "", *, lead: str = "", action: str = "") -> None:
        """Other words, tone and action."""
        set_property(self, "tone", tone)
        clear(self._holder)
        self._holder.addWidget(icon(symbol or ("info" if tone in ("blue", "green") else "alert"), 18, tone))
        self._holder.addStretch(1)
        whole = f"{lead} {words}".strip()
        self._words.say(whole, lead=len(lead))
        self.setAccessibleName(whole)
        if tone == "red" and self.window().isVisible():
            announce(self, whole, urgent=True)  # an error that no field has, so no focus goes to it
        self._link.setText(action)
        self._link.setVisible(bool(action))


class EmptyState(QWidget):
    """One line saying what would be here, and one button. No drawings."""

    def __init__(
        self, title: str, words: str = "", action: str = "", do: Callable[[], object] | None = None, *, key: str = ""
    ) -> None:
        super().__init__()
        self._title = Label(title, "body_strong", elide=True)
        self._line, self._words = Label(words, "dense", "muted", elide=True), Paragraph(words, "dense", "muted")
        self.setAccessibleName(f"{title}. {words}".strip())
        inner = column(gap=4)
        inner.addLayout(row(None, self._title, None))
        inner.addLayout(row(None, self._line, None))
        inner.addLayout(row(None, self._words, None))
        self.button = Button(action, height=28, key=key)
        if action and do is not None:
            self.button.clicked.connect(do)
            inner.addSpacing(8)
            inner.addLayout(row(None, self.button, None))
        else:
            self.button.hide()
        layout = column(margins=(16, 24, 16, 24))
        layout.addStretch(1)
        layout.addLayout(inner)
        layout.addStretch(1)
        self.setLayout(layout)
        self._fold(ONE_LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(event.size().width() - 32)

    def _fold(self, room: int) -> None:
        """The words on one line where they fit, else on as many as they need: never cut."""
        folded = self._line.sizeHint().width() > min(ONE_LINE, room)
        wide = max(60, min(FOLDED, room))
        self._words.setFixedWidth(wide)
        self._words.fit(wide)
        self._line.setVisible(not folded)
        self._words.setVisible(folded)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.button.hasFocus():
            QTimer.singleShot(0, self, self._to_the_list)

    def _to_the_list(self) -> None:
        """The list that came instead takes the keyboard; Qt's next stop could be a button that takes away."""
        from PySide6.QtWidgets import QAbstractItemView  # noqa: PLC0415 (costs more than a millisecond; not before the first paint)

        around = self.parentWidget()
        if not self.isHidden() or around is None:
            return
        views = [view for view in around.findChildren(QAbstractItemView) if view.isVisible()]
        if views:
            views[0].setFocus(Qt.FocusReason.OtherFocusReason)
