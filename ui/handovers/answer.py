"""Answering an offer: accepted once the risks are read, or refused with a reason."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from inteam.careplans.papers import HandoverPaper, RiskLine, RiskState
from inteam.errors import InteamError
from inteam.meetings import queries_handover, service_handover_answers
from inteam.meetings.queries_handover_board import BoardRow
from inteam.people import dates
from ui.app.background import UseCase
from ui.app.messages import plural, sentence
from ui.app.messages import words as sentences
from ui.app.shell import Shell, as_widget
from ui.handovers import words
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.cards import Strip
from ui.widgets.fields import Field
from ui.widgets.identity import identity_head
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column
from ui.widgets.overlay import Dialog


class _Answer(Dialog):
    """A dialog about one offer; a child class gives the words and the use case. Ctrl+Enter answers."""

    def __init__(self, shell: Shell, handover: BoardRow, title: str, verb: str) -> None:
        super().__init__(as_widget(shell), title, width=560)
        self.shell, self.background, self.handover = shell, shell.background, handover
        self.problem = Strip("", "red")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.body.addWidget(identity_head(words.on_pathway(handover), words.identity(handover)))
        self.go = Button(verb, "primary", key="Ctrl ↵")
        self.go.clicked.connect(self.do)
        cancel = Button(self.tr("Cancel"), key="Esc")
        cancel.clicked.connect(self.dismiss)
        self.buttons(cancel, self.go)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.do)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.do)

    def use_case(self) -> UseCase[None]:
        """What the answer does."""
        raise NotImplementedError

    def done_words(self) -> str:
        """What the toast says."""
        raise NotImplementedError

    def do(self) -> None:
        """Answers, once."""
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        self.background.write(self, self.use_case(), self._done, self._failed, done=self.done_words())

    def _done(self, _result: None) -> None:
        self.close_overlay()

    def _failed(self, error: InteamError) -> None:
        self.go.setEnabled(True)
        self.show_problem(error)
        self.fit()

    def show_problem(self, error: InteamError) -> None:
        """What went wrong, at the top."""
        self.problem.say(sentence(error), "red")
        self.problem.show()


class AcceptDialog(_Answer):
    """What was written, the risks, and the open actions; the tick is the receiver's word that they read them."""

    def __init__(self, shell: Shell, *, handover: BoardRow) -> None:
        title = words.say("Accept from {name}").format(name=handover.from_worker)
        super().__init__(shell, handover, title, words.say("Accept"))
        for heading, text in (
            (self.tr("What to know"), handover.situation),
            (self.tr("What is asked"), handover.recommendation),
            (self.tr("In the next seven days"), handover.next_7_days),
        ):
            if text.strip():
                self.body.addWidget(_part(heading, text))
        self._risks = column(gap=2)
        self.body.addWidget(box(column(Label(self.tr("Risks"), "caption_strong", "muted"), box(self._risks), gap=2)))
        self.read = CheckBox(self.tr("I have read the risks"))
        self.read.toggled.connect(self._ticked)
        self.body.addWidget(self.read)
        count = plural(handover.open_actions, self.tr("1 open action"), self.tr("{n} open actions"))
        self.body.addWidget(
            Paragraph(self.tr("The case and {actions} become yours when you accept.").format(actions=count), "caption")
        )
        self.go.setEnabled(False)
        self.read.setEnabled(False)
        background = self.background
        query = partial(
            queries_handover.handover_paper,
            handover_id=handover.id,
            actor=background.actor,
            now=background.now(),
        )
        background.read(self, query, self._show_risks, self._failed_to_read)

    def _show_risks(self, paper: HandoverPaper) -> None:
        for line, token in _risk_lines(paper):
            self._risks.addWidget(Paragraph(line, "dense" if token == "muted" else "dense_strong", token))
        self.read.setEnabled(True)
        self.read.setFocus()
        QTimer.singleShot(0, self, self.fit)  # once the new lines know how high they stand

    def _failed_to_read(self, error: InteamError) -> None:
        self.show_problem(error)
        self.fit()

    def _ticked(self, on: bool) -> None:
        self.go.setEnabled(on)

    def use_case(self) -> UseCase[None]:
        return partial(
            service_handover_answers.accept_handover,
            handover_id=self.handover.id,
            version=self.handover.version,
            risks_read=self.read.isChecked(),
        )

    def done_words(self) -> str:
        return self.tr("{name} is yours now").format(name=words.named(self.handover))


class RefuseDialog(_Answer):
    """It goes back to the sender, who was responsible all the time, with the reason."""

    def __init__(self, shell: Shell, *, handover: BoardRow) -> None:
        title = words.say("Refuse, back to {name}").format(name=handover.from_worker)
        super().__init__(shell, handover, title, words.say("Refuse"))
        self.reason = TextArea(self.tr("Why?"), lines=3)
        self.field = Field(self.tr("Why?"), self.reason, help=self.tr("The sender reads this"))
        self.body.addWidget(self.field)

    def open(self, first: Any = None) -> None:
        super().open(first or self.field.edit())

    def use_case(self) -> UseCase[None]:
        return partial(
            service_handover_answers.refuse_handover,
            handover_id=self.handover.id,
            version=self.handover.version,
            reason=self.reason.text(),
        )

    def done_words(self) -> str:
        return self.tr("Refused; {name} stays responsible").format(name=self.handover.from_worker)

    def show_problem(self, error: InteamError) -> None:
        said = sentences(error)
        self.field.set_problem(said.pop("reason", ""))
        if said:
            super().show_problem(error)
        else:
            self.field.edit().setFocus()


_INKS = {"medium": "amber_text", "low": "ink"}


def _part(heading: str, text: str) -> Any:
    return box(column(Label(heading, "caption_strong", "muted"), Paragraph(text, "dense"), gap=2))


def _risk_lines(paper: HandoverPaper) -> list[tuple[str, str]]:
    """Each line, and in which ink: as serious as the risk is."""
    person = paper.person
    if person.risks:
        return [(_risk(one), "red" if one.to_staff else _INKS.get(one.level, "red")) for one in person.risks]
    if person.risk_state is RiskState.NONE_KNOWN:
        on = dates.short(person.risks_assessed_on) if person.risks_assessed_on else words.say("a day not recorded")
        by = person.risks_assessed_by or words.say("somebody not recorded")
        return [(words.say("No known risks, assessed {day} by {name}.").format(day=on, name=by), "muted")]
    return [(words.say("Risks not assessed. Ask before you rely on this."), "red")]


def _risk(one: RiskLine) -> str:
    if one.withheld:
        return words.say("[Item withheld – contact {role}]").format(role=one.withheld)
    parts = [one.text, one.level, f"since {dates.short(one.since)}" if one.since else ""]
    said = ", ".join(part for part in parts if part)
    return words.say("To staff: {risk}").format(risk=said) if one.to_staff else said
