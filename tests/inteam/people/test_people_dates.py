"""Dates of birth and ages: the vectors of domain.md 14.10 and 1.2."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.people import dates
from inteam.people.choices import DatePrecision

DAYS = st.dates(date(1890, 1, 1), date(2026, 11, 19))
BORN = date(1957, 3, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "14-Mar-1957",
        "14/03/1957",
        "14/3/1957",
        "14.03.1957",
        "14-03-1957",
        "1957-03-14",
        "1957-03-14T00:00:00",
        "19570314",
        "14 March 1957",
        "14th March 1957",
        "14mar1957",
        " 14-MAR-1957 ",
    ],
)
def test_the_usual_forms_are_read(typed: str) -> None:
    assert dates.parse(typed) == BORN


@pytest.mark.parametrize(
    "typed", ["03/14/1957", "14/03/57", "31-Feb-1957", "1957", "hello", "", "00/00/0000", "14-Foo-1957"]
)
def test_what_is_no_whole_day_is_not_guessed(typed: str) -> None:
    assert dates.parse(typed) is None


@given(DAYS)
def test_what_is_shown_is_read_back(day: date) -> None:
    assert dates.parse(dates.short(day)) == day
    assert dates.parse(dates.long(day)) == day
    assert dates.parse(day.strftime("%Y%m%d")) == day


@pytest.mark.parametrize(
    ("typed", "precision", "shown"),
    [
        ("Mar-1957", DatePrecision.MONTH, "Mar-1957"),
        ("03/1957", DatePrecision.MONTH, "Mar-1957"),
        ("1957-03", DatePrecision.MONTH, "Mar-1957"),
        ("1957", DatePrecision.YEAR, "1957"),
        ("14/03/1957", DatePrecision.DAY, "14-Mar-1957"),
    ],
)
def test_a_birth_date_keeps_how_much_is_known(typed: str, precision: DatePrecision, shown: str) -> None:
    birth = dates.parse_birth(typed)
    assert birth is not None
    assert birth.precision is precision
    assert dates.short(birth.day, birth.precision) == shown


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
        (date(1945, 7, 14), date(2026, 3, 3), 80),
    ],
)
def test_completed_years_are_those_of_the_table(born: date, on: date, age: int) -> None:
    assert dates.years(born, on) == age


@pytest.mark.parametrize(
    ("born", "precision", "shown"),
    [
        (date(1957, 3, 14), "day", "69y"),
        (date(2025, 9, 19), "day", "14m"),
        (date(2025, 9, 20), "day", "13m"),
        (date(2026, 10, 30), "day", "20d"),
        (date(1991, 11, 1), "month", "34–35y"),
        (date(1991, 3, 1), "month", "35y"),
        (date(1991, 1, 1), "year", "about 35y"),
        (None, "unknown", "age unknown"),
    ],
)
def test_an_age_says_as_much_as_is_known(born: date | None, precision: str, shown: str) -> None:
    assert dates.age(born, precision, date(2026, 11, 19)) == shown


def test_rules_that_need_an_age_are_told_when_it_is_not_settled() -> None:
    today = date(2026, 11, 19)
    assert dates.age_in_years(date(1991, 11, 1), "month", today) is None
    assert dates.age_in_years(date(1991, 3, 1), "month", today) == 35
    assert dates.age_in_years(date(1991, 1, 1), "year", today) is None


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_month_later_is_the_last_day_where_there_is_no_such_day(day: date, count: int, later: date) -> None:
    assert dates.add_months(day, count) == later


@given(DAYS, st.integers(0, 40_000))
def test_age_never_falls_as_days_go_by(born: date, days: int) -> None:
    on = min(born + timedelta(days=days), date(9998, 1, 1))
    assert dates.years(born, on) <= dates.years(born, on + timedelta(days=1))
    assert 0 <= dates.months(born, on) - 12 * dates.years(born, on) <= 11


def test_a_birth_in_the_future_or_before_1890_is_refused() -> None:
    today = date(2026, 11, 19)
    assert dates.born_problem(date(2026, 11, 20), today) == "born_in_future"
    assert dates.born_problem(date(1889, 12, 31), today) == "born_too_early"
    assert dates.born_problem(date(1890, 1, 1), today) is None
    assert dates.born_problem(today, today) is None


def test_the_first_of_january_is_looked_at_again() -> None:
    assert dates.born_warning(date(1900, 1, 1), "day") == "born_null_marker"
    assert dates.born_warning(date(1957, 1, 1), "day") == "born_first_of_january"
    assert dates.born_warning(date(1957, 1, 1), "year") is None


def test_a_person_reads_the_long_form() -> None:
    assert dates.long(date(2026, 3, 3)) == "3 March 2026"
    assert dates.long(date(2026, 3, 3), weekday=True) == "Tuesday 3 March 2026"


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    dates.parse_birth(text)
