"""The whole record at one look, on both databases."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from inteam.access import Actor, Role
from inteam.careplans import service_parts
from inteam.careplans.model import CarePlan
from inteam.careplans.rules import Section
from inteam.contacts import service as contacts
from inteam.contacts.rules import ContactEntry, ContactType, HowItWent, Mode
from inteam.needs import actions
from inteam.needs import service as needs
from inteam.needs.rules import ActionEntry, ActionStatus, GoalEntry, NeedEntry
from inteam.organisations.model import Staff, Team
from inteam.people import service, service_circle, service_merge, service_protection
from inteam.people.entries import PersonEntry
from inteam.people.model import Person, Risk
from inteam.people.service_circle import SharingEntry
from inteam.people.service_protection import AccessNeedEntry, RiskEntry
from inteam.referrals import course
from inteam.referrals import service as referrals
from inteam.referrals.choices import Issue
from inteam.referrals.model import Referral
from inteam.referrals.rules import Acceptance
from inteam.store.base import find, require
from inteam.store.database import Database
from inteam.timeline.overview import overview
from inteam.timeline.queries import CHANGES, CONTACTS, Entry, timeline
from tests.conftest import MovableClock
from tests.inteam.referrals.samples import a_referral, neighbourhood

ME, TEAM = UUID(int=0x5AFF), UUID(int=0x7EA)
ACTOR = Actor(ME, Role.LINK_WORKER, team_id=TEAM, name="Priya Nair")
VCSE = Actor(ME, Role.VCSE_WORKER, team_id=TEAM, name="Priya Nair")
MARGARET = PersonEntry("Pemberton", "Margaret", born_on=date(1957, 3, 14), nhs_number="9990000018")
TODAY = date(2026, 11, 19)


@pytest.fixture
def margaret(database: Database) -> UUID:
    with database.write(ACTOR) as work:
        job = {"job_title": "link worker", "role": "link_worker"}
        work.session.add(Staff(id=ME, family_name="Nair", given_name="Priya", sort_key="nair priya", **job))
        team = {"name": "Harbour Vale INT", "sort_key": "harbour vale int", "kind": "personalised_care_team"}
        work.session.add(Team(id=TEAM, from_on=date(2026, 1, 1), **team))
        work.session.flush()
        return service.register_person(work, MARGARET, usual_worker_id=ME)


def log(database: Database, person_id: UUID, summary: str, due_on: date = TODAY + timedelta(weeks=1)) -> UUID:
    entry = ContactEntry(
        person_id=person_id,
        type=ContactType.DIRECT,
        mode=Mode.PHONE,
        duration_min=15,
        summary=summary,
        quick_code=HowItWent.REACHED,
        next_action=ActionEntry(f"After {summary}", due_on, ME),
    )
    with database.write(ACTOR) as work:
        return contacts.log_contact(work, entry)


def entries(database: Database, *people: UUID, **more: object) -> list[Entry]:
    with database.read() as session:
        return timeline(session, list(people), **more)  # type: ignore[arg-type]  # (what a test names)


def test_everything_stands_in_the_order_of_time(database: Database, margaret: UUID, now: MovableClock) -> None:
    now.now += timedelta(days=1)
    log(database, margaret, "first call")
    now.now += timedelta(days=1)
    with database.write(ACTOR) as work:
        service_protection.record_risk(work, margaret, RiskEntry("Falls at home", "high"))
    now.now += timedelta(days=1)
    log(database, margaret, "second call", TODAY + timedelta(weeks=2))
    found = entries(database, margaret)
    assert [(one.kind, one.text) for one in found] == [
        ("contact", "second call"),
        ("risk", "Falls at home"),
        ("contact", "first call"),
        ("worker", None),
    ]
    assert (found[0].by, found[0].minutes, found[0].code) == ("Priya Nair", 15, "phone")
    assert found[3].detail == "Priya Nair"


def test_pages_follow_on_without_a_gap_or_a_repeat(database: Database, margaret: UUID, now: MovableClock) -> None:
    for number in range(7):
        now.now += timedelta(hours=5)
        log(database, margaret, f"call {number}")
    whole = entries(database, margaret)
    paged: list[Entry] = []
    while page := entries(database, margaret, after=paged[-1].key if paged else None, limit=3):
        paged += page
    assert paged == whole
    assert len(whole) == 8


def a_plan(person_id: UUID, team: UUID, worker: UUID) -> CarePlan:
    plan = CarePlan(person_id=person_id, number=1, kind="pcsp", status="active", team_id=team, lead_worker_id=worker)
    plan.agreed_on = TODAY
    return plan


def test_what_has_a_day_and_no_time_stands_where_it_was_written_down(database: Database, now: MovableClock) -> None:
    """The newest first: a plan agreed at noon stands above the morning's referral."""
    near = neighbourhood(database)
    a_referral(database, near)
    now.now += timedelta(hours=2)
    with database.write(near.actor) as work:
        work.session.add(a_plan(near.margaret, near.team, near.priya))
    now.now += timedelta(hours=2)
    with database.write(near.actor) as work:
        service.set_usual_worker(work, near.margaret, near.tom, reason="request")
    found = entries(database, near.margaret)
    assert [(one.kind, one.timed) for one in found] == [("worker", True), ("plan", False), ("referral", True)]


