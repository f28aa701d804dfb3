"""The list as a CSV file: the columns that are shown, all rows of the view."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from inteam import audit
from inteam.caseload import queries
from inteam.caseload.queries import CaseloadRow
from inteam.caseload.rules import FIXED_COLUMNS, Column, View
from inteam.exchange import csv_out
from inteam.people import dates
from ui.app.background import Job
from ui.caseload import words

_AT_A_TIME = 1000


def file_name(today: date) -> str:
    """caseload-2026-11-19.csv: a day that sorts."""
    return f"caseload-{today.isoformat()}.csv"


def write(job: Job, path: Path, view: View, *, today: date, only: frozenset[UUID] | None = None) -> int:
    """Write the rows of a view (only: just these cases) and note who took how many; gives how many lines."""
    chosen = [*FIXED_COLUMNS, *(column for column in view.columns if column not in FIXED_COLUMNS)]
    lines: list[list[str]] = []
    with job.read() as session:
        total = queries.count(session, job.actor, view.filters, today=today).cases
        after = None
        while True:
            page = queries.caseload(
                session,
                job.actor,
                view.filters,
                today=today,
                sort=view.sort,
                descending=view.descending,
                after=after,
                limit=_AT_A_TIME,
            )
            lines += [_line(row, chosen, today) for row in page if only is None or row.case_id in only]
            job.progress(len(lines), total)
            if len(page) < _AT_A_TIME:
                break
            after = page[-1].key
    csv_out.save(path, csv_out.text([words.say(words.TITLES[column]) for column in chosen], lines))
    with job.write() as work:
        audit.note(work, "caseload.exported", detail={"lines": len(lines), "columns": len(chosen)})
    return len(lines)


def _line(row: CaseloadRow, chosen: list[Column], today: date) -> list[str]:
    return [_CELLS[column](row, today) for column in chosen]


def _waited(row: CaseloadRow, today: date) -> str:
    waited = words.waited(row, today)
    return words.say("{days} of {limit} days").format(days=waited[0], limit=waited[1]) if waited else ""


_CELLS: dict[Column, Callable[[CaseloadRow, date], str]] = {
    Column.PERSON: lambda row, _: words.name(row),
    Column.NHS_NUMBER: lambda row, _: words.number(row),
    Column.BORN: lambda row, _: words.born(row),
    Column.PATHWAY: lambda row, _: words.pathway_title(row.pathway),
    Column.STAGE: lambda row, _: words.stage_title(row),
    Column.ACTION: lambda row, _: row.action or "",
    Column.DUE: lambda row, _: dates.short(row.due_on),
    Column.LAST_CONTACT: lambda row, _: dates.short(row.last_contact_on),
    Column.WAITING: _waited,
    Column.RISK: lambda row, _: words.risk(row.risk_rank)[0],
    Column.OWNER: lambda row, _: row.owner,
    Column.TEAM: lambda row, _: row.team,
    Column.PRACTICE: lambda row, _: row.practice or "",
    Column.REVIEW: lambda row, _: dates.short(row.review_on),
    Column.OPENED: lambda row, _: dates.short(row.opened_on),
    Column.POINTS: lambda row, _: f"{row.points:.3f}",
    Column.MARKS: lambda row, _: words.marks(row.flags),
}
