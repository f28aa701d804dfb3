"""Reading all that papers say of people, for many people at a time: one read for each kind of line."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, Uuid, func, or_, select
from sqlalchemy.orm import Session

from inteam.careplans.model import AboutMe, CarePlan, Contingency, WithheldItem
from inteam.cases.model import CareCase
from inteam.contacts.model import Contact
from inteam.needs.model import Action, Goal, Need
from inteam.organisations.model import Organisation, Staff, Team
from inteam.people.model import (
    AccessNeed,
    Address,
    Allergy,
    CareTeamMember,
    ContactPoint,
    Medication,
    Person,
    ReasonableAdjustment,
    Risk,
    RiskReview,
    SharingDecision,
)
from inteam.store.reads import Read, my_people, one_of, param, standing

NEWEST_CONTACTS = 12
_RESTRICTED = "restricted"  # a note that only its author and the lead may read: never on shared papers


def _of(model: Any, *columns: Any) -> Any:
    """A select of one kind of line of the people asked for."""
    return standing(model, model.person_id, *columns).where(one_of(model.person_id, "people", Uuid()))


_practice, _worker = Organisation.__table__.alias("practice"), Staff.__table__.alias("worker")
PEOPLE = Read(
    "paper_people",
    select(
        Person.id.label("person_id"),
        Person.family_name,
        Person.given_name,
        Person.title,
        Person.preferred_name,
        Person.sort_key,
        Person.born_on,
        Person.dob_precision,
        Person.dob_estimated,
        Person.died_on,
        Person.death_status,
        Person.sex,
        Person.nhs_number,
        Person.nhs_number_status,
        Person.confidentiality,
        Person.usual_gp_name,
        Person.language_code,
        Person.interpreter_required,
        Person.allergies_standing,
        _practice.c.name.label("practice"),
        _worker.c.given_name.label("worker_given"),
        _worker.c.family_name.label("worker_family"),
    )
    .join(my_people, my_people.c.person_id == Person.id)
    .outerjoin(_practice, _practice.c.id == Person.practice_id)
    .outerjoin(_worker, _worker.c.id == Person.usual_worker_id)
    .where(one_of(Person.id, "people", Uuid()), Person.withdrawn_at.is_(None))
    .order_by(Person.sort_key, Person.id),
)
ADDRESSES = Read(
    "paper_addresses",
    _of(
        Address,
        Address.line1,
        Address.line2,
        Address.line3,
        Address.line4,
        Address.line5,
        Address.postcode,
        Address.no_fixed_abode,
    )
    .where(Address.use == "home", Address.valid_to.is_(None))
    .order_by(Address.person_id, Address.id),
)
PHONES = Read(
    "paper_phones",
    _of(
        ContactPoint,
        ContactPoint.system,
        ContactPoint.value,
        ContactPoint.safe_to_leave_message,
        ContactPoint.safe_times,
        ContactPoint.who_answers,
    )
    .where(ContactPoint.ended_on.is_(None), ContactPoint.system.in_(("phone", "mobile")))
    .order_by(ContactPoint.person_id, ContactPoint.preferred.desc(), ContactPoint.rank, ContactPoint.id),
)
RISKS = Read(
    "paper_risks",
    _of(
        Risk,
        Risk.id,
        Risk.kind,
        Risk.title,
        Risk.level,
        Risk.status,
        Risk.safeguarding_type,
        Risk.raised_on,
        Risk.closed_on,
    ).order_by(Risk.person_id, Risk.raised_on, Risk.id),
)
RISK_REVIEWS = Read(
    "paper_risk_reviews",
    _of(
        RiskReview,
        RiskReview.reviewed_on,
        RiskReview.answer,
        Staff.given_name.label("by_given"),
        Staff.family_name.label("by_family"),
    )
    .outerjoin(Staff, Staff.id == RiskReview.staff_id)
    .where(RiskReview.risk_id.is_(None))
    .order_by(RiskReview.person_id, RiskReview.reviewed_on.desc(), RiskReview.id),
)
ACTIONS = Read(
    "paper_actions",
    _of(
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
    _of(
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
GOALS = Read(
    "paper_goals",
    _of(Goal, Goal.id, Goal.need_id, Goal.text, Goal.status, Goal.target_on, Goal.progress)
    .where(Goal.status != "stopped")
    .order_by(Goal.person_id, Goal.position, Goal.id),
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
    _of(AboutMe, AboutMe.id, AboutMe.section, AboutMe.text)
    .where(AboutMe.plan_id.is_(None))
    .order_by(AboutMe.person_id, AboutMe.section),
)
ACCESS_NEEDS = Read(
    "paper_access_needs",
    _of(AccessNeed, AccessNeed.need_code, AccessNeed.category, AccessNeed.detail)
    .where(AccessNeed.ended_on.is_(None))
    .order_by(AccessNeed.person_id, AccessNeed.recorded_on, AccessNeed.id),
)
ADJUSTMENTS = Read(
    "paper_adjustments",
    _of(ReasonableAdjustment, ReasonableAdjustment.adjustment)
    .where(ReasonableAdjustment.ended_on.is_(None))
    .order_by(ReasonableAdjustment.person_id, ReasonableAdjustment.recorded_on, ReasonableAdjustment.id),
)
SHARING = Read(
    "paper_sharing",
    _of(
        SharingDecision,
        SharingDecision.scope,
        SharingDecision.decision,
        SharingDecision.given_on,
        SharingDecision.expires_on,
        SharingDecision.ended_on,
        SharingDecision.category,
        Organisation.short_name.label("organisation"),
    )
    .outerjoin(Organisation, Organisation.id == SharingDecision.organisation_id)
    .order_by(SharingDecision.person_id, SharingDecision.given_on.desc(), SharingDecision.id),
)
ALLERGIES = Read(
    "paper_allergies",
    _of(Allergy, Allergy.display)
    .where(or_(Allergy.verification.is_(None), Allergy.verification != "entered-in-error"), Allergy.status == "active")
    .order_by(Allergy.person_id, Allergy.display, Allergy.id),
)
MEDICINES = Read(
    "paper_medicines",
    _of(Medication, Medication.display, Medication.dosage)
    .where(Medication.status == "active")
    .order_by(Medication.person_id, Medication.display, Medication.id),
)
SERVICES = Read(
    "paper_services",
    _of(
        CareTeamMember,
        CareTeamMember.name,
        CareTeamMember.role,
        func.coalesce(Organisation.short_name, CareTeamMember.organisation_name).label("organisation"),
    )
    .outerjoin(Organisation, Organisation.id == CareTeamMember.organisation_id)
    .where(CareTeamMember.valid_to.is_(None))
    .order_by(CareTeamMember.person_id, CareTeamMember.is_lead.desc(), CareTeamMember.name, CareTeamMember.id),
)
CASES = Read(
    "paper_cases",
    _of(
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
    _of(CarePlan, CarePlan.id, CarePlan.kind, CarePlan.number, CarePlan.status, CarePlan.agreed_on, CarePlan.review_due)
    .where(CarePlan.status.in_(("active", "under_review", "agreed")))
    .order_by(CarePlan.person_id, CarePlan.agreed_on.desc(), CarePlan.id),
)
CONTINGENCIES = Read(
    "paper_contingencies",
    _of(Contingency, Contingency.id, Contingency.trigger, Contingency.escalation)
    .where(Contingency.plan_id.is_(None))
    .order_by(Contingency.person_id, Contingency.position, Contingency.id),
)
WITHHELD = Read(
    "paper_withheld",
    _of(
        WithheldItem,
        WithheldItem.subject,
        WithheldItem.subject_id,
        WithheldItem.from_professionals,
        WithheldItem.ask_role,
    )
    .where(WithheldItem.ended_on.is_(None))
    .order_by(WithheldItem.person_id, WithheldItem.id),
)
READS = (
    PEOPLE,
    ADDRESSES,
    PHONES,
    RISKS,
    RISK_REVIEWS,
    ACTIONS,
    NEEDS,
    GOALS,
    CONTACTS,
    ABOUT,
    ACCESS_NEEDS,
    ADJUSTMENTS,
    SHARING,
    ALLERGIES,
    MEDICINES,
    SERVICES,
    CASES,
    PLANS,
    CONTINGENCIES,
    WITHHELD,
)
_LISTS = {
    "addresses": ADDRESSES,
    "phones": PHONES,
    "risks": RISKS,
    "risk_reviews": RISK_REVIEWS,
    "actions": ACTIONS,
    "needs": NEEDS,
    "goals": GOALS,
    "about": ABOUT,
    "access_needs": ACCESS_NEEDS,
    "adjustments": ADJUSTMENTS,
    "sharing": SHARING,
    "allergies": ALLERGIES,
    "medicines": MEDICINES,
    "services": SERVICES,
    "cases": CASES,
    "plans": PLANS,
    "contingencies": CONTINGENCIES,
    "withheld": WITHHELD,
}

Rows = list[Row[Any]]


@dataclass(frozen=True)
class PersonRows:
    """The rows about one person as the reads gave them, each list in its own order."""

    person: Row[Any]
    contact_count: int = 0
    contacts: Rows = field(default_factory=list)
    left_out: bool = False  # something is not for the readers of papers, and the paper says so without saying what
    lists: dict[str, Rows] = field(default_factory=dict)

    def of(self, name: str) -> Rows:
        """The rows of one kind."""
        return self.lists.get(name, [])


def gather(session: Session, people: Sequence[UUID]) -> dict[UUID, PersonRows]:
    """All rows of the people in my scope, by person; who is out of scope or withdrawn is missing."""
    asked = list(dict.fromkeys(people))
    if not asked:
        return {}
    found: dict[UUID, PersonRows] = {}
    for row in PEOPLE.run(session, people=asked):
        found[row.person_id] = PersonRows(row, lists=defaultdict(list))
    for name, read in _LISTS.items():
        for row in read.run(session, people=asked):
            if row.person_id in found:
                found[row.person_id].lists[name].append(row)
    contacts: defaultdict[UUID, Rows] = defaultdict(list)
    hidden: defaultdict[UUID, int] = defaultdict(int)
    for row in CONTACTS.run(session, people=asked, newest=NEWEST_CONTACTS):
        if row.visibility == _RESTRICTED:
            hidden[row.person_id] += 1
        else:
            contacts[row.person_id].append(row)
    return {
        person_id: PersonRows(
            rows.person,
            max(0, contacts[person_id][0].total - hidden[person_id]) if contacts[person_id] else 0,
            contacts[person_id],
            hidden[person_id] > 0,
            rows.lists,
        )
        for person_id, rows in found.items()
    }
