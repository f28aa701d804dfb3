"""The views over the list as tabs, and the dialogs to keep one and to choose its columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut

from inteam.access import Actor
from inteam.caseload import service
from inteam.caseload.queries_views import ViewRow
from inteam.caseload.rules import FIRST_COLUMNS, FIXED_COLUMNS, Column, Filters, View
from inteam.errors import InteamError
from ui.app.messages import words as problem_words
from ui.app.shell import Shell, as_widget
from ui.caseload import words
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.fields import Field
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import box, column
from ui.widgets.overlay import Dialog


@dataclass(frozen=True)
class Tab:
    """One tab: a view, and the row it is kept in, if it is kept."""

    view: View
    kept: ViewRow | None = None


def standing(actor: Actor, no_contact_days: int = 30) -> list[Tab]:
    """The views that everybody has."""
    mine = Filters(owner_id=actor.staff_id)
    return [
        Tab(View(words.say("My caseload"), mine)),
        Tab(View(words.say("Overdue action"), replace(mine, overdue=True))),
        Tab(View(words.say("Past waiting standard"), replace(mine, waiting_over=True), Column.WAITING)),
        Tab(
            View(
                words.say("No contact in {n} days").format(n=no_contact_days),
                replace(mine, no_contact_for=no_contact_days),
                Column.LAST_CONTACT,
            )
        ),
        Tab(View(words.say("Plan review due"), replace(mine, review_within=0), Column.REVIEW)),
        Tab(View(words.say("Whole team"), Filters())),
    ]


class SaveViewDialog(Dialog):
    """Keeps the list as it is shown now, for me or for the team."""

    def __init__(self, shell: Shell, *, view: View, kept: ViewRow | None, finished: Callable[[str], object]) -> None:
        super().__init__(as_widget(shell), words.say("Save view"), width=440)
        self.background, self._view, self._kept, self._finished = shell.background, view, kept, finished
        self.name = TextBox(self.tr("Name"), value=kept.view.name if kept else "")
        self.field = Field(self.tr("Name"), self.name, help=self.tr("It keeps filters, order and columns"))
        self.for_team = CheckBox(self.tr("For the whole team"), bool(kept and kept.view.for_team))
        self.body.addWidget(self.field)
        self.body.addWidget(self.for_team)
        save = Button(self.tr("Save view"), "primary", key="Ctrl ↵")
        save.clicked.connect(self.save)
        cancel = Button(self.tr("Cancel"), key="Esc")
        cancel.clicked.connect(self.dismiss)
        if kept is not None:
            remove = Button(self.tr("Delete view"))
            remove.clicked.connect(self.remove)
            self.buttons(remove)
        self.buttons(cancel, save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)
        self.name.edit.returnPressed.connect(self.save)

    def save(self) -> None:
        """Keeps it."""
        view = replace(self._view, name=self.name.text(), for_team=self.for_team.isChecked())
        same = self._kept if self._kept and self._kept.view.name == view.name else None
        use_case = partial(
            service.save_view, view=view, view_id=same.id if same else None, version=same.version if same else None
        )
        done = self.tr("View {name} saved").format(name=view.name)
        self.background.write(self, use_case, self._saved, self._failed, done=done)

    def remove(self) -> None:
        """Takes the view away; the toast offers it back."""
        if self._kept is None:
            return
        use_case = partial(service.remove_view, view_id=self._kept.id, version=self._kept.version)
        done = self.tr("View {name} deleted").format(name=self._kept.view.name)
        self.background.write(self, use_case, self._removed, self._failed, done=done)

    def _saved(self, _view_id: UUID) -> None:
        self._finished(self.name.text())
        self.close_overlay()

    def _removed(self, _nothing: None) -> None:
        self._finished("")
        self.close_overlay()

    def _failed(self, error: InteamError) -> None:
        said = problem_words(error)
        self.field.set_problem(said.get("name") or " ".join(said.values()))
        self.name.edit.setFocus()
        self.fit()


class ColumnsDialog(Dialog):
    """Which columns stand in the list; the three identifiers always do."""

    def __init__(self, shell: Shell, *, chosen: Sequence[Column], take: Callable[[tuple[Column, ...]], object]) -> None:
        super().__init__(as_widget(shell), words.say("Columns"), width=420)
        self._take = take
        self.body.addWidget(
            Paragraph(self.tr("Name, NHS number and date of birth stay in every list."), "dense", "muted")
        )
        self.boxes = {
            one: CheckBox(words.say(words.TITLES[one]), one in chosen) for one in Column if one not in FIXED_COLUMNS
        }
        self.body.addWidget(box(column(*self.boxes.values(), gap=8)))
        usual = Button(self.tr("Usual columns"))
        usual.clicked.connect(self._usual)
        show = Button(self.tr("Show columns"), "primary", key="Ctrl ↵")
        show.clicked.connect(self.show_columns)
        self.buttons(usual, show)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.show_columns)

    def _usual(self) -> None:
        for name, one in self.boxes.items():
            one.setChecked(name in FIRST_COLUMNS)

    def show_columns(self) -> None:
        """Shows them."""
        chosen = (*FIXED_COLUMNS, *(name for name, one in self.boxes.items() if one.isChecked()))
        self.close_overlay()
        self._take(chosen)
