"""Understand someone in 30 seconds: next action, what matters, risks, care team; needs; the timeline."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from inteam.timeline.overview import Overview
from ui.app.page import Page
from ui.person.needs_card import NeedsCard
from ui.person.summary import Summary
from ui.person.timeline_card import TimelineCard
from ui.widgets.flow import Columns
from ui.widgets.layouts import NO_LIMIT, column, scrolling

_LEFT, _RIGHT = 292, 340


class OverviewTab(QWidget):
    """The first tab. `page` is asked for sheets and reads; it reads again by itself after each save."""

    def __init__(self, page: Page, sheet: Callable[..., object], open_plan: Callable[[], object]) -> None:
        super().__init__()
        self.page = page
        self.seen: Overview | None = None
        self.summary = Summary(page, sheet, open_plan)
        self.needs_card = NeedsCard(page, sheet, open_plan)
        self.timeline_card = TimelineCard(page, sheet, open_plan)
        self.needs, self.entries = self.needs_card.view, self.timeline_card.view
        self._left_area = scrolling(self.summary, bar=True)
        self.summary.installEventFilter(self)
        self.timeline_card.fitted.connect(self.fit)
        self.columns = Columns((self._left_area, _LEFT), (self.needs_card, 0), (self.timeline_card, _RIGHT))
        layout = column()
        layout.addWidget(self.columns, 1)
        self.setLayout(layout)

    def show_person(self, seen: Overview) -> None:
        """Shows the person as they were just read."""
        self.seen = seen
        for part in (self.summary, self.needs_card, self.timeline_card):
            part.show_person(seen)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The left column has grown or shrunk."""
        if watched is self.summary and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit_left()
        return super().eventFilter(watched, event)

    def _fit_left(self) -> None:
        if self.page.narrow:
            self._left_area.setFixedHeight(max(200, self.summary.minimumSizeHint().height()))
        else:
            self._left_area.setMinimumHeight(200)
            self._left_area.setMaximumHeight(NO_LIMIT)

    def fit(self) -> None:
        """In one column the lists stand in full height; side by side they scroll on their own."""
        narrow = self.page.narrow
        self._fit_left()
        for view in (self.needs, self.entries):
            if narrow:
                view.setFixedHeight(max(200, view.content_height() + 8))
            else:
                view.setMinimumHeight(200)
                view.setMaximumHeight(NO_LIMIT)
            view.setVerticalScrollBarPolicy(
                Qt.ScrollBarPolicy.ScrollBarAlwaysOff if narrow else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            )
