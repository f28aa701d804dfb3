"""Reading the word that is owed to referrers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Date, Uuid, select
from sqlalchemy.orm import Session

from inteam.people.model import Person
from inteam.referrals.model import Feedback, Referral
from inteam.referrals.queries_teams import teams_of
from inteam.store.reads import Read, Sort, my_people, one_of, param

_FEEDBACK = Read(
    "feedback_due",
    select(
        Feedback.id,
        Feedback.version,
        Feedback.referral_id,
        Feedback.person_id,
        Person.family_name,
        Person.given_name,
        Person.born_on,
        Person.nhs_number,
        Feedback.kind,
        Feedback.extent,
        Feedback.due_on,
        Feedback.owner_id,
        Referral.source,
        Referral.referrer_name,
        Referral.referrer_organisation,
        Referral.referrer_contact,
    )
    .join(my_people, my_people.c.person_id == Feedback.person_id)
    .join(Referral, Referral.id == Feedback.referral_id)
    .join(Person, Person.id == Feedback.person_id)
    .where(Feedback.withdrawn_at.is_(None), Feedback.sent_on.is_(None), Referral.isolated.is_(False)),
    optional={
        "team_ids": one_of(Feedback.team_id, "team_ids", Uuid()),
        "owner_id": Feedback.owner_id == param("owner_id", Uuid()),
        "person_id": Feedback.person_id == param("person_id", Uuid()),
        "due_by": Feedback.due_on <= param("due_by", Date()),
        "feedback_id": Feedback.id == param("feedback_id", Uuid()),
    },
    sorts={"due": Sort(Feedback.due_on, Feedback.id)},
)


@dataclass(frozen=True)
class FeedbackRow:
    """Word that is owed to a referrer, by the day it is due."""

    id: UUID
    version: int
    referral_id: UUID
    person_id: UUID
    family_name: str
    given_name: str | None
    born_on: date | None
    nhs_number: str | None
    kind: str
    extent: str
    due_on: date
    owner_id: UUID | None
    source: str
    referrer_name: str | None
    referrer_organisation: str | None
    referrer_contact: str | None


def feedback_due(
    session: Session,
    *,
    team_id: UUID | None = None,
    owner_id: UUID | None = None,
    person_id: UUID | None = None,
    due_by: date | None = None,
    feedback_id: UUID | None = None,
    on: date | None = None,
    after: tuple[date, UUID] | None = None,
    limit: int = 200,
) -> list[FeedbackRow]:
    """Feedback not yet sent, the most overdue first; of a team and those inside it on the day."""
    rows = _FEEDBACK.run(
        session,
        team_ids=teams_of(session, team_id, on or date.max),
        owner_id=owner_id,
        person_id=person_id,
        due_by=due_by,
        feedback_id=feedback_id,
        after=after,
        limit=limit,
    )
    return [FeedbackRow(*row) for row in rows]


READS = (_FEEDBACK,)
