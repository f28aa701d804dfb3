"""The window on a bench file, driven by key events; what is timed ends with the paint that shows the right rows."""

import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from inteam import application, clock
from inteam.access import Actor, Role
from inteam.organisations.model import TeamMember
from inteam.people.model import Person
from inteam.store import local
from inteam.store.database import Database
from inteam.store.keys.passphrase import DEMO_PASSPHRASE
from tests.bench.files import NOW
from ui.app.background import Background
from ui.app.window import Window
from ui.widgets import theme, warm

PATIENCE_S = 60


class Opened:
    """A shown window on a copy of the file."""

    def __init__(self, path: Path) -> None:
        application.load_tables()
        existing = QApplication.instance()
        self.application = existing if isinstance(existing, QApplication) else QApplication([])
        theme.dress(self.application)
        theme.load_scripts()
        for step in warm.steps():  # as the program does in the first seconds
            step()
        theme.current.motion = False
        closed = local.approach(path)
        self.key = bytes(closed.key_by_passphrase(DEMO_PASSPHRASE))
        self.file = closed.open(bytearray(self.key), clock.fixed(NOW))
        self.database = Database(
            self.file.engine, reader=self.file.reader, now=clock.fixed(NOW), hooks=application.hooks()
        )
        self.background = Background(self.database, self._worker())
        self.window = Window(self.background)
        self.window.show()
        self._tick = QTimer(interval=100)  # ends a wait for what never comes
        self._tick.timeout.connect(lambda: None)
        self._tick.start()
        self.settle()

    def _worker(self) -> Actor:
        with self.database.read() as session:
            member = session.scalars(select(TeamMember).order_by(TeamMember.id).limit(1)).one()
        return Actor(member.staff_id, Role.LINK_WORKER, member.team_id, name="Bench")

    def people(self, count: int, *, seed: int = 5) -> list[tuple[UUID, str, str]]:
        """(id, family name, given name) of people from all over the file, always the same ones."""
        with self.database.read() as session:
            columns = select(Person.id, Person.family_name, Person.given_name).order_by(Person.id)
            rows = session.execute(columns.where(Person.confidentiality == "normal")).all()
        plain = [(row[0], row[1], row[2]) for row in rows if row[2] and f"{row[1]}{row[2]}".isascii()]
        return random.Random(seed).sample(plain, count)

    def settle(self) -> None:
        """Waits until nothing is awaited and everything is painted."""
        end = time.perf_counter() + PATIENCE_S
        for _ in range(3):
            self.application.processEvents()
            while not self.background.idle and time.perf_counter() < end:
                self.wait()

    def wait(self) -> None:
        """Sleeps until there is an event, as the program does: a loop that spins takes the workers' turns away."""
        self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def until_painted(self, act: Callable[[], object], where: QWidget, right: Callable[[], bool]) -> float:
        """Milliseconds from the act to the end of the first paint of a widget at which the right rows are there."""
        watch = _Paints(where, right)
        start = time.perf_counter()
        act()
        while watch.at is None:
            self.wait()
            if time.perf_counter() - start > PATIENCE_S:
                raise AssertionError("the right rows were never painted")
        taken = (watch.at - start) * 1000
        watch.stop()
        return taken

    def close(self) -> None:
        """Lets go of the file and the threads."""
        self._tick.stop()
        self.window.close()
        self.background.stop()
        self.database.close()
        with suppress(OSError):
            self.file.close()


class _Paints(QObject):
    """Notes when a paint of the widget has ended that began with the right rows in place."""

    def __init__(self, where: QWidget, right: Callable[[], bool]) -> None:
        super().__init__(where)
        self._where, self._right = where, right
        self.at: float | None = None
        where.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Paint and self.at is None and self._right():
            self._where.removeEventFilter(self)
            self._where.event(event)
            self.at = time.perf_counter()
            return True
        return super().eventFilter(watched, event)

    def stop(self) -> None:
        """Watches no more."""
        self._where.removeEventFilter(self)
        self.deleteLater()
