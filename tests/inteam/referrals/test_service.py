from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from inteam.access import Actor, Role
from inteam.errors import ConflictError, DeniedError, InputError
from inteam.organisations.model import TeamInTeam
from inteam.referrals import course, feedback, history, queries, queries_panel, service
from inteam.referrals.choices import (
    Agreement,
    ClosingOutcome,
    Extent,
    Issue,
    NeedKind,
    Refusal,
    RiskState,
    Source,
    State,
    Urgency,
)
from inteam.referrals.clocks import Wait
from inteam.referrals.model import Referral
from inteam.referrals.rules import (
    Acceptance,
    Closing,
    Decline,
    Offer,
    Question,
    Reason,
    Redirect,
    Triage,
    When,
)
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import NOW, MovableClock
from tests.inteam.referrals.samples import Neighbourhood, a_referral, a_team, entry_for, neighbourhood, row, version


def test_a_referral_is_received_with_its_reasons_clocks_and_first_event(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.read() as session:
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    assert panel.referral.state == State.RECEIVED
    assert (panel.referral.family_name, panel.referral.team) == ("Pemberton", "Harbour Vale INT")
    assert [(r.code, r.note) for r in panel.reasons] == [
        ("loneliness_isolation", "Lonely"),
        ("low_mood_anxiety", "low mood"),
    ]
    assert [e.to_state for e in panel.events] == ["received"]
    assert sorted(c.clock for c in panel.clocks) == [
        "first_action",
        "first_attempt",
        "first_contact",
        "meaningful_contact",
        "triage",
    ]
    assert {c.stopped_on for c in panel.clocks} == {None}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"person_id": None}, {"person_id": "required"}),
        ({"referrer_name": " "}, {"referrer_name": "required"}),
        ({"reasons": ()}, {"reasons": "required"}),
        ({"reasons": (Reason(Issue.OTHER),)}, {"reasons": "other_needs_words"}),
        ({"risk_state": None}, {"risk_state": "required"}),
        ({"risk_state": RiskState.RISKS_LISTED}, {"risk_summary": "required"}),
        ({"received_at": NOW + timedelta(minutes=1)}, {"received_at": "in_future"}),
        ({"written_on": date(2026, 11, 20)}, {"written_on": "after_receipt"}),
        ({"pathway_key": "frailty"}, {"pathway_key": "unknown"}),
        ({"letter": "x" * 20_001}, {"letter": "too_long"}),
    ],
)
def test_a_referral_that_lacks_something_is_refused_at_its_field(
    local_database: Database, change: dict[str, object], problem: dict[str, str]
) -> None:
    near = neighbourhood(local_database)
    with pytest.raises(InputError) as refused:
        a_referral(local_database, near, **change)
    assert refused.value.problems == problem
    with local_database.read() as session:
        assert queries.board(session, now=NOW).count == 0


def test_a_self_referral_needs_no_referrer(local_database: Database) -> None:
    near = neighbourhood(local_database)
    referral_id = a_referral(local_database, near, source=Source.SELF, referrer_name="")
    assert row(local_database, Referral, referral_id).referrer_name is None


def test_an_administrator_may_not_receive_a_referral(local_database: Database) -> None:
    near = neighbourhood(local_database)
    with pytest.raises(DeniedError), local_database.write(Actor(uuid4(), Role.ADMINISTRATOR)) as work:
        service.receive_referral(work, entry_for(near))


def test_triage_stores_both_kinds_of_days_and_stops_its_clock(database: Database, now: MovableClock) -> None:
    near = neighbourhood(database)
    received = datetime(2026, 4, 2, 9, tzinfo=UTC)
    referral_id = a_referral(database, near, received_at=received, urgency=None)
    now.now = datetime(2026, 4, 8, 9, tzinfo=UTC)
    with database.write(near.actor) as work:
        service.triage_referral(work, referral_id, 1, Triage(Urgency.SOON, NeedKind.LONGITUDINAL))
    with database.read() as session:
        panel = queries_panel.panel(session, referral_id, now=now.now)
    assert panel is not None
    triage = next(c for c in panel.clocks if c.clock == "triage")
    assert (triage.stopped_on, triage.calendar_days, triage.working_days) == (date(2026, 4, 8), 6, 2)
    assert (panel.referral.urgency, panel.referral.need_kind) == ("soon", "longitudinal")


