"""Which editor belongs to which section of a plan."""

from PySide6.QtCore import QObject

from inteam.careplans.queries import PlanView
from ui.app.background import Background
from ui.careplans.editor import Editor
from ui.careplans.editor_about import CARERS_ONLY, AboutEditor
from ui.careplans.editor_actions import ActionsEditor
from ui.careplans.editor_needs import NeedsEditor
from ui.careplans.editor_worse import ContingencyEditor
from ui.careplans.loading import ACTIONS, CARERS, MATTERS, NEEDS, WORSE
from ui.careplans.sheet import About

_KINDS: dict[int, type[Editor]] = {NEEDS: NeedsEditor, ACTIONS: ActionsEditor, WORSE: ContingencyEditor}


def editor_of(section: int, background: Background, view: PlanView, about: About, parent: QObject) -> Editor:
    """The editor of a section, of all but the sign-off."""
    if section == CARERS:
        return AboutEditor(background, view, about, parent, CARERS_ONLY)
    return _KINDS.get(section, AboutEditor)(background, view, about, parent)


def section_of(key: str) -> int:
    """In which section a box stands."""
    if key.partition(".")[0] in ("need", "plain", "goal"):
        return NEEDS
    return CARERS if key == CARERS_ONLY[0] else MATTERS
