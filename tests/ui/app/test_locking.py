"""The countdown to the lock."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from ui.app.lock import IdleLock


class Wall:
    """A clock that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


def told(lock: IdleLock) -> list[str]:
    heard: list[str] = []
    lock.due.connect(lambda: heard.append("due"))
    return heard


def test_it_is_due_after_the_minutes_without_a_sign_of_life(wall: Wall) -> None:
    lock = IdleLock(10, wall)
    heard = told(lock)
    wall.now += 599
    lock.check()
    assert heard == []
    wall.now += 1
    lock.check()
    assert heard == ["due"]


def test_a_key_or_a_movement_begins_again_and_a_repaint_does_not(wall: Wall) -> None:
    lock = IdleLock(10, wall)
    wall.now += 500
    lock.eventFilter(lock, QEvent(QEvent.Type.UpdateRequest))
    assert lock.seconds_left() == 100
    point = QPointF(1, 1)
    button = Qt.MouseButton.NoButton
    lock.eventFilter(
        lock, QMouseEvent(QEvent.Type.MouseMove, point, point, button, button, Qt.KeyboardModifier.NoModifier)
    )
    assert lock.seconds_left() == 600


def test_a_computer_that_slept_is_locked_when_it_wakes(wall: Wall) -> None:
    lock = IdleLock(15, wall)
    heard = told(lock)
    wall.now += 8 * 3600
    lock.check()
    assert heard == ["due"]


def test_a_meeting_holds_it_back_for_three_hours_at_most(wall: Wall) -> None:
    lock = IdleLock(10, wall)
    lock.pause(24)
    wall.now += 3 * 3600 - 1
    assert lock.paused
    assert lock.seconds_left() > 0
    wall.now += 601
    assert (lock.paused, lock.seconds_left()) == (False, 0)


def test_the_end_of_a_meeting_ends_the_pause(wall: Wall, qtbot: QtBot) -> None:
    lock = IdleLock(10, wall)
    lock.pause(2)
    lock.pause(0)
    assert not lock.paused
    with qtbot.waitSignal(lock.left) as left:
        lock.check()
    assert left.args == [600]
