"""The main job as each of the three users, by keyboard: people in, casework done, the meeting's pack on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import work
from tests.journeys.desk import Desk
from tests.journeys.work import ROSALIND

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus without a screen

USERS = {
    "link worker": ("Priya Nair", "", "Social", "Lonel"),
    "care coordinator": ("Tom Okafor", "Care co-ordinator", "Complex", "Frail"),
    "gambling practitioner and chair": ("Leo Marsh", "Gambling practitioner", "Gambling", "Gambl"),
}


@pytest.mark.parametrize("user", USERS)
def test_somebody_imported_is_on_the_pack_of_the_meeting(
    user: str, sit_down: Callable[[], Desk], tmp_path: Path
) -> None:
    name, role, pathway, reason = USERS[user]
    desk = sit_down()
    if role:
        work.become(desk, name, role)
    work.import_people(desk, work.write_list(tmp_path / "practice.csv"))
    said = work.casework(desk, ROSALIND, pathway, reason, name, tmp_path / "pack.pdf")
    for words in (ROSALIND.family.upper(), "999 777 0005", work.QUESTION, work.NEXT, work.PLANNED):
        assert words in said
    assert work.pages_of(tmp_path / "pack.pdf") == 2
