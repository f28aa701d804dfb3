"""All actions of a plan in one list, those of no need too."""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from inteam.careplans.content import ActionPart
from inteam.careplans.queries import PlanView
from ui.app.acts import act_button
from ui.app.background import Background
from ui.careplans.editor import Editor
from ui.careplans.sheet import About
from ui.careplans.words import ACTIONS, say
from ui.widgets import dates
from ui.widgets.cards import EmptyState
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import Rule


class ActionsEditor(Editor):
    """All actions of the plan in one list, those of no need too."""

    def __init__(self, background: Background, view: PlanView, about: About, parent: QObject) -> None:
        super().__init__(background, view, about, parent)
        found = [a for need in view.content.needs for a in need.all_actions] + list(view.content.loose_actions)
        found.sort(key=lambda a: (a.status not in ("planned", "started"), a.due_on or date.max, a.text))
        lines = column()
        for action in found:
            lines.addWidget(self._line(action))
            lines.addWidget(Rule())
        self.body.addWidget(box(lines))
        if not found:
            self.body.addWidget(
                EmptyState(self.tr("No actions yet"), self.tr("Add actions to the needs, each with who and by when."))
            )
        self.body.addStretch(1)

    def _change(self, action: ActionPart) -> None:
        self.asked.emit("action", {"action": action})

    def _line(self, action: ActionPart) -> QWidget:
        line = row(gap=12, margins=(0, 8, 0, 8))
        words = column(Paragraph(action.text, "dense_strong"))
        if action.plain_text:
            words.addWidget(
                Paragraph(self.tr("In the copy: {words}").format(words=action.plain_text), "caption", "muted")
            )
        line.addLayout(words, 1)
        owner = Label(action.owner, "dense", elide=True)
        owner.setFixedWidth(116)
        line.addWidget(owner)
        due = Label(say(ACTIONS.get(action.status, "")) or dates.shown(action.due_on), "dense")
        due.setMinimumWidth(96)
        line.addWidget(due)
        if self.open and action.status in ("planned", "started"):
            change = act_button("careplans.change_action", partial(self._change, action), "quiet", height=28)
            change.setAccessibleName(self.tr("Change action: {words}").format(words=action.text))
            self.rows[action.id] = change
            line.addWidget(change)
        elif self.open:
            line.addSpacing(80)  # under the others' buttons, so that the columns stay straight
        return box(line)
