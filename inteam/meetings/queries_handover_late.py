"""Handovers that nobody answered in time: those still to be closed, and those that somebody has to look after now."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Uuid, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from inteam.cases.model import CareCase
from inteam.meetings.model import Handover
from inteam.organisations.model import Team
from inteam.store.reads import Read, param, standing

SEEN_FOR = timedelta(days=14)
"""How long an offer that nobody answered is pointed at: two weeks of absence are usual."""
_TO_CLOSE = Read(
    "handovers_to_close",
    standing(Handover, func.count(Handover.id).label("count")).where(
        Handover.status == "offered", Handover.answer_by < param("on", Date())
    ),
)


def unsettled() -> ColumnElement[bool]:
    """Of a Handover: it was closed unanswered, and nobody has offered the person's work anew or closed the case."""
    later, case, elsewhere = aliased(Handover), aliased(CareCase), aliased(CareCase)
    again = select(later.id).where(
        later.person_id == Handover.person_id,
        later.case_id.is_not_distinct_from(Handover.case_id),
        later.offered_at > Handover.answered_at,
        later.status.in_(("offered", "accepted")),
        later.withdrawn_at.is_(None),
    )
    closed = select(case.id).where(case.id == Handover.case_id, case.status != "open")
    gone: Any = select(elsewhere.id).where(
        elsewhere.id == Handover.case_id,
        elsewhere.owner_id != Handover.from_staff_id,
        Handover.transferred_at.is_(None),
    )
    return and_(Handover.status == "expired", ~again.exists(), ~closed.exists(), ~gone.exists())


_UNANSWERED = Read(
    "handovers_unanswered",
    standing(Handover, func.count(Handover.id).label("count"))
    .join(Team, Team.id == Handover.from_team_id)
    .where(
        or_(Handover.from_staff_id == param("me", Uuid()), Team.lead_id == param("me", Uuid())),
        Handover.answer_by >= param("since", Date()),
        unsettled(),
    ),
)
READS = (_TO_CLOSE, _UNANSWERED)


def to_close(session: Session, on: date) -> int:
    """How many offers wait although their day has passed; escalate_handovers() closes them."""
    return int(_TO_CLOSE.run(session, on=on)[0].count)


def unanswered(session: Session, me: UUID, since: date) -> int:
    """How many offers, of a worker or of the teams that they lead, nobody answered and nobody has seen to since."""
    return int(_UNANSWERED.run(session, me=me, since=since)[0].count)
