"""A missing NHS number is said in one way, wherever it would stand."""

import re
from datetime import date
from pathlib import Path

import pytest

from inteam.pdf import words as paper
from inteam.people import banner, nhs_number
from inteam.people.banner import Identity

SOURCES = [path for top in ("inteam", "ui") for path in Path(top).rglob("*.py")]
ELSE_WISE = re.compile(
    r"nhs_number\.shown\([^)]*\)\s*(or|if)\b|NHS [Nn]o\.? none|[\"'f]No NHS number|no NHS number[\"']"
)
NOBODY = Identity("Pemberton", "Margaret", born_on=date(1957, 3, 14))


@pytest.mark.parametrize("missing", ["", None])
def test_under_its_name_in_a_line_and_bare(missing: str | None) -> None:
    assert nhs_number.stated(missing) == "Not known"
    assert nhs_number.in_line(missing) == "NHS no. not known"
    assert nhs_number.bare(missing) == "NHS no. not known"


def test_a_number_that_is_there_is_grouped_in_each() -> None:
    assert nhs_number.stated("9990000018") == "999 000 0018"
    assert nhs_number.in_line("9990000018") == "NHS no. 999 000 0018"
    assert nhs_number.bare("9990000018") == "999 000 0018"


def test_banner_list_and_paper_say_the_same() -> None:
    assert banner.banner(NOBODY, date(2026, 11, 19)).nhs_number == "Not known"
    assert banner.identity_line(NOBODY) == "PEMBERTON, Margaret · Born 14-Mar-1957 · NHS no. not known"
    assert paper.nhs("") == "not known"


def test_no_other_module_has_words_of_its_own_for_it() -> None:
    own = {"inteam/people/nhs_number.py", "inteam/people/banner.py", "inteam/messages.py"}
    found = [str(path) for path in SOURCES if ELSE_WISE.search(path.read_text("utf-8"))]
    assert sorted(set(found) - own) == []
