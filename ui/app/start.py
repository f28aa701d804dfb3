"""The program while it runs: application, window, session, lock, theme and text size.

The window is painted first; only then the database's libraries are loaded and the file is opened, in the background.
"""

import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMenu

import ui.binding  # noqa: F401 (first: it spares what is imported after it from being read)
from inteam.errors import InteamError
from ui.app import failure, memory, preferences
from ui.app.background import Background
from ui.app.lock import IdleLock
from ui.app.preferences import Preferences
from ui.app.session import Session
from ui.app.window import TITLE, Window
from ui.widgets import icons, paint, theme

if TYPE_CHECKING:
    from datetime import datetime

    from inteam.clock import Clock
    from inteam.organisations.people_here import MembershipRow
    from inteam.store.local import ClosedFile
    from ui.app.entering import Who

AGAIN = 1000  # exit code of the event loop: the same once more, in another text size
FRAME_MS = 10  # for the first picture to reach the screen
SETTLED_MS = 4000  # all pages are made by then
SCRIPTS_AFTER_MS = 50


def run(file: str | None = None, prefer: Preferences | None = None) -> int:
    """Open the window on a file, or on the last one; the exit code when it is closed."""
    if (problem := _no_display()) is not None:
        sys.stderr.write(f"{problem}\n")
        return 2
    kept: Any = None
    while True:
        chosen = prefer or preferences.read()
        os.environ["QT_SCALE_FACTOR"] = f"{chosen.text / 100:g}"  # read once, when the application is made
        program = Program(chosen)
        code = program.run(Path(file) if file else None, kept)
        kept = program.end()
        if code != AGAIN:
            return code


def _now() -> "datetime":
    from inteam import clock  # noqa: PLC0415 (after the first paint)

    return clock.system()


def _no_display() -> str | None:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        return None
    return "There is no display. Start INTeam from a desktop, or use its commands: inteam --help"


class FirstPaint(QObject):
    """Tells, once, when a window has been painted: only then may anything slow begin."""

    seen = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(FRAME_MS, self.seen.emit)
        return False


