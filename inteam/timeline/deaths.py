"""A confirmed death, with all that ends with it, in one transaction. domain.md 1.9."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from inteam.careplans import service as careplans
from inteam.needs import onward
from inteam.people import service_death
from inteam.people.model import Person
from inteam.referrals import course
from inteam.referrals.choices import OPEN, ClosingOutcome
from inteam.referrals.model import Referral
from inteam.referrals.rules import Closing
from inteam.store.base import require
from inteam.store.database import Work

_SAID = "The person has died"


def confirm_death(work: Work, person_id: UUID, version: int, *, died_on: date) -> None:
    """Confirm the death: open referrals, in and out, end with it, plans end; open actions stay for somebody to decide.

    Work for the bereaved is a new case of their own, never a note on this one.
    """
    person = require(work.session, Person, person_id, version)
    open_ones = select(Referral).where(
        Referral.person_id == person.id,
        Referral.state.in_([str(state) for state in OPEN]),
        Referral.withdrawn_at.is_(None),
    )
    for referral in list(work.session.scalars(open_ones)):
        # Its actions stay open for somebody to decide about, so none of them stands in the way.
        entry = Closing(ClosingOutcome.DIED, _SAID, _SAID)
        course.close_referral(work, referral.id, referral.version, entry, open_actions=0)
    onward.end_for_death(work, person_id)
    careplans.end_plans_of(work, person_id, reason=_SAID)
    service_death.confirm_death(work, person_id, person.version, died_on=died_on)
