"""From a file to somebody at work in it: opening, who I am, locking, leaving. All slow parts run in the background."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inteam.errors import InteamError
from ui.app import preferences
from ui.app.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from inteam.clock import Clock
    from inteam.organisations.people_here import MembershipRow, StaffRow
    from inteam.store.database import Database
    from inteam.store.local import ClosedFile, LocalFile
    from ui.app.entering import Who


class Session(QObject):
    """One open file and one member of staff at a time.

    key_needed(ClosedFile): it needs its passphrase or recovery code. refused(InteamError): it cannot be opened.
    who_needed(Who): nobody has said who they are. ready(Who): at work. locked: the file is closed, its key wiped.
    """

    key_needed = Signal(object)
    refused = Signal(object)
    who_needed = Signal(object)
    ready = Signal(object)
    locked = Signal()

    def __init__(self, background: Background, now: "Clock") -> None:
        super().__init__()
        self.background, self._now = background, now
        self.path: Path | None = None
        self.who: Who | None = None
        self._closed: ClosedFile | None = None
        self._file: LocalFile | None = None
        self.drafts = 0  # of whoever was at work when it was locked
        self.server = ""  # the address of the shared database that is in use, without a password

    # --- opening ----------------------------------------------------------------------------------------------

    @property
    def file_id(self) -> str:
        """What the open or closed file is known by in the preferences."""
        known = self._file or self._closed
        return known.file_id if known is not None else self.server

    @property
    def is_demo(self) -> bool:
        """Whether the open file is a demonstration."""
        return self._file is not None and self._file.kind == "demo"

    @property
    def is_open(self) -> bool:
        """Whether a file or a shared database is open and unlocked."""
        return self._file is not None or (bool(self.server) and self.background.connected)

    @property
    def file(self) -> "LocalFile | None":
        """The open file, for Settings; None on a server, and while it is locked."""
        return self._file

    def renew(self, words: str, then: "Callable[[str], None]", failed: "Callable[[InteamError], None]") -> None:
        """Writes the file anew under another key; `then` gets the new recovery code. Nothing else may be open."""
        file, now = self._file, self._now
        if file is None:
            return
        self.background.disconnect_database()

        def run() -> "tuple[LocalFile, str, InteamError | None]":
            from ui.app import vault  # noqa: PLC0415 (rarely)

            try:
                renewed, code = vault.change_key(file, words)
            except InteamError as error:  # the old file is as before; its connections are made again when needed
                return file, "", error
            return renewed, code, None

        def answered(answer: "tuple[LocalFile, str, InteamError | None]") -> None:
            self._file, code, error = answer
            self.background.connect_to(_database(self._file, now))
            if error is not None:
                failed(error)
            else:
                preferences.write(preferences.read().being(self.file_id, str(self.background.actor.staff_id)))
                then(code)

        self.background.aside(self, run, answered, failed)

    @property
    def closed(self) -> "ClosedFile | None":
        """The file that waits for its key."""
        return self._closed

    def hand_over(self) -> "LocalFile | None":
        """Gives the open file away, still open: the next application goes on with it (`adopt`)."""
        file, self._file = self._file, None
        if file is not None:
            self.background.disconnect_database()
        return file

    def open(self, path: Path) -> None:
        """Begins to open a file: unasked where it is a demonstration or this computer has its key."""
        self.path, self.server = path, ""
        self.background.aside(self, partial(_approach, path), self._approached, self.refused.emit)

    def _approached(self, answer: "tuple[ClosedFile, bytearray | None]") -> None:
        self._closed, key = answer
        if key is None:
            self.key_needed.emit(self._closed)
        else:
            self._unlock(lambda: key)

    def give_passphrase(self, words: str, failed: "Callable[[InteamError], None]") -> None:
        """The passphrase was typed; `failed` says why it did not open the file. Takes 1 to 2 seconds."""
        closed = self._closed
        if closed is not None:
            self._unlock(lambda: closed.key_by_passphrase(words), failed)

    def give_recovery(self, code: str, failed: "Callable[[InteamError], None]") -> None:
        """The printed code was typed instead."""
        closed = self._closed
        if closed is not None:
            self._unlock(lambda: closed.key_by_recovery(code), failed)

    def adopt(self, file: "LocalFile") -> None:
        """A file that is open already: just made, or handed over by the application before."""
        self.path, now, me = file.path, self._now, preferences.read().me.get(file.file_id)

        def run() -> "tuple[LocalFile, Database, Who]":
            from ui.app import entering  # noqa: PLC0415 (after the first paint)

            database = entering.database_of(file, now)
            return file, database, entering.who(database, me, demo=file.kind == "demo")

        self.background.aside(self, run, self._opened, self.refused.emit)

    def _unlock(self, key: "Callable[[], bytearray]", failed: "Callable[[InteamError], None] | None" = None) -> None:
        closed, now, me = self._closed, self._now, preferences.read().me.get(self.file_id)
        if closed is None:
            return

        def run() -> "tuple[LocalFile, Database | None, Who]":
            from inteam import clock  # noqa: PLC0415 (after the first paint)
            from ui.app import entering  # noqa: PLC0415 (after the first paint)

            file = closed.open(key(), now)
            demo = file.kind == "demo"
            if file.first is not None:
                return file, None, entering.who_of(file.first, clock.day(now()), me, demo=demo)
            database = entering.database_of(file, now)
            return file, database, entering.who(database, me, demo=demo)

        self.background.aside(self, run, self._opened, failed or self.refused.emit)

    def _opened(self, answer: "tuple[LocalFile, Database | None, Who]") -> None:
        self._file, database, who = file, *_ = answer
        self._closed = None
        if database is not None:
            self.background.connect_to(database)
        elif file.first is not None:
            self.background.expect(file.first, self._now, lambda: _database(file, self._now), self.refused.emit)
        preferences.write(preferences.read().opened(self._file.path))
        self._known(who)

    def sign_in(self, address: str, password: str, failed: "Callable[[InteamError], None]") -> None:
        """Opens a shared database by its address; `failed` says why not. The password is kept nowhere."""
        now, me = self._now, preferences.read().me.get(address)

        def run() -> "tuple[Database, Who]":
            from inteam import application  # noqa: PLC0415 (after the first paint)
            from inteam.store import server  # noqa: PLC0415 (shared databases only)
            from inteam.store.database import Database  # noqa: PLC0415 (as above)
            from ui.app import entering  # noqa: PLC0415 (after the first paint)

            application.load_tables()
            database = Database(server.open_server(address, password), now=now, hooks=application.hooks())
            return database, entering.who(database, me, demo=False)

        def signed_in(answer: "tuple[Database, Who]") -> None:
            database, who = answer
            self.close()
            self.path, self.server = None, address
            self.background.connect_to(database)
            preferences.write(preferences.read().connected(address))
            self._known(who)

        self.background.aside(self, run, signed_in, failed)

    # --- who I am ---------------------------------------------------------------------------------------------

    def ask_who(self) -> None:
        """Reads the staff, and asks."""
        self.background.aside(self, partial(self._who_is, None), self.who_needed.emit, self.refused.emit)

    def _known(self, who: "Who") -> None:
        if who.me is None:
            self.who_needed.emit(who)
        else:
            self._begin(who)

    def be(self, staff_id: "UUID") -> None:
        """I am this member of staff; remembered for this file (decision 8)."""
        preferences.write(preferences.read().being(self.file_id, str(staff_id)))
        who = partial(self._who_is, str(staff_id))
        self.background.aside(self, who, self._known, self.refused.emit)

    def _who_is(self, me: str | None) -> "Who":
        from ui.app import entering  # noqa: PLC0415 (after the first paint)

        return entering.who(self.background.database, me, demo=False)

    def join(self, membership: "MembershipRow") -> None:
        """Work in another of my teams."""
        if self.who is not None and self.who.me is not None:
            self._work_as(self.who.me, membership)

    def _work_as(self, staff: "StaffRow", membership: "MembershipRow | None") -> None:
        from ui.app import entering  # noqa: PLC0415 (after the first paint)

        self.background.become(entering.actor_of(staff, membership))

    def _begin(self, who: "Who") -> None:
        self.who = who
        if who.me is not None:
            self._work_as(who.me, who.teams[0] if who.teams else None)
            tries = self._file.wrong_tries if self._file is not None else 0
            self._note("session.begun", {"wrong_tries": tries} if tries else {}, self.refused.emit)
        self.ready.emit(who)

    def _note(self, action: str, detail: "dict[str, int]", failed: "Callable[[InteamError], None]") -> None:
        """Into the trail: who came and went. What cannot be noted is not done (domain 11.4)."""
        actor = self.background.actor

        def run() -> None:
            database = self.background.database  # waits until it is loaded
            from inteam import audit  # noqa: PLC0415 (after the first paint)

            with database.write(actor) as work:
                audit.note(work, action, detail=detail)

        self.background.aside(self, run, lambda _none: None, failed)

    def _leaving(self, action: str) -> None:
        """The last entry before the file is closed; leaving is never refused. Counts my drafts for the unlock page."""
        if self.who is None or not self.background.connected:
            return
        self._note(action, {}, lambda _error: None)
        me = self.background.actor.staff_id

        def count() -> None:
            from inteam.drafts.queries import my_drafts  # noqa: PLC0415 (after the first paint)

            with self.background.database.read() as session:
                self.drafts = len(my_drafts(session, me))  # the caller waits for this thread before it goes on

        self.background.aside(self, count, lambda _none: None, lambda _error: None)

    # --- locking and leaving ----------------------------------------------------------------------------------

    def lock(self) -> None:
        """Closes the file and wipes its key; the lock on it is kept, and the window waits for the key."""
        if not self.is_open:
            return
        self._leaving("session.locked")
        database = self.background.disconnect_database()
        if self._file is not None:
            self._closed = self._file.shut()
            self._file = None
        elif database is not None:
            database.close()
        self.locked.emit()

    def unlock_unasked(self) -> None:
        """After locking: a demonstration opens again without its published passphrase being typed."""
        path = self.path
        if path is not None and self._closed is not None:
            self.background.aside(self, partial(_again, self._closed), self._approached, self.refused.emit)

    def close(self) -> None:
        """Finishes what was asked for and leaves the file to others."""
        self._leaving("session.ended")
        if self.server and (database := self.background.disconnect_database()) is not None:
            database.close()
        self.server = ""
        if self._file is not None:
            self.background.disconnect_database()
            self._file.close()
            self._file = None
        elif self._closed is not None:
            self._closed.let_go()
            self._closed = None


def _approach(path: Path) -> "tuple[ClosedFile, bytearray | None]":
    from ui.app import entering  # noqa: PLC0415 (after the first paint)

    return entering.approach(path)


def _again(closed: "ClosedFile") -> "tuple[ClosedFile, bytearray | None]":
    from ui.app import entering  # noqa: PLC0415 (after the first paint)

    return closed, entering.demo_key(closed)


def _database(file: "LocalFile", now: "Clock") -> "Database":
    from ui.app import entering  # noqa: PLC0415 (after the first paint)

    return entering.database_of(file, now)
