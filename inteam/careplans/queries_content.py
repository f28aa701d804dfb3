"""Reading what a version of a plan says: the living record for a draft, the snapshot for an agreed one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from inteam.careplans import queries_parts as parts
from inteam.careplans.content import (
    AboutPart,
    ActionPart,
    AddendumPart,
    ContingencyPart,
    GoalPart,
    NeedPart,
    PlanContent,
    StepPart,
)
from inteam.people import names


def content_now(
    session: Session, person_id: UUID, *, plan_id: UUID | None = None, case_id: UUID | None = None
) -> PlanContent:
    """What the person's living record says, with the words of the draft ``plan_id`` for the person's copy.

    case_id: only the needs of that case and of none.
    """
    words = _Words(session, plan_id)
    actions = [
        ActionPart(
            row.id,
            row.text,
            row.done_by or names.full(row.owner_family, row.owner_given) or row.team,
            row.kind,
            row.due_on,
            row.status,
            row.need_id,
            row.goal_id,
            words.plain.get(row.id, ""),
            row.owner_id,
            row.version,
        )
        for row in parts.PLAN_ACTIONS_NOW.run(session, person_id=person_id)
    ]
    goals = [
        GoalPart(row.id, row.need_id, row.text, row.status, row.target_on, words.plain.get(row.id, ""), row.version)
        for row in parts.PLAN_GOALS_NOW.run(session, person_id=person_id)
    ]
    needs = [
        NeedPart(
            row.id,
            row.statement,
            row.status,
            words.plain.get(row.id, ""),
            words.no_action.get(row.id, ""),
            row.importance,
            row.confidence,
            row.version,
        )
        for row in parts.PLAN_NEEDS_NOW.run(session, person_id=person_id)
        if case_id is None or row.case_id in (None, case_id)
    ]
    about = _about(session, parts.ABOUT_ME_NOW.run(session, person_id=person_id), person_id)
    contingencies = _contingencies(session, parts.CONTINGENCIES_NOW.run(session, person_id=person_id), person_id)
    return _joined(needs, goals, actions, about, contingencies)


def content_then(session: Session, plan_id: UUID, person_id: UUID) -> PlanContent:
    """What a version said when it was agreed."""
    needs = [
        NeedPart(row.need_id, row.text, row.status, row.plain_text or "", row.no_action_reason or "")
        for row in parts.PLAN_NEEDS_THEN.run(session, plan_id=plan_id)
    ]
    goals = [
        GoalPart(row.goal_id, row.need_id, row.text, row.status, row.target_on, row.plain_text or "")
        for row in parts.PLAN_GOALS_THEN.run(session, plan_id=plan_id)
    ]
    actions = [
        ActionPart(
            row.action_id,
            row.text,
            row.owner_name,
            row.owner_kind,
            row.due_on,
            row.status,
            row.need_id,
            row.goal_id,
            row.plain_text or "",
        )
        for row in parts.PLAN_ACTIONS_THEN.run(session, plan_id=plan_id)
    ]
    about = _about(session, parts.ABOUT_ME_THEN.run(session, plan_id=plan_id), person_id)
    contingencies = _contingencies(session, parts.CONTINGENCIES_THEN.run(session, plan_id=plan_id), person_id)
    return _joined(needs, goals, actions, about, contingencies)


def what_matters(session: Session, person_id: UUID) -> str:
    """What matters to the person, as it stands now; "" when nobody has said."""
    rows = parts.ABOUT_ME_NOW.run(session, person_id=person_id)
    return next((row.text for row in rows if row.section == "what_matters"), "")


class _Words:
    """The draft's own words: for the person's copy, and why no action is wanted."""

    def __init__(self, session: Session, plan_id: UUID | None) -> None:
        self.plain: dict[UUID, str] = {}
        self.no_action: dict[UUID, str] = {}
        if plan_id is None:
            return
        for row in parts.PLAN_NEEDS_THEN.run(session, plan_id=plan_id):
            self.plain[row.need_id] = row.plain_text or ""
            self.no_action[row.need_id] = row.no_action_reason or ""
        self.plain |= {r.goal_id: r.plain_text or "" for r in parts.PLAN_GOALS_THEN.run(session, plan_id=plan_id)}
        self.plain |= {r.action_id: r.plain_text or "" for r in parts.PLAN_ACTIONS_THEN.run(session, plan_id=plan_id)}


def _joined(
    needs: Iterable[NeedPart],
    goals: Iterable[GoalPart],
    actions: Iterable[ActionPart],
    about: tuple[AboutPart, ...],
    contingencies: tuple[ContingencyPart, ...],
) -> PlanContent:
    of_goal: defaultdict[UUID | None, list[ActionPart]] = defaultdict(list)
    of_need: defaultdict[UUID | None, list[ActionPart]] = defaultdict(list)
    kept = {goal.id for goal in goals}
    for action in actions:
        (of_goal[action.goal_id] if action.goal_id in kept else of_need[action.need_id]).append(action)
    goals_of: defaultdict[UUID, list[GoalPart]] = defaultdict(list)
    for goal in goals:
        goals_of[goal.need_id].append(replace(goal, actions=tuple(of_goal[goal.id])))
    joined = tuple(replace(need, goals=tuple(goals_of[need.id]), actions=tuple(of_need[need.id])) for need in needs)
    return PlanContent(joined, about, contingencies, tuple(of_need[None]))


def _about(session: Session, rows: Iterable[Row[Any]], person_id: UUID) -> tuple[AboutPart, ...]:
    addenda: defaultdict[UUID, list[AddendumPart]] = defaultdict(list)
    for row in parts.ABOUT_ME_ADDENDA.run(session, person_id=person_id):
        author = names.full(row.author_family, row.author_given)
        addenda[row.about_me_id].append(AddendumPart(row.text, row.added_on, author))
    return tuple(
        AboutPart(
            row.source_id or row.id,
            row.section,
            row.state,
            row.text,
            row.own_words,
            row.said_on,
            row.supported_by or "",
            row.author_id,
            names.full(row.author_family, row.author_given),
            row.version,
            tuple(addenda.get(row.source_id or row.id, ())),
        )
        for row in rows
    )


def _contingencies(session: Session, rows: Iterable[Row[Any]], person_id: UUID) -> tuple[ContingencyPart, ...]:
    steps: defaultdict[UUID, list[StepPart]] = defaultdict(list)
    for row in parts.CONTINGENCY_STEPS.run(session, person_id=person_id):
        steps[row.contingency_id].append(StepPart(row.text, row.who, row.phone or ""))
    return tuple(
        ContingencyPart(
            row.source_id or row.id,
            row.trigger,
            row.early_signs or "",
            row.coping or "",
            row.medicines or "",
            row.escalation or "",
            row.valid_to,
            row.version,
            tuple(steps.get(row.id, ())),
        )
        for row in rows
    )
