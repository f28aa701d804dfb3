"""The caseload of 50,000: the first hundred rows in any order and filter, and the worst frame of scrolling them all."""

import random
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from inteam.caseload.rules import SORTS, Column, Filters
from tests.bench.figures import Figure, p95
from tests.bench.files import people_file
from tests.bench.floor_caseload import floor
from tests.bench.opened import Opened
from ui.caseload.page import CaseloadPage

GOAL_MS, FIRST, WARM, ROUNDS, FILTERED = 16.0, 100, 10, 13, 200
VERY_MANY, FEWER = 200_000, 4  # of a million each press waits two seconds for the counts: a quarter of the presses
SCROLLED = 50_000
WHOLE_TEAM = 5  # the place of its tab
FILTERS = (
    Filters(overdue=True),
    Filters(pathways=("social_prescribing",)),
    Filters(risks=(4, 5)),
    Filters(no_contact_for=30),
    Filters(text="mar"),
    Filters(risks=(5,), overdue=True),
)


def figures(people: int) -> list[Figure]:
    """From the click on a head or a chip to the painted rows; and a walk from the first row to the last."""
    path = people_file(people)
    opened = Opened(path)
    page = _page(opened)
    orders = _orders(page)
    share = FEWER if people > VERY_MANY else 1
    sorted_in = [_sort(opened, page, column, down) for column, down in orders * (ROUNDS // share)][WARM:]
    filtered_in = _filter(opened, page, FILTERED // share)
    worst = _scroll(opened, page)
    key = opened.key
    opened.close()
    bare = p95(floor(path, key, [(SORTS[column], down) for column, down in orders] * ROUNDS))
    return [
        Figure("first 100 caseload rows, any sort, p95", p95(sorted_in), bare, GOAL_MS, "ms", people),
        Figure("first 100 caseload rows, any filter, p95", p95(filtered_in), bare, GOAL_MS, "ms", people),
        Figure(f"scroll {min(people, SCROLLED):,} rows, worst frame", worst, None, GOAL_MS, "ms", people),
    ]


def _page(opened: Opened) -> CaseloadPage:
    opened.window.open("caseload")
    page = opened.window.current()
    if not isinstance(page, CaseloadPage):
        raise TypeError("the caseload is not there")
    opened.settle()
    page.tabs.choose(WHOLE_TEAM)
    opened.settle()
    return page


def _orders(page: CaseloadPage) -> list[tuple[Column, bool]]:
    shown = [Column(column.sort) for column in page.model.columns if column.sort]
    made = [(column, down) for column in shown for down in (False, True)]
    # A second click on a head turns it round, so each column's two orders follow each other.
    random.Random(3).shuffle(shown)
    return [(column, down) for column in shown for one, down in made if one is column]


def _sort(opened: Opened, page: CaseloadPage, column: Column, down: bool) -> float:
    place = next(n for n, one in enumerate(page.model.columns) if one.sort == column.value)
    head = page.table.head
    at = QPoint(head.sectionViewportPosition(place) + head.sectionSize(place) // 2, head.height() // 2)
    press = partial(QTest.mouseClick, head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    spent = _until_there(opened, page, press, lambda: page.view.sort is column and page.view.descending is down)
    opened.settle()
    return spent


def _filter(opened: Opened, page: CaseloadPage, times: int) -> list[float]:
    taken = []
    for place in range(WARM + times):
        filters = FILTERS[place % len(FILTERS)]
        press = partial(page.filters._set, {name: getattr(filters, name) for name in Filters().__dataclass_fields__})
        spent = _until_there(opened, page, press, partial(_shows, page, filters))
        opened.settle()
        taken.append(spent)
    page.filters._set({name: getattr(Filters(), name) for name in Filters().__dataclass_fields__})
    opened.settle()
    return taken[WARM:]


def _shows(page: CaseloadPage, filters: Filters) -> bool:
    return page.view.filters == filters


def _until_there(opened: Opened, page: CaseloadPage, press: Callable[[], object], asked: Callable[[], bool]) -> float:
    """Until the paint that shows rows which came after the press, in the order that was asked for."""
    before = page.model.row(0)
    loads: list[int] = []
    page.model.loaded.connect(partial(loads.append, 1))

    def right() -> bool:
        rows = page.model.rows()[:FIRST]
        keys = [row.key for row in rows]
        return bool(loads) and asked() and len(rows) > 0 and keys == sorted(keys, reverse=page.view.descending)

    spent = opened.until_painted(press, page.table.viewport(), right)
    page.model.loaded.disconnect()
    page.model.loaded.connect(page._loaded)
    if before is None and page.model.row(0) is None:
        raise AssertionError("there are no rows")
    return spent


def _scroll(opened: Opened, page: CaseloadPage) -> float:
    """Pages down through the rows; each frame is a step of the scroll bar and the painting that follows."""
    bar, worst, total = page.table.verticalScrollBar(), 0.0, min(page.total, SCROLLED)
    height = page.table.viewport().height()
    step = height * 3 // 4
    while page.table.rowAt(height - 1) + 1 < total:
        start = time.perf_counter()
        bar.setValue(bar.value() + step)
        page.table.viewport().repaint()
        worst = max(worst, (time.perf_counter() - start) * 1000)
        if bar.value() == bar.maximum():
            opened.settle()
        else:
            opened.application.processEvents()
    return worst
