"""Names: what is stored, how they are shown, and their plain form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.people import names
from inteam.people.folding import fold, sort_key, tokens, variants, words


def test_a_name_is_stored_composed_with_single_spaces_in_the_case_typed() -> None:
    assert names.tidy("  de  la\tCruz ") == "de la Cruz"
    assert names.tidy("E\u0301va") == "Éva"
    assert names.tidy("\u200eAnna\ufeff") == "Anna"


def test_joiners_stay_between_letters_only() -> None:
    assert names.tidy("ක්\u200dරිෂ්ණ") == "ක්\u200dරිෂ්ණ"
    assert names.tidy("می\u200cخواهم\u200c") == "می\u200cخواهم"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("O'Neil", None),
        ("x" * 100, None),
        ("x" * 101, "name_too_long"),
        ("a\x07b", "name_controls"),
        ("a\ud800", "name_controls"),
        ("abc\u202edef", "name_bidi"),
        ("\u2066abc\u2069", "name_bidi"),
        ("---", "name_no_letter"),
        ("محمد", None),
        ("", None),
    ],
)
def test_what_cannot_be_stored_is_told(name: str, code: str | None) -> None:
    assert names.problem(name) == code


def test_the_banner_has_the_family_name_in_capitals_first() -> None:
    assert names.display("Pemberton", "Margaret", "Mrs") == "PEMBERTON, Margaret (Mrs)"
    assert names.display("Groß", "Änne") == "GROSS, Änne"
    assert names.display("Suharto", None) == "SUHARTO"
    assert names.display("", "Madonna") == "Madonna"
    assert names.display("محمد", "علی") == "محمد, علی"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("O’Néil-Smith", "oneil smith"),
        ("O'NEIL", "oneil"),
        ("Łukasz", "lukasz"),
        ("Þórðarson", "thordarson"),
        ("Straße", "strasse"),
        ("ﬁona", "fiona"),
        ("Nguyễn", "nguyen"),
        ("İpek", "ipek"),
        ("Æsa", "aesa"),
        ("Øyvind", "oyvind"),
        ("مُحَمَّد", "محمد"),
        ("محمد علی", "محمد علي"),
        ("ک\u200cی", "كي"),
        ("क़ुरैशी", "कुरैशी"),
        ("ක්\u200dරිෂ්ණ", "ක්රිෂ්ණ"),
        ("Ёлкин", "елкин"),
        ("李小龍", "李小龍"),
        ("𝐀nn", "ann"),
    ],
)
def test_the_plain_form_leaves_out_what_is_typed_differently(name: str, plain: str) -> None:
    assert fold(name) == plain


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=["L", "Mn"]), max_size=30))
def test_composed_and_decomposed_names_have_one_plain_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=60))
def test_a_tidied_name_is_tidy(text: str) -> None:
    assert names.tidy(names.tidy(text)) == names.tidy(text)


def test_a_name_in_parts_is_found_as_one_word_too() -> None:
    assert tokens("Al-Sayed") == ("al", "sayed", "alsayed")
    assert words("de la Cruz") == ("de", "la", "cruz")


def test_a_name_without_spaces_is_found_from_any_character_on() -> None:
    assert tokens("王小明") == ("王小明", "小明", "明")


def test_the_sort_key_is_the_plain_family_and_given_name() -> None:
    assert sort_key("Ó Súilleabháin", "Máire") == "o suilleabhain maire"
    assert sort_key("Suharto", None) == "suharto"


def test_a_short_name_with_a_letter_left_out_is_another_name() -> None:
    assert variants("ng") == frozenset({"ng"})
    assert variants("khan") == frozenset({"khan", "han", "kan", "khn", "kha"})
