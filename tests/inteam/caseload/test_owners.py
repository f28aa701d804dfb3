"""Any order of acts, undo among them, leaves every open case, referral and action with an owner who is there."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from inteam import clock
from inteam.access import Actor, Role
from inteam.caseload import leaving
from inteam.caseload import service as caseload
from inteam.caseload.leaving import Leaving
from inteam.caseload.model import CaseWork
from inteam.caseload.service import Reassignment
from inteam.cases import service as cases
from inteam.cases.model import CareCase
from inteam.cases.rules import CaseClosing
from inteam.commands import soundness
from inteam.contacts import casework
from inteam.errors import ConflictError, InputError
from inteam.meetings import service_handover, service_handover_answers
from inteam.meetings.handovers import HandoverEntry, HandoverKind
from inteam.meetings.model import Handover
from inteam.needs import actions
from inteam.needs.model import Action
from inteam.needs.rules import ActionAnswer, ActionEntry, ActionStatus
from inteam.organisations import service as organisations
from inteam.organisations.model import Staff
from inteam.organisations.service import NewStaff
from inteam.people import service_merge
from inteam.people.choices import WorkerChange
from inteam.people.model import Person
from inteam.referrals import course
from inteam.referrals.choices import OPEN, ClosingOutcome
from inteam.referrals.model import Referral
from inteam.referrals.rules import Acceptance, Closing
from inteam.store.base import Record
from inteam.store.database import Changes, Database, Work
from inteam.store.undo import restore
from inteam.timeline import mistakes
from tests.conftest import MovableClock
from tests.inteam.careplans.people import a_person, neighbourhood
from tests.inteam.referrals.samples import a_referral

WORKERS = st.integers(0, 3)
WHICH = st.integers(0, 9)


class Owners(RuleBasedStateMachine):
    """A team of four with people and work; the database and its clock are set by the test and kept for all runs."""

    database: Database
    now: MovableClock
    done: Counter[str]

    @initialize()
    def begin(self) -> None:
        self.near = neighbourhood(self.database)
        self.actor = Actor(self.near.bello, Role.MANAGER, self.near.team, name="Sade Bello")
        self.staff: list[UUID] = [self.near.priya, self.near.tom, self.near.hana, self.near.bello]
        self.undoable: list[Changes] = []
        with self.database.write(self.actor) as work:
            born = {"born_on": None}
            self.people = [self.near.margaret, *(a_person(work, "Pair", "Ann", **born).id for _ in range(2))]

    # --- doing ---------------------------------------------------------------------------------------------------

    def attempt(self, name: str, act: Callable[[Work], object], *, actor: Actor | None = None) -> None:
        """Do it; a refusal is an answer too, as long as it left everything owned."""
        self.now.now += timedelta(minutes=1)  # so that records have an order that is the same at every run
        try:
            with self.database.write(actor or self.actor) as work:
                act(work)
        except (InputError, ConflictError):
            return
        self.done[name] += 1
        self.undoable.append(work.changes)

    def one(self, model: type[Any], which: int, *where: Any) -> Any:
        """One of the records of these people, or None."""
        with self.database.read() as session:
            mine = select(model).where(model.person_id.in_(self.people), model.withdrawn_at.is_(None), *where)
            found = list(session.scalars(mine.order_by(model.created_at, model.id)))
        return found[which % len(found)] if found else None

    def on(self, name: str, record: Record | None, act: Callable[[Work, Any], object]) -> None:
        if record is not None:
            self.attempt(name, lambda work: act(work, record))

    # --- acts ----------------------------------------------------------------------------------------------------

    @rule(days=st.integers(1, 20))
    def time_goes_by(self, days: int) -> None:
        self.now.now += timedelta(days=days)

    @rule(who=WHICH)
    def refer(self, who: int) -> None:
        self.now.now += timedelta(minutes=1)
        a_referral(self.database, self.near, person_id=self.people[who % len(self.people)])

    @rule(which=WHICH, worker=WORKERS)
    def accept(self, which: int, worker: int) -> None:
        entry = Acceptance(owner_id=self.staff[worker])
        self.on(
            "accept",
            self.one(Referral, which, Referral.state == "received"),
            lambda work, found: cases.accept_referral(work, found.id, found.version, entry),
        )

    @rule(which=WHICH, worker=WORKERS)
    def reassign(self, which: int, worker: int) -> None:
        entry = Reassignment(self.staff[worker], WorkerChange.CASELOAD)
        self.on(
            "reassign",
            self.one(CareCase, which),
            lambda work, found: caseload.reassign(work, [(found.id, found.version)], entry),
        )

    @rule(which=WHICH, worker=st.one_of(st.none(), WORKERS))
    def plan(self, which: int, worker: int | None) -> None:
        owner = None if worker is None else self.staff[worker]
        self.on(
            "plan",
            self.one(CareCase, which),
            lambda work, found: actions.add_action(
                work, found.person_id, ActionEntry(text="Ring", due_on=work.today, owner_id=owner, case_id=found.id)
            ),
        )

    @rule(which=WHICH, worker=WORKERS, finish=st.booleans())
    def work_on_action(self, which: int, worker: int, finish: bool) -> None:
        def act(work: Work, found: Action) -> None:
            if found.status == "done":
                actions.reopen_action(work, found.id, found.version)
            elif finish:
                actions.finish_action(work, found.id, found.version)
            else:
                actions.hand_over_action(work, found.id, found.version, owner_id=self.staff[worker])

        self.on("action", self.one(Action, which), act)

    @rule(which=WHICH, worker=WORKERS)
    def close_case(self, which: int, worker: int) -> None:
        def act(work: Work, found: CareCase) -> None:
            left = work.session.scalars(select(Action).where(Action.case_id == found.id, Action.status == "planned"))
            handed = [
                ActionAnswer(one.id, one.version, ActionStatus.TRANSFERRED, "Goes on", self.staff[worker])
                for one in left
            ]
            casework.close_case(work, found.id, found.version, CaseClosing("died", "x", "y"), handed)

        self.on("close case", self.one(CareCase, which, CareCase.status == "open"), act)

    @rule(which=WHICH)
    def close_referral(self, which: int) -> None:
        entry = Closing(ClosingOutcome.MOVED_AWAY, "Moved", summary="Moved")
        self.on(
            "close referral",
            self.one(Referral, which, Referral.state.in_(tuple(OPEN))),
            lambda work, found: course.close_referral(work, found.id, found.version, entry, open_actions=0),
        )

    @rule(which=WHICH, worker=st.one_of(st.none(), WORKERS))
    def reopen(self, which: int, worker: int | None) -> None:
        owner = None if worker is None else self.staff[worker]
        self.on(
            "reopen case",
            self.one(CareCase, which, CareCase.status == "closed"),
            lambda work, found: casework.reopen_case(work, found.id, found.version, owner_id=owner, reason="Again"),
        )
        self.on(
            "reopen referral",
            self.one(Referral, which, Referral.state == "closed"),
            lambda work, found: casework.reopen_referral(work, found.id, found.version, "Again", owner_id=owner),
        )

    @rule(leaver=WORKERS, to=WORKERS, team=st.booleans(), ahead=st.integers(-2, 10))
    def leave(self, leaver: int, to: int, team: bool, ahead: int) -> None:
        def act(work: Work) -> None:
            staff = work.session.get_one(Staff, self.staff[leaver])
            entry = Leaving(
                work.today + timedelta(days=ahead),
                None if team else self.staff[to],
                self.near.team if team else None,
            )
            leaving.leave(work, staff.id, staff.version, entry)

        self.attempt("leave", act)

    @rule(who=WORKERS)
    def stay_or_join(self, who: int) -> None:
        def act(work: Work) -> None:
            staff = work.session.get_one(Staff, self.staff[who])
            organisations.stay(work, staff.id, staff.version)

        self.attempt("stay", act)

    @rule(who=WORKERS)
    def hire(self, who: int) -> None:
        def act(work: Work) -> None:
            made = organisations.add_staff(work, NewStaff("Quist", "Ada", "Link worker", "link_worker"))
            organisations.join_team(work, self.near.team, made, "link_worker", from_on=work.today)
            self.staff[who] = made

        self.attempt("hire", act)

    @rule(which=WHICH, to=WORKERS, accepted=st.booleans())
    def hand_over(self, which: int, to: int, accepted: bool) -> None:
        case = self.one(CareCase, which, CareCase.status == "open")
        if case is None:
            return
        entry = HandoverEntry(
            to_staff_id=self.staff[to],
            to_team_id=self.near.team,
            kind=HandoverKind.PERMANENT,
            effective_from=clock.day(self.now.now),
            situation="s",
            background="b",
            assessment="a",
            recommendation="r",
        )
        self.attempt(
            "hand over", lambda work: service_handover.write_handover(work, case.person_id, entry, case_id=case.id)
        )
        draft = self.one(Handover, which, Handover.status == "draft")
        self.on("offer", draft, lambda work, found: service_handover.offer_handover(work, found.id, found.version))
        offered = self.one(Handover, which, Handover.status == "offered")
        if offered is not None and accepted:
            taker = Actor(offered.to_staff_id, Role.LINK_WORKER, self.near.team)
            self.attempt(
                "take over",
                lambda work: service_handover_answers.accept_handover(
                    work, offered.id, offered.version, risks_read=True
                ),
                actor=taker,
            )

    @rule(one=WHICH, other=WHICH)
    def merge(self, one: int, other: int) -> None:
        first, second = self.people[one % len(self.people)], self.people[other % len(self.people)]

        def act(work: Work) -> None:
            kept, gone = work.session.get_one(Person, first), work.session.get_one(Person, second)
            for person in (kept, gone):
                person.nhs_number = "9990000018"
            gone.family_name, gone.given_name, gone.born_on = kept.family_name, kept.given_name, kept.born_on
            work.session.flush()
            service_merge.merge_people(work, kept.id, kept.version, gone.id, gone.version, "The same person")

        self.attempt("merge", act)

    @rule(which=WHICH, kind=st.sampled_from([CareCase, Action, Referral]))
    def mark_wrong(self, which: int, kind: type[Any]) -> None:
        names = {CareCase: "case", Action: "action", Referral: "referral"}
        self.on(
            "mark",
            self.one(kind, which),
            lambda work, found: mistakes.mark_entered_in_error(work, names[kind], found.id, found.version, "Wrong"),
        )

    @rule(back=st.integers(0, 4))
    def undo(self, back: int) -> None:
        """Any of the last acts, the newest or an older one that nobody has overtaken."""
        if not self.undoable:
            return
        changes = self.undoable.pop(max(0, len(self.undoable) - 1 - back))
        self.attempt("undo", lambda work: restore(work, changes))

    # --- what always holds ---------------------------------------------------------------------------------------

    @invariant()
    def every_open_thing_has_an_owner_who_is_there(self) -> None:
        today = clock.day(self.now.now)
        with self.database.read() as session:
            staff = {one.id: one for one in session.scalars(select(Staff).where(Staff.withdrawn_at.is_(None)))}
            kinds: tuple[tuple[Any, Any, bool], ...] = (
                (CareCase, CareCase.status == "open", True),
                (Referral, Referral.state.in_(tuple(OPEN)), False),
                (Action, Action.status.in_(("planned", "started")), False),
            )
            for model, is_open, needs_worker in kinds:
                for found in session.scalars(select(model).where(model.withdrawn_at.is_(None), is_open)):
                    assert found.team_id is not None
                    assert found.owner_id is not None or not needs_worker
                    if found.owner_id is not None:
                        owner = staff[found.owner_id]
                        assert owner.left_on is None or owner.left_on >= today

    @invariant()
    def the_lists_say_the_same_as_the_records(self) -> None:
        with self.database.read() as session:
            owners = {
                one.id: one.owner_id for one in session.scalars(select(CareCase).where(CareCase.withdrawn_at.is_(None)))
            }
            listed = {one.case_id: one.owner_id for one in session.scalars(select(CaseWork))}
        assert listed == owners

    def teardown(self) -> None:
        with self.database.read() as session:
            found = soundness.look(session, clock.day(self.now.now) + timedelta(days=400))
        assert found.wrong == []


def test_nothing_open_is_ever_without_an_owner(database: Database, now: MovableClock) -> None:
    done = Counter[str]()
    machine = type("OverOneDatabase", (Owners,), {"database": database, "now": now, "done": done})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # The same order of acts at every run: each kind was really done, and not only refused.
    for act in ("accept", "reassign", "plan", "action", "leave", "hire", "undo", "mark", "close referral"):
        assert done[act] > 0, act
