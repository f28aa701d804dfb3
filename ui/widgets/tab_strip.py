"""Tabs in a room that may be too small for them: they scroll, arrows say that there are more, the open one is seen."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.widgets import icons, theme
from ui.widgets.bars import Tabs
from ui.widgets.layouts import row, scrolling

_ARROW = 32  # pixels, of which the half farthest from the edge lets the tab below shine through
_FADE = 0.4
_CLEAR = 8  # between an arrow and the tab that is led into sight


class TabStrip(QWidget):
    """The tabs, and their action at the end, which stays where it is. It never pushes the window wider."""

    def __init__(self, tabs: Tabs) -> None:
        super().__init__()
        self.setObjectName(tabs.objectName())
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(tabs.height())
        self.tabs, self.area = tabs, scrolling(tabs)
        self.area.setFixedHeight(tabs.height())
        line = row(self.area, gap=12, margins=(1, 0, 1, 0))  # the line of a card at its sides
        line.setStretch(0, 1)
        line.addWidget(tabs.take_action())
        line.addSpacing(16 if tabs.action.text() else 0)
        self.setLayout(line)
        self.back, self.on = _Arrow(self, self.tr("Earlier tabs"), -1), _Arrow(self, self.tr("More tabs"), 1)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        bar = self.area.horizontalScrollBar()
        bar.valueChanged.connect(self._mark)
        self._looking = False  # for another tab, by mouse
        bar.rangeChanged.connect(self._fit)
        tabs.changed.connect(self._chosen)
        tabs.attended.connect(self.into_sight)
        self._mark()

    def into_sight(self, tab: QWidget) -> None:
        """Scrolls to a tab, so far that no arrow lies over it."""
        bar, beside = self.area.horizontalScrollBar(), _ARROW + _CLEAR
        first, last = tab.x() - beside, tab.x() + tab.width() + beside
        bar.setValue(min(first, max(bar.value(), last - self.area.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the room of the tabs is known only now
            self._mark()
        return super().event(event)

    def _fit(self) -> None:
        now = self.tabs.open_tab()
        if now is not None and not self._looking:
            self.into_sight(now)
        self._mark()

    def _chosen(self, _number: int) -> None:
        self._looking = False
        self._fit()

    def _turn(self, way: int) -> None:
        self._looking = True
        bar = self.area.horizontalScrollBar()
        bar.setValue(bar.value() + way * max(_ARROW, self.area.width() - 3 * _ARROW))

    def _mark(self) -> None:
        """An arrow at each end beyond which there are more."""
        bar, room = self.area.horizontalScrollBar(), self.area.geometry()
        high = self.height() - _CLEAR - 1  # the corner of a card above, its line below
        self.back.setGeometry(room.left(), _CLEAR, _ARROW, high)
        self.on.setGeometry(room.right() + 1 - _ARROW, _CLEAR, _ARROW, high)
        self.back.setVisible(bar.value() > bar.minimum())
        self.on.setVisible(bar.value() < bar.maximum())
        self.back.raise_()
        self.on.raise_()


class _Arrow(QAbstractButton):
    """Lies over the end of the tabs. For the mouse: by keyboard every tab is led into sight."""

    def __init__(self, parent: QWidget, name: str, way: int) -> None:
        super().__init__(parent)
        self._way = way
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoRepeat(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(_ARROW, _ARROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        solid, clear = QColor(theme.colour("surface")), QColor(theme.colour("surface"))
        clear.setAlpha(0)
        outer, inner = (0.0, float(self.width())) if self._way < 0 else (float(self.width()), 0.0)
        fade = QLinearGradient(QPointF(outer, 0), QPointF(inner, 0))
        fade.setColorAt(0, solid)
        fade.setColorAt(1 - _FADE, solid)
        fade.setColorAt(1, clear)
        painter.fillRect(QRectF(self.rect()), fade)
        x, y = 4 if self._way < 0 else self.width() - 20, (self.height() - _CLEAR - 16) / 2
        token = "ink" if self.underMouse() else "muted"
        icons.draw(painter, "chevron_left" if self._way < 0 else "chevron_right", x, y, 16, token)
