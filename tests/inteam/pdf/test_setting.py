import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.pdf.faces import BOLD, REGULAR, inter
from inteam.pdf.setting import line, lines, width
from inteam.pdf.words import joined

ANY_TEXT = st.text(st.characters(), max_size=200)


def test_a_width_is_that_of_the_fonts_own_advances() -> None:
    # Inter has 2816 units an em.
    face = inter(REGULAR)
    assert width("HH", REGULAR, 10) == pytest.approx(2 * face.font.get_glyph_h_advance(face.glyph("H")) / 2816 * 10)


def test_bold_is_wider_than_regular() -> None:
    assert width("Pemberton", BOLD, 9) > width("Pemberton", REGULAR, 9)


def test_lines_break_at_spaces_and_keep_every_word() -> None:
    found = lines("one two three four five six", size=10, within=50)
    assert len(found) > 1
    assert " ".join(row.text for row in found).split() == ["one", "two", "three", "four", "five", "six"]


def test_a_word_longer_than_the_line_is_cut_and_nothing_of_it_lost() -> None:
    found = lines("W" * 60, size=12, within=80)
    assert len(found) > 5
    assert "".join(row.text for row in found) == "W" * 60


def test_a_long_address_is_cut_after_a_slash() -> None:
    found = lines("https://example.org/a-long-path/with-several/parts", size=10, within=120)
    assert found[0].text.endswith(("/", "-"))


def test_empty_lines_stay() -> None:
    assert [row.text for row in lines("a\n\nb\r\nc", size=9, within=100)] == ["a", "", "b", "c"]


def test_an_empty_text_gives_no_line() -> None:
    assert lines("  \n ", size=9, within=100) == ()


def test_room_kept_free_on_the_first_line_is_only_taken_there() -> None:
    found = lines("aaaa bbbb cccc dddd", size=10, within=60, first=40)
    assert found[0].text == "" or found[0].width * 10 / 1000 <= 20
    assert found[1].width * 10 / 1000 > 20


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("שלום עולם", True), ("محمد, due 17-Nov", True), ("Dr محمد", False), ("Margaret", False)],
)
def test_the_first_strong_letter_gives_a_paragraph_its_direction(text: str, rtl: bool) -> None:
    assert lines(text, size=9, within=500)[0].rtl is rtl


def test_chinese_breaks_anywhere_but_before_a_full_stop() -> None:
    found = lines("天黑以后他怎么回家。" * 8, size=10, within=105)
    assert len(found) > 5
    assert not any(row.text.startswith("。") for row in found)


def test_thai_never_parts_a_vowel_from_its_consonant() -> None:
    found = lines("ภาษาไทยเป็นภาษาที่ไม่มีช่องว่างระหว่างคำ" * 3, size=10, within=60)
    assert len(found) > 3
    assert not any(row.text[0] in "ะาำ่้็" for row in found)


def test_an_isolated_arabic_name_leaves_the_date_beside_it_alone() -> None:
    found = line(joined("محمد", "due 17-Nov-2026"), REGULAR)
    assert found.spans[-1].copied == "" or "2026" in found.spans[-1].copied
    assert found.rtl is False


def test_a_character_that_no_font_has_takes_the_room_of_a_box() -> None:
    found = line("\U0001f600", REGULAR)
    assert found.spans[0].runs[0].code == "1F600"
    assert found.width > 500


@pytest.mark.parametrize("char", ["\x00", "\ue000", "\u202e", "\ud800"])
def test_controls_private_use_overrides_and_surrogates_print_as_their_code(char: str) -> None:
    assert line(f"a{char}b", REGULAR).spans[0].runs[1].code == f"{ord(char):04X}"


@given(ANY_TEXT, st.integers(20, 400))
def test_no_line_is_wider_than_asked_unless_one_letter_alone_is(text: str, within: int) -> None:
    for row in lines(text, size=10, within=within):
        assert row.width * 10 / 1000 <= within + 0.5 or len(row.text.strip()) <= 12


@given(ANY_TEXT)
def test_breaking_loses_no_letter(text: str) -> None:
    kept = "".join("".join(row.text for row in lines(text, size=10, within=90)).split())
    flat = "".join(unicodedata.normalize("NFC", text).split())
    assert kept == flat
