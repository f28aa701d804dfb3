from hypothesis import given
from hypothesis import strategies as st

from inteam.pdf import bidi

MIXED = st.text("ab 12,()\u05d0\u05d1\u0645\u062d\u2066\u2067\u2068\u2069\u200d", max_size=40)


def test_hebrew_in_an_english_line_is_one_level_up() -> None:
    assert bidi.levels("a אב c", 0) == (0, 0, 1, 1, 0, 0)


def test_numbers_in_arabic_run_from_left_to_right() -> None:
    assert bidi.levels("مم 12 مم", 1) == (1, 1, 1, 2, 2, 1, 1, 1)


def test_an_isolate_keeps_a_following_number_out_of_the_name() -> None:
    fenced = bidi.isolate("אב") + ", 12"
    assert bidi.levels(fenced, 0)[-2:] == (0, 0)
    assert bidi.levels("אב, 12", 0)[-2:] == (2, 2)


def test_latin_is_not_fenced() -> None:
    assert bidi.isolate("O'Neil, Łukasz") == "O'Neil, Łukasz"


def test_an_isolate_does_not_decide_the_paragraph() -> None:
    assert bidi.base_level(bidi.isolate("אב") + " due") == 0


def test_stretches_of_a_right_to_left_line_stand_in_reverse() -> None:
    assert bidi.visual([(0, 3, 1), (3, 5, 2), (5, 8, 1)]) == [(5, 8, 1), (3, 5, 2), (0, 3, 1)]


@given(MIXED, st.integers(0, 1))
def test_every_character_has_a_level_and_reordering_keeps_all(text: str, base: int) -> None:
    level = bidi.levels(text, base)
    assert len(level) == len(text)
    assert all(one >= base for one in level)
    stretches = [(at, at + 1, one) for at, one in enumerate(level)]
    assert sorted(bidi.visual(list(stretches))) == stretches
