"""Things over the page: the sheet and the dialog with their scrim."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from ui.widgets import theme
from ui.widgets.buttons import Button
from ui.widgets.focus import FocusRing
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import NO_LIMIT, box, column, framed, row, scrolling

SLIDE_MS = 160
OVER_SHEETS = "overSheets"  # a property of the shortcuts that do not rest while a sheet is open
EDGE = 2  # a panel's border and the margin inside it


class Overlay(QWidget):
    """A scrim over the window with a panel on it. Tab stays inside; Esc closes.

    Focus goes to `first` on opening and back to where it was on closing. One that is closed is deleted.
    """

    closed = Signal()
    keys: ClassVar[Sequence[tuple[str, str]]] = ()  # for F1: those that stand on none of its buttons

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self._before: QWidget | None = None
        self._resting: list[QShortcut] = []
        self._how_led = Qt.FocusReason.OtherFocusReason
        self.panel = QFrame(self)
        self.panel.setAccessibleName(name)
        self.setAccessibleName(name)
        window.installEventFilter(self)
        self.hide()

    def open(self, first: QWidget | None = None) -> None:
        """Shows it over everything, with the focus in `first`."""
        self._before = self.window().focusWidget()  # also right before the window is active
        ring = self.window().findChild(FocusRing)
        if ring is not None and ring.follows(self._before):
            self._how_led = Qt.FocusReason.TabFocusReason  # whoever is led by the ring is led on by it
        self._rest_others()
        self.fit()
        self.raise_()
        self.show()
        self.fit()  # again: only what is shown takes the height that its words need
        self.arrive()
        target = first or next(iter(self._stops()), None)
        if target is not None:
            target.setFocus(self._how_led)

    def _rest_others(self) -> None:
        """Two shortcuts of one key are none: those of the page underneath rest while this is open."""
        all_keys = self.window().findChildren(QShortcut)
        known = [one for one in all_keys if one.isEnabled() and not one.property(OVER_SHEETS)]
        self._resting += [one for one in known if not self.isAncestorOf(one.parent())]  # type: ignore[arg-type]  # (a widget)
        for one in self._resting:
            one.setEnabled(False)

    def _wake_others(self) -> None:
        for one in self._resting:
            if isValid(one):
                one.setEnabled(True)
        self._resting = []

    def arrive(self) -> None:
        """The movement on opening; none unless a child class has one."""

    def place(self, width: int, height: int) -> None:
        """Where the panel stands in a window of this size."""
        raise NotImplementedError

    def fit(self) -> None:
        """Covers the window and puts the panel where it belongs."""
        area = self.window().rect()
        self.setGeometry(area)
        self.place(area.width(), area.height())

    def dismiss(self) -> None:
        """Esc, the cross or a press outside. A form keeps its draft first, then closes."""
        self.close_overlay()

    def close_overlay(self) -> None:
        """Goes, and gives the focus back."""
        if self.isHidden():
            return
        self.window().removeEventFilter(self)
        self._wake_others()
        self.hide()
        self._give_back()
        self.closed.emit()
        self.deleteLater()

    def _give_back(self) -> None:
        """The focus goes where it was, or around it: the widget may have gone or been hidden in the meantime."""
        target = self._before if self._before is not None and isValid(self._before) else None
        while target is not None and not (target.isVisible() and target.isEnabled()):
            target = target.parentWidget()
        (target or self.window()).setFocus(self._how_led)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.fit()
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 (Qt's name)
        """Qt asks each parent of the focused widget in turn, so overriding here is the trap."""
        order = self._stops()
        if not order:
            return True
        now = QApplication.focusWidget()
        place = order.index(now) if now in order else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        order[(place + (1 if next else -1)) % len(order)].setFocus(reason)
        return True

    def _stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        stops = [stop for stop in self.panel.findChildren(QWidget) if self._is_stop(stop)]
        if not stops:
            return []
        order: list[QWidget] = []
        step: QWidget | None = self.panel
        seen: set[QWidget] = set()
        while step is not None and step not in seen:
            seen.add(step)
            if step in stops:
                order.append(step)
            step = step.nextInFocusChain()
        return order

    @staticmethod
    def _is_stop(widget: QWidget) -> bool:
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return takes_tab and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("scrim"))


class Sheet(Overlay):
    """A panel at the right over the whole height, 560 wide: forms about one thing."""

    def __init__(self, window: QWidget, name: str, width: int = 560) -> None:
        super().__init__(window, name)
        self._width = width
        self.panel.setObjectName("sheet")

    def place(self, width: int, height: int) -> None:
        wide = min(self._width, width)
        self.panel.setGeometry(width - wide, 0, wide, height)

    def arrive(self) -> None:
        duration = theme.milliseconds(SLIDE_MS)
        if not duration:
            return
        from PySide6.QtCore import QEasingCurve, QPropertyAnimation  # noqa: PLC0415 (costs more than a millisecond; not before the first paint)

        end = self.panel.pos()
        slide = QPropertyAnimation(self.panel, b"pos", self)
        slide.setDuration(duration)
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.setStartValue(end + QPoint(self.panel.width(), 0))
        slide.setEndValue(end)
        slide.start()


def height_at(widget: QWidget, width: int) -> int:
    """How high a widget of paragraphs wants to stand at a width; afterwards it is free again."""
    widget.setFixedWidth(width)
    layout = widget.layout()
    if layout is not None:
        layout.activate()
    height = widget.sizeHint().height()
    widget.setMinimumWidth(0)
    widget.setMaximumWidth(NO_LIMIT)
    return height


class Dialog(Overlay):
    """A box in the middle: head, body that scrolls, and a sunk foot with the primary button at the right.

    Put content into `body`; add buttons with `buttons(...)`. `top` stands it at a height instead of the middle.
    """

    def __init__(
        self, window: QWidget, title: str, *, width: int = 480, height: int = 0, note: str = "", top: int = 0
    ) -> None:
        super().__init__(window, title)
        self._width, self._height, self._top = width, height, top
        self.panel.setObjectName("dialog")
        self.title = Label(title, "lead", elide=True)
        self.note = Paragraph(note, "dense", "muted")
        self.head = column(self.title, self.note, gap=4, margins=(24, 18, 24, 12))
        self.body = column(gap=16, margins=(24, 4, 24, 20))
        inner = box(self.body)
        self._area = scrolling(inner, bar=True)
        self._area.setMinimumHeight(1)  # a scroll area asks for more than a dialog without fields has
        self._inner = inner
        self._foot = row(gap=12, margins=(24, 14, 24, 14))
        self._foot.addStretch(1)
        layout = column()
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addLayout(self.head)
        layout.addWidget(self._area, 1)
        foot = framed(self._foot, "foot")
        foot.setProperty("of", "dialog")
        layout.addWidget(foot)
        self.panel.setLayout(layout)
        self.note.setVisible(bool(note))  # once it has its place, as a widget without one is a window

    def buttons(self, *buttons: Button, first: QWidget | None = None) -> None:
        """The foot: quiet ones first, the primary one last. `first` stands at the left."""
        if first is not None:
            self._foot.insertWidget(0, first, 1)
        for button in buttons:
            self._foot.addWidget(button)

    def place(self, width: int, height: int) -> None:
        wide = min(self._width, width - 32)
        self.panel.setFixedWidth(wide)
        self.note.fit(wide - 50)  # the head's margins and the border
        inner = height_at(self._inner, wide - 2 * EDGE)
        needed = self.head.sizeHint().height() + inner + self._foot.sizeHint().height() + 2 * EDGE + 1
        high = min(self._height or needed, height - 32)
        top = min(self._top, height - high - 16) if self._top else (height - high) // 2
        self.panel.setGeometry((width - wide) // 2, max(16, top), wide, high)


def ask(
    window: QWidget,
    title: str,
    words: str,
    choices: Sequence[tuple[str, str, Callable[[], object]]],
    *,
    width: int = 480,
) -> Dialog:
    """Asks, naming the consequence; each choice is (words, kind, what it does). The first has the focus; Esc closes."""
    dialog = Dialog(window, title, width=width)
    dialog.body.addWidget(Paragraph(words, "body", line=20))
    buttons = []
    for said, kind, act in choices:
        button = Button(said, kind)
        button.clicked.connect(dialog.close_overlay)
        button.clicked.connect(lambda _checked=False, act=act: act())
        buttons.append(button)
    dialog.buttons(*buttons)
    dialog.open(buttons[0])
    return dialog
