"""Reading the referrals that have ended, with their outcome and whether the referrer has been told."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, select
from sqlalchemy.orm import Session

from inteam import policy
from inteam.people.model import Person
from inteam.referrals.choices import FeedbackKind, State
from inteam.referrals.model import Feedback, Referral
from inteam.referrals.queries_teams import teams_of
from inteam.store.reads import Read, Sort, my_people, one_of, param

_OF_THE_END = (FeedbackKind.REJECTION.value, FeedbackKind.CLOSURE.value, FeedbackKind.NOT_CONTACTABLE.value)
_ENDED = Read(
    "ended_referrals",
    select(
        Referral.id,
        Referral.person_id,
        Person.family_name,
        Person.given_name,
        Person.born_on,
        Person.dob_precision,
        Person.nhs_number,
        Referral.state,
        Referral.outcome,
        Referral.outcome_reason,
        Referral.closed_on,
        Referral.source,
        Referral.referrer_name,
        Referral.referrer_organisation,
    )
    .join(my_people, my_people.c.person_id == Referral.person_id)
    .join(Person, Person.id == Referral.person_id)
    .where(
        Referral.withdrawn_at.is_(None),
        Referral.isolated.is_(False),
        Referral.closed_on.is_not(None),
        Referral.state.in_((State.CLOSED.value, State.REJECTED.value)),
    ),
    optional={
        "team_ids": one_of(Referral.team_id, "team_ids", Uuid()),
        "sources": one_of(Referral.source, "sources", Text()),
        "pathway_key": Referral.pathway_key == param("pathway_key", Text()),
    },
    sorts={"closed": Sort(Referral.closed_on, Referral.id)},
)
_WORD = Read(
    "word_of_the_end",
    select(Feedback.referral_id, Feedback.id.label("feedback_id"), Feedback.due_on, Feedback.sent_on, Feedback.via)
    .join(my_people, my_people.c.person_id == Feedback.person_id)
    .where(
        one_of(Feedback.referral_id, "referral_ids", Uuid()),
        Feedback.withdrawn_at.is_(None),
        Feedback.kind.in_(_OF_THE_END),
    )
    .order_by(Feedback.created_at, Feedback.id),
)


@dataclass(frozen=True)
class EndedRow:
    """One referral that was closed or declined. due_on, sent_on, via: of the word to the referrer about that.

    outcome: a ClosingOutcome, or for one that was declined its Refusal. reopen_until: the last day on which it may be
    taken up again; None for one that was declined.
    """

    id: UUID
    person_id: UUID
    family_name: str
    given_name: str | None
    born_on: date | None
    dob_precision: str
    nhs_number: str | None
    declined: bool
    outcome: str
    closed_on: date
    source: str
    referrer_name: str | None
    referrer_organisation: str | None
    due_on: date | None
    sent_on: date | None
    via: str | None
    reopen_until: date | None


def ended(
    session: Session,
    *,
    on: date,
    team_id: UUID | None = None,
    sources: list[str] | None = None,
    pathway_key: str | None = None,
    after: tuple[date, UUID] | None = None,
    limit: int = 100,
) -> list[EndedRow]:
    """What was closed or declined, the latest first; of a team and those inside it on the day."""
    rows = _ENDED.run(
        session,
        team_ids=teams_of(session, team_id, on),
        sources=sources,
        pathway_key=pathway_key,
        descending=True,
        after=after,
        limit=limit,
    )
    ids = [row.id for row in rows]
    told = {word.referral_id: word for word in _WORD.run(session, referral_ids=ids, limit=5 * limit)} if ids else {}
    days = timedelta(days=int(policy.value(session, "referrals.reopen_days")))
    return [_row(row, told.get(row.id), days) for row in rows]


def _row(row: Any, word: Any, days: timedelta) -> EndedRow:
    declined = row.state == State.REJECTED
    return EndedRow(
        id=row.id,
        person_id=row.person_id,
        family_name=row.family_name,
        given_name=row.given_name,
        born_on=row.born_on,
        dob_precision=row.dob_precision,
        nhs_number=row.nhs_number,
        declined=declined,
        outcome=(row.outcome_reason if declined else row.outcome) or "other",
        closed_on=row.closed_on,
        source=row.source,
        referrer_name=row.referrer_name,
        referrer_organisation=row.referrer_organisation,
        due_on=word.due_on if word else None,
        sent_on=word.sent_on if word else None,
        via=word.via if word else None,
        reopen_until=None if declined else row.closed_on + days,
    )


READS = (_ENDED, _WORD)
