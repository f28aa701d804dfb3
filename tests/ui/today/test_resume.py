from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from inteam import clock
from inteam.drafts.queries import DraftRow
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, neighbourhood
from ui.app import acts, screens
from ui.app.form import FormSheet
from ui.app.resume import act_of, resume
from ui.app.window import Window

SHEETS = [screens.load(one.sheet) for one in acts.ACTS if one.sheet]
FORMS = sorted({sheet.form for sheet in SHEETS if hasattr(sheet, "form")})


@pytest.fixture
def near(local_database: Database, shell: Window) -> Neighbourhood:
    made = neighbourhood(local_database)
    shell.background.become(made.actor)
    return made


def a_draft(near: Neighbourhood, form: str, **fields: str) -> DraftRow:
    return DraftRow(uuid4(), form, None, near.margaret, fields, clock.system())


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_register_is_found_by_its_drafts_name(form: str) -> None:
    one = act_of(form)
    assert one is not None
    assert screens.load(one.sheet).form == form


def test_a_draft_of_a_person_opens_with_what_was_typed(shell: Window, near: Neighbourhood, qtbot: QtBot) -> None:
    assert resume(shell, a_draft(near, "person_need", statement="Afraid of the stairs"))
    sheet = shell.overlay()
    assert isinstance(sheet, FormSheet)
    assert sheet.form == "person_need"
    assert sheet.values()["statement"] == "Afraid of the stairs"
    qtbot.waitUntil(lambda: shell.background.idle)


def test_a_draft_of_a_plan_opens_that_persons_plan(shell: Window, near: Neighbourhood, qtbot: QtBot) -> None:
    assert resume(shell, a_draft(near, "plan_goal"))
    assert shell.key == "person"
    assert shell.person_id() == near.margaret
    qtbot.waitUntil(lambda: shell.background.idle)


def test_a_draft_of_the_minutes_opens_the_meetings(shell: Window, near: Neighbourhood, qtbot: QtBot) -> None:
    assert resume(shell, a_draft(near, "minutes_item"))
    assert shell.key == "meetings"
    qtbot.waitUntil(lambda: shell.background.idle)


def test_a_draft_of_no_known_form_opens_nothing(shell: Window, near: Neighbourhood) -> None:
    assert not resume(shell, a_draft(near, "horoscope"))
    assert shell.overlay() is None
