from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.policy.defaults import defaults
from inteam.referrals import attempts, clocks
from inteam.referrals.attempts import AttemptRule
from inteam.referrals.clocks import Days, Wait

HOLIDAYS = frozenset(date.fromisoformat(str(day)) for day in defaults()["calendar.bank_holidays"].value)  # type: ignore[union-attr]  # (it is there)
DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 4, 2), date(2026, 4, 8), Days(6, 2)),  # domain 14.7: over Easter
        (date(2026, 4, 4), date(2026, 4, 7), Days(3, 1)),  # domain 14.7: from a Saturday
        (date(2026, 11, 19), date(2026, 11, 19), Days(0, 0)),
        (date(2026, 11, 20), date(2026, 11, 23), Days(3, 1)),
        (date(2026, 12, 24), date(2026, 12, 29), Days(5, 1)),  # Boxing Day is given on Monday 28
        (date(2026, 3, 27), date(2026, 3, 30), Days(3, 1)),  # the clocks go forward in between
        (date(2026, 11, 20), date(2026, 11, 19), Days(-1, -1)),
    ],
)
def test_waits_are_counted_in_calendar_and_in_working_days(start: date, end: date, days: Days) -> None:
    assert clocks.elapsed(start, end, HOLIDAYS) == days


@given(DAYS, st.integers(0, 800))
def test_working_days_agree_with_counting_one_day_after_the_other(start: date, length: int) -> None:
    days = [start + timedelta(days=n) for n in range(1, length + 1)]
    counted = sum(day.weekday() < 5 and day not in HOLIDAYS for day in days)
    assert clocks.elapsed(start, start + timedelta(days=length), HOLIDAYS) == Days(length, counted)


@given(DAYS, st.integers(1, 60))
def test_a_due_day_is_a_working_day_and_lies_as_many_working_days_ahead(start: date, count: int) -> None:
    due = clocks.add_working_days(start, count, HOLIDAYS)
    assert due.weekday() < 5
    assert due not in HOLIDAYS
    assert clocks.elapsed(start, due, HOLIDAYS).working == count


@pytest.mark.parametrize(
    ("days", "standard", "wait"),
    [
        (0, 2, Wait.WITHIN),
        (1, 2, Wait.WITHIN),
        (2, 2, Wait.NEAR),
        (3, 2, Wait.OVER),
        (11, 14, Wait.WITHIN),
        (12, 14, Wait.NEAR),
        (14, 14, Wait.NEAR),
        (16, 14, Wait.OVER),
    ],
)
def test_a_wait_is_amber_from_four_fifths_of_its_standard_and_red_past_it(days: int, standard: int, wait: Wait) -> None:
    assert clocks.wait(days, standard) is wait


def test_delays_of_choice_count_each_day_once_and_only_within_the_wait() -> None:
    delays = [(date(2026, 11, 3), date(2026, 11, 6)), (date(2026, 11, 5), date(2026, 11, 9))]
    assert clocks.delay_days(delays, date(2026, 11, 4), date(2026, 11, 8)) == 4  # 5th to 8th


RULE = AttemptRule(attempts=3, modes=2, times_of_day=2, working_days=10)
LONDON = ZoneInfo("Europe/London")


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=LONDON)


def test_three_attempts_by_two_ways_at_two_times_over_ten_working_days_are_enough() -> None:
    tried = attempts.tried([(at(2, 10), "phone"), (at(9, 18), "phone"), (at(16, 10), "letter")], RULE, HOLIDAYS)
    assert tried.enough


@pytest.mark.parametrize(
    ("made", "missing"),
    [
        ([], {"attempts", "modes", "times_of_day", "working_days"}),
        ([(at(2, 10), "phone"), (at(9, 18), "phone"), (at(16, 10), "phone")], {"modes"}),
        ([(at(2, 10), "phone"), (at(9, 9), "text"), (at(16, 11), "letter")], {"times_of_day"}),
        ([(at(2, 10), "phone"), (at(9, 18), "text"), (at(13, 10), "letter")], {"working_days"}),
        ([(at(2, 10), "phone"), (at(16, 18), "letter")], {"attempts"}),
    ],
)
def test_what_is_missing_of_the_attempts_rule_is_named(made: list[tuple[datetime, str]], missing: set[str]) -> None:
    assert attempts.tried(made, RULE, HOLIDAYS).missing == missing


def test_a_time_of_day_is_londons_also_in_summer() -> None:
    assert attempts.time_of_day(datetime.fromisoformat("2026-07-01T11:30:00+00:00")) == "afternoon"


def test_a_vulnerable_person_is_given_up_only_with_a_sign_off() -> None:
    tried = attempts.tried([(at(2, 10), "phone"), (at(9, 18), "phone"), (at(16, 10), "letter")], RULE, HOLIDAYS)
    asked = {"letter_on": date(2026, 11, 16), "today": date(2026, 11, 30), "grace": 14}
    assert attempts.may_give_up(tried, [], signed_off=False, **asked) == {}  # type: ignore[arg-type]  # (what a test names)
    needs = attempts.may_give_up(tried, ["dementia"], signed_off=False, **asked)  # type: ignore[arg-type]  # (what a test names)
    assert needs == {"signed_off_by_id": "sign_off_needed"}
    assert attempts.may_give_up(tried, ["dementia"], signed_off=True, **asked) == {}  # type: ignore[arg-type]  # (what a test names)


def test_the_letter_has_its_days_of_grace() -> None:
    tried = attempts.tried([(at(2, 10), "phone"), (at(9, 18), "phone"), (at(16, 10), "letter")], RULE, HOLIDAYS)
    on = date(2026, 11, 16)
    early = attempts.may_give_up(tried, [], signed_off=False, letter_on=on, today=date(2026, 11, 29), grace=14)
    assert early == {"attempts": "letter_too_recent"}
    none = attempts.may_give_up(tried, [], signed_off=False, letter_on=None, today=date(2026, 11, 29), grace=14)
    assert none == {"attempts": "no_letter_sent"}
