"""Local policy: shipped defaults, the team's own values, dated."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from inteam import policy
from inteam.access import Actor
from inteam.errors import InputError
from inteam.policy.defaults import defaults, parse
from inteam.policy.service import set_value, settings
from inteam.store.database import Database

DAY = date(2026, 11, 19)
ROOT = Path(__file__).parents[3]
KEY = "people.access_need_review_months"


def test_the_shipped_file_is_whole() -> None:
    assert defaults()[KEY].value == 12


def test_an_entry_with_an_unknown_part_is_named() -> None:
    with pytest.raises(ValueError, match=r"a\.b"):
        parse("a.b", {"title": "x", "value": 1, "unit": "", "source": "", "colour": 1})


def test_the_value_in_force_is_the_newest_whose_day_has_come(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        set_value(work, KEY, 5, source="Board 3", checked=True, from_on=DAY)
        set_value(work, KEY, 3, source="Board 4", checked=True, from_on=DAY + timedelta(days=7))
    with database.read() as session:
        assert policy.value(session, KEY, DAY - timedelta(days=1)) == 12
        assert policy.value(session, KEY, DAY) == 5
        assert policy.value(session, KEY, DAY + timedelta(days=8)) == 3
        row = next(row for row in settings(session, DAY) if row.key == KEY)
        assert (row.value, row.checked, row.source) == (5, True, "Board 3")


def test_a_value_of_another_kind_is_refused(database: Database, actor: Actor) -> None:
    with pytest.raises(InputError), database.write(actor) as work:
        set_value(work, KEY, "five", source="x", checked=False)


@pytest.mark.parametrize(
    ("key", "lines", "problem"),
    [
        ("people.nhs_number_issued", ["300-499", "abc"], "policy_span"),
        ("people.nhs_number_issued", ["499-300"], "policy_span"),
        ("people.nhs_number_issued", [], "policy_span"),
        ("calendar.bank_holidays", ["2026-12-25", "26-12-2026"], "policy_days"),
        ("calendar.bank_holidays", ["2026-02-30"], "policy_days"),
    ],
)
def test_lines_that_could_not_be_gone_by_are_refused(
    database: Database, actor: Actor, key: str, lines: list[str], problem: str
) -> None:
    with pytest.raises(InputError) as found, database.write(actor) as work:
        set_value(work, key, lines, source="Board", checked=True)
    assert found.value.problems == {"value": problem}


def test_lines_as_they_were_shipped_are_taken(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        for key in ("people.nhs_number_issued", "calendar.bank_holidays"):
            set_value(work, key, defaults()[key].value, source="Board", checked=True)
    with database.read() as session:
        assert policy.value(session, "people.nhs_number_issued") == ["300-499", "600-799"]


def test_every_setting_is_read_somewhere() -> None:
    """One that nothing asks for would be a promise in Settings that changes nothing."""
    places = [path for part in ("inteam", "ui") for path in (ROOT / part).rglob("*.py")]
    source = "".join(path.read_text("utf-8") for path in places)
    made = {f"people.risk_review_days_{level}" for level in ("high", "medium", "low")}  # read by its level's name
    assert [key for key in defaults() if key not in source and key not in made] == []
