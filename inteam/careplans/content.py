"""What one version of a plan says, and how two versions differ. Pure values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from inteam.careplans.rules import OPEN_ACTION, NeedStanding


@dataclass(frozen=True)
class ActionPart:
    """An action of a plan. id is the action's; version 0 where it is a snapshot."""

    id: UUID
    text: str
    owner: str
    owner_kind: str
    due_on: date | None
    status: str
    need_id: UUID | None = None
    goal_id: UUID | None = None
    plain_text: str = ""
    owner_id: UUID | None = None
    version: int = 0


@dataclass(frozen=True)
class GoalPart:
    """A goal of a plan with its actions."""

    id: UUID
    need_id: UUID
    text: str
    status: str
    target_on: date | None
    plain_text: str = ""
    version: int = 0
    actions: tuple[ActionPart, ...] = ()


@dataclass(frozen=True)
class NeedPart:
    """A need of a plan with its goals, and the actions that serve no one goal."""

    id: UUID
    text: str
    status: str
    plain_text: str = ""
    no_action_reason: str = ""
    importance: int | None = None
    confidence: int | None = None
    version: int = 0
    goals: tuple[GoalPart, ...] = ()
    actions: tuple[ActionPart, ...] = ()

    @property
    def all_actions(self) -> tuple[ActionPart, ...]:
        """The need's actions and those of its goals."""
        return self.actions + tuple(action for goal in self.goals for action in goal.actions)


@dataclass(frozen=True)
class AddendumPart:
    """What another author added under the person's own words."""

    text: str
    added_on: date
    author: str


@dataclass(frozen=True)
class AboutPart:
    """One section of "about me"."""

    id: UUID
    section: str
    state: str
    text: str
    own_words: bool
    said_on: date | None
    supported_by: str
    author_id: UUID
    author: str
    version: int = 0
    addenda: tuple[AddendumPart, ...] = ()


@dataclass(frozen=True)
class StepPart:
    """One step of a contingency plan."""

    text: str
    who: str
    phone: str


@dataclass(frozen=True)
class ContingencyPart:
    """What happens if things get worse. id is the living row's."""

    id: UUID
    trigger: str
    early_signs: str
    coping: str
    medicines: str
    escalation: str
    valid_to: date | None
    version: int = 0
    steps: tuple[StepPart, ...] = ()


@dataclass(frozen=True)
class PlanContent:
    """All that a version says."""

    needs: tuple[NeedPart, ...] = ()
    about: tuple[AboutPart, ...] = ()
    contingencies: tuple[ContingencyPart, ...] = ()
    loose_actions: tuple[ActionPart, ...] = field(default=())

    def section(self, section: str) -> AboutPart | None:
        """The section of "about me", or None when nobody has said anything."""
        return next((part for part in self.about if part.section == section), None)

    def standings(self) -> list[NeedStanding]:
        """What each need has, for the rule that every need is looked after."""
        return [
            NeedStanding(
                need.id,
                open=need.status in OPEN_NEED,
                actions=sum(1 for a in need.all_actions if a.status in COUNTS),
                no_action_reason=need.no_action_reason,
            )
            for need in self.needs
        ]


OPEN_NEED = frozenset({"open", "partly_met"})
COUNTS = OPEN_ACTION | {"done"}
"""An action that is planned, under way or done answers a need; one not done, cancelled or moved does not."""


class Changed(StrEnum):
    """How a part differs between two versions."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """One difference. kind: need, goal, action, about_me or contingency; field "" for a whole part."""

    what: Changed
    kind: str
    id: UUID
    title: str
    field: str = ""
    before: str = ""
    after: str = ""


_FIELDS: dict[str, tuple[str, ...]] = {
    "need": ("text", "plain_text", "status", "no_action_reason"),
    "goal": ("text", "plain_text", "status", "target_on"),
    "action": ("text", "plain_text", "owner", "due_on", "status"),
    "about_me": ("state", "text"),
    "contingency": ("trigger", "early_signs", "coping", "medicines", "escalation", "valid_to", "steps"),
}


def differences(before: PlanContent, after: PlanContent) -> list[Difference]:
    """What was added, changed and removed, in the order of the newer version; then what was removed."""
    old, new = dict(_parts(before)), dict(_parts(after))
    found: list[Difference] = []
    for key, values in new.items():
        kind, part_id = key
        if key not in old:
            title = _title(kind, values)
            found.append(Difference(Changed.ADDED, kind, part_id, title, after=title))
            continue
        for name, was, is_now in zip(_FIELDS[kind], old[key], values, strict=True):
            if was != is_now:
                found.append(Difference(Changed.CHANGED, kind, part_id, _title(kind, values), name, was, is_now))
    found += [
        Difference(Changed.REMOVED, kind, part_id, _title(kind, values), before=_title(kind, values))
        for (kind, part_id), values in old.items()
        if (kind, part_id) not in new
    ]
    return found


def changed_parts(found: list[Difference]) -> int:
    """How many parts differ; two changed fields of one action count once."""
    return len({(d.kind, d.id) for d in found})


def _title(kind: str, values: tuple[str, ...]) -> str:
    return values[1] if kind == "about_me" else values[0]


def _parts(content: PlanContent) -> Iterator[tuple[tuple[str, UUID], tuple[str, ...]]]:
    for part in content.about:
        yield ("about_me", part.id), (part.state, part.text)
    for need in content.needs:
        yield ("need", need.id), (need.text, need.plain_text, need.status, need.no_action_reason)
        for goal in need.goals:
            yield ("goal", goal.id), (goal.text, goal.plain_text, goal.status, _day(goal.target_on))
        for action in need.all_actions:
            yield _action(action)
    for action in content.loose_actions:
        yield _action(action)
    for plan in content.contingencies:
        steps = "\n".join(f"{s.text} – {s.who} {s.phone}".strip() for s in plan.steps)
        yield (
            ("contingency", plan.id),
            (
                plan.trigger,
                plan.early_signs,
                plan.coping,
                plan.medicines,
                plan.escalation,
                _day(plan.valid_to),
                steps,
            ),
        )


def _action(action: ActionPart) -> tuple[tuple[str, UUID], tuple[str, ...]]:
    values = (action.text, action.plain_text, action.owner, _day(action.due_on), action.status)
    return ("action", action.id), values


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
