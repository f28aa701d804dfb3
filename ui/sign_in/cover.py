"""What stands in front of the window: the mark at the left, and one thing to do at the right."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from inteam import __version__
from ui.widgets import icons
from ui.widgets.flow import ScrollPage
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, row

SIDE = 520
NARROW_BELOW = 1000


class BigMark(QWidget):
    """The mark at 36 pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.draw_mark(QPainter(self), QRectF(self.rect()))


class Cover(QWidget):
    """Left: what INTeam is. Right: `content`, in the middle, scrolling where there is no room."""

    def __init__(self, name: str, width: int) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        promise = Paragraph(
            self.tr("Referrals, contacts, plans and meetings, kept on your network and encrypted."),
            "lead_plain",
            "rail_text",
            line=26,
        )
        side = column(margins=(64, 60, 64, 48))
        side.addLayout(row(BigMark(), Label("INTeam", "title", "on_navy"), None, gap=12))
        side.addStretch(2)
        side.addWidget(Label(self.tr("One list for the whole"), "display", "on_navy", elide=True))
        side.addWidget(Label(self.tr("neighbourhood team."), "display", "on_navy", elide=True))
        side.addSpacing(16)
        side.addWidget(promise)
        side.addStretch(5)
        side.addWidget(Label(self.tr("Version {number}").format(number=__version__), "dense", "rail_muted"))
        self._side = box(side, "rail")
        self._side.setFixedWidth(SIDE)
        self.content = column(gap=0)
        holder = box(self.content)
        holder.setMaximumWidth(width)
        middle = row(gap=0)
        middle.addStretch(1)
        middle.addWidget(holder, 100)
        middle.addStretch(1)
        page = ScrollPage()
        page.body.addStretch(1)
        page.body.addLayout(middle)
        page.body.addStretch(1)
        whole = row(self._side, gap=0)
        whole.addWidget(page, 1)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setVisible(self.width() >= NARROW_BELOW)
        super().resizeEvent(event)
