"""The moves of a referral and its clocks: the one place where its state changes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inteam import clock
from inteam.errors import InputError
from inteam.referrals import clocks, rules
from inteam.referrals.calendar import bank_holidays
from inteam.referrals.choices import State
from inteam.referrals.clocks import FROM_RECEIPT, Clock
from inteam.referrals.model import ChoiceDelay, Referral, ReferralClock, ReferralEvent
from inteam.referrals.rules import NOW, When
from inteam.store import mistakes
from inteam.store.database import Work


def begin(work: Work, referral: Referral) -> None:
    """The first event, and the clocks that run from receipt."""
    _append(work, referral, None, State.RECEIVED, referral.received_at, 1)
    for name in FROM_RECEIPT:
        _start(work, referral, name, referral.received_on)


def move(
    work: Work,
    referral: Referral,
    to_state: State,
    *,
    when: When = NOW,
    reason: str | None = None,
    note: str | None = None,
) -> datetime:
    """Append an event, set the state and stop or start the clocks; gives the moment of the move.

    Raises InputError when the table of moves or the moment forbids it.
    """
    from_state = State(referral.state)
    if not rules.may_move(from_state, to_state):
        raise InputError("no_such_move")
    last = last_event(work.session, referral.id)
    if problems := rules.when_problems(when, work.now, last.occurred_at):
        raise InputError(**problems)
    at = when.occurred_at or max(work.now, last.occurred_at)
    _append(work, referral, from_state, to_state, at, last.position + 1, reason, note, when.late_reason)
    referral.state = to_state
    _run_clocks(work, referral, from_state, to_state, clock.day(at))
    return at


def last_event(session: Session, referral_id: UUID) -> ReferralEvent:
    """The newest move that stands; its to_state is the referral's state."""
    statement = (
        select(ReferralEvent)
        .where(ReferralEvent.referral_id == referral_id, ReferralEvent.withdrawn_at.is_(None))
        .order_by(ReferralEvent.position.desc())
        .limit(1)
    )
    return session.scalars(statement).one()


def stop_clock(work: Work, referral: Referral, name: Clock, on: date) -> bool:
    """Stop a clock that runs, storing its days; whether there was one to stop."""
    running = _clock(work.session, referral.id, name, running=True)
    if running is None:
        return False
    days = clocks.elapsed(running.started_on, on, bank_holidays(work.session))
    running.stopped_on = on
    running.calendar_days, running.working_days = days.calendar, days.working
    running.delay_days = clocks.delay_days(_delays(work.session, referral.id), running.started_on, on)
    return True


def set_clock(work: Work, referral: Referral, name: Clock, on: date | None) -> None:
    """Let a clock have stopped on a day, or (None) run on, whatever it said before."""
    stopped = _clock(work.session, referral.id, name, running=False)
    if stopped is not None and stopped.stopped_on != on:
        stopped.stopped_on = stopped.calendar_days = stopped.working_days = stopped.delay_days = None
        work.session.flush()
    if on is not None:
        stop_clock(work, referral, name, on)


def keep_clock(work: Work, referral: Referral, name: Clock, start: date | None, stop: date | None) -> None:
    """Let a clock run from a day to a day (None: it runs on) whatever it said; without a start there is none."""
    found = _clock(work.session, referral.id, name, running=True) or _clock(
        work.session, referral.id, name, running=False
    )
    if start is None:
        if found is not None:
            mistakes.withdraw(work, found, "no_start")
        return
    if found is None:
        _start(work, referral, name, start)
    elif found.started_on != start:
        found.started_on = start
        found.stopped_on = found.calendar_days = found.working_days = found.delay_days = None
    work.session.flush()
    if found is None or found.stopped_on != stop:
        set_clock(work, referral, name, stop)


def recount_delays(work: Work, referral: Referral) -> None:
    """Store beside each clock that has stopped how many of its days were the person's own choice."""
    delays = _delays(work.session, referral.id)
    stopped = select(ReferralClock).where(
        ReferralClock.referral_id == referral.id,
        ReferralClock.stopped_on.is_not(None),
        ReferralClock.withdrawn_at.is_(None),
    )
    for found in work.session.scalars(stopped):
        if found.stopped_on is not None:
            found.delay_days = clocks.delay_days(delays, found.started_on, found.stopped_on)


def has_stopped(session: Session, referral_id: UUID, name: Clock) -> bool:
    """Whether a clock has run to its end."""
    return _clock(session, referral_id, name, running=False) is not None


def _run_clocks(work: Work, referral: Referral, from_state: State, to_state: State, on: date) -> None:
    if to_state is State.TRIAGED:
        stop_clock(work, referral, Clock.TRIAGE, on)
    elif to_state is State.ACTIVE and from_state is State.CLOSED:
        _run_on(work.session, referral.id, Clock.EPISODE)
    elif to_state is State.ACTIVE:
        _start(work, referral, Clock.EPISODE, on)
    elif to_state in (State.CLOSED, State.REJECTED):
        stop_clock(work, referral, Clock.EPISODE, on)
        _start(work, referral, Clock.FEEDBACK, on)


def _run_on(session: Session, referral_id: UUID, name: Clock) -> None:
    # A reopened episode is the same episode: its clock never stopped for the person.
    stopped = _clock(session, referral_id, name, running=False)
    if stopped is not None:
        stopped.stopped_on = stopped.calendar_days = stopped.working_days = stopped.delay_days = None


def _start(work: Work, referral: Referral, name: Clock, on: date) -> None:
    work.session.add(ReferralClock(referral_id=referral.id, person_id=referral.person_id, clock=name, started_on=on))


def _clock(session: Session, referral_id: UUID, name: Clock, *, running: bool) -> ReferralClock | None:
    statement = select(ReferralClock).where(
        ReferralClock.referral_id == referral_id,
        ReferralClock.clock == name,
        ReferralClock.withdrawn_at.is_(None),
        ReferralClock.stopped_on.is_(None) if running else ReferralClock.stopped_on.is_not(None),
    )
    return session.scalars(statement.order_by(ReferralClock.started_on.desc()).limit(1)).first()


def _delays(session: Session, referral_id: UUID) -> list[tuple[date, date]]:
    statement = select(ChoiceDelay.from_on, ChoiceDelay.to_on).where(
        ChoiceDelay.referral_id == referral_id, ChoiceDelay.withdrawn_at.is_(None)
    )
    return [(first, last) for first, last in session.execute(statement)]


def _append(
    work: Work,
    referral: Referral,
    from_state: State | None,
    to_state: State,
    at: datetime,
    position: int,
    reason: str | None = None,
    note: str | None = None,
    late_reason: str | None = None,
) -> None:
    work.session.add(
        ReferralEvent(
            referral_id=referral.id,
            person_id=referral.person_id,
            occurred_at=at,
            recorded_at=work.now,
            position=position,
            from_state=from_state,
            to_state=to_state,
            by_id=work.actor.staff_id,
            reason=reason,
            note=note or None,
            late_reason=late_reason or None,
        )
    )
    work.session.flush()
