"""Opening a restricted record for which one is not named: a reason is needed, and it is read."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from inteam.errors import InteamError
from inteam.people import service
from ui.app.messages import words
from ui.app.shell import Shell, as_widget
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Paragraph
from ui.widgets.overlay import Dialog


class BreakGlassSheet(Dialog):
    """Asks why, writes it down, then opens."""

    def __init__(self, shell: Shell, *, person_id: UUID, opened: Callable[[], object]) -> None:
        super().__init__(as_widget(shell), "Restricted record", width=520)
        self._shell, self._person_id, self._opened = shell, person_id, opened
        said = self.tr(
            "This record is for named staff. You can open it if somebody's care needs it: your name, the time and "
            "your reason are written down, and the privacy officer and your manager read them."
        )
        self.body.addWidget(Paragraph(said, "body", line=20))
        self.reason = TextArea("Reason", lines=3, hint="Covering for Priya, who is off sick today")
        self.field = Field(self.tr("Why you need to open it"), self.reason)
        self.body.addWidget(self.field)
        close = Button(self.tr("Leave it closed"))
        close.clicked.connect(self.dismiss)
        self.go = Button(self.tr("Open the record"), "primary")
        self.go.clicked.connect(self._open)
        self.buttons(close, self.go)

    def _open(self) -> None:
        case = partial(service.open_person, person_id=self._person_id, reason=self.reason.text())
        self.go.setEnabled(False)
        self._shell.background.write(self, case, self._done, self._failed)

    def _done(self, _result: None) -> None:
        self.close_overlay()
        self._opened()

    def _failed(self, error: InteamError) -> None:
        self.go.setEnabled(True)
        self.field.set_problem(next(iter(words(error).values())))
        self.field.setFocus()
