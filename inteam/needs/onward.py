"""Onward referrals: sending a person's details on to a provider, and each step of what becomes of it (domain 3.7)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from inteam import audit
from inteam.errors import InputError
from inteam.needs import onward_follow_up, planning, rules_onward
from inteam.needs.model import Action
from inteam.needs.model_onward import OnwardEvent, OnwardReferral
from inteam.needs.rules_onward import OPEN_ONWARD, SILENT, Cancelled, OnwardEntry, OnwardState, Step
from inteam.organisations.model import Organisation, Staff
from inteam.people import queries_protection
from inteam.people.banner import need_words
from inteam.people.choices import SharingScope
from inteam.people.model import Person, SharingDecision
from inteam.people.sharing import Allowed, Decision, standing
from inteam.referrals import clocks
from inteam.referrals.calendar import bank_holidays
from inteam.referrals.choices import Agreement
from inteam.store import mistakes
from inteam.store.base import find, require
from inteam.store.database import Work

CHASED = "chased"
"""The reason of a step that leaves the state as it is: somebody asked after it."""


def send_onward(work: Work, person_id: UUID, entry: OnwardEntry) -> UUID:
    """Note that the person's details went to a provider; gives the id. Somebody asks after it until it ends.

    Raises DeniedError, InputError: nothing leaves without the person's agreement, or for somebody who has died.
    """
    work.actor.require("needs.write")
    person = require(work.session, Person, person_id)
    if person.death_status != "alive":
        raise InputError("onward_died")
    entry = _whole(work, person, entry)
    _check(work, person_id, entry)
    sent_on = entry.sent_on or work.today
    row = OnwardReferral(
        person_id=person_id, case_id=entry.case_id, state=OnwardState.SENT, state_on=sent_on, sent_on=sent_on
    )
    _fill(row, entry)
    work.session.add(row)
    work.session.flush()
    _note(work, row, None, Step(OnwardState.SENT, sent_on))
    onward_follow_up.keep(work, row)
    audit.note(work, "needs.referred_onwards", subject=row, detail={"code": row.code, "via": row.via})
    return row.id


def change_onward(work: Work, onward_id: UUID, version: int, entry: OnwardEntry) -> None:
    """Correct what was sent, to whom and who answers for it, while it is open. Raises InputError, ConflictError."""
    work.actor.require("needs.write")
    row = _open(work, onward_id, version)
    entry = _whole(work, require(work.session, Person, row.person_id), entry, row.team_id)
    _check(work, row.person_id, entry)
    before = row.owner_id
    _fill(row, entry)
    onward_follow_up.say_again(work, row, owner_before=before)
    audit.note(work, "needs.onward_changed", subject=row)


def take_step(work: Work, onward_id: UUID, version: int, step: Step) -> None:
    """Note what has happened to it: acknowledged, accepted, declined, booked, seen … Raises InputError, ConflictError.

    A refusal leaves the person to be told; a late answer takes up again what had ended without one.
    """
    work.actor.require("needs.write")
    row = require(work.session, OnwardReferral, onward_id, version)
    if problems := rules_onward.step_problems(row.state, step, last_on=_last_on(work, row), today=work.today):
        raise InputError(**problems)
    _move(work, row, step)
    audit.note(work, "needs.onward_moved", subject=row, detail={"state": row.state, "reason": row.state_reason})


def chase(work: Work, onward_id: UUID, version: int, *, on: date | None = None, note: str = "") -> None:
    """Note that the provider was asked again and has not answered; it is asked again later. Raises InputError."""
    work.actor.require("needs.write")
    row = require(work.session, OnwardReferral, onward_id, version)
    if row.state not in SILENT:
        raise InputError(to="onward_no_such_move")
    day = on or work.today
    found = rules_onward.day_problems(day, last_on=_last_on(work, row), today=work.today)
    if len(note) > rules_onward.LONGEST_TEXT:
        found["note"] = "too_long"
    if found:
        raise InputError(**found)
    _chased(work, row, day, note)
    audit.note(work, "needs.onward_chased", subject=row)


def hand_over_onward(
    work: Work, onward_id: UUID, version: int, *, owner_id: UUID | None, team_id: UUID | None = None
) -> None:
    """Give an open one to another worker, or (owner_id None) to a team. Raises InputError, ConflictError."""
    work.actor.require("needs.write")
    row = _open(work, onward_id, version)
    planning.check_owner(work, owner_id)
    row.owner_id, row.team_id = owner_id, team_id or row.team_id
    audit.note(work, "needs.onward_handed_over", subject=row, detail={"to": str(owner_id or row.team_id)})


def hand_over_all(
    work: Work,
    person_id: UUID,
    before: UUID,
    *,
    case_id: UUID | None,
    owner_id: UUID | None,
    team_id: UUID | None = None,
) -> int:
    """What one worker referred on for a person goes to another with the case; gives how many.

    case_id: what belongs to that case or to none; None: all of it.
    """
    statement = select(OnwardReferral).where(
        OnwardReferral.person_id == person_id,
        OnwardReferral.owner_id == before,
        OnwardReferral.state.in_(OPEN_ONWARD),
        OnwardReferral.withdrawn_at.is_(None),
    )
    if case_id is not None:
        statement = statement.where(or_(OnwardReferral.case_id == case_id, OnwardReferral.case_id.is_(None)))
    found = list(work.session.scalars(statement.order_by(OnwardReferral.sent_on, OnwardReferral.id)))
    for row in found:
        hand_over_onward(work, row.id, row.version, owner_id=owner_id, team_id=team_id)
    return len(found)


def withdraw_onward(work: Work, onward_id: UUID, version: int, reason: str) -> None:
    """It was a wrong entry: its steps and its follow-up go with it, and clock C6 is set anew.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("needs.write")
    row = require(work.session, OnwardReferral, onward_id, version)
    mistakes.withdraw(work, row, reason)
    steps = select(OnwardEvent).where(OnwardEvent.onward_id == row.id, OnwardEvent.withdrawn_at.is_(None))
    for event in work.session.scalars(steps):
        mistakes.withdraw(work, event, reason)
    follow_up = onward_follow_up.open_one(work, row)
    if follow_up is not None:
        mistakes.withdraw(work, follow_up, reason)
    onward_follow_up.count_clock(work, row)
    audit.note(work, "needs.onward_withdrawn", subject=row)


