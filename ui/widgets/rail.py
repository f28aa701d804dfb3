"""The navigation rail: pages, team tools, and who is signed in."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from ui.widgets import icons, paint
from ui.widgets.focus import BY_KEY
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, row, scrolling
from ui.widgets.theme import colour

WIDE, NARROW = 208, 64


class RailEntry(NamedTuple):
    """One rail entry. `unread` draws the yellow badge."""

    key: str
    name: str
    icon: str


class NavItem(QAbstractButton):
    """One page: icon, name, count. On is a pill; the focus ring is yellow."""

    spoken_role = QAccessible.Role.PageTab

    def __init__(self, page: RailEntry) -> None:
        super().__init__()
        self._page, self.compact = page, False
        self._badge, self._unread = "", False
        self.setText(page.name)
        self.setCheckable(True)
        self.setFixedHeight(40)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(page.name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._ringed = False

    def set_count(self, count: str, *, unread: bool = False) -> None:
        """The number at the right; unread ones in the yellow badge."""
        self._badge, self._unread = count, unread
        self.setAccessibleName(f"{self._page.name}, {count}" if count else self._page.name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40 if self.compact else 184, 40)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEY
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        area = QRectF(self.rect())
        if on or self.underMouse():
            paint.rounded(painter, area, 6, "rail_on" if on else "rail_line")
        if self._ringed and self.hasFocus():
            paint.outline(painter, area, 6, "badge")
        ink = "rail_on_text" if on else "rail_text"
        icons.draw(painter, self._page.icon, 11 if self.compact else 12, 11, 18, ink)
        if self.compact:
            if self._unread and not on:
                paint.rounded(painter, QRectF(26, 5, 9, 9), 4.5, "badge")
            return
        count = self._badge
        width = paint.text_width(count, "caption_strong")
        right = area.right() - 12
        style = "body_strong" if on else "body_medium"
        paint.text(painter, QRectF(42, 0, right - width - 50, 40), self._page.name, style, ink)
        if self._unread and not on:
            badge = QRectF(right - width - 12, 11, width + 12, 18)
            paint.rounded(painter, badge, 9, "badge")
            paint.text(painter, badge, count, "caption_strong", "badge_text", paint.CENTRE)
        else:
            token = "rail_on_count" if on else "rail_muted"
            paint.text(painter, QRectF(right - width, 0, width, 40), count, "caption_strong", token)


class Mark(QWidget):
    """The product mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(28, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.draw_mark(QPainter(self), QRectF(self.rect()))


class Account(QAbstractButton):
    """Who is signed in, at the foot of the rail; a press opens the account menu."""

    def __init__(self) -> None:
        super().__init__()
        self.compact, self._who, self._role, self._ringed = False, "", "", False
        self.setFixedHeight(64)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Nobody signed in")

    def set_person(self, who: str, role: str) -> None:
        """A name and a role."""
        self._who, self._role = who, role
        self.setAccessibleName(f"{who}, {role}")
        self.setToolTip(f"{who}, {role}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NARROW if self.compact else WIDE, 64)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEY
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, colour("rail_line" if self.underMouse() else "rail"))
        paint.rule(painter, 0, area.right(), 0, "rail_line")
        if self._ringed and self.hasFocus():
            paint.outline(painter, area.adjusted(4, 4, -4, -4), 6, "badge")
        initials = "".join(part[0] for part in self._who.split()[:2])
        paint.disc(painter, QRectF(16, 16, 32, 32), "blue", initials)
        if not self.compact:
            self._paint_words(painter, area.adjusted(58, 0, -10, 0))

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        """The name, and the role under it on one line, or two."""
        lines = paint.folded(self._role, "caption", "caption", room.width()) or (self._role,)
        top = (self.height() - 18 - 16 * len(lines)) / 2
        name = QRectF(room.x(), top, room.width(), 18)
        paint.text(painter, name, self._who, "dense_strong", "on_navy")
        for number, line in enumerate(lines):
            below = QRectF(room.x(), top + 18 + 16 * number, room.width(), 16)
            paint.text(painter, below, line, "caption", "rail_muted")


class NavRail(QWidget):
    """Pages down the left, 208 wide, or 64 with icons only. Up and Down move, Enter or Space opens."""

    chosen = Signal(str)
    account_asked = Signal()
    spoken_role = QAccessible.Role.PageTabList

    def __init__(self, pages: Sequence[RailEntry], tools: Sequence[RailEntry], heading: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Pages")
        self.items: dict[str, NavItem] = {}
        self._group = QButtonGroup(self)
        self._brand = Label("INTeam", "brand", "on_navy")
        self._heading = Label(heading, "caption_medium", "rail_muted", elide=True)
        self._heading_row = row(self._heading, None, margins=(12, 0, 0, 6))
        self._brand_row = row(Mark(), self._brand, None, gap=10, margins=(20, 14, 20, 14))
        self._account = Account()
        self._account.clicked.connect(self.account_asked)
        nav = column(gap=2, margins=(12, 8, 12, 8))
        for page in pages:
            nav.addWidget(self._item(page))
        if tools:
            nav.addSpacing(18)
            nav.addLayout(self._heading_row)
            for page in tools:
                nav.addWidget(self._item(page))
        nav.addStretch(1)
        layout = column()
        layout.addLayout(self._brand_row)
        self._nav = box(nav)
        layout.addWidget(scrolling(self._nav), 1)
        layout.addWidget(self._account)
        self.setLayout(layout)
        self.set_compact(compact=False)

    def _item(self, page: RailEntry) -> NavItem:
        item = NavItem(page)
        item.clicked.connect(partial(self._choose, page.key))
        self._group.addButton(item)
        self.items[page.key] = item
        return item

    def _choose(self, key: str, _checked: bool = False) -> None:
        self.chosen.emit(key)

    def set_person(self, who: str, role: str) -> None:
        """Who is signed in, at the foot."""
        self._account.set_person(who, role)

    def select(self, key: str) -> None:
        """Shows which page is open; an unknown key shows none."""
        item = self.items.get(key)
        if item is not None:
            item.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self.items.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def set_count(self, key: str, count: str, *, unread: bool = False) -> None:
        """The number beside a page."""
        if key in self.items:
            self.items[key].set_count(count, unread=unread)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        items = list(self.items.values())
        now = self.focusWidget()
        if step and isinstance(now, NavItem):
            target = items[(items.index(now) + step) % len(items)]
            target.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def set_compact(self, compact: bool) -> None:
        """Icons only, or icons and words."""
        for widget in (self, self._nav):
            widget.setFixedWidth(NARROW if compact else WIDE)
        self._brand.setVisible(not compact)
        self._heading.setVisible(not compact)
        self._heading_row.setContentsMargins(12, 0, 0, 0 if compact else 6)  # at 200 % every pixel is needed
        margins = self._brand_row.contentsMargins()
        margins.setLeft(18 if compact else 20)
        margins.setRight(0 if compact else 20)
        self._brand_row.setContentsMargins(margins)
        self._brand_row.setSpacing(0 if compact else 10)
        self._account.compact = compact
        self._account.update()
        for item in self.items.values():
            item.compact = compact
            item.setToolTip(item.text() if compact else "")
            item.updateGeometry()
