"""Undoing a past import: the question before it, and what came of it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from inteam.exchange.queries import BatchRow
from inteam.exchange.undoing import Undone
from ui.app.acts import act
from ui.app.messages import plural
from ui.widgets.overlay import ask


def ask_first(window: QWidget, batch: BatchRow, undo: Callable[[], object]) -> None:
    """Names what undoing does, and does it if that is wanted."""
    said = _say(
        "The people it added are withdrawn, and what it changed stands again as before. "
        "People with whom somebody has worked since stay."
    )
    choices: list[tuple[str, str, Callable[[], object]]] = [
        (_say("Keep it"), "plain", lambda: None),
        (_say(act("exchange.undo").title), "danger", undo),
    ]
    ask(window, _say("Undo the import of {name}?").format(name=batch.name), said, choices)


def outcome(done: Undone) -> str:
    """How many were withdrawn, and how many stay."""
    gone = _say("Import undone: 1 person withdrawn."), _say("Import undone: {n} people withdrawn.")
    stay = _say("1 stays: somebody has worked with them."), _say("{n} stay: somebody has worked with them.")
    said = plural(done.withdrawn, *gone)
    return f"{said} {plural(done.kept, *stay)}" if done.kept else said


def _say(words: str) -> str:
    return QCoreApplication.translate("ImportPage", words)
