from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from inteam.access import Actor
from inteam.cases import queries, rules, service
from inteam.cases.model import CareCase, CaseEvent
from inteam.cases.rules import CaseClosing, Complexity, Intensity, NewCase, StageMove
from inteam.contacts import casework
from inteam.contacts import service as contacts
from inteam.contacts.rules import ContactEntry, ContactType, Mode
from inteam.errors import ConflictError, InputError
from inteam.needs import actions, closing, queries_actions
from inteam.needs import service as needs
from inteam.needs.rules import (
    Achieved,
    ActionAnswer,
    ActionEntry,
    ActionStatus,
    GoalEntry,
    NeedEntry,
    NeedStatus,
    OutcomeEntry,
)
from inteam.organisations.model import Staff
from inteam.pathways.rules import Facts, StageKind, SuicideRisk
from inteam.referrals.choices import Issue, Source
from inteam.referrals.model import Referral
from inteam.referrals.rules import Acceptance
from inteam.store.database import Database, Session
from tests.conftest import NOW
from tests.inteam.careplans.people import a_person
from tests.inteam.referrals.samples import Neighbourhood, a_referral, neighbourhood, row


@pytest.mark.parametrize(
    ("intensity", "stage", "complexity", "points"),
    [
        # Domain 14.11: complexity 1.5 is two of the five.
        (Intensity.INTENSIVE, StageKind.ACTIVE, {Complexity.SAFEGUARDING, Complexity.INTERPRETER}, "3.000"),
        (Intensity.STANDARD, StageKind.ACTIVE, set(), "1.000"),
        (Intensity.LIGHT, StageKind.WAITING, set(), "0.125"),
        (Intensity.STANDARD, StageKind.MAINTENANCE, set(Complexity), "1.000"),  # 2.25 is capped at 2
        (Intensity.INTENSIVE, StageKind.CLOSED, set(Complexity), "0"),
    ],
)
def test_points_are_intensity_times_stage_times_complexity(
    intensity: Intensity, stage: StageKind, complexity: set[Complexity], points: str
) -> None:
    assert rules.caseload_points(intensity, stage, complexity) == Decimal(points)


def test_the_three_cases_of_the_domain_weigh_4_125_together() -> None:
    two = {Complexity.HOMELESS, Complexity.MANY_NEEDS}
    total = (
        rules.caseload_points(Intensity.INTENSIVE, StageKind.ACTIVE, two)
        + rules.caseload_points(Intensity.STANDARD, StageKind.ACTIVE, set())
        + rules.caseload_points(Intensity.LIGHT, StageKind.WAITING, set())
    )
    assert total == Decimal("4.125")


def rafiq(database: Database, near: Neighbourhood) -> UUID:
    with database.write(near.actor) as work:
        return a_person(work, "Uddin", "Rafiq", nhs_number="9990000239").id


def opened(database: Database, near: Neighbourhood, person_id: UUID, key: str = "social_prescribing") -> UUID:
    with database.write(near.actor) as work:
        return service.open_case(work, NewCase(person_id, near.team, near.priya, key))


def case(database: Database, case_id: UUID) -> CareCase:
    return row(database, CareCase, case_id)


def meet(database: Database, near: Neighbourhood, person_id: UUID) -> None:
    entry = ContactEntry(
        person_id=person_id, type=ContactType.DIRECT, mode=Mode.PHONE, duration_min=25, summary="Met.", no_action=True
    )
    with database.write(near.actor) as work:
        contacts.log_contact(work, entry)