def end_for_death(work: Work, person_id: UUID) -> None:
    """Cancel what is open; each follow-up stays, for somebody to tell the provider."""
    statement = select(OnwardReferral).where(
        OnwardReferral.person_id == person_id,
        OnwardReferral.state.in_(OPEN_ONWARD),
        OnwardReferral.withdrawn_at.is_(None),
    )
    for row in list(work.session.scalars(statement.order_by(OnwardReferral.id))):
        row.state, row.state_on, row.state_reason, before = OnwardState.CANCELLED, work.today, Cancelled.DIED, row.state
        _note(work, row, before, Step(OnwardState.CANCELLED, work.today, reason=Cancelled.DIED))
        onward_follow_up.tell_of_death(work, row)
        audit.note(work, "needs.onward_moved", subject=row, detail={"state": row.state, "reason": row.state_reason})


def asked_after(work: Work, action: Action, *, case_goes_on: bool = True) -> None:
    """A follow-up was ticked: the person has been told, or the provider was chased and is asked again later."""
    statement = select(OnwardReferral).where(
        OnwardReferral.follow_up_id == action.id, OnwardReferral.withdrawn_at.is_(None)
    )
    row = work.session.scalars(statement).first()
    if row is None:
        return
    if row.state == OnwardState.DECLINED:
        _move(work, row, Step(OnwardState.PERSON_TOLD, max(work.today, _last_on(work, row))))
    elif row.state in SILENT:
        _chased(work, row, max(work.today, _last_on(work, row)), "", case_goes_on=case_goes_on)


# --- parts -------------------------------------------------------------------------------------------------------


def _move(work: Work, row: OnwardReferral, step: Step) -> None:
    assert step.to is not None  # noqa: S101 (for the type checker: refused above)
    on = step.on or work.today
    before, row.state, row.state_on = row.state, step.to, on
    row.state_reason = step.reason or None
    if before not in OPEN_ONWARD:
        _owned_again(work, row)
    if step.to is OnwardState.BOOKED:
        row.booked_for = step.booked_for
    elif step.to is OnwardState.SEEN and row.seen_on is None:
        days = clocks.elapsed(row.sent_on, on, bank_holidays(work.session))
        row.seen_on, row.calendar_days, row.working_days = on, days.calendar, days.working
    elif step.to is OnwardState.OUTCOME_RECEIVED:
        row.outcome, row.outcome_note = step.outcome, step.note.strip() or None
    _note(work, row, before, step)
    onward_follow_up.keep(work, row)


