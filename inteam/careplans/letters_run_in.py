"""Labelled texts that follow one another on the same line, as far as there is room: "Plan: … Allergies: …"."""

from collections.abc import Sequence

from inteam.pdf import bidi
from inteam.pdf.faces import REGULAR, SEMIBOLD
from inteam.pdf.flow import Column
from inteam.pdf.setting import Line, lines, width
from inteam.pdf.sheet import INK

_GAP = 9.0  # points between the end of a text and the next label
_WORDS_AT_LEAST = 60.0  # points that a text must have after its label to begin on the same line


def run_in(column: Column, said: Sequence[tuple[str, str]], size: float, lead: float) -> None:
    """Add each label with its text; those without a text are left out. Nothing is shortened."""
    used = 0.0  # of the last line, from its left end
    for label, text in said:
        if text.strip():
            used = _one(column, label, text, size, lead, used)


def _one(column: Column, label: str, text: str, size: float, lead: float, used: float) -> float:
    """One label and its text; gives how much of the last line is then taken."""
    name = width(label, SEMIBOLD, size) + 3
    start = used + _GAP if used else 0.0
    if used and start + name + _WORDS_AT_LEAST <= column.width:
        rows = lines(text, REGULAR, size=size, within=column.width, first=start + name)
        if rows[0].text and not rows[0].rtl:
            atom = column.atoms[-1]
            atom.rows.append((start, size, _label(column, label, size), size, INK, False))
            atom.rows.append((start + name, size, rows[0], size, INK, False))
            return _rest(column, rows, size, lead, start + name)
    if name > column.width / 2:
        column.text(label, size, lead, weight=SEMIBOLD)
        column.text(text, size, lead)
        return column.width
    at = len(column.atoms)
    column.text(text, size, lead, first=name)
    column.atoms[at].rows.insert(0, (0.0, size, _label(column, label, size), size, INK, False))
    rows = lines(text, REGULAR, size=size, within=column.width, first=name)
    return column.width if rows[-1].rtl else _end(rows, size, name)


def _rest(column: Column, rows: Sequence[Line], size: float, lead: float, first: float) -> float:
    for row in rows[1:]:
        atom = column.item()
        atom.height = lead
        atom.rows.append((column.width if row.rtl else 0.0, size, row, size, INK, row.rtl))
    return column.width if rows[-1].rtl else _end(rows, size, first)


def _end(rows: Sequence[Line], size: float, first: float) -> float:
    return rows[-1].width * size / 1000 + (first if len(rows) == 1 else 0.0)


def _label(column: Column, label: str, size: float) -> Line:
    return lines(bidi.isolate(label), SEMIBOLD, size=size, within=column.width)[0]
