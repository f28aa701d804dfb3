"""The meeting itself: notes, answers, decisions, time."""

from datetime import date, timedelta

import pytest

from inteam.access import Actor, Role
from inteam.errors import ConflictError, InputError
from inteam.meetings import (
    queries,
    queries_live,
    queries_record,
    service,
    service_actions,
    service_agenda,
    service_attendance,
    service_decisions,
    service_live,
)
from inteam.meetings.model import AgendaItem, Decision
from inteam.meetings.rules import (
    ActionEntry,
    Again,
    Answer,
    AttendanceState,
    DecisionEntry,
    DecisionKind,
    ItemEntry,
)
from inteam.needs.model import Action, ActionDueChange
from inteam.store.base import require
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import MovableClock
from tests.inteam.careplans.people import (
    Neighbourhood,
    neighbourhood,
)
from tests.inteam.meetings.meeting_steps import (
    READER,
    TODAY,
    all_there,
    an_earlier_meeting,
    begin,
    item_version,
    margarets_item,
    plan,
    refused,
    version,
)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def test_actions_of_last_time_must_be_answered_before_the_item_is_done(database: Database, near: Neighbourhood) -> None:
    _meeting, action = an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        meeting = plan(work, near, date(2026, 12, 3))
        begin(work, meeting)
        (item,) = (i.id for i in work.session.query(AgendaItem).filter_by(meeting_id=meeting))
        with refused(answers="answer_actions_first"):
            service_live.finish_item(work, item, item_version(work, item))
        with refused(reason="drop_needs_reason"):
            service_actions.answer_action(work, item, action, 1, Answer.DROP)
        service_actions.answer_action(work, item, action, 1, Answer.CARRY, due_on=date(2026, 12, 10))
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
        service_actions.answer_action(work, item, action, 1, Answer.DROP, reason="Moved to her daughter")
        work.session.flush()
        dropped = require(work.session, Action, action)
        assert (dropped.status, dropped.status_reason) == ("cancelled", "Moved to her daughter")
        with pytest.raises(InputError):
            service_actions.answer_action(work, item, action, dropped.version, Answer.DONE)


def test_an_answer_that_is_undone_can_be_given_again(database: Database, near: Neighbourhood) -> None:
    _meeting, action = an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        meeting = plan(work, near, date(2026, 12, 3))
        begin(work, meeting)
        (item,) = (i.id for i in work.session.query(AgendaItem).filter_by(meeting_id=meeting))
    with database.write(near.actor) as work:
        service_actions.answer_action(work, item, action, 1, Answer.DONE)
    changes = work.changes
    with database.write(near.actor) as work:
        restore(work, changes)
    with database.write(near.actor) as work:
        again = require(work.session, Action, action)
        assert again.status == "planned"
        service_actions.answer_action(work, item, action, again.version, Answer.DONE)
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
            service_actions.agree_action(work, item, ActionEntry("Ring", TODAY))
        with refused(due_on="in_past"):
            yesterday = TODAY - timedelta(days=1)
            service_actions.agree_action(work, item, ActionEntry("Ring", yesterday, owner_id=near.priya))
        service_actions.agree_action(work, item, ActionEntry("Ring", TODAY, owner_id=near.priya))
    with database.read() as session:
        (action,) = queries_live.agreed_actions(session, meeting)
    assert (action.owner, action.item_id, action.due_on) == ("Priya Nair", item, TODAY)


