"""Who saved a record last, and when: what the second of two editors is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, cast, func, null, select, union_all
from sqlalchemy.orm import Session

from inteam.careplans.model import AboutMe, CarePlan, Contingency, PlanAction, PlanCopy, PlanNeed
from inteam.cases.model import CareCase
from inteam.contacts.model import Contact
from inteam.needs.model import Action, Goal, Need, Signpost
from inteam.needs.model_onward import OnwardReferral
from inteam.organisations.model import Organisation, Staff, Team
from inteam.people.model import Address, ContactPoint, Person
from inteam.people.model_care import (
    AccessNeed,
    CareTeamMember,
    ReasonableAdjustment,
    RelatedPerson,
    Risk,
    SharingDecision,
)
from inteam.referrals.model import Referral
from inteam.store.reads import Read, my_people, param

# Ids are random and never used twice, so one is looked for in each table that a form can change.
_OF_PEOPLE = (
    Address,
    ContactPoint,
    AccessNeed,
    ReasonableAdjustment,
    Risk,
    SharingDecision,
    RelatedPerson,
    CareTeamMember,
    Referral,
    CareCase,
    Need,
    Goal,
    Action,
    Signpost,
    OnwardReferral,
    Contact,
    AboutMe,
    Contingency,
    CarePlan,
    PlanCopy,
)
_OF_THE_HOUSE = (Staff, Team, Organisation)


@dataclass(frozen=True)
class LastSave:
    """The newest version of a record: whose it is (by None: not in the staff list), since when, whether it stands.

    merged_into_id: the person that this one was joined to.
    """

    staff_id: UUID
    by: str | None
    at: datetime
    withdrawn_at: datetime | None
    merged_into_id: UUID | None


def _rows() -> Iterator[Any]:
    """The row of this id in each table."""
    wanted = param("record_id", Uuid())
    here = my_people.c.person_id
    yield _row(Person, Person.merged_into_id).join(my_people, here == Person.id).where(Person.id == wanted)
    nobody = cast(null(), Uuid())
    for model in _OF_PEOPLE:
        found: Any = model
        yield _row(found, nobody).join(my_people, here == found.person_id).where(found.id == wanted)
    for part, key in ((PlanNeed, PlanNeed.need_id), (PlanAction, PlanAction.action_id)):  # how it stands in the copy
        words: Any = part
        yield _row(words, nobody).join(my_people, here == words.person_id).where(key == wanted)
    for own in _OF_THE_HOUSE:
        yield _row(own, nobody).where(own.id == wanted)


def _row(model: Any, merged: Any) -> Any:
    return select(
        model.updated_by.label("staff_id"),
        model.updated_at.label("at"),
        model.withdrawn_at.label("withdrawn_at"),
        merged.label("merged_into_id"),
    ).select_from(model)


_found = union_all(*_rows()).subquery("found")
_name = func.trim(Staff.given_name + " " + Staff.family_name, type_=Text())
LAST_SAVE = Read(
    "last_save",
    select(
        _found.c.staff_id,
        select(_name).where(Staff.id == _found.c.staff_id).scalar_subquery().label("by"),
        _found.c.at,
        _found.c.withdrawn_at,
        _found.c.merged_into_id,
    ).order_by(_found.c.at.desc()),
)


def last_save(session: Session, record_id: UUID) -> LastSave | None:
    """Who saved the record of this id last; None where there is none that I may see."""
    rows = LAST_SAVE.run(session, record_id=record_id, limit=1)
    return LastSave(*rows[0]) if rows else None


READS = (LAST_SAVE,)
