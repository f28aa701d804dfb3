"""What a sheet chooses by itself is nobody's draft; what a draft chose comes back."""

from uuid import UUID

from pytestqt.qtbot import QtBot

from inteam.drafts import queries
from inteam.drafts.queries import DraftRow
from inteam.needs import service
from inteam.needs.rules import NeedEntry
from inteam.referrals.choices import Issue
from inteam.store.database import Database
from tests.ui.person.two_windows import PRIYA, TwoWindows
from ui.app.form import FormSheet
from ui.widgets.fields import ChoiceField


def goal_sheet(two: TwoWindows, qtbot: QtBot, draft: DraftRow | None = None) -> tuple[FormSheet, ChoiceField]:
    """As the palette opens it: the person is read when it already stands there."""
    sheet = two.mine.show_sheet("needs.goal", person_id=two.person_id, **({"draft": draft} if draft else {}))
    qtbot.waitUntil(lambda: two.mine.background.idle)
    assert isinstance(sheet, FormSheet)
    need = sheet.control("need_id")
    assert isinstance(need, ChoiceField)
    return sheet, need


def drafts(database: Database) -> list[DraftRow]:
    with database.read() as session:
        return list(queries.my_drafts(session, staff_id=PRIYA, form="person_goal", record_id=None, person_id=None))


def test_a_goal_sheet_that_is_looked_at_and_closed_leaves_no_draft(
    two: TwoWindows, local_database: Database, qtbot: QtBot
) -> None:
    sheet, need = goal_sheet(two, qtbot)
    assert need.words() == "Lonely since husband died"
    sheet.dismiss()
    qtbot.waitUntil(lambda: two.mine.background.idle)
    assert drafts(local_database) == []


def test_a_draft_of_a_goal_opens_with_the_need_that_it_was_for(
    two: TwoWindows, local_database: Database, margaret: UUID, qtbot: QtBot
) -> None:
    with local_database.write(two.mine.background.actor) as work:
        debt = service.add_need(work, margaret, NeedEntry(Issue.MONEY_DEBT_BENEFITS, "Letters that nobody opens"))
    sheet, need = goal_sheet(two, qtbot)
    need.set_value(debt)
    sheet.dismiss()
    qtbot.waitUntil(lambda: two.mine.background.idle)
    (kept,) = drafts(local_database)
    _again, need = goal_sheet(two, qtbot, kept)
    assert need.value() == debt
