"""Any order of acts leaves an onward referral that is asked after, with the state and the clock of its history."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from inteam import application
from inteam.errors import InputError
from inteam.needs import actions, onward
from inteam.needs.model import Action
from inteam.needs.model_onward import OnwardEvent, OnwardReferral
from inteam.needs.rules import OPEN_ACTIONS
from inteam.needs.rules_onward import OPEN_ONWARD, SILENT, Cancelled, OnwardOutcome, OnwardState, Step
from inteam.referrals.choices import Refusal
from inteam.referrals.model import ReferralClock
from inteam.store.database import Changes, Database, Work
from inteam.store.undo import restore
from tests.conftest import KEY, NOW, MovableClock
from tests.inteam.needs.test_onward import a_case, at, sent
from tests.inteam.needs.test_onward_rules import ALLOWED
from tests.inteam.referrals.samples import Neighbourhood, neighbourhood, row
from tests.stores import local_engine


class Life(RuleBasedStateMachine):
    """One onward referral over a fresh database for each run; make is set by the test."""

    make: Callable[[], tuple[Database, MovableClock]]

    def __init__(self) -> None:
        super().__init__()
        self.database, self.now = self.make()
        self.near: Neighbourhood = neighbourhood(self.database)

    @initialize()
    def send(self) -> None:
        self.case_id, self.referral_id = a_case(self.database, self.near)
        self.onward_id = sent(self.database, self.near, case_id=self.case_id)

    def found(self) -> OnwardReferral:
        return row(self.database, OnwardReferral, self.onward_id)

    def follow_up(self) -> Action | None:
        found = self.found().follow_up_id
        return row(self.database, Action, found) if found is not None else None

    def try_to(self, act: Callable[[Work, int], object], *, may: bool) -> Changes | None:
        before = at(self.database, self.onward_id)
        try:
            with self.database.write(self.near.actor) as work:
                act(work, before)
        except InputError:
            assert not may
            assert at(self.database, self.onward_id) == before
            return None
        assert may
        return work.changes

    @rule(days=st.integers(1, 9))
    def time_goes_by(self, days: int) -> None:
        self.now.now += timedelta(days=days)

    @rule(to=st.sampled_from(OnwardState), undo=st.booleans())
    def a_step(self, to: OnwardState, undo: bool) -> None:
        reasons = {OnwardState.DECLINED: Refusal.OUT_OF_AREA, OnwardState.CANCELLED: Cancelled.NO_LONGER_NEEDED}
        taken = Step(
            to,
            booked_for=datetime(2027, 12, 1, 10, tzinfo=UTC),
            reason=str(reasons.get(to, "")),
            outcome=OnwardOutcome.PARTLY_MET,
            note="So it was",
        )
        before = self.found().state
        changes = self.try_to(
            lambda work, version: onward.take_step(work, self.onward_id, version, taken), may=(before, to) in ALLOWED
        )
        if changes is not None and undo:
            with self.database.write(self.near.actor) as work:
                restore(work, changes)
            assert self.found().state == before

    @rule()
    def chase(self) -> None:
        may = self.found().state in SILENT
        self.try_to(lambda work, version: onward.chase(work, self.onward_id, version), may=may)

    @rule()
    def tick_the_follow_up(self) -> None:
        action = self.follow_up()
        if action is not None and action.status in OPEN_ACTIONS:
            with self.database.write(self.near.actor) as work:
                actions.finish_action(work, action.id, action.version)

    @invariant()
    def the_state_is_that_of_the_history(self) -> None:
        with self.database.read() as session:
            statement = select(OnwardEvent).where(OnwardEvent.withdrawn_at.is_(None)).order_by(OnwardEvent.position)
            steps = session.scalars(statement).all()
        assert steps[-1].to_state == self.found().state
        assert [one.occurred_on for one in steps] == sorted(one.occurred_on for one in steps)
        for one in steps[1:]:
            assert (one.from_state, one.to_state) in ALLOWED or (
                one.reason == "chased" and one.from_state == one.to_state
            )

    @invariant()
    def while_it_is_open_exactly_one_action_asks_after_it(self) -> None:
        with self.database.read() as session:
            statement = select(Action).where(Action.status.in_(OPEN_ACTIONS), Action.withdrawn_at.is_(None))
            waiting = [one.id for one in session.scalars(statement) if "Citizens Advice" in one.text]
        found = self.found()
        assert waiting == ([found.follow_up_id] if found.state in OPEN_ONWARD else [])

    @invariant()
    def it_has_an_owner_and_its_clock_stops_when_the_person_is_seen(self) -> None:
        found = self.found()
        assert (found.owner_id, found.team_id) == (self.near.priya, self.near.team)
        with self.database.read() as session:
            statement = select(ReferralClock).where(
                ReferralClock.clock == "onward_contact", ReferralClock.withdrawn_at.is_(None)
            )
            clock = session.scalars(statement).one()
        assert (clock.started_on, clock.stopped_on) == (found.sent_on, found.seen_on)
        assert (clock.calendar_days, clock.working_days) == (found.calendar_days, found.working_days)

    def teardown(self) -> None:
        self.database.close()


def test_no_order_of_acts_breaks_an_onward_referral(empty_file: Path, tmp_path: Path) -> None:
    made = iter(range(100_000))

    def make() -> tuple[Database, MovableClock]:
        path = tmp_path / f"{next(made)}.inteam"
        shutil.copy(empty_file, path)
        now = MovableClock(NOW)
        return Database(local_engine(path, KEY), now=now, hooks=application.hooks()), now

    run_state_machine_as_test(
        type("OverFiles", (Life,), {"make": staticmethod(make)}),
        settings=settings(
            max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
