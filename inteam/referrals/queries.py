"""Reading referrals: the board, those of one person, how many there are."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Text, Uuid, func, select
from sqlalchemy.orm import Session, aliased

from inteam import clock, policy
from inteam.organisations.model import Staff, Team
from inteam.people.model import Person
from inteam.referrals import clocks, words
from inteam.referrals.choices import OPEN, SaidBy, State, Urgency
from inteam.referrals.clocks import Wait
from inteam.referrals.model import Referral, ReferralReason
from inteam.referrals.queries_teams import teams_of
from inteam.store.reads import Read, Sort, my_people, one_of, param

COLUMNS: dict[str, tuple[State, ...]] = {
    "new": (State.RECEIVED,),
    "triage": (State.TRIAGED, State.INFO_REQUESTED),
    "accepted": (State.ACCEPTED, State.WAITING),
    "first_contact": (State.OFFERED,),
}
"""The columns of the board, left to right, and the states that stand in each."""

URGENT = (Urgency.URGENT, Urgency.SAME_DAY_SAFETY)
STANDARDS = {
    "new": "referrals.new_days",
    "triage": "referrals.triage_days",
    "accepted": "referrals.accepted_days",
    "first_contact": "referrals.first_contact_days",
}
"""The setting that holds each column's standard, in calendar days from receipt."""


@dataclass(frozen=True)
class CardRow:
    """One referral on the board. days: whole calendar days since receipt; hours: for the first day."""

    id: UUID
    version: int
    person_id: UUID
    family_name: str
    given_name: str | None
    title: str | None
    born_on: date | None
    dob_precision: str
    nhs_number: str | None
    state: str
    source: str
    referrer_organisation: str | None
    referrer_name: str | None
    urgency: str | None
    person_agrees: str
    pathway_key: str | None
    received_at: datetime
    received_on: date
    owner_id: UUID | None
    owner_given: str | None
    owner_family: str | None
    team_id: UUID
    column: str = ""
    reasons: tuple[str, ...] = ()
    days: int = 0
    hours: int = 0
    standard: int = 0
    wait: Wait = Wait.WITHIN

    @property
    def owner_initials(self) -> str:
        """For the round mark: PN; empty when nobody has it yet."""
        return f"{(self.owner_given or '')[:1]}{(self.owner_family or '')[:1]}".upper()

    @property
    def owner_name(self) -> str:
        """Given name and family name of the owner."""
        return f"{self.owner_given or ''} {self.owner_family or ''}".strip()


