"""The F1 sheet: the keys of this screen and of every screen; over a sheet, the keys of that sheet."""

from collections.abc import Sequence
from typing import TypeVar, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.app.shell import Shell
from ui.widgets import theme
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.fields import ChoiceField, DateField
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import key_cap
from ui.widgets.overlay import EDGE, Dialog, Overlay
from ui.widgets.rail import RailEntry
from ui.widgets.segmented import SegmentedControl
from ui.widgets.suggest import SuggestBox

_WIDTH, _MARGIN, _BETWEEN, _CAPS, _GAP = 760, 24, 32, 128, 8
Keys = Sequence[tuple[str, str]]  # as printed on the caps, and what they do
Part = tuple[str, Keys]  # under its title
T = TypeVar("T", bound=QWidget)

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
DATES: Keys = (
    ("↑ ↓", "A day later, earlier"),
    ("PgUp PgDn", "A month later, earlier"),
    ("t", "Today"),
    ("+2w", "In two weeks"),
)
CHOICES: Keys = (("↑ ↓", "The next, the one before"), ("Space", "Show all"))
FINDING: Keys = (("↑ ↓", "Move in what was found"), ("Enter", "Take it"))
# Keys of a sheet that no button carries.
_UNPRINTED = {"Ctrl+;": ("Ctrl ;", "Put in the time now")}


def _say(words: str) -> str:
    return QCoreApplication.translate("KeysSheet", words)


def on_page(here: Keys, pages: Sequence[RailEntry]) -> tuple[list[Part], list[Part]]:
    """What the F1 sheet says at the left and at the right while a page is in front."""
    left: list[Part] = [(_say("On this screen"), here), (_say("In lists"), LISTS)]
    rail = [(f"Ctrl {number}", page.name) for number, page in enumerate(pages[:8], start=1)]
    return left, [(_say("Everywhere"), EVERYWHERE), (_say("Pages"), rail)]


def over_sheet(sheet: Overlay) -> tuple[list[Part], list[Part]]:
    """The same while a sheet or dialog is in front: its own keys, then those of the kinds of field that it has."""
    pressed = [button for button in sheet.panel.findChildren(Button) if button.key_cap and button.isVisible()]
    own = {button.key_cap: button.accessibleName() for button in pressed}
    shortcuts = [one.key().toString() for one in sheet.findChildren(QShortcut)]
    own |= dict(_UNPRINTED[keys] for keys in shortcuts if keys in _UNPRINTED)
    own |= dict(sheet.keys)
    own.setdefault("Tab", _say("The next field"))
    own["Esc"] = own.pop("Esc", _say("Close"))  # last, as its button stands
    fields: list[Part] = [(title, lines) for title, lines, kind in _kinds() if _has(sheet, kind)]
    numbers = max((one.number_keys for one in _shown(sheet, SegmentedControl)), default=0)
    if numbers:
        fields.insert(0, (_say("In a row of choices"), [(f"1 … {numbers}", _say("Choose")), ("← →", _say("Move"))]))
    return [(sheet.accessibleName().partition(":")[0], list(own.items()))], fields


def _kinds() -> list[tuple[str, Keys, type[QWidget]]]:
    return [
        (_say("In a date"), DATES, DateField),
        (_say("In a list of choices"), CHOICES, ChoiceField),
        (_say("In a box that finds"), FINDING, SuggestBox),
        (_say("In lists"), LISTS[:2], QAbstractItemView),
    ]


def _shown(sheet: Overlay, kind: type[T]) -> list[T]:
    return [one for one in sheet.panel.findChildren(kind) if one.isVisible()]


def _has(sheet: Overlay, kind: type[QWidget]) -> bool:
    return bool(_shown(sheet, kind))


def _keys(title: str, lines: Keys) -> QWidget:
    made = column(gap=6)
    made.addWidget(Label(title, "section"))
    made.addSpacing(4)
    for keys, words in lines:
        caps = row(*(key_cap(part) for part in keys.split(" ")), None, gap=4)
        holder = box(caps)
        holder.setFixedWidth(_CAPS)
        line = row(holder, gap=_GAP)
        line.addWidget(Paragraph(words, "dense"), 1)
        made.addLayout(line)
    made.addStretch(1)
    return box(made)


class KeysSheet(Dialog):
    """Every key that works here, and the switch for single letters (WCAG 2.1.4)."""

    def __init__(self, shell: Shell, left: Sequence[Part], right: Sequence[Part]) -> None:
        super().__init__(cast(QWidget, shell), "Keys", width=_WIDTH)
        both = row(gap=_BETWEEN)
        for side in (left, right):
            parts = column(gap=20)
            for title, lines in side:
                if lines:
                    parts.addWidget(_keys(title, lines))
            parts.addStretch(1)
            both.addLayout(parts, 1)
        self.body.addLayout(both)
        letters = CheckBox(self.tr("Single letters act in lists"), theme.current.letters)
        letters.toggled.connect(_set_letters)
        close = Button(self.tr("Close"), key="Esc")
        close.clicked.connect(self.close_overlay)
        self.buttons(close, first=letters)

    def place(self, width: int, height: int) -> None:
        side = (min(_WIDTH, width - 32) - 2 * EDGE - 2 * _MARGIN - _BETWEEN) // 2
        for words in self._inner.findChildren(Paragraph):
            words.fit(side - _CAPS - _GAP)  # before the height is asked for: long ones take two lines
        super().place(width, height)


def _set_letters(on: bool) -> None:
    theme.current.letters = on


def show(shell: Shell, over: Overlay | None, here: Keys, pages: Sequence[RailEntry]) -> None:
    """The keys of the page, or of the sheet that is open over it; where they are shown already they go."""
    if isinstance(over, KeysSheet):
        over.dismiss()
    elif over is not None:
        KeysSheet(shell, *over_sheet(over)).open()
    else:
        KeysSheet(shell, *on_page(here, pages)).open()
