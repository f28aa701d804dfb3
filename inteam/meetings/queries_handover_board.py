"""Reading the board of handovers: what is offered to somebody, what they have offered, whom they may offer it to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Row, Uuid, and_, func, or_, select
from sqlalchemy.orm import Session

from inteam.cases.model import CareCase
from inteam.meetings.model import Handover
from inteam.meetings.queries_handover_late import unsettled
from inteam.needs.model import Action
from inteam.organisations.model import Staff, Team, TeamMember
from inteam.people import names
from inteam.people.model import Person
from inteam.people.names import named
from inteam.store.reads import Read, my_people, one_of, param, standing
from inteam.store.rows import values_of


@dataclass(frozen=True)
class BoardRow:
    """A handover with whom it is about. mine: it was offered to the reader.

    unsettled: nobody answered it, and nobody has seen to it since. with_lead: the case went to the team's lead.
    """

    id: UUID
    version: int
    person_id: UUID
    case_id: UUID | None
    family_name: str
    given_name: str
    title: str
    born_on: date | None
    nhs_number: str
    pathway_key: str
    pathway_version: int
    from_worker: str
    to_worker: str
    kind: str
    effective_from: date
    status: str
    offered_at: datetime | None
    answer_by: date | None
    answered_at: datetime | None
    refusal_reason: str
    situation: str
    recommendation: str
    next_7_days: str
    open_actions: int
    with_lead: bool
    unsettled: bool
    mine: bool

    @property
    def waits(self) -> bool:
        """Whether it is still to be answered."""
        return self.status == "offered"


@dataclass(frozen=True)
class CaseToOffer:
    """An open case as it is shown before it is offered; offered_to: who has an unanswered offer of it."""

    case_id: UUID
    version: int
    person_id: UUID
    family_name: str
    given_name: str
    title: str
    born_on: date | None
    nhs_number: str
    pathway_key: str
    pathway_version: int
    owner_id: UUID
    owner: str
    team_id: UUID
    offered_to: str


@dataclass(frozen=True)
class Receiver:
    """Somebody who can take a case over, in one of their teams; lead: an offer to the team goes to them."""

    staff_id: UUID
    name: str
    job_title: str
    team_id: UUID
    team: str
    lead: bool


FROM, TO = Staff.__table__.alias("from_staff"), Staff.__table__.alias("to_staff")
OFFER = (
    Handover.id,
    Handover.version,
    Handover.person_id,
    Handover.case_id,
    FROM.c.given_name.label("from_given"),
    FROM.c.family_name.label("from_family"),
    Handover.to_staff_id,
    TO.c.given_name.label("to_given"),
    TO.c.family_name.label("to_family"),
    Handover.kind,
    Handover.effective_from,
    Handover.status,
    Handover.offered_at,
    Handover.answer_by,
    Handover.answered_at,
    Handover.refusal_reason,
    Handover.situation,
    Handover.recommendation,
    Handover.next_7_days,
)
"""Who offered what to whom, and what came of it."""
_IDENTITY = ("given_name", "title", "nhs_number")
_PERSON = (Person.family_name, Person.given_name, Person.title, Person.born_on, Person.nhs_number)
_open_actions = (
    select(func.count())
    .select_from(Action)
    .where(
        Action.person_id == Handover.person_id,
        Action.owner_id == Handover.from_staff_id,
        Action.status.in_(("planned", "started")),
        Action.withdrawn_at.is_(None),
    )
    .correlate(Handover)
    .scalar_subquery()
)
_BOARD = (
    standing(
        Handover,
        *OFFER,
        *_PERSON,
        CareCase.pathway_key,
        CareCase.pathway_version,
        _open_actions.label("open_actions"),
        and_(Handover.status == "expired", Handover.transferred_at.is_not(None)).label("with_lead"),
        unsettled().label("unsettled"),
    )
    .join(Person, Person.id == Handover.person_id)
    .outerjoin(CareCase, CareCase.id == Handover.case_id)
    .join(FROM, FROM.c.id == Handover.from_staff_id)
    .join(TO, TO.c.id == Handover.to_staff_id)
    .join(Team, Team.id == Handover.from_team_id)
    .where(
        Person.withdrawn_at.is_(None),
        or_(
            Handover.to_staff_id == param("me", Uuid()),
            Handover.from_staff_id == param("me", Uuid()),
            and_(Handover.status == "expired", Team.lead_id == param("me", Uuid())),
        ),
        or_(
            Handover.status == "offered",
            (Handover.status.in_(("accepted", "refused", "expired", "withdrawn")))
            & (func.coalesce(Handover.answer_by, Handover.effective_from) >= param("since", Date())),
        ),
    )
    .order_by(Handover.answer_by, Handover.id)
)
BOARD = Read("handover_board", _BOARD)
WAITING = Read(
    "handovers_waiting",
    select(func.count().label("count"))
    .select_from(Handover)
    .join(my_people, my_people.c.person_id == Handover.person_id)
    .where(
        Handover.withdrawn_at.is_(None),
        Handover.status == "offered",
        Handover.to_staff_id == param("me", Uuid()),
    ),
)
_CASES = (
    standing(
        CareCase,
        CareCase.id.label("case_id"),
        CareCase.version,
        CareCase.person_id,
        *_PERSON,
        CareCase.pathway_key,
        CareCase.pathway_version,
        CareCase.owner_id,
        FROM.c.given_name.label("owner_given"),
        FROM.c.family_name.label("owner_family"),
        CareCase.team_id,
        TO.c.given_name.label("to_given"),
        TO.c.family_name.label("to_family"),
    )
    .join(Person, Person.id == CareCase.person_id)
    .join(FROM, FROM.c.id == CareCase.owner_id)
    .outerjoin(
        Handover,
        (Handover.case_id == CareCase.id) & (Handover.status == "offered") & Handover.withdrawn_at.is_(None),
    )
    .outerjoin(TO, TO.c.id == Handover.to_staff_id)
    .where(CareCase.status == "open", Person.withdrawn_at.is_(None))
    .order_by(Person.sort_key, CareCase.opened_on, CareCase.id)
)
CASES = Read("cases_to_offer", _CASES.where(one_of(CareCase.id, "cases", Uuid())))
CASES_OF = Read("cases_to_offer_of_person", _CASES.where(CareCase.person_id == param("person_id", Uuid())))
RECEIVERS = Read(
    "handover_receivers",
    select(
        Staff.id.label("staff_id"),
        Staff.given_name,
        Staff.family_name,
        Staff.job_title,
        Team.id.label("team_id"),
        Team.name.label("team"),
        Team.lead_id,
    )
    .join(TeamMember, TeamMember.staff_id == Staff.id)
    .join(Team, Team.id == TeamMember.team_id)
    .where(
        Staff.withdrawn_at.is_(None),
        or_(Staff.left_on.is_(None), Staff.left_on >= param("on", Date())),
        TeamMember.withdrawn_at.is_(None),
        TeamMember.from_on <= param("on", Date()),
        or_(TeamMember.to_on.is_(None), TeamMember.to_on >= param("on", Date())),
        Team.withdrawn_at.is_(None),
        Team.from_on <= param("on", Date()),
        or_(Team.to_on.is_(None), Team.to_on >= param("on", Date())),
        Staff.role.in_(("link_worker", "care_coordinator", "clinician", "vcse_worker", "mdt_coordinator")),
    )
    .order_by(Staff.sort_key, Team.sort_key, Staff.id, Team.id),
)
READS = (BOARD, WAITING, CASES, CASES_OF, RECEIVERS)


def board(session: Session, me: UUID, since: date) -> list[BoardRow]:
    """What is offered to a worker and what they have offered, and what was answered since a day; soonest first.

    A team's lead sees what nobody answered there, too.
    """
    return [_board(row, me) for row in BOARD.run(session, me=me, since=since)]


def waiting(session: Session, me: UUID) -> int:
    """How many handovers wait for a worker's answer."""
    return int(WAITING.run(session, me=me)[0].count)


