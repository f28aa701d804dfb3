"""What the background gives back while it works: what was done, a long job, and which of several reads counts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inteam.errors import CancelledError, InteamError

if TYPE_CHECKING:
    from inteam.access import Actor
    from inteam.store.database import Changes, Database, Session, Work


@dataclass(frozen=True)
class Done:
    """A write that the person is told about, and what it changed, to be put back."""

    words: str
    changes: "Changes | None"


class Job(QObject):
    """A long job while it runs: import, pack. It asks for the database through this, and reports how far it is."""

    progressed = Signal(int, int, str)
    finished = Signal()

    def __init__(self, title: str, database: "Database", actor: "Actor") -> None:
        super().__init__()
        self.title, self.database, self.actor = title, database, actor
        self._stop = False

    def cancel(self) -> None:
        """Asks it to stop; its next report of progress raises CancelledError, and nothing stays half done."""
        self._stop = True

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop

    def progress(self, done: int, total: int, words: str = "") -> None:
        """How far it is (total 0: unknown). Raises CancelledError when the person has pressed Cancel."""
        if self._stop:
            raise CancelledError
        self.progressed.emit(done, total, words)

    @contextmanager
    def read(self) -> "Iterator[Session]":
        """A session of the job's own."""
        with self.database.read() as session:
            yield session

    @contextmanager
    def write(self) -> "Iterator[Work]":
        """One transaction of the job's own."""
        with self.database.write(self.actor) as work:
            yield work


@dataclass(frozen=True)
class Turn:
    """One of several reads with one key."""

    latest: dict[tuple[int, str], int]
    place: tuple[int, str]
    serial: int

    def overtaken(self) -> bool:
        return self.latest[self.place] != self.serial

    def unless_overtaken(self, failed: Callable[[InteamError], None]) -> Callable[[InteamError], None]:
        return lambda error: None if self.overtaken() else failed(error)
