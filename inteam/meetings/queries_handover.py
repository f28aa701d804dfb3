"""Reading handovers, and the paper of one."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid
from sqlalchemy.orm import Session

from inteam.access import Actor
from inteam.careplans.papers import HandoverPaper
from inteam.clock import LONDON
from inteam.errors import InputError
from inteam.meetings import queries_live, queries_papers, summaries
from inteam.meetings.model import Handover
from inteam.meetings.queries_handover_board import FROM, OFFER, TO
from inteam.meetings.queries_person import gather
from inteam.meetings.summaries import Reader
from inteam.meetings.words import spoken
from inteam.people.names import named
from inteam.store.reads import Read, param, standing
from inteam.store.rows import values_of


@dataclass(frozen=True)
class HandoverRow:
    """A handover of a person."""

    id: UUID
    version: int
    person_id: UUID
    case_id: UUID | None
    from_staff_id: UUID
    from_worker: str
    to_staff_id: UUID
    to_worker: str
    kind: str
    effective_from: date
    status: str
    offered_at: datetime | None
    answer_by: date | None
    answered_at: datetime | None
    refusal_reason: str
    risks_read: bool
    next_7_days: str
    told_and_wants: str
    outstanding: str
    situation: str
    background: str
    assessment: str
    recommendation: str


_HANDOVER = (
    standing(
        Handover,
        *OFFER,
        Handover.from_staff_id,
        Handover.risks_read,
        Handover.told_and_wants,
        Handover.outstanding,
        Handover.background,
        Handover.assessment,
    )
    .join(FROM, FROM.c.id == Handover.from_staff_id)
    .join(TO, TO.c.id == Handover.to_staff_id)
    .order_by(Handover.effective_from.desc(), Handover.id)
)
HANDOVERS_TO = Read(
    "handovers_offered_to",
    _HANDOVER.where(Handover.to_staff_id == param("staff_id", Uuid()), Handover.status == "offered"),
)
HANDOVER = Read("handover_row", _HANDOVER.where(Handover.id == param("handover_id", Uuid())))
READS = (HANDOVERS_TO, HANDOVER)


def offered_to(session: Session, staff_id: UUID) -> list[HandoverRow]:
    """What waits for a worker's answer."""
    return [_row(row) for row in HANDOVERS_TO.run(session, staff_id=staff_id)]


def handover_paper(session: Session, handover_id: UUID, actor: Actor, now: datetime) -> HandoverPaper:
    """The single-person handover summary. Raises InputError when it is not there."""
    found = [_row(row) for row in HANDOVER.run(session, handover_id=handover_id)]
    if not found:
        raise InputError("gone")
    row = found[0]
    paper = summary_paper(session, row.person_id, actor, now)
    status = spoken(row.status)
    return replace(
        paper,
        kind=spoken(row.kind),
        from_worker=row.from_worker,
        to_worker=row.to_worker,
        effective_from=row.effective_from,
        status=status,
        urgent=tuple(filter(None, row.next_7_days.split("\n"))),
        assessment=row.assessment,
        recommendation=row.recommendation,
        has_been_told=row.told_and_wants,
        outstanding=tuple(filter(None, row.outstanding.split("\n"))),
        person=replace(paper.person, situation=row.situation, background=row.background),
    )


def summary_paper(session: Session, person_id: UUID, actor: Actor, now: datetime) -> HandoverPaper:
    """A summary of one person without a handover, as printed from the record. Raises InputError."""
    rows = gather(session, [person_id])
    if person_id not in rows:
        raise InputError("nobody_to_print")
    today = now.astimezone(LONDON).date()
    before = queries_live.last_discussed(session, [person_id])
    reader = Reader(today, actor.may("safeguarding.detail"))
    person = summaries.paper(rows[person_id], reader, before.get(person_id))
    printing = queries_papers.printing(session, actor, now, purpose="handover summary", team="")
    return HandoverPaper(person=person, printing=printing, from_worker=person.lead)


def _row(row: Row[Any]) -> HandoverRow:
    return HandoverRow(**named(values_of(row, texts=("refusal_reason",)), from_worker="from", to_worker="to"))
