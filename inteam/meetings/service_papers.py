"""Freezing the papers of a meeting, and the record of every print."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from inteam import audit
from inteam.access import PROGRAM
from inteam.errors import InputError
from inteam.meetings import facts, summaries
from inteam.meetings.loading import items_of, move
from inteam.meetings.model import AgendaItem, Meeting, MeetingSummary, PrintPerson, PrintRecord
from inteam.meetings.queries_person import gather
from inteam.meetings.rules import MeetingStatus
from inteam.store.base import require
from inteam.store.database import Work


def freeze_papers(work: Work, meeting_id: UUID, version: int) -> str:
    """Keep what the record says of each person on the agenda, for the papers and for the next comparison.

    Each item needs its question. Gives the SHA-256 of all that was kept. Raises DeniedError, InputError
    ("item.<id>": "question_required"), ConflictError.
    """
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id, version)
    items = items_of(work, meeting_id)
    if not items:
        raise InputError("agenda_empty")
    if found := {f"item.{i.id}": "question_required" for i in items if not i.question.strip()}:
        raise InputError(**found)
    move(meeting, MeetingStatus.PAPERS_FROZEN)
    hashes = keep_summaries(work, items)
    meeting.frozen_at = work.now
    meeting.papers_hash = facts.digest({"people": hashes, "order": [str(i.id) for i in items]})
    audit.note(work, "meetings.papers_frozen", subject=meeting, detail={"people": len(hashes)})
    return meeting.papers_hash


def reopen_papers(work: Work, meeting_id: UUID, version: int) -> None:
    """Open the agenda again; the next freezing replaces the snapshots.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id, version)
    move(meeting, MeetingStatus.PLANNED)
    meeting.frozen_at = meeting.papers_hash = None
    audit.note(work, "meetings.papers_reopened", subject=meeting)


def keep_summaries(work: Work, items: list[AgendaItem]) -> dict[str, str]:
    """Store the facts about each person of the items, replacing what was stored for this meeting. Gives the hashes."""
    work.session.flush()
    people = [item.person_id for item in items if item.person_id is not None]
    rows = gather(work.session, people)
    hashes: dict[str, str] = {}
    for item in items:
        if item.person_id is None or item.person_id not in rows:
            continue
        stored = summaries.facts(rows[item.person_id]).stored()
        row = _summary(work, item)
        row.taken_at, row.facts, row.sha256 = work.now, stored, facts.digest(stored)
        hashes[str(item.person_id)] = row.sha256
    return hashes


def record_print(
    work: Work,
    *,
    document: str,
    people: Sequence[UUID],
    pages: int,
    sha256: str,
    target: str,
    meeting_id: UUID | None = None,
    plan_id: UUID | None = None,
    copies: int = 1,
    reason: str = "",
    recipients: str = "",
    result: str = "made",
) -> tuple[UUID, int]:
    """Record that something identifiable was made: who, what, when; gives the record and its copy number.

    document: pack, minutes, handover, person_copy, plan. target: the class of where it went (screen, file, printer),
    never a path. Copies of one meeting's pack are numbered through. Raises DeniedError.
    """
    work.actor.require("print.identifiable")
    same = select(func.coalesce(func.max(PrintRecord.copy_number + PrintRecord.copies - 1), 0)).where(
        PrintRecord.document == document
    )
    for column, value in ((PrintRecord.meeting_id, meeting_id), (PrintRecord.plan_id, plan_id)):
        same = same.where(column == value if value is not None else column.is_(None))
    row = PrintRecord(
        document=document,
        meeting_id=meeting_id,
        plan_id=plan_id,
        printed_at=work.now,
        printed_by_id=None if work.actor == PROGRAM else work.actor.staff_id,
        pages=pages,
        sha256=sha256,
        copy_number=(work.session.scalar(same) or 0) + 1,
        copies=copies,
        people=len(people),
        reason=reason,
        recipients=recipients,
        target=target,
        result=result,
    )
    work.session.add(row)
    work.session.flush()
    for person_id in dict.fromkeys(people):
        work.session.add(PrintPerson(print_record_id=row.id, person_id=person_id))
    detail = {"document": document, "pages": pages, "people": len(people), "copies": copies, "result": result}
    audit.note(work, "meetings.printed", subject=row, detail=detail)
    return row.id, row.copy_number


def count_packs(work: Work, meeting_id: UUID, version: int, *, out: int, back: int, destroyed: int) -> int:
    """Record how many packs were handed out, returned and destroyed; gives how many are missing.

    Raises DeniedError, InputError when a count is below zero or more came back than went out, ConflictError.
    """
    work.actor.require("meetings.write")
    meeting = require(work.session, Meeting, meeting_id, version)
    counts = {"packs_out": out, "packs_back": back, "packs_destroyed": destroyed}
    if found := {name: "out_of_range" for name, count in counts.items() if count < 0}:
        raise InputError(**found)
    if back > out or destroyed > back:
        raise InputError(packs_back="more_back_than_out")
    meeting.packs_out, meeting.packs_back, meeting.packs_destroyed = out, back, destroyed
    audit.note(work, "meetings.packs_counted", subject=meeting, detail={**counts, "missing": out - back})
    return out - back


def _summary(work: Work, item: AgendaItem) -> MeetingSummary:
    there = select(MeetingSummary).where(
        MeetingSummary.meeting_id == item.meeting_id,
        MeetingSummary.person_id == item.person_id,
        MeetingSummary.withdrawn_at.is_(None),
    )
    row = work.session.scalars(there).one_or_none()
    if row is None:
        row = MeetingSummary(meeting_id=item.meeting_id, person_id=item.person_id)
        work.session.add(row)
    row.agenda_item_id = item.id
    return row