class Program(QObject):
    """One life of the application: from the first paint to the last window."""

    def __init__(self, prefer: Preferences, now: "Clock | None" = None) -> None:
        self._made_application = QApplication.instance() is None
        self.application = _application()
        super().__init__()
        self.prefer = prefer
        theme.dress(self.application, dark=is_dark(prefer.theme))
        theme.current.motion, theme.current.letters = prefer.motion, prefer.letters
        failure.install()
        self.background = Background(None, None)
        self.session = Session(self.background, now or _now)
        self.window = Window(self.background)
        self.window.program = self
        self.window.setWindowTitle(TITLE)
        self.lock = IdleLock(prefer.lock_minutes)
        self._way_back: list[tuple[str, tuple[Any, ...]]] = []
        self._locked_by_time = self._scripts = False
        self._team_menu: QMenu | None = None
        self._kept: Any = None
        self._warming: QObject | None = None
        self._connect()

    def _connect(self) -> None:
        self.session.key_needed.connect(self._ask_key)
        self.session.refused.connect(self._refused)
        self.session.who_needed.connect(self._ask_who)
        self.session.ready.connect(self._ready)
        self.session.locked.connect(self._show_locked)
        self.window.lock_asked.connect(partial(self.lock_now, by_time=False))
        self.window.account_asked.connect(self._account_menu)
        self.window.closing.connect(self.lock.stop)
        self.lock.due.connect(partial(self.lock_now, by_time=True))
        self.lock.left.connect(self._countdown)

    # --- life -------------------------------------------------------------------------------------------------

    def run(self, file: Path | None, kept: Any = None) -> int:
        """Shows the window and opens the file once it is painted; the exit code."""
        painted = FirstPaint(self.window)
        painted.seen.connect(partial(self._begin, file, kept))
        self.show()
        return self.application.exec()

    def show(self) -> None:
        """The window, as large as the screen allows up to its designed size."""
        room = QApplication.primaryScreen().availableGeometry()
        self.window.resize(min(1440, room.width()), min(900, room.height()))
        self.window.show()
        handle = self.window.windowHandle()
        if handle is not None:
            self.lock.watch(handle)

    def _begin(self, file: Path | None, kept: Any) -> None:
        if kept is not None:
            file_open, self._way_back = kept
            self.session.adopt(file_open)
            return
        if file is None and self.prefer.recent[:1] and "://" in self.prefer.recent[0]:
            self.ask_server(self.prefer.recent[0])
            return
        recent = [Path(known) for known in self.prefer.recent if "://" not in known and Path(known).exists()]
        target = file or (recent[0] if recent else None)
        if target is None:
            self.first_run()
        else:
            self.open(target)

    def open(self, path: Path) -> None:
        """Opens a file."""
        self.window.set_cover(None)
        self.window.status.set_connection(self.tr("Opening {file}").format(file=path.name), "amber")
        self.session.open(path)

    def end(self) -> Any:
        """Ends this application; gives the open file, and the way back, to the next one, if there is to be one."""
        if self._kept is None:
            self.session.close()
        self.background.stop()
        kept, self._kept = self._kept, None
        self.window.close()
        self._finish()
        return kept

    def _finish(self) -> None:
        import shiboken6  # noqa: PLC0415 (only at the end)

        shiboken6.delete(self.window)
        if not self._made_application:
            return
        for part in (icons, paint):
            part.begin_again()
        application, self.application = self.application, None  # type: ignore[assignment]  # (nothing is asked of it any more)
        shiboken6.delete(application)
        theme.begin_again()

    # --- opening ----------------------------------------------------------------------------------------------

    def first_run(self, error: InteamError | None = None) -> None:
        """Nothing to open: make a file, open one, or look at the demonstration."""
        from ui.sign_in.first_run import FirstRun  # noqa: PLC0415 (rarely)

        self.window.set_cover(FirstRun(self, error))

    def ask_server(self, address: str, why: str = "") -> None:
        """The password for a shared database, at the start and after locking."""
        from ui.sign_in.server import ServerUnlock  # noqa: PLC0415 (shared databases only)

        self.window.set_cover(ServerUnlock(self, address, why))

    def _refused(self, error: InteamError) -> None:
        self.window.status.set_connection("", "red")
        self.first_run(error)

    def _ask_key(self, closed: "ClosedFile") -> None:
        from ui.sign_in.unlock import Unlock  # noqa: PLC0415 (not for files that open unasked)

        self.window.set_cover(Unlock(self, closed))

    def _ask_who(self, who: "Who") -> None:
        from ui.sign_in.who import WhoAmI  # noqa: PLC0415 (once for a file)

        self.window.set_cover(WhoAmI(self, who))

    def _ready(self, who: "Who") -> None:
        self.window.set_cover(None)
        self._say_where()
        self._say_who(who)
        self.window.status.set_saved(self.tr("All changes saved"))
        self.lock.alive()
        handle = self.window.windowHandle()
        if handle is not None:
            self.lock.watch(handle)
        way_back, self._way_back = self._way_back, []
        self.window.reopen(way_back)
        QTimer.singleShot(SCRIPTS_AFTER_MS, self, self._load_scripts)
        QTimer.singleShot(SETTLED_MS, self, self._settle)

    def _settle(self) -> None:
        memory.settle()
        if self._warming is None:
            from ui.widgets.warm import Warming  # noqa: PLC0415 (not before everything else is there)

            self._warming = Warming(self)

    def _load_scripts(self) -> None:
        if not self._scripts:
            self._scripts = True
            load_scripts()

    def _say_where(self) -> None:
        if self.session.server:
            host = urlsplit(self.session.server).hostname or self.tr("this computer")
            self.window.setWindowTitle(f"{TITLE} – {host}")
            self.window.status.set_connection(self.tr("Shared server · {host}").format(host=host), "green")
            return
        name = self.session.path.name if self.session.path else ""
        demo = self.session.is_demo
        self.window.setWindowTitle(f"{TITLE} DEMO – {name}" if demo else f"{TITLE} – {name}")
        where = self.tr("Demonstration on this computer") if demo else self.tr("This computer, encrypted")
        self.window.status.set_connection(f"{where} · {name}", "green")

    def _say_who(self, who: "Who") -> None:
        from ui.app import account  # noqa: PLC0415 (after the first paint)

        if who.me is None:
            return
        self.window.rail.set_person(who.me.name, who.me.job_title)
        self._team_menu = account.teams(self.window, self.session, who, self._join)
        current = next((one for one in who.teams if one.team_id == self.background.actor.team_id), None)
        self.window.top.set_team(current.team if current else "", self._team_menu)

    def _join(self, membership: "MembershipRow") -> None:
        self.session.join(membership)
        self.window.top.team.setText(membership.team)

    def _account_menu(self) -> None:
        from ui.app import account  # noqa: PLC0415 (when it is asked for)

        account.menu(self.window, self.session, self.prefer, self.lock_now, self.set_preferences).popup(QCursor.pos())

    # --- preferences ------------------------------------------------------------------------------------------

    def set_preferences(self, prefer: Preferences) -> None:
        """Takes them at once; another text size takes a fresh application on the same open file."""
        before, self.prefer = self.prefer, prefer
        known = preferences.read()
        preferences.write(replace(prefer, recent=known.recent, me=known.me))
        theme.current.motion, theme.current.letters = prefer.motion, prefer.letters
        self.lock.minutes = prefer.lock_minutes
        if is_dark(prefer.theme) != theme.current.dark:
            theme.apply(dark=is_dark(prefer.theme))
        if prefer.text != before.text and self.session.is_open:
            self._again()

    def _again(self) -> None:
        way_back = self.window.close_pages()
        self._kept = (self.session.hand_over(), way_back)
        self.application.exit(AGAIN)

    # --- lock -------------------------------------------------------------------------------------------------

    def lock_now(self, *, by_time: bool = False) -> None:
        """Closes the file, wipes its key, and asks for it again; the pages forget what they showed."""
        if not self.session.is_open:
            return
        self._locked_by_time = by_time
        self.lock.stop()
        self._way_back = self.window.close_pages()
        self.session.lock()

    def _show_locked(self) -> None:
        from inteam.clock import LONDON  # noqa: PLC0415 (only when locked)
        from ui.sign_in.unlock import Unlock  # noqa: PLC0415 (as above)

        self.window.status.set_lock("")
        closed, at = self.session.closed, f"{_now().astimezone(LONDON):%H:%M}"
        words = self.tr("Locked at {time}.").format(time=at)
        if self._locked_by_time:
            after = self.tr("Locked at {time} after {minutes} minutes without use.")
            words = after.format(time=at, minutes=self.lock.minutes)
        if closed is not None:
            self.window.set_cover(Unlock(self, closed, words, who=self.session.who))
        elif self.session.server:
            self.ask_server(self.session.server, words)

    def _countdown(self, seconds: int) -> None:
        if not self.session.is_open:
            self.window.status.set_lock("")
        elif self.lock.paused:
            self.window.status.set_lock(self.tr("Lock paused for the meeting"))
        else:
            self.window.status.set_lock(self.tr("Locks in {time}").format(time=f"{seconds // 60}:{seconds % 60:02}"))


def _application() -> QApplication:
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    made = QApplication(sys.argv[:1])
    made.setApplicationName(TITLE)
    made.setApplicationDisplayName("")
    return made


def load_scripts() -> None:
    """The fonts of the other scripts: after the first paint, so that the start does not wait for them."""
    theme.load_scripts()
    paint.begin_again()


def is_dark(name: str) -> bool:
    """Whether a theme's name means dark, here and now."""
    if name == "system":
        return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return name == "dark"