def test_every_action_and_decision_leads_to_its_meeting(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        service_decisions.decide(work, item, DecisionEntry("Stays with Priya as lead"))
        with refused(rationale="no_action_needs_why"):
            service_decisions.decide(work, item, DecisionEntry("Nothing now", DecisionKind.NO_ACTION))
        service_actions.agree_action(work, item, ActionEntry("Winter lighting", TODAY, owner_id=near.tom))
    with database.read() as session:
        for decision in session.query(Decision):
            assert decision.meeting_id == meeting
            assert session.get(AgendaItem, decision.agenda_item_id).meeting_id == meeting  # type: ignore[union-attr]  # (it is there)
        for action in session.query(Action).filter(Action.agenda_item_id.is_not(None)):
            assert action.owner_id is not None
            assert session.get(AgendaItem, action.agenda_item_id).meeting_id == meeting  # type: ignore[union-attr]  # (it is there)


def test_a_decision_remembers_whether_there_was_a_quorum(
    database: Database, near: Neighbourhood, now: MovableClock
) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        service_decisions.decide(work, item, DecisionEntry("Before anybody came"))
    now.now += timedelta(minutes=1)
    with database.write(near.actor) as work:
        assert all_there(work, meeting) == ()
        service_decisions.decide(work, item, DecisionEntry("With everybody"))
        bello = next(a for a in service_attendance.attendance_of(work, meeting) if a.staff_id == near.bello)
        missing = service_attendance.set_attendance(work, bello.id, bello.version, AttendanceState.PRESENT, left=True)
        assert missing == ("organisations",)
    with database.read() as session:
        assert [(d.text, d.quorate) for d in queries_record.decisions(session, meeting)] == [
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
    with database.read() as session:
        (mina,) = [row for row in queries.attendance(session, meeting) if row.name == "Mina Patel"]
    assert (mina.state, mina.observer, mina.present) == ("present", True, True)


def test_a_statement_cannot_be_unsaid_while_the_observer_is_there(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        guest = service.add_guest(work, meeting, name="Mina Patel", role="Student", observer=True)
    with database.write(near.actor) as work:
        service_attendance.read_statement(work, guest, 1, read=True)
    with database.write(near.actor) as work:
        service_attendance.set_attendance(work, guest, 2, AttendanceState.PRESENT)
    with database.write(near.actor) as work, refused(confidentiality="observer_statement"):
        service_attendance.read_statement(work, guest, 3, read=False)
    with database.write(near.actor) as work:
        service_attendance.set_attendance(work, guest, 3, AttendanceState.APOLOGIES)
    with database.write(near.actor) as work:
        service_attendance.read_statement(work, guest, 4, read=False)
    with database.read() as session:
        (mina,) = [row for row in queries.attendance(session, meeting) if row.staff_id is None]
    assert (mina.state, mina.confidentiality) == ("apologies", False)


def test_a_guest_has_a_name_that_fits_and_comes_before_the_meeting_is_over(
    database: Database, near: Neighbourhood
) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        with refused(name="required"):
            service.add_guest(work, meeting, name=" ")
        with refused(name="name_too_long", role="too_long"):
            service.add_guest(work, meeting, name="a" * 101, role="b" * 101)
        begin(work, meeting)
        service.add_guest(work, meeting, name="Joy Ash", role="Nurse, St Luke's Hospice")
        service_live.end_now(work, meeting)
        with pytest.raises(InputError) as late:
            service.add_guest(work, meeting, name="Mina Patel")
    assert late.value.problems == {"": "guest_too_late"}


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
        service_actions.agree_action(work, item, ActionEntry("Ring", TODAY, owner_id=near.priya))
        with refused(again="close_with_open_actions"):
            service_live.finish_item(work, item, item_version(work, item), again=Again.CLOSE)
        service_live.finish_item(work, item, item_version(work, item), again=Again.NO_FURTHER)


def test_two_who_write_one_decision_lose_nothing(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        made = service_decisions.decide(work, item, DecisionEntry("Stays"))
        service_decisions.change_decision(work, made, 1, DecisionEntry("Stays with Tom"))
        both = service_decisions.change_keeping_both(work, made, 1, DecisionEntry("Stays with Priya"), seen="Stays")
        again = service_decisions.change_keeping_both(work, made, both[0], DecisionEntry("Agreed"), seen=both[1])
        same = service_decisions.change_keeping_both(work, made, 1, DecisionEntry("Agreed", rationale="x"), seen="Old")
        theirs = service_decisions.change_keeping_both(work, made, 1, DecisionEntry("Old", rationale="y"), seen="Old")
    assert both[1] == "Stays with Tom\nStays with Priya"
    assert (again[1], same[1], theirs[1]) == ("Agreed", "Agreed", "Agreed")
