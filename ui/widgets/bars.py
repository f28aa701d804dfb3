"""The bars around a page: top bar, status bar, and tabs."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QSizePolicy, QWidget

from ui.widgets import icons, paint, theme
from ui.widgets.buttons import Button, Link
from ui.widgets.focus import BY_KEY, update_ring
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, row
from ui.widgets.marks import dot, icon

SMALL_BAR = 800
SEARCH_HINT = "Find a person, NHS number or action"


class SearchOpener(QAbstractButton):
    """Looks like the search field; a press or a typed letter opens the palette, where the typing happens."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.compact = self._ringed = False
        self.setFixedHeight(36)
        self.setAccessibleName("Search and actions, Ctrl K")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(440)
        self.setMinimumWidth(120)

    def sizeHint(self) -> QSize:
        return QSize(440, 36)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEY
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        words = event.text()
        if words.isprintable() and words.strip():
            self.typed.emit(words)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.rounded(painter, area, 6, "surface", "line_strong")
        if self._ringed and self.hasFocus():
            paint.outline(painter, area, 6, "blue")
        icons.draw(painter, "search", 12, 10, 16, "muted")
        room = area.adjusted(38, 0, -12 if self.compact else -8 - paint.key_width("Ctrl K") - 8, 0)
        paint.text(painter, room, "Find a person" if self.compact else SEARCH_HINT, "body", "muted")
        if not self.compact:
            paint.key(painter, area.right() - 8 - paint.key_width("Ctrl K"), area.center().y(), "Ctrl K")


class TopBar(QWidget):
    """Search, team and the one primary button that is on every screen."""

    search_asked = Signal(str)

    def __init__(self, log: Button) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(56)
        self.search = SearchOpener()
        self.search.clicked.connect(self._opened)
        self.search.typed.connect(self.search_asked)
        self.team = Button("", icon="people", trailing="chevron_down", style="body_medium")
        self.team.hide()  # until there is one
        self.log = log
        layout = row(gap=12, margins=(24, 1, 24, 0))
        layout.addWidget(self.search, 4)
        layout.addStretch(1)
        for widget in (self.team, self.log):
            layout.addWidget(widget)
        self.setLayout(layout)

    def _opened(self) -> None:
        self.search_asked.emit("")

    def set_team(self, name: str, menu: QMenu | None) -> None:
        """The team at the right; with a menu the press offers others."""
        self.team.setText(name)
        self.team.setVisible(bool(name))
        if menu is not None:
            self.team.clicked.connect(lambda: menu.popup(self.team.mapToGlobal(self.team.rect().bottomLeft())))

    def set_compact(self, compact: bool) -> None:
        """Icons instead of words where the window is narrow."""
        self.team.set_compact(compact)
        self.search.compact = compact
        self.search.update()


class StatusBar(QWidget):
    """Where the data is, when it was saved, and when the screen locks."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(28)
        self.connection = Label("", "caption", "muted", elide=True)
        self.saved = Label("", "caption", "muted", elide=True)
        self.lock = Label("", "caption", "muted")
        self._where = ""
        self._light = row()
        self._saved_icon = icon("check", 14, "muted")
        self._lock_icon = icon("lock", 14, "muted")
        self.keys = Link("F1 Keys", "caption", "muted")
        self.keys.setAccessibleName("Keys for this screen, F1")
        self.keys.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = row(gap=20, margins=(24, 2, 24, 0))
        layout.addLayout(row(self._light, self.connection, gap=6))
        layout.addLayout(row(self._saved_icon, self.saved, gap=6))
        layout.addStretch(1)
        layout.addLayout(row(self._lock_icon, self.lock, gap=6))
        layout.addWidget(self.keys)
        self.setLayout(layout)
        self.set_connection("", "green")
        self.set_saved("")
        self.set_lock("")

    def set_connection(self, words: str, tone: str) -> None:
        """Where the data is: green reachable, amber working from a copy, red not reachable."""
        clear(self._light)
        self._light.addWidget(dot(tone))
        self._where = words
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A small window says where the data is without the name of the file, which its tooltip has."""
        small = self.width() < SMALL_BAR
        self.connection.say(self._where.split(" · ")[0] if small else self._where)
        self.connection.setToolTip(self._where)

    def set_saved(self, words: str) -> None:
        """When it was saved."""
        self.saved.say(words)
        self._saved_icon.setVisible(bool(words))

    def set_lock(self, words: str) -> None:
        """When the screen locks, or why it does not."""
        if bool(words) != self._lock_icon.isVisibleTo(self):
            self._lock_icon.setVisible(bool(words))
        self.lock.say(words)


class _Tab(QAbstractButton):
    """One tab: the current one has a 3 px blue line under it."""

    spoken_role = QAccessible.Role.PageTab
    attended = Signal()

    def __init__(self, words: str, count: str, height: int) -> None:
        super().__init__()
        self.setText(words)
        self._count = count
        self.setCheckable(True)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{words}, {count}" if count else words)

    def set_count(self, count: str) -> None:
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.updateGeometry()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.attended.emit()
        update_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        update_ring(self, event)

    def sizeHint(self) -> QSize:
        width = paint.text_width(self.text(), "body_strong")
        if self._count:
            width += 8 + paint.text_width(self._count, "caption")
        return QSize(round(width) + 24, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        token, style = ("blue", "body_strong") if on else ("muted", "body_medium")
        area = QRectF(12, 0, self.width() - 12, self.height())
        width = paint.text(painter, area, self.text(), style, token)
        if self._count:
            paint.text(painter, area.adjusted(width + 8, 0, 0, 0), self._count, "caption", "muted")
        if on:
            line = QRectF(0, self.height() - 3, self.width(), 3)
            painter.fillRect(line, theme.colour("blue"))


class Tabs(QWidget):
    """A row of tabs. Alt+1 … choose in order. attended(tab): the keyboard has come to it."""

    changed = Signal(int)
    attended = Signal(QWidget)
    spoken_role = QAccessible.Role.PageTabList

    def __init__(self, names: Sequence[tuple[str, str]], *, in_card: bool = False, action: str = "") -> None:
        super().__init__()
        self.setObjectName("cardTabs" if in_card else "tabBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        side = 8 if in_card else 16
        layout = row(gap=4, margins=(side, 0, side, 1))
        self._group = group = QButtonGroup(self)
        for number, (words, count) in enumerate(names):
            tab = _Tab(words, count, 39)
            tab.attended.connect(partial(self.attended.emit, tab))
            group.addButton(tab, number)
            layout.addWidget(tab)
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.activated.connect(tab.click)
        layout.addStretch(1)
        self.action = Link(action, "body_strong", "muted")
        if not action:
            self.action.hide()  # never setVisible(True) before it has a parent: that is a window of its own
        self._end = row(self.action, 12)
        layout.addLayout(self._end)
        group.idClicked.connect(self.changed)
        group.button(0).setChecked(True)
        self.setLayout(layout)

    def current(self) -> int:
        """The number of the tab that is open, counted from 0."""
        return self._group.checkedId()

    def take_action(self) -> Link:
        """The action, for another place than the end of the tabs."""
        while self._end.takeAt(0) is not None:
            pass
        return self.action

    def open_tab(self) -> QWidget | None:
        """The tab that is open."""
        return self._group.checkedButton()

    def choose(self, number: int) -> None:
        """Opens a tab and tells."""
        self._group.button(number).click()

    def set_count(self, number: int, count: str) -> None:
        """The number beside a tab's words."""
        tab = self._group.button(number)
        if isinstance(tab, _Tab):
            tab.set_count(count)
