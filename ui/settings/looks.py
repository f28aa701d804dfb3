"""How INTeam looks and behaves at this computer: theme, text size, motion, single letters, lock."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.app import preferences
from ui.app.preferences import LOCK_MINUTES, TEXT_SIZES, THEMES, Preferences
from ui.widgets.buttons import CheckBox
from ui.widgets.cards import Card
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import column
from ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from ui.app.start import Program


class Looks(QWidget):
    """Cards of preferences; each is taken as soon as it is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.program: Program | None = None
        words = {"light": self.tr("Light"), "dark": self.tr("Dark"), "system": self.tr("As the computer")}
        icons = {"light": "sun", "dark": "moon", "system": "computer"}
        self.theme = SegmentedControl(self.tr("Theme"), [(words[name], icons[name]) for name in THEMES], widest=480)
        self.text = SegmentedControl(self.tr("Text size"), [(f"{size} %", "") for size in TEXT_SIZES], widest=480)
        self.motion = CheckBox(self.tr("Reduce motion: sheets and toasts appear without sliding"))
        self.letters = CheckBox(self.tr("Single letters act on the current row of a list (L, D, S, R)"))
        minutes = self.tr("minutes")
        self.minutes = ChoiceField(
            self.tr("Lock after"), [(n, self.tr("1 minute") if n == 1 else f"{n} {minutes}") for n in LOCK_MINUTES]
        )
        self.minutes.setMaximumWidth(480)
        looks = Card(self.tr("Appearance"), self.tr("On this computer, for you"))
        looks.inside(
            Field(self.tr("Theme"), self.theme),
            Field(
                self.tr("Text size"), self.text, help=self.tr("Another size opens the window again; nothing is lost.")
            ),
            self.motion,
            gap=16,
        )
        keys = Card(self.tr("Keys"))
        keys.inside(
            self.letters,
            Paragraph(
                self.tr(
                    "Turn them off if you speak to your computer or often press a key by mistake. Every act stays "
                    "reachable by its button and by Ctrl+K."
                ),
                "dense",
                "muted",
            ),
            gap=8,
        )
        lock = Card(self.tr("Lock"))
        lock.inside(
            Field(
                self.tr("Lock the screen after"),
                self.minutes,
                help=self.tr("1 to 15 minutes. Locking closes the file and wipes its key; your drafts are kept in it."),
            )
        )
        self.setLayout(column(looks, keys, lock, gap=16))
        self.theme.chosen.connect(lambda place: self._take(theme=THEMES[place]))
        self.text.chosen.connect(lambda place: self._take(text=TEXT_SIZES[place]))
        self.motion.toggled.connect(lambda on: self._take(motion=not on))
        self.letters.toggled.connect(lambda on: self._take(letters=on))
        self.minutes.changed.connect(self._minutes_chosen)

    def show_preferences(self, program: "Program | None") -> None:
        """What is in force."""
        self.program = None  # showing is not choosing
        prefer = program.prefer if program is not None else preferences.read()
        self.theme.set_current(THEMES.index(prefer.theme))
        self.text.set_current(TEXT_SIZES.index(prefer.text))
        self.motion.setChecked(not prefer.motion)
        self.letters.setChecked(prefer.letters)
        self.minutes.set_value(prefer.lock_minutes)
        self.program = program

    def _minutes_chosen(self) -> None:
        if (chosen := self.minutes.value()) is not None:
            self._take(lock_minutes=chosen)

    def _take(self, **chosen: Any) -> None:
        if self.program is None:
            return
        before: Preferences = self.program.prefer
        after = replace(before, **chosen)
        if after != before:
            self.program.set_preferences(after)
