"""The moves of an onward referral, from domain 3.7, and what each entry must say."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.needs import onward_words
from inteam.needs.rules_onward import (
    MOVES,
    OPEN_ONWARD,
    Cancelled,
    OnwardEntry,
    OnwardOutcome,
    OnwardState,
    SentVia,
    Step,
    asks,
    entry_problems,
    next_step,
    step_problems,
)
from inteam.referrals.choices import Agreement, Issue, Refusal, Urgency

TODAY = date(2026, 11, 19)
SENT = date(2026, 11, 10)
ENTRY = OnwardEntry(
    "Citizens Advice",
    code=Issue.MONEY_DEBT_BENEFITS,
    reason="Debts of two catalogues",
    shared="Name, birth date, telephone",
    person_agrees=Agreement.YES,
    via=SentVia.EMAIL,
    team_id=UUID(int=1),
)
# Domain 3.7, written out from the text, not from the code; what a provider skips may be skipped.
CHAIN = ("sent", "acknowledged", "accepted", "booked", "seen")
ALLOWED = {
    *((early, late) for place, early in enumerate(CHAIN) for late in CHAIN[place + 1 :]),
    *((state, "declined") for state in CHAIN[:-1]),
    *((state, "cancelled") for state in CHAIN[:-1]),
    *((state, "no_response") for state in CHAIN),
    ("booked", "booked"),
    ("seen", "outcome_received"),
    ("declined", "person_told"),
    *(("no_response", late) for late in (*CHAIN[1:], "declined", "outcome_received")),
}
WHOLE = {
    OnwardState.BOOKED: Step(OnwardState.BOOKED, booked_for=datetime(2026, 11, 27, 9, 30, tzinfo=UTC)),
    OnwardState.DECLINED: Step(OnwardState.DECLINED, reason=Refusal.OUT_OF_AREA),
    OnwardState.CANCELLED: Step(OnwardState.CANCELLED, reason=Cancelled.MOVED_AWAY),
    OnwardState.OUTCOME_RECEIVED: Step(
        OnwardState.OUTCOME_RECEIVED, outcome=OnwardOutcome.NEEDS_MET, note="Debt relief order granted"
    ),
    OnwardState.NO_RESPONSE: Step(OnwardState.NO_RESPONSE, note="Three letters"),
}


def problems(state: str, step: Step) -> dict[str, str]:
    return step_problems(state, step, last_on=SENT, today=TODAY)


def test_the_table_of_moves_is_the_one_of_the_domain() -> None:
    assert {(str(a), str(b)) for a, found in MOVES.items() for b in found} == ALLOWED


@given(st.sampled_from(OnwardState), st.sampled_from(OnwardState))
def test_a_step_that_says_everything_is_refused_only_by_the_table(state: OnwardState, to: OnwardState) -> None:
    found = problems(state, WHOLE.get(to, Step(to)))
    assert found == ({} if (state, to) in ALLOWED else {"to": "onward_no_such_move"})


@given(
    st.sampled_from(OnwardState),
    st.sampled_from(OnwardState),
    st.integers(-30, 30),
    st.sampled_from(["", "other", "out_of_area", "died"]),
)
def test_a_day_ahead_or_before_the_last_step_is_never_taken(state: str, to: str, days: int, reason: str) -> None:
    on = TODAY + timedelta(days=days)
    found = problems(state, Step(OnwardState(to), on, reason=reason))
    if not found:
        assert SENT <= on <= TODAY


def test_every_open_one_has_a_next_step_and_no_ended_one_has() -> None:
    assert {state for state in OnwardState if next_step(state) is not None} == set(OPEN_ONWARD)
    assert [next_step(state) for state in (*CHAIN, "declined")] == [*CHAIN[1:], "outcome_received", "person_told"]


def test_every_state_and_step_has_words() -> None:
    assert set(onward_words.STATES) == set(OnwardState)
    assert set(onward_words.STEPS) == set(OnwardState) - {OnwardState.SENT}
    assert set(onward_words.FOLLOW_UPS) == set(OPEN_ONWARD)
    assert set(onward_words.OUTCOMES) == set(OnwardOutcome)
    assert set(onward_words.CANCELLED) == set(Cancelled)
    assert set(onward_words.VIAS) == set(SentVia)


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (Step(), {"to": "required"}),
        (Step(OnwardState.BOOKED), {"booked_for": "required"}),
        (
            Step(OnwardState.BOOKED, TODAY, booked_for=datetime(2026, 11, 18, 9, tzinfo=UTC)),
            {"booked_for": "onward_booked_before"},
        ),
        (Step(OnwardState.DECLINED), {"reason": "required"}),
        (Step(OnwardState.DECLINED, reason="died"), {"reason": "unknown"}),
        (Step(OnwardState.DECLINED, reason="other"), {"note": "required"}),
        (Step(OnwardState.CANCELLED, reason="out_of_area"), {"reason": "unknown"}),
        (Step(OnwardState.NO_RESPONSE), {"note": "required"}),
        (Step(OnwardState.ACKNOWLEDGED, SENT - timedelta(days=1)), {"on": "onward_before_last"}),
        (Step(OnwardState.ACKNOWLEDGED, TODAY + timedelta(days=1)), {"on": "in_future"}),
        (Step(OnwardState.SEEN, note="x" * 4001), {"note": "too_long"}),
        (Step(OnwardState.OUTCOME_RECEIVED), {"to": "onward_no_such_move"}),
    ],
)
def test_a_step_that_cannot_be_taken_says_why(step: Step, problem: dict[str, str]) -> None:
    assert problems("sent", step) == problem


def test_an_outcome_says_what_came_of_it() -> None:
    assert problems("seen", Step(OnwardState.OUTCOME_RECEIVED)) == {"outcome": "required", "note": "required"}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, {}),
        ({"provider_name": " "}, {"provider_name": "required"}),
        ({"provider_name": "x" * 201}, {"provider_name": "too_long"}),
        ({"code": None}, {"code": "required"}),
        ({"reason": ""}, {"reason": "required"}),
        ({"shared": ""}, {"shared": "required"}),
        ({"via": None}, {"via": "required"}),
        ({"person_agrees": None}, {"person_agrees": "required"}),
        ({"person_agrees": Agreement.NO}, {"person_agrees": "onward_not_agreed"}),
        ({"person_agrees": Agreement.NOT_ASKED}, {"person_agrees": "onward_not_agreed"}),
        ({"person_agrees": Agreement.BEST_INTERESTS}, {}),
        ({"urgency": Urgency.SAME_DAY_SAFETY}, {"urgency": "onward_same_day"}),
        ({"sent_on": TODAY + timedelta(days=1)}, {"sent_on": "in_future"}),
        ({"team_id": None}, {"owner_id": "owner_needed"}),
    ],
)
def test_what_may_not_be_sent_says_why(changes: dict[str, object], problem: dict[str, str]) -> None:
    assert entry_problems(replace(ENTRY, **changes), TODAY) == problem  # type: ignore[arg-type]  # (what a test names)


@pytest.mark.parametrize(
    ("seen_on", "calendar_days", "working", "said"),
    [
        (None, None, 7, "Sent 9 days ago (7 working days), not seen yet"),
        (date(2026, 11, 11), 1, 1, "Seen after 1 day (1 working day)"),
        (SENT, 0, 0, "Seen on the day it was sent"),
    ],
)
def test_the_clock_is_said_in_calendar_and_in_working_days(
    seen_on: date | None, calendar_days: int | None, working: int, said: str
) -> None:
    assert onward_words.clock_words(SENT, seen_on, calendar_days, working, TODAY) == said


def test_what_was_sent_today_says_so() -> None:
    assert onward_words.clock_words(TODAY, None, None, 0, TODAY) == "Sent today, not seen yet"


def test_each_field_that_a_step_asks_for_is_asked_by_its_form() -> None:
    assert {str(state): asks(state) for state in OnwardState if asks(state)} == {
        "booked": ("booked_for",),
        "declined": ("reason",),
        "cancelled": ("reason",),
        "outcome_received": ("outcome",),
    }
