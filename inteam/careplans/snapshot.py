"""Keeping what a version says on the day that it is agreed."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from inteam.careplans.content import ActionPart, ContingencyPart, GoalPart, NeedPart, PlanContent
from inteam.careplans.model import (
    AboutMe,
    CarePlan,
    Contingency,
    ContingencyStep,
    PlanAction,
    PlanGoal,
    PlanNeed,
)
from inteam.store.database import Work

Part = TypeVar("Part", PlanNeed, PlanGoal, PlanAction)


def copy_words(work: Work, before: CarePlan, plan: CarePlan) -> None:
    """Take over how the version before said it to the person, and which needs want no action."""
    for need in rows(work, PlanNeed, before.id):
        if need.plain_text or need.no_action_reason:
            copy = PlanNeed(plan_id=plan.id, person_id=plan.person_id, need_id=need.need_id)
            copy.plain_text, copy.no_action_reason = need.plain_text, need.no_action_reason
            work.session.add(copy)
    for goal in rows(work, PlanGoal, before.id):
        if goal.plain_text:
            work.session.add(
                PlanGoal(plan_id=plan.id, person_id=plan.person_id, goal_id=goal.goal_id, plain_text=goal.plain_text)
            )
    for action in rows(work, PlanAction, before.id):
        if action.plain_text:
            work.session.add(
                PlanAction(
                    plan_id=plan.id, person_id=plan.person_id, action_id=action.action_id, plain_text=action.plain_text
                )
            )


def keep_content(work: Work, plan: CarePlan, content: PlanContent) -> None:
    """Copy everything that the version says; what is copied is never changed."""
    needs = {row.need_id: row for row in rows(work, PlanNeed, plan.id)}
    goals = {row.goal_id: row for row in rows(work, PlanGoal, plan.id)}
    actions = {row.action_id: row for row in rows(work, PlanAction, plan.id)}
    for position, need in enumerate(content.needs):
        _keep_need(work, plan, needs.pop(need.id, None), need, position)
        for place, goal in enumerate(need.goals):
            _keep_goal(work, plan, goals.pop(goal.id, None), goal, place)
    said = [action for need in content.needs for action in need.all_actions] + list(content.loose_actions)
    for place, action in enumerate(said):
        _keep_action(work, plan, actions.pop(action.id, None), action, place)
    for row in (*needs.values(), *goals.values(), *actions.values()):
        # Words for something that the record no longer has are no part of what was agreed.
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = work.now, work.actor.staff_id, "not in plan"
    _keep_about(work, plan, content)
    for position, contingency in enumerate(content.contingencies):
        _keep_contingency(work, plan, contingency, position)


def rows(work: Work, model: type[Part], plan_id: UUID) -> list[Part]:
    """The rows of a version, to be changed."""
    return list(work.session.scalars(select(model).where(model.plan_id == plan_id, model.withdrawn_at.is_(None))))


def _keep_need(work: Work, plan: CarePlan, row: PlanNeed | None, need: NeedPart, position: int) -> None:
    if row is None:
        row = PlanNeed(plan_id=plan.id, person_id=plan.person_id, need_id=need.id)
        work.session.add(row)
    row.position, row.text, row.status = position, need.text, need.status


def _keep_goal(work: Work, plan: CarePlan, row: PlanGoal | None, goal: GoalPart, position: int) -> None:
    if row is None:
        row = PlanGoal(plan_id=plan.id, person_id=plan.person_id, goal_id=goal.id)
        work.session.add(row)
    row.need_id, row.position, row.text = goal.need_id, position, goal.text
    row.status, row.target_on = goal.status, goal.target_on


def _keep_action(work: Work, plan: CarePlan, row: PlanAction | None, action: ActionPart, position: int) -> None:
    if row is None:
        row = PlanAction(plan_id=plan.id, person_id=plan.person_id, action_id=action.id)
        work.session.add(row)
    row.need_id, row.goal_id, row.position, row.text = action.need_id, action.goal_id, position, action.text
    row.owner_name, row.owner_kind = action.owner, action.owner_kind
    row.due_on, row.status = action.due_on, action.status


def _keep_about(work: Work, plan: CarePlan, content: PlanContent) -> None:
    for part in content.about:
        work.session.add(
            AboutMe(
                person_id=plan.person_id,
                plan_id=plan.id,
                source_id=part.id,
                section=part.section,
                state=part.state,
                text=part.text,
                own_words=part.own_words,
                said_on=part.said_on,
                supported_by=part.supported_by or None,
                author_id=part.author_id,
            )
        )


def _keep_contingency(work: Work, plan: CarePlan, part: ContingencyPart, position: int) -> None:
    row = Contingency(
        person_id=plan.person_id,
        plan_id=plan.id,
        source_id=part.id,
        position=position,
        trigger=part.trigger,
        early_signs=part.early_signs or None,
        coping=part.coping or None,
        medicines=part.medicines or None,
        escalation=part.escalation or None,
        valid_to=part.valid_to,
    )
    work.session.add(row)
    work.session.flush()
    for place, step in enumerate(part.steps):
        work.session.add(
            ContingencyStep(
                contingency_id=row.id,
                person_id=plan.person_id,
                position=place,
                text=step.text,
                who=step.who,
                phone=step.phone or None,
            )
        )
