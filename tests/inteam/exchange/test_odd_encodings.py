"""Files in encodings that are not what they say or say nothing: read right, or refused row by row, never misread."""

from datetime import date

import pytest

from inteam.errors import InputError
from inteam.exchange import csv_form, csv_people, csv_text, fhir_documents, gp_list, values
from inteam.exchange.csv_form import Options
from inteam.exchange.incoming import IncomingPerson, Refusal
from tests.inteam.exchange.conftest import HEADER, TODAY, document

GOOD = "9990000018,Zoë,Żółć,14-Mar-1957,M1 1AE\n9990000026,محمد,العربي,14-Mar-1957,M1 1AE\n"


def read(content: bytes, encoding: str | None = None) -> tuple[list[str], list[tuple[object, ...]]]:
    """Given names, and place, column, value and reason of what is refused."""
    one = document(content)
    form = csv_form.detect(one, Options(encoding=encoding))
    found = list(csv_people.people(one, form, today=TODAY))
    names = [item.given_name for item in found if isinstance(item, IncomingPerson)]
    return names, [(r.row, r.field, r.value, r.reason) for r in found if isinstance(r, Refusal)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_told_by_their_bytes(encoding: str) -> None:
    assert read((HEADER + GOOD).encode(encoding)) == (["Zoë", "محمد"], [])


@pytest.mark.parametrize("broken", [b"A\xed\xa0\x80nn", b"A\xffnn", b"A\xc3nn"])
def test_broken_bytes_refuse_their_row_and_no_other(broken: bytes) -> None:
    content = (HEADER + GOOD).encode() + b"9990000034," + broken + b",Lee,14-Mar-1957,M1 1AE\n"
    names, refused = read(content)
    assert names == ["Zoë", "محمد"]
    assert [(row, field, reason) for row, field, _, reason in refused] == [(4, "Given Name", "broken_bytes")]
    assert "\ufffd" in str(refused[0][2])


def test_half_a_surrogate_pair_in_a_plain_file_refuses_its_row() -> None:
    content = HEADER.encode() + b"9990000018,A\xed\xa0\x80nn,Lee,14-Mar-1957,M1 1AE\n"
    assert [refusal[3] for refusal in read(content)[1]] == ["broken_bytes"]


def test_windows_1252_is_still_told_apart() -> None:
    content = (HEADER + "9990000018,Zoë,O’Brien,14-Mar-1957,M1 1AE\n").encode("cp1252")
    assert read(content) == (["Zoë"], [])


@pytest.mark.parametrize(
    "name", ["base64", "rot13", "zip", "undefined", "punycode", "unicode_escape", "klingon", "a\0b"]
)
def test_what_is_no_encoding_of_text_is_refused(name: str) -> None:
    with pytest.raises(InputError) as refused:
        csv_text.known_encoding(name)
    assert refused.value.problems == {"encoding": "encoding_not_known"}


@pytest.mark.parametrize(("encoding", "row"), [("utf-8", 3), ("ascii", 3), ("utf-16", 1)])
def test_a_wrong_choice_names_the_line_on_which_it_shows(encoding: str, row: int) -> None:
    lines = "9990000018,Anna,X,14-Mar-1957,M1 1AE\n9990000026,Zoë,X,14-Mar-1957,M1 1AE\n"
    with pytest.raises(InputError) as refused:
        read((HEADER + lines).encode("cp1252"), encoding)
    assert (refused.value.problems, refused.value.facts["row"]) == ({"encoding": "encoding_wrong"}, row)


def test_a_header_of_too_many_columns_is_told_as_that() -> None:
    with pytest.raises(InputError) as refused:
        read((HEADER.strip() + "," * 600 + "\n" + GOOD).encode())
    assert "too_many_columns" in refused.value.problems.values()


@pytest.mark.parametrize("text", ['="9990000018"', "'9990000018", '="999 000 0018"'])
def test_digits_kept_as_text_by_a_spreadsheet_are_an_nhs_number(text: str) -> None:
    assert values.number(text) == ("9990000018", "")


@pytest.mark.parametrize("text", ['="999"', "'", '=""', "=9990000018+0"])
def test_other_formulas_are_no_nhs_number(text: str) -> None:
    with pytest.raises(values.UnreadableError):
        values.number(text)


XML = '<?xml version="1.0" encoding="{}"?><Patient xmlns="http://hl7.org/fhir"><id value="Añ"/></Patient>'


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_xml_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    found = fhir_documents.entries(document(XML.format(encoding).encode(encoding), "one.xml"))
    assert found[0].resource["id"] == "Añ"


def test_xml_in_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        fhir_documents.entries(document(XML.format("klingon").encode(), "one.xml"))
    assert "xml_encoding" in refused.value.problems.values()


def test_a_long_value_of_xml_is_read_in_good_time() -> None:
    content = XML.format("utf-8").replace("Añ", "A" * 30_000_000).encode()
    assert len(fhir_documents.entries(document(content, "long.xml"))[0].resource["id"]) == 30_000_000


def test_an_extract_with_a_line_without_end_is_refused_before_it_is_read_whole() -> None:
    with pytest.raises(InputError) as refused:
        list(gp_list.people(document(b"DOW~1~" + b"A" * 3_000_000), today=date(2026, 11, 19)))
    assert "row_too_long" in refused.value.problems.values()
