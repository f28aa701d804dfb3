"""What a contact means for the person's referrals and cases: clocks stop, the first contact moves them on."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, select

from inteam.cases import service as cases_service
from inteam.cases.model import CareCase
from inteam.cases.rules import StageMove
from inteam.contacts import rules
from inteam.contacts.model import Contact
from inteam.pathways import pathway
from inteam.pathways.rules import Facts, StageKind
from inteam.referrals import course, history
from inteam.referrals.choices import OPEN, State
from inteam.referrals.clocks import Clock
from inteam.referrals.model import Referral, ReferralClock
from inteam.store.base import require
from inteam.store.database import Work

_OF_CONTACT = (Clock.FIRST_ATTEMPT, Clock.FIRST_CONTACT, Clock.MEANINGFUL_CONTACT)
_WAITING_STATES = (State.ACCEPTED, State.WAITING, State.OFFERED)
_OF_ITSELF = {"owner", "meaningful_contact"}
"""Guards of a first move that need no entry: the contact itself is all that is asked."""


def count(work: Work, contact: Contact, cases: Sequence[CareCase]) -> None:
    """Stop the clocks that a new contact answers, and move on what waited for it."""
    attempt = rules.is_attempt(contact.type, contact.direction)
    two_way = rules.is_two_way(contact.type, contact.with_whom)
    if not attempt and not two_way:
        return
    late = contact.occurred_on < work.today
    for referral_id in _waiting_for(work, contact, late=late):
        referral = require(work.session, Referral, referral_id)
        if late:
            # Entered afterwards: it may be earlier than the contact that was counted as the first.
            recount(work, referral)
        if two_way:
            course.contacted(work, referral, contact.occurred_at, meaningful=contact.meaningful)
        else:
            course.attempted(work, referral, contact.occurred_at)
    if contact.meaningful:
        _begin_work(work, cases)


# Made once: most saves find nothing that waits, and must not pay for asking.
_WAITING = (
    select(Referral.id, Referral.received_at, Referral.state, ReferralClock.id)
    .outerjoin(
        ReferralClock,
        and_(
            ReferralClock.referral_id == Referral.id,
            ReferralClock.clock.in_(_OF_CONTACT),
            ReferralClock.stopped_on.is_(None),
            ReferralClock.withdrawn_at.is_(None),
        ),
    )
    .where(Referral.person_id == bindparam("person_id"), Referral.state.in_(OPEN), Referral.withdrawn_at.is_(None))
    .order_by(Referral.received_at, Referral.id)
)


def _waiting_for(work: Work, contact: Contact, *, late: bool) -> list[UUID]:
    """The open referrals that the contact may answer: received before it, with a clock or a state that waits."""
    found: dict[UUID, None] = {}
    work.session.flush()
    rows: Any = work.session.connection().execute(_WAITING, {"person_id": contact.person_id})  # a clock may be missing
    for referral_id, received_at, state, clock_id in rows:
        waits = clock_id is not None or state in _WAITING_STATES or late
        if waits and contact.occurred_at >= received_at:
            found[referral_id] = None
    return list(found)


def recount(work: Work, referral: Referral) -> None:
    """Set the contact clocks of a referral by the contacts that stand; after a change, not at each save."""
    work.session.flush()
    firsts: dict[Clock, date | None] = {
        Clock.FIRST_ATTEMPT: None,
        Clock.FIRST_CONTACT: None,
        Clock.MEANINGFUL_CONTACT: None,
    }
    for contact in _contacts_since(work, referral):
        two_way = rules.is_two_way(contact.type, contact.with_whom)
        counts = {
            Clock.FIRST_ATTEMPT: two_way or rules.is_attempt(contact.type, contact.direction),
            Clock.FIRST_CONTACT: two_way,
            Clock.MEANINGFUL_CONTACT: contact.meaningful,
        }
        for name, counted in counts.items():
            if counted and firsts[name] is None:
                firsts[name] = contact.occurred_on
    for name, on in firsts.items():
        history.set_clock(work, referral, name, on)


def recount_person(work: Work, person_id: UUID) -> None:
    """The same for all open referrals of a person."""
    for referral in _open_referrals(work, person_id):
        recount(work, referral)


def _begin_work(work: Work, cases: Sequence[CareCase]) -> None:
    for case in cases:
        way = pathway(case.pathway_key, case.pathway_version)
        if case.stage != way.first_stage or way.stage(case.stage).kind is not StageKind.WAITING:
            continue
        ahead = [m for m in way.moves_from(case.stage) if set(m.guards) <= _OF_ITSELF]
        if ahead:
            move = StageMove(to_stage=ahead[0].to_stage)
            cases_service.move_stage(work, case.id, case.version, move, Facts(meaningful_contact=True))


def _open_referrals(work: Work, person_id: UUID) -> list[Referral]:
    statement = select(Referral).where(
        Referral.person_id == person_id, Referral.state.in_(OPEN), Referral.withdrawn_at.is_(None)
    )
    return list(work.session.scalars(statement.order_by(Referral.received_at, Referral.id)))


def _contacts_since(work: Work, referral: Referral) -> list[Contact]:
    statement = select(Contact).where(
        Contact.person_id == referral.person_id,
        Contact.occurred_at >= referral.received_at,
        Contact.withdrawn_at.is_(None),
    )
    return list(work.session.scalars(statement.order_by(Contact.occurred_at, Contact.id)))
