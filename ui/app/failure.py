"""What happens to a defect: it is logged without anybody's words, and one box says so with an incident number."""

import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.overlay import Dialog, ask


def install() -> None:
    """From now on a defect is logged and shown instead of ending the program."""
    sys.excepthook = _hook


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    from inteam import incidents  # noqa: PLC0415 (a defect only)

    number = incidents.record(error)
    window = QApplication.activeWindow() or next(iter(QApplication.topLevelWidgets()), None)
    if window is not None and window.isVisible():
        show(window, number)


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