def test_a_case_keeps_the_key_and_version_of_its_pathway(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    opened(database, near, person)
    with database.read() as session:
        found = queries.cases_of_person(session, person)
    assert [(c.pathway_key, c.pathway_version, c.stage, c.owner_name) for c in found] == [
        ("social_prescribing", 1, "waiting", "Priya Nair")
    ]


def test_a_case_is_never_opened_without_owner_or_with_one_who_has_left(local_database: Database) -> None:
    near = neighbourhood(local_database)
    person = rafiq(local_database, near)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        service.open_case(work, NewCase(person, near.team, None, "social_prescribing"))
    assert refused.value.problems == {"owner_id": "required"}
    with local_database.write(near.actor) as work:
        work.session.get_one(Staff, near.hana).left_on = work.today - timedelta(days=1)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        service.open_case(work, NewCase(person, near.team, near.hana, "social_prescribing"))
    assert refused.value.problems == {"owner_id": "owner_left"}


def events(session: Session, person_id: UUID) -> list[CaseEvent]:
    """The steps of a person's cases."""
    return list(session.scalars(select(CaseEvent).where(CaseEvent.person_id == person_id)))


def test_accepting_a_referral_opens_a_case_and_a_second_one_joins_it(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    first = a_referral(database, near, person_id=person)
    second = a_referral(database, near, person_id=person, source=Source.HOUSING)
    with database.write(near.actor) as work:
        case_id = service.accept_referral(work, first, 1, Acceptance(near.priya))
    with database.write(near.actor) as work:
        assert service.accept_referral(work, second, 1, Acceptance(near.tom)) == case_id
    with database.read() as session:
        assert len(queries.cases_of_person(session, person)) == 1
        kinds = sorted(event.kind for event in events(session, person))
        assert queries.open_cases_by_owner(session, [near.priya, near.tom]) == {near.priya: 2, near.tom: 0}
    assert kinds == ["opened", "referral_joined"]
    # One person answers for both.
    assert row(database, Referral, second).owner_id == near.priya


def test_accepting_without_a_pathway_is_refused_and_leaves_the_referral_as_it_was(local_database: Database) -> None:
    near = neighbourhood(local_database)
    referral_id = a_referral(local_database, near, pathway_key=None)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        service.accept_referral(work, referral_id, 1, Acceptance(near.priya))
    assert refused.value.problems == {"pathway_key": "required"}
    assert row(local_database, Referral, referral_id).state == "received"


def test_a_contact_before_acceptance_makes_the_referral_active_when_it_is_accepted(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    referral_id = a_referral(database, near, person_id=person, received_at=NOW - timedelta(days=1))
    meet(database, near, person)
    assert row(database, Referral, referral_id).state == "received"
    with database.write(near.actor) as work:
        service.accept_referral(work, referral_id, row(database, Referral, referral_id).version, Acceptance(near.priya))
    assert row(database, Referral, referral_id).state == "active"


def test_the_first_meaningful_contact_ends_the_wait_of_case_and_referral(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    referral_id = a_referral(database, near, person_id=person)
    with database.write(near.actor) as work:
        case_id = service.accept_referral(work, referral_id, 1, Acceptance(near.priya))
    assert case(database, case_id).stage == "waiting"
    meet(database, near, person)
    assert case(database, case_id).stage == "active"
    assert row(database, Referral, referral_id).state == "active"


def test_a_gambling_case_does_not_move_by_itself_because_its_question_must_be_asked(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    case_id = opened(database, near, person, "gambling_support")
    meet(database, near, person)
    assert case(database, case_id).stage == "identified"
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        casework.move_case(work, case_id, 1, StageMove("screened"))
    assert refused.value.problems == {"suicide_risk": "risk_not_asked"}
    with database.write(near.actor) as work:
        casework.move_case(work, case_id, 1, StageMove("screened", suicide_risk=SuicideRisk.NO_THOUGHTS))
    with database.read() as session:
        moved = [event for event in events(session, person) if event.kind == "stage_moved"]
    assert [(e.from_value, e.to_value, e.suicide_risk) for e in moved] == [("identified", "screened", "no_thoughts")]
    assert case(database, case_id).stage == "screened"


def test_thoughts_of_suicide_at_a_stage_change_make_an_action_for_today(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    case_id = opened(database, near, person, "gambling_support")
    meet(database, near, person)
    move = StageMove("screened", suicide_risk=SuicideRisk.THOUGHTS_NO_PLAN, safety_plan="Ring the crisis team with him")
    with database.write(near.actor) as work:
        casework.move_case(work, case_id, 1, move)
    with database.read() as session:
        found = queries_actions.open_actions(session, owner_id=near.priya)
    assert [(a.text, a.due_on, a.priority) for a in found] == [("Ring the crisis team with him", date(2026, 11, 19), 1)]


def test_a_move_that_lacks_what_the_pathway_asks_is_refused(local_database: Database) -> None:
    near = neighbourhood(local_database)
    person = rafiq(local_database, near)
    case_id = opened(local_database, near, person, "complex_care")
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        casework.move_case(work, case_id, 1, StageMove("assessment"))
    assert refused.value.problems == {"": "meaningful_contact_needed"}
    meet(local_database, near, person)
    assert case(local_database, case_id).stage == "assessment"
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        casework.move_case(work, case_id, case(local_database, case_id).version, StageMove("active"))
    assert refused.value.problems == {"": "need_needed", "review_on": "required"}


def test_the_second_of_two_moves_is_told_of_the_first(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    case_id = opened(database, near, person)
    with database.write(near.actor) as work:
        service.move_stage(work, case_id, 1, StageMove("active"), Facts(meaningful_contact=True))
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service.move_stage(work, case_id, 1, StageMove("active"), Facts(meaningful_contact=True))


def test_a_new_owner_takes_the_referral_too(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    referral_id = a_referral(database, near, person_id=person)
    with database.write(near.actor) as work:
        case_id = service.accept_referral(work, referral_id, 1, Acceptance(near.priya))
    with database.write(near.actor) as work:
        service.change_owner(work, case_id, case(database, case_id).version, near.tom, "Works on Fridays")
    assert case(database, case_id).owner_id == near.tom
    assert row(database, Referral, referral_id).owner_id == near.tom
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        service.change_owner(work, case_id, case(database, case_id).version, None, "")
    assert refused.value.problems == {"owner_id": "owner_needed"}


def worked_on(database: Database, near: Neighbourhood, person: UUID) -> tuple[UUID, UUID]:
    """A case with a need, a goal, an outcome and one open action; gives case and action."""
    referral_id = a_referral(database, near, person_id=person)
    with database.write(near.actor) as work:
        case_id = service.accept_referral(work, referral_id, 1, Acceptance(near.priya))
    meet(database, near, person)
    with database.write(near.actor) as work:
        need_id = needs.add_need(work, person, NeedEntry(Issue.LONELINESS_ISOLATION, "I see nobody", case_id=case_id))
        goal_id = needs.add_goal(work, need_id, GoalEntry("Get out twice a week"))
        needs.record_outcome(work, goal_id, 1, OutcomeEntry(Achieved.YES, "Goes to the lunch club"))
        needs.answer_need(work, need_id, 1, NeedStatus.MET)
        entry = ActionEntry("Ring the club", date(2026, 12, 1), near.priya, case_id=case_id, need_id=need_id)
        action_id = actions.add_action(work, person, entry)
    return case_id, action_id


def test_a_case_closes_only_when_each_open_action_is_answered(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    case_id, action_id = worked_on(database, near, person)
    entry = CaseClosing("needs_met", "All done", "She goes out again.")
    version = case(database, case_id).version
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        casework.close_case(work, case_id, version, entry)
    assert refused.value.problems == {"": "actions_open"}
    answer = ActionAnswer(action_id, 1, ActionStatus.CANCELLED, "No longer needed")
    with database.write(near.actor) as work:
        casework.close_case(work, case_id, version, entry, [answer])
    closed = case(database, case_id)
    assert (closed.status, closed.stage, closed.outcome, closed.closed_on) == (
        "closed",
        "closed",
        "needs_met",
        date(2026, 11, 19),
    )
    assert closed.referral_id is not None
    referral = row(database, Referral, closed.referral_id)
    assert (referral.state, referral.outcome, referral.closing_summary) == (
        "closed",
        "needs_met",
        "She goes out again.",
    )


def test_a_transferred_action_stays_open_under_its_new_owner(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    case_id, action_id = worked_on(database, near, person)
    answer = ActionAnswer(action_id, 1, ActionStatus.TRANSFERRED, "Goes on as housing work", near.tom)
    with database.write(near.actor) as work:
        entry = CaseClosing("needs_met", "All done", "She goes out again.")
        casework.close_case(work, case_id, case(database, case_id).version, entry, [answer])
    with database.read() as session:
        assert [a.id for a in queries_actions.open_actions(session, owner_id=near.tom)] == [action_id]


def test_a_closed_case_can_be_reopened_under_an_owner(database: Database) -> None:
    near = neighbourhood(database)
    person = rafiq(database, near)
    case_id = opened(database, near, person)
    with database.write(near.actor) as work:
        casework.close_case(work, case_id, 1, CaseClosing("moved_away", "To Leeds", "Before we met."))
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        service.reopen_case(work, case_id, case(database, case_id).version, owner_id=None, reason="Came back")
    assert refused.value.problems == {"owner_id": "owner_needed"}
    with database.write(near.actor) as work:
        service.reopen_case(work, case_id, case(database, case_id).version, owner_id=near.tom, reason="Came back")
    found = case(database, case_id)
    assert (found.status, found.stage, found.owner_id, found.outcome) == ("open", "active", near.tom, None)


def test_an_outcome_that_the_stage_does_not_allow_is_refused(local_database: Database) -> None:
    near = neighbourhood(local_database)
    case_id = opened(local_database, near, rafiq(local_database, near))
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        casework.close_case(work, case_id, 1, CaseClosing("needs_met", "x", "y"))
    assert refused.value.problems == {"outcome": "no_such_outcome"}


def test_who_leaves_is_told_what_they_still_answer_for(database: Database) -> None:
    near = neighbourhood(database)
    worked_on(database, near, rafiq(database, near))
    with database.write(near.actor) as work:
        assert closing.open_work_of(work, near.priya) == {"cases": 2, "referrals": 1, "actions": 1, "onward": 0}
        assert closing.open_work_of(work, near.hana) == {"cases": 0, "referrals": 0, "actions": 0, "onward": 0}


def test_nobody_leaves_with_open_work(database: Database, actor: Actor) -> None:
    near = neighbourhood(database)
    version = row(database, Staff, near.priya).version
    with pytest.raises(InputError) as refused, database.write(actor) as work:
        closing.leave(work, near.priya, version, date(2026, 12, 31))
    assert refused.value.problems == {"left_on": "open_work"}
    with database.write(near.actor) as work:
        service.change_owner(work, near.case, 1, near.tom, "Priya leaves")
    with database.write(actor) as work:
        closing.leave(work, near.priya, version, date(2026, 12, 31))
    assert row(database, Staff, near.priya).left_on == date(2026, 12, 31)


def test_entered_values_do_not_overwrite_what_the_record_says() -> None:
    facts = rules.with_move(Facts(open_needs=2, meaningful_contact=True), StageMove("active", reason="Well"))
    assert (facts.open_needs, facts.meaningful_contact, facts.reason) == (2, True, "Well")
    assert replace(facts, reason="") == Facts(open_needs=2, meaningful_contact=True)
