"""Who a sheet or panel is about: family name, given name, born, NHS number."""

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, row


class Identity(NamedTuple):
    """As it is shown: PEMBERTON, Margaret (Mrs), 14-Mar-1957 (69y), 999 000 0018. Empty parts are left out."""

    family: str
    given: str
    born: str = ""
    nhs: str = ""

    def words(self) -> str:
        """One line, for screen readers and titles."""
        parts = [f"{self.family}, {self.given}".strip(", ")]
        if self.born:
            parts.append(f"born {self.born}")
        if self.nhs:
            parts.append(f"NHS number {self.nhs}")
        return ", ".join(parts)


def identity_head(caption: str, who: Identity | None) -> QWidget:
    """The words of a sheet's head: what it is, then who it is about."""
    words = column(Label(caption, "caption_strong", "blue_deep"))
    if who is None:
        return box(words)
    names = FlowLayout(
        Label(f"{who.family}," if who.given else who.family, "sheet_name", elide=True),
        Label(who.given, "sheet_given", elide=True),
        gap=5,
        row_gap=0,
    )
    words.addWidget(box(names))
    facts = []
    for name, value in (("Born", who.born), ("NHS No.", who.nhs)):
        if value:
            facts.append(box(row(Label(name, "dense", "muted"), Label(value, "dense_strong"), gap=4)))
    words.addWidget(box(FlowLayout(*facts, gap=14, row_gap=0)))
    made = box(words)
    made.setAccessibleName(f"{caption}: {who.words()}")
    return made