@dataclass(frozen=True)
class Board:
    """The board: cards by column, oldest first, and each column's standard in days."""

    columns: dict[str, list[CardRow]] = field(default_factory=dict)
    standards: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many are open on the board."""
        return sum(len(cards) for cards in self.columns.values())

    @property
    def over(self) -> int:
        """How many have waited past their standard."""
        return sum(card.wait is Wait.OVER for cards in self.columns.values() for card in cards)


_owner = aliased(Staff)
_CARDS = Read(
    "referral_cards",
    select(
        Referral.id,
        Referral.version,
        Referral.person_id,
        Person.family_name,
        Person.given_name,
        Person.title,
        Person.born_on,
        Person.dob_precision,
        Person.nhs_number,
        Referral.state,
        Referral.source,
        Referral.referrer_organisation,
        Referral.referrer_name,
        Referral.urgency,
        Referral.person_agrees,
        Referral.pathway_key,
        Referral.received_at,
        Referral.received_on,
        Referral.owner_id,
        _owner.given_name.label("owner_given"),
        _owner.family_name.label("owner_family"),
        Referral.team_id,
    )
    .join(my_people, my_people.c.person_id == Referral.person_id)
    .join(Person, Person.id == Referral.person_id)
    .outerjoin(_owner, _owner.id == Referral.owner_id)
    .where(Referral.withdrawn_at.is_(None), Referral.isolated.is_(False), one_of(Referral.state, "states", Text())),
    optional={
        "team_ids": one_of(Referral.team_id, "team_ids", Uuid()),
        "sources": one_of(Referral.source, "sources", Text()),
        "pathway_key": Referral.pathway_key == param("pathway_key", Text()),
        "person_id": Referral.person_id == param("person_id", Uuid()),
        "referral_id": Referral.id == param("referral_id", Uuid()),
    },
    sorts={"received": Sort(Referral.received_at, Referral.id)},
)
REASONS = Read(
    "referral_reasons",
    select(
        ReferralReason.referral_id,
        ReferralReason.said_by,
        ReferralReason.code,
        ReferralReason.note,
        ReferralReason.reported_on,
    )
    .join(my_people, my_people.c.person_id == ReferralReason.person_id)
    .where(ReferralReason.withdrawn_at.is_(None), one_of(ReferralReason.referral_id, "referral_ids", Uuid()))
    .order_by(ReferralReason.referral_id, ReferralReason.said_by, ReferralReason.position, ReferralReason.id),
)
_COUNTS = Read(
    "referral_counts",
    select(Referral.state, func.count().label("how_many"))
    .join(my_people, my_people.c.person_id == Referral.person_id)
    .where(
        Referral.withdrawn_at.is_(None),
        Referral.isolated.is_(False),
        one_of(Referral.team_id, "team_ids", Uuid()),
        Referral.state.in_(OPEN),
    )
    .group_by(Referral.state)
    .order_by(Referral.state),
)
_OF_PERSON = Read(
    "referrals_of_person",
    select(
        Referral.id,
        Referral.version,
        Referral.state,
        Referral.source,
        Referral.referrer_name,
        Referral.referrer_organisation,
        Referral.received_at,
        Referral.received_on,
        Referral.urgency,
        Referral.pathway_key,
        Referral.owner_id,
        Team.name.label("team"),
        Referral.outcome,
        Referral.closed_on,
    )
    .join(my_people, my_people.c.person_id == Referral.person_id)
    .join(Team, Team.id == Referral.team_id)
    .where(
        Referral.person_id == param("person_id", Uuid()),
        Referral.withdrawn_at.is_(None),
        Referral.state != State.ENTERED_IN_ERROR,
    ),
    sorts={"received": Sort(Referral.received_at, Referral.id)},
)


@dataclass(frozen=True)
class PersonReferralRow:
    """A referral of one person, open or ended."""

    id: UUID
    version: int
    state: str
    source: str
    referrer_name: str | None
    referrer_organisation: str | None
    received_at: datetime
    received_on: date
    urgency: str | None
    pathway_key: str | None
    owner_id: UUID | None
    team: str
    outcome: str | None
    closed_on: date | None


def board(
    session: Session,
    *,
    now: datetime,
    team_id: UUID | None = None,
    sources: list[str] | None = None,
    pathway_key: str | None = None,
    limit: int = 2000,
) -> Board:
    """The referrals before their first meaningful contact, by column: urgent ones first, then the oldest."""
    states = [state for column in COLUMNS.values() for state in column]
    teams = teams_of(session, team_id, clock.day(now))
    rows = _CARDS.run(session, states=states, team_ids=teams, sources=sources, pathway_key=pathway_key, limit=limit)
    reasons = _reasons(session, [row.id for row in rows])
    standards = {column: policy.value(session, key) for column, key in STANDARDS.items()}
    made = Board({column: [] for column in COLUMNS}, standards)
    for row in rows:
        column = next(name for name, states in COLUMNS.items() if row.state in states)
        made.columns[column].append(_card(row, column, reasons.get(row.id, ()), standards[column], now))
    for cards in made.columns.values():
        cards.sort(key=lambda card: card.urgency not in URGENT)  # stable: urgent ones first, then the oldest
    return made


def open_referrals(
    session: Session, *, now: datetime, person_id: UUID | None = None, referral_id: UUID | None = None
) -> list[CardRow]:
    """Open referrals, active ones included, of one person or one by id, as cards."""
    rows = _CARDS.run(
        session, states=[str(state) for state in OPEN], person_id=person_id, referral_id=referral_id, limit=200
    )
    reasons = _reasons(session, [row.id for row in rows])
    standard = policy.value(session, STANDARDS["first_contact"])
    return [_card(row, "", reasons.get(row.id, ()), standard, now) for row in rows]


def referrals_of_person(
    session: Session, person_id: UUID, *, after: tuple[datetime, UUID] | None = None, limit: int = 100
) -> list[PersonReferralRow]:
    """A person's referrals, newest first, those in error left out."""
    rows = _OF_PERSON.run(session, person_id=person_id, descending=True, after=after, limit=limit)
    return [PersonReferralRow(*row) for row in rows]


def counts(session: Session, team_id: UUID, *, on: date) -> dict[str, int]:
    """Board column → how many open referrals of a team; "new" is the badge of the rail."""
    found = {row.state: row.how_many for row in _COUNTS.run(session, team_ids=teams_of(session, team_id, on))}
    return {column: sum(found.get(state, 0) for state in states) for column, states in COLUMNS.items()}


def _reasons(session: Session, referral_ids: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    if not referral_ids:
        return found
    for row in REASONS.run(session, referral_ids=referral_ids, limit=20_000):
        if row.said_by == SaidBy.REFERRER:
            found[row.referral_id] = (*found.get(row.referral_id, ()), words.issue(row.code, row.note))
    return found


def _card(values: Row[Any], column: str, reasons: tuple[str, ...], standard: int, now: datetime) -> CardRow:
    plain = CardRow(*tuple(values))
    days = (clock.day(now) - plain.received_on).days
    hours = int((now - plain.received_at).total_seconds() // 3600)
    return replace(
        plain,
        column=column,
        reasons=reasons,
        days=days,
        hours=hours,
        standard=standard,
        wait=clocks.wait(days, standard),
    )


READS = (_CARDS, REASONS, _COUNTS, _OF_PERSON)
