"""Reading what a meeting left behind: decisions, changes of its minutes, prints."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, or_, select
from sqlalchemy.orm import Session

from inteam.meetings.model import Decision, MinutesChange, PrintRecord
from inteam.organisations.model import Staff
from inteam.people.names import named
from inteam.store.reads import Read, my_people, param
from inteam.store.rows import values_of


@dataclass(frozen=True)
class DecisionRow:
    """A decision of a meeting."""

    id: UUID
    version: int
    item_id: UUID
    person_id: UUID | None
    kind: str
    text: str
    rationale: str
    dissent: str
    with_person: str
    tell_by: str
    quorate: bool
    decided_at: datetime


@dataclass(frozen=True)
class MinutesChangeRow:
    """A correction or an addendum."""

    id: UUID
    item_id: UUID | None
    kind: str
    field: str
    before: str
    after: str
    made_at: datetime
    author: str


@dataclass(frozen=True)
class PrintRow:
    """A print of a meeting's papers."""

    id: UUID
    document: str
    printed_at: datetime
    by: str
    pages: int
    sha256: str
    copy_number: int
    copies: int
    people: int
    recipients: str
    target: str


DECISIONS = Read(
    "decisions_of",
    select(
        Decision.id,
        Decision.version,
        Decision.agenda_item_id.label("item_id"),
        Decision.person_id,
        Decision.kind,
        Decision.text,
        Decision.rationale,
        Decision.dissent,
        Decision.with_person,
        Decision.tell_by,
        Decision.quorate,
        Decision.decided_at,
    )
    .outerjoin(my_people, my_people.c.person_id == Decision.person_id)
    .where(
        Decision.meeting_id == param("meeting_id", Uuid()),
        Decision.withdrawn_at.is_(None),
        or_(Decision.person_id.is_(None), my_people.c.person_id.is_not(None)),
    )
    .order_by(Decision.decided_at, Decision.id),
)
MINUTES_CHANGES = Read(
    "minutes_changes",
    select(
        MinutesChange.id,
        MinutesChange.agenda_item_id.label("item_id"),
        MinutesChange.kind,
        MinutesChange.field,
        MinutesChange.before,
        MinutesChange.after,
        MinutesChange.made_at,
        Staff.given_name.label("by_given"),
        Staff.family_name.label("by_family"),
    )
    .join(Staff, Staff.id == MinutesChange.author_id)
    .outerjoin(my_people, my_people.c.person_id == MinutesChange.person_id)
    .where(
        MinutesChange.meeting_id == param("meeting_id", Uuid()),
        MinutesChange.withdrawn_at.is_(None),
        or_(MinutesChange.person_id.is_(None), my_people.c.person_id.is_not(None)),
    )
    .order_by(MinutesChange.made_at, MinutesChange.kind.desc(), MinutesChange.id),
)
PRINTS = Read(
    "meeting_prints",
    select(
        PrintRecord.id,
        PrintRecord.document,
        PrintRecord.printed_at,
        Staff.given_name.label("by_given"),
        Staff.family_name.label("by_family"),
        PrintRecord.pages,
        PrintRecord.sha256,
        PrintRecord.copy_number,
        PrintRecord.copies,
        PrintRecord.people,
        PrintRecord.recipients,
        PrintRecord.target,
    )
    .outerjoin(Staff, Staff.id == PrintRecord.printed_by_id)
    .where(PrintRecord.meeting_id == param("meeting_id", Uuid()), PrintRecord.withdrawn_at.is_(None))
    .order_by(PrintRecord.printed_at.desc(), PrintRecord.id),
)
READS = (DECISIONS, MINUTES_CHANGES, PRINTS)


def decisions(session: Session, meeting_id: UUID) -> list[DecisionRow]:
    """What was decided, in the order in which it was."""
    rows = DECISIONS.run(session, meeting_id=meeting_id)
    return [DecisionRow(**values_of(row, texts=("dissent", "tell_by"))) for row in rows]


def minutes_changes(session: Session, meeting_id: UUID) -> list[MinutesChangeRow]:
    """Corrections and addenda, oldest first."""
    rows = MINUTES_CHANGES.run(session, meeting_id=meeting_id)
    return [MinutesChangeRow(**named(values_of(row), author="by")) for row in rows]


def prints(session: Session, meeting_id: UUID) -> list[PrintRow]:
    """What was printed of a meeting, newest first."""
    rows = [PrintRow(**named(values_of(row), by="by")) for row in PRINTS.run(session, meeting_id=meeting_id)]
    return [row if row.by else replace(row, by="INTeam, command line") for row in rows]
