"""The columns of the caseload, each with what it says and how it is painted."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from inteam.caseload.queries import CaseloadRow
from inteam.caseload.rules import FIXED_COLUMNS, SORTS, Column
from inteam.people import dates, nhs_number
from ui.caseload import words
from ui.widgets import models, paint
from ui.widgets.delegates import Cell, CheckCell, ClockCell, DateCell, DotCell, Look, NameCell, Waiting

Today = Callable[[], date]
# width, width in a narrow window (0 hides it, None keeps it); at 200 % see _SMALL
_WIDTHS: dict[Column, tuple[int, int | None]] = {
    Column.PERSON: (164, 164),
    Column.NHS_NUMBER: (104, 104),
    Column.BORN: (98, 98),
    Column.PATHWAY: (142, 142),
    Column.STAGE: (86, 0),
    Column.ACTION: (0, None),
    Column.DUE: (98, 102),
    Column.LAST_CONTACT: (96, 102),
    Column.WAITING: (84, 0),
    Column.RISK: (80, 80),
    Column.OWNER: (130, 0),
    Column.TEAM: (140, 0),
    Column.PRACTICE: (150, 0),
    Column.REVIEW: (104, 0),
    Column.OPENED: (104, 0),
    Column.POINTS: (60, 0),
    Column.MARKS: (170, 0),
}
# At 200 % the identifiers stand under the name, and beside them the next action and its day; the rest is in the record.
_SMALL = {Column.PERSON: 208, Column.ACTION: None, Column.DUE: 102}


def columns(chosen: Sequence[Column], today: Today) -> list[models.Column[CaseloadRow]]:
    """A box, then the chosen columns; the three identifiers always stand first."""
    order = [*FIXED_COLUMNS, *(column for column in chosen if column not in FIXED_COLUMNS)]
    return [models.Column("", _nothing, CheckCell(), 44), *(_column(column, today) for column in order)]


def _column(column: Column, today: Today) -> models.Column[CaseloadRow]:
    width, narrow = _WIDTHS[column]
    look, cell = _LOOKS[column]
    title = words.say(words.TITLES[column])
    sort = column.value if column in SORTS else ""
    return models.Column(title, partial(look, today), cell(), width, narrow, sort, _SMALL.get(column, 0))


def _nothing(_row: CaseloadRow) -> str:
    return ""


def _plain(said: Callable[[CaseloadRow], str]) -> Callable[[Today, CaseloadRow], Look]:
    return lambda _today, row: Look(said(row))


def _person(_today: Today, row: CaseloadRow) -> Look:
    return Look(words.name(row), None, f"{nhs_number.bare(row.nhs_number)} · {words.born(row)}")


def _due(today: Today, row: CaseloadRow) -> Look:
    if row.due_on is None:
        return Look(words.say("None set"), "amber_text")
    return Look(dates.short(row.due_on), "red" if row.due_on < today() else None)


def _action(_today: Today, row: CaseloadRow) -> Look:
    return Look(row.action or words.say("No next action"), None if row.action else "muted")


def _last_contact(_today: Today, row: CaseloadRow) -> Look:
    if row.last_contact_on is None:
        return Look(words.say("None yet"), "muted")
    return Look(dates.short(row.last_contact_on))


def _waiting(today: Today, row: CaseloadRow) -> Look:
    waited = words.waited(row, today())
    if waited is None:
        return Look("")
    return Look(f"{waited[0]} d", None, Waiting(*waited))


def _risk(_today: Today, row: CaseloadRow) -> Look:
    return Look(*words.risk(row.risk_rank))


def _pathway(_today: Today, row: CaseloadRow) -> Look:
    return Look(words.pathway_title(row.pathway), None, words.TONES.get(row.pathway, "green"))


def _review(today: Today, row: CaseloadRow) -> Look:
    if row.review_on is None:
        return Look(words.say("None set"), "muted")
    return Look(dates.short(row.review_on), "red" if row.review_on < today() else None)


_LOOKS: dict[Column, tuple[Callable[[Today, CaseloadRow], Look], Callable[[], Cell]]] = {
    Column.PERSON: (_person, NameCell),
    Column.NHS_NUMBER: (_plain(words.number), lambda: DateCell(token="muted")),
    Column.BORN: (_plain(words.born), lambda: DateCell(token="muted")),
    Column.PATHWAY: (_pathway, DotCell),
    Column.STAGE: (_plain(words.stage_title), Cell),
    Column.ACTION: (_action, Cell),
    Column.DUE: (_due, DateCell),
    Column.LAST_CONTACT: (_last_contact, DateCell),
    Column.WAITING: (_waiting, ClockCell),
    Column.RISK: (_risk, Cell),
    Column.OWNER: (_plain(lambda row: row.owner), Cell),
    Column.TEAM: (_plain(lambda row: row.team), Cell),
    Column.PRACTICE: (_plain(lambda row: row.practice or ""), Cell),
    Column.REVIEW: (_review, DateCell),
    Column.OPENED: (_plain(lambda row: dates.short(row.opened_on)), DateCell),
    Column.POINTS: (_plain(lambda row: f"{row.points:.2f}"), lambda: Cell(align=paint.RIGHT)),
    Column.MARKS: (_plain(lambda row: words.marks(row.flags)), Cell),
}
