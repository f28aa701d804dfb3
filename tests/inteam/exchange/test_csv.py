"""CSV in any dialect: detection, refusals with their row, and what may not be guessed."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inteam.errors import InputError
from inteam.exchange import csv_form, csv_out, csv_people, csv_text, limits, values
from inteam.exchange.csv_form import Options
from inteam.exchange.fields import Field
from inteam.exchange.incoming import Incoming, IncomingPerson, NotTaken, Refusal, Warned
from inteam.exchange.values import DateOrder
from inteam.messages import sentence
from tests.inteam.exchange.conftest import HEADER, SAMPLES, TODAY, document

LETTERS = st.text(st.characters(categories=("Lu", "Ll")), min_size=1, max_size=12)


def read(content: str | bytes, options: Options | None = None, *, live: bool = False) -> list[Incoming]:
    whole = content if isinstance(content, bytes) else content.encode()
    one = document(whole)
    form = csv_form.detect(one, options or Options())
    return list(csv_people.people(one, form, today=TODAY, live=live))


def people(content: str | bytes, options: Options | None = None) -> list[IncomingPerson]:
    return [item for item in read(content, options) if isinstance(item, IncomingPerson)]


def refusals(content: str | bytes, options: Options | None = None, *, live: bool = False) -> list[tuple[object, ...]]:
    found = (item for item in read(content, options, live=live) if isinstance(item, Refusal))
    return [(item.row, item.field, item.value, item.reason) for item in found]


def problem(content: str | bytes, options: Options | None = None) -> tuple[str, object]:
    with pytest.raises(InputError) as refused:
        read(content, options)
    return next(iter(refused.value.problems.values())), refused.value.facts.get("row")


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def test_an_emis_export_is_read_whole() -> None:
    first, second, third, fourth = people(sample("emis.csv"))
    assert (first.family_name, first.given_name, first.middle_names, first.title) == (
        "O'Neil",
        "Maureen",
        "Anne",
        "Mrs",
    )
    assert (first.born_on, first.nhs_number, first.sex) == (date(1957, 3, 14), "9990000018", "2")
    assert first.addresses[0].lines == ("Flat 2", "12 High Street", "Stockton", "Cleveland")
    assert [point.system for point in first.points] == ["mobile", "phone", "email"]
    assert (first.practice_code, first.key.system, first.key.value) == ("A81001", "emis", "A81001 101")
    assert (second.family_name, second.language_code, second.interpreter_required) == ("Żółć", "pl", "yes")
    assert (third.family_name, third.nhs_number) == ("حسن", "9990000034")
    assert fourth.nhs_number == ""
    assert refusals(sample("emis.csv")) == [
        (6, "NHS Number", "999 000 0019", "nhs_number_bad_check_digit"),
        (7, "Date of Birth", "31-Feb-1971", "date_impossible"),
    ]


def test_a_report_with_a_preamble_and_grouped_rows_is_read() -> None:
    form = csv_form.detect(document(sample("systmone.csv")), Options())
    assert (form.delimiter, form.header_line, form.dates) == (";", 5, DateOrder.DMY)
    items = read(sample("systmone.csv"))
    names = [(p.family_name, p.given_name, p.title) for p in items if isinstance(p, IncomingPerson)]
    assert names == [("MALLOY", "Sian", "Ms"), ("WREN", "Paul", "Mr")]
    assert [item for item in items if isinstance(item, NotTaken)] == [NotTaken("row that continues the one above")]


def test_syntheas_own_numbers_and_races_are_left_out() -> None:
    form = csv_form.detect(document(sample("synthea.csv")), Options())
    by_header = dict(zip(form.header, form.fields, strict=True))
    assert form.family == "synthea"
    assert [by_header[name] for name in ("SSN", "RACE", "ETHNICITY", "LAST")] == [None, None, None, Field.FAMILY_NAME]
    first, second = people(sample("synthea.csv"))
    assert (first.other_names[0].family_name, second.died_on, second.death_status) == (
        "Monahan3",
        date(2020, 5, 5),
        "confirmed",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    content = (HEADER + "9990000018,Zoë,Café,14-Mar-1957,M1 1AE\n").encode(encoding)
    assert csv_form.detect(document(content), Options()).encoding == encoding
    assert people(content)[0].given_name == "Zoë"


def test_an_encoding_that_nobody_can_tell_must_be_chosen() -> None:
    content = HEADER.encode() + b"9990000018,Zo\x81,X,14-Mar-1957,M1 1AE\n"
    assert problem(content)[0] == "encoding_unknown"
    assert people(content, Options(encoding="mac_roman"))[0].given_name == "ZoÅ"


def test_a_wrong_choice_of_encoding_names_the_line() -> None:
    content = (HEADER + "9990000018,Anna,X,14-Mar-1957,M1 1AE\n9990000026,Zoë,X,14-Mar-1957,M1 1AE\n").encode("cp1252")
    with pytest.raises(InputError) as refused:
        read(content, Options(encoding="utf-8"))
    assert refused.value.problems == {"encoding": "encoding_wrong"}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_each_dialect_reads_back_what_it_wrote(data: st.DataObject) -> None:
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    delimiter = data.draw(st.sampled_from(csv_text.DELIMITERS))
    ending = data.draw(st.sampled_from(["\n", "\r\n"]))
    quoting = data.draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    rows = data.draw(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=5))
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter, lineterminator=ending, quoting=quoting)  # type: ignore[arg-type]  # (one of csv's own)
    writer.writerow(["Surname", "Forename", "DOB", "Address"])
    writer.writerows(
        [family, given_name, "14-Mar-1957", f'1{delimiter} The "Green"\nTown'] for family, given_name in rows
    )
    found = people(made.getvalue().encode(encoding), None)
    assert [(p.family_name, p.given_name) for p in found] == [(values.name(f), values.name(g)) for f, g in rows]
    address = " ".join(f'1{delimiter} The "Green" Town'.split())
    assert {p.addresses[0].lines for p in found} == {(address,)}


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_people_or_a_clear_refusal(content: bytes) -> None:
    told: list[str] = []
    try:
        read(content)
    except InputError as error:
        told = [sentence(code, error.facts) for code in error.problems.values()]
    assert all(words.endswith((".", ":")) for words in told)


@given(st.lists(st.text(max_size=40), min_size=5, max_size=5))
@settings(max_examples=100, deadline=None)
def test_any_cells_are_a_person_or_a_clear_refusal(cells: list[str]) -> None:
    line = csv_out.text(cells, []).encode("utf-8", "replace")
    for item in read(HEADER.encode() + line, Options(encoding="utf-8", dates=DateOrder.DMY)):
        assert isinstance(item, IncomingPerson | Refusal | Warned | NotTaken)


def test_dates_that_can_be_read_two_ways_are_not_guessed() -> None:
    content = "Surname,DOB\nSmith,01/02/1980\nJones,03/04/1981\n"
    assert problem(content)[0] == "dates_unclear"
    assert people(content, Options(dates=DateOrder.MDY))[0].born_on == date(1980, 1, 2)


def test_months_first_are_never_taken_without_asking() -> None:
    assert problem("Surname,DOB\nSmith,01/22/1980\nJones,03/24/1981\n")[0] == "dates_month_first"


def test_one_day_over_twelve_settles_the_order() -> None:
    found = people("Surname,DOB\nSmith,01/02/1980\nJones,23/04/1981\n")
    assert [person.born_on for person in found] == [date(1980, 2, 1), date(1981, 4, 23)]


def test_a_file_without_names_says_what_was_recognised() -> None:
    with pytest.raises(InputError) as refused:
        read("NHS Number,DOB,Colour\n9990000018,14-Mar-1957,red\n")
    assert refused.value.problems == {"": "no_name_column"}
    assert refused.value.facts["recognised"] == "NHS Number, DOB"


def test_a_list_of_organisations_is_no_list_of_people() -> None:
    assert problem("Id,NAME,ADDRESS,CITY\n1,Good Hospital,1 Street,Town\n")[0] == "no_name_column"


def test_a_column_can_be_mapped_and_left_out() -> None:
    content = "Nachname,DOB,Phone\nSmith,14-Mar-1957,01632 960001\n"
    options = Options(columns={"nachname": "family_name", "Phone": "leave_out"})
    assert (people(content, options)[0].family_name, people(content, options)[0].points) == ("Smith", ())
    assert problem(content, Options(columns={"Name": "family_name"}))[0] == "column_missing"
    assert problem(content, Options(columns={"Nachname": "colour"}))[0] == "field_not_known"


def test_a_cell_can_be_mended() -> None:
    one = document((HEADER + "999,Ada,Okoro,14-Mar-1957,M1 1AE\n").encode())
    form = csv_form.detect(one, Options())
    fixes = {("people.csv", 2, 0): "9990000018"}
    found = list(csv_people.people(one, form, today=TODAY, fixes=fixes))
    assert [item.nhs_number for item in found if isinstance(item, IncomingPerson)] == ["9990000018"]


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("9990000018,,,14-Mar-1957,M1 1AE", (2, "Surname", "", "name_missing")),
        ("9990000019,Ada,Okoro,14-Mar-1957,M1 1AE", (2, "NHS Number", "9990000019", "nhs_number_bad_check_digit")),
        ("1111111111,Ada,Okoro,14-Mar-1957,M1 1AE", (2, "NHS Number", "1111111111", "nhs_number_all_same_digit")),
        ("9990000018,Ada,Okoro,20-Nov-2026,M1 1AE", (2, "Date of Birth", "20-Nov-2026", "born_in_future")),
        ("9990000018,Ada,Okoro,31-Dec-1889,M1 1AE", (2, "Date of Birth", "31-Dec-1889", "born_too_early")),
        ("9990000018,Ada,Oko\x00ro,14-Mar-1957,M1 1AE", (2, "Surname", "Oko\x00ro", "name_controls")),
        ("9990000018,Ada,Okoro,14-Mar-1957", (2, "", "", "row_short")),
        ("9990000018,Ada,Okoro,14-Mar-1957,M1 1AE,x", (2, "", "", "row_long")),
        ('9990000018,"Ada" x,Okoro,14-Mar-1957,M1 1AE', (2, "", "", "quote_stray")),
    ],
)
def test_a_refused_row_has_its_place_value_and_reason(line: str, refused: tuple[object, ...]) -> None:
    assert refusals(HEADER + line + "\n9990000026,Bea,Young,14-Mar-1957,M1 1AE\n") == [refused]


def test_warnings_do_not_keep_a_row_out() -> None:
    items = read("NHS No,Surname,DOB,Postcode,Phone\n,Okoro,,M1,12\n9434765919,Young,14-Mar-1957,M1 1AE,\n")
    assert [item.reason for item in items if isinstance(item, Warned)] == [
        "no_nhs_number",
        "no_birth_date",
        "postcode_odd",
        "phone_odd",
        "nhs_number_out_of_range",
    ]


def test_a_test_number_is_refused_only_in_a_live_file() -> None:
    line = HEADER + "9990000018,Ada,Okoro,14-Mar-1957,M1 1AE\n"
    assert refusals(line) == []
    assert [reason for *_, reason in refusals(line, live=True)] == ["nhs_number_test_range"]


def test_an_open_quote_refuses_the_file_with_its_row() -> None:
    assert problem(HEADER + '9990000018,"Ada,Okoro,14-Mar-1957,M1 1AE\n') == ("quote_open", 2)


def test_too_many_columns_refuse_the_file() -> None:
    assert problem(HEADER + "," * 600 + "\n") == ("too_many_columns", 2)


def test_a_million_columns_refuse_the_file() -> None:
    assert problem(HEADER + "," * 1_000_000 + "\n") == ("row_too_long", 2)


def test_a_row_without_end_is_refused_before_it_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINE_CHARACTERS", 5000)
    assert problem(HEADER + "x" * 20_000) == ("row_too_long", 2)


def test_a_cell_that_is_too_long_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELL_CHARACTERS", 100)
    assert problem(HEADER + "9990000018," + "x" * 200 + ",Okoro,14-Mar-1957,M1 1AE\n") == ("cell_too_long", 2)


def test_an_empty_file_has_no_rows() -> None:
    assert problem("\n\n")[0] == "no_rows"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "'=1", "＝1+1", "\r=1"])
def test_no_exported_cell_is_a_formula(cell: str) -> None:
    written = csv_out.text(["Name"], [[cell]])
    row = list(csv.reader(io.StringIO(written, newline="")))[1]
    assert row == [f"'{cell}"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20), min_size=1))
def test_exported_cells_read_back(cells: list[str]) -> None:
    row = next(csv.reader(io.StringIO(csv_out.text(cells, []), newline="")))
    assert [read_back.removeprefix("'") for read_back in row] == [cell.removeprefix("'") for cell in cells]


@pytest.mark.parametrize("delimiter", ["^", "~", ":", "¬"])
def test_rare_delimiters_are_detected(delimiter: str) -> None:
    content = "Surname,Forename,DOB\nOkoro,Ada,1957-03-14\n".replace(",", delimiter)
    assert csv_form.detect(document(content.encode()), Options()).delimiter == delimiter
    assert people(content)[0].given_name == "Ada"


def test_a_sign_within_cells_is_no_delimiter() -> None:
    form = csv_form.detect(document(b"Surname\nRun at 10:20:30\nLee~Moe^Ann\n"), Options())
    assert form.delimiter == ","


DAYS = "Surname,DOB\n"


def test_dates_half_day_first_and_half_month_first_are_not_guessed() -> None:
    mixed = DAYS + "A,25/12/1980\nB,12/25/1980\nC,13/01/1980\nD,01/13/1980\nE,01/02/1980\n"
    assert problem(mixed) == ("dates_mixed", None)
    assert [row for row, *_ in refusals(mixed, Options(dates=DateOrder.DMY))] == [3, 5]
    assert [row for row, *_ in refusals(mixed, Options(dates=DateOrder.MDY))] == [2, 4]


def test_one_date_the_wrong_way_round_is_a_slip_and_its_row_refused() -> None:
    slip = DAYS + "A,25/12/1980\nB,22/12/1980\nC,13/01/1980\nD,01/13/1980\n"
    assert refusals(slip) == [(5, "DOB", "01/13/1980", "date_impossible")]


def test_years_of_two_digits_say_nothing_of_the_order() -> None:
    assert refusals(DAYS + "A,1980-02-03\nB,03.02.80\n") == [(3, "DOB", "03.02.80", "date_two_digit_year")]


def test_a_list_mangled_by_a_spreadsheet_is_refused_row_by_row() -> None:
    rows = [
        "9.99E+09,A,Bone,25/1/1980,M1 1AE",
        "'9990000018,B,Chin,5/1/1980,M1 1AE",
        ' 999 000 0026 ,C,Dole,5/1/1980,"=""M1 1AE"""',
        "999000003,D,Ear,5/1/1980,M1 1AE",
        "########,E,Foot,#VALUE!,M1 1AE",
    ]
    content = HEADER + "\n".join(rows)
    assert [person.nhs_number for person in people(content)] == ["9990000018", "9990000026"]
    assert [(row, reason) for row, _, _, reason in refusals(content)] == [
        (2, "nhs_number_spreadsheet"),
        (5, "nhs_number_bad_length"),
        (6, "nhs_number_bad_characters"),
    ]


