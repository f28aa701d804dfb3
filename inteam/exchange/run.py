"""One pass over the documents: every row decided, counted and, where there is a transaction, written.

Checking and importing are the same pass; a check has no sink to write to, so that its report is the import's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inteam import policy
from inteam.errors import InputError
from inteam.exchange import known, reading
from inteam.exchange.earlier import Earlier
from inteam.exchange.incoming import (
    Incoming,
    IncomingEntry,
    IncomingOrganisation,
    IncomingPerson,
    NotTaken,
    Refusal,
    Warned,
)
from inteam.exchange.lists import Line, Lists
from inteam.exchange.matching import Decision, Outcome, People
from inteam.exchange.model import ImportBatch, ImportDocument
from inteam.exchange.practices import Organisations
from inteam.exchange.reading import Recognised
from inteam.exchange.report import Held, Report
from inteam.exchange.sources import refused
from inteam.exchange.state import Difference, State, difference, of_incoming
from inteam.people import nhs_number

PART = 1000  # rows decided together
WRITTEN = 10 * PART  # rows written together: with few, every page of every table is written again and again
MOST_VALUE = 200  # characters of a value that a report shows

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows in all (0: unknown); may raise CancelledError."""


Change = tuple[IncomingPerson, UUID, Difference]
"""A row, the known person whose it is, and what it says anew."""


class Sink:
    """Where decided rows go. This one writes nothing: it is a check's."""

    def add(self, incoming: IncomingPerson, person_id: UUID) -> None:
        """A new person."""

    def held(self, incoming: IncomingPerson, decision: Decision) -> None:
        """A row that waits for a decision."""

    def update(self, changes: Sequence[Change]) -> None:
        """Known people of whom the source says something new."""

    def saw(self, incoming: IncomingPerson, person_id: UUID) -> None:
        """The identifier by which a known person's row is known from now on."""

    def flush(self) -> None:
        """The part has ended: what was added must be there to be read."""

    def organisation(self, incoming: IncomingOrganisation) -> bool:
        """An organisation; whether it changes anything."""
        raise NotImplementedError

    def line(self, entry: IncomingEntry, person_id: UUID, outcome: str) -> None:
        """A new or changed line of somebody's list."""


