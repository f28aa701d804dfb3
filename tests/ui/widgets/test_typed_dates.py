"""What a date field makes of what is typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.dates import DateError, add_months, read, shown

TODAY = date(2026, 11, 19)
DAYS = st.dates(min_value=date(1890, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14-Mar-1957", date(1957, 3, 14)),
        ("14 march 1957", date(1957, 3, 14)),
        ("14/3/1957", date(1957, 3, 14)),
        ("14.03.1957", date(1957, 3, 14)),
        ("14‑Mar‑1957", date(1957, 3, 14)),
        ("1957-03-14", date(1957, 3, 14)),
        ("14031957", date(1957, 3, 14)),
        ("t", TODAY),
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 20)),
        ("yesterday", date(2026, 11, 18)),
        ("+1", date(2026, 11, 20)),
        ("t+7", date(2026, 11, 26)),
        ("+2w", date(2026, 12, 3)),
        ("-3", date(2026, 11, 16)),
        ("+3m", date(2027, 2, 19)),
        ("24 nov", date(2026, 11, 24)),
        ("3 jan", date(2027, 1, 3)),
        ("3/12/26", date(2026, 12, 3)),
        ("  ", None),
    ],
)
def test_usual_forms_are_read(typed: str, day: date | None) -> None:
    assert read(typed, TODAY) == day


def test_a_birth_year_of_two_digits_is_asked_about_where_both_centuries_can_be_meant() -> None:
    with pytest.raises(DateError, match="14-Mar-1920 or 14-Mar-2020") as refused:
        read("14/3/20", TODAY, past=True)
    assert refused.value.meant == (date(1920, 3, 14), date(2020, 3, 14))


def test_a_birth_year_that_would_lie_ahead_is_the_last_century_s() -> None:
    assert read("14/3/57", TODAY, past=True) == date(1957, 3, 14)


def test_a_birth_date_without_a_year_is_the_last_one() -> None:
    assert read("24 nov", TODAY, past=True) == date(2025, 11, 24)


@pytest.mark.parametrize("typed", ["31-Feb-2026", "0/1/2026", "29/2/2026", "32 jan 2026"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(DateError, match="no such date"):
        read(typed, TODAY)


@pytest.mark.parametrize("typed", ["soon", "14-Mxr-1957", "1/2/3/4", "99999999999", "–"])
def test_anything_else_is_refused_with_the_form_to_write(typed: str) -> None:
    with pytest.raises(DateError):
        read(typed, TODAY)


@given(DAYS)
def test_what_is_shown_is_read_back(day: date) -> None:
    assert read(shown(day), TODAY) == day
    assert read(day.isoformat(), TODAY) == day


@given(DAYS, st.integers(-120, 120))
def test_adding_months_lands_in_the_month_and_never_past_its_end(day: date, count: int) -> None:
    made = add_months(day, count)
    assert (made.year * 12 + made.month) - (day.year * 12 + day.month) == count
    assert made.day == day.day or (made + timedelta(days=1)).day == 1


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(typed: str) -> None:
    try:
        found = read(typed, TODAY)
    except DateError:
        return
    assert found is None or isinstance(found, date)
