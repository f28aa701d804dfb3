"""Rows of chips: one of several (arrows choose), or several at once (space ticks)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QWidget

from ui.widgets.buttons import FilterChip
from ui.widgets.flow import FlowLayout

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChoiceChips(QWidget):
    """Exactly one chip is on; Tab comes to it, and arrows go on to the next. (words, icon) for each."""

    chosen = Signal(int)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], current: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.current = current
        self.chips = [FilterChip(words, icon=icon) for words, icon in choices]
        self.setLayout(self._layout())
        for place, chip in enumerate(self.chips):
            chip.installEventFilter(self)
            chip.setAccessibleName(f"{name}: {chip.text()}")
            chip.clicked.connect(lambda _on=False, place=place: self.choose(place))
        self.set_current(current)

    def _layout(self) -> QLayout:
        return FlowLayout(*self.chips, gap=8)

    def set_current(self, place: int) -> None:
        """Shows a choice without telling anybody."""
        self.current = place
        for number, chip in enumerate(self.chips):
            chip.setChecked(number == place)
            takes = number == place or (place < 0 and number == 0)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.chips[max(0, place)])

    def choose(self, place: int) -> None:
        """Takes a choice, and tells."""
        before = self.current
        self.set_current(place)
        if place != before:
            self.chosen.emit(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self.choose((self.current + step) % len(self.chips))
                self.chips[self.current].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)


class TickChips(QWidget):
    """Any number of chips may be on; the last one, with a plus, asks for somebody else."""

    changed = Signal()
    more = Signal()

    def __init__(self, name: str, more: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._name = name
        self._flow = FlowLayout(gap=8)
        self.setLayout(self._flow)
        self.chips: dict[str, FilterChip] = {}
        self._more = FilterChip(more, icon="plus", dashed=True)
        self._more.setCheckable(False)
        self._more.clicked.connect(self.more)
        self._flow.addWidget(self._more)

    def show_choices(self, choices: Sequence[str], on: Sequence[str]) -> None:
        """Other chips; those in `on` are ticked."""
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self._more)
        self.chips = {}
        for words in choices:
            self._make(words, on=words in on)
        self._flow.addWidget(self._more)
        self.updateGeometry()

    def add(self, words: str, *, on: bool = True) -> None:
        """One more chip, before the last."""
        self._flow.removeWidget(self._more)
        self._make(words, on=on)
        self._flow.addWidget(self._more)
        self.updateGeometry()
        self.changed.emit()

    def ticked(self) -> list[str]:
        """The words of the chips that are on."""
        return [words for words, chip in self.chips.items() if chip.isChecked()]

    def _make(self, words: str, *, on: bool) -> None:
        chip = FilterChip(words, on, icon="check" if on else "")
        chip.setAccessibleName(f"{self._name}: {words}")
        chip.toggled.connect(lambda ticked, chip=chip: self._toggled(chip, ticked=ticked))
        self.chips[words] = chip
        self._flow.addWidget(chip)
        chip.show()

    def _toggled(self, chip: FilterChip, *, ticked: bool) -> None:
        chip.set_icon("check" if ticked else "")
        self.changed.emit()
