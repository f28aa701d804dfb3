"""NHS numbers: the vectors of domain.md 14.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.people import nhs_number
from inteam.people.nhs_number import Result

SEEDS = ("0018", "0026", "0034", "0042", "0050", "0069", "0077", "0085", "0093", "0107", "0115", "0123", "0131")


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("943 476 5919", Result.OUT_OF_RANGE),
        ("9434765918", Result.BAD_CHECK_DIGIT),
        ("944 930 5552", Result.OUT_OF_RANGE),
        ("401 023 2137", Result.VALID),
        ("400 000 0004", Result.VALID),
        ("9876543210", Result.OUT_OF_RANGE),
        ("1234567881", Result.OUT_OF_RANGE),
        ("1234567890", Result.BAD_CHECK_DIGIT),
        ("401 023 213", Result.BAD_LENGTH),
        ("40102321371", Result.BAD_LENGTH),
        ("40102321l7", Result.BAD_CHARACTERS),
        ("٤٠١٠٢٣٢١٣٧", Result.BAD_CHARACTERS),
        ("401-023-2137", Result.VALID),
        (" 4010232137\u00a0", Result.VALID),
        ("401\u2011023\u20112137", Result.VALID),
        ("", Result.BAD_LENGTH),
        ("9.43E+09", Result.BAD_CHARACTERS),
    ],
)
def test_each_number_is_what_the_published_table_says(typed: str, result: Result) -> None:
    assert nhs_number.check(typed).result is result


@pytest.mark.parametrize("digit", "0123456789")
def test_ten_equal_digits_pass_the_check_digit_and_are_refused(digit: str) -> None:
    checked = nhs_number.check(digit * 10)
    assert checked.result is Result.ALL_SAME_DIGIT
    assert not checked.ok


@pytest.mark.parametrize("end", SEEDS)
def test_numbers_of_the_test_range_are_valid_there(end: str) -> None:
    assert nhs_number.check(f"999000{end}").result is Result.VALID_TEST_RANGE


def test_the_test_range_is_refused_in_a_live_file_only() -> None:
    assert nhs_number.problem("999 000 0018", live=True) == "nhs_number_test_range"
    assert nhs_number.problem("999 000 0018", live=False) is None


def test_a_number_out_of_range_is_kept() -> None:
    assert nhs_number.problem("943 476 5919", live=True) is None


def test_a_malformed_number_is_refused_everywhere() -> None:
    assert nhs_number.problem("9434765918", live=False) == "nhs_number_bad_check_digit"
    assert nhs_number.problem("1111111111", live=False) == "nhs_number_all_same_digit"


def test_a_number_is_shown_in_groups_of_three_three_and_four() -> None:
    assert nhs_number.shown("9434765919") == "943 476 5919"
    assert nhs_number.shown(None) == ""


def test_nine_digits_without_a_check_digit_are_skipped() -> None:
    assert nhs_number.with_check_digit("999000000") is None
    assert nhs_number.with_check_digit("943476591") == "9434765919"


@given(st.integers(300_000_000, 499_999_999), st.sampled_from([" ", "-", "\u00a0", ""]))
def test_a_number_with_its_check_digit_is_valid_in_any_spacing(nine: int, between: str) -> None:
    number = nhs_number.with_check_digit(str(nine))
    if number is None or len(set(number)) == 1:
        return
    spaced = between.join((number[:3], number[3:6], number[6:]))
    assert nhs_number.check(spaced) == nhs_number.Check(Result.VALID, number)


@given(st.integers(400_000_000, 499_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(nine: int, place: int, off: int) -> None:
    number = nhs_number.with_check_digit(str(nine))
    if number is None:
        return
    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
    assert nhs_number.check(wrong).result in (Result.BAD_CHECK_DIGIT, Result.ALL_SAME_DIGIT)


@given(st.text(max_size=20))
def test_no_text_makes_the_check_fail(text: str) -> None:
    checked = nhs_number.check(text)
    assert checked.ok == (checked.result not in nhs_number.MALFORMED)
