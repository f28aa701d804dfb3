"""INTeam opened on a file: says when its window was painted, and when Today stood there with rows."""

import sys
import time

from ui.app import memory

memory.hold()  # as ui.__main__ does, before anything heavy is loaded

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

from ui.app.preferences import Preferences
from ui.app.start import Program


class Watch(QObject):
    """Looks at the window from inside its process."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program
        self.painted = False
        program.window.installEventFilter(self)
        self.timer = QTimer(self, interval=2)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            QTimer.singleShot(0, lambda: self.say("painted"))
        return False

    def look(self) -> None:
        page = self.program.window.current()
        if self.painted and page is not None and page.isVisible():
            lists = [one for one in page.findChildren(QAbstractItemView) if one.isVisible()]
            if any(_rows(one) for one in lists):
                self.timer.stop()
                page.grab()
                self.say("usable")
                if "--stay" in sys.argv:
                    sys.stdin.readline()
                self.program.window.close()
                self.program.application.quit()

    def say(self, what: str) -> None:
        sys.stdout.write(f"{what} {time.time()}\n")
        sys.stdout.flush()


def _rows(view: QAbstractItemView) -> int:
    model: QAbstractItemModel | None = view.model()
    return model.rowCount() if model is not None else 0


program = Program(Preferences())
watch = Watch(program)
from pathlib import Path

program.run(Path(sys.argv[1]))
program.end()