def test_what_was_written_down_later_stands_at_its_days_end_in_its_natural_order(
    database: Database, margaret: UUID, now: MovableClock
) -> None:
    log(database, margaret, "a call of that day")
    now.now += timedelta(days=3)
    with database.write(ACTOR) as work:
        work.session.add(a_plan(margaret, TEAM, ME))
        entry = SharingEntry("see_record", "agreed", category="vcse", basis="explicit_consent", given_on=TODAY)
        service_circle.record_sharing(work, margaret, entry)
    found = [one for one in entries(database, margaret) if one.kind != "worker"]
    assert [one.kind for one in found] == ["plan", "sharing", "contact"]
    assert {one.day for one in found} == {TODAY}


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_of_days_without_times_follow_on_without_a_gap_or_a_repeat(
    database: Database, margaret: UUID, now: MovableClock, limit: int
) -> None:
    log(database, margaret, "a call")
    for hours in range(6):
        now.now += timedelta(hours=2)
        with database.write(ACTOR) as work:  # five of them of one day, in an order that their ids do not know
            for back in (0, 1):
                risk = Risk(person_id=margaret, kind="general", title=f"{hours} {back}", level="low", status="open")
                risk.raised_on, risk.raised_by_id = TODAY - timedelta(days=back), ME
                work.session.add(risk)
    whole = entries(database, margaret)
    assert len(whole) == 14
    paged: list[Entry] = []
    while page := entries(database, margaret, after=paged[-1].key if paged else None, limit=limit):
        paged += page
    assert paged == whole
    assert [one.text for one in whole if one.day == TODAY and one.kind == "risk"] == [
        f"{n} 0" for n in (5, 4, 3, 2, 1, 0)
    ]


def test_contacts_and_changes_are_told_apart(database: Database, margaret: UUID) -> None:
    log(database, margaret, "a call")
    assert [one.kind for one in entries(database, margaret, only=CONTACTS)] == ["contact"]
    assert [one.kind for one in entries(database, margaret, only=CHANGES)] == ["worker"]


def test_a_safeguarding_risk_stands_there_without_its_words(database: Database, margaret: UUID) -> None:
    with database.write(ACTOR) as work:
        entry = RiskEntry("Partner controls money", "high", kind="safeguarding", safeguarding_type="domestic_abuse")
        service_protection.record_risk(work, margaret, entry)
    (risk,) = [one for one in entries(database, margaret) if one.kind == "risk"]
    assert (risk.detail, risk.text) == ("safeguarding", None)


def test_the_overview_has_what_stands_now(database: Database, margaret: UUID) -> None:
    with database.write(ACTOR) as work:
        service_protection.record_access_need(work, margaret, AccessNeedEntry("large_print_20"))
        need_id = needs.add_need(work, margaret, NeedEntry(Issue.LONELINESS_ISOLATION, "Lonely"))
        goal_id = needs.add_goal(work, need_id, GoalEntry("Walks twice a week"))
        for text, days in (("later", 9), ("sooner", 2)):
            due_on = TODAY + timedelta(days=days)
            actions.add_action(work, margaret, ActionEntry(text, due_on, ME, TEAM, need_id=need_id, goal_id=goal_id))
    with database.read() as session:
        seen = overview(session, margaret, actor=ACTOR, today=TODAY)
    assert seen is not None
    assert seen.next_action is not None
    assert seen.next_action.text == "sooner"
    assert (seen.risk_words, seen.need_words) == ("Risks not assessed", "Needs: 20 pt large print")
    assert seen.output.points == 20
    assert [goal.text for need in seen.needs.needs for goal in need.goals] == ["Walks twice a week"]
    assert (seen.plan, seen.matters, seen.mdt_sharing) == (None, None, None)


