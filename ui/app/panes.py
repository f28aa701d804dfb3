"""F6: from pane to pane of the window, each entered where one left off or at its first control."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.app.page import Page
from ui.widgets.bars import TopBar
from ui.widgets.rail import NavRail


def go_round(rail: NavRail, bar: TopBar, page: Page | None, step: int) -> None:
    """To the next of rail, top bar and page, or with -1 to the one before."""
    now = rail.window().focusWidget()
    panes: list[QWidget] = [rail, bar, *([page] if page is not None else [])]
    place = next((number for number, pane in enumerate(panes) if _inside(now, pane)), -1)
    _enter(panes[(place + step) % len(panes)])


def _enter(pane: QWidget) -> None:
    target = pane.first_focus() if isinstance(pane, Page) else None
    if isinstance(pane, NavRail):
        target = next((item for item in pane.items.values() if item.isChecked()), None)
    if target is None:
        target = next((one for one in pane.findChildren(QWidget) if _takes_tab(one)), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _inside(widget: QWidget | None, pane: QWidget) -> bool:
    return widget is not None and (widget is pane or pane.isAncestorOf(widget))


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
