"""The last step: what came of the import."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inteam.exchange.report import Report
from ui.app.acts import act_button
from ui.exchange import words
from ui.widgets.cards import Card, Strip
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import box, clear, column


class DoneStep(QWidget):
    """The sentence, what was taken and what was not, and where to go on."""

    def __init__(self, again: Callable[[], object], undo: Callable[[], object], save: Callable[[], object]) -> None:
        super().__init__()
        self.strip = Strip("", "green")
        self._lines = column(gap=6)
        self.again = act_button("exchange.choose", again, "primary", words=self.tr("Import another file"))
        self.undo = act_button("exchange.undo", undo, words=self.tr("Undo this import"))
        self.save = act_button("exchange.refused", save)
        card = Card(self.tr("What was taken"))
        card.inside(box(self._lines), box(FlowLayout(self.again, self.undo, self.save, gap=8)), gap=16)
        self.setLayout(column(self.strip, card, None, gap=16))

    def show_report(self, report: Report) -> None:
        """The report of an import."""
        self.strip.say(words.summary(report), "green", "check")
        clear(self._lines)
        for kind, count in sorted(report.taken.items()):
            self._line(f"{words.say(words.KINDS.get(kind, kind))}: {count:,}")
        for kind, count in sorted(report.not_taken.items()):
            said = words.say("Not taken, {kind}: {count}").format(kind=kind, count=f"{count:,}")
            self._line(said, "muted")
        if not report.taken and not report.not_taken:
            self._line(words.say("Only people were in the source."), "muted")
        if report.created:
            self._line(
                words.say("Next: find somebody with Ctrl+K and add a referral. Accepted, it is on your caseload.")
            )
        self.undo.setVisible(report.batch_id is not None)
        self.save.setVisible(bool(report.refused))

    def _line(self, said: str, token: str = "ink") -> None:
        self._lines.addWidget(Label(said, "dense", token, elide=True))
