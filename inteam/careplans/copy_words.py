"""What the person's copy says, in order: the same for print and for screen readers."""

from dataclasses import dataclass

from inteam.careplans.papers import ActionLine, ContingencyLine, GoalLine, NeedLine, PlanCopy
from inteam.pdf.words import long_day

_CHANGE = "Tell us at any time. We change it with you."
_COMPLAIN = "Tell any of us. If that does not help, ask us how to make a formal complaint."


@dataclass(frozen=True)
class Row:
    """One thing said: a label in bold, what it is; `indent` 1 stands under the row before it."""

    text: str
    label: str = ""
    indent: int = 0


@dataclass(frozen=True)
class Part:
    """A heading with its picture and what stands under it."""

    heading: str
    icon: str
    rows: tuple[Row, ...]


def title(paper: PlanCopy) -> str:
    """The document's title: no name in it, it becomes the name of windows and files."""
    return f"My care and support plan, version {paper.version}"


def parts(paper: PlanCopy) -> list[Part]:
    """All parts that have something to say, in the order of the page."""
    made = [
        Part("Who to call", "phone", _call(paper)),
        Part("What matters to me", "heart", _plain(paper.what_matters)),
        Part("About me", "person", tuple(Row(text, label) for label, text in paper.about_me if text)),
        Part("What I am good at", "star", _plain(paper.strengths)),
        Part("What I want, and what we will do", "target", _needs(paper)),
        Part("If things go wrong", "alert", _contingency(paper)),
        Part("When we look at this plan again", "calendar", _review(paper)),
        Part("Who agreed this plan", "check", _signed(paper)),
        Part("How to change this plan", "pencil", _plain(paper.how_to_change or _CHANGE)),
        Part("How to complain", "message", _plain(paper.how_to_complain or _COMPLAIN)),
        Part("What is not in this copy", "info", _not_shown(paper)),
    ]
    return [part for part in made if part.rows]


def _plain(text: str) -> tuple[Row, ...]:
    return (Row(text),) if text.strip() else ()


def _call(paper: PlanCopy) -> tuple[Row, ...]:
    who = " ".join(part for part in (paper.lead, f"({paper.lead_role})" if paper.lead_role else "") if part)
    rows = [Row(who, "My worker is")] if who else []
    rows += [Row(line) for line in paper.who_to_call]
    rows.append(Row("Call 999.", "In an emergency"))
    return tuple(rows)


def _needs(paper: PlanCopy) -> tuple[Row, ...]:
    rows: list[Row] = []
    for need in paper.needs:
        rows += _need(need)
    return tuple(rows)


def _need(need: NeedLine) -> list[Row]:
    if need.withheld:
        return []
    rows = [Row(need.state, need.text)]
    for goal in need.goals:
        if not goal.withheld:
            rows += _goal(goal)
    return rows


def _goal(goal: GoalLine) -> list[Row]:
    by = f" By {long_day(goal.target_on)}." if goal.target_on else ""
    text = goal.text if goal.text.rstrip().endswith((".", "!", "?")) else f"{goal.text}."
    rows = [Row(f"{text}{by}", "My goal", 1)]
    rows += [_action(action) for action in goal.actions if not action.withheld]
    return rows


def _action(action: ActionLine) -> Row:
    when = f"done on {long_day(action.done_on)}" if action.done_on else ""
    if not when and action.due_on:
        when = f"by {long_day(action.due_on)}"
    ending = ", ".join(part for part in (action.status, when) if part)
    return Row(f"{action.text}{', ' + ending if ending else ''}.", action.owner or "We will", 1)


def _contingency(paper: PlanCopy) -> tuple[Row, ...]:
    rows: list[Row] = []
    for line in paper.contingency:
        rows += _trigger(line)
    return tuple(rows)


def _trigger(line: ContingencyLine) -> list[Row]:
    trigger = line.trigger.strip()
    rows = [Row(trigger[3:] if trigger[:3].lower() == "if " else trigger, "If")]
    if line.early_signs:
        rows.append(Row(line.early_signs, "Early signs", 1))
    rows += [Row(step, f"Step {number}", 1) for number, step in enumerate(line.steps, 1)]
    if line.escalation:
        rows.append(Row(line.escalation, "If that does not help", 1))
    return rows


def _review(paper: PlanCopy) -> tuple[Row, ...]:
    return _plain(f"On {long_day(paper.review_on)}, or sooner if you ask." if paper.review_on else "")


def _signed(paper: PlanCopy) -> tuple[Row, ...]:
    rows = []
    for line in paper.signoffs:
        on = long_day(line.on)
        text = ", ".join(part for part in (line.name, line.method, on) if part)
        rows.append(Row(f"{text}." if text else "", line.role))
    return tuple(rows)


def _not_shown(paper: PlanCopy) -> tuple[Row, ...]:
    return _plain("Some information is not shown; ask us." if paper.some_not_shown else "")