def test_triage_without_an_urgency_is_refused(local_database: Database) -> None:
    near = neighbourhood(local_database)
    referral_id = a_referral(local_database, near, urgency=None)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        service.triage_referral(work, referral_id, 1, Triage())
    assert refused.value.problems == {"urgency": "required"}


def test_the_second_of_two_triages_is_told_of_the_first(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        service.triage_referral(work, referral_id, 1, Triage(Urgency.URGENT))
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service.triage_referral(work, referral_id, 1, Triage(Urgency.ROUTINE))
    assert row(database, Referral, referral_id).urgency == "urgent"


def test_asking_for_more_keeps_the_clocks_running_and_the_answer_brings_it_back(
    database: Database, now: MovableClock
) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        service.ask_for_more(work, referral_id, 1, Question("Does she live alone?", "Dr S. Bello"))
    now.now += timedelta(days=2)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        service.accept_referral(work, referral_id, version(database, referral_id), Acceptance(near.priya))
    assert refused.value.problems == {"": "question_open"}
    with database.write(near.actor) as work:
        service.record_answer(work, referral_id, version(database, referral_id), "Yes, since March.")
    with database.read() as session:
        panel = queries_panel.panel(session, referral_id, now=now.now)
    assert panel is not None
    assert panel.referral.state == State.TRIAGED
    assert [(q.question, q.answer) for q in panel.questions] == [("Does she live alone?", "Yes, since March.")]
    assert [e.to_state for e in panel.events] == ["received", "triaged", "info_requested", "triaged"]
    assert next(c.stopped_on for c in panel.clocks if c.clock == "first_contact") is None


@pytest.mark.parametrize(
    ("change", "entry", "problem"),
    [
        ({}, Acceptance(None), {"owner_id": "required"}),
        ({"urgency": None}, Acceptance(uuid4()), {"urgency": "required"}),
        ({"person_agrees": Agreement.NO}, Acceptance(uuid4()), {"person_agrees": "person_does_not_agree"}),
        ({"risk_state": RiskState.NOT_ASSESSED}, Acceptance(uuid4()), {"risk_exception": "risk_not_assessed"}),
    ],
)
def test_acceptance_has_its_guards(
    local_database: Database, change: dict[str, object], entry: Acceptance, problem: dict[str, str]
) -> None:
    near = neighbourhood(local_database)
    referral_id = a_referral(local_database, near, **change)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        service.accept_referral(work, referral_id, 1, entry)
    assert refused.value.problems == problem
    assert row(local_database, Referral, referral_id).state == State.RECEIVED


def test_risk_not_assessed_is_accepted_with_a_reason_that_is_kept(local_database: Database) -> None:
    near = neighbourhood(local_database)
    referral_id = a_referral(local_database, near, risk_state=RiskState.NOT_ASSESSED)
    entry = Acceptance(near.priya, risk_exception="GP rings back today")
    with local_database.write(near.actor) as work:
        service.accept_referral(work, referral_id, 1, entry)
    found = row(local_database, Referral, referral_id)
    assert (found.state, found.owner_id, found.risk_exception) == ("accepted", near.priya, "GP rings back today")


def test_declining_needs_reason_and_advice_and_makes_feedback_owed(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        service.decline_referral(work, referral_id, 1, Decline(None, ""))
    assert refused.value.problems == {"reason": "required", "onward_advice": "required"}
    with database.write(near.actor) as work:
        service.decline_referral(work, referral_id, 1, Decline(Refusal.OUT_OF_AREA, "Ask Cove Vale team"))
    with database.read() as session:
        due = queries.feedback_due(session, team_id=near.team)
    # Thursday 19-Nov-2026 and five working days.
    assert [(f.kind, f.due_on, f.extent) for f in due] == [("rejection", date(2026, 11, 26), Extent.SUMMARY)]
    assert row(database, Referral, referral_id).state == State.REJECTED


def test_feedback_that_is_sent_is_no_longer_due_and_stops_its_clock(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        feedback_id = service.decline_referral(work, referral_id, 1, Decline(Refusal.DUPLICATE, "Known already"))
    with database.write(near.actor) as work:
        feedback.send_feedback(work, feedback_id, 1, via="email", content="Mrs Pemberton is on our list already.")
    with database.read() as session:
        assert queries.feedback_due(session) == []
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    assert [c.stopped_on for c in panel.clocks if c.clock == "feedback"] == [date(2026, 11, 19)]
    with pytest.raises(InputError), database.write(near.actor) as work:
        feedback.send_feedback(work, feedback_id, 2, via="email", content="Twice.")


def test_a_referrer_outside_the_health_service_is_told_no_more_than_the_state(local_database: Database) -> None:
    near = neighbourhood(local_database)
    referral_id = a_referral(local_database, near, source=Source.HOUSING, referrer_name="Housing officer")
    with local_database.write(near.actor) as work:
        service.decline_referral(work, referral_id, 1, Decline(Refusal.WRONG_SERVICE, "Ask the council"))
    with local_database.read() as session:
        assert queries.feedback_due(session)[0].extent == Extent.STATE_ONLY


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
        assert [f.kind for f in queries.feedback_due(session)] == ["closure"]


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


def test_what_the_person_says_stands_beside_what_the_referrer_said(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        service.add_person_issues(work, referral_id, (Reason(Issue.MONEY_DEBT_BENEFITS, "The gas bill"),))
    with database.read() as session:
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    assert len(panel.reasons) == 2
    assert [(i.code, i.note) for i in panel.person_issues] == [("money_debt_benefits", "The gas bill")]


def test_the_board_shows_waits_by_column_oldest_first(database: Database) -> None:
    near = neighbourhood(database)
    a_referral(database, near, received_at=NOW - timedelta(days=3))
    a_referral(database, near, received_at=NOW - timedelta(hours=6))
    third = a_referral(database, near, received_at=NOW - timedelta(days=4))
    with database.write(near.actor) as work:
        service.triage_referral(work, third, 1, Triage())
    with database.read() as session:
        board = queries.board(session, now=NOW, team_id=near.team)
        counts = queries.counts(session, near.team, on=date(2026, 11, 19))
    assert [(c.days, c.hours, c.wait) for c in board.columns["new"]] == [(3, 72, Wait.OVER), (0, 6, Wait.WITHIN)]
    assert [(c.days, c.wait) for c in board.columns["triage"]] == [(4, Wait.NEAR)]
    assert board.columns["new"][0].reasons == ("Lonely", "low mood")
    assert (board.count, board.over) == (3, 1)
    assert counts == {"new": 2, "triage": 1, "accepted": 0, "first_contact": 0}


def test_the_board_can_be_narrowed_by_source_and_pathway(database: Database) -> None:
    near = neighbourhood(database)
    a_referral(database, near)
    a_referral(database, near, source=Source.SELF, referrer_name="", pathway_key="gambling_support")
    with database.read() as session:
        assert queries.board(session, now=NOW, sources=["self"]).count == 1
        assert queries.board(session, now=NOW, pathway_key="social_prescribing").count == 1
        assert queries.board(session, now=NOW, sources=["self"], pathway_key="social_prescribing").count == 0


def test_a_team_of_teams_sees_the_referrals_of_the_teams_inside_it(database: Database) -> None:
    near = neighbourhood(database)
    inner = a_team(database, near, "Social prescribing")
    a_referral(database, near, team_id=inner)
    with database.write(near.actor) as work:
        work.session.add(TeamInTeam(outer_id=near.team, inner_id=inner, from_on=date(2026, 1, 1)))
    with database.read() as session:
        assert queries.board(session, now=NOW, team_id=near.team).count == 1
        assert queries.board(session, now=NOW, team_id=inner).count == 1
        assert queries.counts(session, near.team, on=date(2026, 11, 19))["new"] == 1
        assert queries.counts(session, near.team, on=date(2025, 12, 31))["new"] == 0


def test_an_isolated_referral_is_on_no_board(database: Database) -> None:
    near = neighbourhood(database)
    a_referral(database, near, isolated=True)
    with database.read() as session:
        assert queries.board(session, now=NOW).count == 0
        assert sum(queries.counts(session, near.team, on=date(2026, 11, 19)).values()) == 0


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
        assert history.state_from_history(session, referral_id) is State.RECEIVED
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
