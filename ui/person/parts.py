"""Small parts that the cards of a person's screen are made of."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Link
from ui.widgets.cards import Card
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.marks import Rule, chip

Chip = tuple[str, str]


class LinesCard(Card):
    """A card whose content is made again at each reading: lines, or one sentence where there are none."""

    def __init__(self, title: str, caption: str = "", *tools: QWidget) -> None:
        super().__init__(title, caption, *tools)
        self._lines = self.inside(bottom=8)

    def show_lines(self, lines: Sequence[QWidget], empty: str) -> None:
        """Shows these lines with rules between them."""
        clear(self._lines)
        if not lines:
            self._lines.addWidget(Paragraph(empty, "dense", "muted"))
            self._lines.addSpacing(8)
        for line in lines:
            self._lines.addWidget(Rule())
            self._lines.addWidget(line)


def link(words: str, do: Callable[[], object], name: str = "") -> Link:
    """Words that act; name says it whole for a screen reader where the words alone would not do."""
    made = Link(words)
    made.clicked.connect(lambda _checked=False: do())
    if name:
        made.setAccessibleName(name)
    return made


def line(
    title: str,
    note: str = "",
    *,
    mark: Chip | None = None,
    tools: Sequence[QWidget] = (),
    former: bool = False,
    most: int = 0,
) -> QWidget:
    """One record: a mark, a strong title, a note that wraps (in at most so many lines), and its links at the right."""
    words = column(Paragraph(title, "dense_strong", "muted" if former else "ink"), gap=1)
    if note:
        words.addWidget(Paragraph(note, "caption", "muted", most=most))
    laid = row(gap=10, margins=(0, 8, 0, 8))
    if mark is not None:
        holder = box(column(chip(*mark), None))
        holder.setMinimumWidth(72)
        laid.addWidget(holder, 0, Qt.AlignmentFlag.AlignTop)
    laid.addLayout(words, 1)
    for tool in tools:
        laid.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
    made = box(laid)
    made.setAccessibleName(f"{mark[0]}. {title}. {note}" if mark else f"{title}. {note}")
    return made


def fact(name: str, value: str) -> QWidget:
    """A name in muted letters and its value beside it."""
    label = Label(name, "dense", "muted")
    label.setFixedWidth(max(128, label.sizeHint().width()))
    laid = row(gap=10, margins=(0, 3, 0, 3))
    laid.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    laid.addWidget(Paragraph(value, "dense"), 1)
    return box(laid)
