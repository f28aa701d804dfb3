"""Two versions of a plan beside each other."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from inteam.careplans.content import Difference, differences
from ui.app.shell import Shell, as_widget
from ui.careplans.loading import Loaded
from ui.careplans.words import CHANGED, FIELDS, PARTS, say
from ui.widgets import dates
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, row, scrolling
from ui.widgets.marks import Rule, chip
from ui.widgets.overlay import Sheet


def open_sheet(shell: Shell, loaded: Loaded) -> None:
    """What differs in the version that is shown from the one before it, if there is one."""
    if loaded.before is None or loaded.view is None:
        return
    before, content = loaded.before
    title = say("From version {a} to version {b}").format(a=before.number, b=loaded.view.plan.number)
    CompareSheet(shell, title, differences(content, loaded.view.content)).open()


class CompareSheet(Sheet):
    """Two versions: what was added, changed, removed."""

    def __init__(self, shell: Shell, title: str, found: Sequence[Difference]) -> None:
        super().__init__(as_widget(shell), title, 640)
        lines = column(margins=(24, 0, 24, 16))
        for one in found:
            lines.addWidget(_difference(one))
            lines.addWidget(Rule())
        if not found:
            lines.addWidget(EmptyState(self.tr("No differences"), self.tr("Both versions say the same.")))
        lines.addStretch(1)
        close = Button(self.tr("Close"), key="Esc")
        close.clicked.connect(self.close_overlay)
        whole = column(Label(title, "lead", elide=True), margins=(0, 0, 0, 0))
        whole.setContentsMargins(24, 16, 24, 0)
        outer = column()
        outer.addLayout(whole)
        outer.addSpacing(10)
        outer.addWidget(scrolling(box(lines), bar=True), 1)
        outer.addLayout(row(None, close, margins=(24, 12, 24, 16)))
        self.panel.setLayout(outer)


def _difference(one: Difference) -> Any:
    words, tone = CHANGED[one.what]
    title = one.title or one.before or one.after
    text = column(Paragraph(f"{say(PARTS[one.kind])}: {title}", "dense_strong"))
    if one.field:
        before, after = (_value(one.field, words_of) for words_of in (one.before, one.after))
        text.addWidget(Paragraph(f"{say(FIELDS[one.field]).capitalize()}: {before} → {after}", "dense"))
    line = row(gap=12, margins=(0, 8, 0, 8))
    line.addLayout(text, 1)
    line.addWidget(chip(say(words), tone))
    return box(line)


def _value(field: str, words: str) -> str:
    """A value as people read it: days are not stored as they are said."""
    if not words:
        return say("nothing")
    if field in ("target_on", "due_on", "valid_to"):
        return dates.shown(date.fromisoformat(words))
    return words.replace("_", " ") if field in ("status", "state") else words
