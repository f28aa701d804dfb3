"""The course of a referral: redirecting, offers, closing, reopening, errors, back-dated moves, undo."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from inteam.errors import InputError
from inteam.referrals import course, history, queries, queries_feedback, queries_panel, service
from inteam.referrals.choices import (
    ClosingOutcome,
    State,
)
from inteam.referrals.model import Referral
from inteam.referrals.rules import (
    Acceptance,
    Closing,
    Offer,
    Redirect,
    Triage,
    When,
)
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import NOW, MovableClock
from tests.inteam.referrals.samples import Neighbourhood, a_referral, a_team, neighbourhood, row, version


def test_redirecting_keeps_the_day_of_receipt_and_asks_the_other_team_to_triage(database: Database) -> None:
    near = neighbourhood(database)
    other = a_team(database, near, "Cove Vale INT")
    received = NOW - timedelta(days=3)
    referral_id = a_referral(database, near, received_at=received)
    with database.write(near.actor) as work:
        service.redirect_referral(work, referral_id, 1, Redirect(other, "Lives in Cove Vale"))
    with database.read() as session:
        assert queries.board(session, now=NOW, team_id=near.team).count == 0
        card = queries.board(session, now=NOW, team_id=other).columns["new"][0]
    assert (card.state, card.days, card.received_at) == ("received", 3, received)


def test_redirecting_to_the_same_team_is_refused(local_database: Database) -> None:
    near = neighbourhood(local_database)
    referral_id = a_referral(local_database, near)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        service.redirect_referral(work, referral_id, 1, Redirect(near.team, "?"))
    assert refused.value.problems == {"team_id": "same_team"}


def accepted(database: Database, near: Neighbourhood) -> UUID:
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        service.accept_referral(work, referral_id, 1, Acceptance(near.priya))
    return referral_id


def test_an_offer_that_fails_puts_the_person_back_on_the_list(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = accepted(database, near)
    with database.write(near.actor) as work:
        course.put_on_waiting_list(work, referral_id, version(database, referral_id), waiting_list="Main", priority=2)
    with database.write(near.actor) as work:
        offer = Offer(NOW + timedelta(days=5), "phone")
        course.offer_appointment(work, referral_id, version(database, referral_id), offer)
    with database.write(near.actor) as work:
        course.put_on_waiting_list(work, referral_id, version(database, referral_id), waiting_list="Main", priority=1)
    with database.read() as session:
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    assert [e.to_state for e in panel.events][-3:] == ["waiting", "offered", "waiting"]
    assert panel.referral.priority == 1


def test_closing_needs_outcome_reason_summary_and_no_open_action(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = accepted(database, near)
    now_version = version(database, referral_id)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        course.close_referral(work, referral_id, now_version, Closing(None, "", ""), open_actions=1)
    assert refused.value.problems == {
        "outcome": "required",
        "reason": "required",
        "summary": "required",
        "actions": "actions_open",
    }
    entry = Closing(ClosingOutcome.MOVED_AWAY, "To Leeds", "Moved before we met.")
    with database.write(near.actor) as work:
        course.close_referral(work, referral_id, now_version, entry, open_actions=0)
    found = row(database, Referral, referral_id)
    assert (found.state, found.outcome, found.closed_on) == ("closed", "moved_away", date(2026, 11, 19))
    with database.read() as session:
        assert [f.kind for f in queries_feedback.feedback_due(session)] == ["closure"]


@pytest.mark.parametrize(
    ("outcome", "problem"),
    [(ClosingOutcome.DECLINED_AFTER_CONTACT, "no_contact_yet"), (ClosingOutcome.NOT_CONTACTABLE, "not_tried_enough")],
)
def test_a_closing_outcome_must_agree_with_what_happened(
    local_database: Database, outcome: ClosingOutcome, problem: str
) -> None:
    near = neighbourhood(local_database)
    referral_id = accepted(local_database, near)
    entry = Closing(outcome, "Because", "Summary")
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        course.close_referral(work, referral_id, version(local_database, referral_id), entry, open_actions=0)
    assert refused.value.problems == {"outcome": problem}


def test_a_closed_referral_can_be_reopened_until_the_twenty_eighth_day(database: Database, now: MovableClock) -> None:
    near = neighbourhood(database)
    referral_id = accepted(database, near)
    entry = Closing(ClosingOutcome.PERSON_ENDED, "Her wish", "She had enough for now.")
    with database.write(near.actor) as work:
        course.close_referral(work, referral_id, version(database, referral_id), entry, open_actions=0)
    closed_version = version(database, referral_id)
    now.now = NOW + timedelta(days=29)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        course.reopen_referral(work, referral_id, closed_version, "Same need")
    assert refused.value.problems == {"": "too_late_to_reopen"}
    now.now = NOW + timedelta(days=28)
    with database.write(near.actor) as work:
        course.reopen_referral(work, referral_id, closed_version, "Same need")
    found = row(database, Referral, referral_id)
    assert (found.state, found.outcome, found.closed_on) == ("active", None, None)


def test_entered_in_error_leaves_every_list_and_keeps_its_history(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        course.mark_entered_in_error(work, referral_id, 1, "Meant for her sister")
    with database.read() as session:
        assert queries.board(session, now=NOW).count == 0
        assert queries.referrals_of_person(session, near.margaret) == []
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    assert panel.events[-1].note == "Meant for her sister"


def test_a_back_dated_move_needs_a_reason_and_the_clocks_use_its_day(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near, received_at=NOW - timedelta(days=9))
    earlier = NOW - timedelta(days=7)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        service.triage_referral(work, referral_id, 1, Triage(when=When(earlier)))
    assert refused.value.problems == {"late_reason": "required"}
    with database.write(near.actor) as work:
        service.triage_referral(work, referral_id, 1, Triage(when=When(earlier, "Done on paper")))
    with database.read() as session:
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    event = panel.events[-1]
    assert (event.occurred_at, event.recorded_at, event.late_reason) == (earlier, NOW, "Done on paper")
    assert next(c.calendar_days for c in panel.clocks if c.clock == "triage") == 2


@pytest.mark.parametrize(
    ("moment", "problem"),
    [(NOW + timedelta(hours=1), "in_future"), (NOW - timedelta(days=10), "before_last_move")],
)
def test_a_move_lies_neither_in_the_future_nor_before_the_last(
    local_database: Database, moment: datetime, problem: str
) -> None:
    near = neighbourhood(local_database)
    referral_id = a_referral(local_database, near, received_at=NOW - timedelta(days=9))
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        service.triage_referral(work, referral_id, 1, Triage(when=When(moment, "x")))
    assert refused.value.problems == {"occurred_at": problem}


def test_undo_of_an_acceptance_puts_the_referral_back(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as done:
        service.accept_referral(done, referral_id, 1, Acceptance(near.priya))
    with database.write(near.actor) as work:
        restore(work, done.changes)
    found = row(database, Referral, referral_id)
    assert (found.state, found.owner_id, found.accepted_at, found.triaged_at) == ("received", None, None, None)
    with database.read() as session:
        assert history.last_event(session, referral_id).to_state == State.RECEIVED
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    assert next(c.stopped_on for c in panel.clocks if c.clock == "triage") is None


def test_a_delay_of_choice_is_reported_beside_the_wait(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near, received_at=NOW - timedelta(days=10))
    with database.write(near.actor) as work:
        course.record_choice_delay(
            work, referral_id, from_on=date(2026, 11, 12), to_on=date(2026, 11, 15), reason="On holiday"
        )
    with database.write(near.actor) as work:
        service.triage_referral(work, referral_id, 1, Triage())
    with database.read() as session:
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    triage = next(c for c in panel.clocks if c.clock == "triage")
    assert (triage.calendar_days, triage.delay_days) == (10, 4)
