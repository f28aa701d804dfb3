"""`inteam pack`: the handover pack of a meeting, of somebody's caseload or of people, as a PDF."""

import argparse
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from inteam import clock
from inteam.access import PROGRAM
from inteam.commands import DONE, files
from inteam.errors import InputError
from inteam.store import safe_files

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from inteam.meetings.papers import PackPaper
    from inteam.store.database import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    files.add_file(parser)
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--meeting", metavar="next|ID", help="a meeting by its id, or the next one (the default)")
    whose.add_argument("--caseload", metavar="NAME", help="everybody whose open case this member of staff owns")
    whose.add_argument("--person", metavar="NHS_NUMBER", nargs="+", help="these people, in this order")
    parser.add_argument("--out", metavar="OUT.pdf", required=True, help="the PDF; one that is there is replaced")


def run(args: argparse.Namespace) -> int:
    """Make the pack, record the print, say what it holds."""
    from inteam.meetings import letters_pack, service_papers  # noqa: PLC0415 (ReportLab)

    with files.database(args) as database:
        with database.read() as session:
            paper, meeting_id = _paper(args, session, database)
        content = letters_pack.pack(paper)
        pages = _pages(content)
        # Recorded before it is there: no copy exists that nobody knows of.
        with database.write(PROGRAM) as work:
            service_papers.record_print(
                work,
                document="pack",
                people=[person.person_id for person in paper.people],
                pages=pages,
                sha256=hashlib.sha256(content).hexdigest(),
                target="file",
                meeting_id=meeting_id,
                reason=paper.printing.purpose,
            )
            safe_files.replace(Path(args.out), content)
    people = len(paper.people)
    print(f"{'1 person' if people == 1 else f'{people} people'}, {'1 page' if pages == 1 else f'{pages} pages'}")
    return DONE


def _paper(args: argparse.Namespace, session: "Session", database: "Database") -> "tuple[PackPaper, UUID | None]":
    from inteam.meetings import queries_papers  # noqa: PLC0415 (loads the features)

    now = database.now()
    if args.caseload:
        owner_id, name = _staff(session, args.caseload, database)
        return queries_papers.caseload_pack(session, owner_id, name, PROGRAM, now), None
    if args.person:
        people = _people(session, args.person)
        return queries_papers.people_pack(session, people, PROGRAM, now), None
    meeting_id = _meeting(session, args.meeting or "next", database)
    paper = queries_papers.meeting_pack(session, meeting_id, PROGRAM, now)
    copy = queries_papers.next_copy(session, meeting_id, "pack")
    return replace(paper, printing=replace(paper.printing, copy=copy, copies=copy)), meeting_id


def _meeting(session: "Session", wanted: str, database: "Database") -> UUID:
    from inteam.meetings import queries  # noqa: PLC0415 (loads the features)

    if wanted == "next":
        found = queries.next_meeting(session, clock.day(database.now()))
        if found is None:
            raise InputError("no_next_meeting")
        return found.id
    try:
        return UUID(wanted)
    except ValueError as error:
        raise InputError("meeting_unknown") from error


def _staff(session: "Session", wanted: str, database: "Database") -> tuple[UUID, str]:
    from inteam.organisations import queries  # noqa: PLC0415 (loads the features)

    words = wanted.casefold().replace(",", " ").split()
    staff = queries.staff_list(session, on=clock.day(database.now()))
    found = [one for one in staff if sorted(words) == sorted(one.name.casefold().split())]
    if not found:
        found = [one for one in staff if words and all(word in one.name.casefold().split() for word in words)]
    if len(found) != 1:
        raise InputError("staff_unknown" if not found else "staff_several").about(name=wanted)
    return found[0].id, found[0].name


def _people(session: "Session", numbers: list[str]) -> list[UUID]:
    from inteam.meetings import queries_papers  # noqa: PLC0415 (loads the features)
    from inteam.people import nhs_number  # noqa: PLC0415 (loads the check)

    digits = [nhs_number.strip(number) for number in numbers]
    found = queries_papers.by_numbers(session, digits)
    if missing := [shown for shown, digit in zip(numbers, digits, strict=True) if digit not in found]:
        raise InputError("number_unknown").about(numbers=", ".join(missing))
    return [found[digit] for digit in digits]


def _pages(content: bytes) -> int:
    import pypdfium2  # noqa: PLC0415 (heavy)

    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()
