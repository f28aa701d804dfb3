"""Fields: a label above, the control, help under it, and its error in words; and fields for dates and choices."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from ui.widgets import dates, theme
from ui.widgets.inputs import Boxed, TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import column, row
from ui.widgets.marks import icon


class Field(QWidget):
    """A control with its label above, help under it, and its error in words, which is read out with it.

    `control` may be a TextBox, TextArea, DateField, ChoiceField, Suggest, SegmentedControl or any widget.
    """

    def __init__(self, label: str, control: QWidget, *, help: str = "", optional: bool = False) -> None:
        super().__init__()
        self.control, self._help = control, help
        self.label = Label(label, "dense_strong", elide=True)
        head = row(self.label, gap=6)
        if optional:
            head.addWidget(Label("optional", "caption", "muted"))
        head.addStretch(1)
        self._said = Paragraph(help, "caption", "muted")
        self._mark = icon("alert", 14, "red")
        self._problem = Paragraph("", "caption_strong", "red")
        self._line = QWidget()
        line = row(column(1, self._mark, None), (problem_side := column(self._problem)), gap=4)
        line.setStretchFactor(problem_side, 1)
        self._line.setLayout(line)
        body = column(head, 6, control, 4, self._said, self._line)
        self.setLayout(body)
        edit = self.edit()
        if not edit.accessibleName():
            edit.setAccessibleName(label)
        self.setFocusProxy(edit)
        self.set_problem("")

    def edit(self) -> QWidget:
        """The widget that takes the keys."""
        return self.control.focusProxy() or self.control

    @property
    def problem(self) -> str:
        """The sentence shown under the field, or nothing."""
        return self._problem.text()

    def set_problem(self, words: str) -> None:
        """Puts the sentence under the field, or takes it away; focus stays where it is."""
        if isinstance(self.control, Boxed):
            self.control.set_wrong(bool(words))
        self._problem.say(words)
        self._line.setVisible(bool(words))
        self._said.setVisible(bool(self._help) and not words)
        self.edit().setAccessibleDescription(words or self._help)

    def set_help(self, words: str) -> None:
        """Other help under the field."""
        self._help = words
        self._said.say(words)
        self.set_problem(self.problem)


class DateField(TextBox):
    """A date in words: 14-Mar-1957, 14/3/57, t, +2w. Up and Down move a day, Page Up and Page Down a month.

    It is read when the field is left or Enter is pressed: then it stands as 14-Mar-1957, or `problem` says why not.
    past: dates of birth and the like, so a two-digit year is asked about where both centuries may be meant.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, name: str, today: Callable[[], date], *, value: date | None = None, past: bool = False) -> None:
        super().__init__(name, "calendar", "DD-Mmm-YYYY", dates.shown(value), icon_token="ink")
        self._today, self._past, self._value = today, past, value
        self.problem = ""
        self.edit.editingFinished.connect(self.settle)
        self.edit.setMaxLength(30)
        self.setMinimumWidth(150)

    def value(self) -> date | None:
        """The date that stands there, or None where there is none or it cannot be read (see `problem`)."""
        self.settle()
        return None if self.problem else self._value

    @property
    def last_read(self) -> date | None:
        """The date as it was last read, whatever is being typed now."""
        return self._value

    def set_value(self, day: date | None) -> None:
        """Puts a date in."""
        self._value, self.problem = day, ""
        self.edit.setText(dates.shown(day))
        self.changed.emit()

    def settle(self) -> None:
        """Reads what is typed."""
        words = self.text()
        if words == dates.shown(self._value) and not self.problem:
            return
        try:
            day = dates.read(words, self._today(), past=self._past)
        except dates.DateError as problem:
            self.problem = str(problem)
            self.set_wrong(True)
            self.refused.emit(self.problem)
            return
        self.set_wrong(False)
        self.set_value(day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._step(event.key()):
            return True
        return super().eventFilter(watched, event)

    def _step(self, key: int) -> bool:
        days = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(key), 0)
        months = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}.get(Qt.Key(key), 0)
        if not days and not months:
            return False
        start = self.value() or self._today()
        self.set_value(dates.add_months(start, months) if months else start + timedelta(days=days))
        self.edit.selectAll()
        return True


class Choice(NamedTuple):
    """One line of a ChoiceField: what it stands for, and its words."""

    value: Any
    words: str


class _Combo(QComboBox):
    """Painted as a field; the wheel passes on to the page unless the list is open.

    Letters choose the line that begins with them. A space among them belongs to the words, and opens nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._since_letter = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pause = QApplication.keyboardInputInterval()
        typing = self._since_letter.isValid() and self._since_letter.elapsed() < pause
        if event.text().strip() or (typing and event.text() == " "):
            self._since_letter.start()
        if typing and event.text() == " ":
            self._seek(event.text())
        else:
            super().keyPressEvent(event)

    def _seek(self, letters: str) -> None:
        """What Qt does with a letter."""
        view = self.view()
        view.setCurrentIndex(self.model().index(self.currentIndex(), self.modelColumn()))
        view.keyboardSearch(letters)
        self.setCurrentIndex(view.currentIndex().row())

    def wheelEvent(self, event: Any) -> None:
        event.ignore()


class ChoiceField(Boxed):
    """One of a list, chosen by letters, arrows or mouse. Shows `none` until something is chosen."""

    changed = Signal()

    def __init__(self, name: str, choices: Sequence[Choice | tuple[Any, str]], *, none: str = "Choose") -> None:
        super().__init__()
        self.setFixedHeight(36)
        self._combo = _Combo()
        self._combo.setAccessibleName(name)
        self._combo.setFrame(False)
        self._combo.setFont(theme.font("body"))
        self._combo.setPlaceholderText(none)
        self._combo.setMinimumContentsLength(4)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = row(gap=0, margins=(10, 0, 10, 0))
        layout.addWidget(self._combo, 1)
        layout.addWidget(icon("chevron_down", 14, "muted"))
        self.setLayout(layout)
        self.follow(self._combo)
        self.set_choices(choices)
        self._combo.currentIndexChanged.connect(self._told)

    def _told(self, _place: int) -> None:
        self.changed.emit()

    def set_choices(self, choices: Sequence[Choice | tuple[Any, str]]) -> None:
        """Other lines; what was chosen stays chosen where it is still there."""
        before = self.value()
        self._combo.blockSignals(True)
        self._combo.clear()
        self._values = [value for value, _ in choices]
        self._combo.addItems([words for _, words in choices])
        self._combo.setCurrentIndex(self._values.index(before) if before in self._values else -1)
        self._combo.blockSignals(False)

    _values: list[Any] = []

    def value(self) -> Any:
        """What is chosen, or None."""
        place = self._combo.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def words(self) -> str:
        """The words of what is chosen."""
        return self._combo.currentText()

    def set_value(self, value: Any) -> None:
        """Chooses; None chooses nothing."""
        self._combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def set_text_value(self, text: str | None) -> None:
        """Chooses the value whose text this is, as a draft keeps it."""
        self.set_value(next((value for value in self._values if str(value) == text), None))
