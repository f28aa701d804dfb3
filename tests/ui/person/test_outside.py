"""What was imported from other systems' records stands on the person's details, read only."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inteam.exchange.model import OutsideEntry
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from ui.app.window import Window
from ui.person.outside import FIRST, OutsideCard
from ui.person.page import DETAILS, PersonPage
from ui.widgets.buttons import Link


@pytest.fixture
def near(local_database: Database) -> Neighbourhood:
    return neighbourhood(local_database)


def import_conditions(database: Database, near: Neighbourhood, count: int) -> None:
    with database.write(near.actor) as work:
        for number in range(count):
            work.session.add(
                OutsideEntry(
                    person_id=near.margaret,
                    kind="condition",
                    display=f"Condition {number}",
                    status="resolved" if number else "active",
                    from_on=date(2026, 1, 31) - timedelta(days=number),
                    detail="Seen by the practice" if number == 0 else None,
                    source="synthea.json",
                )
            )


def card(shell: Window, qtbot: QtBot, near: Neighbourhood) -> OutsideCard:
    shell.background.become(near.actor)
    shell.open("person", near.margaret)
    page = shell.current()
    assert isinstance(page, PersonPage)
    page.choose(DETAILS)
    qtbot.waitUntil(lambda: page.findChild(OutsideCard) is not None and shell.background.idle)
    found = page.findChild(OutsideCard)
    assert isinstance(found, OutsideCard)
    return found


def lines(shown: OutsideCard) -> list[str]:
    """What a screen reader says of each line."""
    names = [widget.accessibleName().replace("\u2011", "-") for widget in shown.findChildren(QWidget)]
    return [name for name in names if name.startswith("Condition ")]


def test_a_person_of_whom_nothing_came_has_no_such_card(shell: Window, qtbot: QtBot, near: Neighbourhood) -> None:
    assert not card(shell, qtbot, near).isVisible()


def test_a_condition_says_what_since_when_and_from_where(
    shell: Window, qtbot: QtBot, local_database: Database, near: Neighbourhood
) -> None:
    import_conditions(local_database, near, 1)
    shown = card(shell, qtbot, near)
    qtbot.waitUntil(shown.isVisible)
    assert lines(shown) == ["Condition 0. Condition, Active, 31-Jan-2026, from synthea.json. Seen by the practice"]


def test_of_many_the_newest_are_shown_and_all_when_asked(
    shell: Window, qtbot: QtBot, local_database: Database, near: Neighbourhood
) -> None:
    import_conditions(local_database, near, FIRST + 3)
    shown = card(shell, qtbot, near)
    qtbot.waitUntil(shown.isVisible)
    assert [said.split(".")[0] for said in lines(shown)] == [f"Condition {number}" for number in range(FIRST)]
    (more,) = [one for one in shown.findChildren(Link) if one.text() == f"Show all {FIRST + 3}"]
    more.click()
    qtbot.waitUntil(lambda: len(lines(shown)) == FIRST + 3)
