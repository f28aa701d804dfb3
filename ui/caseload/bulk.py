"""The navy bar under the list: how many are selected, and what can be done to all of them."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from inteam.caseload.queries_views import WorkerRow
from ui.app.acts import act_button
from ui.app.messages import plural
from ui.caseload.reassign import load_words
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column


class BulkBar(QWidget):
    """asked: the key of an act of the register. cleared: nobody is to be selected any more."""

    asked = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.owner_id: UUID | None = None
        self._workers: Sequence[WorkerRow] = ()
        self._count = 0
        self._selected = Label("", "body_strong", "on_navy")
        self.worker = Button(self.tr("Choose a worker"), icon="person", trailing="chevron_down", height=36)
        self.worker.clicked.connect(self._offer)
        self.reassign = act_button("caseload.reassign", partial(self.asked.emit, "caseload.reassign"), "primary")
        others = [
            act_button(key, partial(self.asked.emit, key), "navy", words=said, height=28)
            for key, said in (
                ("caseload.set_action", self.tr("Set action")),
                ("caseload.snooze", self.tr("Snooze")),
                ("caseload.add_to_meeting", self.tr("Add to MDT")),
                ("handovers.offer", self.tr("Hand over")),
                ("print.people", self.tr("Print pack")),
                ("caseload.export_selected", self.tr("Export")),
            )
        ]
        clear = IconButton("cross", self.tr("Clear the selection"), 24, "on_navy")
        clear.clicked.connect(self.cleared)
        flow = FlowLayout(self._selected, self.worker, self.reassign, *others, clear, gap=8, row_gap=8, row_height=36)
        inner = box(column(box(flow), margins=(16, 12, 13, 12)), "bulkBar")
        self.setLayout(column(inner))

    def offer(self, workers: Sequence[WorkerRow]) -> None:
        """Who can take people over."""
        self._workers = workers

    def show_count(self, ticked: int, total: int) -> None:
        """How many are selected of how many; nothing selected hides the bar."""
        self._count = ticked
        self.setVisible(ticked > 0)
        said = plural(ticked, self.tr("1 of {total} selected"), self.tr("{n} of {{total}} selected"))
        self._selected.say(said.format(total=f"{total:,}"))
        self.reassign.setText(self.tr("Reassign {n}").format(n=f"{ticked:,}"))
        self._show_worker()

    def _offer(self) -> None:
        menu = QMenu(self.worker)
        menu.setAccessibleName(self.tr("Reassign to"))
        for worker in self._workers:
            menu.addAction(load_words(worker, 0), partial(self._choose, worker.id))
        menu.popup(self.worker.mapToGlobal(self.worker.rect().topLeft()))

    def _choose(self, owner_id: UUID) -> None:
        self.owner_id = owner_id
        self._show_worker()
        self.reassign.setFocus()

    def _show_worker(self) -> None:
        worker = next((one for one in self._workers if one.id == self.owner_id), None)
        if worker is None:
            self.worker.setText(self.tr("Choose a worker"))
            return
        said = self.tr("{name}  {load}").format(name=worker.name, load=load_words(worker, self._count))
        self.worker.setText(said)
