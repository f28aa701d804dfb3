from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.widgets import warm


def test_every_script_is_drawn_once_in_each_style(qtbot: QtBot) -> None:
    owner = QObject()
    warming = warm.Warming(owner)
    warming._timer.setInterval(0)
    qtbot.waitUntil(lambda: not warming._timer.isActive())
    assert not warming.step()
    assert len(list(warm.steps())) == len(warm.SAMPLES) * len(warm.STYLES)
