"""Printing in the background: the pack and the minutes, recorded before anybody has them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from inteam.careplans.papers import PersonPaper
from inteam.errors import InteamError
from inteam.meetings import queries_papers, service_papers
from ui.app.background import Job
from ui.app.messages import sentence
from ui.app.shell import shell_of


@dataclass(frozen=True)
class Printed:
    """A PDF that was made, and under which number it is recorded."""

    content: bytes
    name: str
    pages: int
    copy: int


def print_pack(owner: Any, meeting_id: UUID) -> None:
    """Make the pack of a meeting and show it; progress and Cancel stand under the page."""
    _make(owner, partial(_pack, meeting_id=meeting_id), "Making the pack")


def print_minutes(owner: Any, meeting_id: UUID) -> None:
    """Make the minutes of a meeting and show them."""
    _make(owner, partial(_minutes, meeting_id=meeting_id), "Making the minutes")


def _make(owner: Any, job: Callable[[Job], Printed], title: str) -> None:
    shell = shell_of(owner)

    def made(printed: Printed) -> None:
        show(owner, printed)

    def failed(error: InteamError) -> None:
        shell.toast(sentence(error))

    owner.background.report(owner, job, made, failed, title=title)


def show(owner: QWidget, printed: Printed) -> None:
    """The PDF in the preview."""
    from ui.meetings.preview import Preview  # noqa: PLC0415 (draws with pdfium)

    Preview(owner.window(), printed.content, printed.name).open()


def _pack(job: Job, *, meeting_id: UUID) -> Printed:
    from inteam.meetings import letters_pack  # noqa: PLC0415 (ReportLab)

    with job.read() as session:
        paper = queries_papers.meeting_pack(session, meeting_id, job.actor, job.database.now())
    content = letters_pack.pack(paper, lambda done, total: job.progress(done, total))
    return _record(job, content, "pack", f"MDT pack {paper.on.isoformat()}.pdf", paper.people, meeting_id)


def _minutes(job: Job, *, meeting_id: UUID) -> Printed:
    from inteam.meetings import letters_minutes  # noqa: PLC0415 (ReportLab)

    with job.read() as session:
        paper = queries_papers.minutes_paper(session, meeting_id, job.actor, job.database.now())
    content = letters_minutes.minutes(paper)
    people = tuple(item.person for item in paper.items if item.person is not None)
    return _record(job, content, "minutes", f"MDT minutes {paper.on.isoformat()}.pdf", people, meeting_id)


def _record(
    job: Job, content: bytes, document: str, name: str, people: tuple[PersonPaper, ...], meeting_id: UUID
) -> Printed:
    import pypdfium2  # noqa: PLC0415 (heavy)

    pdf = pypdfium2.PdfDocument(content)
    pages = len(pdf)
    pdf.close()
    with job.write() as work:
        _id, copy = service_papers.record_print(
            work,
            document=document,
            people=[person.person_id for person in people],
            pages=pages,
            sha256=hashlib.sha256(content).hexdigest(),
            target="screen",
            meeting_id=meeting_id,
        )
    return Printed(content, name, pages, copy)
