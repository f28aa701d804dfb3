"""The contrast of every pair of colours that words and icons stand in, from the tokens (WCAG 2.2)."""

import pytest

from ui.widgets.tokens import DARK, LIGHT, TONES

WORDS, PARTS = 4.5, 3.0
GROUNDS = ("surface", "bg", "sunk", "blue_tint", "selected")
PAIRS = [
    *(("ink", ground, WORDS) for ground in (*GROUNDS, "banner", "grey_tint")),
    *(("muted", ground, WORDS) for ground in GROUNDS),
    *(("blue", ground, WORDS) for ground in GROUNDS),
    *(("red", ground, WORDS) for ground in ("surface", "blue_tint", "selected")),
    *(("amber_text", ground, WORDS) for ground in ("surface", "sunk", "amber_tint")),
    ("on_blue", "blue", WORDS),
    ("on_blue", "blue_deep", WORDS),
    ("green", "surface", WORDS),
    ("green", "sunk", WORDS),
    ("rail_text", "rail", WORDS),
    ("rail_muted", "rail", WORDS),
    ("rail_text", "rail_line", WORDS),
    ("rail_on_text", "rail_on", WORDS),
    ("rail_on_count", "rail_on", WORDS),
    ("badge_text", "badge", WORDS),
    ("toast_text", "toast", WORDS),
    ("badge", "toast", WORDS),
    ("line_strong", "surface", PARTS),
    ("line_strong", "bg", PARTS),
    ("focus", "surface", PARTS),
    ("focus", "bg", PARTS),
    ("badge", "rail", PARTS),
    *((words, fill, WORDS) for words, fill, _ in TONES.values()),
]


def _light(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * _light(red) + 0.7152 * _light(green) + 0.0722 * _light(blue)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground", "least"), PAIRS, ids=lambda part: str(part))
def test_words_stand_out_from_their_ground(theme: dict[str, str], words: str, ground: str, least: float) -> None:
    assert contrast(theme[words], theme[ground]) >= least


def test_both_themes_have_the_same_tokens() -> None:
    assert LIGHT.keys() == DARK.keys()
