"""Opening the referrals page, pressing its keys, filling its sheets."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.careplans.people import a_person
from tests.inteam.referrals.samples import Neighbourhood, a_referral
from ui.app.window import Window
from ui.referrals.page import ReferralsPage
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.inputs import TextArea, TextBox


def a_named_referral(
    database: Database, near: Neighbourhood, family: str, given: str, days: int = 0, **changes: object
) -> UUID:
    with database.write(near.actor) as work:
        person = a_person(work, family, given, nhs_number="9990000204")
    moment = NOW - timedelta(days=days, hours=6)
    return a_referral(database, near, person_id=person.id, received_at=moment, **changes)


def opened(qtbot: QtBot, window: Window) -> ReferralsPage:
    window.open("referrals")
    page = window.page("referrals")
    assert isinstance(page, ReferralsPage)
    qtbot.waitUntil(lambda: window.background.idle)
    return page


def press(page: ReferralsPage, key: Qt.Key) -> None:
    QTest.keyClick(page.board.first_list(), key)


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.background.idle)


def fill(sheet: object, **values: object) -> None:
    for name, value in values.items():
        field = sheet.fields[name]  # type: ignore[attr-defined]  # (of its own kind)
        control = field.control if isinstance(field, Field) else field
        if isinstance(control, ChoiceField):
            control.set_value(value)
        elif isinstance(control, TextBox | TextArea):
            control.set_text(str(value))
