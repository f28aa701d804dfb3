"""The floor for start and memory: an empty PySide6 window, painted once."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Empty(QWidget):
    """Says when it was painted, and ends."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        QTimer.singleShot(0, self.said)

    def said(self) -> None:
        sys.stdout.write(f"{time.time()}\n")
        sys.stdout.flush()
        if "--stay" in sys.argv:
            sys.stdin.readline()
        QApplication.quit()


application = QApplication(sys.argv)
window = Empty()
window.resize(1440, 900)
window.show()
application.exec()
