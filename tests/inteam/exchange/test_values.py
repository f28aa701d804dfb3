"""Reading cells: dates in any order, NHS numbers with the published vectors, names, phones, sexes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.exchange import codes, values
from inteam.exchange.values import DateOrder, UnreadableError
from inteam.people import phone

TODAY = date(2026, 11, 19)


def reason(read: object, *args: object) -> str:
    with pytest.raises(UnreadableError) as refused:
        read(*args)  # type: ignore[operator]  # (one of the readers above)
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14-Mar-1957", date(1957, 3, 14)),
        ("14/03/1957", date(1957, 3, 14)),
        ("14.03.1957", date(1957, 3, 14)),
        ("14 Mar 1957", date(1957, 3, 14)),
        ("1957-03-14", date(1957, 3, 14)),
        ("1957-03-14T09:30:00", date(1957, 3, 14)),
        ("1957-03-14 09:30", date(1957, 3, 14)),
        ("14/03/1957 00:00", date(1957, 3, 14)),
        ("19570314", date(1957, 3, 14)),
        ("29-Feb-2004", date(2004, 2, 29)),
    ],
)
def test_the_usual_ways_to_write_a_day(text: str, day: date) -> None:
    found = values.day(text)
    assert found is not None
    assert (found.day, found.precision) == (day, "day")


@pytest.mark.parametrize("text", ["", "-", "n/a", "Unknown", "01-Jan-1900", "01/01/1900"])
def test_marks_for_no_date_say_nothing(text: str) -> None:
    assert values.day(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-Feb-1971", "date_impossible"),
        ("29/02/2023", "date_impossible"),
        ("2024-13-01", "date_impossible"),
        ("14/03/57", "date_two_digit_year"),
        ("14-Mar-57", "date_two_digit_year"),
        ("soon", "date_unreadable"),
        ("19571332", "date_impossible"),
    ],
)
def test_what_is_no_day_is_told_why(text: str, code: str) -> None:
    assert reason(values.day, text) == code


def test_the_order_of_numbers_is_what_was_chosen() -> None:
    assert values.day("03/04/1980", DateOrder.DMY) == values.Day(date(1980, 4, 3))
    assert values.day("03/04/1980", DateOrder.MDY) == values.Day(date(1980, 3, 4))
    assert reason(values.day, "03/04/1980", DateOrder.YMD) == "date_unreadable"
    assert values.day("1980/04/03", DateOrder.MDY) == values.Day(date(1980, 4, 3))


def test_a_year_and_a_month_keep_their_precision() -> None:
    assert values.day("1957") == values.Day(date(1957, 1, 1), "year")
    assert values.day("Mar-1957") == values.Day(date(1957, 3, 1), "month")


def test_a_spreadsheets_number_of_days_is_read_with_a_warning() -> None:
    # 29-Mar-1980, worked out with a spreadsheet.
    assert values.day("29309") == values.Day(date(1980, 3, 29), warning="date_spreadsheet")


def test_nobody_is_born_tomorrow_or_before_1890() -> None:
    assert reason(values.born, "20/11/2026", DateOrder.DMY, TODAY) == "born_in_future"
    assert reason(values.born, "31/12/1889", DateOrder.DMY, TODAY) == "born_too_early"
    assert values.born("01/02/1890", DateOrder.DMY, TODAY) == values.Day(date(1890, 2, 1))


@given(st.dates(date(1901, 1, 1), date(2100, 12, 31)), st.sampled_from(list(DateOrder)), st.sampled_from("/-. "))
def test_each_day_is_read_back_in_its_order(day: date, order: DateOrder, sign: str) -> None:
    parts = {"D": f"{day.day:02}", "M": f"{day.month:02}", "Y": f"{day.year:04}"}
    found = values.day(sign.join(parts[letter] for letter in order), order)
    assert found is not None
    assert found.day == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_nothing_or_refused(text: str) -> None:
    found, code = None, ""
    try:
        found = values.day(text)
    except UnreadableError as error:
        code = error.code
    assert code.startswith("date_") or found is None or date(1, 1, 1) <= found.day


# domain.md 14.1
@pytest.mark.parametrize(
    ("text", "digits", "warning"),
    [
        ("943 476 5919", "9434765919", "nhs_number_out_of_range"),
        ("944 930 5552", "9449305552", "nhs_number_out_of_range"),
        ("401 023 2137", "4010232137", ""),
        ("400 000 0004", "4000000004", ""),
        ("9876543210", "9876543210", "nhs_number_out_of_range"),
        ("401-023-2137", "4010232137", ""),
        (" 4010232137\u00a0", "4010232137", ""),
        ("999 000 0018", "9990000018", ""),
        ("9990000131", "9990000131", ""),
        ("4010232137.0", "4010232137", ""),
    ],
)
def test_numbers_that_are_taken(text: str, digits: str, warning: str) -> None:
    assert values.number(text) == (digits, warning)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9434765918", "nhs_number_bad_check_digit"),
        ("1234567890", "nhs_number_bad_check_digit"),
        ("1111111111", "nhs_number_all_same_digit"),
        ("9999999999", "nhs_number_all_same_digit"),
        ("0000000000", "nhs_number_all_same_digit"),
        ("40102321l7", "nhs_number_bad_characters"),
        ("４０１０２３２１３７", "nhs_number_bad_characters"),
        ("40102321", "nhs_number_bad_length"),
        ("40102321370", "nhs_number_bad_length"),
        ("9.43E+09", "nhs_number_spreadsheet"),
        ("607230002", "nhs_number_lost_zero"),  # 0607230002 is valid
        ("9990000019", "nhs_number_bad_check_digit"),
    ],
)
def test_numbers_that_are_refused(text: str, code: str) -> None:
    assert reason(values.number, text) == code


def test_a_mark_for_no_number_says_nothing() -> None:
    assert [values.number(text) for text in ("", "-", "n/a", "NULL")] == [("", "")] * 4


@pytest.mark.parametrize(
    ("text", "code"),
    [("1", "1"), ("M", "1"), ("Female", "2"), ("2", "2"), ("9", "9"), ("Indeterminate", "9"), ("0", "X"), ("", "")],
)
def test_sexes_in_words_and_codes(text: str, code: str) -> None:
    assert values.sex(text) == code


@given(st.from_regex(r"0[1-9][0-9]{9}", fullmatch=True))
def test_the_short_way_to_e164_agrees_with_the_long_one(digits: str) -> None:
    assert values.e164(digits) == phone.e164(digits)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("MALLOY, Sian (Ms)", ("MALLOY", "Sian", "Ms")),
        ("O'NEIL, Mary Anne", ("O'NEIL", "Mary Anne", "")),
        ("Sian Malloy", ("Malloy", "Sian", "")),
        ("Prince", ("Prince", "", "")),
    ],
)
def test_a_full_name_falls_into_its_parts(text: str, parts: tuple[str, str, str]) -> None:
    assert values.split_name(text) == parts


def test_null_is_a_family_name() -> None:
    assert values.name("Null") == "Null"


@pytest.mark.parametrize(
    ("text", "code"),
    [("\u202eevil", "name_bidi"), ("x" * 101, "name_too_long"), ("a\x00b", "name_controls"), ("!!", "name_no_letter")],
)
def test_names_that_cannot_be_stored(text: str, code: str) -> None:
    assert reason(values.name, text) == code


def test_ethnic_categories_by_code_and_in_words() -> None:
    words = ["A", "z", "British", "White and Asian", "any other Black background", "martian"]
    assert [codes.ethnic_category(word) for word in words] == ["A", "Z", "A", "F", "P", None]


def test_languages_by_name_and_code() -> None:
    assert [codes.language(word) for word in ("Polish", "pl", "en-GB", "BSL", "Elvish")] == [
        "pl",
        "pl",
        "en",
        "bfi",
        None,
    ]


def test_days_of_a_spreadsheet_go_on_by_one() -> None:
    first, second = values.day("40000"), values.day("40001")
    assert first is not None
    assert second is not None
    assert second.day - first.day == timedelta(days=1)
