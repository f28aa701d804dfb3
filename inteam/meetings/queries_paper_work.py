"""What papers say of the work with somebody: cases, needs, goals, actions, contacts, plans."""

from sqlalchemy import Integer, Uuid, func, select
from sqlalchemy.orm import aliased

from inteam.careplans.model import AboutMe, CarePlan, Contingency, WithheldItem
from inteam.cases.model import CareCase
from inteam.contacts.model import Contact
from inteam.needs.model import Action, Goal, Need, Outcome
from inteam.needs.model_onward import OnwardReferral
from inteam.needs.rules_onward import OPEN_ONWARD
from inteam.organisations.model import Staff, Team
from inteam.store.reads import Read, my_people, of_people, one_of, param

ACTIONS = Read(
    "paper_actions",
    of_people(
        Action,
        Action.id,
        Action.version,
        Action.text,
        Action.need_id,
        Action.goal_id,
        Action.agenda_item_id,
        Action.done_by,
        Action.owner_id,
        Staff.given_name.label("owner_given"),
        Staff.family_name.label("owner_family"),
        Team.name.label("team"),
        Action.due_on,
        Action.done_on,
        Action.status,
        Action.status_reason,
        Action.priority,
        Action.carried,
    )
    .join(Team, Team.id == Action.team_id)
    .outerjoin(Staff, Staff.id == Action.owner_id)
    .order_by(Action.person_id, Action.due_on, Action.id),
)
NEEDS = Read(
    "paper_needs",
    of_people(
        Need,
        Need.id,
        Need.statement,
        Need.status,
        Need.status_on,
        Need.identified_on,
        Need.importance,
        Need.confidence,
    ).order_by(Need.person_id, Need.position, Need.id),
)
_later = aliased(Outcome)
_newest = (
    select(_later.id)
    .where(_later.goal_id == Goal.id, _later.withdrawn_at.is_(None))
    .order_by(_later.observed_on.desc(), _later.created_at.desc(), _later.id.desc())
    .limit(1)
    .correlate(Goal)
    .scalar_subquery()
)
GOALS = Read(
    "paper_goals",
    of_people(
        Goal,
        Goal.id,
        Goal.need_id,
        Goal.text,
        Goal.status,
        Goal.target_on,
        Goal.progress,
        Outcome.what_changed.label("outcome"),
        Outcome.observed_on.label("outcome_on"),
    )
    .outerjoin(Outcome, Outcome.id == _newest)
    .where(Goal.status != "stopped")
    .order_by(Goal.person_id, Goal.position, Goal.id),
)
ONWARD = Read(
    "paper_onward",
    of_people(
        OnwardReferral,
        OnwardReferral.id,
        OnwardReferral.provider_name,
        OnwardReferral.code,
        OnwardReferral.state,
        OnwardReferral.state_on,
    )
    .where(OnwardReferral.state.in_(tuple(OPEN_ONWARD)))
    .order_by(OnwardReferral.person_id, OnwardReferral.sent_on.desc(), OnwardReferral.id),
)
_numbered = (
    select(
        Contact.id,
        Contact.person_id,
        Contact.occurred_on,
        Contact.occurred_at,
        Contact.recorded_at,
        Contact.duration_min,
        Contact.type,
        Contact.mode,
        Contact.attempt_result,
        Contact.attended_code,
        Contact.summary,
        Contact.visibility,
        Contact.worker_id,
        func.row_number(type_=Integer())
        .over(partition_by=Contact.person_id, order_by=(Contact.occurred_at.desc(), Contact.id))
        .label("place"),
        func.count().over(partition_by=Contact.person_id).label("total"),
    )
    .where(one_of(Contact.person_id, "people", Uuid()), Contact.withdrawn_at.is_(None))
    .subquery()
)
CONTACTS = Read(
    "paper_contacts",
    select(
        _numbered,
        Staff.given_name.label("by_given"),
        Staff.family_name.label("by_family"),
    )
    .join(my_people, my_people.c.person_id == _numbered.c.person_id)
    .join(Staff, Staff.id == _numbered.c.worker_id)
    .where(_numbered.c.place <= param("newest", Integer()))
    .order_by(_numbered.c.person_id, _numbered.c.place),
)
ABOUT = Read(
    "paper_about",
    of_people(AboutMe, AboutMe.id, AboutMe.section, AboutMe.text)
    .where(AboutMe.plan_id.is_(None))
    .order_by(AboutMe.person_id, AboutMe.section),
)
CASES = Read(
    "paper_cases",
    of_people(
        CareCase,
        CareCase.id,
        CareCase.pathway_key,
        CareCase.pathway_version,
        CareCase.stage,
        CareCase.status,
        CareCase.owner_id,
        Staff.given_name.label("owner_given"),
        Staff.family_name.label("owner_family"),
    )
    .join(Staff, Staff.id == CareCase.owner_id)
    .order_by(CareCase.person_id, CareCase.status.desc(), CareCase.opened_on.desc(), CareCase.id),
)
PLANS = Read(
    "paper_plans",
    of_people(
        CarePlan, CarePlan.id, CarePlan.kind, CarePlan.number, CarePlan.status, CarePlan.agreed_on, CarePlan.review_due
    )
    .where(CarePlan.status.in_(("active", "under_review", "agreed")))
    .order_by(CarePlan.person_id, CarePlan.agreed_on.desc(), CarePlan.id),
)
CONTINGENCIES = Read(
    "paper_contingencies",
    of_people(Contingency, Contingency.id, Contingency.trigger, Contingency.escalation)
    .where(Contingency.plan_id.is_(None))
    .order_by(Contingency.person_id, Contingency.position, Contingency.id),
)
WITHHELD = Read(
    "paper_withheld",
    of_people(
        WithheldItem,
        WithheldItem.subject,
        WithheldItem.subject_id,
        WithheldItem.from_professionals,
        WithheldItem.ask_role,
    )
    .where(WithheldItem.ended_on.is_(None))
    .order_by(WithheldItem.person_id, WithheldItem.id),
)
READS = (ACTIONS, NEEDS, GOALS, ONWARD, CONTACTS, ABOUT, CASES, PLANS, CONTINGENCIES, WITHHELD)
