"""Logging contacts, with what follows from them; groups.py logs a whole group's."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from inteam import audit, clock, policy
from inteam.cases.model import CareCase
from inteam.cases.rules import CaseStatus
from inteam.contacts import rules, waits
from inteam.contacts.model import Contact
from inteam.contacts.rules import AttemptResult, ContactEntry
from inteam.errors import ConflictError, InputError
from inteam.needs import actions, planning
from inteam.needs import service as needs
from inteam.needs.rules import ActionStatus
from inteam.organisations.model import Cover
from inteam.people.model import ContactPoint, Person
from inteam.store.database import Work
from inteam.store.ids import new_id

_PHONES = ("phone", "mobile", "sms")


def log_contact(work: Work, entry: ContactEntry) -> UUID:
    """Save a contact or attempt with its next action, and what it answers; gives its id.

    The first meaningful contact makes the person's accepted referral active. Raises DeniedError, InputError
    (no outcome, no next action, in the future, a message left where that is not safe), ConflictError.
    """
    work.actor.require("contacts.write")
    if problems := rules.problems(entry, work.now):
        raise InputError(**problems)
    assert entry.person_id is not None  # noqa: S101 (for the type checker: refused above)
    cases = _open_cases(work, entry.person_id)
    refuse_unsafe_message(work, entry.person_id, entry.attempt_result)
    contact = _new(work, entry, _case_of(work, entry, cases))
    work.session.add(contact)
    detail = {"type": contact.type, "mode": contact.mode, **_follow(work, contact, entry)}
    waits.count(work, contact, cases)
    audit.note(work, "contacts.logged", subject=contact, detail=detail)
    return contact.id


def may_leave_message(session: Session, person_id: UUID) -> bool:
    """Whether a message may be left for the person: a number in use is recorded as safe for it (domain 3.5)."""
    statement = select(ContactPoint.id).where(
        ContactPoint.person_id == person_id,
        ContactPoint.system.in_(_PHONES),
        ContactPoint.safe_to_leave_message == "yes",
        ContactPoint.ended_on.is_(None),
        ContactPoint.withdrawn_at.is_(None),
    )
    return session.scalars(statement.limit(1)).first() is not None


def refuse_unsafe_message(work: Work, person_id: UUID, result: AttemptResult | None) -> None:
    """Raise InputError when a message was left for somebody for whom that is not known to be safe."""
    if result is AttemptResult.VOICEMAIL_LEFT and not may_leave_message(work.session, person_id):
        raise InputError(attempt_result="message_not_safe")


# Made once, and both questions in one: every save asks whether the person is there and which cases are open.
_CASES = (
    select(Person.id, CareCase)
    .outerjoin(
        CareCase,
        and_(CareCase.person_id == Person.id, CareCase.status == CaseStatus.OPEN, CareCase.withdrawn_at.is_(None)),
    )
    .where(Person.id == bindparam("person_id"), Person.withdrawn_at.is_(None))
    .order_by(CareCase.opened_on, CareCase.id)
)


def _open_cases(work: Work, person_id: UUID) -> list[CareCase]:
    """The person's open cases. Raises ConflictError when the person is not there."""
    rows: Any = work.session.execute(_CASES, {"person_id": person_id}).all()  # a case may be missing
    if not rows:
        raise ConflictError("gone")
    return [case for _person_id, case in rows if case is not None]


def _case_of(work: Work, entry: ContactEntry, cases: list[CareCase]) -> CareCase | None:
    """The case that was named, else the worker's own, else the only one."""
    if entry.case_id is not None:
        found = next((case for case in cases if case.id == entry.case_id), None)
        if found is None:
            raise InputError(case_id="unknown")
        return found
    worker = entry.worker_id or work.actor.staff_id
    own = [case for case in cases if case.owner_id == worker]
    if own:
        return own[0]
    return cases[0] if len(cases) == 1 else None


