"""What is wrong with how a window stands: words that do not fit, widgets that stick out, controls that say nothing.

Each check gives one line for each fault. tests/ui/test_looking.py shows every one of them a fault that it must find.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from ui.widgets import paint
from ui.widgets.bars import Tabs
from ui.widgets.buttons import Button, CheckBox, Radio
from ui.widgets.delegates import DateCell
from ui.widgets.focus import FocusRing
from ui.widgets.labels import Label, Painted, Paragraph
from ui.widgets.overlay import Overlay
from ui.widgets.segmented import SegmentedControl
from ui.widgets.tab_strip import TabStrip
from ui.widgets.table import TableView

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
        case Button() | CheckBox() | Radio() | SegmentedControl():
            return widget.width() + SLACK < widget.minimumSizeHint().width() or _words_cut(widget, hint.width())
        case QLabel():
            return widget.width() + SLACK < hint.width() and not widget.wordWrap()
    return False


def _words_cut(widget: QWidget, natural: int) -> bool:
    return not isinstance(widget, SegmentedControl) and widget.width() + SLACK < natural


def cut_in_a_box(root: QWidget) -> list[str]:
    """Hints of empty boxes and choices that do not fit where they stand: they end without an ellipsis."""
    found = []
    for widget in visible(root):
        words, room = "", widget.width()
        if isinstance(widget, QLineEdit) and not widget.text():
            words = widget.placeholderText()
        elif isinstance(widget, QComboBox):
            words = widget.currentText() or widget.placeholderText()
        if words and widget.fontMetrics().horizontalAdvance(words) > room + 4:
            found.append(f"{called(widget)}: {words!r} does not fit into {room}")
    return found


def cut_in_a_table(root: QWidget) -> list[str]:
    """Heads of columns, and dates and numbers, that their column cuts. Other words may take two lines or end in …."""
    found = []
    for view in visible(root):
        if isinstance(view, TableView):
            found += [f"{view.accessibleName()}: {line}" for line in _cut_columns(view)]
    return found


def _cut_columns(view: TableView) -> Iterator[str]:
    model = view.rows_model
    for number, column in enumerate(model.columns):
        room = view.columnWidth(number) - column.delegate.left - column.delegate.right
        arrow = 18 if number == view.head.sorted_by else 0
        if not view.isColumnHidden(number) and paint.text_width(column.title, "caption_strong") > room - arrow + SLACK:
            yield f"head {column.title!r} does not fit into {room}"
        if not view.isColumnHidden(number) and isinstance(column.delegate, DateCell):
            yield from _cut_dates(view, number, room + column.delegate.right)


def _cut_dates(view: TableView, number: int, room: int) -> Iterator[str]:
    model = view.rows_model
    style = model.columns[number].delegate.style_name
    for line in range(min(30, model.rowCount())):
        said = "" if model.is_group(line) else model.look(line, number).words
        if paint.text_width(said, style) > room + SLACK:
            yield f"{said!r} does not fit into {room}"


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


def scrolls_without_a_sign(root: QWidget) -> list[str]:
    """What reaches past the edge of an area that scrolls and has neither a bar nor an arrow there to say so."""
    found = []
    for area in visible(root):
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None:
            room = area.viewport().size()
            level, upright = inside.width() > room.width() + SLACK, inside.height() > room.height() + SLACK
            if level and not area.horizontalScrollBar().isVisibleTo(root) and not _has_arrows(area):
                found.append(f"{called(inside)}: {inside.width()} wide in {room.width()}")
            if upright and not area.verticalScrollBar().isVisibleTo(root):
                found.append(f"{called(inside)}: {inside.height()} high in {room.height()}")
    return found


def _has_arrows(area: QScrollArea) -> bool:
    """Whether an arrow stands wherever there is more, and nowhere else."""
    strip, bar = area.parentWidget(), area.horizontalScrollBar()
    if not isinstance(strip, TabStrip):
        return False
    more = bar.value() > bar.minimum(), bar.value() < bar.maximum()
    return (strip.back.isVisibleTo(strip), strip.on.isVisibleTo(strip)) == more


def empty_screens(root: QWidget) -> list[str]:
    """Where one scrolls through a whole screen on which nothing stands."""
    found = []
    for area in visible(root):
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None:
            end, room = 0, area.viewport().height()
            for top, bottom in sorted(_leaves(inside)):
                if top - end > room:
                    found.append(f"{called(inside)}: nothing from {end} to {top}, {room} are seen at a time")
                end = max(end, bottom)
    return found


def _leaves(inside: QWidget) -> Iterator[tuple[int, int]]:
    """From where to where each widget stands that shows something itself, and is no box around others."""
    for widget in visible(inside):
        if isinstance(widget, QAbstractItemView) or next(visible(widget), None) is None:
            top = widget.mapTo(inside, QPoint(0, 0)).y()
            yield top, top + widget.height()


def open_tab_out_of_sight(root: QWidget) -> list[str]:
    """The tab that is open where its row is scrolled to another place, or an arrow lies over it."""
    found = []
    for strip in visible(root):
        tab = strip.tabs.open_tab() if isinstance(strip, TabStrip) else None
        if isinstance(strip, TabStrip) and tab is not None:
            room, place = strip.area.geometry(), QRect(tab.mapTo(strip, QPoint(0, 0)), tab.size())
            over = [
                one for one in (strip.back, strip.on) if one.isVisibleTo(strip) and one.geometry().intersects(place)
            ]
            if over or place.left() < room.left() or place.right() > room.right():
                found.append(f"{called(tab)} at {_rect(place)} of {_rect(room)}")
    return found


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


_SAYS_NOTHING = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Border,
    QAccessible.Role.Pane,
    QAccessible.Role.Window,
}


def without_a_role(root: QWidget) -> list[str]:
    """Controls that Tab stops at and of which a screen reader could not say what they are."""
    found = []
    for widget in visible(root):
        if _takes_focus(widget):
            heard = QAccessible.queryAccessibleInterface(widget)
            if heard.role() in _SAYS_NOTHING:
                found.append(f"{called(widget)}: {heard.role()}")
    return found


def heads_without_words(root: QWidget) -> list[str]:
    """Columns of tables whose cells a screen reader would read without saying what they are."""
    return [
        f"{view.accessibleName()}: column {number + 1}"
        for view in visible(root)
        if isinstance(view, TableView)
        for number in range(len(view.rows_model.columns))
        if not view.isColumnHidden(number) and not view.rows_model.headerData(number, Qt.Orientation.Horizontal)
    ]


def out_of_the_round(root: QWidget) -> list[str]:
    """Controls that Tab should stop at and never comes to."""
    stops = [widget for widget in visible(root) if _takes_focus(widget)]
    if not stops:
        return []
    reached, step = {stops[0]}, stops[0].nextInFocusChain()
    while step is not None and step is not stops[0]:
        reached.add(step)
        step = step.nextInFocusChain()
    return [called(widget) for widget in stops if widget not in reached]


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


CHECKS = {
    check.__name__: check
    for check in (
        clipped_words,
        cut_in_a_box,
        cut_in_a_table,
        sticking_out,
        scrolls_without_a_sign,
        open_tab_out_of_sight,
        empty_screens,
        without_a_name,
        without_a_role,
        heads_without_words,
        out_of_the_round,
        too_small_to_hit,
        out_of_reach,
    )
}