def test_a_done_action_stands_in_the_timeline_and_is_not_next(database: Database, margaret: UUID) -> None:
    with database.write(ACTOR) as work:
        action_id = actions.add_action(work, margaret, ActionEntry("Ring the club", TODAY, ME, TEAM))
    with database.write(ACTOR) as work:
        actions.finish_action(work, action_id, 1, ActionStatus.DONE)
    with database.read() as session:
        seen = overview(session, margaret, actor=ACTOR, today=TODAY)
    assert seen is not None
    assert seen.next_action is None
    assert ("action", "Ring the club") in [(one.kind, one.text) for one in seen.entries]


def test_what_the_survivor_has_not_is_shown_from_the_record_joined_to_it(database: Database, margaret: UUID) -> None:
    with database.write(ACTOR) as work:
        other = service.register_person(work, PersonEntry("Pemberton", "Margret", born_on=date(1957, 3, 14)))
        service_parts.write_about_me(work, margaret, Section.WHAT_MATTERS, "My allotment")
        work.session.add(a_plan(margaret, TEAM, ME))
        work.session.flush()
        versions = [require(work.session, Person, one).version for one in (other, margaret)]
        service_merge.merge_people(work, other, versions[0], margaret, versions[1], "the same person")
    with database.read() as session:
        seen = overview(session, other, actor=ACTOR, today=TODAY)
    assert seen is not None
    assert seen.matters is not None
    assert (seen.matters.text, seen.matters.joined) == ("My allotment", True)
    assert seen.plan is not None
    assert (seen.plan.number, seen.plan.joined) == (1, True)
    with database.write(ACTOR) as work:
        service_parts.write_about_me(work, other, Section.WHAT_MATTERS, "My grandson")
    with database.read() as session:
        seen = overview(session, other, actor=ACTOR, today=TODAY)
    assert seen is not None
    assert seen.matters is not None
    assert (seen.matters.text, seen.matters.joined) == ("My grandson", False)


def test_a_merged_record_opens_the_survivor_with_the_contacts_of_both(database: Database, margaret: UUID) -> None:
    with database.write(ACTOR) as work:
        other = service.register_person(work, PersonEntry("Pemberton", "Margret", born_on=date(1957, 3, 14)))
    log(database, margaret, "with the one")
    log(database, other, "with the other")
    with database.write(ACTOR) as work:
        versions = [require(work.session, Person, id_).version for id_ in (margaret, other)]
        service_merge.merge_people(work, margaret, versions[0], other, versions[1], "the same person")
    with database.read() as session:
        seen = overview(session, other, actor=ACTOR, today=TODAY)
    assert seen is not None
    assert seen.person.id == margaret
    assert {one.text for one in seen.entries if one.kind == "contact"} == {"with the one", "with the other"}


def test_former_names_and_safeguarding_words_are_for_those_who_may(database: Database, margaret: UUID) -> None:
    with database.write(ACTOR) as work:
        service.add_name(work, margaret, family_name="Okafor", given_name=None, use="maiden")
        entry = RiskEntry("Partner controls money", "high", kind="safeguarding", safeguarding_type="domestic_abuse")
        service_protection.record_risk(work, margaret, entry)
    with database.read() as session:
        mine = overview(session, margaret, actor=ACTOR, today=TODAY)
        theirs = overview(session, margaret, actor=VCSE, today=TODAY)
    assert mine is not None
    assert theirs is not None
    assert [row.family_name for row in mine.names] == ["Okafor"]
    assert theirs.names == ()
    assert "controls money" in mine.risk_words
    assert "controls money" not in theirs.risk_words


def test_a_first_contact_is_not_told_as_an_appointment_that_nobody_offered(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        referrals.accept_referral(work, referral_id, 1, Acceptance(near.priya))
    with database.write(near.actor) as work:
        referral = find(work.session, Referral, referral_id)
        assert referral is not None
        course.attempted(work, referral, work.now)
        person_id = referral.person_id
    codes = [one.code for one in entries(database, person_id)]
    assert "tried" in codes
    assert "offered" not in codes
