"""The database as the threads see it: there, or still being loaded while what may be read at once is read without it.

Loading SQLAlchemy and the tables takes most of a second. The first list does not wait for that: it is read over the
connection that has looked at the file, and the loading begins when the list is painted.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Lock, Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future

    from inteam.clock import Clock
    from inteam.store.database import Database
    from inteam.store.prepared import First


class Opening:
    """What is open. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self._database: Database | None = None
        self._expected: Future[Database] | None = None
        self._first: First | None = None
        self._now: Clock | None = None
        self._make: Callable[[], Database] | None = None
        self._thread: Thread | None = None
        self._lock = Lock()

    @property
    def known(self) -> bool:
        """Whether a database is open, or on its way."""
        return self._database is not None or self._expected is not None

    @property
    def there(self) -> bool:
        """Whether nobody has to wait for it."""
        return self._database is not None

    def set(self, database: "Database | None") -> None:
        """It is there; None: it is closed."""
        self._database, self._expected, self._first, self._thread = database, None, None, None

    def expect(self, first: "First", now: "Clock", make: "Callable[[], Database]") -> None:
        """`make` will give it, once `begin` is called; until then `first` answers what is asked at once."""
        self._first, self._now, self._make = first, now, make
        from concurrent.futures import Future  # noqa: PLC0415 (not before the first paint)

        self._expected = Future()

    def begin(self) -> None:
        """Loads it in a thread of its own, unless that has begun."""
        with self._lock:
            make, self._make = self._make, None
            if make is None:
                return
            self._thread = Thread(target=self._load, args=(make,), name="opening", daemon=True)
            self._thread.start()

    def _load(self, make: "Callable[[], Database]") -> None:
        expected = self._expected
        if expected is None:
            return
        try:
            database = make()
        except BaseException as error:
            expected.set_exception(error)
        else:
            self._database = database
            expected.set_result(database)

    def wait(self) -> "Database":
        """The database, as soon as it is there. Raises what kept it from being made; RuntimeError when none is open."""
        if (there := self._database) is not None:
            return there
        if (expected := self._expected) is None:
            raise RuntimeError("no database is open")
        if current_thread() is main_thread():
            self.begin()  # by itself it would begin in this thread, which waits
        return expected.result()

    def on_loaded(self, call: "Callable[[Future[Database]], None]") -> None:
        """Calls it once, in whichever thread, when the loading has ended in either way."""
        if self._expected is not None:
            self._expected.add_done_callback(call)

    def now(self) -> datetime:
        """The database's clock, aware, in UTC."""
        if self._database is None and self._expected is not None and self._now is not None:
            return self._now()
        return self.wait().now()

    def read(self, query: Callable[[Any], Any], *, at_once: bool) -> Any:
        """What the query gives. at_once: it need not wait for the database."""
        first = self._first
        if at_once and first is not None and self._database is None:
            from inteam.store.prepared import GoneError  # noqa: PLC0415 (not before the first paint)

            try:
                return query(first)
            except GoneError:  # it is there by now, or was asked in a way that only the database answers
                pass
        with self.wait().read() as session:
            return query(session)
