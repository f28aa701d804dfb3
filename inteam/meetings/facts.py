"""What is remembered of a person when papers are frozen, and what has changed since. Pure values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from inteam.careplans.papers import ChangeKind

OPEN_STATES = frozenset({"planned", "started"})


@dataclass(frozen=True)
class ContactFact:
    """A contact: the moment it was recorded decides whether it is news."""

    id: UUID
    on: date
    recorded_at: str  # ISO 8601 in UTC, so that it compares as text
    words: str
    by: str


@dataclass(frozen=True)
class NeedFact:
    """A need."""

    id: UUID
    words: str
    status: str
    on: date


@dataclass(frozen=True)
class ActionFact:
    """An action."""

    id: UUID
    words: str
    owner: str
    due_on: date
    status: str
    done_on: date | None


@dataclass(frozen=True)
class RiskFact:
    """A risk; words are those that every role may read."""

    id: UUID
    words: str
    level: str
    status: str
    on: date


@dataclass(frozen=True)
class Facts:
    """What the comparison looks at (domain.md 7.2): contacts, plan, needs, actions, risks, owner, status."""

    contacts: tuple[ContactFact, ...] = ()
    contact_count: int = 0
    needs: tuple[NeedFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    risks: tuple[RiskFact, ...] = ()
    plan_number: int | None = None
    plan_status: str = ""
    plan_agreed_on: date | None = None
    owner: str = ""
    case_status: str = ""
    stage: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """As it is kept: no words that the comparison does not need."""
        newest = max((c.recorded_at for c in self.contacts), default="")
        return {
            "contacts": {"count": self.contact_count, "newest": newest},
            "needs": {str(n.id): [n.words, n.status] for n in self.needs},
            "actions": {str(a.id): [a.words, a.owner, a.due_on.isoformat(), a.status] for a in self.actions},
            "risks": {str(r.id): [r.words, r.level, r.status] for r in self.risks},
            "plan": [self.plan_number, self.plan_status],
            "case": [self.owner, self.case_status, self.stage],
        }


@dataclass(frozen=True)
class Change:
    """One line of "since the last meeting"."""

    words: str
    kind: ChangeKind
    on: date | None = None
    by: str = ""
    area: str = ""
    id: UUID | None = None  # of the contact, risk, need or action that it is about


def digest(stored: Mapping[str, Any]) -> str:
    """SHA-256 of stored facts, the same on every machine."""
    text = json.dumps(stored, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changes(before: Mapping[str, Any] | None, now: Facts, *, words: Mapping[str, str] | None = None) -> list[Change]:
    """What is new or changed since ``before`` was stored, newest first, undated lines last.

    before None: the person is new to the MDT, and there is nothing to compare. words: code → words for statuses.
    """
    if before is None:
        return []
    say = dict(words or {})
    found = [
        *_contacts(before["contacts"], now),
        *_risks(before["risks"], now),
        *_needs(before["needs"], now, say),
        *_actions(before["actions"], now, say),
        *_plan(before["plan"], now),
        *_case(before["case"], now, say),
    ]
    return sorted(found, key=lambda change: change.on or date.min, reverse=True)


def _contacts(before: Mapping[str, Any], now: Facts) -> list[Change]:
    fresh = [c for c in now.contacts if c.recorded_at > before["newest"]]
    return [Change(c.words, ChangeKind.NEW, c.on, c.by, "contact", c.id) for c in fresh]


def _risks(before: Mapping[str, Any], now: Facts) -> list[Change]:
    found = []
    for risk in now.risks:
        was = before.get(str(risk.id))
        if was is None:
            found.append(Change(f"Risk: {risk.words}", ChangeKind.NEW, risk.on, area="risk", id=risk.id))
        elif was != [risk.words, risk.level, risk.status]:
            words = f"Risk closed: {risk.words}" if risk.status == "closed" else f"Risk now {risk.level}: {risk.words}"
            found.append(Change(words, ChangeKind.CHANGED, risk.on, area="risk", id=risk.id))
    return found


def _needs(before: Mapping[str, Any], now: Facts, say: Mapping[str, str]) -> list[Change]:
    found = []
    for need in now.needs:
        was = before.get(str(need.id))
        if was is None:
            found.append(Change(f"Need: {need.words}", ChangeKind.NEW, need.on, area="need", id=need.id))
        elif was[1] != need.status:
            state = say.get(need.status, need.status)
            found.append(Change(f"{need.words}: {state.lower()}", ChangeKind.CHANGED, need.on, area="need", id=need.id))
    return found


def _actions(before: Mapping[str, Any], now: Facts, say: Mapping[str, str]) -> list[Change]:
    found = []
    for action in now.actions:
        was = before.get(str(action.id))
        if was is None and action.status in OPEN_STATES:
            words = f"Action: {action.words}"
            found.append(Change(words, ChangeKind.NEW, None, action.owner, "action", action.id))
        elif was is not None and (words := _action_words(was, action, say)):
            found.append(Change(words, ChangeKind.CHANGED, action.done_on, action.owner, "action", action.id))
    return found


def _action_words(was: list[Any], action: ActionFact, say: Mapping[str, str]) -> str:
    if was[3] != action.status:
        return f"{action.words}: {say.get(action.status, action.status).lower()}"
    if was[1] != action.owner:
        return f"{action.words}: now with {action.owner}"
    if was[2] != action.due_on.isoformat() and action.status in OPEN_STATES:
        return f"{action.words}: date moved"
    return ""


def _plan(before: list[Any], now: Facts) -> list[Change]:
    if before == [now.plan_number, now.plan_status] or now.plan_number is None:
        return []
    kind = ChangeKind.NEW if before[0] is None else ChangeKind.CHANGED
    words = f"Care plan, version {now.plan_number}"
    return [Change(words, kind, now.plan_agreed_on, area="plan")]


def _case(before: list[Any], now: Facts, say: Mapping[str, str]) -> list[Change]:
    found = []
    owner, status, stage = before
    if owner != now.owner and now.owner:
        found.append(Change(f"Lead worker is now {now.owner}", ChangeKind.CHANGED, area="owner"))
    if status != now.case_status and now.case_status:
        words = say.get(now.case_status, now.case_status).lower()
        found.append(Change(f"Case {words}", ChangeKind.CHANGED, area="status"))
    elif stage != now.stage and now.stage:
        found.append(Change(f"Stage: {say.get(now.stage, now.stage)}", ChangeKind.CHANGED, area="status"))
    return found