def _new(work: Work, entry: ContactEntry, case: CareCase | None) -> Contact:
    team_id = entry.team_id or work.actor.team_id or (case.team_id if case else None)
    if team_id is None:
        raise InputError(team_id="required")
    occurred_at = entry.occurred_at or work.now
    contact = Contact(
        id=new_id(),
        person_id=entry.person_id,
        case_id=case.id if case else None,
        referral_id=entry.referral_id or (case.referral_id if case else None),
        team_id=team_id,
        worker_id=entry.worker_id or work.actor.staff_id,
        for_worker_id=entry.for_worker_id or _covered(work, entry, case),
        recorded_at=work.now,
    )
    fill(work, contact, entry, occurred_at)
    return contact


def _covered(work: Work, entry: ContactEntry, case: CareCase | None) -> UUID | None:
    """For whom the worker stands in today: the case's owner, if cover is planned (domain 2.4)."""
    worker = entry.worker_id or work.actor.staff_id
    if case is None or case.owner_id == worker:
        return None
    day = clock.day(entry.occurred_at or work.now)
    statement = select(Cover.id).where(
        Cover.absent_id == case.owner_id,
        Cover.covering_id == worker,
        Cover.from_on <= day,
        Cover.to_on >= day,
        Cover.withdrawn_at.is_(None),
    )
    return case.owner_id if work.session.scalar(statement.limit(1)) else None


def fill(work: Work, contact: Contact, entry: ContactEntry, occurred_at: datetime) -> None:
    """Set what was entered, and what follows from it, on a new contact or one that is amended."""
    assert entry.type is not None  # noqa: S101 (for the type checker: the rules ask for both)
    assert entry.mode is not None  # noqa: S101 (as above)
    contact.occurred_at, contact.occurred_on = occurred_at, clock.day(occurred_at)
    contact.entered_late = _is_late(work, occurred_at, contact.recorded_at)
    contact.type, contact.mode, contact.direction = entry.type, entry.mode, entry.direction
    contact.with_whom, contact.with_names = entry.with_whom, entry.with_names.strip() or None
    contact.duration_min = entry.duration_min
    contact.planned, contact.attended_code = entry.planned, entry.attended_code
    contact.attempt_result, contact.quick_code = entry.attempt_result, entry.quick_code
    contact.location, contact.language = entry.location.strip() or None, entry.language
    contact.interpreter_used = entry.interpreter_used
    contact.purposes = " ".join(entry.purposes) or None
    contact.summary = entry.summary.strip()
    contact.risk_change, contact.visibility = entry.risk_change, entry.visibility
    contact.no_action, contact.next_contact_on = entry.no_action, entry.next_contact_on
    contact.meaningful = _is_meaningful(work, entry)


def _is_late(work: Work, occurred_at: datetime, recorded_at: datetime) -> bool:
    if recorded_at - occurred_at <= timedelta(days=1):
        return False  # no setting makes it late: the usual save need not ask
    return rules.is_late(occurred_at, recorded_at, policy.value(work.session, "contacts.late_days"))


def _is_meaningful(work: Work, entry: ContactEntry) -> bool:
    if entry.type is None or not rules.is_two_way(entry.type, entry.with_whom):
        return False
    minutes = 0 if entry.meaningful else policy.value(work.session, "referrals.meaningful_minutes")
    return rules.is_meaningful(
        entry.type, entry.with_whom, entry.duration_min, flagged=entry.meaningful, minutes=minutes
    )


def _follow(work: Work, contact: Contact, entry: ContactEntry) -> dict[str, str]:
    """Plan, answer and move what was entered with the contact; gives what the audit entry says of it."""
    said: dict[str, str] = {}
    if entry.next_action is not None:
        planned = entry.next_action
        planned = replace(
            planned,
            contact_id=contact.id,
            case_id=planned.case_id or contact.case_id,
            team_id=planned.team_id or contact.team_id,
        )
        said["action"] = str(planning.plan_action(work, contact.person_id, planned).id)
    if entry.done_action is not None:
        action_id, version = entry.done_action
        actions.finish_action(work, action_id, version, ActionStatus.DONE, contact_id=contact.id)
    if entry.goal_progress is not None:
        goal = entry.goal_progress
        needs.set_goal_progress(work, goal.goal_id, goal.version, goal.progress)
    return said
