"""Any order of acts leaves a referral whose state is its history's, whose guards held and whose clocks agree."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from inteam import application, clock
from inteam.cases import service as cases
from inteam.contacts import service as contacts
from inteam.contacts.rules import ContactEntry, ContactType, Mode
from inteam.errors import InputError
from inteam.referrals import course, history, service
from inteam.referrals.choices import OPEN, ClosingOutcome, Refusal, State, Urgency
from inteam.referrals.model import Feedback, Referral, ReferralClock, ReferralEvent
from inteam.referrals.rules import Acceptance, Closing, Decline, Offer, Question, Redirect, Triage, may_move
from inteam.store.database import Database, Work
from inteam.store.undo import restore
from tests.conftest import KEY, NOW, MovableClock
from tests.inteam.referrals.samples import Neighbourhood, a_referral, a_team, neighbourhood
from tests.stores import local_engine

# Domain 3.3, written out from the table, not from the code.
ALLOWED = {
    ("received", "triaged"),
    ("received", "rejected"),
    ("received", "received"),
    ("triaged", "received"),
    ("triaged", "rejected"),
    ("triaged", "info_requested"),
    ("triaged", "accepted"),
    ("info_requested", "triaged"),
    ("info_requested", "received"),
    ("accepted", "waiting"),
    ("accepted", "offered"),
    ("waiting", "offered"),
    ("offered", "waiting"),
    ("offered", "active"),
    ("closed", "active"),
    *((str(state), "closed") for state in OPEN),
}


class Life(RuleBasedStateMachine):
    """One referral over a fresh database for each run; make is set by the test."""

    make: Callable[[], tuple[Database, MovableClock]]

    def __init__(self) -> None:
        super().__init__()
        self.database, self.now = self.make()
        self.near: Neighbourhood = neighbourhood(self.database)
        self.other = a_team(self.database, self.near, "Cove Vale INT")
        self.referral_id: UUID

    @initialize()
    def receive(self) -> None:
        self.referral_id = a_referral(self.database, self.near, urgency=None)

    def found(self) -> Referral:
        with self.database.read() as session:
            return session.get_one(Referral, self.referral_id)

    def try_to(self, act: Callable[[Work, Referral], object], *, may: bool) -> None:
        """Do it; refused exactly when it may not be done, and then nothing has changed."""
        before = self.found()
        try:
            with self.database.write(self.near.actor) as work:
                act(work, before)
        except InputError:
            assert not may
            assert self.found().version == before.version
        else:
            assert may

    @rule(hours=st.integers(1, 200))
    def time_goes_by(self, hours: int) -> None:
        self.now.now += timedelta(hours=hours)

    @rule(urgency=st.sampled_from([None, Urgency.ROUTINE, Urgency.URGENT]))
    def triage(self, urgency: Urgency | None) -> None:
        found = self.found()
        may = found.state in ("received", "info_requested") and bool(urgency or found.urgency)
        self.try_to(lambda w, r: service.triage_referral(w, r.id, r.version, Triage(urgency)), may=may)

    @rule()
    def ask(self) -> None:
        question = Question("Who lives there?", "GP")
        may = self.found().state in ("received", "triaged")
        self.try_to(lambda w, r: service.ask_for_more(w, r.id, r.version, question), may=may)

    @rule()
    def answer(self) -> None:
        found = self.found()
        may = found.state in ("received", "info_requested")
        self.try_to(lambda w, r: service.record_answer(w, r.id, r.version, "Her son."), may=may)

    @rule(owned=st.booleans(), urgency=st.sampled_from([None, Urgency.SOON]))
    def accept(self, owned: bool, urgency: Urgency | None) -> None:
        found = self.found()
        entry = Acceptance(self.near.priya if owned else None, "complex_care", urgency)
        may = owned and bool(urgency or found.urgency) and found.state in ("received", "triaged")
        self.try_to(lambda w, r: cases.accept_referral(w, r.id, r.version, entry), may=may)

    @rule(advice=st.sampled_from(["", "Ask the council"]))
    def decline(self, advice: str) -> None:
        may = bool(advice) and self.found().state in ("received", "triaged", "info_requested")
        entry = Decline(Refusal.WRONG_SERVICE, advice)
        self.try_to(lambda w, r: service.decline_referral(w, r.id, r.version, entry), may=may)

    @rule()
    def redirect(self) -> None:
        found = self.found()
        there = self.near.team if found.team_id == self.other else self.other
        may = found.state in ("received", "triaged", "info_requested")
        entry = Redirect(there, "Lives there")
        self.try_to(lambda w, r: service.redirect_referral(w, r.id, r.version, entry), may=may)

    @rule()
    def wait(self) -> None:
        may = self.found().state in ("accepted", "offered")
        self.try_to(
            lambda w, r: course.put_on_waiting_list(w, r.id, r.version, waiting_list="Main", priority=3), may=may
        )

    @rule()
    def offer(self) -> None:
        may = self.found().state in ("accepted", "waiting")
        entry = Offer(self.now.now + timedelta(days=3), "phone")
        self.try_to(lambda w, r: course.offer_appointment(w, r.id, r.version, entry), may=may)

    @rule(type_=st.sampled_from([ContactType.DIRECT, ContactType.ATTEMPT, ContactType.INDIRECT]), long=st.booleans())
    def contact(self, type_: ContactType, long: bool) -> None:
        entry = ContactEntry(
            person_id=self.near.margaret,
            type=type_,
            mode=Mode.PHONE,
            duration_min=20 if long else 5,
            summary="Spoke.",
            no_action=True,
        )
        with self.database.write(self.near.actor) as work:
            contacts.log_contact(work, entry)

    @rule(outcome=st.sampled_from([ClosingOutcome.MOVED_AWAY, ClosingOutcome.DIED]))
    def close(self, outcome: ClosingOutcome) -> None:
        may = self.found().state in OPEN
        entry = Closing(outcome, "So it was", "What was done.")
        self.try_to(lambda w, r: course.close_referral(w, r.id, r.version, entry, open_actions=0), may=may)

    @rule()
    def reopen(self) -> None:
        found = self.found()
        closed = found.state == "closed" and found.closed_on is not None
        may = closed and (clock.day(self.now.now) - found.closed_on).days <= 28  # type: ignore[operator]  # (never None here)
        self.try_to(lambda w, r: course.reopen_referral(w, r.id, r.version, "Same need"), may=may)

    @rule()
    @precondition(lambda self: hasattr(self, "referral_id"))
    def triage_and_undo(self) -> None:
        before = self.found()
        if before.state != State.RECEIVED:
            return
        with self.database.write(self.near.actor) as done:
            service.triage_referral(done, before.id, before.version, Triage(Urgency.ROUTINE))
        with self.database.write(self.near.actor) as work:
            restore(work, done.changes)
        after = self.found()
        assert (after.state, after.urgency, after.triaged_at) == (before.state, before.urgency, before.triaged_at)

    @invariant()
    def the_state_is_that_of_the_history(self) -> None:
        with self.database.read() as session:
            assert self.found().state == history.last_event(session, self.referral_id).to_state

    @invariant()
    def every_move_is_in_the_table_and_in_order(self) -> None:
        with self.database.read() as session:
            events = session.scalars(
                select(ReferralEvent)
                .where(ReferralEvent.referral_id == self.referral_id, ReferralEvent.withdrawn_at.is_(None))
                .order_by(ReferralEvent.position)
            ).all()
        assert events[0].from_state is None
        for before, after in pairwise(events):
            assert after.from_state == before.to_state
            assert (after.from_state, after.to_state) in ALLOWED
            assert after.occurred_at >= before.occurred_at

    @invariant()
    def what_is_accepted_has_an_owner_and_what_is_ended_owes_feedback(self) -> None:
        found = self.found()
        if found.state in ("accepted", "waiting", "offered"):
            assert found.owner_id is not None
        if found.state in ("closed", "rejected"):
            assert found.closed_on is not None
            with self.database.read() as session:
                owed = session.scalars(select(Feedback.kind).where(Feedback.referral_id == self.referral_id))
                assert set(owed) & {"closure", "rejection"}

    @invariant()
    def clocks_never_run_backwards_and_stop_once(self) -> None:
        with self.database.read() as session:
            clocks = session.scalars(
                select(ReferralClock).where(
                    ReferralClock.referral_id == self.referral_id, ReferralClock.withdrawn_at.is_(None)
                )
            ).all()
        for found in clocks:
            if found.stopped_on is not None:
                assert found.calendar_days == (found.stopped_on - found.started_on).days
                assert 0 <= (found.working_days or 0) <= (found.calendar_days or 0)
        assert sum(found.clock == "triage" for found in clocks) == 1
        assert sum(found.clock == "episode" and found.stopped_on is None for found in clocks) <= 1

    def teardown(self) -> None:
        self.database.close()


def test_no_order_of_acts_breaks_a_referral(empty_file: Path, tmp_path: Path) -> None:
    made = iter(range(100_000))

    def make() -> tuple[Database, MovableClock]:
        path = tmp_path / f"{next(made)}.inteam"
        shutil.copy(empty_file, path)
        now = MovableClock(NOW)
        return Database(local_engine(path, KEY), now=now, hooks=application.hooks()), now

    run_state_machine_as_test(
        type("OverFiles", (Life,), {"make": staticmethod(make)}),
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.parametrize("move", sorted(ALLOWED))
def test_each_move_of_the_domain_is_in_the_table(move: tuple[str, str]) -> None:
    assert may_move(State(move[0]), State(move[1]))


def test_no_other_move_is_in_the_table() -> None:
    others = {(str(a), str(b)) for a in State for b in State if b is not State.ENTERED_IN_ERROR and may_move(a, b)}
    assert others == ALLOWED
