"""F6: from pane to pane of the window, each entered where one left off or at its first control."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.app.page import Page
from ui.app.window import Window


def go_round(window: Window, step: int) -> None:
    """To the next of rail, top bar and page, or with -1 to the one before."""
    page, now = window.current(), window.focusWidget()
    panes: list[QWidget] = [window.rail, window.top, *([page] if page is not None else [])]
    place = next((number for number, pane in enumerate(panes) if _inside(now, pane)), -1)
    _enter(window, panes[(place + step) % len(panes)])


def _enter(window: Window, pane: QWidget) -> None:
    target = pane.first_focus() if isinstance(pane, Page) else None
    if pane is window.rail:
        target = next((item for item in window.rail.items.values() if item.isChecked()), None)
    if target is None:
        target = next((one for one in pane.findChildren(QWidget) if _takes_tab(one)), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _inside(widget: QWidget | None, pane: QWidget) -> bool:
    return widget is not None and (widget is pane or pane.isAncestorOf(widget))


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
