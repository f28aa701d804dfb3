"""What is wrong with how a window stands: words that do not fit, widgets that stick out, controls without a name."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from ui.widgets.bars import Tabs
from ui.widgets.buttons import Button
from ui.widgets.focus import FocusRing
from ui.widgets.labels import Label, Painted, Paragraph
from ui.widgets.overlay import Overlay

SLACK = 1  # a pixel of rounding
LEAST_TARGET = 24  # WCAG 2.2, 2.5.8


def visible(root: QWidget) -> Iterator[QWidget]:
    """Every widget under a root that is to be seen, on whatever it can be scrolled to."""
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and widget.width() and widget.height() and not _machinery(widget):
            yield widget


def _machinery(widget: QWidget) -> bool:
    """Scroll bars, viewports' helpers and the focus ring: Qt's own, not ours to lay out."""
    return isinstance(widget, QScrollBar | FocusRing) or widget.objectName().startswith("qt_")


def called(widget: QWidget) -> str:
    """A widget in words, for a failure."""
    words = widget.accessibleName() or getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {str(words)[:60]!r} in {type(widget.parentWidget()).__name__}"


def clipped_words(root: QWidget) -> list[str]:
    """Labels and buttons narrower or lower than their words, unless they may end in an ellipsis."""
    return [
        f"{called(widget)}: needs {widget.sizeHint().width()}×{widget.sizeHint().height()}, "
        f"has {widget.width()}×{widget.height()}"
        for widget in visible(root)
        if _is_clipped(widget)
    ]


def _is_clipped(widget: QWidget) -> bool:
    hint = widget.sizeHint()
    match widget:
        case Label():
            short = widget.height() + SLACK < hint.height()
            return short or (not widget.elides and widget.width() + SLACK < hint.width())
        case Painted() | Paragraph():  # the one has a fixed size, the other takes the height that its width needs
            return False
        case Button():
            return widget.width() + SLACK < hint.width()
        case QLabel():
            return widget.width() + SLACK < hint.width() and not widget.wordWrap()
    return False


def sticking_out(root: QWidget) -> list[str]:
    """Widgets that reach over the edge of their parent; in a scrolling page, over its side."""
    found = []
    for widget in visible(root):
        parent = widget.parentWidget()
        if parent is None or widget.isWindow() or isinstance(widget, Overlay):
            continue
        over = _over(widget, parent)
        if over:
            found.append(f"{called(widget)} at {_rect(widget.geometry())} sticks out {over} of {_rect(parent.rect())}")
    return found


def _over(widget: QWidget, parent: QWidget) -> str:
    area, room = widget.geometry(), parent.rect()
    scrolls = _scrolls_in(parent)
    if area.right() > room.right() + SLACK or area.left() < room.left() - SLACK:
        return "" if scrolls == "both" else "sideways"
    if scrolls:
        return ""
    if area.bottom() > room.bottom() + SLACK or area.top() < room.top() - SLACK:
        return "up or down"
    return ""


def _scrolls_in(parent: QWidget) -> str:
    """How far what is in this parent may be larger than it: a viewport shows a part of it."""
    area = parent.parentWidget()
    if isinstance(area, QScrollArea) and isinstance(area.widget(), Tabs):
        return "both"  # the arrows and Alt with a number bring each tab into view
    if isinstance(area, QScrollArea) and area.viewport() is parent:
        level = area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return "both" if level else "upright"
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        return "both"
    return ""


def _rect(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}×{rect.height()}"


def without_a_name(root: QWidget) -> list[str]:
    """Controls that Tab stops at and that a screen reader could not name."""
    return [called(widget) for widget in visible(root) if _takes_focus(widget) and not _name(widget)]


def _takes_focus(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and widget.focusProxy() is None


def _name(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def too_small_to_hit(root: QWidget) -> list[str]:
    """Buttons under 24 pixels either way."""
    return [
        f"{called(widget)}: {widget.width()}×{widget.height()}"
        for widget in visible(root)
        if isinstance(widget, QAbstractButton)
        and widget.isEnabled()
        and min(widget.width(), widget.height()) < LEAST_TARGET
    ]


def out_of_reach(root: QWidget) -> list[str]:
    """Controls that no scrolling brings into the window."""
    found = []
    for widget in visible(root):
        if _takes_focus(widget) and not isinstance(widget, QAbstractItemView | QLineEdit):
            corner = widget.mapTo(root, QPoint(0, 0))
            area = QRect(corner, widget.size())
            if not _can_scroll(widget) and not root.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(area):
                found.append(f"{called(widget)} at {_rect(area)}")
    return found


def _can_scroll(widget: QWidget) -> bool:
    step: QWidget | None = widget.parentWidget()
    while step is not None:
        if isinstance(step, QScrollArea):
            return True
        step = step.parentWidget()
    return False
