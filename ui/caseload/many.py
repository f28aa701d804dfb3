"""The base of the dialogs for what is done to many: who is affected, and what will be different."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut

from inteam.caseload import service
from inteam.caseload.queries import CaseloadRow, rows_of
from inteam.caseload.service import Outcome
from inteam.errors import InteamError
from ui.app.background import UseCase
from ui.app.messages import plural, sentence
from ui.app.messages import words as problem_words
from ui.app.shell import Shell, as_widget
from ui.caseload import words
from ui.widgets.buttons import Button
from ui.widgets.cards import Strip
from ui.widgets.fields import Field
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, framed, scrolling
from ui.widgets.overlay import Dialog

LINES = 200
"""Names shown in a preview; beyond that nobody reads them, and the count says the rest."""


class ManyDialog(Dialog):
    """Shows who is affected; a child class adds fields and gives the use case. Ctrl+Enter does it, Esc does nothing."""

    title_words: ClassVar[str]
    verb: ClassVar[str]

    def __init__(
        self, shell: Shell, *, case_ids: Sequence[UUID], finished: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(as_widget(shell), words.say(self.title_words), width=600)
        self.shell, self.background, self._finished = shell, shell.background, finished
        self.ids, self.rows = list(case_ids), list[CaseloadRow]()
        self.fields: dict[str, Field] = {}
        self.problem = Strip("", "red")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.build()
        self._people = Label("", "dense_strong")
        self._lines = column(gap=2)
        self._list = scrolling(box(self._lines), bar=True)
        self._list.setFixedHeight(132)
        self._list.setAccessibleName(self.tr("Who is affected"))
        self.body.addLayout(column(self._people, framed(column(self._list, margins=(12, 8, 4, 8)), "inset"), gap=6))
        self.effect = Paragraph("", "dense", "muted")
        self.effect.hide()
        self.body.addWidget(self.effect)
        self.go = Button(words.say(self.verb), "primary", key="Ctrl ↵")
        self.go.setEnabled(False)
        self.go.clicked.connect(self.do)
        cancel = Button(self.tr("Cancel"), key="Esc")
        cancel.clicked.connect(self.dismiss)
        self.buttons(cancel, self.go)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.do)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.do)
        actor = self.background.actor
        self.background.read(
            self, partial(rows_of, actor=actor, ids=self.ids[: service.MOST_AT_ONCE]), self._take, self._fail
        )

    # --- what a child class gives ------------------------------------------------------------------------------

    def build(self) -> None:
        """Adds the fields."""
        raise NotImplementedError

    def use_case(self) -> UseCase[Outcome]:
        """What is done."""
        raise NotImplementedError

    def done_words(self) -> str:
        """What the toast says."""
        raise NotImplementedError

    def affected(self, rows: list[CaseloadRow]) -> list[CaseloadRow]:
        """Those of the chosen rows for whom something will be different."""
        return rows

    def foresee(self) -> None:
        """Says what will be different, once it is known."""

    # --- the base ----------------------------------------------------------------------------------------------

    def add(self, name: str, label: str, control: Any, *, help: str = "", optional: bool = False) -> Field:
        """A field under its label; name as in the errors."""
        made = Field(label, control, help=help, optional=optional)
        self.fields[name] = made
        self.body.addWidget(made)
        return made

    def chosen(self) -> list[tuple[UUID, int]]:
        """The cases and the versions at which their rows were shown here."""
        return [(one.case_id, one.version) for one in self.affected(self.rows)]

    def _take(self, rows: list[CaseloadRow]) -> None:
        self.rows = rows
        self.show_affected()

    def show_affected(self) -> None:
        """The names, and whether there is anything to do."""
        affected = self.affected(self.rows)
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in affected[:LINES]:
            self._lines.addWidget(Label(words.identity(one), "dense", elide=True))
        self._lines.addStretch(1)
        left = len(self.ids) - len(affected)
        said = plural(len(affected), self.tr("1 person is affected"), self.tr("{n} people are affected"))
        if left:
            said += ". " + plural(left, self.tr("1 is left as it is"), self.tr("{n} are left as they are"))
        self._people.say(said)
        self.go.setEnabled(bool(affected))
        self.foresee()
        self.fit()

    def do(self) -> None:
        """Does it, once."""
        if not self.go.isEnabled():
            return
        for field in self.fields.values():
            field.set_problem("")
        if len(self.ids) > service.MOST_AT_ONCE:
            most, chosen = service.MOST_AT_ONCE, len(self.ids)
            self._say(
                self.tr("{chosen} are selected; at most {most} can be changed at once. Select fewer.").format(
                    chosen=chosen, most=most
                )
            )
            return
        self.go.setEnabled(False)
        self.background.write(self, self.use_case(), self._done, self._fail, done=self.done_words())

    def _done(self, outcome: Outcome) -> None:
        self._finished()
        self.close_overlay()
        if outcome.refused:
            said = plural(len(outcome.refused), self.tr("1 person was left out"), self.tr("{n} people were left out"))
            why = self.tr("they declined to be discussed, or are on the agenda already")
            self.shell.notice(self.tr("{said}: {why}.").format(said=said, why=why))

    def _fail(self, error: InteamError) -> None:
        self.go.setEnabled(bool(self.rows))
        said = problem_words(error)
        first = None
        for name, problem in said.items():
            if name in self.fields:
                self.fields[name].set_problem(problem)
                first = first or self.fields[name]
        if first is not None:
            first.edit().setFocus()
        if not set(said) <= set(self.fields):
            self._say(sentence(error))
        self.fit()

    def _say(self, problem: str) -> None:
        self.problem.say(problem, "red")
        self.problem.show()
        self.fit()
