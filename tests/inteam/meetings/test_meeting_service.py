from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from inteam.access import Actor, Role
from inteam.careplans import service_parts
from inteam.careplans.rules import Subject, WithheldReason, WithholdEntry
from inteam.errors import ConflictError, DeniedError, InputError
from inteam.meetings import (
    queries,
    queries_live,
    queries_papers,
    queries_suggestions,
    service,
    service_agenda,
    service_attendance,
    service_live,
    service_minutes,
    service_papers,
)
from inteam.meetings.model import AgendaItem, Decision, Meeting
from inteam.meetings.rules import (
    ActionEntry,
    Again,
    Answer,
    AttendanceState,
    DecisionEntry,
    DecisionKind,
    ItemEntry,
    ItemKind,
    MeetingEntry,
    Told,
)
from inteam.meetings.summaries import Reader
from inteam.needs.model import Action, ActionDueChange
from inteam.people.model import Risk, SharingDecision
from inteam.store.base import require
from inteam.store.database import Database, Work
from inteam.store.undo import restore
from tests.conftest import MovableClock
from tests.inteam.careplans.people import (
    Neighbourhood,
    a_case,
    a_need,
    a_person,
    add,
    an_action,
    neighbourhood,
)

TODAY = date(2026, 11, 19)
READER = Reader(TODAY, safeguarding_detail=True)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


@contextmanager
def refused(**problems: str) -> Iterator[None]:
    with pytest.raises(InputError) as caught:
        yield
    assert caught.value.problems == problems


def entry(near: Neighbourhood, held_on: date = date(2026, 11, 24), **values: object) -> MeetingEntry:
    plain = {"name": "Neighbourhood MDT", "starts": time(10), "ends": time(11), "place": "Quayside Surgery"}
    plain |= {"chair_id": near.tom, "note_taker_id": near.priya, **values}
    return MeetingEntry(team_id=near.team, held_on=held_on, **plain)  # type: ignore[arg-type]


def plan(work: Work, near: Neighbourhood, held_on: date = date(2026, 11, 24)) -> UUID:
    return service.plan_meeting(work, entry(near, held_on))


def version(work: Work, meeting_id: UUID) -> int:
    work.session.flush()
    return require(work.session, Meeting, meeting_id).version


def item_version(work: Work, item_id: UUID) -> int:
    work.session.flush()
    return require(work.session, AgendaItem, item_id).version


def margarets_item(work: Work, near: Neighbourhood, meeting: UUID) -> UUID:
    question = "After dark: how does she get home?"
    return service_agenda.add_item(work, meeting, ItemEntry(question, near.margaret, case_id=near.case))


def begin(work: Work, meeting: UUID) -> None:
    service_live.begin_meeting(work, meeting, version(work, meeting))
    work.session.flush()


def all_there(work: Work, meeting: UUID) -> tuple[str, ...]:
    missing: tuple[str, ...] = ()
    for row in service_attendance.attendance_of(work, meeting):
        missing = service_attendance.set_attendance(work, row.id, row.version, AttendanceState.PRESENT)
    return missing


def an_earlier_meeting(database: Database, near: Neighbourhood) -> tuple[UUID, UUID]:
    """Margaret was discussed on the 19th, with one action for Hana. Gives the meeting and the action."""
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        service_live.open_item(work, item)
        action = service_live.agree_action(
            work, item, ActionEntry("Home hazard assessment", TODAY + timedelta(days=4), owner_id=near.hana)
        )
        service_live.finish_item(work, item, item_version(work, item), again=Again.TWO_WEEKS)
        service_live.end_meeting(work, meeting, version(work, meeting))
    return meeting, action


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


def test_a_privacy_officer_cannot_plan_a_meeting(database: Database, near: Neighbourhood) -> None:
    with pytest.raises(DeniedError), database.write(Actor(near.tom, Role.PRIVACY_OFFICER)) as work:
        plan(work, near)


