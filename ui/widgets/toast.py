"""The toast: one line at the bottom left that says what was done, with one act on it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets import speaking
from ui.widgets.buttons import Link
from ui.widgets.labels import Label
from ui.widgets.layouts import row
from ui.widgets.marks import icon

TOAST_MS = 8000


class Toast(QFrame):
    """Bottom left above the status bar for 8 seconds; the pointer or focus holds it."""

    acted = Signal()
    gone = Signal()

    def __init__(self, window: QWidget, words: str, action: str = "", *, symbol: str = "check") -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.setFixedHeight(44)
        self.setAccessibleName(words)
        self.words = words
        self._spoken = f"{words}. {action}: Ctrl Z" if action == "Undo" else words
        self.link = Link(action, "body_strong", "badge")
        self.link.setAccessibleName(f"{action}: {words}")
        self.link.clicked.connect(self._act)
        self.link.installEventFilter(self)
        tick, said = icon(symbol, 18, "toast_text"), Label(words, "body", "toast_text", elide=True)
        layout = row(gap=12, margins=(14, 0, 14, 0))
        layout.addWidget(tick)
        layout.addWidget(said, 1)
        layout.addWidget(self.link)
        self.setLayout(layout)
        self.link.setVisible(bool(action))  # once it has its place: before, it is a window and takes the keyboard
        self._natural = said.sizeHint().width() + self.link.sizeHint().width() + 70
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self.leave)

    def pop(self, left: int, bottom: int, most: int) -> None:
        """Shows it at a window position, as wide as its words, up to `most`."""
        width = min(max(320, self._natural), most)
        self.setGeometry(left, bottom - self.height(), width, self.height())
        new = self.isHidden()
        self.show()
        self.raise_()
        if new:  # not again where the window only changes its size
            self._timer.start()
            speaking.announce(self, self._spoken)

    def leave(self) -> None:
        """Goes now."""
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def _act(self) -> None:
        self.leave()
        self.acted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._timer.start()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
