"""The database threads: the GUI thread never waits for the database, a file or a PDF.

One worker reads and one writes, so answers of each come in the order of the requests; counts and long jobs have
workers of their own.
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from inteam.errors import InteamError
from ui.app import memory
from ui.app.opening import Opening
from ui.app.running import Done as Done
from ui.app.running import Job as Job
from ui.app.running import Turn

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from datetime import date, datetime

    from inteam.access import Actor
    from inteam.clock import Clock
    from inteam.store.database import Changes, Database, Session, Work
    from inteam.store.prepared import First

T = TypeVar("T")
Query = Callable[["Session"], T]
UseCase = Callable[["Work"], T]
Run = Callable[[], T]
Then = Callable[[T], None]
Failed = Callable[[InteamError], None]
READS, COUNTS, WRITES, JOBS = "reads", "counts", "writes", "jobs"
BUSY_AFTER_MS = 150  # under this a page is there before anybody looks for it
# A worker that makes rows gives the GUI thread its turn after so long; Python's own 5 ms are a third of a frame.
TURN_S = 0.0005
FRAME_MS = 10  # for a picture to reach the screen
PAINTED_MS = 25  # for a whole page to be laid out and painted
LOAD_AFTER_MS = 500  # at the latest, when the first page asks for nothing at once
REST_MS = 3_000  # nobody has asked for anything for so long: time to look for garbage


_OVERTAKEN = object()


class Background(QObject):
    """Runs reads, use cases and jobs away from the GUI thread; results come back to it.

    changed: the names of the tables that a commit changed, a frozenset of str. done: a Done, for the toast.
    saved: the moment of each commit. busy: whether something has been awaited for longer than one notices.
    """

    changed = Signal(object)
    done = Signal(object)
    saved = Signal(object)
    busy = Signal(bool)
    job_started = Signal(object)
    actor_changed = Signal()
    _finished = Signal(object)

    def __init__(self, database: "Database | None", actor: "Actor | None") -> None:
        super().__init__()
        self._actor = actor
        self._opening = Opening()
        self._workers: dict[str, ThreadPoolExecutor] = {}
        self._latest: dict[tuple[int, str], int] = {}
        self._era = 0
        self._pending = 0
        self.ended = False  # nothing can be asked any more
        self._busy = False
        self._notice = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._notice.timeout.connect(self._now_busy)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(memory.tidy)
        sys.setswitchinterval(TURN_S)
        memory.hold()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        if database is not None:
            self.connect_to(database)

    # --- the database -----------------------------------------------------------------------------------------

    @property
    def database(self) -> "Database":
        """What is open, loaded if need be. Asking while the file is closed or locked is a defect."""
        return self._opening.wait()

    @property
    def connected(self) -> bool:
        """Whether a database is open, or about to be."""
        return self._opening.known

    def connect_to(self, database: "Database") -> None:
        """The file or server is open from now on."""
        self._opening.set(database)
        database.on_change(self.changed.emit)

    def expect(self, first: "First", now: "Clock", make: "Callable[[], Database]", failed: Failed) -> None:
        """The file is open; its database is made by `make`, in a thread, once the first list is painted.

        first: what may be read `at_once` until then. failed: it could not be made.
        """

        def made() -> "Database":
            database = make()
            database.on_change(self.changed.emit)
            return database

        def ended(future: "Future[Database]") -> None:
            if isinstance(error := future.exception(), InteamError):
                self._finished.emit(partial(failed, error))
            elif error is not None:
                self._finished.emit(future.result)  # reaches sys.excepthook: the box with the incident number

        self._opening.expect(first, now, made)
        self._opening.on_loaded(ended)
        QTimer.singleShot(LOAD_AFTER_MS, self, self._opening.begin)

    def disconnect_database(self) -> "Database | None":
        """Waits for what is running, then knows no database any more; gives it back to be closed."""
        database = self._awaited()
        for name in (READS, COUNTS, WRITES):
            if name in self._workers:
                self._workers[name].submit(int).result()
        self._opening.set(None)
        self._era += 1  # answers that are on their way belong to pages that are gone
        return database

    def _awaited(self) -> "Database | None":
        """The database, if one is open or on its way and can be had."""
        try:
            return self._opening.wait() if self._opening.known else None
        except InteamError:
            return None

    def aside(self, owner: QObject, run: Run[T], then: Then[T], failed: Failed) -> None:
        """Call then(run()) or failed(error): opening files, keys and other slow things without a session."""
        self._submit(WRITES, owner, run, then, failed, outlasts=True)

    # --- time and person --------------------------------------------------------------------------------------

    def now(self) -> "datetime":
        """The database's clock, aware, in UTC."""
        return self._opening.now()

    def today(self) -> "date":
        """The day in London."""
        from inteam import clock  # noqa: PLC0415 (after the first paint)

        return clock.day(self.now())

    @property
    def actor(self) -> "Actor":
        """Whoever acts; the program itself until somebody has said who they are."""
        if self._actor is None:
            from inteam.access import PROGRAM  # noqa: PLC0415 (after the first paint)

            self._actor = PROGRAM
        return self._actor

    def may(self, permission: str) -> bool:
        """Whether whoever acts may; before anybody does, everything is offered."""
        return self._actor is None or self._actor.may(permission)

    def become(self, actor: "Actor") -> None:
        """Acts as another member of staff from now on."""
        self._actor = actor
        self.actor_changed.emit()

    # --- reads, writes, jobs ----------------------------------------------------------------------------------

    def read(
        self,
        owner: QObject,
        query: Query[T],
        then: Then[T],
        failed: Failed,
        *,
        key: str = "",
        after_writes: bool = False,
        at_once: bool = False,
        beside: bool = False,
        painted: bool = False,
    ) -> None:
        """Call then(query(session)), or failed(error), unless owner is gone by then.

        after_writes: only once what was written before is saved; for what the person has just written.
        key: of several reads of one owner with one key only the latest is answered; one that is overtaken before
        it began is not run at all. Use it for what is asked at each key press.
        beside: in a thread of its own, for what looks at a whole table: nothing else has to wait for it.
        painted: only once what has just come is on the screen; a thread that works meanwhile takes turns from it.
        at_once: the query may be given a First instead of a session, before the database is there (store/prepared.py).
        """
        turn = self._turn(owner, key) if key else None

        def run() -> Any:
            if turn is not None and turn.overtaken():
                return _OVERTAKEN
            return self._opening.read(query, at_once=at_once)

        def newest(result: Any) -> None:
            if at_once:
                QTimer.singleShot(FRAME_MS, self, self._opening.begin)  # after the paint that shows it
            if result is not _OVERTAKEN and not (turn is not None and turn.overtaken()):
                then(result)

        worker = WRITES if after_writes else COUNTS if beside else READS
        submit = partial(
            self._submit, worker, owner, run, newest, failed if turn is None else turn.unless_overtaken(failed)
        )
        if painted:
            self._once_painted(owner, submit)
        else:
            submit()

    def _once_painted(self, owner: QObject, submit: Callable[[], None]) -> None:
        era = self._era

        def go() -> None:
            if not self.ended and era == self._era and shiboken6.isValid(owner):
                submit()
            self._less()

        self._pending += 1  # it is awaited from now on
        QTimer.singleShot(PAINTED_MS, self, go)

    def _turn(self, owner: QObject, key: str) -> "Turn":
        place = (id(owner), key)
        self._latest[place] = self._latest.get(place, 0) + 1
        return Turn(self._latest, place, self._latest[place])

    def write(
        self, owner: QObject, use_case: UseCase[T], then: Then[T], failed: Failed, *, done: str = "", undo: bool = True
    ) -> None:
        """The same with use_case(work), in one transaction.

        done: what is said in the toast, with Undo unless `undo` is False; nothing is said without it.
        """

        def run() -> "tuple[T, Changes, datetime]":
            with self.database.write(self.actor) as work:
                result = use_case(work)
            return result, work.changes, work.now

        def saved(answer: "tuple[T, Changes, datetime]") -> None:
            result, changes, moment = answer
            self.saved.emit(moment)
            then(result)
            if done:
                self.done.emit(Done(done, changes if undo and changes.rows else None))

        self._submit(WRITES, owner, run, saved, failed)

    def undo(self, owner: QObject, changes: "Changes", then: Then[None], failed: Failed) -> None:
        """Puts back what a write changed. Refused with "cannot_undo" where somebody has changed it since."""
        from inteam.store.undo import restore  # noqa: PLC0415 (only when somebody presses Undo)

        def use_case(work: "Work") -> None:
            restore(work, changes)

        self.write(owner, use_case, then, failed)

    def report(
        self,
        owner: QObject,
        job: Callable[[Job], T],
        then: Then[T],
        failed: Failed,
        progress: Callable[[int, int, str], None] | None = None,
        *,
        title: str = "",
    ) -> Job:
        """Run a long job in its own thread; the window shows `title`, how far it is, and Cancel.

        progress(done, total, words) is called in the GUI thread. Give what is returned a `cancel()` to stop it.
        """
        running = Job(title, self.database, self.actor)
        if progress is not None:
            running.progressed.connect(progress)

        def run() -> T:
            running.progress(0, 0)
            return job(running)

        def good(result: T) -> None:
            running.finished.emit()
            then(result)

        def bad(error: InteamError) -> None:
            running.finished.emit()
            failed(error)

        self.job_started.emit(running)
        self._submit(JOBS, owner, run, good, bad)
        return running

    def stop(self) -> None:
        """Finish what was asked for, then let go of the threads. The database is its owner's to close."""
        self.ended = True
        self._opening.begin()
        for name in (JOBS, READS, COUNTS, WRITES):
            if name in self._workers:
                self._workers[name].shutdown(wait=True)
        memory.let_go()

    # --- back to the GUI thread -------------------------------------------------------------------------------

    def _submit(
        self,
        worker: str,
        owner: QObject,
        run: Run[T],
        then: Then[T],
        failed: Failed,
        *,
        outlasts: bool = False,
    ) -> None:
        """outlasts: the answer is wanted even when the database has been closed in between."""
        era = self._era

        def deliver(future: "Future[T]") -> None:
            self._less()
            if not shiboken6.isValid(owner) or (era != self._era and not outlasts):
                future.exception()
                return
            try:
                result = future.result()
            except InteamError as error:
                failed(error)  # any other error reaches sys.excepthook: the box with the incident number
            else:
                then(result)

        self._pending += 1
        if not self._notice.isActive() and not self._busy:
            self._notice.start()
        future = self._worker(worker).submit(run)
        future.add_done_callback(lambda done: self._finished.emit(partial(deliver, done)))

    def _worker(self, name: str) -> "ThreadPoolExecutor":
        """A thread by its name, made when it is first needed: importing the pool takes 10 ms of the first paint."""
        if name not in self._workers:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 (as said above)

            self._workers[name] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        return self._workers[name]

    def _deliver(self, answer: Callable[[], None]) -> None:
        answer()

    def _now_busy(self) -> None:
        if self._pending:
            self._busy = True
            self.busy.emit(True)

    def _less(self) -> None:
        self._pending -= 1
        if not self._pending:
            self._rest.start()
            self._notice.stop()
            if self._busy:
                self._busy = False
                self.busy.emit(False)

    @property
    def idle(self) -> bool:
        """Whether nothing is awaited."""
        return self._pending == 0
