"""What a page may ask of the window it stands in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtWidgets import QWidget

from ui.app.background import Background
from ui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from uuid import UUID

    from ui.app.screens import Screen


class Shell(Protocol):
    """The window, as pages, sheets and acts see it. It is a QWidget too."""

    background: Background
    screens: list["Screen"]

    def open(self, key: str, *args: Any) -> None:
        """Show a screen of the register: ("person", person_id), for example."""

    def back(self) -> None:
        """The screen before this one."""

    def log_contact(self, person_id: "UUID | None" = None, **context: Any) -> None:
        """The Log contact sheet, for somebody or for whoever is chosen in it."""

    def show_sheet(self, key: str, **context: Any) -> Overlay | None:
        """A sheet or dialog of the register, by its act's key."""

    def toast(self, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """A line at the bottom left for 8 seconds, with one action at most. Never the only place of an error."""

    def notice(
        self, words: str, tone: str = "amber", action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """A strip over the page until it is put away: what went wrong outside any form."""

    def set_count(self, key: str, count: str, *, unread: bool = False) -> None:
        """The number beside a page in the rail."""

    def person_id(self) -> "UUID | None":
        """Whose record is open now, or None."""


def shell_of(widget: QWidget) -> Shell:
    """The window that a widget stands in."""
    return cast(Shell, widget.window())


def as_widget(shell: Shell) -> QWidget:
    """The same window as a widget, to be a parent."""
    return cast(QWidget, shell)
