"""A file in which nothing is written yet: every page says what would be here and what to do first."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inteam.access import Actor, Role
from inteam.errors import StoreError
from inteam.store.database import Database
from tests.inteam.careplans.people import a_person
from tests.ui import looking
from ui.app.screens import PAGES, SCREENS, TOOLS
from ui.app.window import Window
from ui.person.add import AddPersonSheet
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState

SIZES = {"wide": (1440, 900), "narrow": (1180, 720), "text-200": (720, 450)}
LISTS = [one.key for one in SCREENS if one.place in (PAGES, TOOLS) and one.key != "settings"]


def settle(shell: Window, qtbot: QtBot) -> None:
    """Until nothing is awaited and the last layout has had its turn."""
    quiet = 0
    while quiet < 4:
        qtbot.waitUntil(lambda: shell.background.idle)
        QApplication.processEvents()
        quiet = quiet + 1 if shell.background.idle else 0


def said(root: QWidget) -> list[str]:
    return [one.accessibleName() for one in root.findChildren(EmptyState) if one.isVisibleTo(root)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", LISTS)
def test_an_empty_page_says_what_would_be_here_and_fits(shell: Window, qtbot: QtBot, key: str, size: str) -> None:
    shell.resize(*SIZES[size])
    shell.open(key)
    settle(shell, qtbot)
    page = shell.current()
    assert page is not None
    assert said(page), "no empty state"
    assert all("." in words for words in said(page)), "each says what to do"
    assert [f"{name}: {line}" for name, check in looking.CHECKS.items() for line in check(shell)] == []


@pytest.mark.parametrize(
    ("role", "button"),
    [(Role.LINK_WORKER, "Import people"), (Role.VCSE_WORKER, "Add person")],
    ids=lambda one: str(one),
)
def test_today_of_a_file_without_people_says_how_to_get_them_in(
    shell: Window, actor: Actor, qtbot: QtBot, role: Role, button: str
) -> None:
    shell.background.become(replace(actor, role=role))
    shell.open("today")
    settle(shell, qtbot)
    page = shell.current()
    assert page is not None
    assert any(words.startswith("Nobody is in this file yet.") for words in said(page))
    found = next(one for one in page.findChildren(Button) if one.text() == button and one.isVisible())
    assert shell.focusWidget() is found, "the keyboard was in the list, which is not there"
    found.click()
    if role is Role.LINK_WORKER:
        assert shell.key == "import"
    else:
        assert isinstance(shell.overlay(), AddPersonSheet)


def test_today_of_a_file_with_people_and_no_work_leads_to_the_caseload(
    shell: Window, actor: Actor, local_database: Database, qtbot: QtBot
) -> None:
    shell.open("today")
    settle(shell, qtbot)
    page = shell.current()
    assert page is not None
    with local_database.write(actor) as work:
        a_person(work, "Adeyemi", "Sam")
    page.mark_stale()
    settle(shell, qtbot)
    assert any(words.startswith("Nothing is due.") for words in said(page))
    assert not any(words.startswith("Nobody is in this file yet.") for words in said(page))


def test_an_empty_caseload_offers_the_first_referral(shell: Window, qtbot: QtBot) -> None:
    shell.open("caseload")
    settle(shell, qtbot)
    page = shell.current()
    assert page is not None
    assert [words.split(".")[0] for words in said(page)] == ["No case is open yet"]
    page.nobody.button.click()  # type: ignore[attr-defined]  # (of its own kind)
    assert shell.overlay() is not None


@pytest.mark.parametrize("key", [one.key for one in SCREENS if one.place in (PAGES, TOOLS)])
def test_a_page_that_cannot_be_read_says_so_at_its_top(shell: Window, qtbot: QtBot, key: str) -> None:
    shell.open(key)
    settle(shell, qtbot)
    page = shell.current()
    assert page is not None
    page.fail(StoreError("busy"))
    QApplication.processEvents()
    assert page.problem.isVisible()
    assert page.problem.accessibleName().endswith(".")
    first = page.body.itemAt(0)
    assert first is not None
    assert first.widget() is page.problem, "over everything else"
    page.mark_stale()
    settle(shell, qtbot)
    assert not page.problem.isVisible()
