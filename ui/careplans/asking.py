"""Which sheet belongs to which wish of an editor."""

from typing import Any
from uuid import UUID

from inteam.careplans.queries import PlanView
from ui.app.shell import Shell
from ui.careplans.loading import spoken
from ui.careplans.sheet import About, PlanSheet
from ui.careplans.sheets_needs import ActionSheet, AnswerSheet, GoalSheet, NeedSheet, NoActionSheet
from ui.careplans.sheets_papers import AddendumSheet, CopySheet, EndSheet, WithholdSheet
from ui.careplans.sheets_version import DetailsSheet, ReviewedSheet, SignatureSheet
from ui.careplans.sheets_worse import ContingencySheet

ADDING = ("need", "goal", "action", "contingency")  # these give the id of their row when they are saved


def open_sheet(shell: Shell, about: About, view: PlanView, what: str, context: dict[str, Any]) -> PlanSheet:
    """Opens it; context is what the editor knows: the need, the action, the part."""
    sheet = _sheet(shell, about, view, what, context)
    sheet.open()
    return sheet


def row_about(context: dict[str, Any]) -> UUID | None:
    """The row that a sheet with this context is about, if there is one."""
    for key in ("need", "action", "part"):
        if context.get(key) is not None:
            return UUID(str(context[key].id))
    return next((context[key] for key in ("id", "need_id") if context.get(key) is not None), None)


def _sheet(shell: Shell, about: About, view: PlanView, what: str, context: dict[str, Any]) -> PlanSheet:
    match what:
        case "need":
            return NeedSheet(shell, about)
        case "goal":
            return GoalSheet(shell, about, context["need"])
        case "action":
            return ActionSheet(shell, about, **context)
        case "no_action":
            return NoActionSheet(shell, about, context["need"])
        case "answer":
            return AnswerSheet(shell, about, context["need"], context["status"])
        case _:
            return _paper(shell, about, view, what, context)


def _paper(shell: Shell, about: About, view: PlanView, what: str, context: dict[str, Any]) -> PlanSheet:
    match what:
        case "contingency":
            return ContingencySheet(shell, about, context.get("part"))
        case "copy":
            return CopySheet(shell, about, spoken(about.person))
        case "withhold":
            return WithholdSheet(shell, about, context["subject"], context["id"], context["words"])
        case "add_to":
            return AddendumSheet(shell, about, context["about_id"], context["title"])
        case _:
            return _version(shell, about, view, what)


def _version(shell: Shell, about: About, view: PlanView, what: str) -> PlanSheet:
    match what:
        case "end":
            return EndSheet(shell, about, view.plan)
        case "reviewed":
            return ReviewedSheet(shell, about, view.plan)
        case "details":
            return DetailsSheet(shell, about, view.plan)
        case "signature":
            return SignatureSheet(shell, about, spoken(about.person))
    raise ValueError(what)
