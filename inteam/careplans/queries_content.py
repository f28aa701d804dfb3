"""Reading what a version of a plan says: the living record for a draft, the snapshot for an agreed one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid
from sqlalchemy.orm import Session

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
from inteam.careplans.model import (
    AboutMe,
    AboutMeAddendum,
    Contingency,
    ContingencyStep,
    PlanAction,
    PlanGoal,
    PlanNeed,
)
from inteam.needs.model import Action, Goal, Need
from inteam.organisations.model import Staff, Team
from inteam.people import names
from inteam.store.reads import Read, of_person, param, standing

_LEFT_OUT = ("cancelled", "transferred")
"""Actions that are nobody's any more; a plan does not say them."""

_ABOUT = (
    standing(
        AboutMe,
        AboutMe.id,
        AboutMe.version,
        AboutMe.source_id,
        AboutMe.section,
        AboutMe.state,
        AboutMe.text,
        AboutMe.own_words,
        AboutMe.said_on,
        AboutMe.supported_by,
        AboutMe.author_id,
        Staff.given_name.label("author_given"),
        Staff.family_name.label("author_family"),
    )
    .join(Staff, Staff.id == AboutMe.author_id)
    .order_by(AboutMe.section, AboutMe.id)
)
ABOUT_ME_NOW = Read(
    "about_me_now", _ABOUT.where(AboutMe.person_id == param("person_id", Uuid()), AboutMe.plan_id.is_(None))
)
ABOUT_ME_THEN = Read("about_me_then", _ABOUT.where(AboutMe.plan_id == param("plan_id", Uuid())))
ABOUT_ME_ADDENDA = Read(
    "about_me_addenda",
    of_person(
        AboutMeAddendum,
        AboutMeAddendum.about_me_id,
        AboutMeAddendum.text,
        AboutMeAddendum.added_on,
        Staff.given_name.label("author_given"),
        Staff.family_name.label("author_family"),
    )
    .join(Staff, Staff.id == AboutMeAddendum.author_id)
    .order_by(AboutMeAddendum.added_on, AboutMeAddendum.id),
)
PLAN_NEEDS_NOW = Read(
    "plan_needs_now",
    of_person(
        Need,
        Need.id,
        Need.version,
        Need.case_id,
        Need.statement,
        Need.status,
        Need.importance,
        Need.confidence,
        Need.position,
    )
    .where(Need.status != "no_longer_wanted")
    .order_by(Need.position, Need.identified_on, Need.id),
)
PLAN_GOALS_NOW = Read(
    "plan_goals_now",
    of_person(Goal, Goal.id, Goal.version, Goal.need_id, Goal.text, Goal.status, Goal.target_on, Goal.position)
    .where(Goal.status != "stopped")
    .order_by(Goal.position, Goal.id),
)
PLAN_ACTIONS_NOW = Read(
    "plan_actions_now",
    of_person(
        Action,
        Action.id,
        Action.version,
        Action.need_id,
        Action.goal_id,
        Action.case_id,
        Action.text,
        Action.kind,
        Action.done_by,
        Action.owner_id,
        Staff.given_name.label("owner_given"),
        Staff.family_name.label("owner_family"),
        Team.name.label("team"),
        Action.due_on,
        Action.status,
    )
    .join(Team, Team.id == Action.team_id)
    .outerjoin(Staff, Staff.id == Action.owner_id)
    .where(Action.status.not_in(_LEFT_OUT))
    .order_by(Action.position, Action.due_on, Action.id),
)
PLAN_NEEDS_THEN = Read(
    "plan_needs_then",
    standing(
        PlanNeed,
        PlanNeed.need_id,
        PlanNeed.text,
        PlanNeed.plain_text,
        PlanNeed.status,
        PlanNeed.no_action_reason,
    )
    .where(PlanNeed.plan_id == param("plan_id", Uuid()))
    .order_by(PlanNeed.position, PlanNeed.id),
)
PLAN_GOALS_THEN = Read(
    "plan_goals_then",
    standing(
        PlanGoal,
        PlanGoal.goal_id,
        PlanGoal.need_id,
        PlanGoal.text,
        PlanGoal.plain_text,
        PlanGoal.status,
        PlanGoal.target_on,
    )
    .where(PlanGoal.plan_id == param("plan_id", Uuid()))
    .order_by(PlanGoal.position, PlanGoal.id),
)
PLAN_ACTIONS_THEN = Read(
    "plan_actions_then",
    standing(
        PlanAction,
        PlanAction.action_id,
        PlanAction.need_id,
        PlanAction.goal_id,
        PlanAction.text,
        PlanAction.plain_text,
        PlanAction.owner_name,
        PlanAction.owner_kind,
        PlanAction.due_on,
        PlanAction.status,
    )
    .where(PlanAction.plan_id == param("plan_id", Uuid()))
    .order_by(PlanAction.position, PlanAction.id),
)
_CONTINGENCY = standing(
    Contingency,
    Contingency.id,
    Contingency.version,
    Contingency.source_id,
    Contingency.trigger,
    Contingency.early_signs,
    Contingency.coping,
    Contingency.medicines,
    Contingency.escalation,
    Contingency.valid_to,
).order_by(Contingency.position, Contingency.id)
CONTINGENCIES_NOW = Read(
    "contingencies_now",
    _CONTINGENCY.where(Contingency.person_id == param("person_id", Uuid()), Contingency.plan_id.is_(None)),
)
CONTINGENCIES_THEN = Read("contingencies_then", _CONTINGENCY.where(Contingency.plan_id == param("plan_id", Uuid())))
CONTINGENCY_STEPS = Read(
    "contingency_steps",
    of_person(
        ContingencyStep,
        ContingencyStep.contingency_id,
        ContingencyStep.text,
        ContingencyStep.who,
        ContingencyStep.phone,
    ).order_by(ContingencyStep.contingency_id, ContingencyStep.position, ContingencyStep.id),
)
READS = (
    ABOUT_ME_NOW,
    ABOUT_ME_THEN,
    ABOUT_ME_ADDENDA,
    PLAN_NEEDS_NOW,
    PLAN_GOALS_NOW,
    PLAN_ACTIONS_NOW,
    PLAN_NEEDS_THEN,
    PLAN_GOALS_THEN,
    PLAN_ACTIONS_THEN,
    CONTINGENCIES_NOW,
    CONTINGENCIES_THEN,
    CONTINGENCY_STEPS,
)


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
        for row in PLAN_ACTIONS_NOW.run(session, person_id=person_id)
    ]
    goals = [
        GoalPart(row.id, row.need_id, row.text, row.status, row.target_on, words.plain.get(row.id, ""), row.version)
        for row in PLAN_GOALS_NOW.run(session, person_id=person_id)
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
        for row in PLAN_NEEDS_NOW.run(session, person_id=person_id)
        if case_id is None or row.case_id in (None, case_id)
    ]
    about = _about(session, ABOUT_ME_NOW.run(session, person_id=person_id), person_id)
    contingencies = _contingencies(session, CONTINGENCIES_NOW.run(session, person_id=person_id), person_id)
    return _joined(needs, goals, actions, about, contingencies)


