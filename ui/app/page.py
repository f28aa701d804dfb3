"""The base of every page of the main window."""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from inteam.errors import CancelledError, InteamError
from ui.app import screens
from ui.app.background import Background
from ui.app.messages import sentence
from ui.app.shell import Shell, shell_of
from ui.widgets.cards import Strip
from ui.widgets.flow import ScrollPage

if TYPE_CHECKING:
    from uuid import UUID


class Page(ScrollPage):
    """Reads again what it shows when a commit changed one of its tables; if hidden, once shown.

    Content goes into `self.body`. A page for one thing takes it in `arrive(...)`, which the window calls with
    what was given to `shell.open(key, ...)`. `keys` are the lines of the F1 sheet beside the ones of the window.
    """

    tables: ClassVar[frozenset[str]]
    keys: ClassVar[tuple[tuple[str, str], ...]] = ()

    def __init__(self, background: Background, top: int = 20) -> None:
        super().__init__(top)
        self.background = background
        self._stale = True
        self.problem = Strip("", "red")
        self.problem.hide()
        self.body.addWidget(self.problem)
        background.changed.connect(self._on_changed)
        background.actor_changed.connect(self._actor_changed)

    @property
    def shell(self) -> Shell:
        """The window, as far as a page may ask of it. Only once the page is in it."""
        return shell_of(self)

    def arrive(self, *args: Any) -> None:
        """What to show, from `shell.open(key, *args)`. Call `reload` when it is something else than before."""

    def leave(self) -> None:
        """Another page comes; a page with a form keeps its draft here."""

    def reload(self) -> None:
        """Ask the background for everything that is shown."""
        raise NotImplementedError

    def first_focus(self) -> QWidget | None:
        """Where the focus goes when the page is opened: the list, usually."""
        return None

    def person_id(self) -> "UUID | None":
        """Whose record this is, on a page about one person."""
        return None

    def fail(self, error: InteamError) -> None:
        """Show the failure at the top of the page, until the next reload."""
        if isinstance(error, CancelledError):
            self.shell.toast(sentence(error))
            return
        self.problem.say(sentence(error), "red")
        self.problem.show()

    def mark_stale(self) -> None:
        """Read again now if this is shown, else when it is shown next."""
        self._stale = True
        self._read_if_shown()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_if_shown()

    def _on_changed(self, tables: frozenset[str]) -> None:
        self._stale |= bool(tables & self.tables)
        self._read_if_shown()

    def _actor_changed(self) -> None:
        self.mark_stale()

    def _read_if_shown(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.problem.hide()
            self.reload()


def page_of(key: str, background: Background) -> Page:
    """The page of a screen, made now."""
    factory = screens.screen(key).factory
    made = screens.load(factory)(background)
    if not isinstance(made, Page):
        raise TypeError(f"{factory} is not a Page")
    return made