def cases_to_offer(
    session: Session, *, case_ids: Sequence[UUID] = (), person_id: UUID | None = None
) -> list[CaseToOffer]:
    """These open cases, or all of a person's, by name."""
    if case_ids:
        return [_case(row) for row in CASES.run(session, cases=list(case_ids))]
    return [_case(row) for row in CASES_OF.run(session, person_id=person_id)] if person_id else []


def receivers(session: Session, on: date) -> list[Receiver]:
    """Who can take cases over, once for each of their teams, by name."""
    return [
        Receiver(
            row.staff_id,
            names.full(row.family_name, row.given_name),
            row.job_title or "",
            row.team_id,
            row.team,
            row.lead_id == row.staff_id,
        )
        for row in RECEIVERS.run(session, on=on)
    ]


def _board(row: Row[Any], me: UUID) -> BoardRow:
    values = named(
        values_of(row, texts=(*_IDENTITY, "refusal_reason", "pathway_key")), from_worker="from", to_worker="to"
    )
    mine = values.pop("to_staff_id") == me
    values["pathway_version"] = values["pathway_version"] or 0
    return BoardRow(**values, mine=mine)


def _case(row: Row[Any]) -> CaseToOffer:
    return CaseToOffer(**named(values_of(row, texts=_IDENTITY), owner="owner", offered_to="to"))
