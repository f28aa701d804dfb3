"""If things get worse: what happens, the steps, who with which phone number."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QWidget

from inteam.careplans.content import ContingencyPart
from inteam.careplans.queries import PlanView
from ui.app.acts import act_button
from ui.app.background import Background
from ui.careplans.editor import Editor
from ui.careplans.sheet import About
from ui.widgets.cards import EmptyState
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import column, row


class ContingencyEditor(Editor):
    """If things get worse: what, the steps, who with which phone number."""

    def __init__(self, background: Background, view: PlanView, about: About, parent: QObject) -> None:
        super().__init__(background, view, about, parent)
        for part in view.content.contingencies:
            self.body.addWidget(self._part(part))
        if not view.content.contingencies:
            self.body.addWidget(
                EmptyState(
                    self.tr("Nothing yet"),
                    self.tr("Say what should happen if things get worse: who does what, and their phone."),
                )
            )
        if self.open:
            add = act_button("careplans.contingency", lambda: self.asked.emit("contingency", {}), height=28)
            add.set_icon("plus")
            self.body.addLayout(row(add, None))
        self.body.addStretch(1)

    def _part(self, part: ContingencyPart) -> QWidget:
        inner = column(gap=6, margins=(12, 10, 12, 10))
        head = row(gap=8)
        head.addWidget(Paragraph(part.trigger, "body_strong"), 1)
        if self.open:
            change = act_button(
                "careplans.contingency",
                lambda: self.asked.emit("contingency", {"part": part}),
                "quiet",
                words=self.tr("Change"),
                height=28,
            )
            change.setAccessibleName(self.tr("Change: {words}").format(words=part.trigger))
            self.rows[part.id] = change
            head.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(head)
        for title, words in (
            (self.tr("Early signs:"), part.early_signs),
            (self.tr("What helps:"), part.coping),
            (self.tr("Medicines:"), part.medicines),
        ):
            if words:
                inner.addWidget(Paragraph(f"{title} {words}", "dense", lead=len(title)))
        for number, step in enumerate(part.steps, 1):
            who = ", ".join(filter(None, (step.who, step.phone)))
            inner.addWidget(Paragraph(f"{number}. {step.text} – {who}", "dense"))
        if part.escalation:
            title = self.tr("If that does not help:")
            inner.addWidget(Paragraph(f"{title} {part.escalation}", "dense", lead=len(title)))
        made = QFrame()
        made.setObjectName("mdtAction")
        made.setLayout(inner)
        return made
