from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.caseload.rules import (
    FIRST_COLUMNS,
    FIXED_COLUMNS,
    Column,
    Filters,
    Flag,
    Group,
    Load,
    View,
    complexity,
    group,
    view_problems,
)
from inteam.cases.rules import Complexity

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("due", "by_others", "expected"),
    [
        (date(2026, 11, 18), False, Group.OVERDUE),
        (date(2026, 11, 18), True, Group.OVERDUE),
        (TODAY, False, Group.TODAY),
        (TODAY, True, Group.WAITING),
        (date(2026, 11, 20), False, Group.SOON),
        (date(2026, 11, 26), True, Group.WAITING),
    ],
)
def test_a_task_stands_where_its_day_and_doer_say(due: date, *, by_others: bool, expected: Group) -> None:
    assert group(due, TODAY, by_others=by_others) is expected


def test_complexity_counts_each_reason_once() -> None:
    flags = Flag.SAFEGUARDING | Flag.INTERPRETER | Flag.ACCESS_NEED | Flag.DECEASED
    assert complexity(flags, 2, 3) == {Complexity.SAFEGUARDING, Complexity.INTERPRETER}
    assert complexity(Flag(0), 3, 3) == {Complexity.MANY_NEEDS}


def test_a_load_grows_in_people_and_points_and_keeps_its_capacity() -> None:
    assert Load(31, 24, 40, 30).plus(6, 5) == Load(37, 29, 40, 30)


_FILTERS = st.builds(
    Filters,
    is_open=st.booleans(),
    owner_id=st.none() | st.uuids(),
    team_id=st.none() | st.uuids(),
    practice_id=st.none() | st.uuids(),
    pathways=st.lists(st.sampled_from(["social_prescribing", "complex_care"]), max_size=2).map(tuple),
    stages=st.lists(st.sampled_from(["waiting", "active"]), max_size=2).map(tuple),
    risks=st.lists(st.integers(0, 5), max_size=3).map(tuple),
    flag=st.none() | st.integers(1, 512),
    overdue=st.booleans(),
    due_within=st.none() | st.integers(0, 60),
    no_action=st.booleans(),
    waiting=st.booleans(),
    waiting_over=st.booleans(),
    no_contact_for=st.none() | st.integers(1, 365),
    review_within=st.none() | st.integers(0, 365),
    text=st.text(max_size=20),
)


@given(_FILTERS)
def test_filters_come_back_from_a_saved_view_as_they_were(filters: Filters) -> None:
    assert Filters.from_kept(filters.kept()) == filters


def test_a_saved_view_of_a_newer_program_is_read_as_far_as_it_is_known() -> None:
    owner = UUID(int=7)
    assert Filters.from_kept({"owner_id": str(owner), "phase_of_moon": "full"}) == Filters(owner_id=owner)


def test_filters_say_what_narrows_the_list() -> None:
    assert Filters(is_open=False).narrow() == frozenset()
    assert Filters(owner_id=uuid4(), text="pem").narrow() == {"owner_id", "text"}


@pytest.mark.parametrize(
    ("view", "problems"),
    [
        (View("Falls", Filters()), {}),
        (View("  ", Filters()), {"name": "required"}),
        (View("x" * 61, Filters()), {"name": "too_long"}),
        (View("MINE", Filters()), {"name": "view_name_taken"}),
        (View("Falls", Filters(), Column.ACTION), {"sort": "unknown"}),
        (View("Falls", Filters(), columns=(Column.PERSON, Column.DUE)), {"columns": "identifiers_needed"}),
    ],
)
def test_a_view_needs_a_name_of_its_own_an_order_and_three_identifiers(view: View, problems: dict[str, str]) -> None:
    assert view_problems(view, {"mine"}) == problems


def test_the_first_columns_hold_the_three_identifiers() -> None:
    assert FIRST_COLUMNS[:3] == FIXED_COLUMNS == (Column.PERSON, Column.NHS_NUMBER, Column.BORN)
