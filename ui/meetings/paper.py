"""What can be previewed and printed: how each paper is read, drawn, numbered and recorded."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from inteam.access import Actor
from inteam.careplans import letters_copy_html, queries_copy
from inteam.careplans.queries_copy import CopyLook
from inteam.errors import ConflictError, InputError
from inteam.meetings import queries_handover, queries_papers, service_papers
from ui.app.background import Job
from ui.widgets import dates

SCREEN, FILE, PRINTER = "screen", "file", "printer"
WEB_PAGE = ".html"
_TRIES = 5  # another window may take a copy number in between
Read = Callable[[Any, Actor, datetime], Any]
Draw = Callable[[Any, Callable[[int, int], None]], bytes]


@dataclass(frozen=True)
class Paper:
    """One kind of paper. `file_name` and `title` name nobody."""

    title: str
    document: str
    read: Read
    draw: Draw
    people: Callable[[Any], list[UUID]]
    meeting_id: UUID | None = None
    plan_id: UUID | None = None
    first: Callable[[Any], bytes] | None = None  # the first page, before the others are drawn
    page: Callable[[Any], str] | None = None  # the same as a web page, for screen readers
    numbered: bool = True  # whether its pages say "copy 3 of 9"

    def file_name(self, on: date, ending: str = "pdf") -> str:
        """What the file is called unless another name is typed."""
        return f"{self.title} {dates.shown(on)}.{ending}"


@dataclass(frozen=True)
class Copies:
    """Copies that were made and recorded, the number of the first, and the pages of each."""

    contents: tuple[bytes, ...]
    number: int
    pages: int


class _NumberTakenError(ConflictError):
    """Somebody has recorded a copy with this number meanwhile."""


def make(
    job: Job, paper: Paper, *, count: int = 1, target: str = SCREEN, path: Path | None = None, early: Any = None
) -> Copies:
    """Draw copies with their numbers on every page, record them, and save the first to `path` if there is one.

    A look on the screen takes no number. early: called with the first page as soon as it is drawn.
    Raises CancelledError, and then nothing is recorded; DeniedError, InputError, StoreError.
    """
    for _ in range(_TRIES - 1):
        try:
            return _make(job, paper, count, target, path, early)
        except _NumberTakenError:
            continue
    return _make(job, paper, count, target, path, early)


def _make(job: Job, paper: Paper, count: int, target: str, path: Path | None, early: Any) -> Copies:
    from inteam.pdf.document import save  # noqa: PLC0415 (draws)
    from inteam.pdf.pictures import page_count  # noqa: PLC0415 (draws)

    with job.read() as session:
        filled = paper.read(session, job.actor, job.database.now())
        number = queries_papers.next_copy(session, paper.meeting_id, paper.document)
    if early is not None and paper.first is not None:
        early(paper.first(_numbered(paper, filled, number, number)))
    contents = tuple(_drawn(job, paper, filled, number, count))
    pages = page_count(contents[0])
    with job.write() as work:
        _record, taken = service_papers.record_print(
            work,
            document=paper.document,
            people=paper.people(filled),
            pages=pages,
            sha256=hashlib.sha256(contents[0]).hexdigest(),
            target=target,
            meeting_id=paper.meeting_id,
            plan_id=paper.plan_id,
            copies=0 if target == SCREEN else count,
            reason=filled.printing.purpose if paper.numbered else "",
        )
        if paper.meeting_id is not None and taken != number:
            raise _NumberTakenError
        if path is not None:
            web = paper.page is not None and path.suffix == WEB_PAGE
            save(path, paper.page(filled).encode() if web and paper.page else contents[0])
    return Copies(contents, number, pages)


def _drawn(job: Job, paper: Paper, filled: Any, number: int, count: int) -> Iterator[bytes]:
    for copy in range(count):
        yield paper.draw(
            _numbered(paper, filled, number + copy, number + count - 1),
            lambda done, total, copy=copy: job.progress(copy * total + done, count * total),  # type: ignore[misc]  # (copy=copy)
        )


def _numbered(paper: Paper, filled: Any, copy: int, copies: int) -> Any:
    if not paper.numbered:
        return filled
    return replace(filled, printing=replace(filled.printing, copy=copy, copies=copies))


# --- the papers ---------------------------------------------------------------------------------------------------


def _pack(filled: Any, step: Callable[[int, int], None]) -> bytes:
    from inteam.meetings import letters_pack  # noqa: PLC0415 (draws)

    return letters_pack.pack(filled, step)


def _cover(filled: Any) -> bytes:
    from inteam.meetings import letters_pack  # noqa: PLC0415 (draws)

    return letters_pack.cover_page(filled)


def _of_pack(filled: Any) -> list[UUID]:
    return [person.person_id for person in filled.people]


def meeting_pack(meeting_id: UUID) -> Paper:
    """The pack of a meeting."""

    def read(session: Any, actor: Actor, now: datetime) -> Any:
        return queries_papers.meeting_pack(session, meeting_id, actor, now)

    return Paper("Handover pack", "pack", read, _pack, _of_pack, meeting_id, first=_cover)


def caseload_pack(owner_id: UUID, owner: str) -> Paper:
    """The pack of everybody whose open case a worker owns."""

    def read(session: Any, actor: Actor, now: datetime) -> Any:
        return queries_papers.caseload_pack(session, owner_id, owner, actor, now)

    return Paper("Handover pack", "pack", read, _pack, _of_pack, first=_cover)


def people_pack(people: Sequence[UUID] | Callable[[Any], Sequence[UUID]]) -> Paper:
    """The pack of some people, in this order; or of whom a read in the background finds."""

    def read(session: Any, actor: Actor, now: datetime) -> Any:
        chosen = people(session) if callable(people) else people
        return queries_papers.people_pack(session, chosen, actor, now)

    return Paper("Handover pack", "pack", read, _pack, _of_pack, first=_cover)


def minutes(meeting_id: UUID) -> Paper:
    """The minutes of a meeting."""

    def read(session: Any, actor: Actor, now: datetime) -> Any:
        return queries_papers.minutes_paper(session, meeting_id, actor, now)

    def draw(filled: Any, _step: Callable[[int, int], None]) -> bytes:
        from inteam.meetings import letters_minutes  # noqa: PLC0415 (draws)

        return letters_minutes.minutes(filled)

    def people(filled: Any) -> list[UUID]:
        return [item.person.person_id for item in filled.items if item.person is not None]

    return Paper("MDT minutes", "minutes", read, draw, people, meeting_id)


def handover(person_id: UUID | None, today: date) -> Paper:
    """The handover summary of one person; of nobody, a paper that says so when it is read."""

    def read(session: Any, actor: Actor, now: datetime) -> Any:
        if person_id is None:
            raise InputError("nobody_to_print")
        return queries_handover.summary_paper(session, person_id, actor, now)

    def draw(filled: Any, _step: Callable[[int, int], None]) -> bytes:
        from inteam.careplans import letters_handover  # noqa: PLC0415 (draws)

        return letters_handover.handover(filled, today)

    return Paper("Handover summary", "handover", read, draw, partial(_only, person_id))


def _only(person_id: UUID | None, _filled: Any) -> list[UUID]:
    return [] if person_id is None else [person_id]


def plan_copy(plan_id: UUID, person_id: UUID, today: date, look: CopyLook | None = None) -> Paper:
    """The person's own copy of a version of a care plan, in the format they need unless another is asked for."""

    def read(session: Any, _actor: Actor, _now: datetime) -> Any:
        return queries_copy.persons_copy(session, plan_id, today, look)

    def draw(filled: Any, _step: Callable[[int, int], None]) -> bytes:
        from inteam.careplans import letters_copy  # noqa: PLC0415 (draws)

        return letters_copy.persons_copy(filled)

    people = partial(_only, person_id)
    page = letters_copy_html.persons_copy_html
    return Paper("Care plan copy", "person_copy", read, draw, people, plan_id=plan_id, page=page, numbered=False)
