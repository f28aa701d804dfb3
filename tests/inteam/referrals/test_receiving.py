"""From receipt to acceptance: what a referral needs, triage, questions, guards."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from inteam.access import Actor, Role
from inteam.errors import ConflictError, DeniedError, InputError
from inteam.referrals import queries, queries_panel, service
from inteam.referrals.choices import (
    Agreement,
    Issue,
    NeedKind,
    RiskState,
    Source,
    State,
    Urgency,
)
from inteam.referrals.model import Referral
from inteam.referrals.rules import (
    Acceptance,
    Question,
    Reason,
    Triage,
)
from inteam.store.database import Database
from tests.conftest import NOW, MovableClock
from tests.inteam.referrals.samples import a_referral, entry_for, neighbourhood, row, version


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
