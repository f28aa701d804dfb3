"""The focus ring: 2 px with a 2 px gap, on keyboard focus only.

QSS `outline` ignores the radius and cannot leave a gap, so one transparent widget over the window
draws the ring around the focused button. It filters events of that button and its parents only:
a Python event filter on the whole application would run for every event.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.widgets import paint

BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_SAME_FOCUS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)
_GAP = 4


class FocusRing(QWidget):
    """One for each window, made when first needed. It follows its target as pages scroll."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._chain: list[QWidget] = []
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Something else has the keyboard: a box for words has no ring and would leave this one where it was."""
        if not self._chain:
            return
        at = self._chain[0]
        if not isValid(at) or (now is not None and at is not now and not at.isAncestorOf(now)):
            self.follow(None)

    def follow(self, target: QWidget | None) -> None:
        for widget in self._chain:
            if isValid(widget):  # a sheet that closed took its buttons with it; an error here ends the program
                widget.removeEventFilter(self)
        self._chain = []
        step = target
        while step is not None and step is not self.parentWidget():
            self._chain.append(step)
            step.installEventFilter(self)
            step = step.parentWidget()
        self._place()

    def follows(self, widget: QWidget | None) -> bool:
        """Whether it stands around this widget now."""
        return widget is not None and self._chain[:1] == [widget] and self.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        if not self._chain or not isValid(self._chain[0]) or not self._chain[0].isVisible():
            self.hide()
            return
        target, window = self._chain[0], self.window()
        area = QRect(target.mapTo(window, target.rect().topLeft()), target.size())
        self.setGeometry(area.adjusted(-_GAP, -_GAP, _GAP, _GAP))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.outline(QPainter(self), QRectF(self.rect()), 9, "focus")


def into_sight(widget: QWidget) -> None:
    """Scrolls to it, in each area around it that scrolls."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 8, 40)
        above = above.parentWidget()


def show_part(stack: QStackedWidget, part: QWidget, target: QWidget) -> None:
    """Shows a part of a stack. If the keyboard was in the one before, it goes to `target`, and is not lost."""
    before, now = stack.currentWidget(), stack.window().focusWidget()
    inside = before not in (None, part) and (now is before or before.isAncestorOf(now))
    stack.setCurrentWidget(part)
    if inside:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def update_ring(widget: QWidget, event: QFocusEvent) -> None:
    """Call from focusInEvent and focusOutEvent. Switching windows changes nothing."""
    if event.reason() in _SAME_FOCUS:
        return
    window = widget.window()
    ring = window.findChild(FocusRing) or FocusRing(window)
    ring.follow(widget if event.gotFocus() and event.reason() in BY_KEY else None)
