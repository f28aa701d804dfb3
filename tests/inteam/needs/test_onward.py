"""Sending a person's details on to a provider, on both databases: each step, who answers, and who asks after it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from inteam.access import Actor, Role
from inteam.caseload import leaving
from inteam.caseload import service as caseload
from inteam.caseload.my_list import my_list
from inteam.caseload.service import Reassignment
from inteam.cases import service as cases
from inteam.cases.model import CareCase, CaseReferral
from inteam.errors import ConflictError, InputError
from inteam.meetings import service_handover_answers
from inteam.meetings.queries_person import gather
from inteam.meetings.summaries import Reader, paper
from inteam.needs import actions, onward, queries_actions, queries_onward
from inteam.needs.model import Action
from inteam.needs.model_onward import OnwardEvent, OnwardReferral
from inteam.needs.owners import open_work_of
from inteam.needs.queries_actions import ActionRow
from inteam.needs.queries_onward import OnwardRow
from inteam.needs.rules import ActionStatus
from inteam.needs.rules_onward import OnwardOutcome, OnwardState, Step
from inteam.organisations.model import Staff
from inteam.people import service_death, service_protection
from inteam.people.access_needs import Need
from inteam.people.choices import WorkerChange
from inteam.people.model import Person
from inteam.people.service_protection import AccessNeedEntry
from inteam.referrals.choices import Agreement, Refusal, Urgency
from inteam.referrals.model import ReferralClock
from inteam.referrals.rules import Acceptance
from inteam.store.database import Changes, Database
from inteam.store.undo import restore
from inteam.timeline import deaths, mistakes
from inteam.timeline.queries import timeline
from tests.conftest import MovableClock
from tests.inteam.meetings.test_handover import offered, tom
from tests.inteam.meetings.test_handover import version as handover_version
from tests.inteam.needs.test_onward_rules import ENTRY
from tests.inteam.referrals.samples import Neighbourhood, a_referral, neighbourhood, row, version

TODAY = date(2026, 11, 19)  # a Thursday
BOOKED = Step(OnwardState.BOOKED, booked_for=datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
DECLINED = Step(OnwardState.DECLINED, reason=Refusal.CAPACITY_CLOSED, note="No room before March")
OUTCOME = Step(OnwardState.OUTCOME_RECEIVED, outcome=OnwardOutcome.NEEDS_MET, note="Debt relief order granted")


def sent(database: Database, near: Neighbourhood, **changes: object) -> UUID:
    entry = replace(ENTRY, team_id=None, owner_id=near.priya, **changes)  # type: ignore[arg-type]  # (what a test names)
    with database.write(near.actor) as work:
        return onward.send_onward(work, near.margaret, entry)


def at(database: Database, onward_id: UUID) -> int:
    """The version of one as it stands."""
    return row(database, OnwardReferral, onward_id).version


def step(database: Database, near: Neighbourhood, onward_id: UUID, *steps: Step | OnwardState) -> Changes:
    for one in steps:
        taken = one if isinstance(one, Step) else Step(one)
        with database.write(near.actor) as work:
            onward.take_step(work, onward_id, at(database, onward_id), taken)
    return work.changes


def of_margaret(database: Database, near: Neighbourhood) -> list[OnwardRow]:
    with database.read() as session:
        return queries_onward.onward_of_person(session, [near.margaret], today=TODAY)


def asked(database: Database, near: Neighbourhood) -> list[ActionRow]:
    with database.read() as session:
        return queries_actions.actions_of_person(session, near.margaret, only_open=True)


def a_case(database: Database, near: Neighbourhood) -> tuple[UUID, UUID]:
    """A case on an accepted referral: (case, referral)."""
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        entry = Acceptance(near.priya, "social_prescribing")
        cases.accept_referral(work, referral_id, version(database, referral_id), entry)
    with database.read() as session:
        statement = select(CaseReferral.case_id).where(CaseReferral.referral_id == referral_id)
        return session.scalars(statement).one(), referral_id


def c6(database: Database) -> list[tuple[object, ...]]:
    with database.read() as session:
        statement = select(
            ReferralClock.started_on,
            ReferralClock.stopped_on,
            ReferralClock.calendar_days,
            ReferralClock.working_days,
        ).where(ReferralClock.clock == "onward_contact", ReferralClock.withdrawn_at.is_(None))
        return [tuple(found) for found in session.execute(statement)]


def test_one_goes_from_sent_to_its_outcome_and_keeps_each_step(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    step(database, near, onward_id, OnwardState.ACKNOWLEDGED, OnwardState.ACCEPTED, BOOKED, OnwardState.SEEN, OUTCOME)
    (found,) = of_margaret(database, near)
    assert (found.state, found.outcome, found.outcome_note) == (
        "outcome_received",
        "needs_met",
        "Debt relief order granted",
    )
    assert (found.provider_name, found.owner_name, found.is_open) == ("Citizens Advice", "Priya Nair", False)
    with database.read() as session:
        steps = queries_onward.onward_steps(session, onward_id)
    assert [one.to_state for one in steps] == ["sent", "acknowledged", "accepted", "booked", "seen", "outcome_received"]
    assert {one.by for one in steps} == {"Priya Nair"}
    assert asked(database, near) == []


def test_one_that_nobody_acknowledges_is_chased_after_five_working_days(database: Database, now: MovableClock) -> None:
    near = neighbourhood(database)
    sent(database, near)
    (action,) = asked(database, near)
    assert (action.text, action.due_on) == ("Ask Citizens Advice whether the referral arrived", date(2026, 11, 26))
    assert action.owner_name == "Priya Nair"
    now.now += timedelta(days=8)
    with database.read() as session:
        listed = [task for task in my_list(session, near.actor, now.now) if task.action_id == action.id]
    assert [(task.group.value, task.due_on) for task in listed] == [("overdue", date(2026, 11, 26))]


def test_an_acknowledgement_closes_the_chase(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    (before,) = asked(database, near)
    step(database, near, onward_id, OnwardState.ACKNOWLEDGED)
    assert row(database, Action, before.id).status == "done"
    (after,) = asked(database, near)
    assert (after.text, after.due_on) == ("Ask Citizens Advice whether they accept the referral", date(2026, 12, 3))


def test_a_chase_that_is_ticked_is_asked_again_later(database: Database, now: MovableClock) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    (action,) = asked(database, near)
    now.now += timedelta(days=7)
    with database.write(near.actor) as work:
        actions.finish_action(work, action.id, action.version)
    (again,) = asked(database, near)
    assert (again.text, again.due_on) == (action.text, date(2026, 12, 3))
    assert row(database, OnwardReferral, onward_id).state == "sent"
    with database.read() as session:
        assert [one.reason for one in queries_onward.onward_steps(session, onward_id)] == [None, "chased"]


def test_a_chase_can_be_noted_and_the_next_is_planned(local_database: Database, now: MovableClock) -> None:
    near = neighbourhood(local_database)
    onward_id = sent(local_database, near)
    now.now += timedelta(days=1)
    with local_database.write(near.actor) as work:
        onward.chase(work, onward_id, at(local_database, onward_id), note="Left word with Ann")
    (action,) = asked(local_database, near)
    assert action.due_on == date(2026, 11, 27)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        onward.chase(work, onward_id, at(local_database, onward_id), on=TODAY)
    assert refused.value.problems == {"on": "onward_before_last"}


def test_a_refusal_stays_on_the_list_until_the_person_has_been_told(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    step(database, near, onward_id, DECLINED)
    (found,) = of_margaret(database, near)
    assert (found.state, found.state_reason, found.is_open) == ("declined", "capacity_closed", True)
    (action,) = asked(database, near)
    assert action.text == "Tell the person that Citizens Advice declined, and agree what comes next"
    assert action.due_on == date(2026, 11, 20)
    with database.write(near.actor) as work:
        actions.finish_action(work, action.id, action.version)
    assert [one.state for one in of_margaret(database, near)] == ["person_told"]
    assert asked(database, near) == []


def test_after_an_appointment_somebody_asks_whether_it_took_place(local_database: Database) -> None:
    near = neighbourhood(local_database)
    step(local_database, near, sent(local_database, near, urgency=Urgency.URGENT), BOOKED)
    (action,) = asked(local_database, near)
    assert (action.due_on, action.priority) == (date(2026, 11, 30), 1)  # the 27th is a Friday


def test_a_late_answer_takes_up_what_had_ended(local_database: Database) -> None:
    near = neighbourhood(local_database)
    onward_id = sent(local_database, near)
    step(local_database, near, onward_id, Step(OnwardState.NO_RESPONSE, note="Rang three times"))
    assert asked(local_database, near) == []
    step(local_database, near, onward_id, OnwardState.ACCEPTED)
    assert [one.text for one in asked(local_database, near)] == ["Ask Citizens Advice when the first appointment is"]


def test_clock_c6_runs_from_the_first_sent_to_the_first_seen(database: Database) -> None:
    near = neighbourhood(database)
    case_id, _ = a_case(database, near)
    early = sent(database, near, case_id=case_id, sent_on=date(2026, 11, 9))
    late = sent(database, near, case_id=case_id, sent_on=date(2026, 11, 12), provider_name="Age UK")
    assert c6(database) == [(date(2026, 11, 9), None, None, None)]
    step(database, near, late, Step(OnwardState.SEEN, date(2026, 11, 18)))
    assert c6(database) == [(date(2026, 11, 9), date(2026, 11, 18), 9, 7)]
    assert row(database, OnwardReferral, late).working_days == 4
    with database.write(near.actor) as work:
        mistakes.mark_entered_in_error(work, "onward", early, at(database, early), "Wrong person")
    assert c6(database) == [(date(2026, 11, 12), date(2026, 11, 18), 6, 4)]
    with database.write(near.actor) as work:
        onward.withdraw_onward(work, late, at(database, late), "Wrong person")
    assert c6(database) == []


def test_what_was_entered_in_error_leaves_with_its_steps_and_its_chase(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    with database.write(near.actor) as work:
        mistakes.mark_entered_in_error(work, "onward", onward_id, at(database, onward_id), "Wrong person")
    assert of_margaret(database, near) == []
    assert asked(database, near) == []
    with database.read() as session:
        assert [one.kind for one in timeline(session, [near.margaret]) if one.kind == "onward"] == []
    with database.write(near.actor) as back:
        restore(back, work.changes)
    assert [one.state for one in of_margaret(database, near)] == ["sent"]
    assert len(asked(database, near)) == 1


def test_each_step_can_be_undone(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    changes = step(database, near, onward_id, OnwardState.ACKNOWLEDGED)
    with database.write(near.actor) as work:
        restore(work, changes)
    assert [one.state for one in of_margaret(database, near)] == ["sent"]
    assert [one.text for one in asked(database, near)] == ["Ask Citizens Advice whether the referral arrived"]


def test_a_second_worker_sees_the_first_ones_step_before_taking_another(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    read_at = at(database, onward_id)
    step(database, near, onward_id, OnwardState.ACKNOWLEDGED)
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        onward.take_step(work, onward_id, read_at, DECLINED)
    assert row(database, OnwardReferral, onward_id).state == "acknowledged"


def test_recorded_access_needs_are_in_every_onward_referral(database: Database) -> None:
    near = neighbourhood(database)
    with database.write(near.actor) as work:
        entry = AccessNeedEntry(Need.LARGE_PRINT_20)
        service_protection.record_access_need(work, near.margaret, entry)
    sent(database, near)
    assert [one.access_needs for one in of_margaret(database, near)] == ["Needs: 20 pt large print"]


def test_nothing_leaves_without_agreement_or_for_somebody_who_has_died(local_database: Database) -> None:
    near = neighbourhood(local_database)
    with pytest.raises(InputError) as refused:
        sent(local_database, near, person_agrees=Agreement.NOT_ASKED)
    assert refused.value.problems == {"person_agrees": "onward_not_agreed"}
    with local_database.write(near.actor) as work:
        service_death.report_death(work, near.margaret, row(local_database, Person, near.margaret).version)
    with pytest.raises(InputError) as refused:
        sent(local_database, near)
    assert list(refused.value.problems.values()) == ["onward_died"]
    assert of_margaret(local_database, near) == []


def test_a_confirmed_death_cancels_what_is_open_and_leaves_the_provider_to_be_told(database: Database) -> None:
    near = neighbourhood(database)
    sent(database, near)
    with database.write(near.actor) as work:
        found = row(database, Person, near.margaret)
        deaths.confirm_death(work, near.margaret, found.version, died_on=TODAY)
    assert [(one.state, one.state_reason) for one in of_margaret(database, near)] == [("cancelled", "died")]
    assert [one.text for one in asked(database, near)] == ["Tell Citizens Advice that the person has died"]


def test_the_owner_cannot_leave_while_one_is_open_and_hands_it_over_with_the_rest(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    with database.write(near.actor) as work:
        assert open_work_of(work, near.priya)["onward"] == 1
        assert leaving.count_held(work, near.priya)[leaving.Kind.ONWARD] == 1
        onward.hand_over_onward(work, onward_id, at(database, onward_id), owner_id=near.tom)
    assert [one.owner_name for one in of_margaret(database, near)] == ["Tom Okafor"]


def test_what_was_sent_can_be_corrected_until_it_ends(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    entry = replace(ENTRY, team_id=None, provider_name="Age UK", owner_id=near.tom)
    with database.write(near.actor) as work:
        onward.change_onward(work, onward_id, at(database, onward_id), entry)
    (action,) = asked(database, near)
    assert (action.text, action.owner_name) == ("Ask Age UK whether the referral arrived", "Tom Okafor")
    step(database, near, onward_id, Step(OnwardState.CANCELLED, reason="moved_away"))
    with pytest.raises(InputError), database.write(near.actor) as work:
        onward.change_onward(work, onward_id, at(database, onward_id), entry)


def test_a_case_that_closes_leaves_the_chase_to_its_owner_outside_it(local_database: Database) -> None:
    near = neighbourhood(local_database)
    case_id, _ = a_case(local_database, near)
    sent(local_database, near, case_id=case_id)
    (action,) = asked(local_database, near)
    assert action.case_id == case_id
    with local_database.write(near.actor) as work:
        actions.finish_action(work, action.id, action.version, ActionStatus.DONE, case_goes_on=False)
    (again,) = asked(local_database, near)
    assert again.case_id is None


def test_the_timeline_tells_each_step(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    step(database, near, onward_id, DECLINED)
    with database.read() as session:
        told = {(one.code, one.detail, one.text) for one in timeline(session, [near.margaret]) if one.kind == "onward"}
    assert told == {
        ("sent", "Citizens Advice", "Debts of two catalogues"),
        ("declined", "Citizens Advice", "No room before March"),
    }


def test_steps_keep_their_order(local_database: Database) -> None:
    near = neighbourhood(local_database)
    onward_id = sent(local_database, near)
    step(local_database, near, onward_id, OnwardState.ACKNOWLEDGED, OnwardState.ACCEPTED)
    with local_database.read() as session:
        found = session.scalars(select(OnwardEvent.position).order_by(OnwardEvent.position)).all()
    assert found == [1, 2, 3]


def test_a_paper_says_what_is_open_and_of_a_sensitive_person_without_the_provider(database: Database) -> None:
    near = neighbourhood(database)
    step(database, near, sent(database, near, provider_name="Age UK"), OnwardState.SEEN, OUTCOME)
    step(database, near, sent(database, near), OnwardState.ACKNOWLEDGED)
    assert on_paper(database, near) == ("Citizens Advice, acknowledged 19-Nov-2026",)
    with database.write(near.actor) as work:
        work.session.get_one(Person, near.margaret).confidentiality = "sensitive"
    assert on_paper(database, near) == ("Money, debt, benefits, acknowledged 19-Nov-2026",)


def on_paper(database: Database, near: Neighbourhood) -> tuple[str, ...]:
    with database.read() as session:
        rows = gather(session, [near.margaret])[near.margaret]
    return paper(rows, Reader(TODAY)).onward


def test_what_was_referred_on_changes_hands_with_its_case(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near, case_id=near.case)
    with database.write(near.actor) as work:
        made = offered(work, near)
    assert [one.owner_name for one in of_margaret(database, near)] == ["Priya Nair"]
    with database.write(tom(near)) as work:
        service_handover_answers.accept_handover(work, made, handover_version(work, made), risks_read=True)
    assert [one.owner_name for one in of_margaret(database, near)] == ["Tom Okafor"]
    assert [one.owner_name for one in asked(database, near)] == ["Tom Okafor"]
    with database.write(near.actor) as work:
        case = work.session.get_one(CareCase, near.case)
        entry = Reassignment(near.hana, WorkerChange.CASELOAD)
        caseload.reassign(work, [(near.case, case.version)], entry)
    assert row(database, OnwardReferral, onward_id).owner_id == near.hana


def test_a_leaver_hands_over_what_was_referred_on_with_the_rest(database: Database) -> None:
    near = neighbourhood(database)
    onward_id = sent(database, near)
    manager = Actor(near.bello, Role.MANAGER, near.team, near.actor.organisation_id, "Sade Bello")
    with database.write(manager) as work:
        staff = work.session.get_one(Staff, near.priya)
        counts = leaving.leave(work, near.priya, staff.version, leaving.Leaving(TODAY, staff_id=near.tom))
    assert counts[leaving.Kind.ONWARD] == 1
    found = row(database, OnwardReferral, onward_id)
    assert found.owner_id == near.tom
    assert [one.owner_name for one in asked(database, near)] == ["Tom Okafor"]
