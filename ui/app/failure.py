"""What happens to a defect: it is logged without anybody's words, and one box says so with an incident number."""

import logging
import sys
import traceback
from secrets import token_hex
from types import TracebackType

from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.overlay import Dialog, ask

log = logging.getLogger("inteam.failure")


def where(error: BaseException) -> str:
    """Kind and place of a defect: files, lines and function names, never a value."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{type(error).__name__} at " + " < ".join(reversed(places))


def install() -> None:
    """From now on a defect is logged and shown instead of ending the program."""
    sys.excepthook = _hook


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    incident = token_hex(3).upper()
    log.error("incident %s: %s", incident, where(error))
    window = QApplication.activeWindow() or next(iter(QApplication.topLevelWidgets()), None)
    if window is not None and window.isVisible():
        show(window, incident)


def show(window: QWidget, incident: str) -> Dialog:
    """The box: what happened, what is safe, what to do."""
    known = window.findChild(Dialog, "failure")
    if isinstance(known, Dialog) and known.isVisible():
        return known  # one box, however many defects follow from the first
    words = (
        "What you typed is kept as a draft. Try again; if it happens again, close INTeam, open it, "
        f"and tell your administrator this number: {incident}."
    )
    dialog = ask(window, "Something went wrong in INTeam", words, [("Close", "primary", lambda: None)])
    dialog.setObjectName("failure")
    return dialog
