"""Whether a person may count as not contactable: attempts, letter, grace and sign-off (domain 3.5)."""

from datetime import date

from sqlalchemy import select

from inteam import policy
from inteam.contacts.model import Contact
from inteam.contacts.rules import AttemptResult, ContactType
from inteam.referrals import attempts
from inteam.referrals.attempts import AttemptRule, Tried
from inteam.referrals.calendar import bank_holidays
from inteam.referrals.model import Referral
from inteam.referrals.rules import Closing
from inteam.store.database import Work


def problems(work: Work, referral: Referral, entry: Closing) -> dict[str, str]:
    """Field name → code of what hinders closing as not contactable; empty when it may be done.

    The vulnerabilities are those ticked in the check that is shown before; any of them asks for a sign-off by
    somebody other than the actor.
    """
    signed_off = entry.signed_off_by_id is not None and entry.signed_off_by_id != work.actor.staff_id
    return attempts.may_give_up(
        tried(work, referral),
        entry.vulnerabilities,
        signed_off=signed_off,
        letter_on=_letter_on(work, referral),
        today=work.today,
        grace=policy.value(work.session, "referrals.attempt_grace_days"),
    )


def tried(work: Work, referral: Referral) -> Tried:
    """How far the attempts since receipt meet the team's rule; the letter itself counts as one."""
    value = policy.value
    rule = AttemptRule(
        attempts=value(work.session, "referrals.attempts"),
        modes=value(work.session, "referrals.attempt_modes"),
        times_of_day=value(work.session, "referrals.attempt_times_of_day"),
        working_days=value(work.session, "referrals.attempt_working_days"),
    )
    made = [(contact.occurred_at, contact.mode) for contact in _attempts(work, referral)]
    return attempts.tried(made, rule, bank_holidays(work.session))


def _letter_on(work: Work, referral: Referral) -> date | None:
    sent = [c.occurred_on for c in _attempts(work, referral) if c.attempt_result == AttemptResult.LETTER_SENT]
    return max(sent, default=None)


def _attempts(work: Work, referral: Referral) -> list[Contact]:
    statement = select(Contact).where(
        Contact.person_id == referral.person_id,
        Contact.type == ContactType.ATTEMPT,
        Contact.occurred_at >= referral.received_at,
        Contact.withdrawn_at.is_(None),
    )
    return list(work.session.scalars(statement.order_by(Contact.occurred_at, Contact.id)))
