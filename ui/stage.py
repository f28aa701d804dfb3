"""The program on a demo file in one look: what pictures are taken of, and what tests walk through."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inteam import clock
from ui.samples import Samples

if TYPE_CHECKING:
    from ui.app.start import Program

DAY, AT = date(2026, 11, 19), datetime(2026, 11, 19, 10, 42, tzinfo=clock.LONDON)
PATIENCE = 30.0  # seconds for one page; a slow machine, not a wait


class Look(NamedTuple):
    """How the window is shown: its size in logical pixels, theme and text size."""

    width: int
    height: int
    theme: str
    text: int


LOOKS = {
    "light": Look(1440, 900, "light", 100),
    "dark": Look(1440, 900, "dark", 100),
    "narrow": Look(1180, 720, "light", 100),
    "text-200": Look(720, 450, "light", 200),
    "text-200-dark": Look(720, 450, "dark", 200),
}


class Stage:
    """The program on the demo, for pictures and for tests that walk every screen."""

    def __init__(self, program: "Program") -> None:
        self.program, self.window = program, program.window
        self.samples = Samples(program.background)

    def settle(self) -> None:
        """Until nothing is awaited and everything is painted."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop  # noqa: PLC0415 (after the platform is chosen)

        from ui.widgets.layouts import lay_out  # noqa: PLC0415 (the same)

        deadline = QDeadlineTimer(round(PATIENCE * 1000))
        quiet = 0
        while quiet < 4:
            self.program.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            quiet = quiet + 1 if self.program.background.idle else 0
            if deadline.hasExpired():
                raise TimeoutError("the page is still waiting for an answer")
        lay_out()

    def settle_until(self, there: Callable[[], bool]) -> None:
        """The same, again and again until something is there; raises TimeoutError when it never comes."""
        from PySide6.QtCore import QDeadlineTimer  # noqa: PLC0415 (after the platform is chosen)

        deadline = QDeadlineTimer(round(PATIENCE * 1000))
        while not there():
            self.settle()
            if deadline.hasExpired():
                raise TimeoutError("the file does not open")

    def clear(self) -> None:
        """Takes away what stands over the page."""
        while (open_one := self.window.overlay()) is not None:
            open_one.close_overlay()
        self.settle()

    def reset(self) -> None:
        """Back to an open file with nothing in front of the pages."""
        self.clear()
        if not self.program.session.is_open:
            self.program.session.unlock_unasked()
            self.settle_until(lambda: self.program.session.is_open)
        self.window.set_cover(None)
        self.window.hush()
        self.settle()


@contextmanager
def stage(file: Path, look: Look) -> Iterator[Stage]:
    """The program on a demo file, at a quarter to eleven on the pictures' day, in one look."""
    from ui.app.preferences import Preferences  # noqa: PLC0415 (after the platform is chosen)
    from ui.app.start import Program, load_scripts  # noqa: PLC0415 (after the platform is chosen)

    program = Program(Preferences(theme=look.theme, text=look.text, motion=False), now=clock.fixed(AT))
    load_scripts()
    program.show()
    program.window.resize(look.width, look.height)
    shown = Stage(program)
    ready: list[Any] = []
    program.session.ready.connect(ready.append)
    program.session.refused.connect(ready.append)
    program.open(file)
    shown.settle_until(lambda: bool(ready))
    if not program.session.is_open:
        raise RuntimeError(f"the demonstration does not open: {ready[0]}")
    program.lock.check()
    program.lock.stop()
    try:
        yield shown
    finally:
        program.end()
