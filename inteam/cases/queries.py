"""Reading cases: those of a person, their history, and how many a worker has."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import String, Uuid, func, select
from sqlalchemy.orm import Session, aliased

from inteam import policy
from inteam.cases.model import CareCase
from inteam.cases.rules import CaseStatus, Weights
from inteam.organisations.model import Staff, Team
from inteam.store.reads import Read, my_people, one_of, param


@dataclass(frozen=True)
class CaseRow:
    """A case of one person."""

    id: UUID
    version: int
    person_id: UUID
    referral_id: UUID | None
    team_id: UUID
    team: str
    owner_id: UUID
    owner_given: str
    owner_family: str
    owner_job_title: str
    pathway_key: str
    pathway_version: int
    stage: str
    stage_since: date
    status: str
    opened_on: date
    closed_on: date | None
    need_kind: str | None
    intensity: str
    review_on: date | None
    outcome: str | None
    closing_summary: str | None

    @property
    def owner_name(self) -> str:
        """Given name and family name."""
        return f"{self.owner_given} {self.owner_family}".strip()


_owner = aliased(Staff)
_CASES = Read(
    "cases_of_person",
    select(
        CareCase.id,
        CareCase.version,
        CareCase.person_id,
        CareCase.referral_id,
        CareCase.team_id,
        Team.name.label("team"),
        CareCase.owner_id,
        _owner.given_name.label("owner_given"),
        _owner.family_name.label("owner_family"),
        _owner.job_title.label("owner_job_title"),
        CareCase.pathway_key,
        CareCase.pathway_version,
        CareCase.stage,
        CareCase.stage_since,
        CareCase.status,
        CareCase.opened_on,
        CareCase.closed_on,
        CareCase.need_kind,
        CareCase.intensity,
        CareCase.review_on,
        CareCase.outcome,
        CareCase.closing_summary,
    )
    .join(my_people, my_people.c.person_id == CareCase.person_id)
    .join(Team, Team.id == CareCase.team_id)
    .join(_owner, _owner.id == CareCase.owner_id)
    .where(CareCase.person_id == param("person_id", Uuid()), CareCase.withdrawn_at.is_(None))
    .order_by(CareCase.status.desc(), CareCase.opened_on.desc(), CareCase.id),
    optional={"status": CareCase.status == param("status", String())},
)
_LOADS = Read(
    "open_cases_by_owner",
    select(CareCase.owner_id, func.count().label("how_many"))
    .join(my_people, my_people.c.person_id == CareCase.person_id)
    .where(
        CareCase.status == CaseStatus.OPEN,
        CareCase.withdrawn_at.is_(None),
        one_of(CareCase.owner_id, "owner_ids", Uuid()),
    )
    .group_by(CareCase.owner_id)
    .order_by(CareCase.owner_id),
)


def cases_of_person(session: Session, person_id: UUID, *, only_open: bool = False, limit: int = 100) -> list[CaseRow]:
    """A person's cases, open ones first, then the newest."""
    status = CaseStatus.OPEN if only_open else None
    return [CaseRow(*row) for row in _CASES.run(session, person_id=person_id, status=status, limit=limit)]


def open_cases_by_owner(session: Session, owner_ids: list[UUID]) -> dict[UUID, int]:
    """Worker → how many open cases; a worker without any has 0."""
    found = {row.owner_id: row.how_many for row in _LOADS.run(session, owner_ids=owner_ids, limit=len(owner_ids) or 1)}
    return {owner_id: found.get(owner_id, 0) for owner_id in owner_ids}


def weights(session: Session) -> Weights:
    """The team's caseload weights."""
    value = policy.value
    return Weights(
        light=value(session, "cases.intensity_light"),
        standard=value(session, "cases.intensity_standard"),
        intensive=value(session, "cases.intensity_intensive"),
        waiting=value(session, "cases.stage_waiting"),
        active=value(session, "cases.stage_active"),
        maintenance=value(session, "cases.stage_maintenance"),
        each=value(session, "cases.complexity_each"),
        most=value(session, "cases.complexity_most"),
        needs=value(session, "cases.complexity_needs"),
    )


READS = (_CASES, _LOADS)
