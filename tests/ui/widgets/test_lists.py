"""Lists of painted items: heights that follow the width, and words that fold instead of being cut."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from ui.widgets import paint
from ui.widgets.lists import ItemDelegate, ListModel, ListView


class Item(NamedTuple):
    id: int
    words: str


class Wrapped(ItemDelegate[Item]):
    """As high as its words need."""

    def height(self, item: Item, width: int) -> int:
        return round(paint.paragraph_height(item.words, "dense", width, 18))

    def draw(self, painter: QPainter, area: QRectF, item: Item, **_how: bool) -> None:
        paint.paragraph(painter, area, item.words, "dense", 18)


def test_heights_are_asked_again_when_the_scroll_bar_takes_some_of_the_width(qtbot: QtBot) -> None:
    model: ListModel[Item] = ListModel(lambda item: item.words)
    delegate = Wrapped()
    view = ListView(model, delegate, "Items")
    qtbot.addWidget(view)
    view.resize(200, 120)
    view.show()
    qtbot.waitExposed(view)
    model.show(
        [Item(number, "Words of several lines that are wrapped where the width ends " * 2) for number in range(9)]
    )
    qtbot.waitUntil(lambda: view.verticalScrollBar().isVisible())
    for width in (200, 150):
        view.resize(width, 120)

        def fits() -> bool:
            wanted = delegate.height(model.items()[0], view.viewport().width())
            return view.visualRect(model.index(0, 0)).height() == wanted

        qtbot.waitUntil(fits)


@pytest.mark.usefixtures("qtbot")
def test_words_fold_at_a_blank_and_only_where_one_line_does_not_hold_them() -> None:
    room = paint.text_width("Check benefits letter", "dense") + 2
    folded = paint.folded("Check benefits letter arrived", "dense", "dense", room)
    assert folded == ("Check benefits letter", "arrived")
    assert paint.folded("Check benefits", "dense", "dense", room) is None
    assert paint.folded("Wolfeschlegelsteinhausenbergerdorff", "dense", "dense", 40) is None


@pytest.mark.usefixtures("qtbot")
def test_no_word_is_lost_by_folding() -> None:
    words = "One two three four five six"
    assert " ".join(paint.folded(words, "dense", "dense", 40) or ()) == words
