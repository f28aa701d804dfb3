"""What a screen reader is told that Qt does not tell of itself: roles of painted controls, and live messages.

A widget class says `spoken_role = QAccessible.Role.PageTab` and the interface that Qt asks for is made here. Nothing is
made, and nothing costs time, while no reader listens. Qt takes over what the factory gives it.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

PRESS = "Press"  # the names of Qt's own actions, which readers know
FOCUS = "SetFocus"


class _Spoken(QAccessibleWidget):
    """A widget with the role that its class says. A button among them can be chosen, is chosen or not, and pressed."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._widget, self._role = widget, role

    def role(self) -> QAccessible.Role:
        return self._role

    def state(self) -> QAccessible.State:
        state = super().state()
        checked = getattr(self._widget, "spoken_checked", None)  # of a painted radio button that is no button of Qt
        if checked is not None:
            state.checkable, state.checked = 1, 1 if checked() else 0
        if isinstance(self._widget, QAbstractButton) and self._widget.isCheckable():
            chosen = 1 if self._widget.isChecked() else 0
            if self._role == QAccessible.Role.RadioButton:
                state.checkable, state.checked = 1, chosen
            else:
                state.selectable, state.selected = 1, chosen
        return state

    def actionNames(self) -> list[str]:
        return [PRESS, FOCUS] if isinstance(self._widget, QAbstractButton) else [FOCUS]

    def doAction(self, name: str) -> None:
        if name == PRESS and isinstance(self._widget, QAbstractButton):
            self._widget.click()
        elif name == FOCUS:
            self._widget.setFocus()


def _made(_key: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(thing, "spoken_role", None)
    if role is None or not isinstance(thing, QWidget):
        return None
    return _Spoken(thing, role)


_told: list[bool] = []


def listen() -> None:
    """Tells Qt whom to ask. Once in a process, however many applications follow each other."""
    if not _told:
        QAccessible.installFactory(_made)
        _told.append(True)


def announce(source: QWidget, words: str, *, urgent: bool = False) -> None:
    """Has a message read out that appears without the focus going to it."""
    if not words:
        return
    event = QAccessibleAnnouncementEvent(source, words)
    pressing = QAccessible.AnnouncementPoliteness
    event.setPoliteness(pressing.Assertive if urgent else pressing.Polite)
    QAccessible.updateAccessibility(event)
