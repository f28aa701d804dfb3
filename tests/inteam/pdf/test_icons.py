import re

import pytest

from inteam.pdf.icons import icon
from resources import path

NAMES = sorted(file.stem for file in path("icons").iterdir() if file.suffix == ".svg")


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_becomes_strokes_inside_its_square(name: str) -> None:
    found = icon(name)
    assert found.endswith("S")
    numbers = [float(one) for one in re.findall(r"-?\d+\.\d+", found)]
    assert len(numbers) >= 4
    assert all(-0.5 <= one <= 24.5 for one in numbers)


def test_a_quarter_circle_ends_where_it_should() -> None:
    # heart.svg begins "M20.84 4.61a5.5 5.5 0 0 0-7.78 0L12 5.67": the arc ends at 13.06, 4.61.
    assert "13.060 4.610 c 12.000 5.670 l" in icon("heart")


def test_an_icon_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no_such_icon")
