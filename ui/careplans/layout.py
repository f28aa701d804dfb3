"""The care plan as it looks: sections and versions left, the editor, the person's own copy at the right."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.app.acts import act_button
from ui.app.background import Background
from ui.app.page import Page
from ui.careplans.copy_view import CopyView
from ui.careplans.foot import PlanFoot, note
from ui.careplans.loading import NEEDS, Loaded
from ui.careplans.sections import TITLES, SectionsCard
from ui.careplans.words import say
from ui.widgets.cards import Card, EmptyState, Strip
from ui.widgets.labels import Label
from ui.widgets.layouts import NO_LIMIT, row, scrolling

_STACK_BELOW = 1000
_LEAST, _MOST = 120, 360  # of the editor, in pixels, in one column


class PlanLayout(Page):
    """The parts of the page. pressed(act's key) tells which button was pressed; what is shown is CarePlanPage's."""

    pressed = Signal(str)

    def __init__(self, background: Background) -> None:
        super().__init__(background, 16)
        self.empty = EmptyState(
            self.tr("No care plan yet"),
            self.tr("Begin one: needs, goals and actions from the record are in it from the start."),
            self.tr("Start a plan"),
            lambda: self.pressed.emit("careplans.start"),
        )
        self.empty.button.setProperty("act", "careplans.start")
        self.empty_card = Card()
        self.empty_card.body.addWidget(self.empty, 1)
        self.note, self.kept_note, self.wanting = Strip("", "amber"), Strip("", "amber"), Strip("", "red")
        self.side = SectionsCard()
        self.middle = self._middle()
        self.copy_view = CopyView()
        self._columns = row(gap=16)
        self._columns.addWidget(self.side)
        self._columns.addWidget(self.middle, 1)
        self._columns.addWidget(self.copy_view)
        self.holder = QWidget()
        self.holder.setLayout(self._columns)
        self.note.acted.connect(lambda: self.pressed.emit("careplans.copies"))
        self.unsigned_note = Strip("", "amber")
        for strip in (self.note, self.kept_note, self.unsigned_note, self.wanting):
            strip.hide()
            self.body.addWidget(strip)
        for part in (self.empty_card, self.holder):
            part.hide()  # until there is something to show
            self.body.addWidget(part, 1)
        self.setObjectName("carePlan")  # it lies over the record, which must not shine through

    def _middle(self) -> Card:
        card = Card()
        self.title = Label("", "section", elide=True)
        self.caption = Label("", "caption", "muted", elide=True)
        self.add_need = act_button("careplans.need", lambda: self.pressed.emit("careplans.need"), height=28)
        self.add_need.set_icon("plus")
        head = row(self.title, gap=8, margins=(16, 12, 16, 10))
        head.addWidget(self.caption, 1)
        head.addWidget(self.add_need)
        self.area, self._stacked = scrolling(QWidget(), bar=True), False
        card.body.addLayout(head)
        card.body.addWidget(self.area, 1)
        self.foot = PlanFoot(self.pressed.emit)
        card.body.addWidget(self.foot)
        return card

    def show_around(self, loaded: Loaded, section: int) -> None:
        """All that stands around the editor of a section; without a plan, only how to begin one."""
        view = loaded.view
        self.empty_card.setVisible(view is None)
        self.holder.setVisible(view is not None)
        if view is None:
            return
        said = note(loaded)
        self.note.say(said, "amber", action=self.tr("Who has a copy") if loaded.old_copies else "")
        self.note.setVisible(bool(said))
        self.side.show_versions(loaded, view.plan.id)
        self.side.show_lead(loaded)
        self.side.mark(view, section)
        self.foot.show_plan(loaded, section)
        if loaded.copy is not None:
            self.copy_view.show_copy(loaded.copy)
        title, caption = TITLES[section]
        self.title.say(say(title))
        self.caption.say(say(caption))
        self.add_need.setVisible(section == NEEDS and not view.plan.locked)

    def put_editor(self, widget: QWidget) -> None:
        """Shows another editor, scrolled as far as the one before, which is gone."""
        place = self.area.verticalScrollBar().value()
        self.area.setWidget(widget)
        widget.setAutoFillBackground(False)
        self._fit_area()
        self.area.verticalScrollBar().setValue(place)

    def reflow(self, narrow: bool) -> None:
        self._place(self.window().width())

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place(self.window().width())

    def _place(self, width: int) -> None:
        stacked = width < _STACK_BELOW
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        for widget, usual, small in ((self.side, 196, 190), (self.copy_view, 392, 292)):
            fixed = 0 if stacked else usual if width >= 1280 else small
            widget.setMinimumWidth(fixed)
            widget.setMaximumWidth(fixed or NO_LIMIT)
        self.side.set_small(small=stacked)
        self.copy_view.setMinimumHeight(420 if stacked else 0)
        self._stacked = stacked
        self._fit_area()

    def _fit_area(self) -> None:
        """Where all stands in one column, the editor is as high as it needs, up to the height of some screens."""
        inside, width = self.area.widget(), self.area.viewport().width()
        if inside is None:
            return
        high = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        self.area.setMinimumHeight(min(max(high, _LEAST), _MOST) if self._stacked else 0)

    # --- under the banner ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._alone() and (person_id := self.person_id()) is not None:
            # A plan is one person's: it is read under that person's banner.
            QTimer.singleShot(0, partial(self._under_the_banner, person_id))

    def _alone(self) -> bool:
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, Page):
                return False
            above = above.parentWidget()
        return True

    def _under_the_banner(self, person_id: UUID) -> None:
        if self.isVisible() and any(one.key == "person" for one in self.shell.screens):
            self.shell.open("person", person_id, "careplan")
