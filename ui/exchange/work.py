"""What the Import screen asks the background to do; each runs in a thread of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from inteam.errors import InputError
from inteam.exchange import csv_out, mending, service
from inteam.exchange.csv_form import CsvForm, Options
from inteam.exchange.deciding import Choice
from inteam.exchange.incoming import IncomingPerson, Refusal
from inteam.exchange.reading import Recognised
from inteam.exchange.report import Report
from inteam.exchange.service import Source
from ui.app.background import Job

PREVIEWED = 50


@dataclass(frozen=True)
class Looked:
    """What was chosen, told apart; first is the CSV file whose columns can be chosen, with its first rows."""

    paths: tuple[Path, ...]
    sources: tuple[Source, ...]
    rows: tuple[IncomingPerson | Refusal, ...] = ()
    unclear: bool = False

    @property
    def first(self) -> Recognised | None:
        """The first CSV file."""
        everything = (one for source in self.sources for one in source.documents)
        return next((one for one in everything if one.form is not None), None)

    @property
    def form(self) -> CsvForm | None:
        """How it is read."""
        return self.first.form if self.first is not None else None

    @property
    def documents(self) -> list[Recognised]:
        """All documents."""
        return [one for source in self.sources for one in source.documents]


@dataclass
class Plan:
    """What the person has chosen so far."""

    paths: tuple[Path, ...] = ()
    options: Options = field(default_factory=Options)
    decisions: dict[str, Choice] = field(default_factory=dict)


def look(job: Job, paths: Sequence[Path], options: Options, today: date) -> Looked:
    """Tell what was chosen, and read the first rows. Raises InputError."""
    job.progress(0, 0)
    sources = tuple(service.prepare(paths, options, ask=True))
    looked = Looked(tuple(paths), sources)
    if looked.first is None:
        return looked
    try:
        rows = tuple(service.preview(looked.first, today=today, count=PREVIEWED))
    except InputError as error:
        if "dates" not in error.problems:
            raise
        return Looked(looked.paths, sources, unclear=True)
    return Looked(looked.paths, sources, rows)


def check(job: Job, paths: Sequence[Path], options: Options, today: date) -> Report:
    """What an import would do. Raises InputError, CancelledError."""
    sources = service.prepare(paths, options)
    with job.read() as session:
        return service.check(session, sources, today=today, progress=job.progress)


def run(job: Job, paths: Sequence[Path], options: Options, decisions: Mapping[str, Choice]) -> Report:
    """Import, all of it or nothing. Raises InputError, CancelledError."""
    sources = service.prepare(paths, options)
    with job.write() as work:
        report = service.import_sources(work, sources, decisions=decisions, progress=job.progress)
        job.progress(report.read, report.read)  # the last moment at which Cancel leaves everything as it was
    return report


def save_refused(job: Job, path: Path, report: Report) -> int:
    """Write the refused rows as CSV; gives how many. Raises StoreError."""
    job.progress(0, 0)
    csv_out.save(path, mending.refused_rows(report.refused, report.detected))
    return len(report.refused)