def content_then(session: Session, plan_id: UUID, person_id: UUID) -> PlanContent:
    """What a version said when it was agreed."""
    needs = [
        NeedPart(row.need_id, row.text, row.status, row.plain_text or "", row.no_action_reason or "")
        for row in PLAN_NEEDS_THEN.run(session, plan_id=plan_id)
    ]
    goals = [
        GoalPart(row.goal_id, row.need_id, row.text, row.status, row.target_on, row.plain_text or "")
        for row in PLAN_GOALS_THEN.run(session, plan_id=plan_id)
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
        for row in PLAN_ACTIONS_THEN.run(session, plan_id=plan_id)
    ]
    about = _about(session, ABOUT_ME_THEN.run(session, plan_id=plan_id), person_id)
    contingencies = _contingencies(session, CONTINGENCIES_THEN.run(session, plan_id=plan_id), person_id)
    return _joined(needs, goals, actions, about, contingencies)


def what_matters(session: Session, person_id: UUID) -> str:
    """What matters to the person, as it stands now; "" when nobody has said."""
    rows = ABOUT_ME_NOW.run(session, person_id=person_id)
    return next((row.text for row in rows if row.section == "what_matters"), "")


class _Words:
    """The draft's own words: for the person's copy, and why no action is wanted."""

    def __init__(self, session: Session, plan_id: UUID | None) -> None:
        self.plain: dict[UUID, str] = {}
        self.no_action: dict[UUID, str] = {}
        if plan_id is None:
            return
        for row in PLAN_NEEDS_THEN.run(session, plan_id=plan_id):
            self.plain[row.need_id] = row.plain_text or ""
            self.no_action[row.need_id] = row.no_action_reason or ""
        self.plain |= {r.goal_id: r.plain_text or "" for r in PLAN_GOALS_THEN.run(session, plan_id=plan_id)}
        self.plain |= {r.action_id: r.plain_text or "" for r in PLAN_ACTIONS_THEN.run(session, plan_id=plan_id)}


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
    for row in ABOUT_ME_ADDENDA.run(session, person_id=person_id):
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
    for row in CONTINGENCY_STEPS.run(session, person_id=person_id):
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