def _chased(work: Work, row: OnwardReferral, on: date, note: str, *, case_goes_on: bool = True) -> None:
    _note(work, row, row.state, Step(OnwardState(row.state), on, reason=CHASED, note=note))
    onward_follow_up.keep(work, row, again_from=on, case_goes_on=case_goes_on)


def _note(work: Work, row: OnwardReferral, before: str | None, step: Step) -> None:
    last = select(func.max(OnwardEvent.position)).where(OnwardEvent.onward_id == row.id)
    work.session.add(
        OnwardEvent(
            onward_id=row.id,
            person_id=row.person_id,
            position=(work.session.scalar(last) or 0) + 1,
            occurred_on=step.on or work.today,
            from_state=before,
            to_state=row.state,
            reason=step.reason or None,
            note=step.note.strip() or None,
            by_id=work.actor.staff_id,
        )
    )
    work.session.flush()


def _last_on(work: Work, row: OnwardReferral) -> date:
    last = select(func.max(OnwardEvent.occurred_on)).where(
        OnwardEvent.onward_id == row.id, OnwardEvent.withdrawn_at.is_(None)
    )
    return work.session.scalar(last) or row.sent_on


def _open(work: Work, onward_id: UUID, version: int) -> OnwardReferral:
    row = require(work.session, OnwardReferral, onward_id, version)
    if row.state not in OPEN_ONWARD:
        raise InputError("onward_ended")
    return row


def _owned_again(work: Work, row: OnwardReferral) -> None:
    owner = find(work.session, Staff, row.owner_id) if row.owner_id is not None else None
    if owner is None or owner.left_on is not None:
        row.owner_id = None  # whoever had it has gone: it is the team's until somebody takes it


def _whole(work: Work, person: Person, entry: OnwardEntry, present: UUID | None = None) -> OnwardEntry:
    """With its team; and with the needs for access that are recorded, where none were typed."""
    team_id = planning.team_for(work, entry.team_id or present, entry.case_id, entry.owner_id)
    said = entry.access_needs.strip() or recorded_needs(work, person)
    name = entry.provider_name
    if entry.organisation_id is not None:
        name = require(work.session, Organisation, entry.organisation_id).name
    return replace(entry, team_id=team_id, access_needs=said, provider_name=name)


def recorded_needs(work: Work, person: Person) -> str:
    """The flag of the person's needs for access, as the banner says it; empty where none is recorded."""
    rows = queries_protection.access_needs(work.session, [person.id])
    present = [row.need for row in rows if row.ended_on is None or row.ended_on > work.today]
    return need_words(present, person.language_code, person.interpreter_required)


def _check(work: Work, person_id: UUID, entry: OnwardEntry) -> None:
    problems = rules_onward.entry_problems(entry, work.today)
    if "person_agrees" not in problems and entry.person_agrees is Agreement.YES and _declined(work, person_id, entry):
        problems["person_agrees"] = "onward_sharing_declined"
    if problems:
        raise InputError(**problems)
    planning.check_owner(work, entry.owner_id)


def _declined(work: Work, person_id: UUID, entry: OnwardEntry) -> bool:
    """Whether the person has said that this provider is to get no referral, and nothing newer says otherwise."""
    d = SharingDecision
    statement = select(
        d.organisation_id, d.category, d.scope, d.decision, d.given_on, d.expires_on, d.ended_on, d.basis
    ).where(d.person_id == person_id, d.withdrawn_at.is_(None))
    body = find(work.session, Organisation, entry.organisation_id) if entry.organisation_id is not None else None
    allowed = standing(
        [Decision(*row) for row in work.session.execute(statement)],
        scope=SharingScope.RECEIVE_REFERRAL,
        organisation_id=entry.organisation_id,
        organisation_type=body.kind if body is not None else "other",
        on=work.today,
    )
    return allowed is Allowed.DECLINED


def _fill(row: OnwardReferral, entry: OnwardEntry) -> None:
    assert entry.team_id is not None  # noqa: S101 (for the type checker: refused above)
    row.organisation_id, row.provider_name = entry.organisation_id, entry.provider_name.strip()
    row.need_id, row.code, row.reason = entry.need_id, str(entry.code), entry.reason.strip()
    row.shared, row.access_needs = entry.shared.strip(), entry.access_needs.strip() or None
    row.person_agrees, row.urgency, row.via = str(entry.person_agrees), entry.urgency, str(entry.via)
    row.team_id, row.owner_id = entry.team_id, entry.owner_id
