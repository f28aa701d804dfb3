"""Rows, columns and boxes: the layouts that screens are written with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

L = TypeVar("L", bound=QBoxLayout)
Item = QWidget | QLayout | int | None
NO_LIMIT = 16777215  # QWIDGETSIZE_MAX


def row(*items: Item, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """A horizontal layout of widgets and layouts. A number is a fixed space and None is a stretch."""
    return _fill(QHBoxLayout(), items, gap, margins)


def column(*items: Item, gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """A vertical layout of widgets and layouts. A number is a fixed space and None is a stretch."""
    return _fill(QVBoxLayout(), items, gap, margins)


def _fill(layout: L, items: Sequence[Item], gap: int, margins: tuple[int, int, int, int]) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def box(layout: QLayout, name: str = "") -> QWidget:
    """A plain widget around a layout. With a name it takes a QSS background."""
    made = QWidget()
    if name:
        made.setObjectName(name)
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(layout)
    return made


def framed(layout: QLayout, kind: str) -> QFrame:
    """A box with a QSS kind: head (sunk, rule under it), foot (sunk, rule over it), inset (sunk card)."""
    made = QFrame()
    made.setProperty("kind", kind)
    made.setLayout(layout)
    return made


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout; its widgets are deleted when Qt is next idle."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            _keep_focus(widget)
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _keep_focus(going: QWidget) -> None:
    """The focus stays where the widget was: in what scrolls around it, from where Tab goes on."""
    now = QApplication.focusWidget()
    if now is None or not (now is going or going.isAncestorOf(now)):
        return
    around = going.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        around = around.parentWidget()
    (around or going.window()).setFocus(Qt.FocusReason.OtherFocusReason)


class Scrolling(QScrollArea):
    """Content that scrolls when it does not fit, with no frame; focus brings it into view.

    The bar appears only when there is something to scroll to, and takes no room before.
    """

    def __init__(self, content: QWidget, *, bar: bool = True) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if bar else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(1)  # its own hint leaves room for bars that never show
        self.setViewport(QWidget())  # asking for the one that Qt made costs 30 ms: every kind of widget is made known
        self.setWidget(content)
        content.setAutoFillBackground(False)  # setWidget turns it on

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 (Qt's name)
        moved = super().focusNextPrevChild(next)
        now = QApplication.focusWidget()
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 8, 24)
        return moved


def scrolling(content: QWidget, *, bar: bool = False) -> Scrolling:
    """Content that scrolls when it does not fit; with `bar`, a scroll bar shows how much there is."""
    return Scrolling(content, bar=bar)


SETTLING = 3  # a paragraph asks for its height once it knows its width, and a card for its own after that
AT_REST = 20  # widgets in widgets: each tells the next one what it needs


def lay_out(rounds: int = AT_REST) -> None:
    """Give waiting layouts their turn; what they ask of others comes in the next round."""
    for _ in range(rounds):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


@contextmanager
def settled(page: QWidget) -> Iterator[None]:
    """Much is filled in; it is laid out before it is painted, so that it is painted once and nothing jumps."""
    page.setUpdatesEnabled(False)
    try:
        yield
        lay_out(SETTLING)
    finally:
        page.setUpdatesEnabled(True)