def test_the_second_of_two_changes_to_a_meeting_is_told(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        seen = version(work, meeting)
        service.change_meeting(work, meeting, seen, entry(near, place="Video"))
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service.change_meeting(work, meeting, seen, entry(near, place="Room 2"))


def test_nobody_is_on_an_agenda_twice(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        margarets_item(work, near, meeting)
        with refused(person_id="on_agenda_already"):
            margarets_item(work, near, meeting)


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


def test_papers_freeze_only_when_every_item_has_its_question(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        with refused(**{"": "agenda_empty"}):
            service_live_freeze(work, meeting)
        item = service_agenda.add_item(work, meeting, ItemEntry("", near.margaret))
        with refused(**{f"item.{item}": "question_required"}):
            service_live_freeze(work, meeting)
        service_agenda.change_item(work, item, item_version(work, item), ItemEntry("Who leads?", near.margaret))
        digest = service_live_freeze(work, meeting)
    assert len(digest) == 64
    with database.read() as session:
        row = queries.meeting(session, meeting)
    assert row is not None
    assert row.status == "papers_frozen"


def service_live_freeze(work: Work, meeting: UUID) -> str:
    return service_papers.freeze_papers(work, meeting, version(work, meeting))


def test_the_same_record_freezes_to_the_same_hash(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        margarets_item(work, near, meeting)
        first = service_live_freeze(work, meeting)
        service_papers.reopen_papers(work, meeting, version(work, meeting))
        assert service_live_freeze(work, meeting) == first
        service_papers.reopen_papers(work, meeting, version(work, meeting))
        a_need(work, near.margaret, "Afraid of falling again")
        assert service_live_freeze(work, meeting) != first


def test_the_first_time_is_new_to_the_mdt(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        margarets_item(work, near, meeting)
    with database.read() as session:
        (view,) = queries_live.live(session, meeting, READER)
    assert view.paper is not None
    assert (view.paper.last_discussed_on, view.paper.changes, view.changes) == (None, (), 0)


def test_what_changed_since_the_last_meeting_is_marked(database: Database, near: Neighbourhood) -> None:
    an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        a_need(work, near.margaret, "Afraid of falling again")
        add(work, Risk(person_id=near.margaret, kind="general", title="Falls at home", level="high", raised_on=TODAY))
        meeting = plan(work, near, date(2026, 12, 3))
    with database.read() as session:
        (view,) = queries_live.live(session, meeting, READER)
    assert view.paper is not None
    assert view.paper.last_discussed_on == TODAY
    assert sorted(c.text for c in view.paper.changes) == [
        "Action: Home hazard assessment",
        "Need: Afraid of falling again",
        "Risk: Falls at home",
    ]
    assert view.changes == 3


def test_nothing_recorded_since_is_said(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        service_live.finish_item(work, item, item_version(work, item), again=Again.TWO_WEEKS)
        service_live.end_meeting(work, meeting, version(work, meeting))
        following = plan(work, near, date(2026, 12, 3))
    with database.read() as session:
        (view,) = queries_live.live(session, following, READER)
    assert view.paper is not None
    assert [c.text for c in view.paper.changes] == ["Nothing recorded since 19-Nov-2026"]
    assert view.changes == 0


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


def test_actions_of_last_time_must_be_answered_before_the_item_is_done(database: Database, near: Neighbourhood) -> None:
    _meeting, action = an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        meeting = plan(work, near, date(2026, 12, 3))
        begin(work, meeting)
        (item,) = (i.id for i in work.session.query(AgendaItem).filter_by(meeting_id=meeting))
        with refused(answers="answer_actions_first"):
            service_live.finish_item(work, item, item_version(work, item))
        with refused(reason="drop_needs_reason"):
            service_live.answer_action(work, item, action, 1, Answer.DROP)
        service_live.answer_action(work, item, action, 1, Answer.CARRY, due_on=date(2026, 12, 10))
        work.session.flush()
        service_live.finish_item(work, item, item_version(work, item), again=Again.FOUR_WEEKS)
        carried = require(work.session, Action, action)
        assert (carried.carried, carried.due_on, carried.status) == (1, date(2026, 12, 10), "planned")
        (moved,) = work.session.query(ActionDueChange)
        assert moved.from_on == TODAY + timedelta(days=4)
    with database.read() as session:
        (view,) = queries_live.live(session, meeting, READER)
    assert [(a.text, a.answer, a.carried) for a in view.earlier] == [("Home hazard assessment", "carry", 1)]
    assert view.unanswered == ()


def test_an_action_dropped_or_done_stays_answered(database: Database, near: Neighbourhood) -> None:
    _meeting, action = an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        meeting = plan(work, near, date(2026, 12, 3))
        begin(work, meeting)
        (item,) = (i.id for i in work.session.query(AgendaItem).filter_by(meeting_id=meeting))
        service_live.answer_action(work, item, action, 1, Answer.DROP, reason="Moved to her daughter")
        work.session.flush()
        dropped = require(work.session, Action, action)
        assert (dropped.status, dropped.status_reason) == ("cancelled", "Moved to her daughter")
        with pytest.raises(InputError):
            service_live.answer_action(work, item, action, dropped.version, Answer.DONE)


def test_an_answer_that_is_undone_can_be_given_again(database: Database, near: Neighbourhood) -> None:
    _meeting, action = an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        meeting = plan(work, near, date(2026, 12, 3))
        begin(work, meeting)
        (item,) = (i.id for i in work.session.query(AgendaItem).filter_by(meeting_id=meeting))
    with database.write(near.actor) as work:
        service_live.answer_action(work, item, action, 1, Answer.DONE)
    changes = work.changes
    with database.write(near.actor) as work:
        restore(work, changes)
    with database.write(near.actor) as work:
        again = require(work.session, Action, action)
        assert again.status == "planned"
        service_live.answer_action(work, item, action, again.version, Answer.DONE)
    with database.read() as session:
        (view,) = queries_live.live(session, meeting, READER)
    assert [a.answer for a in view.earlier] == ["done"]


def test_actions_that_were_not_reached_grow_older(database: Database, near: Neighbourhood) -> None:
    _meeting, action = an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        meeting = plan(work, near, date(2026, 12, 3))
        begin(work, meeting)
        service_live.end_meeting(work, meeting, version(work, meeting))
        assert require(work.session, Action, action).carried == 1


def test_an_action_without_an_owner_or_day_ahead_is_refused(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        with refused(owner="one_owner"):
            service_live.agree_action(work, item, ActionEntry("Ring", TODAY))
        with refused(due_on="in_past"):
            yesterday = TODAY - timedelta(days=1)
            service_live.agree_action(work, item, ActionEntry("Ring", yesterday, owner_id=near.priya))
        service_live.agree_action(work, item, ActionEntry("Ring", TODAY, owner_id=near.priya))
    with database.read() as session:
        (action,) = queries_live.agreed_actions(session, meeting)
    assert (action.owner, action.item_id, action.due_on) == ("Priya Nair", item, TODAY)


def test_every_action_and_decision_leads_to_its_meeting(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        service_live.decide(work, item, DecisionEntry("Stays with Priya as lead"))
        with refused(rationale="no_action_needs_why"):
            service_live.decide(work, item, DecisionEntry("Nothing now", DecisionKind.NO_ACTION))
        service_live.agree_action(work, item, ActionEntry("Winter lighting", TODAY, owner_id=near.tom))
    with database.read() as session:
        for decision in session.query(Decision):
            assert decision.meeting_id == meeting
            assert session.get(AgendaItem, decision.agenda_item_id).meeting_id == meeting  # type: ignore[union-attr]
        for action in session.query(Action).filter(Action.agenda_item_id.is_not(None)):
            assert action.owner_id is not None
            assert session.get(AgendaItem, action.agenda_item_id).meeting_id == meeting  # type: ignore[union-attr]


def test_a_decision_remembers_whether_there_was_a_quorum(
    database: Database, near: Neighbourhood, now: MovableClock
) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        service_live.decide(work, item, DecisionEntry("Before anybody came"))
    now.now += timedelta(minutes=1)
    with database.write(near.actor) as work:
        assert all_there(work, meeting) == ()
        service_live.decide(work, item, DecisionEntry("With everybody"))
        bello = next(a for a in service_attendance.attendance_of(work, meeting) if a.staff_id == near.bello)
        missing = service_attendance.set_attendance(work, bello.id, bello.version, AttendanceState.PRESENT, left=True)
        assert missing == ("organisations",)
    with database.read() as session:
        assert [(d.text, d.quorate) for d in queries.decisions(session, meeting)] == [
            ("Before anybody came", False),
            ("With everybody", True),
        ]
        row = queries.meeting(session, meeting)
    assert row is not None
    assert row.quorum_lost_at is not None


def test_an_observer_reads_the_statement_first(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        guest = service.add_guest(work, meeting, name="Mina Patel", role="Student", observer=True)
        with refused(confidentiality="observer_statement"):
            service_attendance.set_attendance(work, guest, 1, AttendanceState.PRESENT)
        service_attendance.set_attendance(work, guest, 1, AttendanceState.PRESENT, confidentiality=True)


def test_only_who_holds_the_notes_writes_them(database: Database, near: Neighbourhood) -> None:
    tom = Actor(near.tom, Role.CARE_COORDINATOR, near.team, name="Tom Okafor")
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        seen = service_live.save_notes(work, item, item_version(work, item), {"discussion": "She fears the dark."})
    with database.write(tom) as work:
        with refused(**{"": "notes_held"}):
            service_live.save_notes(work, item, seen, {"discussion": "Overwritten"})
        service_live.take_notes(work, meeting)
        service_live.save_notes(work, item, seen, {"discussion": "She fears the dark. Ruth agrees."})
    with pytest.raises(ConflictError), database.write(tom) as work:
        service_live.save_notes(work, item, seen, {"discussion": "From an old window"})
    with database.read() as session:
        assert queries.agenda(session, meeting)[0].discussion == "She fears the dark. Ruth agrees."


def test_time_is_counted_for_one_person_at_a_time(database: Database, near: Neighbourhood, now: MovableClock) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        first = margarets_item(work, near, meeting)
        second = service_agenda.add_item(work, meeting, ItemEntry("Learning", topic="Winter plan"))
        begin(work, meeting)
        service_live.open_item(work, first)
    now.now += timedelta(minutes=4, seconds=38)
    with database.write(near.actor) as work:
        service_live.open_item(work, second)
    now.now += timedelta(minutes=1)
    with database.write(near.actor) as work:
        service_live.open_item(work, first)
    now.now += timedelta(seconds=2)
    with database.write(near.actor) as work:
        service_live.finish_item(work, first, item_version(work, first))
    with database.read() as session:
        spent = {i.id: i.seconds for i in queries.agenda(session, meeting)}
    assert spent == {first: 280, second: 60}


def test_closing_somebody_to_the_mdt_needs_their_actions_finished(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        service_live.agree_action(work, item, ActionEntry("Ring", TODAY, owner_id=near.priya))
        with refused(again="close_with_open_actions"):
            service_live.finish_item(work, item, item_version(work, item), again=Again.CLOSE)
        service_live.finish_item(work, item, item_version(work, item), again=Again.NO_FURTHER)


def test_items_are_moved_and_removed_without_a_gap(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        ids = [service_agenda.add_item(work, meeting, ItemEntry(f"Question {n}", topic=f"Topic {n}")) for n in range(4)]
        service_agenda.move_item(work, ids[3], 0)
        service_agenda.remove_item(work, ids[1], item_version(work, ids[1]))
    with database.read() as session:
        rows = queries.agenda(session, meeting)
    assert [(r.topic, r.position) for r in rows] == [("Topic 3", 0), ("Topic 0", 1), ("Topic 2", 2)]


def test_minutes_are_corrected_with_both_wordings_then_only_added_to(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        decision = service_live.decide(work, item, DecisionEntry("Stays with Pria"))
        service_live.finish_item(work, item, item_version(work, item))
        service_live.end_meeting(work, meeting, version(work, meeting))
        service_minutes.correct_decision(work, decision, 1, "text", "Stays with Priya")
        with refused(**{"": "minutes_not_agreed"}):
            service_minutes.add_addendum(work, meeting, "Too early")
        service_minutes.agree_minutes(work, meeting, version(work, meeting))
        work.session.flush()
        with refused(**{"": "minutes_agreed_already"}):
            service_minutes.correct_decision(work, decision, 2, "text", "Stays with Tom")
        service_minutes.add_addendum(work, meeting, "Hana's visit was on Friday.", item_id=item)
    with database.read() as session:
        changes = queries.minutes_changes(session, meeting)
        paper = queries_papers.minutes_paper(session, meeting, near.actor, datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert [(c.kind, c.before, c.after) for c in changes] == [
        ("correction", "Stays with Pria", "Stays with Priya"),
        ("addendum", "", "Hana's visit was on Friday."),
    ]
    assert paper.agreed_on == TODAY
    assert paper.items[0].decisions[0].text == "Stays with Priya"
    assert paper.addenda == ("19-Nov-2026, Priya Nair: Hana's visit was on Friday.",)


def test_the_pack_says_the_question_and_what_is_late(database: Database, near: Neighbourhood) -> None:
    an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        meeting = plan(work, near, date(2026, 12, 3))
        work.session.flush()
        (item,) = work.session.query(AgendaItem).filter_by(meeting_id=meeting)
        change = ItemEntry("Who responds to a fall?", near.margaret, kind=ItemKind.REVIEW)
        service_agenda.change_item(work, item.id, item.version, change)
        service_agenda.add_item(work, meeting, ItemEntry("Rota", topic="Winter plan", minutes=5))
    with database.read() as session:
        pack = queries_papers.meeting_pack(session, meeting, near.actor, datetime(2026, 12, 2, 16, 5, tzinfo=UTC))
    assert (pack.people[0].question, pack.people[0].family_name) == ("Who responds to a fall?", "Pemberton")
    assert [(o.text, o.owner, o.days_late) for o in pack.overdue] == [("Home hazard assessment", "Hana Wells", 10)]
    assert [(t.text, t.minutes) for t in pack.after] == [("Winter plan", 5)]
    assert (pack.printing.by, pack.printing.at, pack.printing.purpose) == (
        "Priya Nair",
        "02-Dec-2026 16:05",
        "meeting Thu 03-Dec-2026",
    )
    assert pack.when_where == "Thu 03-Dec-2026, 10:00 to 11:00. Quayside Surgery. Chair Tom Okafor. Notes Priya Nair."


def test_risks_not_assessed_none_known_and_listed_are_three_answers(database: Database, near: Neighbourhood) -> None:
    moment = datetime(2026, 11, 19, 12, tzinfo=UTC)
    with database.read() as session:
        pack = queries_papers.people_pack(session, [near.margaret], near.actor, moment)
    assert pack.people[0].risk_state == "not_assessed"
    with database.write(near.actor) as work:
        add(work, Risk(person_id=near.margaret, title="Falls at home", level="high", raised_on=TODAY))
    with database.read() as session:
        pack = queries_papers.caseload_pack(session, near.priya, "Priya Nair", near.actor, moment)
    assert pack.people[0].risk_state == "listed"
    assert [r.text for r in pack.people[0].risks] == ["Falls at home"]
    assert pack.printing.purpose == "caseload of Priya Nair"


def test_a_pack_of_nobody_is_refused(database: Database, near: Neighbourhood) -> None:
    with database.read() as session, refused(**{"": "nobody_to_print"}):
        queries_papers.caseload_pack(session, near.bello, "Dr Bello", near.actor, datetime(2026, 11, 19, tzinfo=UTC))


def test_copies_of_one_pack_are_numbered_through(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        given = {"document": "pack", "people": [near.margaret], "pages": 2, "sha256": "0" * 64, "target": "file"}
        _first, one = service_papers.record_print(work, meeting_id=meeting, copies=9, **given)  # type: ignore[arg-type]
        _second, ten = service_papers.record_print(work, meeting_id=meeting, **given)  # type: ignore[arg-type]
        _other, own = service_papers.record_print(work, **given)  # type: ignore[arg-type]
    assert (one, ten, own) == (1, 10, 1)
    with database.read() as session:
        made = queries.prints(session, meeting)
    assert sorted((p.copy_number, p.copies, p.by) for p in made) == [(1, 9, "Priya Nair"), (10, 1, "Priya Nair")]


def test_missing_packs_are_counted(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        assert service_papers.count_packs(work, meeting, version(work, meeting), out=9, back=8, destroyed=8) == 1
        with refused(packs_back="more_back_than_out"):
            service_papers.count_packs(work, meeting, version(work, meeting), out=9, back=10, destroyed=8)


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


def test_a_withheld_need_is_a_marker_with_none_of_its_words(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        need = a_need(work, near.margaret, "Afraid of her son")
        withheld = WithholdEntry(
            Subject.NEED,
            need,
            WithheldReason.SAFEGUARDING,
            "safeguarding lead",
            date(2027, 1, 1),
            from_professionals=True,
        )
        service_parts.withhold(work, near.margaret, withheld)
        an_action(work, near, "Ring Ruth")
    with database.read() as session:
        moment = datetime(2026, 11, 19, tzinfo=UTC)
        pack = queries_papers.people_pack(session, [near.margaret], near.actor, moment)
    assert [(n.text, n.withheld) for n in pack.people[0].needs] == [("", "safeguarding lead")]
    assert "her son" not in repr(pack)
