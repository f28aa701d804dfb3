"""The person's own copy of a version: first person, plain words, nothing that is withheld from them."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Session

from inteam.careplans import queries, queries_sharing
from inteam.careplans.content import COUNTS, ActionPart, ContingencyPart, GoalPart, NeedPart
from inteam.careplans.model import CarePlan
from inteam.careplans.papers import (
    ActionLine,
    ContingencyLine,
    CopyFormat,
    GoalLine,
    NeedLine,
    PlanCopy,
    SignoffLine,
    Tint,
)
from inteam.careplans.queries import PlanView, SignoffRow
from inteam.careplans.queries_sharing import WithheldRow
from inteam.careplans.rules import OPEN_ACTION, Section
from inteam.errors import InputError
from inteam.organisations.model import Staff, Team
from inteam.people import access_needs, queries_protection
from inteam.people import queries as people
from inteam.store.reads import Read, my_people, param

PLAN_LEAD = Read(
    "plan_lead",
    select(Staff.phone, Team.name.label("team"))
    .join(CarePlan, CarePlan.lead_worker_id == Staff.id)
    .join(Team, Team.id == CarePlan.team_id)
    .join(my_people, my_people.c.person_id == CarePlan.person_id)
    .where(CarePlan.id == param("plan_id", Uuid())),
)
READS = (PLAN_LEAD,)
HEADINGS: dict[str, str] = {
    Section.PEOPLE: "People important to me",
    Section.COMMUNICATION: "How I communicate, and how to communicate with me",
    Section.WELLNESS: "When I am well",
    Section.PLEASE_DO: "Please do",
    Section.PLEASE_DONT: "Please don’t",
    Section.SUPPORT: "How and when to support me",
    Section.ALSO: "Also worth knowing",
    Section.CARERS: "My family and carers",
}
ROLES = {"person": "Me", "carer": "My carer", "lpa": "My attorney", "professional": "My worker"}
METHODS = {
    "in_person": "signed in person",
    "verbal": "agreed by word of mouth",
    "electronic": "signed on screen",
    "unable": "could not sign",
}
NEED_STATES = {"met": "This is done.", "partly_met": "This is partly done.", "not_met": ""}


@dataclass(frozen=True)
class CopyLook:
    """How the copy is shown: None takes what the person's needs ask for."""

    points: int | None = None
    easy_read: bool | None = None


def persons_copy(session: Session, plan_id: UUID, today: date, look: CopyLook | None = None) -> PlanCopy:
    """The copy of a version, drafts included. Raises InputError when the version is not there."""
    view = queries.plan_view(session, plan_id)
    person = people.header(session, view.plan.person_id) if view else None
    if view is None or person is None:
        raise InputError("gone")
    hidden = [row for row in queries_sharing.withheld(session, person.id) if row.from_person]
    left_out = {row.subject_id for row in hidden}
    lead = next(iter(PLAN_LEAD.run(session, plan_id=plan_id)), None)
    plan = view.plan
    return PlanCopy(
        person_id=person.id,
        family_name=person.family_name,
        given_name=person.given_name or "",
        title=person.title or "",
        preferred_name=person.preferred_name or "",
        born_on=person.born_on if person.dob_precision == "day" else None,
        nhs_number=person.nhs_number or "",
        team=plan.team,
        version=plan.number,
        status=plan.status,
        agreed_on=plan.agreed_on,
        agreed_with_person=view.agreed_with_person,
        superseded_on=plan.superseded_on,
        review_on=plan.review_due,
        lead=plan.lead,
        lead_role=plan.lead_role,
        who_to_call=tuple(filter(None, (f"{plan.lead}: {lead.phone}" if lead and lead.phone else "",))),
        what_matters=_said(view, Section.WHAT_MATTERS, left_out),
        about_me=tuple((title, text) for key, title in HEADINGS.items() if (text := _said(view, key, left_out))),
        strengths=_said(view, Section.STRENGTHS, left_out),
        needs=tuple(_need(need, left_out) for need in view.content.needs if need.id not in left_out),
        contingency=tuple(_contingency(c) for c in view.content.contingencies if c.id not in left_out),
        signoffs=tuple(_signoff(row) for row in view.signoffs),
        some_not_shown=_some_not_shown(hidden),
        printed_on=today,
        form=_form(session, person.id, look or CopyLook()),
    )


def _some_not_shown(hidden: list[WithheldRow]) -> bool:
    """Said only where the mere existence of the item does no harm (domain.md 6.3)."""
    return any(not row.without_trace for row in hidden)


def _said(view: PlanView, section: str, left_out: set[UUID]) -> str:
    part = view.content.section(section)
    return part.text if part is not None and part.id not in left_out else ""


def _need(need: NeedPart, left_out: set[UUID]) -> NeedLine:
    goals = [_goal(goal, left_out) for goal in need.goals if goal.id not in left_out]
    loose = tuple(_action(a) for a in need.actions if a.id not in left_out and a.status in COUNTS)
    if loose:
        # An action without a goal stands under the need itself, so that none is lost from the copy.
        goals = [replace(goals[0], actions=goals[0].actions + loose), *goals[1:]] if goals else [_only(loose)]
    state = NEED_STATES.get(need.status, "")
    if need.no_action_reason:
        state = "I do not want anything done about this now."
    return NeedLine(text=need.plain_text or need.text, state=state, goals=tuple(goals))


def _only(actions: tuple[ActionLine, ...]) -> GoalLine:
    return GoalLine(text="This to get better", actions=actions)


def _goal(goal: GoalPart, left_out: set[UUID]) -> GoalLine:
    return GoalLine(
        text=goal.plain_text or goal.text,
        target_on=goal.target_on,
        actions=tuple(_action(a) for a in goal.actions if a.id not in left_out and a.status in COUNTS),
    )


def _action(action: ActionPart) -> ActionLine:
    status = "" if action.status in OPEN_ACTION else "done"
    owner = "I" if action.owner_kind == "person_does" else action.owner
    return ActionLine(
        text=action.plain_text or action.text,
        owner=owner,
        due_on=action.due_on if action.status in OPEN_ACTION else None,
        status=status,
    )


def _contingency(part: ContingencyPart) -> ContingencyLine:
    steps = tuple(", ".join(filter(None, (step.text, step.who, step.phone))) for step in part.steps)
    return ContingencyLine(trigger=part.trigger, early_signs=part.early_signs, steps=steps, escalation=part.escalation)


def _signoff(row: SignoffRow) -> SignoffLine:
    method = METHODS[row.method]
    if row.unable_reason:
        method = f"{method}: {row.unable_reason}"
    return SignoffLine(role=ROLES[row.role], name=row.name, method=method, on=row.signed_on)


def _form(session: Session, person_id: UUID, look: CopyLook) -> CopyFormat:
    asked = access_needs.output_format(
        row.need for row in queries_protection.access_needs(session, [person_id]) if row.ended_on is None
    )
    tint = Tint(asked.tint) if asked.tint in set(Tint) else Tint.CREAM if asked.tint else Tint.NONE
    easy = asked.easy_read if look.easy_read is None else look.easy_read
    points = asked.points if look.points is None else look.points
    return CopyFormat(
        points=max(points, 16) if easy else points,
        easy_read=easy,
        tint=tint,
        translation_needed="the person's language" if asked.translation_required else "",
        other_format=", ".join(access_needs.WORDS[code] for code in asked.others_make),
    )
