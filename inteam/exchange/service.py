"""Use cases of imports: telling the sources apart, checking, importing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from inteam import audit, garbage
from inteam.errors import InputError
from inteam.exchange import csv_form, deciding, keeping, queries, reading
from inteam.exchange.csv_form import Options
from inteam.exchange.deciding import Choice
from inteam.exchange.incoming import IncomingEntry, IncomingOrganisation, IncomingPerson, NotTaken, Refusal
from inteam.exchange.lists import Lists
from inteam.exchange.model import ImportBatch, ImportDocument
from inteam.exchange.practices import Organisations
from inteam.exchange.reading import Recognised
from inteam.exchange.report import Held, Report, Side, side
from inteam.exchange.run import Progress, Run, Sink
from inteam.exchange.sources import Document, documents, refused
from inteam.exchange.writing import WriteSink
from inteam.people.queries import header
from inteam.store.database import Work
from inteam.store.kind import is_live

NAME = 200  # characters of a source's name that are kept


@dataclass(frozen=True)
class Source:
    """One SOURCE, told apart: its documents that can be read, and what of it cannot."""

    name: str
    documents: tuple[Recognised, ...]
    others: tuple[Refusal | NotTaken, ...]


def quiet(_done: int, _total: int) -> None:
    """A progress that nobody watches."""


def prepare(paths: Sequence[Path], options: Options, *, ask: bool = False) -> list[Source]:
    """Tell what the sources are. Raises InputError where one is nothing that can be read.

    ask: the caller will ask for the order of dates that nobody can tell; without it that is an error too.
    """
    return [_prepared(path, options, ask=ask) for path in paths]


def _prepared(path: Path, options: Options, *, ask: bool) -> Source:
    found: list[Recognised] = []
    others: list[Refusal | NotTaken] = []
    errors: list[InputError] = []
    for one in documents(path):
        if not isinstance(one, Document):
            others.append(one)
            continue
        try:
            recognised = reading.recognise(one, options)
        except InputError as error:
            error.facts.setdefault("source", one.name)
            if _is_option(error):
                raise
            errors.append(error)
            others.append(refused(one.name, error))
            continue
        if not ask:
            _require_order(recognised)
        found.append(recognised)
    if not found:
        raise _nothing(path, errors, others)
    if all(one.kind == "table" for one in found):
        raise reading.not_people(found[0])
    return Source(path.name, tuple(found), tuple(others))


def _is_option(error: InputError) -> bool:
    """Whether what was chosen is wrong, and not the document."""
    return bool(error.problems.keys() & {"map", "delimiter"}) or "encoding_not_known" in error.problems.values()


def _require_order(recognised: Recognised) -> None:
    form = recognised.form or recognised.lines
    if form is None or recognised.kind == "table":
        return
    try:
        csv_form.require_order(form)
    except InputError as error:
        error.facts["source"] = recognised.document.name
        raise


def _nothing(path: Path, errors: list[InputError], others: Sequence[Refusal | NotTaken]) -> InputError:
    """Why a source that gave nothing gave nothing: the first thing that went wrong, else that it is empty."""
    if errors:
        return errors[0]
    for other in others:
        if isinstance(other, Refusal):
            error = InputError(other.reason)
            error.facts = {"source": other.source, "row": other.row, "value": other.value, **dict(other.facts)}
            return error
    error = InputError("nothing_recognised")
    error.facts["source"] = path.name
    return error


class _CheckSink(Sink):
    """Writes nothing; knows whether an organisation would change, and counts a line that stands twice once."""

    def __init__(self, session: Session, practices: Organisations, lines: Lists) -> None:
        self._session, self._practices, self._lists = session, practices, lines

    def organisation(self, incoming: IncomingOrganisation) -> bool:
        return self._practices.differs(self._session, incoming)

    def line(self, entry: IncomingEntry, person_id: UUID, outcome: str) -> None:  # noqa: ARG002 (a sink's arguments)
        self._lists.saw(entry, person_id, uuid4())


def check(session: Session, sources: Sequence[Source], *, today: date, progress: Progress = quiet) -> Report:
    """What importing the sources would do. Nothing is written. Raises InputError, CancelledError."""
    run = Run(session, today=today, live=is_live(session), keeps_new=True, progress=progress)
    run.sink = _CheckSink(session, run.organisations, run.lists)
    run.report.dry_run = True
    report = _pass(run, sources)
    report.held = [replace(held, candidate=_candidate(session, run, held)) for held in report.held]
    return report


def _candidate(session: Session, run: Run, held: Held) -> Side | None:
    """Whom a row may be: somebody earlier in the source, or somebody here."""
    earlier = run.new_person(held.candidate_id)
    return side(earlier) if earlier is not None else here(session, held.candidate_id)


def here(session: Session, person_id: UUID) -> Side | None:
    """Somebody who is here, as one of two to be compared; None where they are gone."""
    person = header(session, person_id)
    if person is None:
        return None
    lists = queries.lists_of(session, person_id, only=("addresses", "points"))
    home = next((row for row in lists["addresses"] if row.use == "home" and row.valid_to is None), None)
    lines = (home.line1, home.line2, home.line3, home.line4, home.line5, home.postcode) if home else ()
    phone = next((row.value for row in lists["points"] if row.system != "email" and row.ended_on is None), "")
    return Side(
        person.family_name,
        person.given_name or "",
        person.born_on,
        person.dob_precision,
        person.nhs_number or "",
        ", ".join(line for line in lines if line),
        phone,
    )


@dataclass(frozen=True)
class Waiting:
    """A row of an earlier import that waits for a decision, beside whom it may be."""

    id: UUID
    mine: Side
    theirs: Side | None
    reason: str


def waiting_rows(session: Session) -> list[Waiting]:
    """The rows of all imports that wait, the oldest first."""
    return [
        Waiting(row.id, side(keeping.person_from(row.incoming)), here(session, row.candidate_id), row.reason)
        for row in queries.waiting(session)
    ]


def preview(recognised: Recognised, *, today: date, count: int = 50) -> list[IncomingPerson | Refusal]:
    """The first rows of a CSV file as they will be read. Raises InputError where the order of dates is unclear."""
    rows = (item for item in reading.read(recognised, today=today, live=False))
    return list(islice((item for item in rows if isinstance(item, IncomingPerson | Refusal)), count))


def import_sources(
    work: Work,
    sources: Sequence[Source],
    *,
    decisions: Mapping[str, Choice] | None = None,
    progress: Progress = quiet,
) -> Report:
    """Import the sources: all of it, or, after an error, nothing. Raises DeniedError, InputError, CancelledError.

    decisions: what was decided of rows that would be held, by their fingerprints.
    """
    work.actor.require("exchange.import")
    batch = ImportBatch(id=uuid4(), name=sources[0].name[:NAME], report={})
    run = Run(work.session, today=work.today, live=is_live(work.session), keeps_new=False, progress=progress)
    sink = WriteSink(work, batch, run.people, run.organisations, run.lists)
    run.sink = sink
    report = _pass(run, sources)
    if sink.finish():
        _keep_documents(work, batch, report.detected)
        report.batch_id = batch.id
        batch.report = report.counts()
    audit.note(work, "exchange.imported", detail=report.counts())
    for fingerprint, choice in (decisions or {}).items():
        if (held_id := deciding.waiting_row(work, fingerprint)) is not None:
            deciding.decide(work, held_id, choice)
            _count_decided(report, fingerprint, choice)
    return report


def _count_decided(report: Report, fingerprint: str, choice: Choice) -> None:
    rows = [held for held in report.held if held.incoming.fingerprint == fingerprint]
    report.held = [held for held in report.held if held not in rows]
    if choice is Choice.DIFFERENT:
        report.created += len(rows)
        return
    report.duplicates += len(rows)
    if choice is Choice.SAME_UPDATE:
        report.updated += len(rows)
    else:
        report.unchanged += len(rows)


def _pass(run: Run, sources: Sequence[Source]) -> Report:
    with garbage.held():  # nearly all that is made stays until the end
        for source in sources:
            for other in source.others:
                run.refuse(other)
            readable = run.readable
            run.take(source.documents)
            if run.readable == readable:
                raise _nothing(Path(source.name), [], run.report.refused)
    return run.report


def _keep_documents(work: Work, batch: ImportBatch, documents_read: Sequence[Recognised]) -> None:
    rows = [
        {"batch_id": batch.id, "position": place, "name": one.document.name, "sha256": one.document.sha256()}
        for place, one in enumerate(documents_read)
    ]
    work.session.execute(insert(ImportDocument), rows)
