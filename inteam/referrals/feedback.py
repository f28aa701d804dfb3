"""Word to the referrer: when it is owed, how much it may say, and that it was sent (domain 3.7)."""

from uuid import UUID

from sqlalchemy import select

from inteam import audit, policy
from inteam.errors import InputError
from inteam.organisations.model import Organisation
from inteam.people.choices import SharingScope
from inteam.people.model import SharingDecision
from inteam.people.sharing import Decision, may_share, standing
from inteam.referrals import clocks, history, rules
from inteam.referrals.calendar import bank_holidays
from inteam.referrals.choices import Extent, FeedbackKind, Source
from inteam.referrals.clocks import Clock
from inteam.referrals.model import Feedback, Referral, ReferralClock
from inteam.store import mistakes
from inteam.store.base import require
from inteam.store.database import Work

_CLINICAL = frozenset(
    {
        Source.GP,
        Source.PRACTICE_NURSE,
        Source.OTHER_PRACTICE_STAFF,
        Source.HOSPITAL,
        Source.MENTAL_HEALTH,
        Source.AMBULANCE,
        Source.PHARMACY,
    }
)
VIA = frozenset({"email", "letter", "phone", "nhs_service", "in_person", "record"})
"""How feedback may be sent."""


def owe(work: Work, referral: Referral, kind: FeedbackKind) -> UUID:
    """Put feedback on the list of what is owed; gives its id. One that is still due is not doubled."""
    due = _still_due(work, referral.id, kind)
    if due is not None:
        return due.id
    days = policy.value(work.session, "referrals.feedback_working_days")
    row = Feedback(
        referral_id=referral.id,
        person_id=referral.person_id,
        team_id=referral.team_id,
        owner_id=referral.owner_id or referral.triaged_by_id or work.actor.staff_id,
        kind=kind,
        due_on=clocks.add_working_days(work.today, days, bank_holidays(work.session)),
        extent=_extent(work, referral),
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def send_feedback(work: Work, feedback_id: UUID, version: int, *, via: str, content: str) -> None:
    """Note that the referrer has been told, and what. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("referrals.write")
    row = require(work.session, Feedback, feedback_id, version)
    problems = {} if via in VIA else {"via": "unknown"}
    if not content.strip():
        problems["content"] = "required"
    if row.sent_on is not None:
        problems[""] = "already_sent"
    if problems := problems or rules.too_long(content=content):
        raise InputError(**problems)
    row.sent_on, row.sent_by_id, row.via = work.today, work.actor.staff_id, via
    row.content, row.content_version = content.strip(), row.content_version + 1
    referral = require(work.session, Referral, row.referral_id)
    if row.kind in (FeedbackKind.REJECTION, FeedbackKind.CLOSURE, FeedbackKind.NOT_CONTACTABLE):
        history.stop_clock(work, referral, Clock.FEEDBACK, work.today)
    audit.note(work, "referrals.feedback_sent", subject=row, detail={"kind": row.kind, "via": via})


def no_longer_owed(work: Work, referral: Referral) -> None:
    """The referral is open again: word of its end that was not sent is not owed any more, and C8 runs no more."""
    owed = select(Feedback).where(
        Feedback.referral_id == referral.id,
        Feedback.kind.in_((FeedbackKind.CLOSURE, FeedbackKind.NOT_CONTACTABLE)),
        Feedback.sent_on.is_(None),
        Feedback.withdrawn_at.is_(None),
    )
    clock = select(ReferralClock).where(
        ReferralClock.referral_id == referral.id,
        ReferralClock.clock == Clock.FEEDBACK,
        ReferralClock.stopped_on.is_(None),
        ReferralClock.withdrawn_at.is_(None),
    )
    for row in (*work.session.scalars(owed), *work.session.scalars(clock)):
        mistakes.withdraw(work, row, "reopened")


def hand_over_feedback(
    work: Work, feedback_id: UUID, version: int, *, owner_id: UUID | None, team_id: UUID | None = None
) -> None:
    """Somebody else, or (owner_id None) a team, tells the referrer. Raises InputError, ConflictError."""
    work.actor.require("referrals.write")
    row = require(work.session, Feedback, feedback_id, version)
    if row.sent_on is not None:
        raise InputError("already_sent")
    row.owner_id, row.team_id = owner_id, team_id or row.team_id
    audit.note(work, "referrals.feedback_handed_over", subject=row, detail={"to": str(owner_id or row.team_id)})


def _still_due(work: Work, referral_id: UUID, kind: FeedbackKind) -> Feedback | None:
    statement = select(Feedback).where(
        Feedback.referral_id == referral_id,
        Feedback.kind == kind,
        Feedback.sent_on.is_(None),
        Feedback.withdrawn_at.is_(None),
    )
    return work.session.scalars(statement.limit(1)).first()


def _extent(work: Work, referral: Referral) -> Extent:
    """A clinician or the person gets a summary; anybody else only if the person agreed to that."""
    if referral.source in _CLINICAL or referral.source == Source.SELF:
        return Extent.SUMMARY
    if referral.referrer_organisation_id is None:
        return Extent.STATE_ONLY
    kind = work.session.scalar(select(Organisation.kind).where(Organisation.id == referral.referrer_organisation_id))
    allowed = standing(
        _decisions(work, referral.person_id),
        scope=SharingScope.RECEIVE_SUMMARY,
        organisation_id=referral.referrer_organisation_id,
        organisation_type=kind or "other",
        on=work.today,
    )
    return Extent.SUMMARY if may_share(allowed) else Extent.STATE_ONLY


def _decisions(work: Work, person_id: UUID) -> list[Decision]:
    d = SharingDecision
    statement = select(
        d.organisation_id, d.category, d.scope, d.decision, d.given_on, d.expires_on, d.ended_on, d.basis
    ).where(d.person_id == person_id, d.withdrawn_at.is_(None))
    return [Decision(*row) for row in work.session.execute(statement)]
