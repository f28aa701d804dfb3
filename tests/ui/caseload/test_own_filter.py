"""The filter on one's own people says so, also for a manager, who is not among those who take cases."""

from uuid import UUID

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from inteam.caseload.rules import Filters
from ui.caseload.filters import FilterBar

ME, GONE = UUID(int=1), UUID(int=2)


def said(bar: FilterBar) -> str:
    """The words of the chip for the worker."""
    words = [one.text() for one in bar.findChildren(QAbstractButton) if one.text().startswith("Worker")]
    return words[0]


def test_the_chip_for_ones_own_people_says_me(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.me = ME
    bar.offer((), (), ())
    bar.show_filters(Filters(owner_id=ME))
    assert said(bar) == "Worker: me"


def test_the_chip_for_somebody_who_takes_no_cases_any_more_names_nobody(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.me = ME
    bar.offer((), (), ())
    bar.show_filters(Filters(owner_id=GONE))
    assert said(bar) == "Worker: chosen"
