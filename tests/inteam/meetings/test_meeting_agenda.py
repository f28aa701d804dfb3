"""Planning a meeting and its agenda."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from inteam.access import Actor, Role
from inteam.errors import ConflictError, DeniedError
from inteam.meetings import (
    queries,
    queries_papers,
    queries_suggestions,
    service,
    service_agenda,
    service_live,
)
from inteam.meetings.rules import (
    ItemEntry,
    ItemKind,
    Told,
)
from inteam.organisations.model import Staff, Team
from inteam.people.model import Risk, SharingDecision
from inteam.referrals.model import Referral, ReferralClock
from inteam.store.base import require
from inteam.store.database import Database, Work
from tests.inteam.careplans.people import (
    Neighbourhood,
    a_case,
    a_need,
    a_person,
    add,
    neighbourhood,
)
from tests.inteam.meetings.meeting_steps import (
    TODAY,
    an_earlier_meeting,
    begin,
    entry,
    item_version,
    margarets_item,
    plan,
    refused,
    version,
)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def test_a_planned_meeting_expects_the_team(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
    with database.read() as session:
        row = queries.meeting(session, meeting)
        people = queries.attendance(session, meeting)
        assert queries.next_meeting(session, TODAY) == row
    assert row is not None
    assert (row.chair, row.note_taker, row.team, row.status) == (
        "Tom Okafor",
        "Priya Nair",
        "Harbour Vale INT",
        "planned",
    )
    assert sorted(p.name for p in people) == ["Hana Wells", "Priya Nair", "Sade Bello", "Tom Okafor"]


def test_a_meeting_that_ends_before_it_starts_is_refused(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work, refused(ends="ends_before_start", held_on="in_past"):
        service.plan_meeting(work, entry(near, TODAY - timedelta(days=1), starts=time(11), ends=time(10)))
    with database.read() as session:
        assert queries.meetings(session) == []


def test_a_privacy_officer_cannot_plan_a_meeting(database: Database, near: Neighbourhood) -> None:
    with pytest.raises(DeniedError), database.write(Actor(near.tom, Role.PRIVACY_OFFICER)) as work:
        plan(work, near)
    with database.read() as session:
        assert queries.meetings(session) == []


def test_the_second_of_two_changes_to_a_meeting_is_told(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        seen = version(work, meeting)
        service.change_meeting(work, meeting, seen, entry(near, place="Video"))
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service.change_meeting(work, meeting, seen, entry(near, place="Room 2"))
    with database.read() as session:
        assert [row.place for row in queries.meetings(session)] == ["Video"]


def test_nobody_is_on_an_agenda_twice(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        margarets_item(work, near, meeting)
        with refused(person_id="on_agenda_already"):
            margarets_item(work, near, meeting)
    with database.read() as session:
        assert [item.person_id for item in queries.agenda(session, meeting)] == [near.margaret]


def test_who_declined_is_discussed_without_a_name_only(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        decision = SharingDecision(
            person_id=near.margaret, scope="attend_mdt_discussion", decision="declined", given_on=date(2026, 9, 2)
        )
        add(work, decision)
        meeting = plan(work, near)
        with refused(person_id="mdt_declined"):
            margarets_item(work, near, meeting)
        service_agenda.add_item(work, meeting, ItemEntry("What to offer?", near.margaret, told=Told.NO))
    with database.read() as session:
        pack = queries_papers.meeting_pack(session, meeting, near.actor, datetime(2026, 11, 19, 12, tzinfo=UTC))
    (person,) = pack.people
    assert (person.family_name, person.nhs_number, person.what_matters, person.needs) == ("Item 1", "", "", ())


def test_somebody_who_died_is_only_on_a_review_after_a_death(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        gone = a_person(work, "Jessop", "Albert", death_status="confirmed", died_on=date(2026, 11, 1))
        meeting = plan(work, near)
        with refused(kind="deceased_review_only"):
            service_agenda.add_item(work, meeting, ItemEntry("What did we learn?", gone.id))
        service_agenda.add_item(work, meeting, ItemEntry("What did we learn?", gone.id, kind=ItemKind.DECEASED_REVIEW))
    with database.read() as session:
        assert [item.kind for item in queries.agenda(session, meeting)] == ["deceased_review"]


def test_a_person_is_back_on_the_agenda_when_asked_for(database: Database, near: Neighbourhood) -> None:
    an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        too_soon = plan(work, near, date(2026, 11, 26))
        in_time = plan(work, near, date(2026, 12, 3))
    with database.read() as session:
        assert queries.agenda(session, too_soon) == []
        (item,) = queries.agenda(session, in_time)
    assert (item.kind, item.reason, item.person_id) == ("review", "Review asked for last time", near.margaret)


def test_who_was_not_reached_is_carried_forward_with_age(database: Database, near: Neighbourhood) -> None:
    meeting = None
    with database.write(near.actor) as work:
        for days in (0, 7, 14):
            meeting = plan(work, near, TODAY + timedelta(days=days))
            if days == 0:
                margarets_item(work, near, meeting)
            begin(work, meeting)
            assert service_live.end_meeting(work, meeting, version(work, meeting)) == 1
        last = plan(work, near, TODAY + timedelta(days=21))
    with database.read() as session:
        (item,) = queries.agenda(session, last)
    assert (item.kind, item.carried, item.question) == ("carry_forward", 3, "After dark: how does she get home?")


def test_items_are_moved_and_removed_without_a_gap(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        ids = [service_agenda.add_item(work, meeting, ItemEntry(f"Question {n}", topic=f"Topic {n}")) for n in range(4)]
        service_agenda.move_item(work, ids[3], 0)
        service_agenda.remove_item(work, ids[1], item_version(work, ids[1]))
    with database.read() as session:
        rows = queries.agenda(session, meeting)
    assert [(r.topic, r.position) for r in rows] == [("Topic 3", 0), ("Topic 0", 1), ("Topic 2", 2)]


def test_suggestions_say_why_and_a_declined_one_is_remembered_30_days(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        add(work, Risk(person_id=near.margaret, title="Falls", level="high", raised_on=date(2026, 11, 12)))
        albert = a_person(work, "Jessop", "Albert")
        a_case(work, albert, near.team, near.tom)
        for words in ("Lonely", "Money", "Housing"):
            a_need(work, albert.id, words)
        meeting = plan(work, near)
    with database.read() as session:
        found = queries_suggestions.suggestions(session, near.team, meeting, TODAY)
    assert [(s.name, s.why) for s in found] == [
        ("PEMBERTON, Margaret", "High risk raised 12-Nov-2026"),
        ("JESSOP, Albert", "3 open needs, no contact yet"),
    ]
    with database.write(near.actor) as work:
        service_agenda.reject_suggestion(
            work, near.team, near.margaret, criterion="risk_raised", reason="Discussed by phone"
        )
        service_agenda.add_item(work, meeting, ItemEntry("What next?", albert.id))
    with database.read() as session:
        assert queries_suggestions.suggestions(session, near.team, meeting, TODAY) == []
        later = queries_suggestions.suggestions(session, near.team, meeting, TODAY + timedelta(days=31))
    assert later == []  # the risk is then older than the policy's 30 days


def test_a_cancelled_meeting_leaves_its_people_for_the_next(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        margarets_item(work, near, meeting)
        service.cancel_meeting(work, meeting, version(work, meeting), reason="Snow")
        following = plan(work, near, date(2026, 11, 26))
    with database.read() as session:
        assert [i.kind for i in queries.agenda(session, following)] == ["carry_forward"]


def test_waits_carers_and_frequent_attendance_are_suggested_too(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        waiting = a_person(work, "Jessop", "Albert")
        carer = a_person(work, "Nolan", "Bernadette")
        often = a_person(work, "Marsden", "Gary")
        recent = a_person(work, "Igwe", "Chidi")
        for person in (waiting, carer, often, recent):
            a_case(work, person, near.team, near.tom)
        for person, on in ((waiting, TODAY - timedelta(days=15)), (recent, TODAY - timedelta(days=14))):
            add(work, a_clock(work, person.id, near.team, on))
        a_need(work, carer.id, "Worn out", code="carer_stress", identified_on=TODAY)
        a_need(work, often.id, "999 again", code="frequent_attender", identified_on=TODAY - timedelta(days=30))
        a_need(work, recent.id, "999 once", code="frequent_attender", identified_on=TODAY - timedelta(days=31))
        meeting = plan(work, near)
    with database.read() as session:
        found = queries_suggestions.suggestions(session, near.team, meeting, TODAY)
    assert [(one.name, one.why) for one in found] == [
        ("NOLAN, Bernadette", "Carer under strain, raised 19-Nov-2026"),
        ("MARSDEN, Gary", "Attends often, raised 20-Oct-2026"),
        ("JESSOP, Albert", "No first contact since the referral of 04-Nov-2026"),
    ]


def a_clock(work: Work, person_id: UUID, team: UUID, on: date) -> ReferralClock:
    referral = Referral(
        person_id=person_id,
        team_id=team,
        direction="in",
        state="active",
        received_at=work.now,
        received_on=on,
        received_via="letter",
        source="gp",
        person_agrees="yes",
        risk_state="none_known",
    )
    add(work, referral)
    return ReferralClock(referral_id=referral.id, person_id=person_id, clock="first_contact", started_on=on)


def test_whoever_is_expected_brings_the_people_of_their_own_team(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        other = Team(name="Social prescribing", sort_key="social prescribing", kind="service", from_on=date(2025, 1, 1))
        add(work, other)
        ours, theirs = a_person(work, "Jessop", "Albert"), a_person(work, "Igwe", "Chidi")
        stranger = Staff(
            family_name="Reid", given_name="Carlton", sort_key="reid carlton", job_title="Adviser", role="link_worker"
        )
        add(work, stranger)
        a_case(work, ours, other.id, near.hana)
        a_case(work, theirs, other.id, stranger.id)
        hidden = a_person(work, "Nolan", "Jamie")
        apart = a_case(work, hidden, other.id, near.hana)
        clock = a_clock(work, hidden.id, other.id, TODAY - timedelta(days=30))
        require(work.session, Referral, clock.referral_id).isolated, apart.referral_id = True, clock.referral_id
        add(work, clock)
        a_need(work, hidden.id, "Worn out", code="carer_stress", identified_on=TODAY)
        for person in (ours, theirs):
            a_need(work, person.id, "Worn out", code="carer_stress", identified_on=TODAY)
        meeting = plan(work, near)
    with database.read() as session:
        found = queries_suggestions.suggestions(session, near.team, meeting, TODAY)
    assert [one.name for one in found] == ["JESSOP, Albert"]
