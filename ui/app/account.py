"""The menus of whoever is at work: their teams, somebody else's turn, locking, theme and text size."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from inteam.organisations.people_here import MembershipRow
from ui.app.entering import Who
from ui.app.preferences import TEXT_SIZES, Preferences
from ui.app.session import Session

THEME_WORDS = {"light": "Light", "dark": "Dark", "system": "As the computer"}


def teams(parent: QWidget, session: Session, who: Who, join: Callable[[MembershipRow], None]) -> QMenu:
    """My teams, and working as somebody else. join: called with the team that is chosen."""
    menu = QMenu(parent)
    for one in who.teams:
        _entry(menu, one.team, partial(join, one))
    menu.addSeparator()
    _entry(menu, menu.tr("Work as somebody else…"), session.ask_who)
    return menu


def menu(
    parent: QWidget,
    session: Session,
    prefer: Preferences,
    lock: Callable[[], None],
    take: Callable[[Preferences], None],
) -> QMenu:
    """The account's menu. lock: called to lock now; take: given the preferences with what was chosen."""
    made = QMenu(parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _entry(made, made.tr("Work as somebody else…"), session.ask_who)
    _entry(made, made.tr("Lock\tCtrl+Shift+L"), lock)
    made.addSeparator()
    themes, sizes = made.addMenu(made.tr("Theme")), made.addMenu(made.tr("Text size"))
    _choice(themes, THEME_WORDS, prefer.theme, lambda name: take(replace(prefer, theme=name)))
    _choice(
        sizes, {size: f"{size} %" for size in TEXT_SIZES}, prefer.text, lambda size: take(replace(prefer, text=size))
    )
    return made


def _entry(menu: QMenu, words: str, do: Callable[[], Any]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda _checked=False: do())
    return action


def _choice(menu: QMenu, words: dict[Any, str], now: Any, choose: Callable[[Any], None]) -> None:
    group = QActionGroup(menu)
    for value, said in words.items():
        action = _entry(menu, said, partial(choose, value))
        action.setCheckable(True)
        action.setChecked(value == now)
        group.addAction(action)
