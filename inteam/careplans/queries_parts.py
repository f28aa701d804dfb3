"""The reads of what plans say: the living record (NOW), and the snapshot of what was agreed (THEN)."""

from sqlalchemy import Uuid

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
