"""The reads of My list. Each is prepared (my_list.py): after a change, make first-reads."""

from typing import Any

from sqlalchemy import Date, Text, Uuid, or_, select

from inteam.caseload.filtering import IN_SCOPE, VISIBLE
from inteam.caseload.model import CaseWork
from inteam.needs.model import Action
from inteam.organisations.model import Staff
from inteam.people.model import Person
from inteam.referrals.model import Referral
from inteam.store.base import Instant
from inteam.store.reads import Read, my_people, one_of, param

WHO = (
    Person.id.label("person_id"),
    Person.family_name,
    Person.given_name,
    Person.nhs_number,
    Person.born_on,
)


def not_restricted(owner: Any) -> Any:
    """What is restricted shows to its worker only."""
    return or_(Person.confidentiality != "restricted", owner == param("me", Uuid()))


_ACTIONS = Read(
    "today_actions",
    select(
        Action.id,
        Action.version,
        *WHO,
        Action.case_id,
        Action.text,
        Action.kind,
        Action.due_on,
        Action.done_by,
        Action.created_at,
        Action.owner_id,
        Action.carried,
        Staff.given_name.label("owner_given"),
        Staff.family_name.label("owner_family"),
    )
    .join(Person, Person.id == Action.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .outerjoin(Staff, Staff.id == Action.owner_id)
    .where(
        Action.withdrawn_at.is_(None),
        Action.status.in_(("planned", "started")),
        Action.due_on <= param("until", Date()),
        Person.death_status == "alive",
        not_restricted(Action.owner_id),
    )
    .order_by(Action.due_on, Action.priority, Action.id),
    optional={
        "owners": one_of(Action.owner_id, "owners", Uuid()),
        "team_id": Action.team_id == param("team_id", Uuid()),
    },
)
_APPOINTMENTS = Read(
    "today_appointments",
    select(Referral.id, *WHO, Referral.offered_for, Referral.offered_mode, Referral.received_on, Referral.owner_id)
    .join(Person, Person.id == Referral.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(
        Referral.withdrawn_at.is_(None),
        Referral.state == "offered",
        Referral.offered_for >= param("begin", Instant()),
        Referral.offered_for < param("end", Instant()),
        Person.death_status == "alive",
        not_restricted(Referral.owner_id),
    )
    .order_by(Referral.offered_for, Referral.id),
    optional={"owners": one_of(Referral.owner_id, "owners", Uuid())},
)
_WAITS = Read(
    "today_waits",
    select(CaseWork.case_id, CaseWork.waiting_since, CaseWork.waiting_until).where(
        IN_SCOPE,
        VISIBLE,
        CaseWork.waiting_clock == param("clock", Text()),
        one_of(CaseWork.case_id, "case_ids", Uuid()),
    ),
)

READS = (_ACTIONS, _APPOINTMENTS, _WAITS)