@pytest.mark.parametrize(("died", "reason"), [("1940-01-01", "died_before_birth"), ("2999-01-01", "died_in_future")])
def test_an_impossible_death_refuses_the_row(died: str, reason: str) -> None:
    content = f"Surname,DOB,Date of Death\nLee,1950-01-01,{died}\n"
    assert refusals(content) == [(2, "Date of Death", died, reason)]


def test_broken_letters_in_a_column_that_is_left_out_harm_nobody() -> None:
    content = b"Surname,DOB,Birthplace\nLee,1950-01-01,Hano\xe1\x90\n" + "Café,1950-01-01,É\n".encode("cp1252")
    form = csv_form.detect(document(content), Options())
    assert (form.encoding, [person.family_name for person in people(content)]) == ("cp1252", ["Lee", "Café"])


def test_an_old_macs_letters_are_told_from_windows() -> None:
    content = "Surname,Forename,DOB\nCaféry,Zoë Renée,1950-01-01\n"
    assert csv_form.detect(document(content.encode("mac_roman")), Options()).encoding == "mac-roman"
    assert people(content.encode("mac_roman"))[0].given_name == "Zoë Renée"
    for words in ("Surname,Forename\nO’Neil,Šárka\n", "Surname,Forename\nLee–Moe,“Bob” Ž\n", content):
        assert csv_form.detect(document(words.encode("cp1252")), Options()).encoding == "cp1252"


def test_a_name_misread_before_it_came_is_told() -> None:
    content = "Surname,Forename,DOB\nGÃ³mez,Ann,1950-01-01\n"
    assert [item.reason for item in read(content) if isinstance(item, Warned)] == [
        "damaged_characters",
        "no_nhs_number",
    ]


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0", b"\0" * 100])
def test_what_is_no_text_is_told(content: bytes) -> None:
    assert problem(content)[0] in ("not_recognised", "no_name_column")