@dataclass
class Run:
    """The pass itself. Give it a sink, then documents with ``take``."""

    session: Session
    today: date
    live: bool
    keeps_new: bool  # a check must remember the new people, whom it cannot read back
    sink: Sink = field(default_factory=Sink)
    progress: Progress = lambda _done, _total: None
    report: Report = field(default_factory=Report)

    def __post_init__(self) -> None:
        self.issued = nhs_number.ranges(policy.value(self.session, "people.nhs_number_issued", self.today))
        self.people = People(self.session)
        self.organisations = Organisations(self.session)
        self.lists = Lists(self.session)
        self._part: list[IncomingPerson] = []
        self._same: list[tuple[IncomingPerson, UUID]] = []
        self._unwritten = 0
        self._references: dict[str, UUID] = {}
        self._undecided: set[str] = set()
        self._waiting: list[IncomingEntry] = []
        self._new: dict[UUID, IncomingPerson] = {}
        self._states: dict[UUID, State] = {}
        self._read_before = False
        self._done = self._total = 0
        self.readable = 0  # documents that could be read

    def take(self, documents: Sequence[Recognised]) -> None:
        """Read documents that refer to each other: those of one SOURCE."""
        self._total += sum(one.rows for one in documents)
        for recognised in documents:
            self.report.detected.append(recognised)
            self._read_before = was_read(self.session, recognised.document.sha256())
            if self._read_before:
                self.report.seen_before.append(recognised.document.name)
            self._document(recognised)
        self._lines(self._waiting, final=True)
        self._waiting = []
        self._references = {}
        self._undecided = set()

    def new_person(self, person_id: UUID) -> IncomingPerson | None:
        """The row that would become this person, in a check."""
        return self._new.get(person_id)

    def refuse(self, refusal: Refusal | NotTaken) -> None:
        """Something of a source that is no document."""
        self._plain(refusal)

    def _document(self, recognised: Recognised) -> None:
        lines: list[IncomingEntry] = []
        taken = 0
        try:
            for item in reading.read(recognised, today=self.today, live=self.live, issued=self.issued):
                self._item(item, lines)
                taken += 1
        except InputError as error:
            if taken:
                # A file that breaks off in the middle: nothing of it may be taken, and so nothing of the import.
                raise _named(recognised, error) from error
            self.report.refused.append(refused(recognised.document.name, error))
            return
        self.readable += 1
        self._decide()
        self._write()
        self._lines(lines, final=False)

    def _item(self, item: Incoming, lines: list[IncomingEntry]) -> None:
        if isinstance(item, IncomingPerson):
            self._part.append(item)
            if len(self._part) >= PART:
                self._decide()
        elif isinstance(item, IncomingEntry):
            lines.append(item)
        elif isinstance(item, IncomingOrganisation):
            if self.sink.organisation(item):
                self.report.taken["organisation"] += 1
        else:
            self._plain(item)

    def _plain(self, item: Refusal | Warned | NotTaken) -> None:
        if isinstance(item, Refusal):
            self.report.refused.append(item)
            if item.row is not None and item.person:
                self.report.read += 1
        elif isinstance(item, Warned):
            self.report.warnings.append(item)
        else:
            self.report.not_taken[item.kind] += item.count

    def _decide(self) -> None:
        part, self._part = self._part, []
        if not part:
            return
        self.people.load(part)
        for incoming in part:
            decision = self._replaced(incoming) or self.people.decide(incoming, read_before=self._read_before)
            self._count(incoming, decision)
            for reference in incoming.references:
                if decision.outcome is Outcome.HELD:
                    self._undecided.add(reference)
                else:
                    self._references[reference] = decision.person_id
        self._done += len(part)
        self._unwritten += len(part)
        if self._unwritten >= WRITTEN:
            self._write()
        self.progress(self._done, self._total)

    def _write(self) -> None:
        """Write what was decided: those who are new, then what is new of those who are known."""
        self.sink.flush()
        same, self._same = self._same, []
        self._unwritten = 0
        self._update(same)

    def _replaced(self, incoming: IncomingPerson) -> Decision | None:
        """A record that the source has joined to another of its own is that person."""
        person_id = self._references.get(incoming.replaced_by) or self._references.get(_short(incoming.replaced_by))
        if person_id is None:
            return None
        value = incoming.nhs_number or incoming.key.value
        self.report.warnings.append(Warned(incoming.source, incoming.row, "link", value, "record_replaced"))
        return Decision(Outcome.KNOWN, person_id)

    def _count(self, incoming: IncomingPerson, decision: Decision) -> None:
        report, person_id = self.report, decision.person_id
        report.read += 1
        if decision.outcome is Outcome.HELD:
            report.held.append(Held(incoming, person_id, decision.reason))
            if not decision.waiting:
                self.sink.held(incoming, decision)
                self.people.holds(incoming, decision)
        elif decision.outcome is Outcome.KNOWN:
            report.unchanged += 1
            report.duplicates += 1
        elif decision.outcome is Outcome.SAME:
            report.duplicates += 1
            self._same.append((incoming, person_id))
            self._saw(incoming, person_id)
        else:
            report.created += 1
            self._create(incoming, decision)

    def _create(self, incoming: IncomingPerson, decision: Decision) -> None:
        person_id = decision.person_id
        if decision.twin_number:
            self.report.warnings.append(
                Warned(incoming.source, incoming.row, "nhs_number", incoming.nhs_number, "two_numbers")
            )
        self.people.add(incoming, person_id)
        self.people.saw(incoming, person_id)
        self.sink.add(incoming, person_id)
        if self.keeps_new:
            self._new[person_id] = incoming

    def _saw(self, incoming: IncomingPerson, person_id: UUID) -> None:
        self.sink.saw(incoming, person_id)
        self.people.saw(incoming, person_id)

    def _update(self, same: list[tuple[IncomingPerson, UUID]]) -> None:
        wanted = list(dict.fromkeys(person_id for _, person_id in same))
        if not self.keeps_new:
            self._states = {}
        states = self._states
        for person_id in wanted:
            if person_id in self._new and person_id not in states:
                states[person_id] = of_incoming(self._new[person_id])
        absent = [person_id for person_id in wanted if person_id not in states]
        states |= known.states(self.session, absent, self.organisations) if absent else {}
        changes: list[Change] = []
        for incoming, person_id in same:
            if found := difference(states[person_id], incoming, self.today):
                changes.append((incoming, person_id, found))
            else:
                self.report.unchanged += 1
        self.report.updated += len(changes)
        if changes:
            self.sink.update(changes)

    def _lines(self, entries: Sequence[IncomingEntry], *, final: bool) -> None:
        """Give each line to its person; those of nobody in the document wait for the source's end."""
        resolved: list[Line] = []
        earlier = Earlier(self.session, entries) if final else None
        for entry in entries:
            person_id = self._person_of(entry) or (earlier.person_of(entry) if earlier else None)
            if person_id is not None:
                resolved.append((entry, person_id))
            elif not final:
                self._waiting.append(entry)
            elif entry.person in self._undecided or _short(entry.person) in self._undecided:
                value = entry.person[:MOST_VALUE]
                self.report.warnings.append(Warned(entry.source, entry.row, "subject", value, "person_waits"))
            else:
                self.report.refused.append(_nobody(entry))
        self.lists.load(resolved)
        for entry, person_id in resolved:
            self._line(entry, person_id)
        self.sink.flush()

    def _line(self, entry: IncomingEntry, person_id: UUID) -> None:
        outcome = self.lists.outcome(entry, person_id, read_before=entry.source in self.report.seen_before)
        if outcome == "in_error":
            self.report.not_taken["entered in error"] += 1
        elif outcome != "unchanged":
            self.report.taken[entry.kind] += 1
            self.sink.line(entry, person_id, outcome)

    def _person_of(self, entry: IncomingEntry) -> UUID | None:
        return self._references.get(entry.person) or self._references.get(_short(entry.person))


def _short(reference: str) -> str:
    """Type and id of a reference with a server's address."""
    return "/".join(reference.split("/")[-2:])


def was_read(session: Session, sha256: str) -> bool:
    """Whether a file of these bytes has been imported, and not undone."""
    statement = (
        select(ImportDocument.batch_id)
        .join(ImportBatch, ImportBatch.id == ImportDocument.batch_id)
        .where(ImportDocument.sha256 == sha256, ImportBatch.undone_at.is_(None), ImportBatch.withdrawn_at.is_(None))
        .limit(1)
    )
    return session.scalar(statement) is not None


def _named(recognised: Recognised, error: InputError) -> InputError:
    error.facts.setdefault("source", recognised.document.name)
    return error


def _nobody(entry: IncomingEntry) -> Refusal:
    value = entry.person or entry.person_number
    return Refusal(entry.source, entry.row, "subject", value[:MOST_VALUE], "person_not_here", person=False)
