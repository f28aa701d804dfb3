"""INTeam opened on a file: says when its window was painted, when Today answered, and when a person was open.

Run: python -m tests.bench.app_window FILE [--keyring SECRETS] [--open | --walk] [--stay]. --keyring: the key comes from
this computer's keyring, whose secrets stand in a JSON file. --open: Enter on the first row. --walk: waits until all is
loaded, then the caseload, down to its end. --stay: wait for a line before the end.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ui.app import memory

memory.hold()  # as ui.__main__ does, before anything heavy is loaded

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from ui.app.preferences import Preferences
from ui.app.start import Program

WHOLE_TEAM = 5  # the place of its tab in the caseload


class Watch(QObject):
    """Looks at the window from inside its process, step by step."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program
        self.painted = False
        program.window.installEventFilter(self)
        self.timer = QTimer(self, interval=2)
        self.timer.timeout.connect(self.look)
        self._steps = self.steps()
        self._awaited: Callable[[], bool] = lambda: self.painted
        self.timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            QTimer.singleShot(0, lambda: say("painted"))
        return False

    def look(self) -> None:
        if self._awaited():
            following = next(self._steps, None)
            if following is None:
                self.end()
            else:
                self._awaited = following

    def steps(self) -> Iterator[Callable[[], bool]]:
        """What is awaited, one after the other."""
        window = self.program.window
        yield self._today
        page: Any = window.current()
        page.grab()
        before = page.table.currentIndex().row()
        press(page.table, Qt.Key.Key_Down)
        yield lambda: bool(page.table.currentIndex().row() != before)
        page.grab()
        say("usable")
        if "--open" in sys.argv:
            press(page.table, Qt.Key.Key_Return)
            yield self._person
            window.grab()
            say("opened")
        if "--walk" in sys.argv:
            yield from self._walk()

    def _today(self) -> bool:
        page: Any = self.program.window.current()
        return page is not None and page.isVisible() and page.table.isVisible() and page.model.rowCount() > 0

    def _person(self) -> bool:
        page: Any = self.program.window.current()
        tab = getattr(page, "overview_tab", None)
        return tab is not None and tab.seen is not None and tab.entries.model().rowCount() > 0

    def _settled(self) -> bool:
        """Everything is loaded, and the fonts of all scripts have been used."""
        warming: Any = self.program._warming
        return self._idle() and warming is not None and not warming._timer.isActive()

    def _idle(self) -> bool:
        return self.program.background.idle

    def _walk(self) -> Iterator[Callable[[], bool]]:
        window = self.program.window
        yield self._settled
        say("settled")
        window.open("caseload")
        yield self._idle
        page: Any = window.current()
        page.tabs.choose(WHOLE_TEAM)
        yield lambda: self._idle() and page.total > 0
        bar = page.table.verticalScrollBar()
        while page.model.rowCount() < page.total:
            bar.setValue(bar.maximum())
            page.table.viewport().repaint()
            yield self._idle
        say("walked")

    def end(self) -> None:
        self.timer.stop()
        if "--stay" in sys.argv:
            sys.stdin.readline()
        self.program.window.close()
        self.program.application.quit()


def press(where: Any, key: Qt.Key) -> None:
    """A key, as the person presses it."""
    from PySide6.QtTest import QTest  # not before the list is there

    QTest.keyClick(where, key)


def say(what: str) -> None:
    """The moment, for whoever started this process."""
    sys.stdout.write(f"{what} {time.time()}\n")
    sys.stdout.flush()


def use_keyring(secrets: dict[str, str]) -> None:
    """The keyring package is loaded and asked for its keyring as ever; what answers then is this process itself.

    A desktop's keyring would take a few milliseconds more to answer.
    """
    from inteam.store.keys import device  # as the program does, when it opens a file

    class Kept:
        def get_password(self, _service: str, account: str) -> str | None:
            return secrets.get(account)

    real = device._backend

    def backend() -> Any:
        real()
        return Kept()

    device._backend = backend


program = Program(Preferences())
if "--keyring" in sys.argv:
    use_keyring(json.loads(Path(sys.argv[sys.argv.index("--keyring") + 1]).read_text("utf-8")))
watch = Watch(program)
program.run(Path(sys.argv[1]))
program.end()
