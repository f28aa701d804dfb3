"""What every professional page carries: head, marking, who printed it, page n of m."""

from inteam.careplans.papers import Printing
from inteam.pdf import bidi
from inteam.pdf.faces import BOLD, REGULAR, SEMIBOLD
from inteam.pdf.setting import lines
from inteam.pdf.sheet import A4, MM, MUTED, Sheet
from inteam.pdf.words import day, joined

LEFT = 14 * MM
RIGHT = A4[0] - 14 * MM
ACROSS = RIGHT - LEFT
TOP = A4[1] - 13 * MM - 13  # where content begins, under the head's rule
BOTTOM = 47.0  # where it ends, above the foot's rule
TALL = TOP - BOTTOM


def frame(sheet: Sheet, title: str, printing: Printing, page: int, pages: int) -> None:
    """Head and foot of one page; the title is large on the first."""
    y = A4[1] - 13 * MM
    sheet.text(LEFT, y, title, 15 if page == 1 else 9.5, weight=BOLD)
    sheet.text(RIGHT, y, _marking(printing), 7.6, weight=SEMIBOLD, right=True)
    sheet.rule(LEFT, RIGHT, y - 5, 1.4, black=True)
    sheet.rule(LEFT, RIGHT, 13 * MM)
    y = 9 * MM
    for row in lines(_printed(printing), REGULAR, size=7.2, within=ACROSS - 64)[:3]:
        sheet.text(LEFT, y, row, 7.2, ink=MUTED)
        y -= 8.6
    sheet.text(RIGHT, 9 * MM, f"Page {page} of {pages}", 8, weight=SEMIBOLD, right=True)


def _marking(printing: Printing) -> str:
    until = day(printing.destroy_after)
    return "OFFICIAL-SENSITIVE: PERSONAL. " + (
        f"Collect and shred. Destroy after {until}." if until else "Collect and shred after use."
    )


def _printed(printing: Printing) -> str:
    number = f"Document {printing.document}. " if printing.document else ""
    purpose = joined(printing.team, printing.purpose)
    return (
        f"{purpose[:1].upper()}{purpose[1:]}. "
        f"Printed {printing.at} by {bidi.isolate(printing.by)}, "
        f"copy {printing.copy} of {printing.copies}. {number}{printing.rehearsal}"
    )
