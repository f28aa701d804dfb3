"""The care team on the overview says who has each open case, on which pathway and at which stage."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inteam.cases.model import CareCase
from inteam.pathways import current, pathway
from inteam.store.base import require
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from ui.app.window import Window
from ui.person.page import PersonPage


def team_words(shell: Window, qtbot: QtBot, near: Neighbourhood) -> str:
    shell.background.become(near.actor)
    shell.open("person", near.margaret)
    page = shell.current()
    assert isinstance(page, PersonPage)
    qtbot.waitUntil(lambda: page.seen is not None and shell.background.idle)
    team = page.overview_tab.summary.team
    return " | ".join(label.text() for label in team.findChildren(QLabel) if label.text())


def test_the_owner_of_an_open_case_stands_in_the_care_team(
    shell: Window, qtbot: QtBot, local_database: Database
) -> None:
    near = neighbourhood(local_database)
    with local_database.read() as session:
        case = require(session, CareCase, near.case)
        way = pathway(case.pathway_key, case.pathway_version)
        stage = way.stage(case.stage).title.lower()
    assert f"{way.title}: {stage}" in team_words(shell, qtbot, near)


def test_a_closed_case_is_nobodys(shell: Window, qtbot: QtBot, local_database: Database) -> None:
    near = neighbourhood(local_database)
    with local_database.write(near.actor) as work:
        require(work.session, CareCase, near.case).status = "closed"
    words = team_words(shell, qtbot, near)
    assert not any(way.title in words for way in current().values())
