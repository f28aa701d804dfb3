"""The F1 sheet: the keys of this screen, then the keys of every screen."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QWidget

from ui.app.shell import Shell
from ui.widgets import theme
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import key_cap
from ui.widgets.overlay import Dialog
from ui.widgets.rail import RailEntry

EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Ctrl K", "Search and actions"),
    ("Ctrl L", "Log contact"),
    ("Ctrl N", "Add person"),
    ("Ctrl Z", "Undo what was just done"),
    ("Ctrl ↵", "Save the form"),
    ("Esc", "Close, keep the draft"),
    ("F6", "Next: rail, bar, page"),
    ("Alt ←", "The screen before"),
    ("Ctrl Shift L", "Lock"),
    ("F1", "This sheet, in lists ? too"),
)
LISTS: tuple[tuple[str, str], ...] = (
    ("↑ ↓", "Move"),
    ("Enter", "Open"),
    ("Space", "Select"),
    ("Shift ↓", "Select on"),
    ("Ctrl A", "Select all"),
)


def _keys(title: str, lines: Sequence[tuple[str, str]]) -> QWidget:
    made = column(gap=6)
    made.addWidget(Label(title, "section"))
    made.addSpacing(4)
    for keys, words in lines:
        caps = row(*(key_cap(part) for part in keys.split(" ")), None, gap=4)
        holder = box(caps)
        holder.setFixedWidth(128)
        line = row(holder, gap=8)
        line.addWidget(Label(words, "dense", elide=True), 1)
        made.addLayout(line)
    made.addStretch(1)
    return box(made)


class KeysSheet(Dialog):
    """Every key that works here, and the switch for single letters (WCAG 2.1.4)."""

    def __init__(self, shell: Shell, here: Sequence[tuple[str, str]], pages: Sequence[RailEntry]) -> None:
        super().__init__(cast(QWidget, shell), "Keys", width=760)
        rail = [(f"Ctrl {number}", page.name) for number, page in enumerate(pages[:8], start=1)]
        left = column(gap=20)
        if here:
            left.addWidget(_keys(self.tr("On this screen"), here))
        left.addWidget(_keys(self.tr("In lists"), LISTS))
        left.addStretch(1)
        right = column(_keys(self.tr("Everywhere"), EVERYWHERE), gap=20)
        if rail:
            right.addWidget(_keys(self.tr("Pages"), rail))
        right.addStretch(1)
        both = row(gap=32)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        self.body.addLayout(both)
        letters = CheckBox(self.tr("Single letters act in lists"), theme.current.letters)
        letters.toggled.connect(_set_letters)
        close = Button(self.tr("Close"), key="Esc")
        close.clicked.connect(self.close_overlay)
        self.buttons(close, first=letters)


def _set_letters(on: bool) -> None:
    theme.current.letters = on
