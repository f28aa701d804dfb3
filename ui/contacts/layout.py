"""How the parts of the Log contact sheet stand."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.contacts.form import ContactForm
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import Item, box, column, row


def of_form(sheet: ContactForm) -> QWidget:
    """The form, from How down to the goal's progress."""
    how = labelled(sheet.tr("How"), sheet.mode, sheet.inbound)
    how.addWidget(sheet.where)
    how.addWidget(sheet.written)
    sheet.minutes.setMinimumWidth(sheet.minutes.minimumSizeHint().width())
    times = FlowPair(sheet.when_field, box(labelled(sheet.tr("Minutes"), sheet.minutes)))
    people = labelled(sheet.tr("Who with"), sheet.companions)
    people.addWidget(sheet.someone)
    sheet.someone.hide()
    outcome = column(sheet.outcome_field, gap=2)
    details = FlowLayout(sheet.cancelled_by, sheet.what_matters, sheet.interpreter, gap=16)
    outcome.addLayout(details)
    tags = [_tag(sheet, tag) for tag in ("/mood", "/goal", "/risk")]
    note = labelled(sheet.tr("Note"), sheet.note, *tags)
    whole = column(gap=16)
    whole.addLayout(how)
    whole.addWidget(times)
    whole.addWidget(sheet.other_minutes)
    for part in (people, outcome, note):
        whole.addLayout(part)
    whole.addWidget(sheet.action)
    whole.addWidget(sheet.goal)
    return box(whole)


def labelled(words: str, control: QWidget, *tools: QWidget) -> QVBoxLayout:
    """A control with its label above, and small tools at the right of the label."""
    head: list[Item] = [Label(words, "dense_strong"), None, *tools]
    return column(row(*head, gap=6), control, gap=6)


class FlowPair(QWidget):
    """When and Minutes side by side; one under the other where there is no room."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._line = row(gap=16)
        self._line.addWidget(left, 1)
        self._line.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._line)


class _Tag(Button):
    """A grey chip that can be pressed."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "quiet", 24, style="caption_strong", token="ink")
        self._pad = 7

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.chip(painter, 0, self.height() / 2, self.text(), "blue" if self.underMouse() else "plain")


def _tag(sheet: ContactForm, tag: str) -> Button:
    made = _Tag(tag)
    made.setAccessibleName(sheet.tr("Begin a line with {word}").format(word=tag[1:]))
    made.clicked.connect(partial(sheet.insert_tag, tag))
    return made
